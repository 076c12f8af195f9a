"""How often each body was covered."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from organizations.coverage import Count, build_report, write_workbook
from tests.factories import make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    many, few, none = (make_organization(name=name) for name in ("Hội Nhiều", "Hội Ít", "Hội Không"))
    counts = [
        Count(many.pk, "2026-01", "Hữu nghị", "Tin bài", 5),
        Count(many.pk, "2026-03", "Đời sống", "Video", 3),
        Count(few.pk, "2026-03", "Hữu nghị", "Tin bài", 2),
        Count(987_654_321, "2026-03", "Hữu nghị", "Tin bài", 7),
    ]
    return build_report([none, few, many], counts, periods=["2026-01", "2026-02", "2026-03"])


def test_the_most_covered_first_and_the_uncovered_too(report):
    assert [(line.organization.name, line.total, line.share) for line in report.lines] == [
        ("Hội Nhiều", 8, 1.0),
        ("Hội Ít", 2, 0.25),
        ("Hội Không", 0, 0.0),
    ]
    assert report.total == 10
    assert [line.organization.name for line in report.uncovered] == ["Hội Không"]


def test_the_columns(report):
    assert report.periods == ["2026-01", "2026-02", "2026-03"]
    assert report.sections == ["Hữu nghị", "Đời sống"]
    assert report.kinds == ["Tin bài", "Video"]
    assert report.lines[0].periods["2026-02"] == 0


def test_the_spreadsheet(report):
    book = load_workbook(BytesIO(write_workbook(report, title="Năm 2026")))
    assert book.sheetnames == ["Theo thời gian", "Theo chuyên mục", "Theo loại tin bài"]
    rows = list(book.worksheets[0].values)
    assert rows[0][0] == "Năm 2026"
    assert rows[1] == ("Tổ chức", "Loại", "Tin bài", "2026-01", "2026-02", "2026-03")
    assert rows[2] == ("Hội Nhiều", "Hội hữu nghị ở Trung ương", 8, 5, 0, 3)


def test_a_name_is_never_a_formula():
    report = build_report([make_organization(name='=HYPERLINK("http://x")')], [])
    sheet = load_workbook(BytesIO(write_workbook(report, title="x"))).worksheets[0]
    assert sheet["A3"].data_type == "s"
    assert sheet["A3"].value.startswith("'=")


def test_no_bodies_no_error():
    report = build_report([], [])
    assert (report.total, report.lines) == (0, [])
    assert write_workbook(report, title="")
