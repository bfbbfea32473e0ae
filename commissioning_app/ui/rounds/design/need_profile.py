"""Whom the programme of a round serves: shown in the round's design, saved with the programme."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.errors import CommissioningError, Problems, StaleVersion
from commissioning_app.domain.monitoring.questions import label_of
from commissioning_app.domain.need_profile import NeedProfile, ServedGroup
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.roles import can_design_rounds
from commissioning_app.domain.rounds import Round
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.programmes import ProgrammeNeed, edit_need_profile, programme_of_round
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.rounds.design.record_parts import RecordPart, RecordSection, asked, text_of
from commissioning_app.ui.rounds.design.standard_groups import by_heading, grid_of
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, TextEdit
from commissioning_app.ui.widgets.findings import KeyValueList
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.number import NumberEdit
from commissioning_app.ui.widgets.text import Label, Prose

MOST_PEOPLE = 100_000_000


class NeedPart(RecordPart):
    """The programme's need profile, with a way to edit it; it belongs to every round of the programme."""

    def __init__(self, section: RecordSection) -> None:
        words = tr(
            "The people who live where the programme works, as a published source counts them. After the "
            "decision, who got money is set against it."
        )
        card = section.add_card(tr("Whom the programme serves"), words)
        self._section = section
        self._context: ServiceContext | None = None
        self._code = ""
        self.need: ProgrammeNeed | None = None
        self.said = Prose("")
        card.add(self.said)
        self.facts = KeyValueList()
        card.add(self.facts)
        self.edit_button = SecondaryButton(tr("Edit the &people served"), self.edit, icon="edit")
        card.body.addWidget(self.edit_button, 0, Qt.AlignmentFlag.AlignLeft)

    def load(self, round_: Round) -> None:
        """It is read by `show_programme`."""

    def filled(self, records: RoundRecords) -> RoundRecords:
        """It holds nothing of the round."""
        return records

    def lock(self, locked: bool) -> None:
        """It is not part of what a round publishes: who may edit it is the service's to say."""

    def show_programme(self, context: ServiceContext, round_code: str) -> None:
        """Read the programme of a round, and show whom it serves."""
        self._context, self._code = context, round_code
        self.need = programme_of_round(context, round_code=round_code)
        if self.need is None:
            self.said.setText(tr("This round belongs to no programme, so there is nothing to compare with."))
        elif self.need.profile is None:
            self.said.setText(tr("Nobody has written down yet whom “{name}” serves.", name=self.need.name))
        else:
            self.said.setText(_sentence(self.need.profile))
        self.said.setVisible(True)
        profile = self.need.profile if self.need else None
        self.facts.set(
            [(tr(label_of(one.group)), f"{one.people:,}") for one in profile.groups] if profile else []
        )
        self.facts.setVisible(bool(profile and profile.groups))
        may = can_design_rounds(context.actor)
        why = "" if may else tr("Officers write down whom a programme serves.")
        self.edit_button.refuse(why or ("" if self.need else tr("The round belongs to no programme.")))

    def edit(self) -> None:
        """Ask for the figures; they are saved at once."""
        if self.need is None or self._context is None:
            return
        if asked(NeedDialog(self._section, self._context, self.need)):
            self.show_programme(self._context, self._code)


class NeedDialog(Dialog):
    """Population, source and year, and how many people are of each group."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, need: ProgrammeNeed) -> None:
        super().__init__(parent, tr("Whom “{name}” serves", name=need.name), width=680)
        self._context, self._need = context, need
        profile = need.profile or NeedProfile()
        self.message = InlineMessage()
        self.body.addWidget(self.message)
        self.population = TextEdit(profile.population)
        self.source = TextEdit(profile.source)
        self.year = NumberEdit(profile.year, required=True, least=1991, most=2199)
        self.note = GrowingTextEdit(profile.note, lines=1)
        fields = (
            FormField(tr("&Who they are"), self.population, help=tr("Like “people who live in Wexmere”.")),
            FormField(tr("&Source"), self.source, help=tr("Like “Census 2021, table TS021”.")),
            FormField(tr("&Year of the figures"), self.year),
            FormField(tr("What the figures &leave out"), self.note, optional=True),
        )
        for field in fields:
            self.body.addWidget(field)
        self.body.addWidget(Label(tr("How many people are of each group"), "section"))
        self.body.addWidget(Prose(tr("Leave a line empty where the source says nothing."), "muted"))
        self.people = self._make_lines({one.group: one.people for one in profile.groups})
        self.add_button(SecondaryButton(tr("Go back"), self.reject))
        self.save_button = self.add_button(PrimaryButton(tr("Sa&ve"), self.save), default=True)
        self.population.setFocus()

    def _make_lines(self, known: dict[str, int]) -> dict[str, NumberEdit]:
        lines = QWidget()
        grid = grid_of(lines)
        people: dict[str, NumberEdit] = {}
        for heading, groups in by_heading():
            grid.addWidget(Label(tr(heading), "strong"), grid.rowCount(), 0, 1, 2)
            for group in groups:
                line = people[group.code] = NumberEdit(known.get(group.code), most=MOST_PEOPLE)
                label = Label(tr(group.label))
                label.setBuddy(line)
                line.setAccessibleName(tr("People: {group}", group=tr(group.label)))
                place = grid.rowCount()
                grid.addWidget(label, place, 0)
                grid.addWidget(line, place, 1)
        self.body.addWidget(lines)
        return people

    def profile(self) -> NeedProfile:
        """What was typed."""
        groups = tuple(
            ServedGroup(code, number)
            for code, line in self.people.items()
            if (number := line.number) is not None
        )
        population, source = self.population.text().strip(), self.source.text().strip()
        return NeedProfile(population, source, self.year.number, groups, text_of(self.note))

    def save(self) -> None:
        """Save with the programme; say what is wrong, or that somebody else was faster."""
        bad = [line for line in (self.year, *self.people.values()) if not line.check()]
        if bad:
            bad[0].setFocus()
            self.message.show_message(tr("A figure here can’t be read. Use digits only."), "bad")
            return
        try:
            edit_need_profile(
                self._context,
                programme_id=self._need.id,
                profile=self.profile(),
                version=self._need.version,
            )
        except StaleVersion:
            self.message.show_message(
                tr(
                    "Somebody else changed this meanwhile. Go back, and open it again to see what they wrote."
                ),
                "bad",
            )
        except Problems as error:
            self.message.show_message("\n".join(tr(one) for one in error.problems), "bad")
        except CommissioningError as error:
            show_error(error, self.message)
        else:
            self.accept()


def _sentence(profile: NeedProfile) -> str:
    said = tr(
        "{people}, by {source}, {year}.", people=profile.population, source=profile.source, year=profile.year
    )
    left_out = f" {tr('What it leaves out: {note}', note=profile.note)}" if profile.note else ""
    return f"{said[0].upper()}{said[1:]}{left_out}"
