"""What the demo's sentences are filled with."""

COUNTRIES = (
    ("Lào", "Viêng Chăn"),
    ("Campuchia", "Phnôm Pênh"),
    ("Cuba", "La Habana"),
    ("Nhật Bản", "Kyoto"),
    ("Hàn Quốc", "Busan"),
    ("Liên bang Nga", "Xanh Pê-téc-bua"),
    ("Ấn Độ", "Kolkata"),
    ("Pháp", "Lyon"),
    ("Đức", "Leipzig"),
    ("Bulgaria", "Plovdiv"),
    ("Mông Cổ", "Ulan Bator"),
    ("Ba Lan", "Kraków"),
    ("Thái Lan", "Udon Thani"),
    ("Indonesia", "Yogyakarta"),
    ("Vương quốc Anh", "Bristol"),
    ("Italia", "Torino"),
    ("Algeria", "Oran"),
    ("Mozambique", "Beira"),
)
PROVINCES = (
    "Lào Cai", "Phú Thọ", "Nghệ An", "Quảng Trị", "Đắk Lắk", "Cần Thơ", "Cà Mau", "Quảng Ninh", "Lạng Sơn",
    "Thanh Hóa", "Đà Nẵng", "Huế", "Gia Lai", "An Giang", "Tây Ninh", "Điện Biên", "Sơn La", "Hà Tĩnh",
)  # fmt: skip
PLACES = (
    "bản Nà Sàng",
    "làng Hạ Trì",
    "xã Tân Hợp",
    "phường Bến Đá",
    "thôn Suối Lương",
    "ấp Kinh Giữa",
    "bản Huổi Pha",
)
ISLANDS = ("Song Tử Tây", "Sinh Tồn", "Trường Sa Lớn", "Bạch Long Vĩ", "Cồn Cỏ", "Lý Sơn", "Phú Quý", "Thổ Chu")
GROUPS = (
    "nhóm bác sĩ mắt tình nguyện", "tổ chức Bàn Tay Nối Dài", "quỹ Mái Trường Xanh", "tổ chức Nước Lành",
    "hội cựu giáo viên tình nguyện", "mạng lưới Nhà An Toàn", "quỹ Hạt Giống", "tổ chức Đường Không Bom",
)  # fmt: skip
CRAFTS = ("dệt thổ cẩm", "làm gốm", "múa rối nước", "hát then", "đan lát mây tre", "vẽ tranh gói vải", "nấu bánh chưng")
VOICES = (
    "bà Souphaphone, giáo viên về hưu", "ông Kenji Moriyama, kỹ sư cầu đường", "chị Lò Thị Inh, trưởng bản",
    "ông Andrei Sokolov, người từng dạy học ở Việt Trì", "cô Maria Ferrer, sinh viên năm thứ ba",
    "anh Nguyễn Hữu Lộc, chủ nhiệm câu lạc bộ", "bà Trịnh Thị Ngát, Phó Chủ tịch hội", "ông Abdel Karim, nhà báo",
    "chị Phan Thùy Dương, điều phối viên dự án", "thiếu tá Đặng Quốc Bình, đồn trưởng",
)  # fmt: skip
