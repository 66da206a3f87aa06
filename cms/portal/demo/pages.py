"""The demo's standing pages."""

from .writing import (
    Standing,
    bullets,
    callout,
    cite,
    contact,
    figures,
    files,
    h,
    image,
    p,
    steps,
    table,
)

ABOUT = Standing(
    slug="gioi-thieu",
    title="Giới thiệu",
    lead=(
        "Trang thông tin về hòa giải ở cơ sở của Đồng Hới: nơi hòa giải viên tìm tài liệu, hỏi"
        " việc khó, và"
        " nơi người dân biết việc nào nên nhờ đến tổ hòa giải."
    ),
    body=(
        image("cau-nhat-le", "Cầu Nhật Lệ, Đồng Hới. Tranh minh họa."),
        p(
            "Trang do Phòng Tư pháp thành phố Đồng Hới lập ra khi triển khai Kế hoạch số"
            " 104/KH-UBND ngày"
            " 18/3/2022 về nâng cao năng lực đội ngũ hòa giải viên ở cơ sở giai đoạn 2021 - 2025.",
        ),
        figures(
            ("15", "xã, phường của thành phố khi kế hoạch ra đời"),
            ("3", "phường kế tục từ ngày 01/7/2025"),
        ),
        h("Ở đây có gì"),
        bullets(
            "<b>Tin tức</b> về lớp tập huấn, vụ việc hay, gương hòa giải viên.",
            "<b>Hòa giải ở cơ sở</b>: quy trình, quyền và nghĩa vụ, hỏi đáp.",
            "<b>Bộ tài liệu bồi dưỡng</b> để đọc trên máy hoặc in ra.",
        ),
        callout(
            "note",
            "Đây là dữ liệu trình diễn",
            "Kế hoạch số 104/KH-UBND là có thật. Người, vụ việc, số điện thoại và mọi con số khác"
            " được đặt ra"
            " để minh họa.",
        ),
    ),
)

MEDIATION = Standing(
    slug="hoa-giai-o-co-so",
    title="Hòa giải ở cơ sở",
    lead=(
        "Hòa giải viên hướng dẫn, giúp đỡ các bên đạt được thỏa thuận và tự nguyện giải quyết với"
        " nhau mâu"
        " thuẫn, tranh chấp. Không ai bị ép, không ai phải trả tiền."
    ),
    body=(
        cite(
            "35/2013/QH13",
            "Luật Hòa giải ở cơ sở",
            "Quốc hội",
            "2013-06-20",
            "https://vbpl.vn/",
        ),
        p("Chọn một mục dưới đây để đọc tiếp."),
    ),
    children=(
        Standing(
            slug="quy-trinh",
            title="Quy trình hòa giải một vụ việc",
            lead="Từ lúc nhận lời nhờ đến lúc ghé hỏi thăm: sáu bước của mọi tổ hòa giải.",
            body=(
                steps(
                    "Sáu bước",
                    (
                        "Nhận việc",
                        "Một bên nhờ, hòa giải viên chứng kiến, hoặc tổ trưởng phân công theo đề"
                        " nghị.",
                    ),
                    ("Chọn người", "Các bên chọn hòa giải viên; nếu không, tổ trưởng phân công."),
                    ("Gặp riêng", "Nghe từng bên, xem giấy tờ, hỏi người biết chuyện."),
                    (
                        "Gặp chung",
                        "Trong 03 ngày kể từ khi được phân công, ở nơi thuận tiện cho các bên.",
                    ),
                    (
                        "Ghi lại",
                        "Thỏa thuận được thì có thể lập văn bản hòa giải thành; chưa được thì hẹn"
                        " tiếp"
                        " hoặc hướng dẫn nơi giải quyết.",
                    ),
                    ("Theo dõi", "Nhắc nhở việc thực hiện, báo tổ trưởng khi có điều phát sinh."),
                ),
                files("Mẫu", "mau-van-ban-hoa-giai-thanh.odt", "mau-so-theo-doi.odt"),
            ),
        ),
        Standing(
            slug="quyen-va-nghia-vu",
            title="Quyền và nghĩa vụ của hòa giải viên",
            lead="Hòa giải viên được gì, phải làm gì, và khi nào phải từ chối.",
            body=(
                h("Quyền"),
                bullets(
                    "Đề nghị các bên cung cấp thông tin, tài liệu liên quan đến vụ việc.",
                    "Được bồi dưỡng kiến thức pháp luật, nghiệp vụ và cung cấp tài liệu.",
                    "Hưởng thù lao theo vụ việc; được khen thưởng.",
                ),
                h("Nghĩa vụ"),
                bullets(
                    "Khách quan, công bằng; giữ bí mật thông tin đời tư của các bên.",
                    "Từ chối hòa giải khi bản thân có quyền lợi liên quan.",
                    "Báo kịp thời nếu mâu thuẫn có thể dẫn đến bạo lực hoặc mất trật tự.",
                ),
                cite(
                    "35/2013/QH13",
                    "Luật Hòa giải ở cơ sở, Điều 9 và Điều 10",
                    "Quốc hội",
                    "2013-06-20",
                    "https://vbpl.vn/",
                ),
            ),
        ),
        Standing(
            slug="khi-nao-nen-nho",
            title="Khi nào nên nhờ tổ hòa giải",
            lead="Việc nào tổ hòa giải giúp được, việc nào phải đến cơ quan khác.",
            body=(
                table(
                    "Nhờ ai",
                    ("Chuyện của bạn", "Nơi đến trước"),
                    ("Ranh giới, lối đi, cây cối, nước chảy", "Tổ hòa giải"),
                    ("Tiếng ồn, vật nuôi, rác, nợ nhỏ", "Tổ hòa giải"),
                    ("Giận nhau trong nhà, chăm cha mẹ già", "Tổ hòa giải"),
                    ("Bị đánh, bị đe dọa", "Công an phường"),
                    ("Lấn đất công, lòng lề đường", "UBND phường"),
                    ("Ly hôn, tranh chấp lớn không thỏa thuận được", "Tòa án"),
                ),
                callout(
                    "warning",
                    "Khi có người bị đánh",
                    "Gọi 113 hoặc công an phường. An toàn trước, hòa giải sau.",
                ),
            ),
        ),
    ),
)

DOCUMENTS = Standing(
    slug="tai-lieu-boi-duong",
    title="Tài liệu bồi dưỡng",
    lead="Sổ tay, biểu mẫu và kế hoạch để đọc trên máy, tải về hoặc in ra.",
    body=(
        image("tai-lieu", ""),
        files(
            "Sổ tay và kế hoạch",
            "so-tay-hoa-giai.pdf",
            "ke-hoach-104.pdf",
        ),
        files(
            "Biểu mẫu",
            "mau-van-ban-hoa-giai-thanh.odt",
            "mau-so-theo-doi.odt",
        ),
    ),
)

CONTACT = Standing(
    slug="lien-he",
    title="Liên hệ",
    lead="Hỏi việc khó, góp ý cho trang thông tin, đăng ký lớp tập huấn.",
    body=(
        contact(
            "Phòng Tư pháp thành phố Đồng Hới",
            "Bộ phận hòa giải ở cơ sở",
            "0232 000 0104",
            "hoagiai@donghoi.example",
            "Đường Hùng Vương, Đồng Hới",
        ),
        p("Giờ làm việc: 7 giờ 30 đến 11 giờ 30 và 13 giờ 30 đến 17 giờ, từ thứ Hai đến thứ Sáu."),
    ),
)

SECTIONS = (ABOUT, MEDIATION, DOCUMENTS, CONTACT)
