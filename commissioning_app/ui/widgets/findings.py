"""A finding as a sentence with its state, evidence, source on demand, and the way to where it is mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty, row
from commissioning_app.ui.lib.theme import Tone
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.text import Label, Prose, Rule


class FindingRow(QWidget):
    """One finding; `links` are (text, what a click does): where it is mended, explain, …

    `beside` are further sentences, a line each: who explained it, what is being done.
    """

    def __init__(
        self,
        sentence: str,
        *,
        state: str,
        tone: Tone,
        code: str = "",
        evidence: str = "",
        explanation: str = "",
        beside: Sequence[str] = (),
        source: str = "",
        links: Sequence[tuple[str, Callable[[], object]]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        outer = column(self, gap="xs")
        outer.setContentsMargins(0, 10, 0, 10)
        line = row(gap="m")
        words = column(gap="xs")
        words.addWidget(Prose(sentence, "strong"))
        if evidence:
            words.addWidget(Prose(evidence))
        if explanation:
            words.addWidget(Prose(tr("Explained: {text}", text=explanation), "muted"))
        for one in beside:
            words.addWidget(Prose(one, "muted"))
        line.addLayout(words, 1)
        icon = {"info": "chat"}.get(tone, "")
        line.addWidget(StatusChip(state, tone, icon), 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(line)
        foot = FlowLayout(gap="m", line_gap="xs")
        if code:
            foot.addWidget(Label(code, "small", wrap=False))
        for text, go in links:
            foot.addWidget(LinkButton(text.replace("&", "&&"), go, name=f"{text}: {sentence}"))
        self.source_label = Prose(source, "muted")
        self.source_label.hide()
        if source:
            self.source_button = LinkButton(tr("Where this comes from"), self._toggle)
            self.source_button.setAccessibleName(tr("Where this comes from: {sentence}", sentence=sentence))
            foot.addWidget(self.source_button)
        outer.addLayout(foot)
        outer.addWidget(self.source_label)
        self.setAccessibleName(f"{state}: {sentence}")

    def _toggle(self) -> None:
        """Show or hide the source."""
        shown = self.source_label.isHidden()
        self.source_label.setVisible(shown)
        self.source_button.setText(tr("Hide where this comes from") if shown else tr("Where this comes from"))


class KeyValueList(QFrame):
    """Facts: what on the left, how much on the right, a faint line between."""

    def __init__(
        self, pairs: Sequence[tuple[str, str]] = (), *, lines: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 0, 8, 0)
        self._grid.setVerticalSpacing(8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(0, 1)
        self.set(pairs)

    def set(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show other facts."""
        empty(self._grid)
        self.pairs = tuple(pairs)
        place = 0
        for what, value in pairs:
            left, right = Label(what), Label(value, "strong")
            right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            right.setAccessibleName(f"{what}: {value}")
            self._grid.addWidget(left, place, 0)
            self._grid.addWidget(right, place, 1)
            place += 1
            if self._lines:
                self._grid.addWidget(Rule(), place, 0, 1, 2)
                place += 1
