"""The demo's desk: stories in every status, moved there by the people who would do it."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError

from accounts.models import User
from articles.models import Kind
from newsroom import holding, publishing, writing
from newsroom.models import Status, Story
from newsroom.workflow import move

from .magazine import Stock, content_of, expiry_of, filing_of

RETURN_REASONS = (
    "Đoạn ba thiếu nguồn cho số liệu. Em gọi lại sở xác nhận giúp chị nhé.",
    "Tít dài quá, sa-pô lặp lại tít. Sửa lại rồi gửi chị đọc tiếp.",
    "Ảnh đầu bài chưa rõ ai chụp.",
)


class Desk:
    """Writes and moves the demo's unfinished stories; each is a few hours older than the next."""

    def __init__(self, stock: Stock, people: dict[str, User], *, now: datetime) -> None:
        self.stock = stock
        self.people = people
        self.now = now
        self.made = 0

    def fill(self) -> None:
        for turn in range(5):
            self.draft("congtacvien" if turn == 0 else "phongvien")
        for _turn in range(6):
            self.submitted()
        for turn in range(3):
            self.returned(RETURN_REASONS[turn])
        for _turn in range(4):
            self.in_edit()
        for _turn in range(3):
            self.approved()
        for hours in (2, 9, 26):
            self.scheduled(after=timedelta(hours=hours))
        for _turn in range(3):
            self.published()
        self.reopened()
        self.corrected()
        self.withdrawn()

    def draft(self, writer: str = "phongvien") -> Story:
        self.made += 1
        at = self.now - timedelta(hours=60 - 1.5 * self.made)
        kind = Kind.VIDEO if self.made % 11 == 0 else Kind.ARTICLE
        text = self.stock.composer.text(at=at, kind=kind)
        content = content_of(self.stock, text, number=self.made)
        filing = filing_of(self.stock, text)
        story = writing.new_story(
            by=self.people[writer],
            now=at,
            section_id=filing.section,
            expires_at=expiry_of(text, at=at),
            **content.columns(),
        )
        pen_name = self.people[writer].pen_names.get()
        story.contributions.create(author=pen_name, title_lines=pen_name.title_lines)
        story.tags.set([tag for tag in self.stock.tags.values() if tag.pk in filing.tags])
        story.topics.set(filing.topics)
        story.organizations.set(filing.organizations)
        story.events.set(filing.events)
        writing.keep_version(story, by=self.people[writer], now=at)
        self.at = at
        return story

    def submitted(self) -> Story:
        writer = "phongvien2" if self.made % 2 else "phongvien"
        story = self.draft(writer)
        self._move(story, Status.SUBMITTED, writer)
        return story

    def returned(self, reason: str) -> Story:
        story = self.submitted()
        self._move(story, Status.RETURNED, "bientap", reason=reason)
        return story

    def in_edit(self) -> Story:
        story = self.submitted()
        self._move(story, Status.IN_EDIT, "bientap")
        self._note(story, "bientap", "Chị đã gọt sa-pô, còn chờ chú thích ảnh thứ hai.")
        return story

    def approved(self) -> Story:
        story = self.in_edit()
        self._move(story, Status.APPROVED, "bientap")
        return story

    def scheduled(self, *, after: timedelta) -> Story:
        story = self.approved()
        story.go_live_at = (self.now + after).replace(minute=0, second=0, microsecond=0)
        holding.write(story, "go_live_at")
        publishing.publish(story, by=self.people["thukytoasoan"], now=self._later())
        return story

    def published(self) -> Story:
        story = self.approved()
        publishing.publish(story, by=self.people["thukytoasoan"], now=self._later())
        return story

    def reopened(self) -> None:
        """A live story that is being edited: readers keep the approved version."""
        story = self.published()
        writing.write_columns(story, {"title": f"{story.title} (cập nhật)"[:255]})
        writing.keep_version(story, by=self.people["bientap"], now=self._later())

    def corrected(self) -> None:
        story = self.published()
        text = "Bản đăng lần đầu ghi nhầm số hộ tham gia chương trình. Tòa soạn đã sửa và xin lỗi bạn đọc."
        publishing.correct(story, text=text, by=self.people["thukytoasoan"], now=self._later())

    def withdrawn(self) -> None:
        story = self.published()
        reason = "Nhân vật đề nghị không công bố câu chuyện riêng."
        publishing.withdraw(story, by=self.people["thukytoasoan"], reason=reason, now=self._later())

    def _move(self, story: Story, to: Status, who: str, *, reason: str = "") -> None:
        try:
            move(story, to=to, by=self.people[who], reason=reason, now=self._later())
        except ValidationError as refused:  # pragma: no cover  # a broken demo must say where
            raise RuntimeError(f"{story}: {refused}") from refused

    def _note(self, story: Story, who: str, text: str) -> None:
        writing.leave_note(story, text=text, by=self.people[who], now=self._later())

    def _later(self) -> datetime:
        self.at = min(self.at + timedelta(minutes=17), self.now)
        return self.at
