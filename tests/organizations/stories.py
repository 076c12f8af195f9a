# ruff: noqa: E501
"""Invented stories with the addresses of the bodies that each of them names."""

from dataclasses import dataclass

VUFO = "lien-hiep-cac-to-chuc-huu-nghi-viet-nam"


def union(place: str) -> str:
    return f"lien-hiep-cac-to-chuc-huu-nghi-{place}"


@dataclass(frozen=True)
class Story:
    title: str
    text: str
    bodies: tuple[str, ...]


STORIES = [
    Story(
        "spring meeting",
        "Chiều 12/2, tại Lào Cai, Liên hiệp Hữu nghị tỉnh Lào Cai tổ chức gặp mặt đầu xuân. Dự buổi gặp có đại diện "
        "Liên hiệp các tổ chức hữu nghị Việt Nam (VUFO), Hội hữu nghị Việt Nam - Trung Quốc và LHHN tỉnh Yên Bái.",
        (union("tinh-lao-cai"), VUFO, "hoi-huu-nghi-viet-nam-trung-quoc", union("tinh-yen-bai")),
    ),
    Story(
        "without accents",
        "Lien hiep huu nghi Vinh Phuc va Hoi Viet - My ky ket chuong trinh phoi hop nam 2024.",
        (union("tinh-vinh-phuc"), "hoi-viet-my"),
    ),
    Story(
        "dashes of every length",
        "Hội Việt–Mỹ, Hội hữu nghị Việt – Anh và Hội hữu nghị Việt Nam—Liên bang Nga cùng tổ chức tọa đàm.",
        ("hoi-viet-my", "hoi-huu-nghi-viet-anh", "hoi-huu-nghi-viet-nam-lien-bang-nga"),
    ),
    Story(
        "the capital's associations",
        "Hội hữu nghị Việt Nam - Cuba TP. Hà Nội trao quà cho lưu học sinh; Hội hữu nghị Việt Nam – Bulgaria thành phố "
        "Hà Nội giao lưu văn nghệ.",
        ("hoi-huu-nghi-viet-nam-cuba-thanh-pho-ha-noi", "hoi-huu-nghi-viet-nam-bulgaria-thanh-pho-ha-noi"),
    ),
    Story(
        "a local association that is not entered",
        "Hội hữu nghị Việt Nam - Lào tỉnh Nghệ An và Chi hội hữu nghị Việt Nam - Nhật Bản Trường Đại học Vinh ra mắt. "
        "Hội hữu nghị Việt Nam - Đức thành phố Hải Phòng gửi lẵng hoa.",
        (),
    ),
    Story(
        "foreign friends",
        "Hội hữu nghị Lào - Việt Nam và Hội hữu nghị Nga - Việt đón đoàn. Hiệp hội Nhật - Việt cũng gửi thư chúc mừng.",
        (),
    ),
    Story(
        "somebody else's standing committee",
        "Ban Thường vụ Tỉnh ủy họp phiên thường kỳ. Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc cho ý kiến. "
        "Ban Kiểm tra của trường báo cáo.",
        (),
    ),
    Story(
        "VUFO's own standing committee",
        "Hội nghị Ban Thường vụ VUFO thống nhất chương trình; Đoàn Chủ tịch Liên hiệp các tổ chức hữu nghị Việt Nam "
        "khóa mới ra mắt.",
        ("vufo-ban-thuong-vu", VUFO, "vufo-doan-chu-tich"),
    ),
    Story(
        "both standing committees",
        "VUFO làm việc với Thành ủy. Ban Thường vụ Thành ủy đánh giá cao kết quả phối hợp.",
        (VUFO,),
    ),
    Story(
        "aid",
        "Theo Ban Điều phối viện trợ nhân dân (PACCOM), giá trị viện trợ tăng. COMINGO và Trung tâm dữ liệu các tổ chức "
        "phi chính phủ phối hợp khảo sát tại Quảng Bình.",
        ("paccom", "comingo", "vufo-ngo-rc"),
    ),
    Story(
        "a cluster among its own",
        "Các đơn vị thuộc Cụm số 2 gồm LHHN Cao Bằng, LHHN Sơn La và Liên hiệp các tổ chức hữu nghị Thái Nguyên ký giao "
        "ước thi đua.",
        ("cum-so-2", union("tinh-cao-bang"), union("tinh-son-la"), union("tinh-thai-nguyen")),
    ),
    Story(
        "a cluster of factories",
        "Cụm số 2 của khu công nghiệp đã lấp đầy 80% diện tích, theo Ban Quản lý.",
        (),
    ),
    Story(
        "the southern city",
        "HUFO và Hội hữu nghị Việt - Pháp trao học bổng tại TPHCM. Liên hiệp các tổ chức hữu nghị TP.HCM cho biết "
        "chương trình kéo dài ba năm.",
        (union("thanh-pho-ho-chi-minh"), "hoi-huu-nghi-va-hop-tac-viet-nam-phap"),
    ),
    Story(
        "a union that is not there",
        "Tỉnh đang chuẩn bị thành lập Liên hiệp hữu nghị tỉnh Điện Biên, theo mô hình của LHHN Lai Châu.",
        (union("tinh-lai-chau"),),
    ),
    Story(
        "a list with commas",
        "Dự lễ có Hội hữu nghị Việt Nam - Séc, Hội hữu nghị Việt Nam - Ba Lan, Hội hữu nghị Việt Nam - Hungary, tỉnh "
        "Thanh Hóa và các doanh nghiệp.",
        ("hoi-huu-nghi-viet-nam-sec", "hoi-huu-nghi-viet-nam-ba-lan", "hoi-huu-nghi-viet-nam-hungary"),
    ),
    Story(
        "peace",
        "Ủy ban Hoà bình Việt Nam cùng Hội đồng Hòa bình Thế giới ra thông cáo. Quỹ Hòa bình và Phát triển Việt Nam tài "
        "trợ một phần kinh phí.",
        ("uy-ban-hoa-binh-viet-nam", "hoi-dong-hoa-binh-the-gioi", "quy-hoa-binh-va-phat-trien-viet-nam"),
    ),
    Story(
        "the general word",
        "Liên hiệp hợp tác xã tỉnh và Liên hiệp Phụ nữ phường tổ chức hội chợ. Liên hiệp cho biết hàng bán chạy.",
        (),
    ),
    Story(
        "a person, not a society",
        "Anh Việt Anh, hội viên Hội Nông dân, nhận giải Nhì; chị Mỹ Lào nhận giải Ba.",
        (),
    ),
    Story(
        "names in capitals",
        "HỘI HỮU NGHỊ VIỆT NAM - HÀN QUỐC VÀ LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ THÀNH PHỐ ĐÀ NẴNG KHAI MẠC NGÀY HỘI VĂN HÓA",
        ("hoi-huu-nghi-viet-nam-han-quoc", union("thanh-pho-da-nang")),
    ),
    Story(
        "Huế before it was a city",
        "Liên hiệp các tổ chức hữu nghị tỉnh Thừa Thiên Huế tiếp đoàn Hội hữu nghị Việt - Nhật.",
        (union("thanh-pho-hue"), "hoi-huu-nghi-viet-nam-nhat-ban"),
    ),
    Story(
        "other countries' short names",
        "Hội hữu nghị Việt - Úc, Hội hữu nghị Việt Nam - Ấn và Hội hữu nghị Việt Nam - Thụy Sỹ dự lễ Quốc khánh.",
        ("hoi-huu-nghi-viet-nam-australia", "hoi-huu-nghi-viet-nam-an-do", "hoi-huu-nghi-viet-nam-thuy-si"),
    ),
    Story(
        "the highlands and the coast",
        "Đoàn của LHHN các tỉnh gồm LHHN Đắk Lắk, LHHN Gia Lai; phía bạn có Hội hữu nghị Lào - Việt. Tạp chí Thời Đại "
        "đưa tin.",
        (union("tinh-dak-lak"), union("tinh-gia-lai"), "thoi-dai"),
    ),
    Story(
        "a signature at the end",
        "Kết luận hội nghị, đại diện DAFO đề nghị Hội hữu nghị Việt Nam-Thái Lan sớm có kế hoạch.\n\nNguồn: VUFO",
        (union("thanh-pho-da-nang"), "hoi-huu-nghi-viet-nam-thai-lan", VUFO),
    ),
    Story(
        "a branch and its union",
        "Theo LHHN Lào Cai, Chi hội Hữu nghị Hội Liên hiệp Phụ nữ đã trao 200 suất quà ở vùng biên.",
        (union("tinh-lao-cai"), "chi-hoi-phu-nu-lao-cai"),
    ),
    Story(
        "a branch of somewhere else",
        "Chi hội Hữu nghị Hội Liên hiệp Phụ nữ xã tổ chức gặp mặt; LHHN Sơn La gửi hoa.",
        (union("tinh-son-la"),),
    ),
]
