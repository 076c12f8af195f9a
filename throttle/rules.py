"""How often is too often: the limits of one address, and the question whether it has reached one."""

import time
from dataclasses import dataclass

from django.conf import settings

from throttle.counters import counters, hashed


@dataclass(frozen=True, slots=True)
class Rule:
    """So many in so many seconds, of one caller. `setting` names the number; 0 is no limit."""

    name: str
    setting: str
    seconds: int

    def wait(self, who: str) -> int:
        """Count one more. 0 while it is within the limit, else how many seconds are left until it may be tried again.

        Time is cut into stretches that begin at the same moment for everybody, so that the answer is exact.
        """
        limit = getattr(settings, self.setting)
        if not limit:
            return 0
        stretch, gone = divmod(int(time.time()), self.seconds)
        number = counters(self.name).hit(hashed(f"{self.name} {who}"), stretch=stretch, seconds=self.seconds)
        return 0 if number <= limit else self.seconds - gone


SEARCH = Rule("search", setting="LIMIT_SEARCH", seconds=60)
BEACON = Rule("beacon", setting="LIMIT_BEACON", seconds=60)
SIGN_IN = Rule("sign-in", setting="LIMIT_SIGN_IN", seconds=300)
PASSWORD_RESET = Rule("password-reset", setting="LIMIT_PASSWORD_RESET", seconds=3600)
# Mails to one mailbox, whoever asks for them.
RESET_MAIL = Rule("reset-mail", setting="LIMIT_RESET_MAIL", seconds=3600)
