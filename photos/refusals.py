"""Why a picture is not taken, in words for whoever sent it."""

from django.utils.translation import gettext as _

from photos.bounds import MAX_BYTES, MAX_PIXELS, MIN_SIDE


class PictureRefused(Exception):
    """The file cannot be taken into the library; the message says why, in the reader's language."""


class PictureNotNow(PictureRefused):
    """The server cannot take the picture at the moment; nothing is wrong with it, and it can be sent again."""


def busy() -> PictureNotNow:
    return PictureNotNow(
        _("Many pictures are being prepared at the moment, and this one was not stored. Send it again in a minute.")
    )


def refusal(code: str) -> PictureRefused:
    """The refusal that belongs to a code of the painter."""
    return PictureRefused(_words(code))


def too_many_bytes() -> str:
    return _("The file is larger than %(limit)s MB. Save the picture smaller and try again.") % {
        "limit": MAX_BYTES // (1024 * 1024)
    }


def unreadable() -> PictureRefused:
    return PictureRefused(_("The file could not be read."))


def disk_full() -> PictureNotNow:
    return PictureNotNow(_("The server's disk is full: the picture was not stored. Please tell the administrator."))


def not_stored() -> PictureNotNow:
    return PictureNotNow(
        _("The picture could not be stored. Try again, and tell the administrator if it happens again.")
    )


def _words(code: str) -> str:
    match code:
        case "empty":
            return _("The file is empty.")
        case "pixels":
            return _("The picture has too many pixels: at most %(limit)s million are taken.") % {
                "limit": MAX_PIXELS // 1_000_000
            }
        case "memory":
            return _(
                "The picture takes too much memory to open. Save it with fewer pixels, with eight bits a colour, or as"
                " a plain JPEG, and send that."
            )
        case "small":
            return _("The picture is too small to be shown: under %(side)s pixels.") % {"side": MIN_SIDE}
        case "heic":
            return _(
                "HEIC pictures are not taken. Choose “Most Compatible” in the iPhone's camera settings, or send JPEG."
            )
        case "unknown":
            return _("This is not a picture that the library can read: send JPEG, PNG, WebP, AVIF, GIF or TIFF.")
        case "slow":
            return _("The picture takes too long to open. Save it anew as a plain JPEG and send that.")
        case "crashed":
            return _(
                "The picture could not be prepared: the program that reads pictures stopped at it. Save it anew as JPEG"
                " and send that."
            )
    return _("The picture file is damaged: it could not be read to its end.")
