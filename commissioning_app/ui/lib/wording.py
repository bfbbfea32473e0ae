"""Words worth another look, for whatever is typed: the workspace's list, read once and asked at leisure."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Brings services with it, which the first window doesn't need.
    from commissioning_app.domain.wording_check import Flag, WordList
    from commissioning_app.services.context import ServiceContext


class Wording:
    """Looks at texts with the word list of the workspace that is open; finds nothing before one is."""

    def __init__(self) -> None:
        self._context: Callable[[], ServiceContext] | None = None
        self._words: WordList | None = None

    def use(self, context: Callable[[], ServiceContext]) -> None:
        """From now on the list of this workspace counts."""
        self._context = context
        self.forget()

    def forget(self) -> None:
        """The list was changed: read it again when it is next asked for."""
        self._words = None

    def look(self, text: str, *, opens: bool = False) -> tuple[Flag, ...]:
        """What is worth another look; names of organisations and quotations are left alone."""
        if self._context is None or not text.strip():
            return ()
        from commissioning_app.services.wording import names_in, read_word_list

        if self._words is None:
            self._words = read_word_list(self._context())
        flags = self._words.look_at(text, opens=opens)
        if not flags:
            return ()
        return self._words.look_at(text, names=names_in(self._context(), text=text), opens=opens)


@cache
def wording() -> Wording:
    """The one that every field asks."""
    return Wording()
