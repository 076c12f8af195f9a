"""Drawing takes long or fails, since the database does not answer: whoever can be given an old page gets it at once."""

from time import monotonic

SECONDS = 3.0  # then one tries again


class Trouble:
    """Begins with a drawing that failed or takes too long, ends with one that comes about. One a process."""

    def __init__(self) -> None:
        self._try_at = 0.0  # 0 while all is well

    def begin(self) -> None:
        self._try_at = monotonic() + SECONDS

    def end(self) -> None:
        self._try_at = 0.0

    def keeps_from_drawing(self) -> bool:
        """Whether an old page must do. Every now and then it does not: who asks then is the one who tries."""
        if not self._try_at:
            return False
        if monotonic() < self._try_at:
            return True
        self.begin()
        return False
