"""Methods side by side: the published rule first, the others marked as comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.money import pounds
from commissioning_app.services.queries.allocation import MethodCard
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.page import ResponsiveRow
from commissioning_app.ui.widgets.text import Label


class MethodsRow(QWidget):
    """One card a method; `chosen` comes with the name of the one whose amounts the person wants to see."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outer = column(self)
        self.cards: dict[str, MethodFace] = {}

    def set_methods(self, methods: Sequence[MethodCard], shown: str, recommended: str = "") -> None:
        """Show other figures; `shown` names whose amounts stand below, `recommended` the recorded one."""
        focused = next((name for name, card in self.cards.items() if card.button.hasFocus()), "")
        empty(self._outer)
        self.cards.clear()
        across = ResponsiveRow(least=250)
        for one in methods:
            face = MethodFace(one, is_shown=one.name == shown, is_recommended=one.name == recommended)
            face.button.clicked.connect(lambda _on=False, name=one.name: self.chosen.emit(name))
            self.cards[one.name] = face
            across.add(face)
        self._outer.addWidget(across)
        if focused in self.cards and self.cards[focused].button.isEnabled():
            self.cards[focused].button.setFocus()


class MethodFace(Card):
    """One method: its title, whether it is the rule or a comparison, its figures."""

    def __init__(
        self,
        method: MethodCard,
        *,
        is_shown: bool,
        is_recommended: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(method.title, parent=parent)
        self.setToolTip(method.summary)
        self.set_selected(is_shown)
        self.chip = StatusChip(tr("Comparison"), "neutral", "eye")
        if method.is_the_rule:
            self.chip.set(tr("The rule"), "good", "lock")
        elif is_recommended:
            self.chip.set(tr("Recommended instead"), "warn", "flag")
        self.header.addWidget(self.chip)
        self.facts = _facts(method)
        tiles = QWidget()
        flow = FlowLayout(tiles, gap="xl", line_gap="s")
        for what, value in self.facts:
            flow.addWidget(_tile(what, value))
        self.add(tiles)
        self.body.addStretch(1)
        foot = QWidget()
        line = FlowLayout(foot, gap="m", line_gap="xs")
        self.differs = Label(_differs_words(method), "muted", wrap=False)
        if not method.is_the_rule:
            line.addWidget(self.differs)
        name = tr("{method}: see its amounts", method=method.title)
        self.button = LinkButton(_button_words(method, is_shown), name=name)
        self.button.setAccessibleDescription(". ".join(f"{what}: {value}" for what, value in self.facts))
        self.button.setEnabled(not is_shown)
        line.addWidget(self.button)
        self.add(foot)


def _facts(method: MethodCard) -> list[tuple[str, str]]:
    figures = method.figures
    funded = tr("{count} of {all}", count=f"{figures.funded:,}", all=f"{method.considered:,}")
    return [
        (tr("funded"), funded),
        (tr("in part"), f"{figures.part_funded:,}"),
        (tr("awarded"), pounds(figures.awarded_pence)),
        (tr("to small organisations"), _share(figures.share_to_small)),
        (tr("to core costs"), _share(figures.share_to_core)),
    ]


def _share(share: Fraction | None) -> str:
    """A share as whole per cent."""
    return (
        "–"
        if share is None
        else f"{(200 * share.numerator + share.denominator) // (2 * share.denominator)} %"
    )


def _tile(what: str, value: str) -> QWidget:
    """A figure over its word."""
    tile = QWidget()
    inner = column(tile, gap="xs")
    inner.setSpacing(0)
    number = Label(value, "strong", wrap=False)
    number.setAccessibleName(f"{what}: {value}")
    inner.addWidget(number)
    inner.addWidget(Label(what, "small", wrap=False))
    return tile


def _differs_words(method: MethodCard) -> str:
    count = len(method.figures.differs)
    if not count:
        return tr("Every EOI would get the same amount.")
    return tr_count("One EOI would get another amount.", "{count} EOIs would get another amount.", count)


def _button_words(method: MethodCard, is_shown: bool) -> str:
    if is_shown:
        return tr("Shown below")
    return tr("See the rule’s amounts") if method.is_the_rule else tr("See its amounts")
