"""2022: the plan, and its first year."""

from cms.portal.demo.names import (
    BAO_NINH,
    CITY,
    FIFTEEN,
)
from cms.portal.demo.writing import (
    Story,
    bullets,
    callout,
    cite,
    figures,
    files,
    gallery,
    h,
    p,
    quote,
    steps,
    table,
)

STORIES = (
    Story(
        slug="ke-hoach-104-nang-cao-nang-luc-hoa-giai-vien",
        title="Đồng Hới có kế hoạch nâng cao năng lực hòa giải viên ở cơ sở đến năm 2025",
        lead=(
            "Ngày 18/3/2022, UBND thành phố ban hành Kế hoạch số 104/KH-UBND: đến hết năm 2025, mọi"
            " hòa giải viên được bồi dưỡng nghiệp vụ và ít nhất bốn phần năm tổ trưởng tổ hòa giải"
            " được tập huấn chuyên sâu."
        ),
        date="2022-03-18 16:30",
        author="mai-huong",
        topics=("chinh-sach", "tap-huan"),
        units=(CITY,),
        cover="cau-nhat-le",
        caption="Cầu Nhật Lệ, Đồng Hới. Tranh minh họa.",
        attachments=("ke-hoach-104.pdf",),
        body=(
            p(
                "Mỗi năm, hàng trăm chuyện xích mích ở Đồng Hới được thu xếp ngay tại xóm, tại phố,"
                " không phải nhờ đến Tòa án. Người đứng ra thu xếp là hòa giải viên: người do chính"
                " bà con bầu lên, làm việc vì tình làng nghĩa xóm nhiều hơn vì thù lao.",
                "Kế hoạch vừa được ban hành nhằm để những người ấy <b>vững luật hơn, khéo hơn và"
                " được hỗ trợ nhiều hơn</b> trong giai đoạn 2021 - 2025.",
            ),
            figures(
                ("100 %", "hòa giải viên được bồi dưỡng theo Chương trình khung của Bộ Tư pháp"),
                ("80 %", "tổ trưởng tổ hòa giải trở lên được tập huấn chuyên sâu"),
                ("15", "xã, phường cùng thực hiện"),
                source="Kế hoạch số 104/KH-UBND",
            ),
            cite(
                "104/KH-UBND",
                "Kế hoạch triển khai thực hiện Đề án “Nâng cao năng lực đội ngũ hòa giải viên ở cơ"
                " sở trên địa bàn thành phố Đồng Hới giai đoạn 2021 - 2025”",
                "UBND thành phố Đồng Hới",
                "2022-03-18",
            ),
            h("Vì sao cần một kế hoạch riêng", "vi-sao"),
            p(
                "Nhiều tổ hòa giải làm tốt nhờ kinh nghiệm và uy tín, song không ít nơi còn thiếu"
                " người, hoặc có người đứng tên mà ít khi tham gia. Pháp luật thì thay đổi, mâu"
                " thuẫn thì mỗi năm một khác: hôm qua là con gà, bờ rào; hôm nay là camera, là nợ"
                " vay qua điện thoại.",
                "Kế hoạch đặt ra ba điều phải đạt: đội ngũ đủ người và đủ phẩm chất; việc hòa giải"
                " kịp thời, có hiệu quả; số vụ việc phải đưa ra Tòa án và cơ quan nhà nước giảm"
                " xuống, để người dân và Nhà nước bớt tốn kém.",
            ),
            h("Những việc sẽ làm", "viec-se-lam"),
            steps(
                "",
                (
                    "Rà soát đội ngũ",
                    "Xem lại từng tổ, từng người; bổ sung nơi thiếu, thay nơi hình thức.",
                ),
                (
                    "Cấp tài liệu",
                    "In và phát tài liệu tập huấn cho các tổ hòa giải, UBND xã, phường.",
                ),
                (
                    "Tập huấn",
                    "Chuyên sâu cho tập huấn viên cấp thành phố, rồi đến hòa giải viên ở cơ sở.",
                ),
                (
                    "Đưa lên mạng",
                    "Bộ tài liệu bồi dưỡng được đăng trên trang thông tin của thành phố, của Mặt"
                    " trận, của xã, phường và trên mạng xã hội.",
                ),
                (
                    "Lắng nghe hai chiều",
                    "Tiếp nhận vướng mắc, trả lời kịp thời, nhất là vụ việc khó.",
                ),
                ("Gặp gỡ, chia sẻ", "Tổ chức hội nghị, diễn đàn để hòa giải viên học lẫn nhau."),
                ("Kiểm tra, khen thưởng", "Đánh giá hằng năm, biểu dương người làm tốt."),
            ),
            h("Tiền ở đâu ra", "kinh-phi"),
            p(
                "Kinh phí lấy từ ngân sách nhà nước theo phân cấp và từ những nguồn đóng góp, tài"
                " trợ hợp pháp. Thành phố khuyến khích doanh nghiệp, tổ chức, cá nhân góp kinh phí,"
                " phương tiện; khuyến khích Hội Luật gia thành phố góp tài liệu, tư vấn, giảng"
                " dạy.",
            ),
        ),
    ),
    Story(
        slug="ra-soat-doi-ngu-hoa-giai-vien-15-xa-phuong",
        title="Mười lăm xã, phường bắt đầu rà soát đội ngũ hòa giải viên",
        lead=(
            "Mỗi tổ hòa giải được xem lại cả về số người lẫn chất lượng: ai còn nhiệt tình, ai đã"
            " nghỉ việc nhưng chưa được thay, tổ nào chưa có hòa giải viên nữ."
        ),
        date="2022-04-12 09:00",
        author="mai-huong",
        topics=("to-hoa-giai", "chinh-sach"),
        units=FIFTEEN,
        cover="nha-van-hoa",
        caption="Nhà văn hóa là nơi họp của phần lớn tổ hòa giải. Tranh minh họa.",
        attachments=("mau-so-theo-doi.odt",),
        related=("ke-hoach-104-nang-cao-nang-luc-hoa-giai-vien",),
        body=(
            p(
                "Việc đầu tiên của Kế hoạch số 104 không phải là mở lớp, mà là <b>đếm cho đúng</b>."
                " Trong tháng Tư, công chức tư pháp - hộ tịch cùng Ban công tác Mặt trận ở từng"
                " thôn,"
                " tổ dân phố rà lại danh sách, đối chiếu với sổ theo dõi vụ việc.",
            ),
            h("Xem xét những gì"),
            bullets(
                "Tổ có đủ từ 03 hòa giải viên trở lên, trong đó có hòa giải viên nữ hay không.",
                "Từng người đã tham gia bao nhiêu vụ việc trong hai năm qua, kết quả ra sao.",
                "Người nào chuyển nơi ở, ốm đau hoặc xin thôi mà danh sách chưa cập nhật.",
                "Ai đã qua lớp bồi dưỡng, ai chưa từng được dự lớp nào.",
            ),
            cite(
                "35/2013/QH13",
                "Luật Hòa giải ở cơ sở, Điều 12: Tổ hòa giải",
                "Quốc hội",
                "2013-06-20",
                "https://vbpl.vn/",
            ),
            callout(
                "note",
                "Không phải để chấm điểm",
                "Kết quả rà soát dùng để bổ sung người và xếp lớp tập huấn, không dùng để xếp loại"
                " thi đua.",
            ),
            p(
                "Kết quả của mỗi xã, phường gửi về Phòng Tư pháp trước ngày 15/5. Mẫu sổ theo dõi"
                " dùng chung có ở phần tệp đính kèm.",
            ),
        ),
    ),
    Story(
        slug="bao-ninh-bo-sung-hoa-giai-vien-nu",
        title="Bảo Ninh bầu thêm bảy hòa giải viên nữ",
        lead=(
            "Ở xã biển Bảo Ninh, đàn ông hay đi khơi dài ngày. Bầu thêm phụ nữ vào tổ hòa giải,"
            " chuyện"
            " trong nhà có người nghe, chuyện ngoài ngõ có người lo."
        ),
        date="2022-05-24 14:15",
        author="thanh-nhan",
        topics=("to-hoa-giai",),
        units=(BAO_NINH,),
        cover="lang-bien",
        caption="Bãi biển Bảo Ninh. Tranh minh họa.",
        related=("ra-soat-doi-ngu-hoa-giai-vien-15-xa-phuong",),
        body=(
            p(
                "Rà soát hồi tháng Tư cho thấy ba tổ hòa giải của Bảo Ninh chưa có phụ nữ, hai tổ"
                " khác"
                " chỉ còn hai người. Sau các cuộc họp thôn trong tháng Năm, bảy chị được bầu với"
                " tỷ lệ"
                " đồng ý trên chín phần mười số hộ dự họp.",
            ),
            quote(
                "Vợ chồng giận nhau, đâu phải ai cũng kể với đàn ông. Có chị em trong tổ, người ta"
                " mở"
                " lòng sớm hơn.",
                "Bà Hoàng Thị Lý",
                "hòa giải viên mới của thôn Mỹ Cảnh",
            ),
            p(
                "Các hòa giải viên mới được phát sổ tay và sẽ dự lớp bồi dưỡng đầu tiên vào tháng"
                " Bảy."
                " Chủ tịch UBND xã đã ký quyết định công nhận, danh sách niêm yết tại nhà văn hóa"
                " các thôn.",
            ),
        ),
    ),
    Story(
        slug="tap-huan-chuyen-sau-tap-huan-vien-thanh-pho",
        title="Ba mươi tập huấn viên của thành phố vào lớp chuyên sâu",
        lead=(
            "Trước khi dạy người khác, người dạy phải học. Lớp ba ngày dành cho tập huấn viên cấp"
            " thành phố và cán bộ tham mưu công tác hòa giải khai giảng sáng 21/6."
        ),
        date="2022-06-21 11:00",
        author="mai-huong",
        topics=("tap-huan",),
        units=(CITY,),
        cover="lop-tap-huan",
        caption="Lớp tập huấn chuyên sâu. Tranh minh họa.",
        related=("ke-hoach-104-nang-cao-nang-luc-hoa-giai-vien",),
        body=(
            p(
                "Lớp học không có bàn chủ tọa. Ba mươi học viên ngồi thành năm nhóm, mỗi nhóm nhận"
                " một"
                " vụ việc có thật đã được giấu tên, rồi đóng vai: người bị lấn đất, người lấn đất,"
                " hòa"
                " giải viên, và một người chỉ ngồi quan sát.",
            ),
            table(
                "Chương trình ba ngày",
                ("Ngày", "Buổi sáng", "Buổi chiều"),
                (
                    "21/6",
                    "Luật Hòa giải ở cơ sở và phạm vi hòa giải",
                    "Kỹ năng lắng nghe, đặt câu hỏi",
                ),
                ("22/6", "Đất đai, thừa kế: lỗi thường gặp", "Đóng vai: ranh giới đất"),
                ("23/6", "Hôn nhân và gia đình, bạo lực gia đình", "Soạn giáo án, giảng thử"),
            ),
            h("Điều học viên nhắc nhiều nhất"),
            quote(
                "Tôi làm tư pháp mười hai năm mà nay mới thấy mình hay cắt lời người ta. Hòa giải"
                " hỏng"
                " từ chỗ ấy.",
                "Một học viên",
                "công chức tư pháp - hộ tịch",
            ),
            gallery(
                "Hình ảnh lớp học",
                ("lop-tap-huan", "Nghe giảng về phạm vi hòa giải"),
                ("ban-hoa-giai", "Đóng vai một buổi hòa giải"),
                ("tai-lieu", "Bộ tài liệu phát cho học viên"),
            ),
            p(
                "Sau lớp này, mỗi tập huấn viên nhận phụ trách một xã hoặc phường, cùng địa phương"
                " lên lịch cho các lớp cơ sở.",
            ),
            files("Tài liệu", "so-tay-hoa-giai.pdf"),
        ),
    ),
    Story(
        slug="bo-tai-lieu-boi-duong-len-mang",
        title="Bộ tài liệu bồi dưỡng nghiệp vụ hòa giải đã có trên mạng",
        lead=(
            "Hòa giải viên có thể đọc, tải về và chia sẻ bộ tài liệu bồi dưỡng ngay trên điện"
            " thoại,"
            " không cần đăng ký tài khoản."
        ),
        date="2022-08-03 08:00",
        author="quoc-bao",
        topics=("cong-nghe", "tap-huan"),
        units=(CITY,),
        cover="tai-lieu",
        caption="Tài liệu nghiệp vụ. Tranh minh họa.",
        body=(
            p(
                "Tài liệu do Bộ Tư pháp ban hành được đăng trên trang thông tin điện tử của thành"
                " phố"
                " và chia thành từng phần ngắn để đọc trên màn hình nhỏ. Mỗi phần có một địa chỉ"
                " riêng,"
                " gửi được qua tin nhắn.",
            ),
            steps(
                "Mở tài liệu trên điện thoại",
                ("Vào trang thông tin", "Chọn mục <b>Hòa giải ở cơ sở</b> ở đầu trang."),
                ("Chọn phần cần đọc", "Hoặc gõ vào ô tìm kiếm; gõ không dấu cũng được."),
                ("Tải về nếu cần in", "Tệp PDF in được trên giấy A4, tệp ODT sửa được."),
            ),
            callout(
                "tip",
                "Đọc to, rõ",
                "Bấm <b>A+</b> ở góc trên để phóng chữ. Trình duyệt sẽ nhớ cỡ chữ đã chọn.",
            ),
            files("Tải về", "so-tay-hoa-giai.pdf", "mau-van-ban-hoa-giai-thanh.odt"),
        ),
    ),
)
