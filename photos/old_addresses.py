"""Picture addresses of the old site, which search engines and other pages still know."""

import re
from urllib.parse import unquote, urlsplit

from photos.models import OldPhotoAddress, Photo
from vietnamese import clean_line

LONGEST = 500


def normalise(address: str) -> str:
    """An address or path in the form it is kept in: decoded path, NFC, one slash; "" when it is none."""
    try:
        path = unquote(urlsplit(clean_line(address)).path)
    except ValueError:
        return ""
    path = re.sub(r"/+", "/", "/" + clean_line(path))
    return path if 1 < len(path) <= LONGEST else ""


def remember(address: str, *, photo: Photo) -> bool:
    """Make an old address lead to a picture; the later word wins. False when it is no address."""
    path = normalise(address)
    if path:
        OldPhotoAddress.objects.update_or_create(path=path, defaults={"photo": photo})
    return bool(path)


def find(address: str) -> OldPhotoAddress | None:
    """What is remembered of an address of the old site."""
    return OldPhotoAddress.objects.at_path(normalise(address)).first()
