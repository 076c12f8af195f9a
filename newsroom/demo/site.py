"""The demo's site settings and standing pages."""

from datetime import date, datetime

from pages.models import FollowLink, SiteSettings, StandingPage

PAGES = {
    "gioi-thieu": (
        "Giới thiệu",
        "<p>Thời Đại là tạp chí điện tử về đối ngoại nhân dân: nơi kể chuyện những người làm bạn với thế giới.</p>"
        "<h2>Chúng tôi viết về ai</h2><p>Về các hội hữu nghị, liên hiệp ở địa phương, kiều bào, tình nguyện viên, những "
        "người giữ biển và những gia đình nơi đường biên.</p>",
    ),
    "toa-soan": (
        "Tòa soạn",
        "<p>Tòa soạn gồm các ban: Hữu nghị, Thời sự, Quốc tế, Văn hóa, Ảnh và Thư ký tòa soạn.</p>"
        "<p>Mỗi bài viết được ít nhất hai người đọc trước khi đến với bạn đọc: người viết và người duyệt.</p>",
    ),
    "lien-he": (
        "Liên hệ",
        "<p>Bạn đọc gửi tin, bài, ảnh và góp ý về tòa soạn theo địa chỉ ở cuối trang. Thư của bạn được trả lời trong ba "
        "ngày làm việc.</p>",
    ),
    "quy-tac-dao-duc": (
        "Quy tắc đạo đức",
        "<ul><li>Viết đúng sự thật, nêu rõ nguồn.</li><li>Tôn trọng nhân vật, nhất là trẻ em và người yếu thế.</li>"
        "<li>Không nhận lợi ích để đăng hoặc không đăng một tin.</li><li>Sai thì sửa, và nói rõ đã sửa gì.</li></ul>",
    ),
    "chinh-sach-dinh-chinh": (
        "Chính sách đính chính",
        "<p>Khi bài viết có sai sót, tòa soạn sửa bài và đăng lời đính chính ngay dưới bài. Mọi lời đính chính được giữ "
        "lại trên một trang chung, không xóa.</p>",
    ),
    "chinh-sach-bao-mat": (
        "Chính sách bảo mật",
        "<p>Trang dành cho bạn đọc không đặt cookie. Lượt đọc được đếm bằng dấu vết một chiều, đổi mỗi ngày và không "
        "dẫn về một người nào.</p>",
    ),
}
FOLLOW = (
    ("Google News", "https://news.google.com/", "google-news"),
    ("Facebook", "https://www.facebook.com/", "facebook"),
    ("Zalo", "https://zalo.me/", "zalo"),
    ("YouTube", "https://www.youtube.com/", "youtube"),
    ("RSS", "/rss/", "rss"),
)


def make_site(*, now: datetime) -> None:
    site, _ = SiteSettings.objects.update_or_create(
        pk=1,
        defaults={
            "tagline": "Tạp chí của Liên hiệp các tổ chức hữu nghị Việt Nam",
            "description": "Tin và chuyện về đối ngoại nhân dân, bạn bè quốc tế và người Việt bốn phương.",
            "product_name": "Tạp chí điện tử Thời Đại (bản dùng thử)",
            "press_agency": "Tòa soạn dùng thử",
            "governing_body": "Liên hiệp các tổ chức hữu nghị Việt Nam",
            "licence_number": "00/GP-THU",
            "licence_on": date(2026, 1, 2),
            "licence_issuer": "Cơ quan cấp phép (dùng thử)",
            "editor_in_chief": "Đỗ Hải Yến (nhân vật của bản dùng thử)",
            "address": "Số 0, phố Thử Nghiệm, Hà Nội",
            "phone": "024 0000 0000",
            "email": "toasoan@example.org",
        },
    )
    for position, (label, url, icon) in enumerate(FOLLOW):
        FollowLink.objects.update_or_create(
            site=site, icon=icon, defaults={"label": label, "url": url, "position": position}
        )
    for position, (slug, (title, text)) in enumerate(PAGES.items()):
        StandingPage.objects.update_or_create(
            slug=slug, defaults={"title": title, "text": text, "position": position, "changed_at": now}
        )
