from django.utils import timezone


def moment_now() -> float:
    """The present moment in seconds since 1970, by the same clock that pages are drawn by."""
    return timezone.now().timestamp()
