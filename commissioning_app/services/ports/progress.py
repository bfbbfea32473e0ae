"""How long work tells how far it is, and is told to stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called as work goes on; raises Cancelled when the person pressed Cancel. ``total`` 0: not known."""

    def __call__(self, done: int, total: int = 0, message: str = "") -> None: ...


def nobody_watches(done: int, total: int = 0, message: str = "") -> None:
    """The progress of work that nobody waits for and nobody stops."""
