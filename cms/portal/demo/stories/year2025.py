"""2025: the plan's last year, and the fifteen become three."""

from cms.portal.demo.names import (
    CITY,
    DONG_PHU,
    DUC_NINH,
    FIFTEEN,
    NEW_DONG_HOI,
    NEW_DONG_SON,
    NEW_DONG_THUAN,
    QUANG_PHU,
    THUAN_DUC,
)
from cms.portal.demo.writing import (
    Story,
    bullets,
    callout,
    figures,
    h,
    image,
    p,
    quote,
    steps,
    table,
)

STORIES = (
    Story(
        slug="dau-nam-2025-muc-tieu-con-lai",
        title="Năm cuối của kế hoạch: còn bao nhiêu việc phải xong",
        lead=(
            "Bước vào năm 2025, thành phố còn hai lớp chuyên sâu cho tổ trưởng và bốn lớp bồi"
            " dưỡng bổ sung"
            " để đạt đủ hai mục tiêu đã đặt ra từ năm 2022."
        ),
        date="2025-01-14 09:10",
        author="mai-huong",
        topics=("chinh-sach", "tap-huan"),
        units=(CITY,),
        cover="quang-binh-quan",
        related=(
            "ke-hoach-104-nang-cao-nang-luc-hoa-giai-vien",
            "tap-huan-chuyen-sau-to-truong-dot-1-2024",
        ),
        body=(
            figures(
                ("94 %", "hòa giải viên đã được bồi dưỡng"),
                ("71 %", "tổ trưởng đã qua tập huấn chuyên sâu"),
                source="Số liệu giả định, dùng để trình diễn",
            ),
            h("Việc của quý một"),
            bullets(
                "Mở hai lớp chuyên sâu cho tổ trưởng chưa học.",
                "Dạy bù cho hòa giải viên mới bầu thay người chuyển đi.",
                "Cập nhật bộ tài liệu trên mạng theo văn bản mới.",
            ),
        ),
    ),
    Story(
        slug="quang-phu-to-hoa-giai-khong-vu-kien",
        title="Quang Phú: một thôn hai năm không có đơn gửi lên xã",
        lead=(
            "Không phải vì không có chuyện, mà vì chuyện nào cũng được nói sớm. Tổ hòa giải thôn"
            " Bắc Phú kể"
            " cách mình làm."
        ),
        date="2025-02-25 18:00",
        author="thanh-nhan",
        topics=("guong-sang",),
        units=(QUANG_PHU,),
        cover="lang-gieng",
        body=(
            p(
                "Mỗi sáng mồng Một, tổ hòa giải ngồi uống nước ở nhà văn hóa, cửa mở. Ai ngang qua"
                " có gì thì"
                " ghé. Có khi chỉ là hỏi giá phân bón, nhưng câu chuyện thứ hai, thứ ba mới là"
                " chuyện thật.",
            ),
            quote(
                "Nước mắm để lâu thì ngon, chuyện giận để lâu thì hỏng.",
                "Bà Phạm Thị Nậy",
                "tổ trưởng tổ hòa giải, 68 tuổi",
            ),
        ),
    ),
    Story(
        slug="giu-con-hai-nha-noi-ngoai",
        title="Một đứa trẻ, hai nhà nội ngoại và tờ lịch treo tường",
        lead=(
            "Sau khi cha mẹ chia tay, bé gái sáu tuổi thành cớ cho hai bên ông bà giận nhau. Tổ"
            " hòa giải"
            " phường Đồng Phú mang theo một tờ lịch."
        ),
        date="2025-03-20 19:30",
        author="van-loi",
        topics=("gia-dinh",),
        units=(DONG_PHU,),
        cover="ban-hoa-giai",
        body=(
            p(
                "Quyền nuôi con đã có quyết định của Tòa án, tổ hòa giải không bàn lại. Điều còn"
                " lại là những"
                " ngày giỗ, ngày Tết, chiều thứ Sáu ai đón. Hai bên tô màu lên lịch: xanh về nội,"
                " vàng về"
                " ngoại, ô trắng để bé chọn.",
            ),
            callout(
                "warning",
                "Trẻ em không phải là người làm chứng",
                "Không hỏi trẻ bên nào đúng, bên nào sai. Không để trẻ ngồi nghe buổi hòa giải.",
            ),
            p(
                "Chị hàng xóm kể lại: tuần đầu, ô trắng nào bé cũng chọn đi biển, với cả bốn ông"
                " bà."
            ),
        ),
    ),
    Story(
        slug="chuan-bi-sap-xep-don-vi-hanh-chinh",
        title="Sắp xếp đơn vị hành chính: tổ hòa giải vẫn là của thôn, của tổ dân phố",
        lead=(
            "Từ 01/7/2025, mười lăm xã, phường của Đồng Hới hợp thành ba phường. Tổ hòa giải được"
            " giữ nguyên,"
            " chỉ con dấu và nơi gửi báo cáo thay đổi."
        ),
        date="2025-06-18 08:00",
        author="quoc-bao",
        topics=("chinh-sach", "to-hoa-giai"),
        units=FIFTEEN,
        cover="cau-nhat-le",
        body=(
            p(
                "Nhiều hòa giải viên hỏi mình có phải bầu lại không. Câu trả lời là không: tổ hòa"
                " giải gắn với"
                " thôn, tổ dân phố, và thôn, tổ dân phố tiếp tục hoạt động.",
            ),
            table(
                "Từ mười lăm thành ba",
                ("Phường mới", "Hợp thành từ"),
                (
                    "Đồng Hới",
                    "Hải Thành, Đồng Phú, Nam Lý, Đồng Hải, Phú Hải, Đức Ninh Đông, Bảo Ninh, Đức"
                    " Ninh",
                ),
                ("Đồng Thuận", "Bắc Lý, Quang Phú, Lộc Ninh"),
                ("Đồng Sơn", "Đồng Sơn, Bắc Nghĩa, Nghĩa Ninh, Thuận Đức"),
            ),
            steps(
                "Tổ trưởng cần làm",
                ("Khóa sổ", "Cộng số vụ việc đến hết ngày 30/6, ký và nộp về xã, phường hiện tại."),
                ("Mở trang mới", "Từ 01/7 ghi tên phường mới ở đầu trang, tiếp tục cùng quyển sổ."),
                ("Giữ liên lạc", "Số điện thoại đường dây nóng không đổi."),
            ),
        ),
    ),
    Story(
        slug="tong-ket-truoc-ngay-sap-xep",
        title="Khen thưởng ba mươi tổ hòa giải trước ngày sang trang",
        lead=(
            "Hội nghị tổng kết diễn ra sớm hơn dự kiến. Ba mươi tổ và năm mươi hai hòa giải viên"
            " được biểu"
            " dương; hai mục tiêu của kế hoạch đều đạt."
        ),
        date="2025-06-27 17:00",
        author="mai-huong",
        topics=("khen-thuong",),
        units=(CITY,),
        cover="khen-thuong",
        caption="Giấy khen. Tranh minh họa.",
        related=(
            "ke-hoach-104-nang-cao-nang-luc-hoa-giai-vien",
            "dien-dan-hoa-giai-vien-lan-thu-nhat",
            "nhin-lai-nam-dau-ke-hoach-104",
        ),
        body=(
            figures(
                ("100 %", "hòa giải viên được bồi dưỡng"),
                ("87 %", "tổ trưởng được tập huấn chuyên sâu"),
                ("30", "tổ hòa giải được khen"),
                source="Số liệu giả định, dùng để trình diễn",
            ),
            h("Điều ở lại"),
            p(
                "Có thứ không nằm trong báo cáo: những bàn nước sáng mồng Một, nhóm trao đổi trên"
                " điện thoại,"
                " tủ sách trong quán cà phê. Chúng do người làm hòa giải nghĩ ra, và sẽ còn khi"
                " tên phường"
                " đã khác.",
            ),
            quote(
                "Tên phường đổi, hàng xóm vẫn là hàng xóm.",
                "Ông Phan Văn Thắng",
                "tổ trưởng tổ hòa giải xã Đức Ninh",
            ),
        ),
    ),
    Story(
        slug="phuong-dong-hoi-dau-moi-moi",
        title="Phường Đồng Hới công bố đầu mối tiếp nhận của tổ hòa giải",
        lead=(
            "Tuần đầu tiên của phường mới, bảng thông báo ở tám trụ sở cũ ghi rõ: việc hòa giải"
            " gửi về đâu,"
            " gọi số nào, gặp ai."
        ),
        date="2025-07-04 08:30",
        author="quoc-bao",
        topics=("to-hoa-giai",),
        units=(NEW_DONG_HOI,),
        cover="quang-binh-quan",
        related=("chuan-bi-sap-xep-don-vi-hanh-chinh",),
        body=(
            p(
                "Báo cáo, hồ sơ thù lao và đề nghị tư vấn gửi về bộ phận tư pháp của phường. Người"
                " dân vẫn đến"
                " thẳng nhà văn hóa thôn, tổ dân phố như trước.",
            ),
            image("nha-van-hoa", "Nhà văn hóa vẫn là nơi hòa giải quen thuộc. Tranh minh họa."),
        ),
    ),
    Story(
        slug="phuong-dong-son-lop-hoc-chung",
        title="Phường Đồng Sơn: hòa giải viên bốn nơi cũ học chung một lớp",
        lead=(
            "Thuận Đức quen chuyện rẫy nương, Bắc Nghĩa quen chuyện phố. Lớp học đầu tiên của"
            " phường mới để"
            " họ kể cho nhau nghe."
        ),
        date="2025-09-23 20:00",
        author="van-loi",
        topics=("tap-huan", "to-hoa-giai"),
        units=(NEW_DONG_SON,),
        cover="lop-tap-huan",
        attachments=("so-tay-hoa-giai.pdf",),
        related=("thuan-duc-lop-hoc-ben-nuong",),
        body=(
            p(
                "Mỗi nhóm có người của cả bốn nơi. Bài tập: một chủ trang trại ở Thuận Đức và một"
                " hộ kinh doanh"
                " ở Bắc Nghĩa tranh chấp tiền cọc. Theo luật, tổ hòa giải ở hai nơi phải phối hợp.",
            ),
            bullets(
                "Tổ nào nhận lời nhờ trước thì báo cho tổ kia.",
                "Hẹn ở nơi cả hai bên thấy thuận tiện.",
                "Một tổ ghi sổ chính, tổ kia ghi việc phối hợp.",
            ),
        ),
    ),
    Story(
        slug="phuong-dong-thuan-nuoc-mua-san-chung",
        title="Đồng Thuận: nước mưa nhà ai chảy về đâu",
        lead=(
            "Mùa mưa, một rãnh thoát nước bị lấp làm ngập sáu nhà ở tổ dân phố cũ của Bắc Lý. Hòa"
            " giải xong"
            " trước trận mưa sau."
        ),
        date="2025-10-29 17:45",
        author="thanh-nhan",
        topics=("dat-dai", "doi-song"),
        units=(NEW_DONG_THUAN,),
        cover="ranh-gioi",
        body=(
            p(
                "Người lấp rãnh bảo đất mình, người bị ngập bảo nước có lối cũ. Hòa giải viên đổ"
                " một xô nước"
                " pha phẩm màu ở đầu xóm rồi cùng mọi người đi theo.",
                "Nước đi đường nào ai cũng thấy. Rãnh được mở lại, đặt ống, chi phí bảy nhà cùng"
                " chia.",
            ),
            quote("Cãi nhau với nước thì không ai thắng.", "Một người dân"),
        ),
    ),
    Story(
        slug="bai-hoc-bon-nam-hoa-giai",
        title="Bốn năm, mười bài học: hòa giải viên Đồng Hới kể",
        lead=(
            "Chúng tôi hỏi hai mươi hòa giải viên cùng một câu: điều gì anh chị ước mình biết từ"
            " ngày đầu?"
            " Đây là mười câu trả lời được nhắc nhiều nhất."
        ),
        date="2025-12-16 09:00",
        author="van-loi",
        topics=("guong-sang", "tap-huan"),
        units=(CITY, DUC_NINH, THUAN_DUC),
        cover="ban-hoa-giai",
        related=(
            "hoa-giai-ranh-gioi-dat-duc-ninh",
            "quang-phu-to-hoa-giai-khong-vu-kien",
            "giu-con-hai-nha-noi-ngoai",
        ),
        body=(
            steps(
                "",
                ("Đến sớm", "Chuyện mới một tuần dễ hơn chuyện một năm."),
                ("Ngồi thấp", "Ghế bằng nhau, không ai ngồi đầu bàn."),
                ("Nghe hết câu", "Im lặng mười giây rồi hãy hỏi tiếp."),
                ("Hỏi điều họ mong", "Thứ người ta đòi chưa chắc là thứ người ta cần."),
                ("Không hứa thay ai", "Kể cả thay chính quyền."),
                ("Biết từ chối", "Người nhà, người nợ mình: nhường tổ viên khác."),
                ("Biết dừng", "Ba buổi không tiến thì đổi người, đổi chỗ."),
                ("Viết cho rõ", "Ai làm gì, đến ngày nào, không làm thì sao."),
                ("Quay lại", "Một tháng sau ghé hỏi thăm."),
                ("Giữ miệng", "Chuyện nhà người ta không phải chuyện kể."),
            ),
            callout(
                "tip",
                "Gửi bài học của bạn",
                "Nhắn về bộ phận hòa giải ở cơ sở; bài hay sẽ được đăng, tên người trong vụ việc"
                " luôn được giấu.",
            ),
        ),
    ),
)
