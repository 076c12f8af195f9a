"""What processes keep for one another in Redis is sealed: nothing is unpickled that somebody else put there."""

import hmac
import pickle  # nosec B403  # only what carries our seal
from hashlib import blake2b
from typing import Any

from django.conf import settings

SIZE = 16  # bytes


def mark(secret: str) -> str:
    """A few letters for a secret: processes with another one keep their values apart, in the same Redis."""
    return blake2b(secret.encode(), digest_size=4, person=b"cache's mark").hexdigest()


class Sealed:
    """The serializer of Django's RedisCache. A value without our seal is as good as none.

    A pickle is a program. The magazine's processes and the desk's have different secrets: whoever takes over the one
    cannot bring the other to run anything, though both reach the same Redis.
    """

    def __init__(self) -> None:
        self._key = blake2b(settings.SECRET_KEY.encode(), person=b"cache's seal").digest()

    def dumps(self, value: Any) -> int | bytes:
        if type(value) is int:  # Redis itself counts with these
            return value
        data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        return self._seal(data) + data

    def loads(self, data: bytes) -> Any:
        try:
            return int(data)
        except ValueError:
            seal, data = data[:SIZE], data[SIZE:]
        if not hmac.compare_digest(seal, self._seal(data)):
            return None
        return pickle.loads(data)  # noqa: S301  # nosec B301  # our own

    def _seal(self, data: bytes) -> bytes:
        return blake2b(data, digest_size=SIZE, key=self._key).digest()
