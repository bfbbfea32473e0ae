"""The EOIs that a member wants to come back to: bookmarks on this computer, not the round's data."""

from __future__ import annotations

from uuid import UUID

from commissioning_app.ui.lib.settings import Settings


class Bookmarks:
    """One person's bookmarks in one round."""

    def __init__(self, settings: Settings, person_id: UUID, round_code: str) -> None:
        self._settings = settings
        self._key = f"come-back/{person_id}/{round_code}"

    def all(self) -> frozenset[str]:
        """The references that were marked."""
        text = str(self._settings.store.value(self._key, "") or "")
        return frozenset(text.split("\n")) if text else frozenset()

    def mark(self, reference: str, marked: bool) -> None:
        """Put a bookmark, or take it away."""
        kept = self.all() | {reference} if marked else self.all() - {reference}
        self._settings.store.set_value(self._key, "\n".join(sorted(kept)))
