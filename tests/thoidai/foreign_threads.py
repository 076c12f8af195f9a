"""Threads as the server has them: made by the operating system, strangers to Python's `threading`."""

import ctypes
from collections.abc import Callable

_system = ctypes.CDLL(None)
_system.pthread_create.argtypes = [ctypes.c_void_p] * 4
_system.pthread_join.argtypes = [ctypes.c_ulong, ctypes.c_void_p]
_Act = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)


def in_a_foreign_thread(act: Callable[[], object]) -> None:
    """Returns after the thread has ended; what `act` raises is raised here."""
    errors: list[BaseException] = []

    def called(_nothing: object) -> int:
        try:
            act()
        except BaseException as error:
            errors.append(error.with_traceback(None))
        return 0

    started, number = _Act(called), ctypes.c_ulong()
    assert _system.pthread_create(ctypes.byref(number), None, ctypes.cast(started, ctypes.c_void_p), None) == 0
    assert _system.pthread_join(number, None) == 0  # without Python's lock: the thread can end
    if errors:
        raise errors[0]
