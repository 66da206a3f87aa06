"""Laws that people call by name: their usual names, abbreviations and numbers.

The numbers are those of the National Assembly and its Standing Committee, newest first
with the year by which people tell them apart (*Luật Đất đai năm 2013*). A name without
numbers is known by name only.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Law:
    """A law by its full usual name. `numbers` holds (year, document number), newest first.

    `spoken` are shorter names by which people ask for it; a text of the law may mean
    something else by them.
    """

    name: str
    abbreviations: tuple[str, ...] = ()
    numbers: tuple[tuple[int, str], ...] = ()
    spoken: tuple[str, ...] = ()


def _law(name: str, *numbers: str, short: str = "", spoken: tuple[str, ...] = ()) -> Law:
    years = tuple((int(number.split("/")[1]), number) for number in numbers)
    return Law(name, tuple(short.split()), years, spoken)


WELL_KNOWN: tuple[Law, ...] = (
    Law("Hiến pháp", ("HP",)),
    # Codes
    _law("Bộ luật Dân sự", "91/2015/QH13", "33/2005/QH11", short="BLDS", spoken=("Luật Dân sự",)),
    _law(
        "Bộ luật Hình sự", "100/2015/QH13", "15/1999/QH10", short="BLHS", spoken=("Luật Hình sự",)
    ),
    _law(
        "Bộ luật Tố tụng dân sự",
        "92/2015/QH13",
        "24/2004/QH11",
        short="BLTTDS",
        spoken=("Luật Tố tụng dân sự",),
    ),
    _law(
        "Bộ luật Tố tụng hình sự",
        "101/2015/QH13",
        "19/2003/QH11",
        short="BLTTHS",
        spoken=("Luật Tố tụng hình sự",),
    ),
    _law(
        "Bộ luật Lao động", "45/2019/QH14", "10/2012/QH13", short="BLLĐ", spoken=("Luật Lao động",)
    ),
    _law("Bộ luật Hàng hải Việt Nam", "95/2015/QH13", short="BLHH BLHHVN"),
    # Mediation, family, neighbours, persons
    _law(
        "Luật Hòa giải ở cơ sở",
        "35/2013/QH13",
        short="LHGCS LHGOCS HGCS HGOCS HGƠCS",
        spoken=("Luật Hòa giải", "Luật Hòa giải cơ sở"),
    ),
    _law(
        "Luật Hòa giải, đối thoại tại Tòa án",
        "58/2020/QH14",
        short="LHGĐTTA HGĐTTA",
        spoken=("Luật Hòa giải tại Tòa án", "Luật Hòa giải đối thoại"),
    ),
    _law(
        "Luật Hôn nhân và gia đình",
        "52/2014/QH13",
        "22/2000/QH10",
        short="LHNGĐ HNGĐ",
        spoken=("Luật Hôn nhân", "Luật Gia đình"),
    ),
    _law(
        "Luật Phòng, chống bạo lực gia đình",
        "13/2022/QH15",
        "02/2007/QH12",
        short="LPCBLGĐ PCBLGĐ",
        spoken=("Luật Bạo lực gia đình", "Luật Chống bạo lực gia đình", "Luật Bạo lực"),
    ),
    _law("Luật Bình đẳng giới", "73/2006/QH11", short="LBĐG BĐG"),
    _law("Luật Trẻ em", "102/2016/QH13", short="LTE"),
    _law("Luật Người cao tuổi", "39/2009/QH12", short="LNCT NCT"),
    _law("Luật Người khuyết tật", "51/2010/QH12", short="LNKT NKT"),
    _law("Luật Nuôi con nuôi", "52/2010/QH12", short="LNCN NCN"),
    _law("Luật Hộ tịch", "60/2014/QH13", short="LHT"),
    _law("Luật Cư trú", "68/2020/QH14", "81/2006/QH11", short="LCT"),
    _law("Luật Căn cước", "26/2023/QH15", short="LCC"),
    _law("Luật Căn cước công dân", "59/2014/QH13", short="LCCCD"),
    _law("Luật Quốc tịch Việt Nam", "24/2008/QH12"),
    _law("Luật Lý lịch tư pháp", "28/2009/QH12", short="LLLTP LLTP"),
    _law("Luật Thanh niên", "57/2020/QH14", "53/2005/QH11"),
    _law("Luật Tín ngưỡng, tôn giáo", "02/2016/QH14", short="LTNTG TNTG"),
    _law(
        "Luật Thực hiện dân chủ ở cơ sở",
        "10/2022/QH15",
        short="LTHDCCS THDCCS",
        spoken=("Luật Dân chủ ở cơ sở", "Luật Dân chủ cơ sở"),
    ),
    # Land, houses, environment
    _law(
        "Luật Đất đai",
        "31/2024/QH15",
        "45/2013/QH13",
        "13/2003/QH11",
        short="LĐĐ",
        spoken=("Luật Đất",),
    ),
    _law("Luật Nhà ở", "27/2023/QH15", "65/2014/QH13", short="LNO LNƠ"),
    _law("Luật Kinh doanh bất động sản", "29/2023/QH15", "66/2014/QH13", short="LKDBĐS KDBĐS"),
    _law("Luật Xây dựng", "50/2014/QH13", "16/2003/QH11", short="LXD"),
    _law(
        "Luật Bảo vệ môi trường",
        "72/2020/QH14",
        "55/2014/QH13",
        short="LBVMT BVMT",
        spoken=("Luật Môi trường",),
    ),
    _law("Luật Tài nguyên nước", "28/2023/QH15", "17/2012/QH13"),
    _law("Luật Lâm nghiệp", "16/2017/QH14"),
    _law("Luật Thủy sản", "18/2017/QH14"),
    _law("Luật Thủy lợi", "08/2017/QH14"),
    _law("Luật Chăn nuôi", "32/2018/QH14"),
    _law("Luật Trồng trọt", "31/2018/QH14"),
    _law("Luật Thú y", "79/2015/QH13"),
    _law("Luật Đê điều", "79/2006/QH11"),
    _law("Luật Đa dạng sinh học", "20/2008/QH12"),
    _law("Luật Khí tượng thủy văn", "90/2015/QH13"),
    _law("Luật Phòng, chống thiên tai", "33/2013/QH13", short="PCTT"),
    # Procedure, administration, help
    _law("Luật Tố tụng hành chính", "93/2015/QH13", "64/2010/QH12", short="LTTHC TTHC"),
    _law(
        "Luật Xử lý vi phạm hành chính",
        "15/2012/QH13",
        short="LXLVPHC XLVPHC",
        spoken=(
            "Luật Vi phạm hành chính",
            "Luật Xử phạt vi phạm hành chính",
            "Luật Xử phạt hành chính",
            "Luật Xử lý hành chính",
        ),
    ),
    _law("Luật Khiếu nại", "02/2011/QH13", short="LKN"),
    _law("Luật Tố cáo", "25/2018/QH14", "03/2011/QH13", short="LTC"),
    _law("Luật Tiếp công dân", "42/2013/QH13", short="LTCD"),
    _law("Luật Tiếp cận thông tin", "104/2016/QH13", short="LTCTT"),
    _law("Luật Trợ giúp pháp lý", "11/2017/QH14", "69/2006/QH11", short="LTGPL TGPL"),
    _law(
        "Luật Phổ biến, giáo dục pháp luật",
        "14/2012/QH13",
        short="LPBGDPL PBGDPL",
        spoken=("Luật Phổ biến pháp luật",),
    ),
    _law("Luật Thi hành án dân sự", "26/2008/QH12", short="LTHADS THADS"),
    _law("Luật Thi hành án hình sự", "41/2019/QH14", "53/2010/QH12", short="LTHAHS THAHS"),
    _law("Luật Thi hành tạm giữ, tạm giam", "94/2015/QH13"),
    _law("Luật Công chứng", "46/2024/QH15", "53/2014/QH13"),
    _law("Luật Luật sư", "65/2006/QH11"),
    _law("Luật Giám định tư pháp", "13/2012/QH13"),
    _law("Luật Trọng tài thương mại", "54/2010/QH12", short="LTTTM TTTM"),
    _law(
        "Luật Trách nhiệm bồi thường của Nhà nước",
        "10/2017/QH14",
        "35/2009/QH12",
        short="LTNBTCNN",
        spoken=("Luật Bồi thường nhà nước",),
    ),
    _law("Luật Tư pháp người chưa thành niên", "59/2024/QH15"),
    _law("Luật Đặc xá", "30/2018/QH14"),
    _law("Luật Tương trợ tư pháp", "08/2007/QH12"),
    _law(
        "Luật Ban hành văn bản quy phạm pháp luật",
        "64/2025/QH15",
        "80/2015/QH13",
        short="LBHVBQPPL",
    ),
    _law(
        "Luật Tổ chức chính quyền địa phương",
        "72/2025/QH15",
        "65/2025/QH15",
        "77/2015/QH13",
        short="LTCCQĐP",
    ),
    _law("Luật Tổ chức Chính phủ", "63/2025/QH15", "76/2015/QH13"),
    _law("Luật Tổ chức Quốc hội", "57/2014/QH13"),
    _law("Luật Tổ chức Tòa án nhân dân", "34/2024/QH15", "62/2014/QH13"),
    _law("Luật Tổ chức Viện kiểm sát nhân dân", "63/2014/QH13"),
    _law("Luật Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân", "85/2015/QH13"),
    _law("Luật Mặt trận Tổ quốc Việt Nam", "75/2015/QH13"),
    _law("Luật Cán bộ, công chức", "80/2025/QH15", "22/2008/QH12", short="LCBCC CBCC"),
    _law("Luật Viên chức", "58/2010/QH12"),
    _law(
        "Luật Thi đua, khen thưởng",
        "06/2022/QH15",
        "15/2003/QH11",
        short="LTĐKT TĐKT",
        spoken=("Luật Khen thưởng",),
    ),
    _law("Luật Phòng, chống tham nhũng", "36/2018/QH14", "55/2005/QH11", short="LPCTN PCTN"),
    _law("Luật Bảo vệ bí mật nhà nước", "29/2018/QH14"),
    _law("Luật Bảo vệ dữ liệu cá nhân", "91/2025/QH15"),
    # Security, traffic
    _law("Luật An ninh quốc gia", "32/2004/QH11"),
    _law("Luật An ninh mạng", "24/2018/QH14"),
    _law("Luật An toàn thông tin mạng", "86/2015/QH13"),
    _law("Luật Công an nhân dân", "37/2018/QH14"),
    _law("Luật Quốc phòng", "22/2018/QH14"),
    _law("Luật Nghĩa vụ quân sự", "78/2015/QH13", short="LNVQS NVQS"),
    _law("Luật Dân quân tự vệ", "48/2019/QH14", short="DQTV"),
    _law("Luật Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", "30/2023/QH15"),
    _law(
        "Luật Phòng, chống ma túy",
        "73/2021/QH14",
        "23/2000/QH10",
        short="LPCMT PCMT",
        spoken=("Luật Ma túy",),
    ),
    _law("Luật Phòng, chống mua bán người", "53/2024/QH15", "66/2011/QH12"),
    _law(
        "Luật Phòng cháy và chữa cháy",
        "27/2001/QH10",
        short="LPCCC PCCC",
        spoken=("Luật Phòng cháy",),
    ),
    _law("Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ", "55/2024/QH15"),
    _law("Luật Giao thông đường bộ", "23/2008/QH12", short="LGTĐB GTĐB"),
    _law("Luật Trật tự, an toàn giao thông đường bộ", "36/2024/QH15", short="LTTATGTĐB TTATGTĐB"),
    _law("Luật Đường bộ", "35/2024/QH15"),
    _law("Luật Giao thông đường thủy nội địa", "23/2004/QH11"),
    _law("Luật Đường sắt", "06/2017/QH14"),
    _law("Luật Hàng không dân dụng Việt Nam", "66/2006/QH11"),
    # Work, insurance, health, schools
    _law("Luật Việc làm", "74/2025/QH15", "38/2013/QH13"),
    _law("Luật Bảo hiểm xã hội", "41/2024/QH15", "58/2014/QH13", short="LBHXH BHXH"),
    _law("Luật Bảo hiểm y tế", "25/2008/QH12", short="LBHYT BHYT"),
    _law("Luật An toàn, vệ sinh lao động", "84/2015/QH13", short="LATVSLĐ ATVSLĐ"),
    _law(
        "Luật Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng",
        "69/2020/QH14",
        "72/2006/QH11",
    ),
    _law("Luật Khám bệnh, chữa bệnh", "15/2023/QH15", "40/2009/QH12", short="LKBCB KBCB"),
    _law("Luật Dược", "105/2016/QH13"),
    _law("Luật An toàn thực phẩm", "55/2010/QH12", short="LATTP ATTP"),
    _law("Luật Phòng, chống bệnh truyền nhiễm", "03/2007/QH12"),
    _law("Luật Phòng, chống tác hại của rượu, bia", "44/2019/QH14"),
    _law("Luật Phòng, chống tác hại của thuốc lá", "09/2012/QH13"),
    _law("Luật Giáo dục", "43/2019/QH14", "38/2005/QH11"),
    _law("Luật Giáo dục đại học", "08/2012/QH13"),
    _law("Luật Giáo dục nghề nghiệp", "74/2014/QH13"),
    _law("Luật Giáo dục quốc phòng và an ninh", "30/2013/QH13"),
    # Business, money
    _law("Luật Doanh nghiệp", "59/2020/QH14", "68/2014/QH13", short="LDN"),
    _law("Luật Đầu tư", "61/2020/QH14", "67/2014/QH13"),
    _law("Luật Đầu tư công", "58/2024/QH15", "39/2019/QH14", "49/2014/QH13"),
    _law("Luật Đấu thầu", "22/2023/QH15", "43/2013/QH13"),
    _law("Luật Đấu giá tài sản", "01/2016/QH14"),
    _law("Luật Thương mại", "36/2005/QH11", short="LTM"),
    _law("Luật Hợp tác xã", "17/2023/QH15", "23/2012/QH13", short="LHTX HTX"),
    _law("Luật Phá sản", "51/2014/QH13"),
    _law("Luật Cạnh tranh", "23/2018/QH14"),
    _law("Luật Chứng khoán", "54/2019/QH14"),
    _law("Luật Kế toán", "88/2015/QH13"),
    _law("Luật Kinh doanh bảo hiểm", "08/2022/QH15", "24/2000/QH10"),
    _law("Luật Các tổ chức tín dụng", "32/2024/QH15", "47/2010/QH12", short="LCTCTD"),
    _law("Luật Giao dịch điện tử", "20/2023/QH15", "51/2005/QH11", short="LGDĐT"),
    _law("Luật Bảo vệ quyền lợi người tiêu dùng", "19/2023/QH15", "59/2010/QH12", short="LBVQLNTD"),
    _law("Luật Sở hữu trí tuệ", "50/2005/QH11", short="LSHTT SHTT"),
    _law("Luật Chuyển giao công nghệ", "07/2017/QH14"),
    _law("Luật Công nghệ thông tin", "67/2006/QH11"),
    _law("Luật Quảng cáo", "16/2012/QH13"),
    _law("Luật Báo chí", "103/2016/QH13"),
    _law("Luật Xuất bản", "19/2012/QH13"),
    _law("Luật Du lịch", "09/2017/QH14"),
    _law("Luật Di sản văn hóa", "45/2024/QH15", "28/2001/QH10"),
    _law("Luật Thư viện", "46/2019/QH14"),
    _law("Luật Điện ảnh", "05/2022/QH15", "62/2006/QH11"),
    _law("Luật Thể dục, thể thao", "77/2006/QH11"),
    _law("Luật Quản lý thuế", "38/2019/QH14", "78/2006/QH11", short="LQLT QLT"),
    _law("Luật Thuế thu nhập cá nhân", "04/2007/QH12", short="TNCN"),
    _law("Luật Thuế thu nhập doanh nghiệp", "14/2008/QH12", short="TNDN"),
    _law("Luật Thuế giá trị gia tăng", "48/2024/QH15", "13/2008/QH12", short="GTGT"),
    _law("Luật Thuế tiêu thụ đặc biệt", "27/2008/QH12"),
    _law("Luật Thuế tài nguyên", "45/2009/QH12"),
    _law("Luật Thuế bảo vệ môi trường", "57/2010/QH12"),
    _law("Luật Thuế sử dụng đất phi nông nghiệp", "48/2010/QH12"),
    _law("Luật Phí và lệ phí", "97/2015/QH13"),
    _law("Luật Ngân sách nhà nước", "83/2015/QH13", short="NSNN"),
    _law("Luật Quản lý, sử dụng tài sản công", "15/2017/QH14"),
    _law("Luật Quản lý nợ công", "20/2017/QH14"),
    _law("Luật Thống kê", "89/2015/QH13"),
    _law("Luật Hải quan", "54/2014/QH13"),
    _law("Luật Quy hoạch", "21/2017/QH14"),
    _law("Luật Thanh tra", "11/2022/QH15", "56/2010/QH12"),
    _law("Luật Xuất cảnh, nhập cảnh của công dân Việt Nam", "49/2019/QH14"),
    _law(
        "Luật Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam",
        "47/2014/QH13",
    ),
    # Ordinances
    _law("Pháp lệnh Dân số", "06/2003/PL-UBTVQH11"),
    _law("Pháp lệnh Ưu đãi người có công với cách mạng", "02/2020/UBTVQH14", short="PLƯĐNCC"),
    _law("Pháp lệnh Ngoại hối", "28/2005/PL-UBTVQH11"),
)
