"""Keeps a conversation as it is typed: saves soon after each change, and lets go of no unsaved word."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.conversations import Talk, begin_conversation, save_conversation

_AFTER_TYPING_MS = 800


class TalkKeeper(QObject):
    """Saves one conversation. `saved` comes after each save, `failed` with the error instead."""

    waiting = Signal()
    saved = Signal()
    failed = Signal(object)

    def __init__(
        self,
        context: Callable[[], ServiceContext],
        round_code: str,
        read: Callable[[], Talk],
        *,
        key: UUID | None,
        version: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._round_code, self._read = context, round_code, read
        self.key, self.version = key, version
        self.is_unsaved = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_TYPING_MS)
        self._timer.timeout.connect(self.flush)

    def touch(self) -> None:
        """Something changed: save it after a moment."""
        self.is_unsaved = True
        self.waiting.emit()
        self._timer.start()

    def stop(self) -> None:
        """Save nothing more: it was handed in or thrown away."""
        self._timer.stop()
        self.is_unsaved = False

    def flush(self, *, over: bool = False) -> bool:
        """Save what is unsaved; `over` saves over what somebody else saved. False when it was refused."""
        self._timer.stop()
        if not self.is_unsaved:
            return True
        talk, context = self._read(), self._context()
        try:
            if self.key is None:
                self.key = begin_conversation(context, round_code=self._round_code, talk=talk)
                self.version = 1
            else:
                version = None if over else self.version
                self.version = save_conversation(
                    context, conversation_id=self.key, version=version, talk=talk
                )
        except CommissioningError as error:
            self.failed.emit(error)
            return False
        self.is_unsaved = False
        self.saved.emit()
        return True
