from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from outbox import delivery
from outbox.models import Message, Schedule, Worker


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that the machine writes: people look, they do not edit."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ["kind", "key", "state", "due_at", "attempts", "last_error_line", "done_at"]
    list_filter = ["state", "kind"]
    search_fields = ["kind", "key", "last_error"]
    actions = ["try_again"]
    show_full_result_count = False
    list_per_page = 50

    @admin.display(description=gettext_lazy("last error"))
    def last_error_line(self, message: Message) -> str:
        return message.last_error[:120]

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

    def has_try_again_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("outbox.change_message")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method == "GET":
            self._warn_when_nobody_delivers(request)
        return super().changelist_view(request, extra_context)

    def _warn_when_nobody_delivers(self, request: HttpRequest) -> None:
        last = Worker.objects.last_beat()
        if last is None or last < timezone.now() - timedelta(minutes=1):
            self.message_user(
                request,
                _("No worker is running: nothing is being delivered. Start “manage.py run_worker”."),
                messages.ERROR,
            )


@admin.register(Schedule)
class ScheduleAdmin(ReadOnlyAdmin):
    list_display = ["name", "next_at", "done_at"]
