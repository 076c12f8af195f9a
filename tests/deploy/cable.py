"""A cable between a process and a service, which can be pulled."""

import socket
import threading
from contextlib import suppress


class Cable:
    """Forwards connections on a port of its own to `host:port`, until it is pulled."""

    def __init__(self, host: str, port: int) -> None:
        self.far_end = host, port
        self.is_in = True
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def pull(self) -> None:
        """Every connection breaks, and no new one comes about."""
        self.is_in = False
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def plug_in(self) -> None:
        self.is_in = True

    def close(self) -> None:
        self.pull()
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if not self.is_in:
                    near.close()
                    continue
                far = socket.create_connection(self.far_end)
                self._open += [near, far]
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=_carry, args=(source, target), daemon=True).start()


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
