"""Model regulations of a mediation team, the plan of 2022, and what changes them."""

from .writing import (
    CITY,
    LEADERS,
    MEDIATION,
    MEDIATORS,
    OFFICE,
    OFFICERS,
    Document,
    Does,
)

REGULATION_2022 = Document(
    slug="quy-che-mau-to-hoa-giai-2022",
    title="Quy chế mẫu về hoạt động của tổ hòa giải (2022)",
    type="quy-che",
    number="01/2022/QC-TP",
    issuers=(OFFICE,),
    issued="2022-06-15",
    begins="2022-07-01",
    fields=(MEDIATION,),
    audiences=(MEDIATORS, LEADERS),
    topics=("to-hoa-giai",),
    summary=(
        "Bản đầu tiên của quy chế mẫu, dùng cho tổ hòa giải của mười lăm xã, phường. Đã có bản"
        " năm 2026 thay thế."
    ),
    does=(
        Does("based_on", to="luat-hoa-giai-o-co-so"),
        Does("based_on", to="ke-hoach-104"),
    ),
    text="""Căn cứ Luật Hòa giải ở cơ sở số 35/2013/QH13;
Căn cứ Kế hoạch số 104/KH-UBND;

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi
Quy chế này quy định nền nếp làm việc của tổ hòa giải ở thôn, tổ dân phố thuộc các xã, phường.

Điều 2. Nguyên tắc làm việc
1. Tôn trọng sự tự nguyện của các bên.
2. Giữ bí mật thông tin đời tư mà hòa giải viên biết được.
3. Khách quan, công bằng, có lý, có tình.

Chương II
CÔNG VIỆC CỦA TỔ

Điều 3. Họp tổ
1. Tổ họp ba tháng một lần.
2. Tổ trưởng ghi sổ họp và báo cáo bằng giấy cho công chức tư pháp - hộ tịch.

Điều 4. Nhận việc và phân công
1. Tổ trưởng phân công hòa giải viên trong 05 ngày kể từ ngày nhận được yêu cầu.
2. Các bên được chọn hòa giải viên; khi đó tổ trưởng phân công người được chọn.

Điều 5. Hiệu lực
Quy chế có hiệu lực từ ngày 01 tháng 7 năm 2022.
""",
)

REGULATION_2026 = Document(
    slug="quy-che-mau-to-hoa-giai-2026",
    title="Quy chế mẫu về hoạt động của tổ hòa giải",
    type="quy-che",
    number="01/2026/QC-TP",
    issuers=(OFFICE,),
    issued="2025-12-10",
    begins="2026-01-01",
    fields=(MEDIATION,),
    audiences=(MEDIATORS, LEADERS, OFFICERS),
    topics=("to-hoa-giai",),
    known_as=("Quy chế mẫu",),
    summary=(
        "Nền nếp làm việc của một tổ hòa giải, viết thành điều, khoản, điểm để thôn, tổ dân phố"
        " bàn, sửa cho hợp rồi áp dụng: nhận việc, phân công, gặp riêng, gặp chung, lập văn bản,"
        " theo dõi, ghi sổ."
    ),
    does=(
        Does("replaces", to="quy-che-mau-to-hoa-giai-2022"),
        Does("based_on", to="luat-hoa-giai-o-co-so"),
        Does("based_on", to="nghi-dinh-15-2014"),
    ),
    attachments=("mau-so-theo-doi.odt",),
    text="""Căn cứ Luật Hòa giải ở cơ sở số 35/2013/QH13;
Căn cứ Nghị định số 15/2014/NĐ-CP;

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi và đối tượng
1. Quy chế này quy định nền nếp làm việc của tổ hòa giải ở thôn, tổ dân phố.
2. Quy chế áp dụng cho:
a) Tổ trưởng và hòa giải viên của tổ;
b) Người được mời tham gia một buổi hòa giải;
c) Công chức tư pháp - hộ tịch khi hướng dẫn, theo dõi hoạt động của tổ.

Điều 2. Nguyên tắc làm việc
1. Tôn trọng sự tự nguyện của các bên; bên nào cũng có quyền dừng buổi hòa giải bất cứ lúc nào.
2. Giữ kín thông tin đời tư của các bên, trừ trường hợp nêu tại khoản 2 Điều 10 Quy chế này.
3. Khách quan, công bằng, có lý, có tình; không bênh người quen, không nể người mạnh.
4. Không nhận tiền, quà hay lợi ích khác của bên nào.

Điều 3. Giải thích từ ngữ
1. "Vụ việc" là một mâu thuẫn, tranh chấp hoặc vi phạm pháp luật nhỏ thuộc phạm vi Luật Hòa giải ở cơ sở.
2. "Gặp riêng" là buổi hòa giải viên nghe một bên khi không có mặt bên kia.
3. "Gặp chung" là buổi các bên cùng ngồi với hòa giải viên.

Chương II
TỔ HÒA GIẢI

Điều 4. Cơ cấu của tổ
1. Tổ có từ ba hòa giải viên trở lên, trong đó có hòa giải viên nữ.
2. Tổ trưởng do hòa giải viên trong tổ bầu; tổ phó do tổ trưởng đề nghị và tổ biểu quyết.
3. Danh sách hòa giải viên, kèm số điện thoại liên hệ công việc, được niêm yết tại nhà văn hóa.

Điều 5. Tổ trưởng
Tổ trưởng có các việc sau:
1. Nhận yêu cầu hòa giải và phân công hòa giải viên theo Điều 8 Quy chế này.
2. Điều hành buổi họp của tổ; giữ sổ theo dõi.
3. Đề nghị khen thưởng hòa giải viên; đề nghị thôi làm hòa giải viên khi có lý do.
4. Báo ngay cho công an, UBND phường khi một vụ việc có dấu hiệu dẫn đến bạo lực.

Điều 6. Họp tổ và bồi dưỡng
1. Tổ họp ba tháng một lần; khi có việc khó thì họp bất thường.
2. Mỗi hòa giải viên dự ít nhất một lớp bồi dưỡng mỗi năm; tổ trưởng dự thêm một lớp chuyên sâu.
3. Người chưa dự lớp nào trong năm được tổ trưởng đăng ký vào lớp gần nhất.

Chương III
HÒA GIẢI MỘT VỤ VIỆC

Điều 7. Nhận việc
1. Tổ hòa giải bắt đầu khi:
a) Một bên hoặc các bên yêu cầu;
b) Hòa giải viên chứng kiến hoặc biết vụ việc;
c) Tổ trưởng phân công theo đề nghị của cơ quan, tổ chức, cá nhân.
2. Yêu cầu nói miệng hay viết đều được; người nhận ghi vào sổ ngay trong ngày.
3. Việc không thuộc phạm vi hòa giải thì giải thích và chỉ nơi đến, không để người dân đi vòng.

Điều 8. Phân công
1. Các bên chọn hòa giải viên; nếu không chọn, tổ trưởng phân công.
2. Tổ trưởng phân công trong 02 ngày kể từ ngày nhận được yêu cầu.
3. Hòa giải viên từ chối khi bản thân hoặc người thân có quyền lợi trong vụ việc; tổ trưởng phân công người khác.
4. Vụ việc có bên là phụ nữ trong chuyện gia đình thì có ít nhất một hòa giải viên nữ.

Điều 9. Gặp riêng và gặp chung
1. Hòa giải viên gặp riêng từng bên trước khi gặp chung.
2. Buổi gặp chung diễn ra ở nơi các bên thấy thoải mái, trong 03 ngày kể từ ngày được phân công.
3. Trình tự buổi gặp chung:
a) Hòa giải viên nói rõ nguyên tắc nêu tại Điều 2;
b) Từng bên trình bày, không bị ngắt lời;
c) Hòa giải viên tóm lại điểm chung, điểm khác và quy định có liên quan;
d) Các bên nêu cách giải quyết; hòa giải viên ghi điều đã thống nhất.
4. Một vụ việc không quá ba buổi gặp chung, trừ khi các bên xin thêm.

Điều 10. Khi phải dừng
1. Dừng buổi hòa giải khi một bên không tự nguyện, say rượu hoặc đe dọa người khác.
2. Khi thấy nguy cơ bạo lực, hòa giải viên báo tổ trưởng, công an; việc báo này không phải là lộ bí mật.
3. Buổi dừng theo khoản 1 được ghi sổ, kèm lý do.

Điều 11. Kết quả
1. Hòa giải thành: các bên tự thực hiện; muốn chắc thì lập văn bản theo mẫu và cùng ký.
2. Hòa giải không thành: hòa giải viên hướng dẫn nơi giải quyết tiếp và ghi sổ.
3. Các bên có thể yêu cầu Tòa án công nhận kết quả hòa giải thành; hòa giải viên chỉ cách làm đơn.

Điều 12. Theo dõi
1. Sau một tháng, hòa giải viên ghé hỏi việc thực hiện thỏa thuận.
2. Có điều phát sinh thì báo tổ trưởng và mời các bên gặp lại.

Chương IV
SỔ SÁCH VÀ HIỆU LỰC

Điều 13. Sổ theo dõi
1. Sổ ghi: ngày nhận, các bên, việc gì, ai được phân công, kết quả.
2. Không ghi điều riêng tư ngoài những mục tại khoản 1 Điều này.
3. Sổ do tổ trưởng giữ; người đọc là tổ trưởng và công chức tư pháp - hộ tịch.

Điều 14. Hiệu lực
1. Quy chế có hiệu lực từ ngày 01 tháng 01 năm 2026.
2. Quy chế này thay thế Quy chế số 01/2022/QC-TP.
""",
)

AMENDMENT = Document(
    slug="sua-quy-che-mau-2027",
    title="Quy định sửa đổi Quy chế mẫu về hoạt động của tổ hòa giải",
    type="quy-che",
    number="02/2026/QC-TP",
    issuers=(OFFICE,),
    issued="2026-09-15",
    begins="2027-01-01",
    fields=(MEDIATION,),
    audiences=(LEADERS, OFFICERS),
    topics=("to-hoa-giai",),
    summary=(
        "Từ năm 2027: tổ họp hai tháng một lần, sổ theo dõi có thể giữ trên máy. Sửa Điều 6 và"
        " khoản 3 Điều 13 của quy chế mẫu."
    ),
    does=(
        Does("amends", to="quy-che-mau-to-hoa-giai-2026", provisions="Điều 6 và khoản 3 Điều 13"),
    ),
    text="""Điều 1. Họp tổ
Điều 6 Quy chế số 01/2026/QC-TP được sửa như sau: tổ họp hai tháng một lần; buổi họp có thể qua điện thoại khi mưa bão.

Điều 2. Sổ trên máy
Khoản 3 Điều 13 Quy chế số 01/2026/QC-TP được sửa như sau: sổ có thể giữ trên máy tính của phường, có mật khẩu, do tổ trưởng và công chức tư pháp - hộ tịch dùng.

Điều 3. Hiệu lực
Quy định này có hiệu lực từ ngày 01 tháng 01 năm 2027.
""",
)

PLAN = Document(
    slug="ke-hoach-104",
    title=(
        "Kế hoạch nâng cao năng lực đội ngũ hòa giải viên ở cơ sở trên địa bàn thành phố Đồng Hới"
        " giai đoạn 2021 - 2025"
    ),
    type="ke-hoach",
    number="104/KH-UBND",
    issuers=(CITY,),
    issued="2022-03-18",
    begins="2022-03-18",
    ends="2026-01-01",
    fields=(MEDIATION,),
    audiences=(LEADERS, OFFICERS),
    topics=("chinh-sach", "tap-huan"),
    known_as=("Kế hoạch 104",),
    file="ke-hoach-104.pdf",
    summary=(
        "Kế hoạch mà trang này sinh ra từ đó: mọi hòa giải viên được bồi dưỡng, ít nhất 80 % tổ"
        " trưởng được tập huấn chuyên sâu, tài liệu được đưa lên mạng cho tổ hòa giải của mười lăm"
        " xã, phường. Nội dung dưới đây là bản kể lại bằng lời của trang."
    ),
    does=(Does("based_on", to="luat-hoa-giai-o-co-so"),),
    text="""Điều 1. Kế hoạch nhằm việc gì
1. Củng cố, kiện toàn tổ hòa giải theo Luật Hòa giải ở cơ sở.
2. Để mâu thuẫn, tranh chấp nhỏ được giải quyết sớm ở thôn, tổ dân phố, bớt việc phải đưa ra Tòa án.
3. Giữ tình làng nghĩa xóm và nếp tốt của địa phương.

Điều 2. Chỉ tiêu đến năm 2025
1. 100 % hòa giải viên được tập huấn, bồi dưỡng kỹ năng và nghiệp vụ theo chương trình khung và bộ tài liệu của Bộ Tư pháp.
2. Ít nhất 80 % tổ trưởng tổ hòa giải được tập huấn chuyên sâu.

Điều 3. Những việc phải làm
1. Rà soát đội ngũ: ai làm tốt, ai chỉ có tên, tổ nào thiếu người thì bổ sung, thay thế.
2. In và gửi tài liệu cho tổ hòa giải và UBND xã, phường.
3. Mở lớp cho tập huấn viên, cho người tham mưu, cho tổ trưởng và hòa giải viên.
4. Đưa tài liệu lên trang thông tin của thành phố, của xã, phường, lên mạng xã hội và đài truyền thanh.
5. Nhận câu hỏi về việc khó và trả lời kịp thời cho hòa giải viên.
6. Tổ chức hội nghị, diễn đàn để hòa giải viên trao đổi kinh nghiệm và nêu vướng mắc.
7. Vận động hội luật gia, doanh nghiệp, cá nhân góp tài liệu, công sức, kinh phí.

Điều 4. Kiểm tra, tổng kết
1. Kiểm tra việc thực hiện hằng năm.
2. Tổng kết trên toàn thành phố; khen thưởng tổ hòa giải và hòa giải viên tiêu biểu.

Điều 5. Kinh phí
Từ ngân sách nhà nước theo phân cấp và từ các nguồn đóng góp hợp pháp khác.
""",
)

REGULATIONS = (PLAN, REGULATION_2022, REGULATION_2026, AMENDMENT)
