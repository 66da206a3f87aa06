"""Autumn 2022: the first cases told, and a look back."""

from cms.portal.demo.names import (
    BAC_LY,
    CITY,
    DONG_HAI,
    DUC_NINH,
    DUC_NINH_DONG,
    HAI_THANH,
    NAM_LY,
)
from cms.portal.demo.writing import (
    Story,
    bullets,
    callout,
    contact,
    figures,
    h,
    image,
    p,
    quote,
)

STORIES = (
    Story(
        slug="hoa-giai-ranh-gioi-dat-duc-ninh",
        title="Bốn tấc đất và ba năm không nhìn mặt: một vụ hòa giải ở Đức Ninh",
        lead=(
            "Hai nhà cùng một họ, chung một hàng chè tàu. Khi hàng chè bị nhổ để xây tường, chuyện"
            " bốn tấc đất kéo dài ba năm. Tổ hòa giải mất năm buổi tối để hai bên ngồi lại."
        ),
        date="2022-09-15 19:45",
        author="van-loi",
        topics=("dat-dai", "guong-sang"),
        units=(DUC_NINH,),
        cover="ranh-gioi",
        caption="Xem lại ranh giới trên sơ đồ. Tranh minh họa.",
        attachments=("mau-van-ban-hoa-giai-thanh.odt",),
        body=(
            p(
                "Tổ hòa giải thôn nhận vụ việc từ lời nhờ của người em dâu. Hai giấy chứng nhận"
                " quyền"
                " sử dụng đất cấp cách nhau mười một năm, số đo cạnh tiếp giáp lệch nhau bốn mươi"
                " xăng-ti-mét. Ai cũng cầm giấy, ai cũng đúng.",
            ),
            h("Ba buổi đầu chỉ để nghe"),
            p(
                "Hòa giải viên đến từng nhà, ghi lại điều mỗi bên mong. Người anh không cần bốn"
                " tấc đất;"
                " ông muốn em <b>xin lỗi</b> vì đã nhổ hàng chè cha trồng. Người em không định"
                " lấn; anh"
                " tưởng hàng chè nằm hết bên mình.",
            ),
            image("lang-gieng", "Ranh giới không chỉ là chuyện thước dây. Tranh minh họa."),
            h("Buổi thứ tư ra thực địa"),
            p(
                "Có cán bộ địa chính, có ông trưởng họ, có cả hai nhà. Đo lại, cạnh giáp ranh được"
                " thống"
                " nhất ở giữa gốc chè cũ. Buổi thứ năm, hai anh em ký văn bản hòa giải thành.",
            ),
            quote(
                "Đo đất thì một buổi là xong. Đo lòng người mới lâu.",
                "Ông Phan Văn Thắng",
                "tổ trưởng tổ hòa giải",
            ),
            callout(
                "tip",
                "Kinh nghiệm rút ra",
                "Hỏi mỗi bên muốn điều gì trước khi hỏi bên nào đúng. Mời người biết rõ nguồn gốc"
                " đất,"
                " nhưng chỉ khi cả hai bên đồng ý.",
            ),
        ),
    ),
    Story(
        slug="loa-phuong-ke-chuyen-hoa-giai",
        title="Bảy rưỡi sáng thứ Bảy, loa phường kể chuyện hòa giải",
        lead=(
            "Chuyên mục năm phút trên hệ thống truyền thanh của Bắc Lý và Nam Lý kể lại những vụ"
            " việc"
            " đã hòa giải thành, kèm một điều luật dễ nhớ."
        ),
        date="2022-10-08 07:30",
        author="quoc-bao",
        topics=("cong-nghe", "doi-song"),
        units=(BAC_LY, NAM_LY),
        cover="loa-truyen-thanh",
        body=(
            p(
                "Tên người và tên xóm được đổi, chuyện thì giữ nguyên. Mỗi số mở đầu bằng một câu"
                " hỏi"
                " nghe được ngoài chợ: <i>Cây nhà bên đổ lá sang mái nhà tôi, tôi có được chặt"
                " không?</i>",
                "Cuối chương trình là một điều luật, đọc chậm, hai lần. Bản ghi âm và bản chữ được"
                " đăng"
                " lên trang của phường để ai bỏ lỡ nghe lại.",
            ),
            quote(
                "Nghe loa xong, hai nhà cạnh tôi tự xử chuyện cây xoài, khỏi nhờ đến tổ.",
                "Một hòa giải viên phường Nam Lý",
            ),
        ),
    ),
    Story(
        slug="hoi-luat-gia-dong-hanh-cung-to-hoa-giai",
        title="Luật gia về phố, cùng tổ hòa giải gỡ việc khó",
        lead=(
            "Hội Luật gia thành phố nhận đỡ đầu các tổ hòa giải ở ba phường trung tâm: góp tài"
            " liệu,"
            " tư vấn qua điện thoại và dự những buổi hòa giải phức tạp khi được mời."
        ),
        date="2022-11-17 10:20",
        author="mai-huong",
        topics=("to-hoa-giai", "tap-huan"),
        units=(DONG_HAI, HAI_THANH, DUC_NINH_DONG),
        cover="ban-hoa-giai",
        body=(
            p(
                "Theo thỏa thuận ký sáng 17/11, mỗi phường có hai luật gia làm đầu mối. Hòa giải"
                " viên"
                " gặp vướng mắc gọi trong giờ hành chính, được trả lời ngay hoặc trong hai ngày"
                " làm việc.",
            ),
            bullets(
                "Thừa kế không có di chúc và nhà đất đứng tên chung.",
                "Vay mượn không giấy tờ, chơi hụi, hứa miệng.",
                "Tranh chấp lối đi chung trong hẻm cũ.",
            ),
            p("Đó là ba nhóm việc được các tổ nêu nhiều nhất khi đăng ký nội dung cần tư vấn."),
            contact(
                "Đầu mối tư vấn",
                "Bộ phận hòa giải ở cơ sở, Phòng Tư pháp",
                "0232 000 0104",
                "hoagiai@donghoi.example",
                "Thành phố Đồng Hới",
            ),
        ),
    ),
    Story(
        slug="nhin-lai-nam-dau-ke-hoach-104",
        title="Nhìn lại năm đầu: tổ nào cũng đủ người, nhưng lớp học còn ít",
        lead=(
            "Sau chín tháng, cả mười lăm xã, phường đã kiện toàn xong tổ hòa giải. Việc chưa làm"
            " được"
            " là mở đủ lớp cho hòa giải viên ở xa trung tâm."
        ),
        date="2022-12-26 15:00",
        author="mai-huong",
        topics=("khen-thuong", "to-hoa-giai"),
        units=(CITY,),
        cover="quang-binh-quan",
        caption="Quảng Bình Quan, Đồng Hới. Tranh minh họa.",
        related=(
            "ke-hoach-104-nang-cao-nang-luc-hoa-giai-vien",
            "tap-huan-chuyen-sau-tap-huan-vien-thanh-pho",
        ),
        body=(
            figures(
                ("100 %", "tổ hòa giải có đủ thành phần"),
                ("46 %", "hòa giải viên đã qua lớp bồi dưỡng"),
                ("86 %", "vụ việc hòa giải thành"),
                source="Số liệu giả định, dùng để trình diễn",
            ),
            h("Được"),
            p(
                "Danh sách hòa giải viên nay đúng với thực tế. Tài liệu in đã về tới từng tổ."
                " Chuyên mục"
                " truyền thanh được bà con chờ nghe.",
            ),
            h("Chưa được"),
            p(
                "Lớp bồi dưỡng mới mở ở trung tâm, hòa giải viên Thuận Đức, Nghĩa Ninh phải đi xa."
                " Sổ"
                " theo dõi nhiều nơi ghi sơ sài, khó rút kinh nghiệm.",
            ),
            h("Năm tới"),
            bullets(
                "Đưa lớp về tận nhà văn hóa, mở vào buổi tối và cuối tuần.",
                "Trả lời vướng mắc qua nhóm trao đổi, chậm nhất hai ngày.",
                "Tổ chức diễn đàn đầu tiên của hòa giải viên toàn thành phố.",
            ),
        ),
    ),
)
