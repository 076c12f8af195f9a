"""Pages that answer a save are drawn when its transaction is over: until then others cannot write.

On SQLite a transaction that writes keeps everybody else from writing, so what is only shown is worked out outside.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse


class PageLater(HttpResponse):
    """Stands for a page until `newsroom.site.DeskSite.admin_view` draws it, outside of any transaction."""

    def __init__(self, draw: Callable[[], HttpResponse]) -> None:
        super().__init__()
        self._draw = draw

    def drawn(self) -> HttpResponse:
        page = self._draw()
        page.cookies.update(self.cookies)
        return page


class DrawingAdmin(admin.ModelAdmin):
    """The base of every form of the desk: override `draw_change_form` instead of `render_change_form`."""

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        draw = partial(self.draw_change_form, request, context, add=add, change=change, form_url=form_url, obj=obj)
        return PageLater(draw) if request.method == "POST" else draw()

    def draw_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        return super().render_change_form(request, context, add, change, form_url, obj)
