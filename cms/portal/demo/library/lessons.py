"""Guides, the handbook, model forms, slides, a video and an audio lesson."""

from cms.portal.demo.writing import bullets, callout, h, p, quote, steps, table, video

from .writing import (
    CIVIL,
    EVERYONE,
    FAMILY,
    LAND,
    LEADERS,
    MEDIATION,
    MEDIATORS,
    OFFICE,
    Document,
    Does,
)

HANDBOOK = Document(
    slug="so-tay-hoi-dap",
    title="Sổ tay hỏi đáp của hòa giải viên",
    type="so-tay",
    issuers=(OFFICE,),
    issued="2025-10-01",
    fields=(LAND, CIVIL, FAMILY),
    audiences=EVERYONE,
    topics=("dat-dai", "gia-dinh", "doi-song"),
    file="so-tay-hoa-giai.pdf",
    summary=(
        "Mười hai chuyện hay gặp nhất ở xóm phố: hàng rào, ranh giới, lối đi, nước chảy, tiếng ồn,"
        " vay nợ, thừa kế, chuyện trong nhà; và hai câu về chính hòa giải viên. Mỗi chuyện một câu"
        " trả lời ngắn và nơi đọc tiếp."
    ),
    does=(Does("cites", to="bo-luat-dan-su"), Does("cites", to="luat-hon-nhan-va-gia-dinh")),
    body=(
        p("Mỗi câu có ba phần: trả lời ngay, làm gì trước, khi nào phải chuyển đi nơi khác."),
        h("Hàng xóm xây tường rào lấn sang đất nhà tôi thì làm thế nào?", "tuong-rao"),
        p(
            "Trước hết hai nhà cùng xem lại giấy tờ và mốc giới. Không ai được tự xây trên phần đất"
            " của người kia; tường chung thì phải được hai bên đồng ý. Xem Điều 175 và Điều 176 Bộ"
            " luật Dân sự.",
            "Hòa giải viên mời cả hai ra tận nơi, mang theo bản vẽ thửa đất, chụp ảnh mốc còn lại."
            " Nếu không rõ mốc, hướng dẫn gửi đơn đến UBND phường để đo lại và hòa giải tranh chấp"
            " đất đai.",
        ),
        h("Ranh giới đã có từ đời ông bà, không có giấy, tính sao?", "ranh-gioi-cu"),
        p(
            "Ranh giới có thể được xác định theo thỏa thuận, theo quyết định của cơ quan có thẩm"
            " quyền, hoặc theo tập quán và ranh giới đã tồn tại từ lâu mà không tranh chấp. Hỏi"
            " người cao tuổi trong xóm, ghi lại lời kể và vẽ sơ đồ có chữ ký hai bên.",
        ),
        h("Nhà tôi ở trong cùng, không có lối ra, có quyền xin đi nhờ không?", "loi-di"),
        p(
            "Có. Người bị vây bọc giữa các bất động sản khác được yêu cầu một lối đi hợp lý và đền"
            " bù cho người mở lối, trừ khi hai bên thỏa thuận khác. Xem Điều 254 Bộ luật Dân sự.",
            "Nên chọn lối ngắn, ít thiệt hại nhất; ghi rõ chiều rộng, ai sửa đường, ai đi được.",
        ),
        h("Nước mưa từ mái nhà bên đổ sang sân tôi", "nuoc-mua"),
        p(
            "Chủ nhà phải lắp đường thoát để nước không chảy xuống nhà bên. Xem Điều 250 Bộ luật"
            " Dân sự. Thường chỉ cần một máng hứng và một ngày công: hãy bàn chuyện ai mua, ai lắp"
            " trước khi bàn chuyện ai sai.",
        ),
        h("Cây nhà bên ngả cành sang, tôi có được chặt không?", "cay-coi"),
        p(
            "Chủ cây phải chặt, tỉa khi cây có nguy cơ đổ gãy gây hại. Đừng tự sang chặt: báo cho"
            " chủ cây, nếu họ không làm thì nhờ tổ hòa giải. Xem Điều 177 Bộ luật Dân sự.",
        ),
        h("Hàng xóm hát loa kéo đến khuya", "tieng-on"),
        p(
            "Tiếng ồn, karaoke, loa kéo: mời hai bên thống nhất giờ nghỉ chung của xóm, ví dụ sau"
            " 22 giờ tắt loa, và số điện thoại để nhắc nhau. Hàng xóm ồn ào thì thỏa thuận ở xóm"
            " nhanh hơn mọi lá đơn.",
            "Nhắc nhiều lần không được thì báo công an phường để xử lý theo quy định về trật tự"
            " công cộng.",
        ),
        h("Chó, gà nhà bên phá vườn thì ai đền?", "vat-nuoi"),
        p(
            "Chủ vật nuôi bồi thường thiệt hại do vật nuôi gây ra, kể cả khi chó cắn người: trả"
            " tiền chữa, tiêm phòng. Xem Điều 603 Bộ luật Dân sự. Ghi lại"
            " thiệt hại, ước giá cùng nhau, thống nhất cách nhốt, cách rào.",
        ),
        h("Cho vay không giấy tờ, nay người vay không trả", "vay-no"),
        p(
            "Vay miệng vẫn là vay. Tin nhắn, người làm chứng, lần trả trước đó đều giúp chứng minh."
            " Hòa giải viên giúp hai bên lập giấy nhận nợ có lịch trả từng kỳ. Lãi suất cao bất"
            " thường thì hướng dẫn đến công an.",
        ),
        h("Cha mẹ mất không để lại di chúc, chia nhà đất thế nào?", "thua-ke"),
        p(
            "Chia theo pháp luật cho những người cùng hàng thừa kế thứ nhất, mỗi người một phần"
            " bằng nhau: vợ hoặc chồng, cha mẹ, các con của người mất. Xem Điều 651 Bộ luật Dân"
            " sự.",
            "Anh em tự thỏa thuận khác được, miễn là mọi người thừa kế đồng ý bằng văn bản. Văn bản"
            " thỏa thuận về nhà đất phải công chứng hoặc chứng thực.",
        ),
        h("Con trai trưởng có được hưởng phần hơn vì thờ cúng không?", "tho-cung"),
        p(
            "Pháp luật không cho con trai phần hơn con gái. Gia đình có thể cùng dành một phần di"
            " sản lo việc thờ cúng. Đó là chuyện nên bàn trong một buổi gặp chung, có người lớn"
            " tuổi trong họ.",
        ),
        h("Vợ chồng cãi nhau suốt, tổ hòa giải có nên vào không?", "vo-chong"),
        p(
            "Nên, khi cả hai đồng ý gặp. Gặp riêng từng người trước, có hòa giải viên nữ. Không"
            " khuyên ai nhịn ai; giúp họ nói ra điều mong muốn. Ly hôn là việc của Tòa án.",
        ),
        callout(
            "warning",
            "Có bạo lực thì dừng",
            "Thấy dấu hiệu đánh đập, đe dọa: báo công an hoặc UBND phường, không hòa giải. Xem Luật"
            " Phòng, chống bạo lực gia đình.",
        ),
        h("Anh em đùn đẩy việc chăm mẹ già", "cham-cha-me"),
        p(
            "Các con cùng có nghĩa vụ chăm sóc, nuôi dưỡng cha mẹ. Xem Điều 71 Luật Hôn nhân và gia"
            " đình. Đưa ra bảng việc: ai ở cùng, ai đưa đi khám, ai góp tiền. Hỏi ý mẹ trước.",
        ),
        h("Hòa giải viên được hưởng thù lao thế nào?", "thu-lao"),
        p(
            "Theo vụ, việc, khi đã tiến hành hòa giải; có hồ sơ và sổ theo dõi thì mới chi. Tổ"
            " trưởng gửi giấy đề nghị kèm danh sách vụ việc lên UBND phường. Xem Thông tư số"
            " 56/2023/TT-BTC.",
        ),
        h("Làm sao để được công nhận là hòa giải viên?", "cong-nhan"),
        p(
            "Người tự nguyện, có uy tín, được Ban công tác Mặt trận giới thiệu và trên 50 % đại"
            " diện các hộ trong thôn, tổ dân phố đồng ý; Chủ tịch UBND phường ra quyết định công"
            " nhận. Xem Điều 7 và Điều 8 Luật Hòa giải ở cơ sở.",
        ),
    ),
)

SKILLS = Document(
    slug="ky-nang-hoa-giai",
    title="Kỹ năng hòa giải: nghe, hỏi, ghi, kết",
    type="huong-dan",
    issuers=(OFFICE,),
    issued="2024-05-20",
    fields=(MEDIATION,),
    audiences=(MEDIATORS, LEADERS),
    topics=("tap-huan",),
    summary=(
        "Bốn kỹ năng làm nên một buổi hòa giải, với câu mẫu để nói và lỗi hay gặp. Đọc hết chừng"
        " hai mươi phút."
    ),
    does=(Does("guides", to="quy-che-mau-to-hoa-giai-2026"),),
    body=(
        h("Trước khi gặp"),
        bullets(
            "Xem lại sổ: hai bên đã từng có chuyện gì.",
            "Chọn chỗ ngồi không ai cao hơn ai; tắt tivi, rót nước.",
            "Nhớ điều mình không biết, để hỏi chứ không đoán.",
        ),
        h("Nghe"),
        p(
            "Nghe hết rồi hãy nói. Khi người ta dừng, đếm thầm đến ba: thường họ còn điều quan"
            " trọng nhất chưa nói.",
            "Nhắc lại bằng lời của mình để họ biết mình đã hiểu: “Chị giận không phải vì bức tường,"
            " mà vì anh ấy xây lúc chị vắng nhà, phải không?”",
        ),
        h("Hỏi"),
        table(
            "Hỏi thế nào",
            ("Đừng hỏi", "Hãy hỏi"),
            ("Sao anh lại làm thế?", "Lúc đó anh nghĩ đến điều gì?"),
            ("Anh có sai không?", "Nếu làm lại, anh sẽ làm khác chỗ nào?"),
            ("Chị muốn gì nữa?", "Điều gì sẽ làm chị yên lòng?"),
        ),
        h("Ghi"),
        p(
            "Ghi điều hai bên đồng ý, bằng lời của họ, đọc to cho cả hai nghe. Không ghi lời nặng."
            " Dùng mẫu văn bản hòa giải thành khi cần.",
        ),
        h("Kết"),
        steps(
            "Ba việc trước khi đứng dậy",
            ("Đọc lại", "Đọc từng điều đã thống nhất, hỏi còn thiếu gì."),
            ("Hẹn ngày", "Ai làm gì, trước ngày nào, báo cho ai."),
            ("Cảm ơn", "Cảm ơn cả hai đã ngồi lại; việc khó nhất họ đã làm rồi."),
        ),
        quote(
            "Thắng thua để ngoài ngõ, trong nhà chỉ có được yên.", "Phạm Văn Lợi", "hòa giải viên"
        ),
    ),
)

MINUTES = Document(
    slug="mau-bien-ban-hoa-giai",
    title="Mẫu biên bản buổi hòa giải",
    type="bieu-mau",
    number="Mẫu số 01",
    issuers=(OFFICE,),
    issued="2025-12-10",
    fields=(MEDIATION,),
    audiences=(MEDIATORS, LEADERS),
    topics=("to-hoa-giai",),
    summary=(
        "Biên bản ghi một buổi gặp chung: ai có mặt, việc gì, mỗi bên nói gì, thống nhất được gì."
        " In ra để điền, hoặc chép tay theo mẫu."
    ),
    does=(Does("guides", to="quy-che-mau-to-hoa-giai-2026", provisions="Điều 9 và Điều 11"),),
    body=(
        h("Phần đầu"),
        p(
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "<b>BIÊN BẢN BUỔI HÒA GIẢI</b>",
            "Hôm nay, hồi … giờ … phút, ngày … tháng … năm …, tại …",
        ),
        h("Thành phần"),
        bullets(
            "Hòa giải viên: …",
            "Bên thứ nhất: họ tên, năm sinh, chỗ ở",
            "Bên thứ hai: họ tên, năm sinh, chỗ ở",
            "Người được mời: …",
        ),
        h("Vụ việc"),
        p("Tóm tắt: …", "Ý kiến của bên thứ nhất: …", "Ý kiến của bên thứ hai: …"),
        h("Điều đã thống nhất"),
        p("1. …", "2. …", "Thời hạn thực hiện: …"),
        h("Ký tên"),
        p(
            "Biên bản được đọc lại cho mọi người cùng nghe, lập thành … bản có nội dung như nhau.",
            "Các bên ký, ghi rõ họ tên. Hòa giải viên ký, ghi rõ họ tên.",
        ),
        callout(
            "tip",
            "Khi điền",
            "Viết ngắn, không gạch xóa. Chỗ nào không có thì ghi “không”. Không ghi số giấy tờ tùy"
            " thân nếu không thật cần.",
        ),
    ),
)

AGREEMENT = Document(
    slug="mau-van-ban-hoa-giai-thanh",
    title="Mẫu văn bản hòa giải thành",
    type="bieu-mau",
    number="Mẫu số 02",
    issuers=(OFFICE,),
    issued="2025-12-10",
    fields=(MEDIATION,),
    audiences=(MEDIATORS, LEADERS),
    topics=("to-hoa-giai",),
    file="mau-van-ban-hoa-giai-thanh.odt",
    summary=(
        "Lập khi các bên muốn ghi thỏa thuận thành văn bản. Cần có văn bản này nếu sau đó yêu cầu"
        " Tòa án công nhận kết quả."
    ),
    does=(Does("guides", to="quy-che-mau-to-hoa-giai-2026", provisions="Điều 11"),),
    body=(
        h("Căn cứ"),
        p("Theo kết quả buổi hòa giải ngày … tháng … năm … của tổ hòa giải …"),
        h("Các bên"),
        p("Bên thứ nhất: …", "Bên thứ hai: …"),
        h("Nội dung thỏa thuận"),
        p("Các bên tự nguyện thỏa thuận như sau: …"),
        h("Cách và thời hạn thực hiện"),
        p("Bên thứ nhất sẽ … trước ngày …", "Bên thứ hai sẽ … trước ngày …"),
        h("Chữ ký"),
        p("Các bên và hòa giải viên cùng ký. Mỗi bên giữ một bản, tổ hòa giải lưu một bản."),
    ),
)

VIDEO = Document(
    slug="bai-giang-gap-rieng",
    title="Bài giảng video: buổi gặp riêng đầu tiên",
    type="video",
    issuers=(OFFICE,),
    issued="2025-03-08",
    fields=(MEDIATION,),
    audiences=(MEDIATORS,),
    topics=("tap-huan", "cong-nghe"),
    summary=(
        "Bài giảng ngắn về buổi gặp riêng: chào hỏi, nghe, hỏi, hẹn. Kèm dàn ý để xem lại khi"
        " không có mạng."
    ),
    body=(
        video(
            "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
            "Đoạn phim thử của trang trình diễn",
            "Đoạn phim chỉ tải khi bấm xem.",
        ),
        h("Dàn ý"),
        bullets(
            "Phút đầu: tự giới thiệu, nói rõ mình không phân xử.",
            "Nghe câu chuyện từ đầu, không ngắt lời.",
            "Hỏi điều họ mong, điều họ lo.",
            "Xin phép nói lại với bên kia điều gì, giữ lại điều gì.",
        ),
        h("Câu hỏi để thảo luận trong tổ"),
        p(
            "Nếu người kể khóc, anh chị làm gì? Nếu họ nhờ “nói giúp cho bên kia một trận”, anh chị"
            " trả lời sao?",
        ),
    ),
)

AUDIO = Document(
    slug="bai-nghe-tin-hieu-mo-dau",
    title="Bài nghe: tín hiệu mở đầu chuyên mục hòa giải trên loa",
    type="am-thanh",
    issuers=(OFFICE,),
    issued="2025-03-08",
    fields=(MEDIATION,),
    audiences=(MEDIATORS,),
    topics=("tap-huan",),
    attachments=("tin-hieu-mo-dau.wav",),
    summary=(
        "Ba tiếng chuông do máy tạo, hơn hai giây, dùng để nghe thử: trang trình diễn chưa có bài"
        " giảng thu âm. Kèm lời dẫn để đọc sau tiếng chuông."
    ),
    body=(
        h("Lời dẫn sau tín hiệu"),
        quote(
            "Đây là chuyên mục Hòa giải ở cơ sở. Chuyện hôm nay: bức tường chung và hai nhà hàng"
            " xóm.",
            "Lời dẫn mẫu, đọc trong mười giây",
        ),
        h("Cách dùng trong buổi học"),
        bullets(
            "Mở tín hiệu, chờ im hẳn rồi mới đọc.",
            "Đọc chậm hơn lúc nói chuyện: loa ở xa, gió át tiếng.",
            "Mỗi câu một ý. Đọc số điện thoại hai lần.",
        ),
    ),
)

SLIDES = Document(
    slug="bai-trinh-bay-sau-buoc",
    title="Bài trình bày: sáu bước hòa giải một vụ việc",
    type="bai-trinh-bay",
    issuers=(OFFICE,),
    issued="2025-03-08",
    fields=(MEDIATION,),
    audiences=(LEADERS,),
    topics=("tap-huan",),
    attachments=("so-tay-hoa-giai.pdf",),
    summary="Bài giảng dạng slide: sáu trang cho tổ trưởng trình bày trong buổi tập huấn, họp tổ.",
    does=(Does("cites", to="quy-che-mau-to-hoa-giai-2026"),),
    body=(
        h("Nhận việc"),
        p("Ghi sổ ngay trong ngày. Việc ngoài phạm vi thì chỉ nơi đến."),
        h("Chọn người"),
        p("Các bên chọn; không chọn thì tổ trưởng phân công trong hai ngày."),
        h("Gặp riêng"),
        p("Nghe từng bên, xem giấy tờ, hỏi người biết chuyện."),
        h("Gặp chung"),
        p("Ở nơi thoải mái, trong ba ngày kể từ ngày được phân công."),
        h("Ghi lại"),
        p("Đọc to điều đã thống nhất; muốn chắc thì lập văn bản."),
        h("Theo dõi"),
        p("Một tháng sau ghé hỏi. Có điều phát sinh thì gặp lại."),
    ),
)

LESSONS = (HANDBOOK, SKILLS, MINUTES, AGREEMENT, VIDEO, AUDIO, SLIDES)
