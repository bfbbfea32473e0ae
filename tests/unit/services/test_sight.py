"""Somebody who is on the panel and at another desk finds out no more there than the panel may see."""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning_app.bootstrap import letter_press, schedule_files
from commissioning_app.domain.errors import NotAllowed, NotFound, StepRefused
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.allocation import compare_methods, compute_allocation
from commissioning_app.services.awards import award_rows, read_award
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.feedback import feedback_rows, write_feedback
from commissioning_app.services.letters import letter_rows, make_letters, preview_letter_text
from commissioning_app.services.panel_scores import panel_scores
from commissioning_app.services.queries.allocation import allocation_page
from commissioning_app.services.queries.trail import OUTCOMES, trail_rows
from commissioning_app.services.schedule import export_schedule, read_schedule
from commissioning_app.services.scoring import save_draft, submit_assessment
from tests.factories import Office
from tests.samples import CODE, sample_office

HERS = "Esme (sample)"


def at_the_officers_desk(office: Office) -> tuple[ServiceContext, str]:
    """The panel member with a tie, who gets the officer's and finance's roles; and the EOI of that tie."""
    with office.officer.unit_of_work() as uow:
        person = uow.people.find(name=HERS)
        assert person is not None
        person.roles = person.roles | {Role.OFFICER, Role.FINANCE}
        tie = uow.declarations.find(person_id=person.id)
        assert tie is not None
        eoi = uow.eois.find(organisation_id=tie.organisation_id)
        assert eoi is not None
        uow.commit()
        return office.officer.acting_as(person.as_actor()), eoi.reference


def outcomes(context: ServiceContext) -> list[set[str]]:
    """The references in everything that tells outcomes."""
    shared = compute_allocation(context, round_code=CODE)
    return [
        set(shared.eois),
        {award.reference for award in shared.result.awards},
        {eoi.reference for eoi in shared.problem.eois},
        {line.reference for line in allocation_page(context, round_code=CODE).lines},
        {row.reference for row in feedback_rows(context, round_code=CODE)},
        {row.reference for row in letter_rows(context, round_code=CODE)},
    ]


def test_a_tie_hides_every_outcome_until_it_is_announced(tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.DECIDED)
    her, reference = at_the_officers_desk(office)
    assert all(reference in some for some in outcomes(office.officer))
    assert all(reference not in some for some in outcomes(her))
    funded = {row.reference: row for row in award_rows(office.officer, round_code=CODE)}
    assert {row.reference for row in award_rows(her, round_code=CODE)} == set(funded) - {reference}
    told = [row for row in trail_rows(her, round_code=CODE) if row.what.lower().split(":")[0] in OUTCOMES]
    assert len(told) == 2
    assert not any(row.details for row in told)
    press = letter_press()
    with pytest.raises(NotFound):
        preview_letter_text(her, press=press, round_code=CODE, reference=reference)
    with pytest.raises(NotFound):
        write_feedback(her, round_code=CODE, reference=reference, strength="x", change="y")
    if reference in funded:
        with pytest.raises(NotFound):
            read_award(her, award_id=funded[reference].award_id)
    for every in (
        lambda: make_letters(her, press=press, round_code=CODE, folder=tmp_path / "letters"),
        lambda: read_schedule(her, round_code=CODE),
        lambda: export_schedule(her, files=schedule_files(), round_code=CODE, path=tmp_path / "s.csv"),
    ):
        with pytest.raises(NotAllowed, match="before the announcement"):
            every()
    assert all(path.name.startswith("sample.db") for path in tmp_path.iterdir())


def test_after_the_announcement_everything_is_told(tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.ANNOUNCED)
    her, reference = at_the_officers_desk(office)
    assert all(reference in some for some in outcomes(her))
    assert read_schedule(her, round_code=CODE) == read_schedule(office.officer, round_code=CODE)


def test_while_members_score_no_pot_is_shared_and_no_score_is_shown(tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.SCORING)
    her, _ = at_the_officers_desk(office)
    for share in (compute_allocation, compare_methods):
        with pytest.raises(StepRefused, match="from moderation on"):
            share(office.officer, round_code=CODE)
    with office.officer.reading() as uow:
        round_ = uow.rounds.find(code=CODE)
        assert round_ is not None
        [eoi] = uow.eois.where(round_id=round_.id, reference="EOI-001")
        scorers = {row[0] for row in uow.assignments.columns("member_id", eoi_id=eoi.id)}
        people = [uow.people.get(one.person_id) for one in uow.members.where() if one.id in scorers]
    for left, person in enumerate(people, 1):
        me = office.officer.acting_as(person.as_actor())
        scores = {criterion.id: 3 for criterion in round_.criteria}
        save_draft(me, round_code=CODE, reference="EOI-001", scores=scores, comment="Quite good")
        submit_assessment(me, round_code=CODE, reference="EOI-001")
        said = {row.reference: row.comments for row in feedback_rows(office.officer, round_code=CODE)}
        all_sent = left == len(people)
        assert list(panel_scores(office.officer, round_code=CODE)) == (["EOI-001"] if all_sent else [])
        assert said["EOI-001"] == (("Quite good",) * left if all_sent else ())
    with office.officer.reading() as uow:
        mine = uow.people.find(name=HERS)
    assert mine is not None
    seen = ["EOI-001"] if mine.id in {person.id for person in people} else []
    assert list(panel_scores(her, round_code=CODE)) == seen


def test_finance_reads_no_members_comment(tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.MODERATION)
    assert any(row.comments for row in feedback_rows(office.auditor, round_code=CODE))
    assert not any(row.comments for row in feedback_rows(office.finance, round_code=CODE))


def test_on_the_panel_one_sees_the_scores_of_what_one_has_scored(tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.MODERATION)
    her, reference = at_the_officers_desk(office)
    with office.officer.reading() as uow:
        me = uow.members.find(person_id=her.actor.person_id)
        assert me is not None
        sent = uow.assessments.columns("eoi_id", member_id=me.id)
        mine = sorted(uow.eois.get(row[0]).reference for row in sent)
    assert list(panel_scores(her, round_code=CODE)) == mine
    assert reference not in mine
    assert len(panel_scores(office.officer, round_code=CODE)) == 42
