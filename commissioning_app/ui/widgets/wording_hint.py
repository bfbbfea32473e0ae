"""The language check beside a field: what is worth another look, a better wording, and the reason."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.wording_check import Flag
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.lib.wording import wording
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.messages import InlineMessage

PAUSE_MS = 300
"""How long nobody types before the words are looked at, so that typing never waits."""

SHOWN = 3
"""How many different words are explained at once; the others are counted."""


def worded(field: FormField, *, opens: bool = False) -> FormField:
    """Look at what is typed into this field, which others will read; ``opens`` asks about its opening too."""
    WordingHint(field, opens=opens)
    return field


class WordingHint(InlineMessage):
    """Stands under the editor of a field; hidden while nothing is worth another look."""

    def __init__(self, field: FormField, *, opens: bool) -> None:
        super().__init__(parent=field)
        self._editor, self._opens = field.editor, opens
        self.flags: tuple[Flag, ...] = ()
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE_MS)
        self.pause.timeout.connect(self.look)
        layout = field.layout()
        assert layout is not None
        layout.addWidget(self)
        assert isinstance(self._editor, QPlainTextEdit | QLineEdit)
        self._editor.textChanged.connect(self.pause.start)
        theme().changed.connect(self._mark)
        if self._text():
            self.pause.start()

    def look(self) -> None:
        """Look at the words as they stand now."""
        try:
            found = wording().look(self._text(), opens=self._opens)
        except CommissioningError:
            # The workspace can't be read just now. Saving will say so; a hint need not.
            found = ()
        if found != self.flags:
            self.flags = found
            self.show_message(said(found), "warn")
        self._mark()

    def _text(self) -> str:
        return self._editor.toPlainText() if isinstance(self._editor, QPlainTextEdit) else self._editor.text()

    def _mark(self) -> None:
        """Underline the words in a box of several lines."""
        if not isinstance(self._editor, QPlainTextEdit):
            return
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(theme().colour("warn"))
        marks = []
        for flag in self.flags:
            cursor = QTextCursor(self._editor.document())
            cursor.setPosition(_signs(self._text(), flag.start))
            cursor.setPosition(_signs(self._text(), flag.end), QTextCursor.MoveMode.KeepAnchor)
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = cursor, look  # type: ignore[attr-defined]
            marks.append(mark)
        self._editor.setExtraSelections(marks)


def _signs(text: str, place: int) -> int:
    """A place in Python's text as Qt counts it: signs beyond the first plane are two there."""
    return len(text[:place].encode("utf-16-le")) // 2


def said(flags: tuple[Flag, ...]) -> str:
    """Each different word once, with what to write instead, and why."""
    seen: dict[str, Flag] = {}
    for flag in flags:
        seen.setdefault(flag.found.casefold(), flag)
    lines = [
        tr("“{found}”. Better: {better}. {why}", found=one.found, better=one.rule.better, why=one.rule.why)
        for one in list(seen.values())[:SHOWN]
    ]
    if len(seen) > SHOWN:
        lines.append(tr_count("And one more word.", "And {count} more words.", len(seen) - SHOWN))
    return "\n".join(lines)
