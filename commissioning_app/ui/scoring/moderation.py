"""Moderation: where assessments differ on the left, one EOI with every score on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.roles import can_moderate
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.differences import points_apart
from commissioning_app.services.queries.moderation import ModerationRow, moderation_page, moderation_rows
from commissioning_app.services.queries.panel import PanelRow, panel_rows
from commissioning_app.services.queries.rounds import RoundHeader
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.dialogs import confirm
from commissioning_app.ui.lib.layouts import FlowLayout, column, row
from commissioning_app.ui.lib.table_model import Chip, Column
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.navigation import Route, Shell
from commissioning_app.ui.scoring.discussion import EoiDiscussion
from commissioning_app.ui.scoring.presence import PresenceDialog
from commissioning_app.ui.scoring.ways import LeastHeight, TwoWays
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import EmptyState
from commissioning_app.ui.widgets.page import ScrollPage
from commissioning_app.ui.widgets.text import Label, Prose


class ModerationView(QWidget):
    """What is to be discussed, who is here, and one EOI at a time."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self._header: RoundHeader | None = None
        self._rows: tuple[ModerationRow, ...] = ()
        self._members: tuple[PanelRow, ...] = ()
        self._points_apart = 0
        self.table = DataTable(
            "moderation",
            _columns(),
            title=tr("Where assessments differ"),
            tall=True,
            empty=EmptyState(tr("Nothing was scored yet")),
        )
        self.discussion = EoiDiscussion(shell, self._changed)
        parts = _ListAndDetail(self._make_list(), self.discussion)
        column(self).addWidget(parts)
        self.table.selection_changed.connect(self._selected)
        self._filling = False

    def show_round(self, header: RoundHeader, reference: str | None) -> None:
        """Ask for the round's assessments and open one EOI; raises what the services raise."""
        context = self.shell.context
        fresh = self._header is None or self._header.code != header.code
        self._header = header
        self._rows = moderation_rows(context, round_code=header.code)
        self._members = panel_rows(context, round_code=header.code)
        self._points_apart = points_apart(context, round_code=header.code)
        wanted = reference or (None if fresh else self.discussion.reference)
        self._filling = True
        self.table.set_rows([_values(one) for one in self._rows], ids=[one.reference for one in self._rows])
        known = [one.reference for one in self._rows]
        chosen = wanted if wanted in known else next(iter(known), None)
        if chosen is not None:
            self.table.select(chosen)
        self._filling = False
        self._open(chosen)
        self._say()

    def may_leave(self) -> bool:
        """Ask before a note is lost that was typed and not written down."""
        if not self.discussion.is_unsaved:
            return True
        leave = confirm(
            self,
            tr("Leave without writing it down?"),
            tr("You typed what the panel said and did not write it down."),
            yes=tr("Leave it"),
            no=tr("Stay here"),
            danger=True,
        )
        if leave:
            self.discussion.forget()
        return leave

    def go_to_next(self) -> None:
        """The next EOI that is far apart and not discussed."""
        waiting = [one.reference for one in self._rows if one.is_flagged and not one.is_discussed]
        later = (
            waiting[waiting.index(self.discussion.reference) + 1 :]
            if (self.discussion.reference in waiting)
            else waiting
        )
        if later or waiting:
            self.table.select((later or waiting)[0])

    def open_presence(self) -> None:
        """Write down who is at the meeting."""
        if self._header is None:
            return
        dialog = PresenceDialog(self, self.shell.context, self._header.code, self._members)
        if dialog.exec():
            self._changed()
            self.shell.say(tr("Who was at the meeting is written down."))
        dialog.deleteLater()

    def _make_list(self) -> QWidget:
        card = Card(tr("Where assessments differ"))
        self.sentence = Prose("", "muted")
        card.add(self.sentence)
        line = FlowLayout(gap="s")
        self.next_button = SecondaryButton(tr("Ne&xt to discuss"), self.go_to_next, icon="next")
        self.presence_button = SecondaryButton(tr("Who is &here"), self.open_presence, icon="people")
        for button in (self.next_button, self.presence_button):
            line.addWidget(button)
        card.body.addLayout(line)
        card.add(self.table, 1)
        LeastHeight(self.table, 260)
        self.agreement = Label("", "muted")
        card.add(self.agreement)
        return card

    def _selected(self, references: Sequence[object]) -> None:
        if self._filling or not references or references[0] == self.discussion.reference:
            return
        if not self.may_leave():
            self._filling = True
            self.table.select(self.discussion.reference or "")
            self._filling = False
            return
        self._open(str(references[0]))
        if self._header is not None:
            self.shell.navigator.replace(Route("round", self._header.code, "scoring", str(references[0])))

    def _open(self, reference: str | None) -> None:
        assert self._header is not None
        if reference is None:
            self.discussion.show_nothing()
            return
        page = moderation_page(self.shell.context, round_code=self._header.code, reference=reference)
        row_ = next(one for one in self._rows if one.reference == reference)
        self.discussion.show_page(self._header.code, page, is_complete=row_.complete)

    def _changed(self) -> None:
        """Something was written down: show what is true now."""
        if self._header is not None:
            self.show_round(self._header, self.discussion.reference)

    def _say(self) -> None:
        assert self._header is not None
        here = sum(1 for one in self._members if one.was_at_moderation)
        waiting = sum(1 for one in self._rows if one.is_flagged and not one.is_discussed)
        if waiting:
            said = tr_count(
                "One EOI is still to be discussed.", "{count} EOIs are still to be discussed.", waiting
            )
        else:
            said = tr("Everything that is far apart was discussed.")
        present = tr("{here} of {all} members were here.", here=here, all=len(self._members))
        self.sentence.setText(f"{said} {present}" if here else said)
        self.next_button.refuse("" if waiting else tr("Nothing is left to discuss."))
        self.presence_button.refuse(self._why_not())
        self.agreement.setText(
            tr_count(
                "One point of 5 or more apart on a criterion is to be discussed.",
                "{count} points of 5 or more apart on a criterion are to be discussed.",
                self._points_apart,
            )
        )

    def _why_not(self) -> str:
        """Why nothing can be written down now."""
        assert self._header is not None
        if self._header.state is not RoundState.MODERATION:
            return tr("Moderation is over, so this stays as it is.")
        if not can_moderate(self.shell.app.actor):
            return tr("Officers write this down. Choose another person in Settings, or ask one.")
        return ""


class _ListAndDetail(TwoWays):
    """The list stays in sight while the detail scrolls; with little room, one page holds both."""

    def __init__(self, listing: QWidget, detail: QWidget) -> None:
        super().__init__(1000)
        self._listing, self._detail = listing, detail
        across = row(self.wide, gap="l")
        across.setContentsMargins(SPACE["xxl"], SPACE["xl"], 0, 0)
        self._left = column()
        self._left.setContentsMargins(0, 0, 0, SPACE["xl"])
        across.addLayout(self._left, 44)
        self._right = ScrollPage(margin=False)
        self._right.use_margins(0, 0, SPACE["xl"])
        across.addWidget(self._right, 58)
        self._one = ScrollPage()
        column(self.narrow).addWidget(self._one)
        self.arrange()

    def place(self, stacked: bool) -> None:
        """List and detail go into the one scroll or side by side."""
        (self._one.content if stacked else self._left).addWidget(self._listing)
        (self._one if stacked else self._right).content.addWidget(self._detail)


def _columns() -> list[Column]:
    return [
        Column("reference", tr("EOI"), width=84),
        Column("title", tr("Title"), bold=True),
        Column("score", tr("Score"), "number", width=60),
        Column("discuss", tr("To discuss"), "chip", width=118),
    ]


def _values(one: ModerationRow) -> tuple[object, ...]:
    score = None if one.score is None else round(one.score, 1)
    return (one.reference, one.title or one.organisation, score, _chip(one))


def _chip(one: ModerationRow) -> Chip:
    if one.is_discussed:
        return Chip(tr("Discussed"), "good", "chat")
    if one.is_flagged:
        return Chip(tr("{points} apart", points=one.widest), "warn")
    if not one.assessments:
        return Chip(tr("Not scored"), "bad", "warning")
    if one.community in (0, one.assessments):
        return Chip(tr("One group"), "bad", "warning")
    return Chip(tr("Close"), "good")
