"""Keeps what a member types: saves soon after each change, says so, and never lets go of unsaved work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.scoring import save_draft

_AFTER_TYPING_MS = 600


@dataclass(frozen=True)
class Draft:
    """What stands in the boxes now."""

    scores: Mapping[str, int | None] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""


class DraftKeeper(QObject):
    """Saves one assessment at a time. `saved` comes after each save, `failed` with the error instead."""

    waiting = Signal()
    saved = Signal()
    failed = Signal(object)

    def __init__(self, context: Callable[[], ServiceContext], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._read: Callable[[], Draft] = Draft
        self._place = ("", "")
        self.version = 0
        self.is_unsaved = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_TYPING_MS)
        self._timer.timeout.connect(self.flush)

    def keep(self, round_code: str, reference: str, version: int, read: Callable[[], Draft]) -> None:
        """From now on keep this assessment; `read` says what stands in its boxes."""
        self._timer.stop()
        self.is_unsaved = False
        self._place, self.version, self._read = (round_code, reference), version, read

    def touch(self, *, at_once: bool = False) -> None:
        """Something changed: save it after a moment, or at once."""
        self.is_unsaved = True
        self.waiting.emit()
        if at_once:
            self.flush()
        else:
            self._timer.start()

    def flush(self, *, over: bool = False) -> bool:
        """Save what is unsaved; `over` saves over what somebody else saved. False when it was refused."""
        self._timer.stop()
        if not self.is_unsaved:
            return True
        draft, (code, reference) = self._read(), self._place
        try:
            self.version = save_draft(
                self._context(),
                round_code=code,
                reference=reference,
                scores=draft.scores,
                comments=draft.comments,
                comment=draft.comment,
                version=None if over else self.version,
            )
        except CommissioningError as error:
            self.failed.emit(error)
            return False
        self.is_unsaved = False
        self.saved.emit()
        return True
