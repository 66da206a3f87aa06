"""2024: intensive training for team leaders, harder cases."""

from cms.portal.demo.names import (
    BAC_LY,
    BAO_NINH,
    CITY,
    DONG_HAI,
    DUC_NINH_DONG,
    FIFTEEN,
    HAI_THANH,
    LOC_NINH,
    NAM_LY,
    NGHIA_NINH,
)
from cms.portal.demo.writing import (
    Story,
    bullets,
    callout,
    cite,
    contact,
    figures,
    files,
    gallery,
    h,
    image,
    p,
    quote,
    steps,
    table,
)

STORIES = (
    Story(
        slug="ton-tien-tet-no-hang-xom",
        title="Trước Tết, gỡ một món nợ bằng ba lần trả",
        lead=(
            "Món nợ mười hai triệu đồng làm hai nhà bán hàng ở chợ Nam Lý từ mặt nhau. Thỏa thuận"
            " đạt"
            " được hai mươi ngày trước Tết, không ai phải bán rẻ hàng."
        ),
        date="2024-01-19 15:50",
        author="thanh-nhan",
        topics=("doi-song",),
        units=(NAM_LY,),
        cover="ban-hoa-giai",
        body=(
            p(
                "Không có giấy nợ, chỉ có lời nhắn trong điện thoại. Hòa giải viên không hỏi <i>nợ"
                " bao"
                " nhiêu</i> mà hỏi <i>tháng này nhà chị xoay được bao nhiêu</i>.",
            ),
            steps(
                "Ba lần trả",
                ("Trước Tết", "Ba triệu đồng, để bên cho vay kịp nhập hàng."),
                ("Sau rằm tháng Giêng", "Bốn triệu đồng."),
                ("Cuối tháng Tư", "Phần còn lại, không tính thêm lãi."),
            ),
            p("Đến hẹn, hòa giải viên ghé chợ hỏi thăm: theo dõi thỏa thuận cũng là việc của tổ."),
        ),
    ),
    Story(
        slug="tap-huan-chuyen-sau-to-truong-dot-1-2024",
        title="Tổ trưởng đi học: lớp chuyên sâu đầu tiên dành riêng cho người giữ tổ",
        lead=(
            "Phân công ai, từ chối ai, khi nào báo lên trên: những việc chỉ tổ trưởng mới phải làm"
            " được"
            " đưa vào lớp hai ngày, mở đầu cho mục tiêu tám mươi phần trăm."
        ),
        date="2024-03-14 16:00",
        author="mai-huong",
        topics=("tap-huan", "to-hoa-giai"),
        units=(CITY,),
        cover="lop-tap-huan",
        related=("ke-hoach-104-nang-cao-nang-luc-hoa-giai-vien", "lich-tap-huan-2023"),
        body=(
            p(
                "Kế hoạch số 104 đặt mục tiêu ít nhất 80 % tổ trưởng tổ hòa giải được tập huấn"
                " chuyên sâu."
                " Đợt một có sáu mươi tổ trưởng, chia hai lớp.",
            ),
            figures(
                ("80 %", "tổ trưởng được tập huấn chuyên sâu vào cuối năm 2025"),
                ("60", "tổ trưởng dự đợt một"),
                source="Mục tiêu: Kế hoạch số 104/KH-UBND. Số người dự là giả định.",
            ),
            h("Khi nào không phân công"),
            p(
                "Luật nêu rõ: tổ trưởng không phân công hòa giải viên có quyền, lợi ích, nghĩa vụ"
                " liên quan"
                " đến vụ việc. Ở xóm nhỏ, ai cũng là họ hàng, nên khó nhất là <b>nói lời từ chối"
                " mà không"
                " mất lòng</b>.",
            ),
            cite(
                "35/2013/QH13",
                "Luật Hòa giải ở cơ sở, Điều 15 và Điều 18",
                "Quốc hội",
                "2013-06-20",
                "https://vbpl.vn/",
            ),
            h("Ba ngày vàng"),
            p(
                "Từ lúc được phân công, hòa giải viên có 03 ngày để bắt đầu hòa giải, trừ khi phải"
                " hòa giải"
                " ngay hoặc các bên hẹn khác. Tổ trưởng giữ lịch ấy.",
            ),
            gallery(
                "Hai ngày ở lớp",
                ("lop-tap-huan", "Phân tích tình huống"),
                ("dien-dan", "Trình bày kết quả nhóm"),
                ("nha-van-hoa", "Đi thực tế ở tổ hòa giải"),
            ),
            files("Tài liệu", "so-tay-hoa-giai.pdf", "mau-so-theo-doi.odt"),
        ),
    ),
    Story(
        slug="hai-thanh-tieng-karaoke",
        title="Hải Thành: tiếng karaoke và tờ giờ giấc dán ở đầu ngõ",
        lead=(
            "Mùa du lịch, nhà nghỉ mới mở hát đến khuya. Thay vì cấm, hai mươi mốt hộ trong ngõ"
            " cùng viết"
            " một tờ quy ước."
        ),
        date="2024-05-08 08:50",
        author="thanh-nhan",
        topics=("doi-song",),
        units=(HAI_THANH,),
        cover="lang-gieng",
        body=(
            p(
                "Tổ hòa giải gặp riêng chủ nhà nghỉ, nghe chị kể về khoản vay đầu tư; gặp các hộ"
                " có con nhỏ,"
                " người ốm. Đến buổi chung, ai cũng đã biết nhà kia lo điều gì.",
            ),
            table(
                "Quy ước của ngõ",
                ("Thời gian", "Việc"),
                ("Sau 22 giờ", "Không hát, không mở loa ngoài trời"),
                ("Giờ nghỉ trưa", "Đóng cửa khi mở nhạc"),
                ("Nhà có tang, có người ốm", "Báo một tiếng, cả ngõ cùng nhường"),
            ),
        ),
    ),
    Story(
        slug="kinh-phi-hoa-giai-nhung-dieu-can-biet",
        title="Kinh phí cho hòa giải: hỏi gì, làm hồ sơ thế nào",
        lead=(
            "Thù lao theo vụ việc, văn phòng phẩm, chi phí thực hiện nhiệm vụ: bài viết trả lời"
            " những điều"
            " tổ trưởng hay hỏi khi làm hồ sơ."
        ),
        date="2024-06-20 14:00",
        author="quoc-bao",
        topics=("chinh-sach",),
        units=FIFTEEN,
        cover="tai-lieu",
        attachments=("mau-so-theo-doi.odt",),
        body=(
            p(
                "Nhà nước hỗ trợ kinh phí để biên soạn tài liệu, bồi dưỡng nghiệp vụ, sơ kết, tổng"
                " kết, khen"
                " thưởng và chi thù lao cho hòa giải viên theo vụ, việc. Ngoài ngân sách, tổ hòa"
                " giải được"
                " nhận đóng góp hợp pháp của tổ chức, cá nhân.",
            ),
            steps(
                "Hồ sơ thù lao một vụ việc",
                ("Ghi sổ", "Ngày nhận, người được phân công, kết quả, có chữ ký tổ trưởng."),
                (
                    "Lập giấy đề nghị",
                    "Ghi tên hòa giải viên, tên và địa chỉ các bên, số tiền đề nghị.",
                ),
                ("Gửi UBND xã, phường", "Đầu mối là công chức tư pháp - hộ tịch."),
            ),
            cite(
                "35/2013/QH13",
                "Luật Hòa giải ở cơ sở, Điều 6: Hỗ trợ kinh phí cho công tác hòa giải ở cơ sở",
                "Quốc hội",
                "2013-06-20",
                "https://vbpl.vn/",
            ),
        ),
    ),
    Story(
        slug="loc-ninh-doanh-nghiep-gop-tu-tai-lieu",
        title="Doanh nghiệp ở Lộc Ninh góp chín tủ tài liệu cho tổ hòa giải",
        lead=(
            "Tủ sắt có khóa, máy in nhỏ, bàn ghế xếp: chín tổ hòa giải của Lộc Ninh nay có chỗ cất"
            " sổ sách"
            " và chỗ để hai bên cùng ngồi."
        ),
        date="2024-08-15 10:40",
        author="mai-huong",
        topics=("to-hoa-giai",),
        units=(LOC_NINH,),
        cover="nha-van-hoa",
        body=(
            p(
                "Việc này nằm trong phần huy động nguồn lực xã hội của Kế hoạch số 104. Ba doanh"
                " nghiệp trên"
                " địa bàn đóng góp, UBND xã công khai danh mục tại nhà văn hóa và trên loa.",
            ),
            bullets("9 tủ sắt đựng sổ sách", "3 máy in dùng chung", "18 bộ bàn ghế xếp"),
            quote(
                "Có cái bàn tròn, tự nhiên người ta nói nhỏ lại.",
                "Ông Võ Văn Hùng",
                "tổ trưởng tổ hòa giải",
            ),
        ),
    ),
    Story(
        slug="sau-bao-hoa-giai-mai-ton",
        title="Sau bão, mái tôn nhà này nằm trên bếp nhà kia",
        lead=(
            "Một cơn bão cuối tháng Chín, bốn mươi hai vụ việc gửi đến các tổ hòa giải ở Bảo Ninh"
            " và Đồng"
            " Hải trong một tuần. Phần lớn xong trong ngày."
        ),
        date="2024-10-04 17:30",
        author="thanh-nhan",
        topics=("doi-song", "guong-sang"),
        units=(BAO_NINH, DONG_HAI),
        cover="lang-bien",
        body=(
            p(
                "Tôn bay, cây đổ, nước tràn. Ai đền ai khi trời gây ra? Hòa giải viên đi cùng đội"
                " dọn dẹp,"
                " gặp chuyện thì dừng lại hòa giải ngay, đúng như luật cho phép khi chứng kiến vụ"
                " việc.",
            ),
            h("Cách làm của Bảo Ninh"),
            steps(
                "",
                ("Chụp ảnh trước khi dọn", "Để sau này khỏi cãi nhau về chuyện đã qua."),
                ("Dọn chung", "Cả hai nhà cùng nhấc tấm tôn."),
                ("Tính sau", "Hẹn ba ngày sau mới nói chuyện tiền."),
            ),
            quote("Nhấc chung tấm tôn rồi, nói gì cũng dễ.", "Bà Nguyễn Thị Sửu", "hòa giải viên"),
            image("cau-nhat-le", "Sông Nhật Lệ sau bão. Tranh minh họa."),
        ),
    ),
    Story(
        slug="ngay-phap-luat-2024-hoi-thi-hoa-giai-vien-gioi",
        title="Hội thi hòa giải viên giỏi: sân khấu là một cái sân phơi",
        lead=(
            "Chào mừng Ngày Pháp luật 9/11, mười lăm đội thi diễn tiểu phẩm do chính mình viết."
            " Đội Đức"
            " Ninh Đông giành giải nhất với chuyện cái sân phơi chung."
        ),
        date="2024-11-08 21:00",
        author="quoc-bao",
        topics=("khen-thuong", "guong-sang"),
        units=(CITY, DUC_NINH_DONG),
        cover="dien-dan",
        body=(
            p(
                "Phần thi chào hỏi gói trong hai phút, phần kiến thức trả lời bằng bảng con, phần"
                " tiểu phẩm"
                " được cổ vũ nhiều nhất. Ban giám khảo chấm cao những đội để nhân vật hòa giải"
                " viên nói ít.",
            ),
            table(
                "Kết quả",
                ("Giải", "Đội"),
                ("Nhất", "Phường Đức Ninh Đông"),
                ("Nhì", "Xã Bảo Ninh, phường Bắc Lý"),
                ("Ba", "Phường Đồng Sơn, xã Nghĩa Ninh, phường Hải Thành"),
            ),
            gallery(
                "Ảnh hội thi",
                ("dien-dan", "Phần thi kiến thức"),
                ("khen-thuong", "Giấy khen dành cho đội nhất"),
            ),
        ),
    ),
    Story(
        slug="kiem-tra-thuc-hien-ke-hoach-2024",
        title="Kiểm tra không báo trước: mở sổ, gọi điện, hỏi người dân",
        lead=(
            "Đoàn kiểm tra đến mười tổ hòa giải, mỗi nơi chọn ngẫu nhiên ba vụ việc rồi gọi hỏi"
            " chính các"
            " bên: thỏa thuận có được thực hiện không, có hài lòng không."
        ),
        date="2024-12-12 16:20",
        author="mai-huong",
        topics=("khen-thuong",),
        units=(BAC_LY, NAM_LY, NGHIA_NINH),
        cover="quang-binh-quan",
        body=(
            figures(
                ("27/30", "thỏa thuận được thực hiện đầy đủ"),
                ("9/10", "tổ ghi sổ đúng mẫu"),
                source="Số liệu giả định, dùng để trình diễn",
            ),
            p(
                "Ba thỏa thuận chưa thực hiện đều vướng chuyện tiền. Đoàn đề nghị tổ hòa giải gặp"
                " lại các"
                " bên, ghi mốc thời gian rõ hơn trong văn bản.",
            ),
            callout(
                "note",
                "Nếu một bên không làm theo thỏa thuận",
                "Hòa giải viên nhắc nhở, báo tổ trưởng. Các bên có thể đề nghị Tòa án công nhận"
                " kết quả hòa"
                " giải thành khi đủ điều kiện.",
            ),
            contact(
                "Phản ánh về công tác hòa giải",
                "Phòng Tư pháp thành phố",
                "0232 000 0104",
                "hoagiai@donghoi.example",
                "Thành phố Đồng Hới",
            ),
        ),
    ),
)
