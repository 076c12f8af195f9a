"""A title in another script has an address of its own; Vietnamese ones have those they always had."""

import pytest

from vietnamese import slugify

OTHER_SCRIPTS = [
    ("中国人民的友谊", "zhong-guo-ren-min-de-you-yi"),
    ("中越友好 2024", "zhong-yue-you-hao-2024"),
    ("ភាសាខ្មែរ", "phasakhmaer"),
    ("ភាសា\u200bខ្មែរ", "phasakhmaer"),
    ("ພາສາລາວ", "phasalav"),
    ("ประเทศไทย", "praethsaithy"),
    ("한국 문화", "hangug-munhwa"),
    ("Россия и мир: дружба", "rossiya-i-mir-druzhba"),
    ("Объявление", "obyavlenie"),
    ("العربية", "lrbyh"),
    ("हिन्दी", "hindi"),
]
UNCHANGED = [
    ("Đối ngoại nhân dân: 75 năm – “nhịp cầu” hữu nghị", "doi-ngoai-nhan-dan-75-nam-nhip-cau-huu-nghi"),
    ("Hội hữu nghị Việt Nam – Trung Quốc (越中友好协会) họp", "hoi-huu-nghi-viet-nam-trung-quoc-hop"),
    ("Thuỷ điện Hoà Bình, Nguyễn Huệ", "thuy-dien-hoa-binh-nguyen-hue"),
    ("мир 中国 🎉 ok", "ok"),
    ("Ðà Nẵng 30/4", "da-nang-30-4"),
    ("2024", "2024"),
    ("🎉 !!! \u200d", ""),
    ("", ""),
]


@pytest.mark.parametrize(("title", "slug"), OTHER_SCRIPTS + UNCHANGED)
def test_the_words_of_an_address(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_different_titles_have_different_addresses() -> None:
    titles = [title for title, _slug in OTHER_SCRIPTS if "\u200b" not in title]
    assert len({slugify(title) for title in titles}) == len(titles)


def test_it_is_cut_between_words() -> None:
    assert slugify("中国人民", max_length=11) == "zhong-guo"
    assert len(slugify("中" * 500)) <= 120
