from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from outbox import delivery
from outbox.models import Message, Schedule
from outbox.queue import handlers, words_of
from outbox.troubles import in_words, troubles


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that the machine writes: people look, they do not edit."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class KindFilter(admin.SimpleListFilter):
    """The kinds in words; what nobody delivers any more is found by its name."""

    title = gettext_lazy("what")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return sorted(((kind, words_of(kind)) for kind in handlers), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        return queryset.filter(kind=self.value()) if self.value() in handlers else queryset


class FailingFilter(admin.SimpleListFilter):
    title = gettext_lazy("failing")
    parameter_name = "failing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", gettext_lazy("Failing or given up"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        return queryset.failing() if self.value() == "1" else queryset


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ["what", "key", "condition", "failing_since", "attempts", "last_error_line", "due_at", "done_at"]
    list_filter = [FailingFilter, "state", KindFilter]
    fields = [
        *("what", "kind", "key", "payload", "condition", "due_at", "attempts", "failing_since"),
        *("last_error_line", "last_error", "created_at", "started_at", "done_at", "worker"),
    ]
    list_select_related = False
    search_fields = ["kind", "key", "last_error"]
    actions = ["try_again", "leave_undone"]
    show_full_result_count = False
    list_per_page = 50

    @admin.display(description=gettext_lazy("what"), ordering="kind")
    def what(self, message: Message) -> str:
        return words_of(message.kind)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def condition(self, message: Message) -> str:
        is_tried_again = message.failing_since and message.state == Message.State.PENDING
        return str(gettext_lazy("failing, will be tried again") if is_tried_again else message.get_state_display())

    @admin.display(description=gettext_lazy("last error"))
    def last_error_line(self, message: Message) -> str:
        return in_words(message.last_error)[:120]

    @admin.action(description=gettext_lazy("Try again"), permissions=["try_again"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Only what was given up starts afresh; everything else is on its way already."""
        now = timezone.now()
        again = sum(delivery.try_again(message, at=now) for message in queryset)
        left = queryset.count() - again
        if again:
            text = ngettext("%d message will be tried again.", "%d messages will be tried again.", again)
            self.message_user(request, text % again, messages.SUCCESS)
        if left:
            text = ngettext(
                "%d message was left alone: it was not given up, or a newer one waits.",
                "%d messages were left alone: they were not given up, or newer ones wait.",
                left,
            )
            self.message_user(request, text % left, messages.WARNING)

    @admin.action(description=gettext_lazy("Leave undone"), permissions=["try_again"])
    def leave_undone(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Only what was given up: nobody need be told of it any longer."""
        now = timezone.now()
        count = sum(delivery.leave_undone(message, at=now) for message in queryset)
        text = ngettext(
            "%d message that was given up is left undone.", "%d messages that were given up are left undone.", count
        )
        self.message_user(request, text % count, messages.SUCCESS if count else messages.WARNING)

    def has_try_again_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("outbox.change_message")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method == "GET":
            for trouble in troubles(at=timezone.now()):
                self.message_user(request, trouble.text, messages.ERROR if trouble.since is None else messages.WARNING)
        return super().changelist_view(request, extra_context)


@admin.register(Schedule)
class ScheduleAdmin(ReadOnlyAdmin):
    list_display = ["what", "next_at", "done_at", "failing_since", "failures", "last_error_line"]
    fields = ["what", "name", "next_at", "done_at", "failing_since", "failures", "last_error_line", "last_error"]
    ordering = ["failing_since", "name"]

    @admin.display(description=gettext_lazy("job"), ordering="name")
    def what(self, schedule: Schedule) -> str:
        return words_of(schedule.name)

    @admin.display(description=gettext_lazy("last error"))
    def last_error_line(self, schedule: Schedule) -> str:
        return in_words(schedule.last_error)[:120]
