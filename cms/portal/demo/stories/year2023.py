"""2023: classes in every commune, the first forum."""

from cms.portal.demo.names import (
    BAC_NGHIA,
    CITY,
    DONG_PHU,
    DONG_SON,
    FIFTEEN,
    LOC_NINH,
    NGHIA_NINH,
    PHU_HAI,
    QUANG_PHU,
    THUAN_DUC,
)
from cms.portal.demo.writing import (
    Story,
    bullets,
    callout,
    cite,
    figures,
    h,
    image,
    p,
    quote,
    steps,
    table,
    video,
)

STORIES = (
    Story(
        slug="lich-tap-huan-2023",
        title="Lịch tập huấn năm 2023: lớp về tận nhà văn hóa",
        lead=(
            "Mười lăm lớp, mỗi xã, phường một lớp, học hai buổi tối và một sáng Chủ nhật để người"
            " đi"
            " làm, đi chợ, đi biển đều theo được."
        ),
        date="2023-02-14 08:30",
        author="mai-huong",
        topics=("tap-huan",),
        units=FIFTEEN,
        cover="nha-van-hoa",
        attachments=("lich-tap-huan-2023.csv",),
        related=("nhin-lai-nam-dau-ke-hoach-104",),
        body=(
            p(
                "Rút kinh nghiệm năm đầu, năm nay tập huấn viên đi đến hòa giải viên, không phải"
                " ngược"
                " lại. Mỗi lớp không quá bốn mươi người, một nửa thời gian dành cho đóng vai.",
            ),
            table(
                "Ba đợt trong năm",
                ("Đợt", "Thời gian", "Địa bàn"),
                ("1", "Tháng 3", "Thuận Đức, Nghĩa Ninh, Đồng Sơn, Bắc Nghĩa, Đức Ninh"),
                ("2", "Tháng 5", "Bảo Ninh, Quang Phú, Lộc Ninh, Hải Thành, Phú Hải"),
                ("3", "Tháng 8", "Đồng Hải, Đồng Phú, Bắc Lý, Nam Lý, Đức Ninh Đông"),
            ),
            callout(
                "note",
                "Ai cần đăng ký",
                "Hòa giải viên mới bầu được mời tự động. Người đã học năm 2022 muốn học lại thì"
                " báo tổ trưởng.",
            ),
        ),
    ),
    Story(
        slug="thuan-duc-lop-hoc-ben-nuong",
        title="Thuận Đức: lớp học sáng đèn sau giờ lên rẫy",
        lead=(
            "Sáu giờ rưỡi tối, sân nhà văn hóa đã kín xe máy. Ba mươi tư hòa giải viên của xã vùng"
            " đồi"
            " phía tây thành phố dự lớp bồi dưỡng đầu tiên mở ngay tại xã."
        ),
        date="2023-03-09 20:30",
        author="van-loi",
        topics=("tap-huan",),
        units=(THUAN_DUC,),
        cover="dong-lua",
        caption="Đường về xã. Tranh minh họa.",
        body=(
            p(
                "Bài đầu tiên là chuyện của chính họ: trâu bò sang rẫy nhà khác. Mỗi nhóm viết ra"
                " ba câu"
                " hỏi nên hỏi và ba câu không nên hỏi khi đến nhà có trâu bị giữ.",
            ),
            bullets(
                "Nên hỏi: <i>Anh thấy trâu vào rẫy lúc nào?</i>",
                "Nên hỏi: <i>Nếu phải đền, anh thấy thế nào là vừa?</i>",
                "Không nên hỏi: <i>Sao anh không rào?</i>",
            ),
            quote(
                "Câu hỏi sai là câu hỏi có sẵn người thua.",
                "Chị Trương Thị Hoài",
                "tập huấn viên",
            ),
        ),
    ),
    Story(
        slug="quang-phu-thoa-thuan-luoi-ca",
        title="Quang Phú: hai chủ thuyền thỏa thuận vùng thả lưới",
        lead=(
            "Lưới rách, cãi nhau giữa biển, về bờ hai nhà cấm con cái chơi chung. Ba buổi hòa giải"
            " kết"
            " thúc bằng một tờ giấy hai mặt và một nồi cháo cá."
        ),
        date="2023-04-20 17:10",
        author="thanh-nhan",
        topics=("doi-song", "guong-sang"),
        units=(QUANG_PHU,),
        cover="lang-bien",
        body=(
            p(
                "Không có điều luật nào ghi thuyền nào thả lưới chỗ nào ở khúc biển ấy. Tổ hòa"
                " giải mời"
                " thêm hai ngư dân cao tuổi, người biết lệ biển, sau khi cả hai bên đồng ý.",
            ),
            steps(
                "Thỏa thuận gồm ba điểm",
                (
                    "Báo trước",
                    "Thuyền ra trước treo cờ đuôi nheo, thuyền sau cách ra hai trăm mét.",
                ),
                ("Đền lưới", "Chi phí vá lưới chia đôi vì không ai cố ý."),
                ("Gọi nhau", "Có việc thì gọi bộ đàm, không nói chuyện cũ."),
            ),
            image("lang-bien", "Hai thuyền cá ở bãi ngang. Tranh minh họa."),
            p("Văn bản hòa giải thành được lập theo đề nghị của hai bên, mỗi bên giữ một bản."),
        ),
    ),
    Story(
        slug="hoi-dap-pham-vi-hoa-giai",
        title="Hỏi và đáp: việc nào tổ hòa giải được nhận, việc nào không",
        lead=(
            "Đánh nhau có thương tích, lấn đất công, ly hôn: tổ hòa giải có nhận không? Tập huấn"
            " viên trả"
            " lời những câu được hỏi nhiều nhất trong đợt tập huấn tháng Ba."
        ),
        date="2023-05-11 09:40",
        author="quoc-bao",
        topics=("chinh-sach",),
        units=(CITY,),
        cover="tai-lieu",
        body=(
            cite(
                "35/2013/QH13",
                "Luật Hòa giải ở cơ sở, Điều 3: Phạm vi hòa giải ở cơ sở",
                "Quốc hội",
                "2013-06-20",
                "https://vbpl.vn/",
            ),
            h("Lấn đất công thì sao?"),
            p(
                "Không nhận. Mâu thuẫn xâm phạm lợi ích của Nhà nước, lợi ích công cộng không"
                " thuộc phạm"
                " vi hòa giải ở cơ sở. Hòa giải viên giải thích cho các bên và báo UBND xã,"
                " phường.",
            ),
            h("Đánh nhau thì sao?"),
            p(
                "Tùy mức độ. Việc phải truy cứu trách nhiệm hình sự hoặc phải xử lý vi phạm hành"
                " chính thì"
                " không hòa giải. Nếu thấy có thể gây nguy hiểm, hòa giải viên phải báo ngay cho"
                " tổ trưởng"
                " để báo cáo Chủ tịch UBND xã, phường.",
            ),
            h("Vợ chồng muốn ly hôn thì sao?"),
            p(
                "Tổ hòa giải có thể giúp vợ chồng hàn gắn, thỏa thuận việc nuôi con, chia việc"
                " nhà. Việc"
                " ly hôn do Tòa án giải quyết.",
            ),
            callout(
                "warning",
                "Bạo lực gia đình",
                "An toàn của người bị bạo lực là trước hết. Không bắt hai bên ngồi chung khi một"
                " bên còn sợ.",
            ),
        ),
    ),
    Story(
        slug="nhom-trao-doi-vuong-mac",
        title="Hỏi buổi sáng, có lời đáp buổi chiều",
        lead=(
            "Nhóm trao đổi trên điện thoại của hòa giải viên toàn thành phố có thêm lịch trực: mỗi"
            " ngày"
            " một tập huấn viên trả lời, việc khó được chuyển cho luật gia."
        ),
        date="2023-06-29 13:30",
        author="quoc-bao",
        topics=("cong-nghe",),
        units=FIFTEEN,
        cover="dien-thoai",
        caption="Hỏi đáp qua điện thoại. Tranh minh họa.",
        body=(
            p(
                "Quy ước của nhóm viết gọn trong năm dòng, dòng đầu tiên là <b>không nêu tên người"
                " trong"
                " vụ việc</b>. Câu hỏi hay được chép lại, bỏ chi tiết riêng, đăng thành mục hỏi"
                " đáp.",
            ),
            figures(
                ("212", "câu hỏi trong sáu tháng"),
                ("2 ngày", "là thời gian trả lời chậm nhất"),
                source="Số liệu giả định, dùng để trình diễn",
            ),
            video(
                "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
                "Đoạn phim thử của trang trình diễn",
                "Đoạn phim chỉ tải khi bấm xem.",
            ),
        ),
    ),
    Story(
        slug="dien-dan-hoa-giai-vien-lan-thu-nhat",
        title="Diễn đàn hòa giải viên lần thứ nhất: nói thật, nghe thật",
        lead=(
            "Hơn hai trăm hòa giải viên từ mười lăm xã, phường gặp nhau ở hội trường thành phố,"
            " nêu mười"
            " bảy vướng mắc; chín việc được trả lời ngay tại chỗ."
        ),
        date="2023-07-27 16:45",
        author="mai-huong",
        topics=("to-hoa-giai", "tap-huan"),
        units=(CITY,),
        cover="dien-dan",
        caption="Diễn đàn hòa giải viên. Tranh minh họa.",
        related=("nhom-trao-doi-vuong-mac", "hoi-dap-pham-vi-hoa-giai"),
        body=(
            p(
                "Diễn đàn không có báo cáo dài. Mỗi địa phương có năm phút kể một vụ việc, nửa đầu"
                " là"
                " chuyện đã xong, nửa sau là điều còn vướng.",
            ),
            h("Ba vướng mắc được nhắc nhiều"),
            steps(
                "",
                (
                    "Thù lao chậm",
                    "Hồ sơ vụ việc phải đi qua nhiều tay; các xã đề nghị nhận theo quý.",
                ),
                ("Đất cấp giấy nhiều đợt", "Cần bản đồ để đối chiếu ngay tại buổi hòa giải."),
                ("Người trẻ ít tham gia", "Đề nghị mời sinh viên luật về thực tập tại tổ."),
            ),
            quote(
                "Cấp trên nghe chúng tôi nói hết câu. Về nhà, tôi cũng sẽ nghe bà con nói hết câu.",
                "Một hòa giải viên xã Nghĩa Ninh",
            ),
            p(
                "Tám việc còn lại được ghi vào biên bản, phân công trả lời bằng văn bản trong ba"
                " mươi ngày."
            ),
        ),
    ),
    Story(
        slug="phu-hai-loi-di-chung",
        title="Con hẻm Phú Hải rộng lại một mét hai",
        lead=(
            "Chín hộ, một lối đi, năm bậc thềm lấn dần ra. Tổ hòa giải vẽ con hẻm lên giấy và để"
            " từng hộ"
            " tự cầm bút."
        ),
        date="2023-09-12 18:20",
        author="van-loi",
        topics=("dat-dai", "doi-song"),
        units=(PHU_HAI,),
        cover="lang-gieng",
        body=(
            p(
                "Không ai chịu đập thềm trước. Hòa giải viên đề nghị đo chỗ hẹp nhất rồi mời lái"
                " xe cứu"
                " thương của phường lái thử vào: xe dừng ở nhà thứ ba.",
                "Tuần sau, cả năm bậc thềm được thu lại cùng một buổi sáng. Phường cho mượn máy"
                " cắt, thanh"
                " niên trong tổ dân phố góp công.",
            ),
            callout(
                "tip",
                "Làm cùng một lúc",
                "Khi nhiều hộ cùng phải nhường, hãy hẹn một ngày chung. Không ai thấy mình thua.",
            ),
        ),
    ),
    Story(
        slug="dong-phu-sach-luat-o-quan-ca-phe",
        title="Tủ sách pháp luật trong quán cà phê ở Đồng Phú",
        lead=(
            "Một chủ quán dành hẳn góc cửa sổ cho tủ sách pháp luật. Sáng thứ Bảy, hòa giải viên"
            " ngồi đó,"
            " ai hỏi gì thì trả lời."
        ),
        date="2023-10-21 09:15",
        author="thanh-nhan",
        topics=("doi-song", "cong-nghe"),
        units=(DONG_PHU,),
        cover="tai-lieu",
        body=(
            p(
                "Tủ có chừng sáu mươi đầu sách và một tờ giấy dán mã để mở tài liệu trên điện"
                " thoại."
                " Doanh nghiệp tặng sách, quán tặng chỗ, hòa giải viên tặng buổi sáng của mình.",
            ),
            quote(
                "Ngồi uống cà phê mà hỏi luật, người ta bớt ngại.", "Anh Lê Quang Vinh", "chủ quán"
            ),
        ),
    ),
    Story(
        slug="dong-son-nghia-ninh-tre-hoa-doi-ngu",
        title="Đồng Sơn, Nghĩa Ninh, Bắc Nghĩa thử nghiệm hòa giải viên trẻ",
        lead=(
            "Mười bốn đoàn viên, người trẻ nhất hai mươi ba tuổi, được bầu vào các tổ hòa giải và"
            " đi kèm"
            " người có kinh nghiệm trong sáu tháng."
        ),
        date="2023-11-30 10:05",
        author="mai-huong",
        topics=("to-hoa-giai",),
        units=(DONG_SON, NGHIA_NINH, BAC_NGHIA, LOC_NINH),
        cover="ban-hoa-giai",
        related=("dien-dan-hoa-giai-vien-lan-thu-nhat",),
        body=(
            p(
                "Đề nghị từ diễn đàn tháng Bảy nay thành việc làm. Người trẻ ghi chép, tra luật,"
                " lập văn"
                " bản; người lớn tuổi mở lời, giữ nhịp buổi hòa giải.",
            ),
            table(
                "Phân vai trong một buổi hòa giải",
                ("Việc", "Người đi trước", "Người trẻ"),
                ("Mở đầu, nêu quy ước", "Làm", "Quan sát"),
                ("Ghi lời các bên", "Nghe lại", "Làm"),
                ("Tra điều luật", "Hỏi", "Làm"),
                ("Chốt thỏa thuận", "Làm", "Soạn văn bản"),
            ),
        ),
    ),
)
