"""The demo's sections, topics and tags."""

# (name, colour, description, subsections)
SECTIONS = (
    (
        "Hữu nghị",
        0,
        "Hoạt động đối ngoại nhân dân của Liên hiệp, các hội hữu nghị và địa phương.",
        ("Bốn phương kết bạn", "Đối ngoại nhân dân", "Gương sáng hữu nghị"),
    ),
    ("Chính trị - Xã hội", 1, "Thời sự trong nước và đời sống xã hội.", ("Thời sự", "Đời sống")),
    ("Thế giới", 2, "Chuyện thế giới nhìn từ Việt Nam.", ("Láng giềng - ASEAN", "Năm châu")),
    ("Biển đảo", 3, "Biển, đảo và những người giữ biển.", ()),
    ("Người Việt bốn phương", 4, "Cuộc sống và tấm lòng của kiều bào.", ()),
    ("Tiếp sức - Hòa nhập", 5, "Các tổ chức phi chính phủ nước ngoài và dự án nhân đạo.", ()),
    ("Văn hóa - Du lịch", 6, "Văn hóa Việt Nam và bạn bè, những miền đất nên đến.", ("Văn hóa", "Du lịch")),
    ("Thông tin cần biết", 7, "Thời tiết, giao thông, thủ tục và lịch nghỉ.", ()),
)

BESIDE_STORIES = "bien-dao"
OUT_OF_MENU = "thong-tin-can-biet"  # the front page has a block of its own for useful information

TOPICS = (
    ("75 năm đối ngoại nhân dân", "Ba phần tư thế kỷ bắc những nhịp cầu từ trái tim đến trái tim."),
    ("Việt Nam - Lào thủy chung", "Những câu chuyện về tình anh em hai bên dãy Trường Sơn."),
    ("Đại hội các tổ chức hữu nghị", "Đại hội nhiệm kỳ mới ở Trung ương và địa phương."),
    ("Mùa xuân nơi biên giới", "Chợ phiên, bếp lửa và những cái bắt tay nơi đường biên."),
    ("Chung tay sau bão", "Bạn bè quốc tế cùng người dân dựng lại nhà cửa, trường học."),
    ("Sinh viên quốc tế kể chuyện Việt Nam", "Việt Nam trong mắt những người trẻ đến học."),
)

TAGS = (
    "đối ngoại nhân dân",
    "hội hữu nghị",
    "giao lưu văn hóa",
    "viện trợ nhân đạo",
    "lưu học sinh",
    "kiều bào",
    "biên giới",
    "di sản",
    "giáo dục",
    "y tế",
    "môi trường",
    "phụ nữ",
    "thanh niên",
    "nông nghiệp",
    "Trường Sa",
    "ẩm thực",
    "Tết",
    "hòa bình",
    "khắc phục bom mìn",
    "bão lũ",
)
