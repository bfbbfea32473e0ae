"""What a page says to a person: what is next, what is wrong, what will be here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from commissioning_app.ui.lib.icons import TONE_ICONS, draw_icon
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.lib.theme import Tone, set_property, theme
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.text import Label, Prose

Action = Callable[[], object]


class IconBadge(QWidget):
    """A round badge with an icon on a soft ground, or the bare icon."""

    def __init__(
        self, tone: Tone, icon: str = "", *, size: int = 30, bare: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone, self._icon, self._size, self._bare = tone, icon, size, bare
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._restyle)

    def set(self, tone: Tone, icon: str = "") -> None:
        """Show another state."""
        self._tone, self._icon = tone, icon
        self.update()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Grows with the text."""
        side = theme().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the badge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, ground = theme().tone(self._tone)
        box = QRectF(self.rect())
        if not self._bare:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawEllipse(box)
            inset = box.width() * 0.25
            box.adjust(inset, inset, -inset, -inset)
        draw_icon(painter, self._icon or TONE_ICONS[self._tone], box, colour)
        painter.end()


class NextBanner(QFrame):
    """What is next: one sentence, a line of detail, one button."""

    def __init__(
        self,
        sentence: str = "",
        detail: str = "",
        button: str = "",
        on_click: Action | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "soft")
        outer = row(self, gap="l")
        outer.setContentsMargins(18, 16, 18, 16)
        words = column(gap="xs")
        outer.addLayout(words, 1)
        self.sentence_label = Label("", "banner")
        self.detail_label = Prose("", "muted")
        words.addWidget(self.sentence_label)
        words.addWidget(self.detail_label)
        self.button = PrimaryButton("")
        outer.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._on_click: Action | None = None
        self.button.clicked.connect(self._clicked)
        self.set(sentence, detail, button, on_click)

    def set(
        self,
        sentence: str,
        detail: str = "",
        button: str = "",
        on_click: Action | None = None,
        *,
        is_done: bool = False,
    ) -> None:
        """Say something else; without a button's text there is no button. What is done is not urged again."""
        set_property(self.button, "kind", "secondary" if is_done else "primary")
        self.sentence_label.setText(sentence)
        self.detail_label.setText(detail)
        self.detail_label.setVisible(bool(detail))
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.button.setAccessibleDescription(sentence)
        self._on_click = on_click

    def _clicked(self) -> None:
        if self._on_click is not None:
            self._on_click()


class InlineMessage(QFrame):
    """A sentence inside a page: good, warn, bad or info, with an icon; hidden while it has nothing to say."""

    def __init__(self, text: str = "", tone: Tone = "info", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "inline")
        outer = row(self, gap="m", margin="m")
        self._badge = IconBadge(tone, size=20, bare=True)
        outer.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        self._label = Label(text, selectable=True)
        outer.addWidget(self._label, 1)
        if text:
            self._say(text, tone)
        else:
            self.clear()

    @property
    def text(self) -> str:
        """What it says now."""
        return self._label.text()

    def show_message(self, text: str, tone: Tone = "bad") -> None:
        """Say something; "" hides the message."""
        self._say(text, tone)
        self.setVisible(bool(text))

    def _say(self, text: str, tone: Tone) -> None:
        set_property(self, "tone", tone)
        self._badge.set(tone, "info" if tone == "info" else "")
        self._label.setText(text)
        self.setAccessibleName(text)

    def clear(self) -> None:
        """Nothing to say any more."""
        self.show_message("")


class EmptyState(QWidget):
    """What will be here, and the next step."""

    def __init__(
        self,
        title: str,
        text: str = "",
        button: str = "",
        on_click: Action | None = None,
        *,
        icon: str = "info",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        outer: QVBoxLayout = column(self, gap="m", margin="xxl")
        outer.addStretch(1)
        outer.addWidget(IconBadge("neutral", icon, size=52), 0, Qt.AlignmentFlag.AlignHCenter)
        self.title_label = Label(title, "card_title")
        self.text_label = Label(text, "muted")
        for label in (self.title_label, self.text_label):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            outer.addWidget(label)
        self.text_label.setVisible(bool(text))
        self.button = SecondaryButton(button, on_click)
        outer.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button.setVisible(bool(button))
        outer.addStretch(1)
        self.setAccessibleName(title)

    def set_text(self, title: str, text: str = "") -> None:
        """Say something else."""
        self.title_label.setText(title)
        self.text_label.setText(text)
        self.text_label.setVisible(bool(text))
        self.setAccessibleName(title)


class TaskRow(QWidget):
    """One thing that needs somebody: badge, sentence, detail, and a button that goes there (Home)."""

    def __init__(
        self,
        sentence: str,
        detail: str = "",
        tone: Tone = "info",
        button: str = "",
        on_click: Action | None = None,
        *,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        outer = row(self, gap="m")
        outer.setContentsMargins(2, 10, 2, 10)
        outer.addWidget(IconBadge(tone, icon), 0, Qt.AlignmentFlag.AlignVCenter)
        words = column(gap="xs")
        words.setSpacing(2)
        words.addWidget(Label(sentence, "strong"))
        if detail:
            words.addWidget(Label(detail, "muted"))
        outer.addLayout(words, 1)
        if button:
            self.button = SecondaryButton(button, on_click)
            self.button.setAccessibleDescription(sentence)
            outer.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
