"""The demo's events: held in the last months and planned for the next."""

from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

import vietnamese
from organizations.models import Event, EventOrganizer, Organization

# (name, kind, days from today, days long, place, ordinal, attendance)
EVENTS = (
    ("Gặp mặt hữu nghị đầu xuân", "exchange", 62, 1, "Cung Văn hóa Hữu nghị", "", "in_person"),
    ("Hội thảo kinh nghiệm đối ngoại nhân dân ở cơ sở", "seminar", 9, 2, "Nhà khách Tỉnh ủy", "", "hybrid"),
    ("Liên hoan ẩm thực bạn bè bốn phương", "festival", 21, 3, "Quảng trường trung tâm", "lần thứ 5", "in_person"),
    ("Đại hội đại biểu Liên hiệp", "congress", 34, 2, "Trung tâm Hội nghị tỉnh", "lần thứ IV", "in_person"),
    ("Lễ ký thỏa thuận trao đổi giáo viên", "signing", 5, 1, "Hội trường Liên hiệp", "", "in_person"),
    ("Trại hè thanh niên hai nước", "exchange", 48, 6, "Trường Cao đẳng Sư phạm", "lần thứ 8", "in_person"),
    ("Hội nghị tổng kết công tác năm", "conference", 27, 1, "Hội trường Liên hiệp", "", "hybrid"),
    ("Trao giải cuộc thi viết về tình hữu nghị", "award", 14, 1, "Thư viện tỉnh", "lần thứ 3", "in_person"),
    ("Lễ kỷ niệm ngày thiết lập quan hệ ngoại giao", "anniversary", -12, 1, "Nhà hát lớn", "", "in_person"),
    ("Tọa đàm trực tuyến về hỗ trợ nhân đạo sau bão", "seminar", -20, 1, "", "", "online"),
    ("Giao lưu lưu học sinh mừng năm học mới", "exchange", -44, 1, "Ký túc xá quốc tế", "", "in_person"),
    ("Lễ tưởng niệm những người bạn quốc tế", "commemoration", -63, 1, "Nghĩa trang thành phố", "", "in_person"),
    ("Hội nghị giao ban cụm", "conference", -31, 1, "Nhà khách Ủy ban", "lần thứ 12", "in_person"),
    ("Tuần phim hữu nghị", "festival", -80, 5, "Rạp Tháng Tám", "lần thứ 2", "in_person"),
)


def make_events(bodies: list[Organization], *, now: datetime) -> list[Event]:
    """One event after another, each organised by one or two bodies."""
    random = Random("demo events")
    today = timezone.localdate(now)
    events = []
    for name, kind, away, days, place, ordinal, attendance in EVENTS:
        organizers = random.sample(bodies, min(len(bodies), random.choice((1, 1, 2))))
        starts_on = today + timedelta(days=away)
        event = Event(
            name=name,
            slug=vietnamese.slugify(name),
            kind=kind,
            status=Event.Status.PLANNED if away > 0 else Event.Status.HELD,
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=days - 1),
            starts_time=time(8, 30) if days == 1 else None,
            place=place,
            province=next((body.province for body in organizers if getattr(body, "province", None)), None),
            ordinal_text=ordinal,
            attendance=attendance,
            is_confirmed=True,
            description="Chương trình do các tổ chức hữu nghị phối hợp thực hiện, mở cửa cho hội viên và bạn bè quốc tế.",
        )
        event.full_clean()
        event.save()
        for position, body in enumerate(organizers):
            EventOrganizer.objects.create(event=event, organization=body, position=position)
        events.append(event)
    return events
