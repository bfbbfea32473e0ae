"""Fields of a form: label, editor, help, and what is wrong beside the field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.money import parse_pounds, pounds
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.theme import set_property, theme
from commissioning_app.ui.widgets.text import Prose


class FormField(QWidget):
    """A label with its editor; help stands under the label, a mistake under the editor.

    An editor with a `problem_changed(str)` signal (MoneyEdit, DateField) shows its own mistakes here.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        help: str = "",
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        outer = column(self, gap="xs")
        words = tr("{label} (optional)", label=label) if optional else label
        self.label = QLabel(words)
        self.label.setProperty("role", "strong")
        self.label.setWordWrap(True)
        self.label.setBuddy(editor)
        outer.addWidget(self.label)
        self.help_label = Prose(help, "muted")
        outer.addWidget(self.help_label)
        self.help_label.setVisible(bool(help))
        outer.addWidget(editor)
        self.error_label = Prose("", "error")
        self.error_label.hide()
        outer.addWidget(self.error_label)
        self._help = help
        plain = words.replace("&&", "\0").replace("&", "").replace("\0", "&")
        if not editor.accessibleName():
            editor.setAccessibleName(plain)
        editor.setAccessibleDescription(help)
        problems = getattr(editor, "problem_changed", None)
        if problems is not None:
            problems.connect(self.set_error)

    @property
    def error(self) -> str:
        """What is said to be wrong; "" when nothing is."""
        return self.error_label.text()

    def set_error(self, sentence: str) -> None:
        """Say beside the field what is wrong and what to do; "" says that it is right."""
        self.error_label.setText(sentence)
        self.error_label.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(" ".join(part for part in (sentence, self._help) if part))
        set_property(self.editor, "invalid", "true" if sentence else "false")

    def clear_error(self) -> None:
        """Nothing is wrong."""
        self.set_error("")


class TextEdit(QLineEdit):
    """One line of text that never grows wider than a line should be."""

    def __init__(
        self, text: str = "", *, placeholder: str = "", characters: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        self._characters = characters
        if characters:
            self._limit()
            theme().changed.connect(self._limit)

    def _limit(self) -> None:
        self.ensurePolished()
        width = QFontMetrics(self.font()).averageCharWidth() * self._characters
        self.setMaximumWidth(width + theme().pad(10) * 2 + 12)


class MoneyEdit(TextEdit):
    """An amount in pence, typed as people write it (£12,500, 12500.50, 12k); never a float."""

    pence_changed = Signal(object)
    problem_changed = Signal(str)

    def __init__(
        self,
        pence: int | None = None,
        *,
        required: bool = False,
        least: int | None = None,
        most: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(characters=16, placeholder="£", parent=parent)
        self._required, self._least, self._most = required, least, most
        self._pence = pence
        self._problem = ""
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setText("" if pence is None else pounds(pence))
        self.textEdited.connect(self._edited)
        self.editingFinished.connect(self._finished)

    @property
    def pence(self) -> int | None:
        """The amount, or None when the field is empty or can't be read."""
        return self._pence

    @property
    def problem(self) -> str:
        """What is wrong with what stands there; "" when nothing is."""
        return self._problem

    def set_pence(self, pence: int | None) -> None:
        """Show an amount."""
        self.setText("" if pence is None else pounds(pence))
        self._take(pence, "")

    def check(self) -> bool:
        """Say what is wrong now, even in a field that nobody touched; True when nothing is."""
        pence, problem = self._read()
        self._take(pence, problem)
        return not problem

    def _read(self) -> tuple[int | None, str]:
        """The amount and what is wrong with it."""
        text = self.text().strip()
        if not text:
            return None, tr("Type an amount, like £12,500.") if self._required else ""
        try:
            pence = parse_pounds(text)
        except BadValue as error:
            return None, str(error)
        if self._least is not None and pence < self._least:
            return None, tr("This must be {amount} or more.", amount=pounds(self._least))
        if self._most is not None and pence > self._most:
            return None, tr("This must be {amount} or less.", amount=pounds(self._most))
        return pence, ""

    def _edited(self) -> None:
        """Take the amount while it is typed; complain only when the person has left the field."""
        pence, problem = self._read()
        self._take(pence, problem if self._problem else "")

    def _finished(self) -> None:
        """Check, and write the amount as amounts are written."""
        pence, problem = self._read()
        if pence is not None:
            self.setText(pounds(pence))
        self._take(pence, problem)

    def _take(self, pence: int | None, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self.problem_changed.emit(problem)
        if pence != self._pence:
            self._pence = pence
            self.pence_changed.emit(pence)


class GrowingTextEdit(QPlainTextEdit):
    """A text box that grows with what is typed; Tab leaves it."""

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        lines: int = 2,
        most: int = 14,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._lines, self._most = lines, most
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme().changed.connect(self._fit)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """A new font, such as that of a panel member's page, needs another height."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_most"):
            self._fit()

    def _fit(self, _size: object = None) -> None:
        """Be as high as the text, between the fewest and the most lines."""
        self.ensurePolished()
        line = QFontMetrics(self.font()).lineSpacing()
        # QPlainTextEdit's document counts its height in lines.
        count = min(max(round(self.document().size().height()), self._lines), self._most)
        margins = 2 * (theme().pad(6) + 2) + 2 * round(self.document().documentMargin())
        self.setFixedHeight(count * line + margins)
