"""Turns of phrase of which the articles for load work are put together.

In braces: `where` a commune or ward, `who` a person, `team` a village's mediation team,
`matter` what it is about, `many` and `days` numbers.
"""

FAMILY_NAMES = (
    *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"),
    *("Dương", "Trương", "Mai", "Cao"),
)
MIDDLE_NAMES = ("Thị", "Văn", "Đức", "Minh", "Thanh", "Hữu", "Ngọc", "Xuân", "Quang", "Thu")
GIVEN_NAMES = (
    *("An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Hải", "Hạnh", "Hiền", "Hòa", "Huệ", "Hùng"),
    *("Khánh", "Lan", "Liên", "Lộc", "Long", "Minh", "Nga", "Nghĩa", "Nhàn", "Oanh", "Phúc", "Quý"),
    *("Sơn", "Tâm", "Thắng", "Thảo", "Thủy", "Tuấn", "Vân", "Vinh", "Yến"),
)
TEAMS = (
    *("thôn Trung Bính", "thôn Sa Động", "thôn Mỹ Cảnh", "thôn Bắc Phú", "thôn Nam Phú"),
    *("thôn Hà Dương", "thôn Cửa Phú", "thôn Giao Tế", "thôn Đức Thủy", "thôn Bình Phúc"),
    *("tổ dân phố 1", "tổ dân phố 2", "tổ dân phố 3", "tổ dân phố 4", "tổ dân phố 5"),
    *("tổ dân phố 6", "tổ dân phố 7", "tổ dân phố 8", "tổ dân phố 9", "tổ dân phố 10"),
)
# By the slug of a topic.
MATTERS = {
    "dat-dai": (
        *("ranh giới hai thửa đất", "lối đi chung trong hẻm", "bờ tường lấn sang nhà bên"),
        *("rãnh thoát nước bị lấp", "cây đổ sang mái nhà hàng xóm", "đất hương hỏa chưa chia"),
    ),
    "gia-dinh": (
        *("việc chăm sóc cha mẹ già", "chuyện vợ chồng giận nhau", "lịch đón con sau ly hôn"),
        *("chia đồ đạc khi ra ở riêng", "tiền giỗ chung của họ"),
    ),
    "doi-song": (
        *("tiếng karaoke buổi tối", "rác để trước cổng", "chó thả rông", "khoản nợ không giấy tờ"),
        *("chỗ đậu xe trong ngõ", "camera hướng sang nhà bên", "mùi chuồng nuôi", "tiền hụi"),
    ),
    "tap-huan": (
        *("kỹ năng lắng nghe", "cách lập văn bản hòa giải thành", "kiến thức về đất đai"),
        *("kiến thức về thừa kế", "cách từ chối vụ việc có liên quan đến mình"),
    ),
    "to-hoa-giai": (
        *("bầu bổ sung hòa giải viên", "phân công hòa giải viên", "sinh hoạt tổ hằng tháng"),
        *("ghi sổ theo dõi vụ việc", "mời người trẻ vào tổ"),
    ),
    "chinh-sach": (
        *(
            "hồ sơ thù lao theo vụ việc",
            "phạm vi hòa giải ở cơ sở",
            "việc công nhận hòa giải thành",
        ),
        *("quy ước của khu dân cư", "quyền lợi của hòa giải viên"),
    ),
    "cong-nghe": (
        *("tài liệu đọc trên điện thoại", "chuyên mục trên loa truyền thanh", "nhóm hỏi đáp chung"),
        *("mã quét để mở biểu mẫu", "ghi sổ bằng máy tính"),
    ),
    "guong-sang": (
        *("hai mươi năm đi hòa giải", "người tổ trưởng tóc bạc", "đôi vợ chồng cùng làm hòa giải"),
        *("cô giáo về hưu nhận thêm việc xóm", "anh xe ôm và những lời khuyên"),
    ),
    "khen-thuong": (
        *("kết quả kiểm tra cuối năm", "biểu dương tổ hòa giải", "đề nghị khen thưởng"),
        *("sơ kết sáu tháng", "hội thi hòa giải viên giỏi"),
    ),
}
TITLES = (
    "{where}: {matter}, nhìn từ một buổi tối ở {team}",
    "Chuyện ở {where}: {matter}",
    "{who} kể về {matter}",
    "Sau {days} ngày, {team} của {where} thu xếp xong {matter}",
    "{where} bàn về {matter}",
    "{many} người dự buổi nói chuyện về {matter} ở {where}",
    "Tổ hòa giải {team} và {matter}",
    "Hỏi đáp với {who}: {matter}",
    "Từ {matter} đến cái bắt tay ở {where}",
    "Ghi ở {where}: {matter} và điều rút ra",
)
LEADS = (
    "Tổ hòa giải {team} mất {days} ngày để đi đến thỏa thuận. "
    "Điều quyết định không phải là tờ giấy.",
    "Nhà văn hóa kín chỗ, {many} người ngồi nghe. Câu hỏi nhiều nhất xoay quanh {matter}.",
    "{who} nhớ lại từng bước, từ lúc nhận lời nhờ đến khi hai bên cùng ngồi uống trà.",
    "Ở {where}, {matter} từng là chuyện khó nói. Nay bà con tìm đến tổ hòa giải sớm hơn.",
    "Bài viết kể lại cách làm của {team}, những chỗ vấp và điều sẽ làm khác đi lần sau.",
    "Công chức tư pháp của {where} giải đáp, kèm biểu mẫu và nơi liên hệ khi cần.",
)
HEADINGS = (
    *("Bắt đầu từ đâu", "Hai bên nói gì", "Chỗ vướng", "Cách tháo gỡ", "Điều luật cần biết"),
    *("Kết quả", "Kinh nghiệm rút ra", "Việc tiếp theo", "Nếu không thỏa thuận được"),
)
SENTENCES = (
    "Vụ việc được báo đến tổ hòa giải {team} qua một cuộc điện thoại lúc tối muộn.",
    "{who} được phân công vì hai bên đều quen và tin.",
    "Ba ngày đầu chỉ dành để gặp riêng từng nhà.",
    "Không ai bị hỏi ai đúng ai sai; câu hỏi là mỗi người mong điều gì.",
    "Có lúc buổi hòa giải phải tạm dừng, hẹn lại sau {days} ngày.",
    "Tổ mời thêm người cao tuổi trong xóm khi cả hai bên đồng ý.",
    "Theo sổ theo dõi, đây là vụ thứ {many} của tổ trong năm.",
    "Chuyện {matter} ở {where} không phải là hiếm, nhất là vào mùa mưa.",
    "Hòa giải viên đọc chậm điều luật, rồi giải thích bằng ví dụ trong xóm.",
    "Hai bên chọn nhà văn hóa làm nơi gặp, vì ở đó không ai là chủ nhà.",
    "Thỏa thuận ghi rõ ai làm gì, đến ngày nào và nếu không làm thì sao.",
    "Một bản được giao cho mỗi bên, một bản lưu ở tổ.",
    "Một tháng sau, {who} ghé lại hỏi thăm.",
    "Bà con nói điều quý nhất là được nghe hết câu.",
    "Công chức tư pháp của {where} hỗ trợ tra cứu văn bản.",
    "Lớp bồi dưỡng gần nhất đã giúp tổ tránh được hai sai sót thường gặp.",
    "Trẻ con trong nhà không phải ngồi nghe người lớn cãi nhau.",
    "Khi thấy có nguy cơ bạo lực, tổ báo ngay cho phường và công an.",
    "Chi phí {many} trăm nghìn đồng được hai nhà chia đôi.",
    "Việc nào ngoài phạm vi hòa giải thì hướng dẫn đến đúng cơ quan.",
    "Loa truyền thanh kể lại câu chuyện, tên người đã được đổi.",
    "Tài liệu được gửi qua điện thoại để ai cũng đọc được.",
    "Người trẻ trong tổ lo ghi chép, người lớn tuổi lo mở lời.",
    "Đến nay, {matter} đã thôi là chuyện phải tránh nhắc trong ngõ.",
)
QUOTES = (
    "Giận thì giận, nhưng còn nhìn mặt nhau cả đời.",
    "Tôi chỉ ngồi giữa, còn bắt tay là việc của họ.",
    "Nói sớm một ngày đỡ khổ một năm.",
    "Luật thì phải đúng, lời thì phải mềm.",
    "Chuyện nhỏ mà để lâu thì không còn nhỏ.",
    "Nghe được nhau rồi thì tự họ tìm ra cách.",
)
STEPS = (
    ("Nghe từng bên", "Gặp riêng, ghi lại điều mỗi người mong."),
    ("Xem giấy tờ", "Đối chiếu bản đồ, hợp đồng, tin nhắn nếu có."),
    ("Hỏi thêm người biết chuyện", "Chỉ khi cả hai bên đồng ý."),
    ("Gặp chung", "Chọn nơi và giờ thuận tiện cho cả hai."),
    ("Ghi thỏa thuận", "Ai làm gì, đến ngày nào."),
    ("Theo dõi", "Ghé lại sau một tháng."),
)
