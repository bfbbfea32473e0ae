"""Look over everything once more, then send it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.services.queries.my_scoring import MyAssignment, MyRound
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty, row
from commissioning_app.ui.scoring.words import is_ready, is_sent, state_chip
from commissioning_app.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import PageHeader, ScrollPage
from commissioning_app.ui.widgets.text import Label, Prose, Rule


class SendView(QWidget):
    """`send_wanted` comes with the references that are ready."""

    eoi_wanted = Signal(str)
    list_wanted = Signal()
    send_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.links: dict[str, LinkButton] = {}
        self._ready: tuple[str, ...] = ()
        scroll = ScrollPage()
        column(self).addWidget(scroll)
        self.header = PageHeader(tr("Review and send"))
        scroll.add(self.header)
        self.message = InlineMessage()
        scroll.add(self.message)
        self.words = Prose("")
        scroll.add(self.words)
        foot = QWidget()
        line = FlowLayout(foot, gap="m")
        self.send_button = PrimaryButton("", lambda: self.send_wanted.emit(self._ready))
        self.back_button = SecondaryButton(tr("Back to &all EOIs"), self.list_wanted.emit)
        line.addWidget(self.send_button)
        line.addWidget(self.back_button)
        scroll.add(foot)
        self.card = Card()
        scroll.add(self.card)
        scroll.content.addStretch(1)

    def show_assignments(self, round_: MyRound, mine: Sequence[MyAssignment], later: frozenset[str]) -> None:
        """Show what is ready, and what is not."""
        self.message.clear()
        self._ready = tuple(one.reference for one in mine if is_ready(one))
        left = [one for one in mine if not is_ready(one) and not is_sent(one)]
        self.header.set_title(tr("Review and send"), round_.name)
        said = tr("Once sent, a score changes only at the panel’s meeting, with a reason.")
        if left:
            said = (
                tr_count("One is not finished yet.", "{count} are not finished yet.", len(left)) + " " + said
            )
        self.words.setText(said)
        self.send_button.setText(_send_words(len(self._ready), len(left)))
        reason = "" if self._ready else tr("Nothing is ready to send. Give each criterion an answer first.")
        self.send_button.refuse(reason)
        self._fill(sorted(mine, key=lambda one: (is_sent(one), is_ready(one))), later)

    def _fill(self, mine: Sequence[MyAssignment], later: frozenset[str]) -> None:
        empty(self.card.body)
        self.links.clear()
        for one in mine:
            if self.links:
                self.card.add(Rule())
            self.card.add(self._line(one, one.reference in later))

    def _line(self, one: MyAssignment, is_later: bool) -> QWidget:
        """One EOI with its state; unfinished ones come first."""
        holder = QWidget()
        line = row(holder, gap="m")
        words = column(gap="xs")
        words.addWidget(Label(one.title or one.reference, "strong"))
        words.addWidget(Label(one.organisation, "muted"))
        line.addLayout(words, 1)
        chip = state_chip(one)
        if is_later and not is_sent(one):
            line.addWidget(StatusChip(tr("Come back"), "warn", "flag"))
        line.addWidget(StatusChip(chip.text, chip.tone, chip.icon))
        text = tr("Read it") if is_sent(one) else tr("Look again") if is_ready(one) else tr("Go there")
        link = LinkButton(text)
        link.clicked.connect(lambda _on=False, reference=one.reference: self.eoi_wanted.emit(reference))
        link.setAccessibleName(f"{text}: {one.title or one.reference}, {chip.text}")
        self.links[one.reference] = link
        line.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder


def _send_words(ready: int, left: int) -> str:
    """The button says how many it sends."""
    if not ready:
        return tr("&Send")
    if left:
        return tr_count("&Send the one that is ready", "&Send the {count} that are ready", ready)
    return tr_count("&Send it", "&Send all {count}", ready)
