"""The frame of a page: a vertical scroll, a header with breadcrumb and title, rows that stack when narrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commissioning_app.ui.lib.layouts import FlowLayout, column, empty, row
from commissioning_app.ui.lib.theme import set_property, theme
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.widgets.text import Label

LARGE = 1.5
"""From which size of text on, as a part of the usual one, a header has its state beside the crumbs."""
QUIET = 10
"""How many rounds of events without a change of height tell that a page has settled."""
Crumb = tuple[str, Callable[[], object] | None]


class ScrollPage(QScrollArea):
    """A page's content in one vertical scroll; it never scrolls sideways. Put widgets into `content`.

    A scroll that holds only text to be read is named by `reading`: then Tab stops at it, and keys scroll it.
    """

    def __init__(self, *, margin: bool = True, reading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if reading else Qt.FocusPolicy.NoFocus)
        self.setProperty("reading", "true" if reading else "false")
        self.setAccessibleName(reading)
        inner = QWidget()
        inner.setProperty("surface", "page")
        self.content: QVBoxLayout = column(inner, gap="l")
        if margin:
            self.use_margins(SPACE["xxl"], SPACE["xl"], SPACE["xl"])
        self.setWidget(inner)
        self._part: QWidget | None = None
        self._quiet = 0
        self._settling = QTimer(self)
        self._settling.timeout.connect(self._place_part)
        self.verticalScrollBar().rangeChanged.connect(self._unquiet)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget at the end of the page."""
        self.content.addWidget(widget, stretch)

    def use_margins(self, left: int, top: int, bottom: int) -> None:
        """Margins in px; the right one is the page's own, and the scroll bar stands in it: no edge moves."""
        bar = self.verticalScrollBar()

        def keep(_least: int = 0, most: int = 0) -> None:
            taken = bar.sizeHint().width() if most else 0
            self.content.setContentsMargins(left, top, max(SPACE["xxl"] - taken, 0), bottom)

        bar.rangeChanged.connect(keep)
        keep(0, bar.maximum())

    def show_part(self, part: QWidget) -> None:
        """Scroll a part to the top, and keep it there until a page that was just filled has its heights."""
        self._part, self._quiet = part, 0
        self._settling.start(0)
        self._place_part()

    def _unquiet(self) -> None:
        self._quiet = 0

    def _place_part(self) -> None:
        """Each time that nothing else waits; done when the heights have not changed for a while."""
        inner = self.widget()
        if self._part is None or inner is None:
            return
        self.content.activate()
        top = self._part.mapTo(inner, QPoint(0, 0)).y()
        self.verticalScrollBar().setValue(top - SPACE["m"])
        self._quiet += 1
        if self._quiet > QUIET:
            self._part = None
            self._settling.stop()

    def overflow(self) -> int:
        """How many px the content is wider than the page: 0 when all of it can be seen."""
        inner = self.widget()
        return max(inner.minimumSizeHint().width() - self.viewport().width(), 0) if inner is not None else 0


class PageHeader(QWidget):
    """Breadcrumb, title, a line under it, and what stands on the right (a chip, buttons) in `right`."""

    def __init__(
        self,
        title: str,
        *,
        crumbs: Sequence[Crumb] = (),
        subtitle: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE["l"])
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._way = QWidget()
        self._crumbs = FlowLayout(self._way, gap="xs", line_gap="xs")
        self.title_label = Label(title, "page_title")
        self.subtitle_label = Label(subtitle, "muted")
        self._side = QWidget()
        # A part that is shown or hidden before it has a parent is a window of its own for a moment.
        for part in (self._way, self.title_label, self.subtitle_label, self._side):
            part.setParent(self)
        self.subtitle_label.setVisible(bool(subtitle))
        self.right: QHBoxLayout = row(self._side, gap="m")
        self._rises: bool | None = None
        self.set_crumbs(crumbs)
        theme().changed.connect(self._arrange)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the title and the line under it."""
        self.title_label.setText(title)
        self.subtitle_label.setText(subtitle)
        self.subtitle_label.setVisible(bool(subtitle))

    def set_crumbs(self, crumbs: Sequence[Crumb]) -> None:
        """Change the way here: (text, what a click does or None)."""
        empty(self._crumbs)
        self._way.setVisible(bool(crumbs))
        self._arrange()
        for place, (text, go) in enumerate(crumbs):
            if place:
                self._crumbs.addWidget(Label("/", "muted", wrap=False))
            if go is None:
                self._crumbs.addWidget(Label(text, "muted", wrap=False))
                continue
            button = QPushButton(text)
            button.setProperty("kind", "crumb")
            button.clicked.connect(lambda _checked=False, go=go: go())
            self._crumbs.addWidget(button)

    def _arrange(self) -> None:
        """What stands on the right goes beside the crumbs while the text is large: the title needs room."""
        rises = theme().scale >= LARGE and not self._way.isHidden()
        if rises == self._rises:
            return
        self._rises = rises
        grid, middle = self._grid, Qt.AlignmentFlag.AlignVCenter
        for part in (self._way, self.title_label, self.subtitle_label, self._side):
            grid.removeWidget(part)
        wide = 2 if rises else 1
        grid.addWidget(self._way, 0, 0)
        grid.addWidget(self.title_label, 1, 0, 1, wide)
        grid.addWidget(self.subtitle_label, 2, 0, 1, wide)
        grid.addWidget(self._side, 0, 1, 1 if rises else 3, 1, middle)


class ResponsiveRow(QWidget):
    """Widgets side by side while each has `least` px (at 100 % text), under each other when not."""

    def __init__(self, *, least: int = 320, gap: int = SPACE["l"], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap)
        self._stretches: list[int] = []
        theme().changed.connect(self._arrange)

    def add(self, widget: QWidget, stretch: int = 1) -> None:
        """Put a widget at the end, with its share of the width."""
        self._layout.addWidget(widget, stretch)
        self._stretches.append(stretch)
        self._arrange()

    @property
    def stacked(self) -> bool:
        """Whether the widgets stand under each other."""
        return self._layout.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest of its parts, since they can stack."""
        parts = [self._layout.itemAt(place) for place in range(self._layout.count())]
        width = max((part.minimumSize().width() for part in parts if part is not None), default=0)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between side by side and stacked."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """A new font changes what fits."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        total = sum(self._stretches) or 1
        smallest = min((s for s in self._stretches if s), default=1)
        wide = self.width() * smallest / total >= theme().px(self._least)
        wanted = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._layout.direction() != wanted:
            self._layout.setDirection(wanted)
            for place, stretch in enumerate(self._stretches):
                self._layout.setStretch(place, stretch if wide else 0)


def use_large_print(widget: QWidget, large: bool) -> None:
    """Give everything in this widget letters half as large again, as in large print, or take it back."""
    set_property(widget, "density", "print" if large else "")
    for part in widget.findChildren(QWidget):
        part.style().unpolish(part)
        part.style().polish(part)
        part.updateGeometry()


def use_panel_text(widget: QWidget) -> None:
    """Give everything in this widget a panel member's larger text (18 px where officers have 15)."""
    set_property(widget, "density", "panel")
