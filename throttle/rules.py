"""How often is too often: the limits of one address, and the question whether it has reached one."""

import time
from dataclasses import dataclass

from django.conf import settings

from throttle.counters import counters, hashed


@dataclass(frozen=True, slots=True)
class Rule:
    """So many in so many seconds, of one caller. `setting` names the number; 0 is no limit.

    What protects a machine from work is counted by each machine for itself; what protects accounts (`is_common`)
    is counted for all machines together, which asks Redis.
    """

    name: str
    setting: str
    seconds: int
    is_common: bool = False

    def wait(self, who: str) -> int:
        """Count one more. 0 while it is within the limit, else how many seconds are left until it may be tried again.

        Time is cut into stretches that begin at the same moment for everybody, so that the answer is exact.
        """
        limit = getattr(settings, self.setting)
        if not limit:
            return 0
        stretch, gone = divmod(int(time.time()), self.seconds)
        number = counters(self.name, is_common=self.is_common).hit(
            hashed(f"{self.name} {who}"), stretch=stretch, seconds=self.seconds
        )
        return 0 if number <= limit else self.seconds - gone


SEARCH = Rule("search", setting="LIMIT_SEARCH", seconds=60)
BEACON = Rule("beacon", setting="LIMIT_BEACON", seconds=60)
SIGN_IN = Rule("sign-in", setting="LIMIT_SIGN_IN", seconds=300, is_common=True)
PASSWORD_RESET = Rule("password-reset", setting="LIMIT_PASSWORD_RESET", seconds=3600, is_common=True)
# Mails to one mailbox: that its owner's browser asks for, that one network does, and that all strangers do together.
RESET_MAIL = Rule("reset-mail", setting="LIMIT_RESET_MAIL", seconds=3600, is_common=True)
RESET_MAIL_OF_STRANGERS = Rule(
    "reset-mail-strangers", setting="LIMIT_RESET_MAIL_OF_STRANGERS", seconds=3600, is_common=True
)
# Mails that say that somebody guesses a colleague's password.
GUESSED_MAIL = Rule("guessed-mail", setting="LIMIT_GUESSED_MAIL", seconds=86_400, is_common=True)
