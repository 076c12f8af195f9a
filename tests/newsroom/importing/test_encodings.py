"""Text from before Unicode, and Unicode read as something else: converted where it is certain, else refused."""

import json
import unicodedata

import pytest

from articles.models import Article
from newsroom.importing.encodings import UNICODE, Unreadable, in_unicode
from newsroom.importing.lines import Refused, read
from tests.newsroom.importing.conftest import line
from vietnamese.legacy import TCVN3, VNI

TO_TCVN3 = {letter: place for place, letter in TCVN3.items()}
TO_VNI = {letter: place for place, letter in sorted(VNI.items(), reverse=True)}


def tcvn3(text: str) -> str:
    """As it was typed: most capitals with a tone were small letters in a font of capitals."""
    return "".join(TO_TCVN3.get(letter) or TO_TCVN3.get(letter.lower(), letter) for letter in text)


def vni(text: str) -> str:
    return "".join(TO_VNI.get(letter, letter) for letter in text)


def cp1252(text: str) -> str:
    return "".join(bytes([byte]).decode("cp1252") if byte not in UNDEFINED else chr(byte) for byte in text.encode())


def lossy(text: str, by: str) -> str:
    """As cp1252 with the five bytes that it does not know lost, or replaced."""
    return "".join(by if letter in map(chr, UNDEFINED) else letter for letter in cp1252(text))


UNDEFINED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
TYPED = {"TCVN3": tcvn3, "VNI": vni, "cp1252": cp1252}
TEXTS = [
    "Hội nghị hữu nghị nhân dân Việt Nam - Lào lần thứ 5",
    "HỘI NGHỊ NGOẠI GIAO Ở HÀ NỘI",
    "Ở Ấn Độ và Đông Nam Á, mùa mưa đã về",
    "Đường lên Điện Biên",
    "Ủy ban Hòa bình Việt Nam kỷ niệm 75 năm; ông Nguyễn Văn Ẩn phát biểu",
    "Nghị định số 30/2020/NĐ-CP của Chính phủ về công tác văn thư",
    "Thuỷ điện Hoà Bình: những người thợ lặn khuya",
    "Ông Ba, ông Út và ông Hà",
    "<p>Sáng nay, hai bên gặp nhau.</p><p>Ông Lê Ngọc Ước nói: &ldquo;Rất vui được trở lại Huế&rdquo;.</p>",
]
LOST = [
    *(
        "Đồng Nai",
        "Việt Nam đề nghị",
        "nhớ về nguồn",
        "Mời người bỏ. Hữu nghị",
        "SỐ PHẬN CỦA VIỆT NAM",
        "Số 5 Hà Nội, SỐ 5",
    ),
    *(
        "CHÍNH PHỦ VIỆT NAM",
        "LÝ THƯỜNG KIỆT",
        "Ông “Ba” về",
        "ÁNH SÁNG CỦA ĐẢNG",
        "Một bài dài về nước Lào: " + "người Việt Nam " * 60,
    ),
]
SAME = [text.replace("Ẩn", "ẩn").replace("Út", "út") for text in TEXTS]  # names, which TCVN3 has in small letters


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", TYPED)
def test_an_old_text_equals_its_unicode_twin(encoding, text):
    wanted = SAME[TEXTS.index(text)] if encoding == "TCVN3" else text
    assert in_unicode({"title": TYPED[encoding](text)}) == ({"title": wanted}, encoding)


@pytest.mark.parametrize(
    "text",
    [
        *("Café à Paris, près de Genève", "Đoàn Malmö và São Paulo thăm Hà Nội", "Nhà văn Günter Grass nói về Đức"),
        *(
            "nội dung",
            "Trực thuộc",
            "Ông “A” – ông B… được mời",
            "Château, Ångström và Østergaard ở Việt Nam",
            "A" + "\xa0– à, là và ạ",
        ),
    ],
)
def test_foreign_words_among_the_converted_are_kept(text):
    assert in_unicode({"title": cp1252(text)}) == ({"title": text}, "cp1252")


@pytest.mark.parametrize("encoding", TYPED)
def test_a_line_comes_in_as_its_unicode_twin_would(bring_in, encoding):
    fields = {
        "title": "Gặp gỡ hữu nghị ở Đồng Tháp",
        "lead": "Một buổi sáng đầy nắng.",
        "kicker": "Đối ngoại nhân dân",
        "section": ["Hữu nghị", "Bốn phương kết bạn"],
        "tags": ["ASEAN", "ngoại giao"],
        "contributors": [{"name": "Thu Hà", "titles": ["Phóng viên"]}],
        "source": {"outlet": "Báo Tin tức", "url": "https://baotintuc.vn/bài"},
        "body": '<p>Hai bên <a href="https://vufo.org.vn/bài">trao đổi</a> về kế hoạch của năm tới.</p>',
    }
    typed = {name: _typed(value, TYPED[encoding]) for name, value in fields.items()}
    typed["source"]["url"], typed["slug"] = fields["source"]["url"], "gap-go"
    bring_in(line(120_001, **fields, slug="gap-go"), line(120_002, **typed))
    assert len(bring_in.said) == 1
    assert encoding in bring_in.said[0]
    one, two = Article.objects.order_by("pk").values(
        *("title", "lead", "kicker", "section", "body", "source_outlet", "source_url", "slug", "contributions__name")
    )
    assert one == two
    first, second = (set(article.tags.names()) for article in Article.objects.order_by("pk"))
    assert first == second


def _typed(value, typed):
    if isinstance(value, str):
        return value if value.startswith("http") else _but_addresses(value, typed)
    if isinstance(value, list):
        return [_typed(each, typed) for each in value]
    return {key: _typed(each, typed) for key, each in value.items()}


def _but_addresses(text: str, typed) -> str:
    address = "https://vufo.org.vn/bài"
    return address.join(typed(part) for part in text.split(address))


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Café à Paris",
            "São Paulo đón đoàn",
            "Fès, Hué, Genève",
            "Kön och män",
            "The Män and Kön",
            "Ölüdeniz",
            "Bogotá",
        ),
        *(
            "“THỊ XÔ và «ĐÃ»",
            "“XÔ",
            "m² và °C",
            "25°C ở Hà Nội",
            "Viettel® ©TTXVN",
            "«Bogotá» và «Panamá»",
            "Nhân Dân¹",
            "1ª edición",
        ),
        *("Łódź", "Bogotá"),
        *("Lào", "há", "Ö", "tö", "Phim Män của Thụy Điển ra mắt khán giả", "柬埔寨", "ភាសាខ្មែរ", "Мир", "Ελλάδα"),
        *(
            "Gia đình 👨‍👩‍👧",
            "naïve",
            "Malmö – Việt Nam",
            "JOÃO",
            "Đắk Lắk, Krông Bông",
            "Giao l&#432;u",
            "R&D",
            "&amp;lt;",
        ),
        *("Ai đến?Ở đâu?Khi nào?", "gì?ai? sao?ai?", "x.php?a=b?c", "lunedì, martedì, mercoledì, giovedì, venerdì"),
        *("What?why? Who?me?", "Đó là gì?và ai? Ở đâu?khi nào?"),
        unicodedata.normalize("NFD", "Đường lên Điện Biên"),
    ],
)
def test_unicode_stays_as_it_is(title):
    assert in_unicode({"title": title}) == ({"title": title}, UNICODE)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Hội nghị \ufffd"},
        {"body": "<p>Vi\ufffdt Nam</p>"},
        {"title": "Viá»t Nam"},  # a byte was lost
        {"title": cp1252("Gặp gỡ"), "contributors": [{"name": "Thu HÃ"}]},  # and here
        {"title": tcvn3("Hội nghị bàn tròn"), "body": "<p>Gặp mặt ở Hà Nội</p>"},
        {"title": tcvn3("Hội nghị bàn tròn"), "tags": ["Lào"]},
        {"title": vni("Hội nghị bàn tròn"), "lead": cp1252("Gặp mặt ở Hà Nội")},
        {"title": "Đại hội đại biểu", "body": tcvn3("<p>Một ngày mới ở Hà Nội, trời trong xanh</p>")},
        {"title": "Hội nghị ở Hà Nội " + tcvn3("ngày đầu tiên của mùa thu")},
        {"lead": cp1252("Hội nghị ở Hà Nội") + " ngày đầu tiên"},
        *({"title": lossy(text, by)} for text in LOST for by in ("", "?", " ")),
        {"title": cp1252("Gặp gỡ ở Hà Nội"), "tags": [lossy("Đi", "")]},
        {"title": cp1252("Gặp gỡ ở Hà Nội"), "lead": lossy("Châu Á và ta", " ")},
        {"title": "Liên hiêòp caìc tôÒ chýìc hýÞu nghiò"},  # Windows-1258 read as cp1252
        *({"title": lossy(text, by)} for text in ("Thời gian", "Đọc nhiều") for by in "? "),
        {"title": "Vi?t Nam t? ch?c"},
        {"title": "Gặp gỡ", "body": "<p>H?i ngh? h?u ngh? Vi?t Nam</p>"},
    ],
)
def test_what_is_not_certain_is_refused(fields):
    with pytest.raises(Unreadable):
        in_unicode(fields)
    with pytest.raises(Refused):
        read(json.dumps(line(**fields)).encode())


def test_letters_written_as_references_are_read_before_anything_is_cleaned():
    data = {
        "title": "Vi&Ouml;t Nam v&micro; L&micro;o",
        "body": "<p>tr&shy;&ecirc;ng &amp; H&micro; N&#233;i &ldquo;v&#181;&rdquo;</p>",
    }
    converted, encoding = in_unicode(data)
    assert encoding == "TCVN3"
    assert converted == {"title": "Việt Nam và Lào", "body": "<p>trường &amp; Hà Nội &ldquo;và&rdquo;</p>"}


@pytest.mark.parametrize(
    "fields",
    [
        {"contributors": [{"name": "Đỗ Ánh", "titles": ["Phóng viên ảnh"]}, {"name": "Ông Ích Ẩn - Ý Nhi"}]},
        {"tags": ["Hồ Ẩn", "ngoại giao", "Ấn Độ", "nghề ảnh", "Hữu nghị", "Dự án"], "topics": ["Lê Ánh"]},
        {"tags": ["Hình ảnh Việt Nam", "Dự án ODA", "Việt Nam ở Đông Nam Á", "Nguyễn Thị Ánh", "Triển lãm ảnh"]},
        {"source": {"outlet": "Báo Ảnh Việt Nam", "agency": "Hãng Ảnh Việt"}},
        {"organizations": ["Hội Hữu nghị Việt Nam - Ấn Độ", "Báo Ảnh Việt Nam"]},
        {"lead": "Theo Báo Ảnh Việt Nam, người Việt Nam ở Đông Nam Á xem ảnh Hồ Chí Minh."},
        {"body": "<p>Xem ảnh Hà Nội. Phóng viên của Báo Ảnh Việt Nam ở Hà Nội và anh Đỗ ấy.</p>"},
    ],
)
def test_names_in_tcvn3_have_their_capitals(fields):
    title = "Hội nghị bàn tròn ở Hà Nội"
    data, encoding = in_unicode(_typed({"title": title, **fields}, tcvn3))
    assert (data, encoding) == ({"title": title, **fields}, "TCVN3")


def test_unknown_fields_do_not_count(bring_in):
    report = bring_in(line(title="Gặp mặt ở Hà Nội", remark=tcvn3("Hội nghị bàn tròn ở Hà Nội")))
    assert report.counts["created"] == 1
