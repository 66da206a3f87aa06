"""Entries of laws: what they are, how long they hold, and what they mean for a mediator.

The statutes' own texts are not here: an official source is named for each, and those that
mediators open most are retold article by article.
"""

from cms.portal.demo.writing import bullets, callout, h, p

from .retold import retold
from .writing import (
    ASSEMBLY,
    CIVIL,
    EVERYONE,
    FAMILY,
    GOVERNMENT,
    LAND,
    LEADERS,
    MEDIATION,
    MEDIATORS,
    MONEY,
    OFFICERS,
    VBPL,
    VBPL_URL,
    Document,
    Does,
)

READ_ON = callout(
    "note",
    "Đọc nguyên văn",
    "Mục này chỉ tóm tắt để hòa giải viên dễ nhớ. Khi cần viện dẫn, hãy mở nguyên văn ở nguồn"
    " chính thức ghi bên trên.",
)

RETOLD = callout(
    "note",
    "Kể lại từng điều, không phải nguyên văn",
    "Số điều và tên điều là của luật; nội dung được kể lại bằng lời dễ hiểu cho hòa giải viên. Khi"
    " cần viện dẫn, hãy mở nguyên văn ở nguồn chính thức ghi bên trên.",
)

ORDINANCE = Document(
    slug="phap-lenh-hoa-giai-o-co-so-1998",
    title="Pháp lệnh về tổ chức và hoạt động hòa giải ở cơ sở",
    type="phap-lenh",
    number="09/1998/PL-UBTVQH10",
    issuers=("Ủy ban Thường vụ Quốc hội",),
    issued="1998-12-25",
    begins="1999-01-08",
    fields=(MEDIATION,),
    audiences=(OFFICERS,),
    source=VBPL,
    source_url=VBPL_URL,
    summary=(
        "Văn bản đầu tiên ở tầm pháp lệnh dành riêng cho hòa giải ở cơ sở. Nay chỉ còn giá trị tra"
        " cứu: từ ngày 01/01/2014 đã có luật thay thế."
    ),
    body=(
        h("Vì sao còn để ở đây"),
        p(
            "Hồ sơ vụ việc của những năm trước 2014 viện dẫn pháp lệnh này. Ai đọc lại hồ sơ cũ thì"
            " cần biết tổ hòa giải khi ấy được lập và làm việc theo đâu.",
        ),
        READ_ON,
    ),
)

LAW = Document(
    slug="luat-hoa-giai-o-co-so",
    title="Luật Hòa giải ở cơ sở",
    type="luat",
    number="35/2013/QH13",
    issuers=(ASSEMBLY,),
    signer="Nguyễn Sinh Hùng",
    issued="2013-06-20",
    begins="2014-01-01",
    fields=(MEDIATION,),
    audiences=EVERYONE,
    topics=("to-hoa-giai", "chinh-sach"),
    source=VBPL,
    source_url=VBPL_URL,
    summary=(
        "Luật gốc của mọi tổ hòa giải: việc nào được hòa giải, ai là hòa giải viên, hòa giải viên"
        " được bầu ra sao, có quyền và nghĩa vụ gì, buổi hòa giải diễn ra thế nào và thỏa thuận có"
        " giá trị đến đâu."
    ),
    does=(Does("replaces", to="phap-lenh-hoa-giai-o-co-so-1998"),),
    body=(
        RETOLD,
        h("Hòa giải viên cần nhớ ba điều"),
        p(
            "Một là giữ kín chuyện riêng của các bên. Hai là không nhận tiền, quà của bên nào. Ba"
            " là báo ngay tổ trưởng khi thấy việc có thể dẫn đến bạo lực.",
        ),
    ),
    text=retold("luat-hoa-giai-o-co-so"),
)

DECREE = Document(
    slug="nghi-dinh-15-2014",
    title="Nghị định quy định chi tiết và biện pháp thi hành Luật Hòa giải ở cơ sở",
    type="nghi-dinh",
    number="15/2014/NĐ-CP",
    issuers=(GOVERNMENT,),
    signer="Nguyễn Tấn Dũng",
    issued="2014-02-27",
    begins="2014-04-25",
    fields=(MEDIATION,),
    audiences=(MEDIATORS, LEADERS, OFFICERS),
    source=VBPL,
    source_url=VBPL_URL,
    summary=(
        "Làm rõ phạm vi hòa giải ở cơ sở, tài liệu và bồi dưỡng cho hòa giải viên, hỗ trợ khi hòa"
        " giải viên gặp tai nạn, rủi ro lúc làm nhiệm vụ, và trách nhiệm của các cấp chính quyền."
    ),
    does=(
        Does("guides", to="luat-hoa-giai-o-co-so"),
        Does("based_on", to="luat-hoa-giai-o-co-so"),
        Does("cites", number="111/2013/NĐ-CP"),
    ),
    body=(
        h("Khi nào cần mở nghị định này"),
        bullets(
            "Phân vân một việc có thuộc phạm vi hòa giải hay không.",
            "Hòa giải viên bị tai nạn khi đang làm nhiệm vụ và cần làm hồ sơ hỗ trợ.",
            "Xã, phường lập kế hoạch bồi dưỡng, cấp tài liệu cho tổ hòa giải.",
        ),
        READ_ON,
    ),
)

JOINT_CIRCULAR = Document(
    slug="thong-tu-lien-tich-100-2014",
    title="Thông tư liên tịch về kinh phí thực hiện công tác hòa giải ở cơ sở",
    type="thong-tu-lien-tich",
    number="100/2014/TTLT-BTC-BTP",
    issuers=("Bộ Tài chính", "Bộ Tư pháp"),
    issued="2014-07-30",
    begins="2014-09-15",
    fields=(MEDIATION, MONEY),
    audiences=(OFFICERS,),
    source=VBPL,
    source_url=VBPL_URL,
    summary=(
        "Định mức chi cho hòa giải ở cơ sở từ năm 2014: chi vụ việc, văn phòng phẩm, bồi dưỡng."
        " Đã được thông tư năm 2023 thay thế."
    ),
    does=(Does("based_on", to="nghi-dinh-15-2014"),),
)

CIRCULAR = Document(
    slug="thong-tu-56-2023",
    title=(
        "Thông tư về kinh phí phổ biến, giáo dục pháp luật, chuẩn tiếp cận pháp luật và hòa giải ở"
        " cơ sở"
    ),
    type="thong-tu",
    number="56/2023/TT-BTC",
    issuers=("Bộ Tài chính",),
    issued="2023-08-18",
    begins="2023-10-06",
    fields=(MEDIATION, MONEY),
    audiences=(LEADERS, OFFICERS),
    source=VBPL,
    source_url=VBPL_URL,
    summary=(
        "Nguồn kinh phí, nội dung chi và mức chi cho hòa giải ở cơ sở hiện nay, gộp chung với phổ"
        " biến, giáo dục pháp luật và chuẩn tiếp cận pháp luật."
    ),
    does=(
        Does("replaces", to="thong-tu-lien-tich-100-2014"),
        Does("replaces", number="14/2014/TTLT-BTC-BTP"),
    ),
    body=(
        h("Tổ trưởng nên hỏi gì khi lập dự toán"),
        bullets(
            "Mức chi cụ thể do Hội đồng nhân dân cấp tỉnh quyết định: hỏi công chức tư pháp - hộ"
            " tịch mức của tỉnh mình.",
            "Chi cho hòa giải viên theo vụ việc, có sổ theo dõi làm căn cứ.",
        ),
        READ_ON,
    ),
)

LAND_2013 = Document(
    slug="luat-dat-dai-2013",
    title="Luật Đất đai",
    type="luat",
    number="45/2013/QH13",
    issuers=(ASSEMBLY,),
    signer="Nguyễn Sinh Hùng",
    issued="2013-11-29",
    begins="2014-07-01",
    fields=(LAND,),
    audiences=(MEDIATORS, OFFICERS),
    topics=("dat-dai",),
    source=VBPL,
    source_url=VBPL_URL,
    summary=(
        "Luật Đất đai cũ. Vẫn cần khi xem lại giấy tờ, quyết định và thỏa thuận lập trước ngày"
        " 01/8/2024."
    ),
)

LAND_2024 = Document(
    slug="luat-dat-dai-2024",
    title="Luật Đất đai",
    type="luat",
    number="31/2024/QH15",
    issuers=(ASSEMBLY,),
    issued="2024-01-18",
    begins="2024-08-01",
    fields=(LAND,),
    audiences=EVERYONE,
    topics=("dat-dai",),
    source=VBPL,
    source_url=VBPL_URL,
    summary=(
        "Luật Đất đai hiện hành: giấy tờ về quyền sử dụng đất, ranh giới, lối đi, và việc hòa giải"
        " tranh chấp đất đai ở UBND cấp xã trước khi ra cơ quan có thẩm quyền."
    ),
    does=(Does("replaces", to="luat-dat-dai-2013"),),
    body=(
        h("Tổ hòa giải và UBND cấp xã: hai bước khác nhau"),
        p(
            "Tranh chấp đất đai được khuyến khích hòa giải ở tổ hòa giải trước. Nếu không xong, các"
            " bên gửi đơn đến UBND cấp xã nơi có đất; buổi hòa giải ở đó có thành phần và biên bản"
            " riêng. Biên bản của tổ hòa giải không thay được biên bản ấy.",
        ),
        RETOLD,
    ),
    text=retold("luat-dat-dai-2024"),
)

LAND_AMENDED = Document(
    slug="luat-43-2024",
    title=(
        "Luật sửa đổi, bổ sung Luật Đất đai, Luật Nhà ở, Luật Kinh doanh bất động sản và Luật"
        " Các tổ chức tín dụng"
    ),
    type="luat",
    number="43/2024/QH15",
    issuers=(ASSEMBLY,),
    issued="2024-06-29",
    begins="2024-08-01",
    fields=(LAND,),
    audiences=(OFFICERS,),
    source=VBPL,
    source_url=VBPL_URL,
    summary=(
        "Đưa ngày có hiệu lực của Luật Đất đai năm 2024 lên sớm hơn, từ 01/8/2024, và sửa một số"
        " điều chuyển tiếp."
    ),
    does=(
        Does("amends", to="luat-dat-dai-2024"),
        Does("amends", number="27/2023/QH15", title="Luật Nhà ở"),
        Does("amends", number="29/2023/QH15", title="Luật Kinh doanh bất động sản"),
    ),
)

CIVIL_CODE = Document(
    slug="bo-luat-dan-su",
    title="Bộ luật Dân sự",
    type="bo-luat",
    number="91/2015/QH13",
    issuers=(ASSEMBLY,),
    signer="Nguyễn Sinh Hùng",
    issued="2015-11-24",
    begins="2017-01-01",
    fields=(CIVIL,),
    audiences=EVERYONE,
    topics=("dat-dai", "doi-song"),
    known_as=("BLDS", "BLDS 2015"),
    source=VBPL,
    source_url=VBPL_URL,
    summary=(
        "Chuyện giữa người với người: ranh giới giữa các bất động sản, lối đi qua, cây cối, nước"
        " chảy, vay mượn, bồi thường, thừa kế."
    ),
    does=(Does("replaces", number="33/2005/QH11", title="Bộ luật Dân sự năm 2005"),),
    body=(
        h("Những chỗ hòa giải viên hay mở"),
        bullets(
            "<b>Ranh giới</b>: Điều 175 và Điều 176, về ranh giới và mốc giới ngăn cách.",
            "<b>Cây cối, công trình có thể đổ</b>: Điều 177.",
            "<b>Thoát nước mưa, nước thải</b>: Điều 250 và Điều 251.",
            "<b>Lối đi qua</b>: Điều 254.",
            "<b>Vay tài sản</b>: từ Điều 463.",
            "<b>Bồi thường ngoài hợp đồng</b>: từ Điều 584.",
            "<b>Thừa kế</b>: từ Điều 609.",
        ),
        RETOLD,
    ),
    text=retold("bo-luat-dan-su"),
)

FAMILY_LAW = Document(
    slug="luat-hon-nhan-va-gia-dinh",
    title="Luật Hôn nhân và gia đình",
    type="luat",
    number="52/2014/QH13",
    issuers=(ASSEMBLY,),
    signer="Nguyễn Sinh Hùng",
    issued="2014-06-19",
    begins="2015-01-01",
    fields=(FAMILY,),
    audiences=EVERYONE,
    topics=("gia-dinh",),
    known_as=("Luật HNGĐ", "HNGĐ"),
    source=VBPL,
    source_url=VBPL_URL,
    summary=(
        "Quyền và nghĩa vụ của vợ chồng, cha mẹ và con, ông bà và cháu; tài sản chung, tài sản"
        " riêng; ly hôn và việc nuôi con."
    ),
    does=(Does("replaces", number="22/2000/QH10", title="Luật Hôn nhân và gia đình năm 2000"),),
    body=(
        h("Ranh giới của việc hòa giải"),
        p(
            "Tổ hòa giải giúp vợ chồng nói chuyện lại với nhau, giúp anh em bàn việc chăm cha mẹ."
            " Việc ly hôn, chia tài sản khi ly hôn và quyền nuôi con do Tòa án giải quyết.",
        ),
        READ_ON,
    ),
)

VIOLENCE_LAW = Document(
    slug="luat-phong-chong-bao-luc-gia-dinh",
    title="Luật Phòng, chống bạo lực gia đình",
    type="luat",
    number="13/2022/QH15",
    issuers=(ASSEMBLY,),
    signer="Vương Đình Huệ",
    issued="2022-11-14",
    begins="2023-07-01",
    fields=(FAMILY,),
    audiences=EVERYONE,
    topics=("gia-dinh",),
    source=VBPL,
    source_url=VBPL_URL,
    summary=(
        "Thế nào là bạo lực gia đình, ai phải báo tin, người bị bạo lực được bảo vệ ra sao, và khi"
        " nào không được hòa giải."
    ),
    does=(
        Does(
            "replaces", number="02/2007/QH12", title="Luật Phòng, chống bạo lực gia đình năm 2007"
        ),
    ),
    body=(
        callout(
            "warning",
            "An toàn trước, hòa giải sau",
            "Đang có bạo lực thì báo công an hoặc UBND phường ngay. Không đưa người bị đánh và"
            " người đánh vào cùng một phòng để hòa giải.",
        ),
        READ_ON,
    ),
)

LAWS = (
    ORDINANCE,
    LAW,
    DECREE,
    JOINT_CIRCULAR,
    CIRCULAR,
    LAND_2013,
    LAND_2024,
    LAND_AMENDED,
    CIVIL_CODE,
    FAMILY_LAW,
    VIOLENCE_LAW,
)
