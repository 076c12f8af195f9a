"""The demo's people: all invented. Their accounts work only where DEMO is set (`accounts.backends`)."""

from typing import NamedTuple

from accounts.backends import DEMO_DOMAIN

PASSWORD = "huu-nghi-2026"  # noqa: S105  # nosec B105  # printed by `make run`; refused outside the demo


class Colleague(NamedTuple):
    username: str
    name: str
    role: str  # a key of newsroom.roles.ROLES
    pen_name: str = ""
    heads: str = ""  # path of the section a section head answers for

    @property
    def email(self) -> str:
        return f"{self.username}@{DEMO_DOMAIN}"


COLLEAGUES = (
    Colleague("congtacvien", "Vàng Thị Mỷ", "contributor", "Vàng Mỷ"),
    Colleague("phongvien", "Trần Thu Hà", "reporter", "Thu Hà"),
    Colleague("phongvien2", "Lý Khánh Ly", "reporter", "Khánh Ly"),
    Colleague("bientap", "Lê Minh Quân", "editor", "Minh Quân"),
    Colleague("truongban", "Ngô Bảo Châu Anh", "section_head", "Châu Anh", heads="huu-nghi"),
    Colleague("thukytoasoan", "Phạm Hồng Vân", "managing_editor", "Hồng Vân"),
    Colleague("tongbientap", "Đỗ Hải Yến", "editor_in_chief", "Hải Yến"),
    Colleague("bienanh", "Hoàng Đức Thịnh", "photo_editor", "Đức Thịnh"),
    Colleague("quantri", "Bùi Gia Huy", "administrator"),
)

GUESTS = (
    ("Vũ Văn Cảnh", "Ủy viên Ban Thường vụ Tỉnh ủy\nChủ tịch Liên hiệp các tổ chức hữu nghị tỉnh"),
    ("Nguyễn Phương Thảo", "Tiến sĩ, Viện Nghiên cứu Quan hệ Nhân dân"),
    ("Đinh Công Sơn", "Cựu chuyên gia giáo dục tại Lào"),
    ("Hoài Thương", ""),
)
