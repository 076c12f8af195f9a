"""The report VUFO's office asks for: how often each body was covered, as a table, a chart and a spreadsheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import coverage
from newsroom.admin.widgets import KeyField
from organizations.coverage import Report, build_report, write_workbook
from organizations.models import Organization, OrganizationKind, Province
from organizations.months import FIRST_YEAR, LAST_YEAR
from organizations.querysets.bodies import OrganizationQuerySet
from vietnamese.fields import DayField

BARS = 20  # bodies in the chart; the table has all of them
PERIODS_AT_MOST = 60
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = {
    "periods": gettext_lazy("Time"),
    "sections": gettext_lazy("Sections"),
    "kinds": gettext_lazy("Kinds of story"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    stories: int
    percent: int  # of the longest bar


class DirectoryDayField(DayField):
    """A day of the years that the directory knows."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise forms.ValidationError(
                _("A year from %(first)d to %(last)d."), params={"first": FIRST_YEAR, "last": LAST_YEAR}
            )


class CoverageForm(forms.Form):
    """Which bodies, which days, and what the columns are."""

    first = DirectoryDayField(label=gettext_lazy("From"))
    last = DirectoryDayField(label=gettext_lazy("To"))
    step = forms.ChoiceField(label=gettext_lazy("Grouped by"), choices=coverage.Step.choices)
    columns = forms.ChoiceField(label=gettext_lazy("Columns"), choices=list(COLUMNS.items()))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of body"),
        required=False,
        choices=[("", gettext_lazy("All")), *OrganizationKind.choices],
    )
    province = KeyField(
        Province.objects.in_alphabetical_order(),
        label=gettext_lazy("Province"),
        required=False,
        empty_label=gettext_lazy("All"),
    )
    cluster = KeyField(
        Organization.objects.of_kind(OrganizationKind.CLUSTER).in_alphabetical_order(),
        label=gettext_lazy("Cluster"),
        required=False,
        empty_label=gettext_lazy("All"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last, step = cleaned.get("first"), cleaned.get("last"), cleaned.get("step")
        if first and last and first > last:
            self.add_error("last", _("The report ends before it begins."))
        elif first and last and step and len(coverage.periods(first=first, last=last, step=step)) > PERIODS_AT_MOST:
            self.add_error("step", _("Too many columns: choose quarters or years, or fewer years."))
        return cleaned

    def bodies(self) -> OrganizationQuerySet:
        chosen = self.cleaned_data
        bodies = Organization.objects.in_alphabetical_order()
        if chosen["kind"]:
            bodies = bodies.of_kind(chosen["kind"])
        if chosen["province"]:
            bodies = bodies.of_province(chosen["province"])
        if chosen["cluster"]:
            bodies = bodies.in_cluster(chosen["cluster"], first=chosen["first"], last=chosen["last"])
        return bodies

    def report(self, *, at: Any) -> Report:
        span = {name: self.cleaned_data[name] for name in ("first", "last", "step")}
        bodies = self.bodies()
        return build_report(bodies, coverage.counts(bodies, **span, at=at), periods=coverage.periods(**span))


def may_open(user: Any) -> bool:
    """Whoever may view both: the stories and the bodies."""
    return user.has_perm("newsroom.view_story") and user.has_perm("organizations.view_organization")


def page(request: HttpRequest) -> HttpResponse:
    """This year by months, unless the address asks for something else."""
    form = _form(request)
    context = admin.site.each_context(request) | {"title": _("Coverage of bodies"), "form": form}
    if not form.is_valid():
        return TemplateResponse(request, "admin/newsroom/coverage/page.html", context, status=422)
    report = form.report(at=timezone.now())
    columns = form.cleaned_data["columns"]
    names: list[str] = getattr(report, columns)
    context |= {
        "report": report,
        "columns": names,
        "rows": [(line, [getattr(line, columns)[name] for name in names]) for line in report.lines if line.total],
        "by_body": bars((line.organization.name, line.total) for line in report.lines[:BARS] if line.total),
        "by_column": bars((name, sum(getattr(line, columns)[name] for line in report.lines)) for name in names),
        "column_title": COLUMNS[columns],
        "workbook_url": f"{reverse('admin:organizations_coverage_workbook')}?{urlencode(form.data)}",
    }
    return TemplateResponse(request, "admin/newsroom/coverage/page.html", context)


def workbook(request: HttpRequest) -> HttpResponse:
    """The same as an .xlsx file: by time, by section and by kind of story."""
    form = _form(request)
    if not form.is_valid():
        return page(request)
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    title = _("Coverage of bodies, %(first)s to %(last)s") % {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
    name = f"tin-bai-ve-to-chuc-{first:%Y%m%d}-{last:%Y%m%d}.xlsx"
    content = write_workbook(form.report(at=timezone.now()), title=title)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store, private"}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def bars(counted: Iterable[tuple[str, int]]) -> list[Bar]:
    """Bars to draw, the longest as wide as the chart."""
    pairs = list(counted)
    most = max((stories for _label, stories in pairs), default=0) or 1
    return [Bar(label, stories, round(100 * stories / most)) for label, stories in pairs]


def _form(request: HttpRequest) -> CoverageForm:
    if not may_open(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    usual = {"first": date(today.year, 1, 1).isoformat(), "last": today.isoformat(), "step": "month"}
    asked = {name: request.GET[name] for name in CoverageForm.base_fields if request.GET.get(name)}
    return CoverageForm(usual | {"columns": "periods"} | asked)
