"""What the Allocation, Letters and Awards pages read, and one payment run that is kept whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commissioning_app.domain.awards import AwardState, InstalmentState, RecommendationState
from commissioning_app.domain.eois import Decision
from commissioning_app.domain.errors import BadValue, NotAllowed, NotFound, StepRefused
from commissioning_app.domain.letters import LetterKind
from commissioning_app.domain.panels import Interest
from commissioning_app.domain.roles import Actor, Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.allocation import compute_allocation, record_recommendation
from commissioning_app.services.awards import mark_paid_together, why_not_payable
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.decisions import decide_round
from commissioning_app.services.queries.allocation import allocation_page
from commissioning_app.services.queries.awards import awards_page
from commissioning_app.services.queries.letters import letters_page
from tests.decided import a_decided_round
from tests.factories import Office
from tests.samples import CODE, sample_office

MEMBER_ONLY = frozenset({Role.PANEL_MEMBER})


@pytest.fixture
def moderated(tmp_path: Path) -> Office:
    """The sample round at moderation."""
    return sample_office(tmp_path, RoundState.MODERATION)


@pytest.fixture
def paying(tmp_path: Path) -> Office:
    """The sample round while it pays."""
    return sample_office(tmp_path, RoundState.PAYING)


def test_only_those_who_read_awards_read_these_pages(moderated: Office) -> None:
    member = moderated.officer.acting_as(Actor(moderated.officer.actor.person_id, "A", MEMBER_ONLY))
    for read in (allocation_page, letters_page, awards_page):
        with pytest.raises(NotAllowed):
            read(member, round_code=CODE)


def test_amounts_are_those_of_the_rule(moderated: Office) -> None:
    page = allocation_page(moderated.finance, round_code=CODE)
    result = compute_allocation(moderated.officer, round_code=CODE).result
    assert [(line.reference, line.amount_pence, line.why) for line in page.lines] == [
        (award.reference, award.amount_pence, award.why) for award in result.awards
    ]
    assert (page.method, page.is_the_rule, page.is_recorded) == ("fair-shares", True, False)
    assert [card.name for card in page.methods] == ["fair-shares", "ranked"]
    assert page.opened_on == date(2026, 2, 2)


def test_recorded_amounts_stand_until_they_are_sent_back(moderated: Office) -> None:
    record_recommendation(moderated.officer, round_code=CODE, method="ranked", reason="Fewer, larger")
    page = allocation_page(moderated.approver, round_code=CODE)
    compared = allocation_page(moderated.approver, round_code=CODE, method="fair-shares")
    found = page.recommendation
    assert found is not None
    assert (page.is_recorded, page.method, compared.is_recorded, compared.method) == (
        True, "ranked", False, "fair-shares",
    )  # fmt: skip
    rule = {line.reference: line.amount_pence for line in compared.lines}
    differing = tuple(
        sorted(line.reference for line in page.lines if line.amount_pence != rule[line.reference])
    )
    assert (found.differs_from_rule, found.moved, found.is_mine) == (differing, (), False)
    assert {fence.met for fence in page.fences} == {True}
    decide_round(moderated.approver, round_code=CODE, approve=False, reason="Think again")
    after = allocation_page(moderated.officer, round_code=CODE)
    assert after.recommendation is not None
    assert (after.is_recorded, after.method) == (False, "fair-shares")
    assert after.recommendation.state is RecommendationState.SENT_BACK
    assert after.recommendation.decision_reason == "Think again"


def _officer_with_an_interest(office: Office) -> tuple[ServiceContext, str]:
    """A panel member with a declared interest who is an officer too, and the EOI that is hidden from them."""
    with office.officer.reading() as uow:
        declared = uow.declarations.find(interest=Interest.INDIRECT)
        assert declared is not None
        eoi = uow.eois.find(organisation_id=declared.organisation_id)
        assert eoi is not None
    roles = frozenset({Role.OFFICER, Role.PANEL_MEMBER})
    return office.officer.acting_as(Actor(declared.person_id, "Both", roles)), eoi.reference


def test_what_a_member_with_a_tie_may_not_see_is_left_out_and_counted(moderated: Office) -> None:
    both, reference = _officer_with_an_interest(moderated)
    page = allocation_page(both, round_code=CODE)
    assert reference not in {line.reference for line in page.lines}
    assert (page.hidden, page.has_scored) == (1, True)
    assert allocation_page(moderated.officer, round_code=CODE).hidden == 0


def test_before_moderation_there_is_the_rule_alone(tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.SCORING)
    page = allocation_page(office.officer, round_code=CODE)
    assert (page.lines, page.methods, page.recommendation, page.shows_amounts) == ((), (), None, False)
    assert page.rule.threshold == 55


def test_letters_and_feedback_stand_side_by_side(tmp_path: Path) -> None:
    decided = a_decided_round(f"sqlite:///{tmp_path / 'w.db'}")
    page = letters_page(decided.office.officer, round_code="R1")
    assert [(one.reference, one.kind, one.owes_feedback, one.has_feedback) for one in page.lines] == [
        ("E-1", LetterKind.OFFER_IN_FULL, False, False),
        ("E-2", LetterKind.OFFER_IN_PART, True, True),
        ("E-3", LetterKind.RESERVE, True, True),
        ("E-4", LetterKind.DECLINE, True, True),
        ("E-5", LetterKind.INELIGIBLE, False, False),
        ("E-6", LetterKind.WITHDRAWN, False, False),
    ]
    assert (page.can_be_made, page.can_be_written, len(page.due)) == (True, True, 6)


def test_awards_reconcile_and_say_why_they_cannot_be_paid(paying: Office) -> None:
    page = awards_page(paying.finance, round_code=CODE)
    assert page.reconciliation is not None and page.reconciliation.differences == ()
    assert sum(line.amount_pence for line in page.instalments) == page.reconciliation.awarded
    assert [line.due_on for line in page.instalments] == sorted(line.due_on for line in page.instalments)
    for award in page.awards:
        for line in award.instalments:
            assert line.why_not_paid == why_not_payable(page.state, award.state, line.state)
    with pytest.raises(NotFound, match="There is no award for “EOI-999”"):
        page.award("EOI-999")


@pytest.mark.parametrize(
    ("round_", "award", "instalment", "why"),
    [
        (RoundState.PAYING, AwardState.CHECKED, InstalmentState.PLANNED, ""),
        (
            RoundState.PAYING, AwardState.PAYING, InstalmentState.PAID,
            "This instalment is paid: it can't be paid.",
        ),
        (
            RoundState.PAYING, AwardState.PAYING, InstalmentState.HELD,
            "This instalment is held: it can't be paid.",
        ),
        (
            RoundState.PAYING, AwardState.SIGNED, InstalmentState.PLANNED,
            "An award is paid after it was accepted, signed and checked.",
        ),
        (
            RoundState.ANNOUNCED, AwardState.CHECKED, InstalmentState.PLANNED,
            "The round is announced. Payments are marked once it is paying.",
        ),
    ],
)  # fmt: skip
def test_why_an_instalment_cannot_be_paid(
    round_: RoundState, award: AwardState, instalment: InstalmentState, why: str
) -> None:
    assert why_not_payable(round_, award, instalment) == why


def test_a_payment_run_is_kept_whole(paying: Office) -> None:
    page = awards_page(paying.finance, round_code=CODE)
    payable = [line for line in page.instalments if not line.why_not_paid][:2]
    signed = next(award for award in page.awards if award.state is AwardState.SIGNED)
    day = date(2026, 5, 19)

    def run(*lines: object, on: date = day) -> None:
        mark_paid_together(
            paying.finance,
            instalments={line.instalment_id: line.version for line in lines},  # type: ignore[attr-defined]
            paid_on=on,
            payment_reference=" RUN-1 ",
        )

    with pytest.raises(StepRefused):
        run(*payable, signed.instalments[0])
    with pytest.raises(BadValue):
        run(*payable, on=date(2030, 1, 1))
    assert awards_page(paying.finance, round_code=CODE).instalments == page.instalments
    run(*payable)
    now = {line.instalment_id: line for line in awards_page(paying.finance, round_code=CODE).instalments}
    assert [
        (now[line.instalment_id].state, now[line.instalment_id].payment_reference) for line in payable
    ] == [(InstalmentState.PAID, "RUN-1")] * 2


def test_every_decision_has_its_place_in_the_recorded_lines(tmp_path: Path) -> None:
    decided = a_decided_round(f"sqlite:///{tmp_path / 'w.db'}")
    page = allocation_page(decided.office.officer, round_code="R1")
    assert [(line.reference, line.decision, line.amount_pence) for line in page.lines] == [
        ("E-1", Decision.FULL, 840_000),
        ("E-2", Decision.PART, 700_001),
        ("E-3", Decision.RESERVE, 0),
        ("E-4", Decision.DECLINE, 0),
    ]
    assert page.is_recorded
