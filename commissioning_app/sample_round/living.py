"""The sample round, run through the services as its people would, on days in the past."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from commissioning_app.bootstrap import AppContext, letter_press, open_app, spreadsheets
from commissioning_app.domain.awards import AwardState, InstalmentState
from commissioning_app.domain.eligibility import LateGround
from commissioning_app.domain.eois import Publication
from commissioning_app.domain.forms import Criterion
from commissioning_app.domain.panels import Interest, PaymentChoice
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import ORDER, RoundState
from commissioning_app.domain.together import PanelReflection
from commissioning_app.paths import resource
from commissioning_app.sample_round.about_them import (
    describe_those_served,
    members_say_who_they_are,
    organisations_say_who_leads_them,
)
from commissioning_app.sample_round.afterwards import write_what_came_after
from commissioning_app.sample_round.before_paying import (
    act_on_findings,
    look_into_payees,
    tell_those_paid,
)
from commissioning_app.sample_round.words import CONFLICTS, IN_THEIR_WORDS, STRONG, comment_on, feedback_on
from commissioning_app.services import eligibility
from commissioning_app.services.allocation import record_recommendation
from commissioning_app.services.assignments import assign_fairly
from commissioning_app.services.awards import agree_payment_plan, mark_paid, move_award
from commissioning_app.services.context import ServiceContext, SetClock
from commissioning_app.services.decisions import decide_round
from commissioning_app.services.declarations import agree_exception, declare_interest, state_none_for_the_rest
from commissioning_app.services.eois import set_publication, withdraw_eoi
from commissioning_app.services.equality import read_equality_statement
from commissioning_app.services.feedback import feedback_rows, write_feedback
from commissioning_app.services.importing import import_eois
from commissioning_app.services.letters import make_letters
from commissioning_app.services.moderation import change_score, note_discussion
from commissioning_app.services.panels import choose_payment, note_briefing, note_presence
from commissioning_app.services.people import list_people
from commissioning_app.services.ports.progress import Progress, nobody_watches
from commissioning_app.services.queries.equity import round_totals
from commissioning_app.services.queries.moderation import moderation_rows
from commissioning_app.services.round_file import read_round_file
from commissioning_app.services.rounds import create_round_from_file, edit_round, read_round
from commissioning_app.services.rounds_steps import advance_round
from commissioning_app.services.scoring import save_draft, submit_assessment
from commissioning_app.services.workspace import set_up_workspace
from commissioning_app.translation import tr

CODE = "SAMPLE-SPRING"
ROUND_FILE = "grassroots-wellbeing.toml"
EOIS_FILE = "grassroots-wellbeing-eois.xlsx"


class SampleRun:
    """A workspace in which the sample round is taken from draft to a chosen state."""

    def __init__(self, place: str) -> None:
        file = read_round_file(resource("samples", ROUND_FILE))
        assert file.funder is not None
        self.clock = SetClock(_at(date(2026, 1, 26)))
        self.app: AppContext = open_app(place, create=True, clock=self.clock)
        officer = next(person for person in file.people if Role.OFFICER in person.roles)
        self.app.act_as(
            set_up_workspace(
                self.app.services,
                funder_name=file.funder.name,
                funder_kind=file.funder.kind,
                funder_address=file.funder.address,
                website=file.funder.website,
                publisher_prefix=file.funder.publisher_prefix,
                person_name=officer.name,
                is_sample=True,
            )
        )
        create_round_from_file(self.app.services, file=file)
        self.officer = self.app.services
        describe_those_served(self.officer, CODE)
        self.people = {person.name: person for person in list_people(self.officer)}
        self.approver = self.acting("Alex Sample (approver)")
        self.finance = self.acting("Frances Sample (finance)")

    def acting(self, name: str) -> ServiceContext:
        """The services with that person at the desk."""
        return self.officer.acting_as(self.people[name].as_actor())

    def take_to(
        self, state: RoundState, *, letters: Path | None = None, progress: Progress = nobody_watches
    ) -> None:
        """Live the round until it is in that state; ``letters`` is where they are written."""
        lived: Mapping[RoundState, Callable[[], None]] = {
            RoundState.OPEN: self.open,
            RoundState.CLOSED: self.close,
            RoundState.SCORING: self.start_scoring,
            RoundState.MODERATION: self.start_moderation,
            RoundState.DECIDED: self.decide,
            RoundState.ANNOUNCED: lambda: self.announce(letters),
            RoundState.PAYING: self.pay,
        }
        steps = ORDER[1 : ORDER.index(state) + 1]
        for done, step in enumerate(steps):
            progress(done, len(steps), tr("The round becomes {state}", state=step))
            lived[step]()

    def open(self) -> None:
        """Publish the round on its day."""
        self.on(date(2026, 2, 2))
        self._advance()

    def close(self) -> None:
        """Close after the last day and take in the workbook, in which one EOI is late."""
        self.on(date(2026, 3, 9))
        self._advance()
        import_eois(
            self.officer,
            round_code=CODE,
            source=resource("samples", EOIS_FILE),
            spreadsheets=spreadsheets(),
        )
        organisations_say_who_leads_them(self.officer, CODE)

    def start_scoring(self) -> None:
        """Check who is eligible, declare interests, brief the panel and give out the EOIs."""
        query = eligibility.ask_query(
            self.officer,
            round_code=CODE,
            reference="EOI-014",
            question="Who else pays for the teacher?",
        )
        for reference, question in (
            ("EOI-041", "Your directors own the company. Is there a host that could hold the money?"),
            ("EOI-042", "How many people from Wexmere or Ashby Fields come to you?"),
        ):
            eligibility.ask_query(self.officer, round_code=CODE, reference=reference, question=question)
        self.on(date(2026, 3, 11))
        eligibility.answer_query(self.officer, query_id=query, answer="Nobody. Parents pay £1 a lesson.")
        withdraw_eoi(self.officer, round_code=CODE, reference="EOI-044", reason="Our conductor moved away")
        set_publication(
            self.officer, round_code=CODE, reference="EOI-013",
            publication=Publication.NO_LOCATION, reason="Our members' safety",
        )  # fmt: skip
        eligibility.agree_late(
            self.approver, round_code=CODE, reference="EOI-045", ground=LateGround.FUNDERS_FAULT,
            reason="Our mailbox was full on the last evening",
        )  # fmt: skip
        self.on(date(2026, 3, 17))
        for reference, code, reason in (
            ("EOI-041", "profit", "The company is owned by its two directors for profit."),
            ("EOI-042", "area", "Nobody from Wexmere or Ashby Fields takes part."),
        ):
            eligibility.find_ineligible(
                self.officer, round_code=CODE, reference=reference, code=code, reason=reason
            )
        eligibility.find_eligible(self.officer, round_code=CODE, reference="EOI-014")
        eligibility.find_all_eligible(self.officer, round_code=CODE)
        self.declare(CODE)
        self.prepare_panel(CODE, briefed_on=date(2026, 3, 12))
        members_say_who_they_are({name: self.acting(name) for name in self.people}, CODE)
        self.on(date(2026, 3, 18))
        assign_fairly(self.officer, round_code=CODE)
        self._advance()

    def start_moderation(self) -> None:
        """Every member scores what they were given."""
        self.on(date(2026, 3, 24))
        self.score(CODE, leave_out=0)
        self.on(date(2026, 3, 30))
        self._advance()

    def score(self, code: str = CODE, *, leave_out: int) -> None:
        """Score as the members would; ``leave_out`` of each member's EOIs stay open."""
        round_ = read_round(self.officer, round_code=code)
        with self.officer.reading() as uow:
            references = dict(uow.eois.columns("id", "reference", round_id=round_.id))
            members = {row[0]: row[1] for row in uow.members.columns("id", "person_id", round_id=round_.id)}
            given: dict[UUID, list[str]] = {}
            for eoi_id, member_id in uow.assignments.columns("eoi_id", "member_id", round_id=round_.id):
                given.setdefault(members[member_id], []).append(references[eoi_id])
        for person in self.people.values():
            mine = sorted(given.get(person.id, ()))
            for reference in mine[: len(mine) - leave_out]:
                self._score_one(self.acting(person.name), code, reference, round_.criteria)

    def decide(self) -> None:
        """Meet, talk about what differs, recommend, agree, and write feedback."""
        self.on(date(2026, 4, 2))
        with self.officer.reading() as uow:
            round_ = uow.rounds.find(code=CODE)
            assert round_ is not None
            present = [row[0] for row in uow.members.columns("id", round_id=round_.id)]
        note_presence(self.officer, round_code=CODE, present=present)
        self._moderate(round_.criteria)
        record_recommendation(self.officer, round_code=CODE)
        self.on(date(2026, 4, 8))
        agree_payment_plan(self.finance, round_code=CODE, note="Paid from the main payment run on the 1st")
        read_equality_statement(self.approver, round_code=CODE)
        decide_round(self.approver, round_code=CODE, approve=True, reason="Minute 14, 8 April 2026")

    def announce(self, letters: Path | None) -> None:
        """Write feedback, make the letters and tell everyone."""
        self.on(date(2026, 4, 13))
        for row in feedback_rows(self.officer, round_code=CODE):
            strength, change = feedback_on(row.reference, row.decision)
            write_feedback(
                self.officer, round_code=CODE, reference=row.reference, strength=strength, change=change
            )
        with TemporaryDirectory() as folder:
            make_letters(
                self.officer,
                press=letter_press(),
                round_code=CODE,
                folder=letters or Path(folder) / "letters",
            )
        self.on(date(2026, 4, 14))
        round_totals(self.officer, round_code=CODE)
        self._advance()

    def pay(self) -> None:
        """Those to be funded are looked into; most accept and sign; finance pays what is due."""
        self.on(date(2026, 4, 28))
        look_into_payees(self.officer, self.approver, CODE)
        self.on(date(2026, 5, 7))
        write_what_came_after(self.officer, CODE)
        act_on_findings(self.officer, CODE, due_on=date(2026, 8, 31))
        self.on(date(2026, 5, 8))
        self._advance()
        with self.officer.reading() as uow:
            awards = sorted(uow.awards.where(), key=lambda award: str(award.eoi_id))
            firsts = {
                one.award_id: one.id for one in uow.instalments.where(number=1, state=InstalmentState.PLANNED)
            }
            references = dict(uow.eois.columns("id", "reference"))
        awards.sort(key=lambda award: references[award.eoi_id])
        for number, award in enumerate(awards):
            steps = [AwardState.ACCEPTED, AwardState.SIGNED, AwardState.CHECKED]
            for state in steps[: (3, 3, 3, 2, 1)[number % 5]]:
                who = self.finance if state is AwardState.CHECKED else self.officer
                move_award(who, award_id=award.id, version=None, state=state)
            if number % 5 < 2:
                mark_paid(
                    self.finance,
                    instalment_id=firsts[award.id],
                    paid_on=date(2026, 5, 8),
                    payment_reference=f"RUN-0508-{number + 1:02}",
                    version=None,
                )
        tell_those_paid(self.officer, CODE, on=date(2026, 5, 8))

    def finish(self) -> None:
        """Let go of the workspace; the officer is at the desk."""
        self.app.close()

    def declare(self, code: str) -> None:
        """Everyone with a part goes through the organisations; one exception is agreed."""
        round_id = read_round(self.officer, round_code=code).id
        with self.officer.reading() as uow:
            here = {row[0] for row in uow.eois.columns("organisation_id", round_id=round_id)}
            organisations = {
                name: key for name, key in uow.organisations.columns("name", "id") if key in here
            }
        for name, person in self.people.items():
            if person.roles == {Role.AUDITOR}:
                continue
            me = self.acting(name)
            organisation, interest, note = CONFLICTS.get(name, ("", Interest.NONE, ""))
            if organisation in organisations:
                tie = organisations[organisation]
                declare_interest(me, round_code=code, organisation_id=tie, interest=interest, note=note)
            state_none_for_the_rest(me, round_code=code)
        with self.officer.reading() as uow:
            direct = uow.declarations.find(round_id=round_id, interest=Interest.DIRECT)
        if direct is not None:
            why = "She takes no part in that EOI"
            agree_exception(self.approver, round_code=code, declaration_id=direct.id, reason=why)

    def prepare_panel(self, code: str, *, briefed_on: date) -> None:
        """Brief everyone, ask community members what they want to be paid, and who of them is here."""
        round_id = read_round(self.officer, round_code=code).id
        with self.officer.reading() as uow:
            members = list(uow.members.columns("id", "group", round_id=round_id))
        note_briefing(self.officer, round_code=code, member_ids=[key for key, _ in members], on=briefed_on)
        choices = (
            PaymentChoice.ACCEPTED,
            PaymentChoice.ACCEPTED,
            PaymentChoice.REDUCED,
            PaymentChoice.DECLINED,
        )
        community = [key for key, group in members if group == "community"]
        for number, key in enumerate(community):
            choose_payment(self.officer, round_code=code, member_id=key, choice=choices[number % 4])
        reflection = PanelReflection(
            briefed_on,
            "Somali, Bengali and Black British families in Wexmere and Ashby Fields",
            True,
            IN_THEIR_WORDS,
        )
        records = replace(read_round(self.officer, round_code=code).records, panel_reflection=reflection)
        edit_round(self.officer, round_code=code, version=None, records=records)

    def _moderate(self, criteria: tuple[Criterion, ...]) -> None:
        flagged = [row for row in moderation_rows(self.officer, round_code=CODE) if row.is_flagged]
        for row in flagged:
            note_discussion(
                self.officer,
                round_code=CODE,
                reference=row.reference,
                note="Those who scored high and low each said why. The anchors were read out again.",
            )
        with self.officer.reading() as uow:
            eoi = uow.eois.find(reference=flagged[0].reference)
            assert eoi is not None
            changed = uow.assessments.find(eoi_id=eoi.id)
            assert changed is not None
            old = changed.scores[criteria[0].id]
        change_score(
            self.officer,
            round_code=CODE,
            reference=flagged[0].reference,
            member_id=changed.member_id,
            criterion_id=criteria[0].id,
            value=3 if old != 3 else 4,
            reason="Had not seen that the committee is elected by the members",
        )

    def _score_one(
        self, me: ServiceContext, code: str, reference: str, criteria: tuple[Criterion, ...]
    ) -> None:
        likes = 4 if int(reference[-3:]) in STRONG else 3
        scores: dict[str, int | None] = {}
        for criterion in criteria:
            roll = sha256(f"{me.actor.name}|{reference}|{criterion.id}".encode()).digest()
            shift = (-1, 0, 0, 0, 1, 1, 0, -1, 0, -2)[roll[0] % 10]
            scores[criterion.id] = min(criterion.top, max(0, likes + shift))
        version = save_draft(
            me, round_code=code, reference=reference, scores=scores, comment=comment_on(likes, reference)
        )
        submit_assessment(me, round_code=code, reference=reference, version=version)

    def _advance(self) -> None:
        advance_round(self.officer, round_code=CODE)

    def on(self, day: date) -> None:
        """It is ten in the morning of that day."""
        self.clock.instant = _at(day)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10, 0), UTC)
