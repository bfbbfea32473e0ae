"""One organisation in a declaration: a tick when there is a tie, and then which kind."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from commissioning_app.domain.panels import Interest
from commissioning_app.services.queries.declarations import OrganisationInterest
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.choice import Choices
from commissioning_app.ui.widgets.fields import FormField, TextEdit
from commissioning_app.ui.widgets.text import Label


class TieRow(QWidget):
    """`changed` comes with each change. What stands unfolded under a tick is made when first needed."""

    changed = Signal()

    def __init__(self, kept: OrganisationInterest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.organisation_id, self.name = kept.organisation_id, kept.name
        self._kept = kept
        self.choices: Choices | None = None
        self.note: TextEdit | None = None
        self._outer = column(self, gap="s")
        line = row(gap="s")
        self.tick = QCheckBox()
        self.tick.setAccessibleName(kept.name)
        line.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(_NameLabel(kept.name, self.tick), 1)
        self._outer.addLayout(line)
        self._more: QWidget | None = None
        self.tick.setChecked(kept.interest in (Interest.INDIRECT, Interest.DIRECT))
        self._unfold()
        self.tick.toggled.connect(self._toggled)

    @property
    def interest(self) -> Interest | None:
        """What is said about this organisation; None while a tie is ticked and its kind isn't chosen."""
        if not self.tick.isChecked() or self.choices is None:
            return Interest.NONE
        return Interest(self.choices.chosen) if self.choices.chosen else None

    @property
    def said(self) -> str:
        """The note beside a tie."""
        return self.note.text().strip() if self.note is not None and self.tick.isChecked() else ""

    @property
    def is_changed(self) -> bool:
        """Whether this differs from what was declared."""
        before = self._kept.interest or Interest.NONE
        return (self.interest, self.said) != (before, self._kept.note if before is not Interest.NONE else "")

    @property
    def is_newly_direct(self) -> bool:
        """Whether this would take a panel member out of the round."""
        return self.interest is Interest.DIRECT and self._kept.interest is not Interest.DIRECT

    def _toggled(self) -> None:
        self._unfold()
        self.changed.emit()

    def _unfold(self) -> None:
        """Show the two kinds of tie under a tick."""
        ticked = self.tick.isChecked()
        if ticked and self._more is None:
            self._more = self._make_more()
            self._outer.addWidget(self._more)
        if self._more is not None:
            self._more.setVisible(ticked)

    def _make_more(self) -> QWidget:
        more = QWidget()
        inner = column(more, gap="m")
        inner.setContentsMargins(theme().px(16) + 30, 0, 0, theme().space("m"))
        chosen = None if self._kept.interest in (None, Interest.NONE) else self._kept.interest
        self.choices = Choices(tr("What kind of tie?"), tie_options(), chosen=chosen)
        self.choices.changed.connect(lambda _key: self.changed.emit())
        inner.addWidget(self.choices)
        self.note = TextEdit(self._kept.note, characters=60)
        inner.addWidget(FormField(tr("What is it? A few words are enough"), self.note, optional=True))
        return more


def tie_options() -> list[tuple[str, str, str]]:
    """The two kinds of tie: (interest, words, what it means)."""
    return [
        (
            Interest.INDIRECT,
            tr("A loose tie"),
            tr("A friend works there, or I was part of it before. This EOI is then not shown to me."),
        ),
        (
            Interest.DIRECT,
            tr("A close tie"),
            tr(
                "I, or somebody I live with, works there, is paid by it or helps to run it. "
                "Then I leave this round, unless an approver agrees that I stay."
            ),
        ),
    ]


class _NameLabel(Label):
    """The organisation's name; a click on it ticks."""

    def __init__(self, name: str, tick: QCheckBox) -> None:
        super().__init__(name)
        self._tick = tick
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """As if the box itself had been clicked."""
        self._tick.setFocus(Qt.FocusReason.MouseFocusReason)
        self._tick.click()
