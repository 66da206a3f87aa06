"""The demo's document sets."""

from cms.portal.demo.writing import p

from .writing import OFFICE, DocumentSet

SETS = (
    DocumentSet(
        slug="bo-tai-lieu-boi-duong",
        title="Bộ tài liệu bồi dưỡng nghiệp vụ hòa giải ở cơ sở",
        lead=(
            "Bộ dùng cho lớp bồi dưỡng một ngày: kỹ năng, quy chế, sổ tay, biểu mẫu, bài trình bày"
            " và bài giảng video, xếp theo thứ tự nên đọc."
        ),
        for_whom="Hòa giải viên mới và tổ trưởng tổ hòa giải",
        contributor=OFFICE,
        documents=(
            "ky-nang-hoa-giai",
            "bai-giang-gap-rieng",
            "bai-trinh-bay-sau-buoc",
            "quy-che-mau-to-hoa-giai-2026",
            "so-tay-hoi-dap",
            "mau-bien-ban-hoa-giai",
            "mau-van-ban-hoa-giai-thanh",
        ),
        introduction=(
            p(
                "Đọc lần lượt từ trên xuống. Mỗi tài liệu đọc trên điện thoại được; sổ tay và biểu"
                " mẫu có tệp để tải về hoặc in ra.",
            ),
        ),
    ),
    DocumentSet(
        slug="phap-luat-hoa-giai-o-co-so",
        title="Pháp luật về hòa giải ở cơ sở",
        lead=(
            "Luật, nghị định, thông tư và kế hoạch làm nên khung pháp lý của tổ hòa giải, kể cả văn"
            " bản cũ để tra cứu."
        ),
        for_whom="Tổ trưởng, công chức tư pháp - hộ tịch",
        contributor=OFFICE,
        documents=(
            "luat-hoa-giai-o-co-so",
            "nghi-dinh-15-2014",
            "thong-tu-56-2023",
            "thong-tu-lien-tich-100-2014",
            "ke-hoach-104",
            "phap-lenh-hoa-giai-o-co-so-1998",
        ),
    ),
    DocumentSet(
        slug="khi-hang-xom-tranh-chap",
        title="Khi hàng xóm tranh chấp",
        lead="Hàng rào, ranh giới, lối đi, nước chảy, tiếng ồn: đọc gì trước khi đến gặp hai nhà.",
        for_whom="Hòa giải viên, người dân",
        contributor="Hội Luật gia thành phố Đồng Hới và " + OFFICE,
        documents=("so-tay-hoi-dap", "bo-luat-dan-su", "luat-dat-dai-2024", "luat-dat-dai-2013"),
    ),
)
