"""While members score: how far each member and each EOI is, never what anybody gave."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.roles import can_move_rounds
from commissioning_app.domain.rounds import Round
from commissioning_app.services.queries.panel import (
    NOT_STARTED,
    AssignmentRow,
    PanelRow,
    assignment_rows,
    panel_rows,
)
from commissioning_app.services.rounds import read_round
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.table_model import Bar, Chip, Column
from commissioning_app.ui.navigation import Route, Shell
from commissioning_app.ui.scoring.reminders import Reminder, ReminderDialog
from commissioning_app.ui.scoring.ways import LeastHeight
from commissioning_app.ui.scoring.words import group_word
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import EmptyState, NextBanner
from commissioning_app.ui.widgets.page import ResponsiveRow, ScrollPage


class ProgressView(QWidget):
    """A sentence, the members, the EOIs, and reminders to copy."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self._round: Round | None = None
        self._members: tuple[PanelRow, ...] = ()
        self._eois: tuple[AssignmentRow, ...] = ()
        sheet = ScrollPage()
        column(self).addWidget(sheet)
        self.banner = NextBanner()
        sheet.add(self.banner)
        both = ResponsiveRow(least=400)
        sheet.add(both, 1)
        self.members = DataTable(
            "scoring-members",
            _member_columns(),
            title=tr("Progress by member"),
            empty=EmptyState(tr("Nobody is on the panel yet")),
        )
        self.eois = DataTable(
            "scoring-eois",
            _eoi_columns(),
            title=tr("Progress by EOI"),
            empty=EmptyState(tr("No EOI is eligible yet")),
        )
        for title, table, part in ((tr("By member"), self.members, 46), (tr("By EOI"), self.eois, 54)):
            card = Card(title)
            card.add(table, 1)
            LeastHeight(table, 300)
            both.add(card, part)

    def show_round(self, code: str) -> None:
        """Ask for a round's progress; raises what the services raise."""
        context = self.shell.context
        self._round = read_round(context, round_code=code)
        self._members = panel_rows(context, round_code=code)
        self._eois = assignment_rows(context, round_code=code)
        scoring = [one for one in self._members if one.has_vote and not one.stepped_down_because]
        self.members.set_rows(
            [_member_values(one) for one in scoring], ids=[one.member_id for one in scoring]
        )
        self.eois.set_rows(
            [_eoi_values(one) for one in self._eois], ids=[one.reference for one in self._eois]
        )
        has_news = any(_member_chip(one) is not None for one in scoring)
        self.members.leave_out(frozenset() if has_news else frozenset({"state"}))
        self._say_next(scoring)

    def open_reminders(self) -> None:
        """Words to send to those who have EOIs left."""
        if self._round is None:
            return
        owing = [one for one in self._members if _owes(one)]
        reminders = [Reminder(one.name, reminder_text(self._round, one, self._eois)) for one in owing]
        ReminderDialog(self, reminders).open()

    def _say_next(self, scoring: Sequence[PanelRow]) -> None:
        assert self._round is not None
        given = sum(one.assigned for one in scoring)
        sent = sum(one.submitted for one in scoring)
        owing = [one for one in scoring if _owes(one)]
        by = self._round.timetable.scoring_by
        until = tr("Scores are due on {day}.", day=long_date(by)) + " " if by is not None else ""
        detail = until + tr("Nobody sees others’ scores before sending their own.")
        if not given:
            self.banner.set(tr("No EOIs are given to members yet."), detail)
        elif not owing:
            moves = can_move_rounds(self.shell.app.actor)
            button = tr("See what is next") if moves else ""
            words = tr("All {count} assessments are sent.", count=given)
            self.banner.set(words, detail, button, self._go_to_overview)
        else:
            words = tr("{sent} of {given} assessments are sent.", sent=sent, given=given)
            left = tr_count("One member has EOIs left.", "{count} members have EOIs left.", len(owing))
            self.banner.set(f"{words} {left}", detail, tr("&Write reminders"), self.open_reminders)

    def _go_to_overview(self) -> None:
        """Where the round is taken its next step."""
        assert self._round is not None
        self.shell.navigator.go(Route("round", self._round.code, "overview"))


def reminder_text(round_: Round, member: PanelRow, eois: Sequence[AssignmentRow]) -> str:
    """A friendly reminder to one member, naming what is left."""
    left = [eoi for eoi in eois if _is_open(eoi, member)]
    by = round_.timetable.scoring_by
    lines = [
        tr("Dear {name},", name=member.name),
        "",
        tr("Thank you for being on the panel of {round}.", round=round_.name),
        tr_count(
            "One EOI is still with you:",
            "{count} EOIs are still with you:",
            member.assigned - member.submitted,
        ),
        *(f"  {eoi.reference}  {eoi.title or eoi.organisation}" for eoi in left),
        "",
    ]
    if by is not None:
        lines.append(tr("Please send your scores by {day}.", day=long_date(by)))
    lines.append(tr("If that is hard, or you need help with anything, tell us. We will find a way."))
    contact = round_.records.contact
    lines += ["", contact.name, *(part for part in (contact.email, contact.phone) if part)]
    return "\n".join(lines).strip()


def _owes(member: PanelRow) -> bool:
    active = member.has_vote and not member.stepped_down_because
    return active and member.submitted < member.assigned


def _is_open(eoi: AssignmentRow, member: PanelRow) -> bool:
    marks = [mark for mark in eoi.scorers if mark.member_id == member.member_id]
    return any(mark.state != AssessmentState.SUBMITTED for mark in marks)


def _member_columns() -> list[Column]:
    return [
        Column("name", tr("Member"), bold=True),
        Column("group", tr("Group"), width=120, drop=2),
        Column("bar", tr("Sent"), "bar", width=80, drop=1),
        Column("sent", tr("Of given"), width=84),
        Column("state", tr("State"), "chip", width=130),
    ]


def _member_values(one: PanelRow) -> tuple[object, ...]:
    said = tr("{sent} of {all}", sent=one.submitted, all=one.assigned)
    return (one.name, group_word(one.group), Bar(one.submitted, one.assigned, said), said, _member_chip(one))


def _member_chip(one: PanelRow) -> Chip | None:
    """Who has not begun, and who is done; of those between, their figures say enough."""
    if not one.assigned:
        return Chip(tr("None given"), "neutral")
    if one.submitted == one.assigned:
        return Chip(tr("All sent"), "good")
    return None if one.started else Chip(tr("Not started"), "warn")


def _eoi_columns() -> list[Column]:
    return [
        Column("reference", tr("EOI"), width=86),
        Column("organisation", tr("Organisation"), bold=True),
        Column("sent", tr("Sent"), width=66, drop=2),
        Column("waiting", tr("Waiting for"), width=150, drop=1),
        Column("state", tr("State"), "chip", width=136),
    ]


def _eoi_values(one: AssignmentRow) -> tuple[object, ...]:
    waiting = [mark.name for mark in one.scorers if mark.state != AssessmentState.SUBMITTED]
    sent = len(one.scorers) - len(waiting)
    said = tr("{sent} of {all}", sent=sent, all=len(one.scorers))
    chip: Chip | None
    if not one.enough:
        chip = Chip(tr("Too few"), "bad", "warning")
    elif all(mark.state == NOT_STARTED for mark in one.scorers):
        chip = Chip(tr("Not started"), "warn")
    elif waiting:
        chip = None
    else:
        chip = Chip(tr("All sent"), "good")
    return (one.reference, one.organisation, said, ", ".join(waiting), chip)
