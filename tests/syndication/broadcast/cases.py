"""What is written, and how a newsreader says it: the table that the reading rules are held to."""

NUMBERS = {
    "0": "không",
    "1": "một",
    "4": "bốn",
    "5": "năm",
    "10": "mười",
    "11": "mười một",
    "14": "mười bốn",
    "15": "mười lăm",
    "19": "mười chín",
    "20": "hai mươi",
    "21": "hai mươi mốt",
    "24": "hai mươi tư",
    "25": "hai mươi lăm",
    "31": "ba mươi mốt",
    "44": "bốn mươi tư",
    "50": "năm mươi",
    "55": "năm mươi lăm",
    "71": "bảy mươi mốt",
    "99": "chín mươi chín",
    "100": "một trăm",
    "101": "một trăm linh một",
    "104": "một trăm linh bốn",
    "105": "một trăm linh năm",
    "110": "một trăm mười",
    "111": "một trăm mười một",
    "115": "một trăm mười lăm",
    "121": "một trăm hai mươi mốt",
    "155": "một trăm năm mươi lăm",
    "200": "hai trăm",
    "505": "năm trăm linh năm",
    "999": "chín trăm chín mươi chín",
    "1.000": "một nghìn",
    "1.001": "một nghìn không trăm linh một",
    "1.005": "một nghìn không trăm linh năm",
    "1.010": "một nghìn không trăm mười",
    "1.015": "một nghìn không trăm mười lăm",
    "1.100": "một nghìn một trăm",
    "1.234": "một nghìn hai trăm ba mươi tư",
    "1945": "một nghìn chín trăm bốn mươi lăm",
    "2022": "hai nghìn không trăm hai mươi hai",
    "10.000": "mười nghìn",
    "15.000": "mười lăm nghìn",
    "21.021": "hai mươi mốt nghìn không trăm hai mươi mốt",
    "100.005": "một trăm nghìn không trăm linh năm",
    "105.105": "một trăm linh năm nghìn một trăm linh năm",
    "1.000.000": "một triệu",
    "1.000.005": "một triệu không trăm linh năm",
    "1.005.000": "một triệu không trăm linh năm nghìn",
    "5.494.264": "năm triệu bốn trăm chín mươi tư nghìn hai trăm sáu mươi tư",
    "5,494,264": "năm triệu bốn trăm chín mươi tư nghìn hai trăm sáu mươi tư",
    "5\u00a0494\u00a0264": "năm triệu bốn trăm chín mươi tư nghìn hai trăm sáu mươi tư",
    "1.000.000.000": "một tỷ",
    "1.000.000.001": "một tỷ không trăm linh một",
    "2.500.000.000": "hai tỷ năm trăm triệu",
    "1.000.000.000.000": "một nghìn tỷ",
    "3,5": "ba phẩy năm",
    "0,5": "không phẩy năm",
    "3,14": "ba phẩy mười bốn",
    "12,05": "mười hai phẩy không năm",
    "2,718": "hai phẩy bảy một tám",
    "1.234.567,89": (
        "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy phẩy tám mươi chín"
    ),
    "05 bộ hồ sơ": "năm bộ hồ sơ",
    "lúc -5 độ": "lúc âm năm độ",
    "3/4 số hộ": "ba phần bốn số hộ",
    "1/3": "một phần ba",
    "15/15 xã, phường": "mười lăm trên mười lăm xã, phường",
    "80/100 điểm": "tám mươi trên một trăm điểm",
    "tỷ lệ 1:500": "tỷ lệ một trên năm trăm",
    "tỷ số 3-2": "tỷ số ba, hai",
    "Mục 2.1": "mục hai chấm một",
    "quốc lộ 1A": "quốc lộ một A",
    "mạng 5G": "mạng năm G",
}

DATES = {
    "18/3/2022": "ngày mười tám tháng ba năm hai nghìn không trăm hai mươi hai",
    "ngày 18/3/2022": "ngày mười tám tháng ba năm hai nghìn không trăm hai mươi hai",
    "ngày 05/04/2021": "ngày năm tháng tư năm hai nghìn không trăm hai mươi mốt",
    "ngày 18-3-2022": "ngày mười tám tháng ba năm hai nghìn không trăm hai mươi hai",
    "ngày 18.3.2022": "ngày mười tám tháng ba năm hai nghìn không trăm hai mươi hai",
    "2022-03-18": "ngày mười tám tháng ba năm hai nghìn không trăm hai mươi hai",
    "ngày 01/01/2025": "ngày một tháng một năm hai nghìn không trăm hai mươi lăm",
    "ngày 31/12/1999": "ngày ba mươi mốt tháng mười hai năm một nghìn chín trăm chín mươi chín",
    "mùng 3/2/1930": "mùng ba tháng hai năm một nghìn chín trăm ba mươi",
    "ngày 2/9": "ngày hai tháng chín",
    "sáng 21/4": "sáng ngày hai mươi mốt tháng tư",
    "chiều ngày 15/8": "chiều ngày mười lăm tháng tám",
    "18/3 hằng năm": "ngày mười tám tháng ba hằng năm",
    "trực 24/7": "trực hai mươi tư trên bảy",
    "lễ 30/4 và 1/5": "lễ ngày ba mươi tháng tư và ngày một tháng năm",
    "thứ Hai, 21/3": "thứ Hai, ngày hai mươi mốt tháng ba",
    "trước 15/11": "trước ngày mười lăm tháng mười một",
    "ngày 02 tháng 9 năm 1945": "ngày hai tháng chín năm một nghìn chín trăm bốn mươi lăm",
    "tháng 4": "tháng tư",
    "tháng 04/2022": "tháng tư năm hai nghìn không trăm hai mươi hai",
    "tháng 3/2022": "tháng ba năm hai nghìn không trăm hai mươi hai",
    "3/2022": "tháng ba năm hai nghìn không trăm hai mươi hai",
    "tháng 11": "tháng mười một",
    "tháng 12/2025": "tháng mười hai năm hai nghìn không trăm hai mươi lăm",
    "quý 3/2022": "quý ba năm hai nghìn không trăm hai mươi hai",
    "quý III/2022": "quý ba năm hai nghìn không trăm hai mươi hai",
    "năm 2013": "năm hai nghìn không trăm mười ba",
    "năm 1998": "năm một nghìn chín trăm chín mươi tám",
    "năm 2005": "năm hai nghìn không trăm linh năm",
    "18 - 20/3/2022": (
        "từ ngày mười tám đến ngày hai mươi tháng ba năm hai nghìn không trăm hai mươi hai"
    ),
    "từ ngày 18-20/3": "từ ngày mười tám đến ngày hai mươi tháng ba",
    "từ 28/2 - 3/3": "từ ngày hai mươi tám tháng hai đến ngày ba tháng ba",
    "từ 1/3 đến 5/3": "từ ngày một tháng ba đến ngày năm tháng ba",
    "1/7/2025 - 31/12/2025": (
        "từ ngày một tháng bảy năm hai nghìn không trăm hai mươi lăm"
        " đến ngày ba mươi mốt tháng mười hai năm hai nghìn không trăm hai mươi lăm"
    ),
    "tháng 3 - 5/2022": "tháng ba đến tháng năm năm hai nghìn không trăm hai mươi hai",
    "2021 - 2025": (
        "từ năm hai nghìn không trăm hai mươi mốt đến năm hai nghìn không trăm hai mươi lăm"
    ),
    "2021-2025": (
        "từ năm hai nghìn không trăm hai mươi mốt đến năm hai nghìn không trăm hai mươi lăm"
    ),
    "giai đoạn 2021–2025": (
        "giai đoạn từ năm hai nghìn không trăm hai mươi mốt"
        " đến năm hai nghìn không trăm hai mươi lăm"
    ),
    "từ năm 2021 - 2025": (
        "từ năm hai nghìn không trăm hai mươi mốt đến năm hai nghìn không trăm hai mươi lăm"
    ),
    "từ 2021 - 2025": (
        "từ năm hai nghìn không trăm hai mươi mốt đến năm hai nghìn không trăm hai mươi lăm"
    ),
    "nhiệm kỳ 2021 - 2026": (
        "nhiệm kỳ hai nghìn không trăm hai mươi mốt, hai nghìn không trăm hai mươi sáu"
    ),
    "năm học 2022-2023": (
        "năm học hai nghìn không trăm hai mươi hai, hai nghìn không trăm hai mươi ba"
    ),
    "7h30": "bảy giờ ba mươi phút",
    "7g30": "bảy giờ ba mươi phút",
    "7 giờ 30": "bảy giờ ba mươi phút",
    "7 giờ 30 phút": "bảy giờ ba mươi phút",
    "07:30": "bảy giờ ba mươi phút",
    "14h": "mười bốn giờ",
    "14h00": "mười bốn giờ",
    "14h05": "mười bốn giờ năm phút",
    "21h15": "hai mươi mốt giờ mười lăm phút",
    "24 giờ": "hai mươi tư giờ",
    "8 giờ sáng": "tám giờ sáng",
    "7h30 - 11h": "từ bảy giờ ba mươi phút đến mười một giờ",
    "từ 7h30-11h": "từ bảy giờ ba mươi phút đến mười một giờ",
    "từ 13:30 - 17:00": "từ mười ba giờ ba mươi phút đến mười bảy giờ",
    "7h30 ngày 2/9": "bảy giờ ba mươi phút ngày hai tháng chín",
}

MEASURES = {
    "80%": "tám mươi phần trăm",
    "80 %": "tám mươi phần trăm",
    "≥ 80 %": "từ tám mươi phần trăm trở lên",
    "≥80%": "từ tám mươi phần trăm trở lên",
    ">= 5 người": "từ năm người trở lên",
    "≥ 3 năm": "từ ba năm trở lên",
    "≤ 30 ngày": "không quá ba mươi ngày",
    "> 100": "trên một trăm",
    "< 10 %": "dưới mười phần trăm",
    "~ 50": "khoảng năm mươi",
    "12,5%": "mười hai phẩy năm phần trăm",
    "5‰": "năm phần nghìn",
    "80-90%": "từ tám mươi đến chín mươi phần trăm",
    "80% - 90%": "từ tám mươi phần trăm đến chín mươi phần trăm",
    "từ 15 - 20 người": "từ mười lăm đến hai mươi người",
    "15 - 20 người": "từ mười lăm đến hai mươi người",
    "3,5 - 4 km": "từ ba phẩy năm đến bốn ki-lô-mét",
    "Điều 5 - 7": "điều năm đến bảy",
    "12 km": "mười hai ki-lô-mét",
    "60 km/h": "sáu mươi ki-lô-mét một giờ",
    "100 m": "một trăm mét",
    "100 m2": "một trăm mét vuông",
    "50m²": "năm mươi mét vuông",
    "3 m³": "ba mét khối",
    "155,87 km²": "một trăm năm mươi lăm phẩy tám mươi bảy ki-lô-mét vuông",
    "2 ha": "hai héc-ta",
    "5 kg": "năm ki-lô-gam",
    "30 cm": "ba mươi xen-ti-mét",
    "5 l": "năm lít",
    "5 lần": "năm lần",
    "5 mét": "năm mét",
    "100 kWh": "một trăm ki-lô-oát giờ",
    "39°C": "ba mươi chín độ C",
    "-2 °C": "âm hai độ C",
    "500.000 đ": "năm trăm nghìn đồng",
    "500.000đ": "năm trăm nghìn đồng",
    "300.000 VNĐ": "ba trăm nghìn đồng",
    "1,2 tỷ đồng": "một phẩy hai tỷ đồng",
    "100 USD": "một trăm đô la Mỹ",
    "200.000 đồng/vụ việc": "hai trăm nghìn đồng mỗi vụ việc",
    "200.000 đồng/người/ngày": "hai trăm nghìn đồng mỗi người mỗi ngày",
    "150.000đ/tổ/tháng": "một trăm năm mươi nghìn đồng mỗi tổ mỗi tháng",
    "2 buổi/tháng": "hai buổi mỗi tháng",
}

DOCUMENTS = {
    "104/KH-UBND": "số một trăm linh bốn, Kế hoạch, Ủy ban nhân dân",
    "số 104/KH-UBND": "số một trăm linh bốn, Kế hoạch, Ủy ban nhân dân",
    "Số: 104/KH-UBND": "số: một trăm linh bốn, Kế hoạch, Ủy ban nhân dân",
    "Kế hoạch số 104/KH-UBND": "kế hoạch số một trăm linh bốn của Ủy ban nhân dân",
    "Kế hoạch 104/KH-UBND": "kế hoạch số một trăm linh bốn của Ủy ban nhân dân",
    "Kế hoạch số 104/KH-UBND của UBND thành phố": (
        "kế hoạch số một trăm linh bốn của Ủy ban nhân dân thành phố"
    ),
    "Nghị định số 15/2014/NĐ-CP": (
        "nghị định số mười lăm năm hai nghìn không trăm mười bốn của Chính phủ"
    ),
    "Nghị định số 15/2014/NĐ-CP ngày 27/02/2014 của Chính phủ": (
        "nghị định số mười lăm năm hai nghìn không trăm mười bốn"
        " ngày hai mươi bảy tháng hai năm hai nghìn không trăm mười bốn của Chính phủ"
    ),
    "15/2014/NĐ-CP": "số mười lăm năm hai nghìn không trăm mười bốn, Nghị định, Chính phủ",
    "Luật số 35/2013/QH13": (
        "luật số ba mươi lăm năm hai nghìn không trăm mười ba, Quốc hội khóa mười ba"
    ),
    "Quyết định số 428/QĐ-TTg": ("quyết định số bốn trăm hai mươi tám của Thủ tướng Chính phủ"),
    "Thông tư số 56/2023/TT-BTC": (
        "thông tư số năm mươi sáu năm hai nghìn không trăm hai mươi ba của Bộ Tài chính"
    ),
    "Thông tư liên tịch số 01/2014/TTLT-CP-UBTƯMTTQVN": (
        "thông tư liên tịch số không một năm hai nghìn không trăm mười bốn của"
        " Chính phủ, Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"
    ),
    "Nghị quyết số 12/NQ-HĐND": "nghị quyết số mười hai của Hội đồng nhân dân",
    "Hướng dẫn 03/HD-STP": "hướng dẫn số không ba của Sở Tư pháp",
    "Công văn số 512/UBND-TP": "công văn số năm trăm mười hai, Ủy ban nhân dân, Phòng Tư pháp",
    "12-CT/TW": "số mười hai, Chỉ thị, Trung ương",
    "Chỉ thị số 12-CT/TU": "chỉ thị số mười hai của Tỉnh ủy",
    "NĐ-CP": "nghị định Chính phủ",
    "QĐ-TTg": "quyết định Thủ tướng Chính phủ",
    "khoản 2 Điều 10": "khoản hai Điều mười",
    "điểm a khoản 1 Điều 5": "điểm a khoản một Điều năm",
    "Chương II": "chương hai",
    "Chương IV": "chương bốn",
    "Mục III": "mục ba",
    "quý I": "quý một",
    "quý III": "quý ba",
    "quý I - II": "quý một đến hai",
    "thế kỷ XXI": "thế kỷ hai mươi mốt",
    "khóa XV": "khóa mười lăm",
    "Đại hội lần thứ XIII": "đại hội lần thứ mười ba",
    "lần thứ I": "lần thứ nhất",
    "lần thứ IV": "lần thứ tư",
    "II. Mục tiêu": "hai. Mục tiêu",
    "thứ 1": "thứ nhất",
    "thứ 2": "thứ hai",
    "thứ 4": "thứ tư",
    "thứ 7": "thứ bảy",
    "lần thứ 21": "lần thứ hai mươi mốt",
    "số 02": "số không hai",
}

WORDS = {
    "UBND": "ủy ban nhân dân",
    "UBND phường": "ủy ban nhân dân phường",
    "HĐND, UBND": "hội đồng nhân dân, Ủy ban nhân dân",
    "MTTQ": "mặt trận Tổ quốc",
    "UBMTTQVN": "ủy ban Mặt trận Tổ quốc Việt Nam",
    "TAND thành phố": "tòa án nhân dân thành phố",
    "TP Đồng Hới": "thành phố Đồng Hới",
    "TP. Đồng Hới": "thành phố Đồng Hới",
    "TP.Đồng Hới": "thành phố Đồng Hới",
    "TX. Ba Đồn": "thị xã Ba Đồn",
    "Sở TN&MT": "sở Tài nguyên và Môi trường",
    "Sở LĐ-TB&XH": "sở Lao động, Thương binh và Xã hội",
    "Hội LHPN": "hội Liên hiệp Phụ nữ",
    "Hội CCB": "hội Cựu chiến binh",
    "BCĐ": "ban Chỉ đạo",
    "PBGDPL": "phổ biến, giáo dục pháp luật",
    "BLDS": "bộ luật Dân sự",
    "GCNQSDĐ": "giấy chứng nhận quyền sử dụng đất",
    "HGV": "hòa giải viên",
    "KT-XH": "kinh tế, xã hội",
    "COVID-19": "cô-vít mười chín",
    "đ/c Nguyễn Văn A": "đồng chí Nguyễn Văn A",
    "ThS. Lê Thị B": "thạc sĩ Lê Thị B",
    "LS. Trần C": "luật sư Trần C",
    "camera, nợ vay, v.v.": "camera, nợ vay, vân vân",
    "ĐT: 0232.3822.123": "điện thoại: không hai ba hai, ba tám hai hai, một hai ba",
    "điện thoại 0914123456": "điện thoại không chín một bốn, một hai ba, bốn năm sáu",
    "(0232) 3.822.123": "không hai ba hai, ba, tám hai hai, một hai ba",
    "gọi 113": "gọi một một ba",
    "tổng đài 1900 6192": "tổng đài một chín không không, sáu một chín hai",
    "thư gửi hoagiai@donghoi.gov.vn": "thư gửi hoagiai a còng donghoi chấm gov chấm vn",
    "trang donghoi.gov.vn": "trang donghoi chấm gov chấm vn",
    "xem https://donghoi.gov.vn/": "xem donghoi chấm gov chấm vn",
    "xem https://donghoi.gov.vn/tin/104?x=1.": ("xem đường liên kết đăng trên Cổng thông tin."),
    "hòa giải viên (tổ trưởng) đến dự": "hòa giải viên, tổ trưởng, đến dự",
    "họp xong (18/3/2022).": (
        "họp xong, ngày mười tám tháng ba năm hai nghìn không trăm hai mươi hai."
    ),
    "tổ hòa giải - cầu nối": "tổ hòa giải, cầu nối",
    "xã/phường": "xã, phường",
    "và/hoặc": "và hoặc",
    "văn hóa & thể thao": "văn hóa và thể thao",
    "- Một là": "một là",
    "• Hai là": "hai là",
    "người ta nói: “hòa là quý”": "người ta nói: “hòa là quý”",
    "Bố Trạch, Lệ Thủy": "bố Trạch, Lệ Thủy",
    "đường QL1A": "đường quốc lộ một A",
}

# What was found hard in news and notices.
HARD = {
    "TP. Đồng Hới, Tp Đồng Hới, T.P Đồng Hới": (
        "thành phố Đồng Hới, thành phố Đồng Hới, thành phố Đồng Hới"
    ),
    "tại P. Đồng Phú": "tại phường Đồng Phú",
    "các xã, H. Quảng Ninh": "các xã, huyện Quảng Ninh",
    "bà Trần H. Hạnh": "bà Trần H. Hạnh",
    "số nhà 12/5 đường Lý Thường Kiệt": "số nhà mười hai trên năm đường Lý Thường Kiệt",
    "kiệt 3/4 Trần Hưng Đạo": "kiệt ba trên bốn Trần Hưng Đạo",
    "ngày 12/5": "ngày mười hai tháng năm",
    "gọi 18001260": "gọi một tám không không, một hai sáu không",
    "đường dây nóng: 1900 6192": "đường dây nóng: một chín không không, sáu một chín hai",
    "18.001.260 đồng": "mười tám triệu không trăm linh một nghìn hai trăm sáu mươi đồng",
    "1800 hộ": "một nghìn tám trăm hộ",
    "từ 7h30 đến 11h00": "từ bảy giờ ba mươi phút đến mười một giờ",
    "phạt 1.250.000 đồng": "phạt một triệu hai trăm năm mươi nghìn đồng",
    "200.000 đồng/người/ngày": "hai trăm nghìn đồng mỗi người mỗi ngày",
    "150 tr.đ": "một trăm năm mươi triệu đồng",
    "40 người/lớp": "bốn mươi người mỗi lớp",
    "35 m3/giây": "ba mươi lăm mét khối mỗi giây",
    "lãi suất 0,8%/tháng": "lãi suất không phẩy tám phần trăm mỗi tháng",
    "155,71 km²": "một trăm năm mươi lăm phẩy bảy mươi mốt ki-lô-mét vuông",
    "tấm pa-nô 3x4m": "tấm pa-nô ba nhân bốn mét",
    "12m x 5m": "mười hai mét nhân năm mét",
    "khoản 2 Điều 12a": "khoản hai Điều mười hai a",
    "điểm đ khoản 1, các Điều 5-7": "điểm đ khoản một, các Điều năm đến bảy",
    "Quyết định số 07/2014/QĐ-TTg": (
        "quyết định số không bảy năm hai nghìn không trăm mười bốn của Thủ tướng Chính phủ"
    ),
    "Nghị quyết liên tịch số 01/2014/NQLT/CP-UBTWMTTQVN": (
        "nghị quyết liên tịch số không một năm hai nghìn không trăm mười bốn của Chính phủ, "
        "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"
    ),
    "Hướng dẫn 02-HD/BTGTU": "hướng dẫn số không hai của Ban Tuyên giáo Tỉnh ủy",
    "UBND thành phố ban hành Kế hoạch số 104/KH-UBND": (
        "ủy ban nhân dân thành phố ban hành Kế hoạch số một trăm linh bốn"
    ),
    "theo Kế hoạch số 104/KH-UBND": ("theo Kế hoạch số một trăm linh bốn của Ủy ban nhân dân"),
    "Đại hội XIII, chương IV, quý II/2022": (
        "đại hội mười ba, chương bốn, quý hai năm hai nghìn không trăm hai mươi hai"
    ),
    "chiều T7, CN nghỉ": "chiều thứ bảy, Chủ nhật nghỉ",
    "tổ T2": "tổ T hai",
    "bà NGUYỄN THỊ MAI HƯƠNG": "bà Nguyễn Thị Mai Hương",
    "ông LÊ VĂN AN, CHỦ TỊCH UBND PHƯỜNG": "ông Lê Văn An, Chủ Tịch Ủy ban nhân dân PHƯỜNG",
    "HĐND, UBND, BCH QS": "hội đồng nhân dân, Ủy ban nhân dân, Ban Chỉ huy quân sự",
    "tỷ suất 12‰": "tỷ suất mười hai phần nghìn",
    "từ 15/3 đến 20/3/2022": (
        "từ ngày mười lăm tháng ba đến ngày hai mươi tháng ba năm hai nghìn không trăm hai mươi hai"
    ),
    "giấy tờ, biên bản, vv": "giấy tờ, biên bản, vân vân",
    "ngày 20-10": "ngày hai mươi tháng mười",
    "ngày 30/4 - 1/5": "ngày ba mươi tháng tư đến ngày một tháng năm",
    "sinh ngày 18/03/85": "sinh ngày mười tám tháng ba năm một nghìn chín trăm tám mươi lăm",
    "ngày 18/03/22": "ngày mười tám tháng ba năm hai nghìn không trăm hai mươi hai",
    "trực 24/24h": "trực hai mươi tư trên hai mươi tư giờ",
    "năm học 2025/2026": (
        "năm học hai nghìn không trăm hai mươi lăm, hai nghìn không trăm hai mươi sáu"
    ),
    "ISO 9001:2015": "iSO chín nghìn không trăm linh một năm hai nghìn không trăm mười lăm",
    "STK 1234567890": "số tài khoản một hai ba, bốn năm sáu, bảy tám chín, không",
    "CCCD số 044085001234": (
        "căn cước công dân số không bốn bốn, không tám năm, không không một, hai ba bốn"
    ),
    "100 triệu đồng - 150 triệu đồng": ("từ một trăm triệu đồng đến một trăm năm mươi triệu đồng"),
    "Kế hoạch tập huấn hòa giải viên, số 104/KH-UBND của UBND thành phố": (
        "kế hoạch tập huấn hòa giải viên, số một trăm linh bốn của Ủy ban nhân dân thành phố"
    ),
    "$100; 50 €": "một trăm đô la Mỹ; năm mươi ơ-rô",
    "V/v hòa giải ở cơ sở": "về việc hòa giải ở cơ sở",
    "KT. CHỦ TỊCH": "ký thay Chủ Tịch",
    "TM. UBND": "thay mặt Ủy ban nhân dân",
    "ông A, Q. Giám đốc": "ông A, quyền Giám đốc",
    "Q. Hải Châu": "quận Hải Châu",
    "TT. Kiến Giang": "thị trấn Kiến Giang",
    "đi theo TL 560": "đi theo tỉnh lộ năm trăm sáu mươi",
    "GS. TSKH. Lê Văn A": "giáo sư tiến sĩ khoa học Lê Văn A",
    "Đoàn TNCS HCM, Hội ND": "đoàn Thanh niên Cộng sản Hồ Chí Minh, Hội Nông dân",
    "MTTQ VN phường": "mặt trận Tổ quốc Việt Nam phường",
    "TP.HCM": "thành phố Hồ Chí Minh",
    "Sở VH,TT&DL": "sở Văn hóa, Thể thao và Du lịch",
    "Công văn 1234/STP-PBGDPL": (
        "công văn số một nghìn hai trăm ba mươi tư, Sở Tư pháp, phổ biến, giáo dục pháp luật"
    ),
}

ALL = {**NUMBERS, **DATES, **MEASURES, **DOCUMENTS, **WORDS, **HARD}
