"""Keeps None, True and False alive under Python 3.11, whose counts PySide6 6.12 runs down.

PySide6 6.12 is built for Pythons in which these three can't die (3.12 and later, PEP 683) and gives away one
reference of None with each call that returns nothing: after some ten thousand calls Python 3.11 aborts with
"deallocating None". A count that no program can use up is what 3.12 gives them, too.
"""

from __future__ import annotations

import ctypes
import sys

_MANY = 1 << 40
_done = False


def keep_singletons() -> None:
    """Give None, True and False more references than can be lost, where these are counted at all."""
    global _done
    if _done or sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    _done = True
    for singleton in (None, True, False):
        ctypes.c_ssize_t.from_address(id(singleton)).value += _MANY
