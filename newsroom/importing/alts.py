"""Descriptions of an archive's pictures: those that describe nothing are left empty, so that the desk finds them."""

import re
from urllib.parse import unquote

import vietnamese

LONGEST = 250  # characters of what nobody has written
_FORM = "anh|hinh|hinh anh|buc anh|picture|pictures|photo|image|images|img|pic|alt|alt text|no alt|caption|title|icon"
_FORM += "|chu thich|chu thich anh|mo ta|mo ta anh|ten anh|anh minh hoa|hinh minh hoa|anh dai dien|anh bia|thumbnail"
_FORM += "|khong co chu thich|nhap chu thich|nhap chu thich anh|untitled|null|undefined|none|default|featured image"
# What forms and programs write there by themselves, with or without a number.
_PLACEHOLDER = re.compile(rf"(?:{_FORM})(?: \d+)*(?: (?:here|o day|tai day))?")
_FILE_NAME = re.compile(r"\S.{0,250}\.(?:jpe?g|jfif|png|gif|webp|bmp|tiff?|heic|avif|svg)(?:[?#]\S*)?", re.IGNORECASE)
# What cameras, telephones and messengers call their files: IMG_1234, DSC01234, z4012345678901_0a1b2c…
_CAMERA = re.compile(
    r"(?:(?:img|dsc[fn]?|pxl|mvi|vid|fb_img|received|screenshot|screen shot|image|photo|wp|gopr|dji|viber_image|zalo"
    r"|messenger|z|p|_mg|untitled)[\W_]*)?[\W_]*\d[\da-f\W_]*(?:at[\d\W]+)?(?:[\W_](?:copy|edited|scaled|hdr|burst\w*))*",
    re.IGNORECASE,
)
_CODED = re.compile(r"(?=\S*\d{4})(?=\S*[_-])\S+|[0-9a-f]{16,}|https?://\S*|www\.\S*", re.IGNORECASE)


def description(alt: str, *, title: str, caption: str, source: str) -> str:
    """The alt where it says what is to be seen; "" for a placeholder, a file's name, the story's title, the caption."""
    alt = vietnamese.clean_line(alt)
    folded = vietnamese.fold(alt)
    if not folded or folded in {vietnamese.fold(title), vietnamese.fold(caption), _stem(source)}:
        return ""
    if len(alt) > LONGEST:
        return alt
    forms = (_PLACEHOLDER.fullmatch(folded), *(form.fullmatch(alt) for form in (_FILE_NAME, _CAMERA, _CODED)))
    return "" if any(forms) else alt


def _stem(source: str) -> str:
    """A file's name as words: anh/hoi-nghi_2.jpg is "hoi nghi 2"."""
    name = unquote(source[-400:].split("?")[0].split("#")[0]).rpartition("/")[2]
    return vietnamese.fold(name.rpartition(".")[0] or name)
