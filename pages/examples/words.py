"""Words of real length for the examples: (section, section address, kicker, title, lead)."""

SECTIONS = [
    ("Thời sự", "/thoi-su/", [("Trong nước", "/thoi-su/trong-nuoc/"), ("Quốc tế", "/thoi-su/quoc-te/")]),
    (
        "Hữu nghị",
        "/huu-nghi/",
        [("Bốn phương kết bạn", "/huu-nghi/bon-phuong-ket-ban/"), ("Hội hữu nghị", "/huu-nghi/hoi-huu-nghi/")],
    ),
    ("Đối ngoại nhân dân", "/doi-ngoai-nhan-dan/", [("Phi chính phủ", "/doi-ngoai-nhan-dan/phi-chinh-phu/")]),
    ("Kiều bào", "/kieu-bao/", [("Người Việt bốn phương", "/kieu-bao/nguoi-viet-bon-phuong/")]),
    ("Biển đảo", "/bien-dao/", []),
    ("Kinh tế", "/kinh-te/", [("Kết nối", "/kinh-te/ket-noi/")]),
    ("Văn hóa", "/van-hoa/", [("Du lịch", "/van-hoa/du-lich/"), ("Ẩm thực", "/van-hoa/am-thuc/")]),
    ("Thông tin cần biết", "/thong-tin-can-biet/", []),
]

STORIES = [
    (
        1,
        "",
        "Chuyến tàu hữu nghị nối hai bờ sông Mê Công sau mười năm chờ đợi",
        "Sáng 18/11, đoàn tàu đầu tiên chở 240 cựu giáo viên tình nguyện rời ga Đồng Đăng trong tiếng trống hội, "
        "mở đầu hành trình thăm lại những ngôi trường họ từng dạy ở Lào và Campuchia.",
    ),
    (
        2,
        "",
        "Hội nghị tổng kết công tác phi chính phủ nước ngoài: 640 dự án cho vùng khó",
        "Gần 300 đại biểu của 87 tổ chức cùng nhìn lại một năm phối hợp với các địa phương sau sắp xếp.",
    ),
    (
        6,
        "Ký sự",
        "Người giữ tiếng khèn trên đỉnh Tà Xùa và những vị khách đến từ Fukushima",
        "Ở tuổi bảy mươi sáu, ông Giàng A Sở vẫn dạy khèn cho trẻ; mùa đông này lớp có thêm chín học trò Nhật Bản.",
    ),
    (
        4,
        "",
        "Đêm trực ở trạm hải đăng Đá Lát",
        "Bốn người lính, một ngọn đèn và những lá thư bạn đọc từ khắp nơi gửi về đảo.",
    ),
    (
        3,
        "",
        "Lớp tiếng Việt cuối tuần của những bà mẹ trẻ ở Praha",
        "Mỗi chủ nhật, ba mươi đứa trẻ lại ngồi quanh chiếc bàn gỗ dài để đọc truyện cổ tích bằng tiếng mẹ đẻ.",
    ),
    (
        1,
        "Gặp gỡ",
        "“Tôi học được sự kiên nhẫn từ Hà Nội” - nữ bác sĩ Cuba kể về ba năm ở Bệnh viện Đồng Hới",
        "Trở lại nơi từng công tác, bác sĩ Maria Elena mang theo một cuốn sổ chép tên từng bệnh nhân.",
    ),
    (
        5,
        "",
        "Doanh nghiệp hai nước tìm cơ hội trong chuỗi cung ứng cà phê đặc sản",
        "Hơn 40 biên bản ghi nhớ được ký tại diễn đàn, tập trung vào chế biến sâu và truy xuất nguồn gốc.",
    ),
    (
        0,
        "",
        "Những điểm mới trong quy định về đón tiếp đoàn khách quốc tế ở cấp xã",
        "Quy định mới rút ngắn thời gian xét duyệt từ mười lăm xuống còn năm ngày làm việc.",
    ),
    (
        1,
        "",
        "Đại hội Hội hữu nghị cấp tỉnh: bầu Ban Chấp hành 35 ủy viên, đặt mục tiêu kết nối từng trường học",
        "Nhiệm kỳ mới chọn giao lưu học đường làm trọng tâm, mỗi trường trung học kết nghĩa với một trường bạn.",
    ),
    (
        2,
        "",
        "Bức thư từ Santiago: năm mươi năm một tình bạn không biên giới",
        "Cụ Rodrigo, 84 tuổi, kể chuyện tuần hành phản chiến và căn phòng nhỏ treo đầy tranh cổ động Việt Nam.",
    ),
    (
        4,
        "",
        "Ngư dân Lý Sơn kể chuyện cứu tàu bạn trong bão",
        "Sóng cao bảy mét, vô tuyến chập chờn, nhưng không ai trên chiếc tàu gỗ nghĩ đến chuyện quay đầu.",
    ),
    (
        6,
        "",
        "Bếp nhà người Chăm mở cửa đón khách phương xa",
        "Món cà ri dê và chiếc khăn dệt tay trở thành lời chào của cả một làng.",
    ),
    (
        7,
        "",
        "Lịch tiếp công dân và điểm tư vấn thủ tục hồi hương cho kiều bào trong tháng 12",
        "Có năm điểm tư vấn trực tiếp và một đường dây nóng, mở từ 7 giờ 30 đến 16 giờ 30.",
    ),
    (
        3,
        "",
        "Chợ Tết ở Melbourne: bánh chưng gói bằng lá chuối vườn nhà",
        "Những gia đình Việt rủ nhau trồng chuối từ mùa xuân để kịp gói hai nghìn chiếc bánh.",
    ),
    (
        0,
        "",
        "Khai mạc tuần lễ hòa bình tại Quảng Trị",
        "Hơn một nghìn bạn trẻ thắp nến bên bờ sông Thạch Hãn trong đêm khai mạc.",
    ),
    (
        5,
        "",
        "Tọa đàm về logistics xanh giữa các cảng kết nghĩa",
        "Các cảng thành viên cam kết chia sẻ dữ liệu phát thải theo giờ từ quý I năm sau.",
    ),
]

LONG_TITLE = (
    "Ộ Ễ Ậ: Phó Chủ tịch Liên hiệp các tổ chức hữu nghị tỉnh cùng đại diện mười hai hội hữu nghị thành viên, Ban "
    "Thường vụ Tỉnh ủy và các tổ chức phi chính phủ nước ngoài ký chương trình phối hợp giai đoạn 2026-2031 về giao "
    "lưu nhân dân, y tế và giáo dục vùng biên"
)
TOPIC_NAMES = [
    "Bảy mươi lăm năm đối ngoại nhân dân: những trang viết từ cơ sở",
    "Trường Sa trong lòng bạn bè",
    "Nhật ký hòa bình",
]
BODY_NAMES = [
    ("Liên hiệp các tổ chức hữu nghị Việt Nam", "VUFO", "Cơ quan trung ương"),
    ("Hội hữu nghị Việt Nam - Lào", "", "Hội hữu nghị quốc gia"),
    ("Hội Việt - Mỹ", "VUS", "Hội hữu nghị quốc gia"),
    ("Liên hiệp các tổ chức hữu nghị tỉnh Phú Thọ", "", "Tiếp nối Vĩnh Phúc, Hòa Bình từ 01/07/2025"),
    ("Hội hữu nghị Việt Nam - Cuba", "", "Hội hữu nghị quốc gia"),
    ("Quỹ Hòa bình và Phát triển Việt Nam", "VPDF", "Tổ chức thành viên"),
]
TAGS = [
    "đối ngoại nhân dân", "Lào", "Campuchia", "Nhật Bản", "hòa bình", "giao lưu học đường", "Trường Sa", "kiều bào",
    "tiếng Việt", "phi chính phủ", "Cuba", "Hoa Kỳ", "chất độc da cam", "rà phá bom mìn", "kết nghĩa", "Fukushima",
    "cà phê", "logistics", "Quảng Trị", "Thạch Hãn", "Praha", "Melbourne", "bánh chưng", "ẩm thực Chăm", "khèn Mông",
    "Tà Xùa", "hải đăng", "Đá Lát", "Lý Sơn", "ngư dân", "bão số 9", "học bổng", "bác sĩ tình nguyện", "Đồng Hới",
    "Santiago", "Chile", "Hội Việt - Mỹ", "VUFO", "Đại hội", "nhiệm kỳ 2026-2031",
]  # fmt: skip

BODY_1 = """<p>Trời còn mờ sương khi đoàn tàu rời ga. Trên toa số ba, bà Nguyễn Thị Hòa mở chiếc túi vải cũ, lấy ra
tập giáo án đã ngả vàng. Bà dạy toán ở Xiêng Khoảng từ năm 1979, và chưa một lần quay lại.</p><p>“Ngày
ấy cả trường chỉ có một chiếc bảng. Học trò đi bộ nửa ngày đường, trưa ăn cơm nắm chấm muối. Vậy mà em
nào cũng thuộc bài”, bà kể. Theo <a href="/to-chuc/hoi-huu-nghi-viet-nam-lao/">Hội hữu nghị Việt Nam -
Lào</a>, hơn <strong>1.200 giáo viên</strong> đã sang dạy học ở nước bạn trong hai thập niên.</p><h2>Một
hành trình, nhiều cuộc gặp</h2><p>Ban tổ chức chọn tám điểm dừng, mỗi nơi một buổi gặp mặt với học trò
cũ. <em>Ngày về</em>, cuốn phim tài liệu quay dọc đường, sẽ được chiếu ở Hà Nội và Viêng Chăn vào tháng
3 năm sau.</p><ul><li>Ngày thứ nhất: Đồng Đăng - Hà Nội - Vinh.</li><li>Ngày thứ hai: cửa khẩu Cầu Treo,
gặp mặt tại Lắc Xao.</li><li>Ngày thứ ba: Xiêng Khoảng và Cánh đồng Chum.</li></ul>"""
BODY_2 = """<h3>Những con số biết nói</h3><p>Số trường học tham gia giao lưu tăng đều qua từng năm; riêng năm nay có
thêm các trường nội trú vùng biên.</p>"""
TABLE = """<table><tbody><tr><th scope="col">Địa phương</th><th scope="col">Đối tác kết nghĩa</th><th scope="col">Số
trường</th><th scope="col">Từ năm</th></tr><tr><td>Nghệ An</td><td>Xiêng Khoảng (Lào)</td><td>24</td><td>1979</td></tr>
<tr><td>Quảng Trị</td><td>Savannakhet (Lào)</td><td>31</td><td>1996</td></tr><tr><td>Phú Thọ</td><td>Luông
Nậm Thà (Lào), Chungcheongbuk (Hàn Quốc)</td><td>18</td><td>2004</td></tr></tbody></table>"""
BODY_3 = """<p>Chiều muộn, tàu dừng ở một ga nhỏ. Một người đàn ông tóc đã bạc chạy dọc sân ga, miệng gọi “Cô Hòa!
Cô Hòa!”. Bà đứng dậy, tay vịn thành ghế, nước mắt chảy dài.</p><blockquote><p>Chúng tôi không gọi đó là
giúp đỡ. Chúng tôi gọi đó là ở cùng nhau.</p></blockquote><p>Chuyến tàu sẽ chạy lại vào mùa xuân. Danh
sách đăng ký đã kín chỗ.</p>"""
