"""Mail through an SMTP server that may take its time, and whose silence after a mail is no refusal.

A server that looks through what it was sent may be silent for up to ten minutes before it takes the mail (RFC 5321,
4.5.3.2.6). Whoever hangs up before and sends the mail again has it delivered twice.
"""

import smtplib

from django.core.mail.backends import smtp

from outbox.queue import MayBeDone

ACCEPTING_SECONDS = 600.0  # after the end of a mail; all waits before are EMAIL_TIMEOUT


class _Connection(smtplib.SMTP):
    _is_told_to_send = False

    def getreply(self) -> tuple[int, bytes]:
        code, text = super().getreply()
        self._is_told_to_send = code == 354
        if self._is_told_to_send and self.sock is not None:
            self.sock.settimeout(ACCEPTING_SECONDS)
        return code, text

    def data(self, msg: str | bytes) -> tuple[int, bytes]:  # type: ignore[override]
        timeout = self.sock.gettimeout() if self.sock else None
        try:
            answer = super().data(msg)
        except OSError as error:
            if self._is_told_to_send:
                raise MayBeDone(f"The mail server took the mail and did not answer ({error}).") from error
            raise
        if self.sock:
            self.sock.settimeout(timeout)
        return answer


class _SecureConnection(_Connection, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SecureConnection if self.use_ssl else _Connection
