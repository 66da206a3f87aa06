"""The units, topics and invented people of the demo."""

from __future__ import annotations

from dataclasses import dataclass

# Codes of `cms.units`: the city and its fifteen, and the three wards since July 2025.
CITY = "450"
HAI_THANH, DONG_PHU, BAC_LY = "18853", "18856", "18859"
NAM_LY, DONG_HAI, DONG_SON = "18865", "18868", "18871"
PHU_HAI, BAC_NGHIA, DUC_NINH_DONG = "18874", "18877", "18880"
QUANG_PHU, LOC_NINH, BAO_NINH = "18883", "18886", "18889"
NGHIA_NINH, THUAN_DUC, DUC_NINH = "18892", "18895", "18898"
FIFTEEN = (
    *(HAI_THANH, DONG_PHU, BAC_LY, NAM_LY, DONG_HAI, DONG_SON, PHU_HAI, BAC_NGHIA),
    *(DUC_NINH_DONG, QUANG_PHU, LOC_NINH, BAO_NINH, NGHIA_NINH, THUAN_DUC, DUC_NINH),
)
NEW_DONG_HOI, NEW_DONG_THUAN, NEW_DONG_SON = "18880-2025", "18859-2025", "18871-2025"


@dataclass(frozen=True, slots=True)
class Person:
    slug: str
    name: str
    role: str
    portrait: str
    bio: str


TOPICS = {
    "tap-huan": ("Tập huấn, bồi dưỡng", "Các lớp bồi dưỡng nghiệp vụ cho hòa giải viên ở cơ sở."),
    "to-hoa-giai": ("Tổ hòa giải", "Củng cố, kiện toàn tổ hòa giải ở thôn, tổ dân phố."),
    "chinh-sach": ("Văn bản, chính sách", "Kế hoạch, văn bản mới và cách áp dụng."),
    "dat-dai": ("Đất đai, nhà ở", "Ranh giới, lối đi, ngập nước và những chuyện bên hàng rào."),
    "gia-dinh": ("Hôn nhân, gia đình", "Giữ nếp nhà, chăm lo con trẻ và người già."),
    "doi-song": ("Đời sống khu dân cư", "Tiếng ồn, rác thải, vật nuôi, nợ nần nhỏ lẻ."),
    "cong-nghe": ("Ứng dụng công nghệ", "Tài liệu số, mạng xã hội, truyền thanh cơ sở."),
    "guong-sang": ("Gương hòa giải viên", "Những người giữ bình yên cho xóm phố."),
    "khen-thuong": ("Kiểm tra, khen thưởng", "Đánh giá, sơ kết, tổng kết và biểu dương."),
}

PEOPLE = (
    Person(
        "mai-huong",
        "Nguyễn Thị Mai Hương",
        "Chuyên viên Phòng Tư pháp",
        "chan-dung-huong",
        "<p>Theo dõi công tác hòa giải ở cơ sở từ năm 2016, phụ trách các lớp tập huấn.</p>",
    ),
    Person(
        "quoc-bao",
        "Trần Quốc Bảo",
        "Biên tập viên trang thông tin",
        "chan-dung-bao",
        "<p>Viết về văn bản, chính sách và chuyển đổi số trong ngành tư pháp.</p>",
    ),
    Person(
        "thanh-nhan",
        "Lê Thị Thanh Nhàn",
        "Cộng tác viên các xã ven biển",
        "chan-dung-nhan",
        "<p>Ghi chép chuyện xóm chuyện làng ở Bảo Ninh, Quang Phú và Hải Thành.</p>",
    ),
    Person(
        "van-loi",
        "Phạm Văn Lợi",
        "Hòa giải viên, cộng tác viên",
        "chan-dung-loi",
        "<p>Nguyên tổ trưởng tổ hòa giải, hai mươi năm gắn bó với việc hòa giải.</p>",
    ),
)

# Name in `pictures/`: title, and what it shows for those who cannot see it.
PICTURES = {
    "ban-hoa-giai": (
        "Bên bàn hòa giải",
        "Năm người ngồi quanh chiếc bàn tròn trong nhà văn hóa, trên bàn có giấy tờ và mấy tách"
        " trà.",
    ),
    "cau-nhat-le": (
        "Cầu Nhật Lệ lúc bình minh",
        "Cầu Nhật Lệ bắc qua sông lúc mặt trời mọc, hai chiếc thuyền cá neo dưới chân cầu.",
    ),
    "dien-dan": (
        "Diễn đàn hòa giải viên",
        "Một người phát biểu trên bục giữa hội trường, hai bên là chủ tọa, phía dưới là đại biểu.",
    ),
    "dien-thoai": (
        "Trao đổi qua điện thoại",
        "Màn hình điện thoại với các dòng tin nhắn, hai người ở hai bên đang trao đổi với nhau.",
    ),
    "dong-lua": (
        "Đường về xã",
        "Con đường nhỏ giữa ruộng lúa dẫn về xóm nhà mái ngói, hai người đội nón lá đứng bên xe"
        " đạp.",
    ),
    "khen-thuong": (
        "Giấy khen",
        "Tờ giấy khen viền vàng có dấu đỏ, hai bên là hai bình hoa.",
    ),
    "lang-bien": (
        "Bãi biển Bảo Ninh",
        "Bãi cát, hàng dừa và thuyền cá ngoài khơi, hai ngư dân đội nón đứng cạnh thúng chai.",
    ),
    "lang-gieng": (
        "Hai nhà hàng xóm",
        "Hai người hàng xóm bắt tay nhau qua hàng rào gỗ trắng có hoa, sau lưng là hai ngôi nhà.",
    ),
    "loa-truyen-thanh": (
        "Loa truyền thanh",
        "Cột loa truyền thanh giữa xóm, ba người dân đứng dưới lắng nghe.",
    ),
    "lop-tap-huan": (
        "Lớp tập huấn",
        "Giảng viên đứng bên bảng xanh, hai hàng học viên ngồi nghe.",
    ),
    "nha-van-hoa": (
        "Nhà văn hóa thôn",
        "Nhà văn hóa thôn mái ngói đỏ, trước sân có cột cờ và bốn người đang trò chuyện.",
    ),
    "quang-binh-quan": (
        "Quảng Bình Quan",
        "Cổng thành Quảng Bình Quan bằng đá với hai tầng mái đỏ, hai người đi trên lối vào.",
    ),
    "ranh-gioi": (
        "Xem ranh giới đất",
        "Hòa giải viên cầm tờ sơ đồ thửa đất đứng giữa hai chủ nhà, phía sau là hai ngôi nhà liền"
        " kề.",
    ),
    "tai-lieu": (
        "Tài liệu nghiệp vụ",
        "Chồng sách bốn cuốn, tờ văn bản có dấu đỏ, chiếc bút và tách cà phê trên bàn.",
    ),
    "chan-dung-huong": ("Chân dung Mai Hương", "Chân dung một phụ nữ tóc dài, áo cam."),
    "chan-dung-bao": ("Chân dung Quốc Bảo", "Chân dung một người đàn ông tóc ngắn, áo xanh."),
    "chan-dung-nhan": ("Chân dung Thanh Nhàn", "Chân dung một phụ nữ búi tóc, áo tím."),
    "chan-dung-loi": ("Chân dung Văn Lợi", "Chân dung một người đàn ông tóc bạc, áo xanh lá."),
}

# Name in `files/`: title.
FILES = {
    "ke-hoach-104.pdf": "Tóm tắt Kế hoạch số 104/KH-UBND",
    "so-tay-hoa-giai.pdf": "Sổ tay bỏ túi của hòa giải viên",
    "mau-van-ban-hoa-giai-thanh.odt": "Mẫu văn bản hòa giải thành",
    "mau-so-theo-doi.odt": "Mẫu sổ theo dõi hoạt động hòa giải",
    "lich-tap-huan-2023.csv": "Lịch tập huấn năm 2023",
    "tin-hieu-mo-dau.wav": "Tín hiệu mở đầu (âm thanh do máy tạo)",
}
