"""2026: the three wards on their own feet."""

from cms.portal.demo.names import NEW_DONG_HOI, NEW_DONG_SON, NEW_DONG_THUAN
from cms.portal.demo.writing import (
    Story,
    bullets,
    callout,
    figures,
    files,
    h,
    image,
    p,
    quote,
    steps,
    table,
)

WARDS = (NEW_DONG_HOI, NEW_DONG_THUAN, NEW_DONG_SON)

STORIES = (
    Story(
        slug="phuong-dong-hoi-ke-hoach-nam-2026",
        title="Phường Đồng Hới mở lịch bồi dưỡng hòa giải viên năm 2026",
        lead=(
            "Sáu lớp, mỗi quý ít nhất một lớp, ưu tiên hòa giải viên mới và các tổ ở địa bàn Bảo"
            " Ninh, Đức"
            " Ninh cũ."
        ),
        date="2026-01-15 10:00",
        author="mai-huong",
        topics=("tap-huan",),
        units=(NEW_DONG_HOI,),
        cover="lop-tap-huan",
        related=("bai-hoc-bon-nam-hoa-giai",),
        body=(
            table(
                "Lịch học",
                ("Quý", "Nội dung", "Nơi học"),
                ("I", "Nghiệp vụ cơ bản cho người mới", "Nhà văn hóa trung tâm"),
                ("II", "Đất đai sau sắp xếp; hồ sơ hai thời kỳ", "Đức Ninh cũ"),
                ("III", "Tranh chấp trong du lịch, lưu trú", "Bảo Ninh cũ"),
                ("IV", "Ôn tập, kiểm tra tình huống", "Nhà văn hóa trung tâm"),
            ),
            p("Hòa giải viên đăng ký qua tổ trưởng trước mỗi lớp mười ngày."),
        ),
    ),
    Story(
        slug="tet-binh-ngo-hoa-giai-vien-truc-tet",
        title="Tổ hòa giải trực Tết: điện thoại mở cả đêm Giao thừa",
        lead=(
            "Pháo, rượu, chuyện cũ nhắc lại bên mâm cỗ: Tết là lúc dễ giận nhau nhất. Ba phường"
            " phân công"
            " hòa giải viên trực suốt chín ngày nghỉ."
        ),
        date="2026-02-12 16:10",
        author="quoc-bao",
        topics=("doi-song", "to-hoa-giai"),
        units=WARDS,
        cover="loa-truyen-thanh",
        body=(
            p(
                "Danh sách trực được đọc trên loa và dán ở cổng nhà văn hóa. Nếu việc có dấu hiệu"
                " vi phạm pháp"
                " luật, hòa giải viên gọi công an phường ngay.",
            ),
            bullets(
                "Gặp người say: không hòa giải, chỉ tách ra và hẹn hôm sau.",
                "Chuyện nợ nần: hẹn qua mồng Năm.",
                "Có người bị đánh: gọi cấp cứu, gọi công an, rồi mới gọi tổ trưởng.",
            ),
        ),
    ),
    Story(
        slug="tim-bai-hoa-giai-khong-dau",
        title="Gõ không dấu vẫn tìm ra: trang thông tin có ô tìm kiếm mới",
        lead=(
            "Gõ “hoa giai dat dai” hay “hòa giải đất đai” đều ra bài cần đọc; kết quả mở đúng"
            " đoạn, cuộn đúng"
            " chỗ."
        ),
        date="2026-02-26 08:20",
        author="quoc-bao",
        topics=("cong-nghe",),
        units=WARDS,
        cover="dien-thoai",
        body=(
            p(
                "Hòa giải viên lớn tuổi thường gõ không dấu cho nhanh. Ô tìm kiếm hiểu cả hai"
                " cách, và khi"
                " người đọc đã gõ đủ dấu thì bài khớp dấu đứng trước.",
            ),
            steps(
                "Thử ngay",
                ("Gõ vài chữ", "Ví dụ: <i>ranh gioi dat</i>."),
                ("Lọc", "Theo phường, theo chủ đề, theo tháng."),
                ("Gửi cho nhau", "Mỗi bài có địa chỉ riêng, không kèm mã theo dõi."),
            ),
        ),
    ),
    Story(
        slug="dong-thuan-phien-hoa-giai-mau",
        title="Phiên hòa giải mẫu ở Đồng Thuận: người xem được hỏi",
        lead=(
            "Một vụ tranh chấp tiền thuê đất được dựng lại trên sân khấu nhà văn hóa. Cứ mười"
            " phút, người dẫn"
            " dừng lại hỏi: nếu là bạn, bạn nói gì tiếp?"
        ),
        date="2026-03-05 20:15",
        author="thanh-nhan",
        topics=("tap-huan", "dat-dai"),
        units=(NEW_DONG_THUAN,),
        cover="dien-dan",
        body=(
            p(
                "Hơn một trăm người đến xem, một phần ba không phải hòa giải viên. Câu trả lời"
                " được viết lên"
                " giấy màu, dán kín tấm bảng cuối phòng.",
            ),
            image("dien-dan", "Phiên hòa giải mẫu. Tranh minh họa."),
            h("Ba câu trả lời được dán nhiều nhất"),
            bullets(
                "“Anh chị nói lại giúp tôi, theo ý của bên kia.”",
                "“Nếu hôm nay chưa xong, điều gì anh chị muốn giữ?”",
                "“Mình nghỉ uống nước đã.”",
            ),
        ),
    ),
    Story(
        slug="bon-nam-sau-ngay-18-3",
        title="Bốn năm sau ngày 18/3: con số và những bàn nước",
        lead=(
            "Bốn năm kể từ Kế hoạch số 104, tỷ lệ hòa giải thành ở ba phường giữ trên chín phần"
            " mười. Người"
            " làm hòa giải nói về điều làm nên con số ấy."
        ),
        date="2026-03-18 07:30",
        author="mai-huong",
        topics=("khen-thuong", "guong-sang"),
        units=WARDS,
        cover="cau-nhat-le",
        caption="Cầu Nhật Lệ buổi sớm. Tranh minh họa.",
        related=(
            "ke-hoach-104-nang-cao-nang-luc-hoa-giai-vien",
            "tong-ket-truoc-ngay-sap-xep",
            "bai-hoc-bon-nam-hoa-giai",
        ),
        body=(
            figures(
                ("91 %", "vụ việc hòa giải thành năm 2025"),
                ("3", "phường cùng giữ nếp sinh hoạt tổ hằng tháng"),
                ("18/3", "ngày ban hành kế hoạch, nay là ngày gặp mặt hòa giải viên"),
                source="Số liệu giả định, dùng để trình diễn",
            ),
            h("Điều gì làm nên kết quả"),
            p(
                "Lớp học giúp hòa giải viên tự tin. Nhưng điều bà con nhắc nhiều hơn là <b>có"
                " người để tìm đến"
                " sớm</b>: trước khi lời nặng được nói ra, trước khi lá đơn được viết.",
            ),
            quote(
                "Hồi trước tôi đi hòa giải với hai bàn tay. Nay tôi đi với quyển sổ tay, một số"
                " điện thoại và"
                " mấy chục người bạn cùng nghề.",
                "Bà Hoàng Thị Lý",
                "hòa giải viên, địa bàn Bảo Ninh cũ",
            ),
            h("Còn phía trước"),
            p(
                "Hồ sơ đất hai thời kỳ, nợ vay qua ứng dụng, tranh chấp trong chung cư: những việc"
                " mới cần"
                " những bài học mới. Phần hỏi đáp của trang này sẽ tiếp tục ghi lại.",
            ),
            callout(
                "note",
                "Gặp mặt hòa giải viên",
                "Sáng 18/3, nhà văn hóa các phường mở cửa từ 8 giờ. Mời bà con đến uống trà.",
            ),
            files("Đọc lại", "ke-hoach-104.pdf", "so-tay-hoa-giai.pdf"),
        ),
    ),
)
