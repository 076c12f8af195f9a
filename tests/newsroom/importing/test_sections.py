"""Sections of an archive: matched, mapped, or made hidden and named in the report."""

import pytest

from articles.models import Section
from newsroom.importing.sections import BadMap, SectionMap, read
from tests.factories import make_section
from tests.newsroom.importing.conftest import line


def test_a_new_section_is_hidden_until_an_editor_shows_it(bring_in, client):
    make_section(name="Thời sự")
    report = bring_in(line(section=["Hữu nghị", "Bốn phương"]))
    assert {section.path: section.in_menu for section in Section.objects.all()} == {
        "thoi-su": True,
        "huu-nghi": False,
        "huu-nghi/bon-phuong": False,
    }
    assert client.get("/huu-nghi").status_code == 200, "its stories are out: its page is known"
    menu = client.get("/").content.decode().partition("<main")[0]
    assert "Thời sự" in menu
    assert "Hữu nghị" not in menu
    assert report.counts["section"] == 2
    assert "/huu-nghi/bon-phuong" in report.summary()


def test_the_report_names_what_was_made_and_what_got_a_number(bring_in):
    make_section(name="Khác", slug="huu-nghi")
    report = bring_in(
        line(section=["Hữu nghị"], tags=["Ngoại giao"], topics=["Đại hội"], contributors=[{"name": "Thu Hà"}])
    )
    for name in (
        "Hữu nghị /huu-nghi-2",
        "Ngoại giao /tag/ngoai-giao/",
        "Đại hội /chuyen-de/",
        "Thu Hà /tac-gia/thu-ha/",
    ):
        assert name in report.summary()
    assert [report.counts[sort] for sort in ("section", "tag", "topic", "author", "address")] == [1, 1, 1, 1, 1]
    assert bring_in(line(120_002, section=["HUU NGHI"])).counts["section"] == 0


def test_a_map_leads_names_to_the_magazines_sections(bring_in, tmp_path):
    file = tmp_path / "sections.json"
    file.write_text('{"Tin tức": "Hữu nghị", "tin tuc/Thế giới": ["Quốc tế", "Láng giềng"], "Chưa gặp": "X"}')
    section_map = read(file)
    report = bring_in(
        line(120_001, section=["Tin tức"]),
        line(120_002, section=["TIN TỨC", "thế giới"]),
        line(120_003, section=["Tin tức", "Trong nước"]),
        line(120_004, section=["Văn hóa"]),
        sections=section_map,
    )
    paths = set(Section.objects.values_list("path", flat=True))
    assert paths == {"huu-nghi", "quoc-te", "quoc-te/lang-gieng", "huu-nghi/trong-nuoc", "van-hoa"}
    assert report.names["unmet"] == ["Chưa gặp"]


def test_another_map_files_a_story_anew(bring_in):
    bring_in(line(section=["Tin tức"]))
    report = bring_in(line(section=["Tin tức"]), sections=SectionMap({("Tin tức",): ("Quốc tế",)}))
    assert report.counts["updated"] == 1
    assert Section.objects.get(name="Quốc tế").path == "quoc-te"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"a": 5}', '{"a": []}', '{"a": ["b", "c", "d"]}', '{"a/b/c": "d"}', '{"": "d"}', '{"a": "???"}'],
)
def test_a_map_that_cannot_be_used_is_refused(tmp_path, text):
    file = tmp_path / "sections.json"
    file.write_text(text)
    with pytest.raises(BadMap):
        read(file)
