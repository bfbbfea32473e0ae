"""What is gathered for the checks: counts from the workspace's own tables, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from commissioning_app.domain.assessments import Assessment, AssessmentState
from commissioning_app.domain.awards import (
    Award,
    AwardState,
    Instalment,
    InstalmentState,
    LetterRecord,
    Recommendation,
    RecommendationLine,
    RecommendationState,
)
from commissioning_app.domain.eois import Decision, EoiState, Feedback
from commissioning_app.domain.panels import Assignment, Declaration, Interest, InterestStatement
from commissioning_app.domain.principles.facts import (
    AwardedMoney,
    DecisionFacts,
    FirstInstalment,
    PartHolder,
    PaymentFacts,
    RoundFacts,
    ScoringFacts,
)
from commissioning_app.domain.rounds import FunderKind, Round, RoundState, StateChange
from commissioning_app.services.policy import policy_of
from commissioning_app.services.principles import check_round
from commissioning_app.services.round_facts import gather_facts
from tests.factories import NOW, Office, a_panel, a_round, an_eoi, an_organisation, make_office, store

DAY = timedelta(days=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A workspace whose sums need not hold: only the facts are looked at."""
    made = make_office(str(tmp_path / "workspace.db"))
    yield made
    made.app.close()


def gathered(office: Office, round_: Round) -> RoundFacts:
    """The facts of a stored round."""
    with office.officer.reading() as uow:
        stored = uow.rounds.get(round_.id)
        policy = policy_of(office.officer, stored)
        return gather_facts(uow, stored, today=office.clock.today(), policy=policy)


def test_an_empty_round(office: Office) -> None:
    round_ = a_round()
    store(office.officer, round_)
    facts = gathered(office, round_)
    assert (facts.round.code, facts.today, facts.funder_kind, facts.announced_on) == (
        "R1",
        date(2026, 9, 1),
        FunderKind.INTEGRATED_CARE_BOARD,
        None,
    )
    assert (facts.eois.total, facts.eois.newest_organisation_at, facts.panel.members) == (0, None, ())
    assert (facts.scoring, facts.decision, facts.payment) == (
        ScoringFacts(),
        DecisionFacts(),
        PaymentFacts(),
    )


def test_the_newest_organisation_is_the_last_to_come_in_with_its_first_eoi(office: Office) -> None:
    round_ = a_round()
    first, second, host, gone = (an_organisation(name) for name in ("First", "Second", "Host", "Gone"))
    store(
        office.officer,
        round_,
        first,
        second,
        host,
        gone,
        an_eoi(round_.id, first.id, "E1", created_at=NOW),
        an_eoi(round_.id, second.id, "E2", created_at=NOW + DAY),
        an_eoi(round_.id, first.id, "E3", created_at=NOW + 5 * DAY, state=EoiState.RECEIVED),
        an_eoi(round_.id, gone.id, "E4", created_at=NOW + 9 * DAY, state=EoiState.WITHDRAWN),
        an_eoi(round_.id, gone.id, "E5", created_at=None),
    )
    eois = gathered(office, round_).eois
    assert eois.newest_organisation_at == NOW + DAY
    assert dict(eois.by_state) == {EoiState.ELIGIBLE: 3, EoiState.RECEIVED: 1, EoiState.WITHDRAWN: 1}
    store(
        office.officer,
        an_eoi(round_.id, first.id, "E6", created_at=NOW + 2 * DAY, host_organisation_id=host.id),
    )
    assert gathered(office, round_).eois.newest_organisation_at == NOW + 2 * DAY


def test_everyone_with_a_part_is_counted_with_their_last_statement(office: Office) -> None:
    round_ = a_round()
    store(office.officer, round_)
    (person, member), (left, left_member) = a_panel(office.officer, round_.id, community=2, commissioners=0)
    with office.officer.unit_of_work() as uow:
        uow.members.get(left_member.id).stepped_down_because = "A direct interest"
        fin = uow.people.find(name="Fin Finance")
        assert fin is not None
        fin.is_active = False
        uow.commit()
    store(
        office.officer,
        InterestStatement(uuid4(), round_.id, person.id, NOW + DAY, 3),
        InterestStatement(uuid4(), round_.id, person.id, NOW, 2),
    )
    holders = gathered(office, round_).panel.part_holders
    assert sorted(holders, key=lambda holder: holder.name) == [
        PartHolder("Ava Approver"),
        PartHolder("Community 1", NOW + DAY, 3),
        PartHolder("Olu Officer"),
    ]
    assert left.name == "Community 2"
    assert member.is_voting


def an_assessment(round_id: UUID, eoi_id: UUID, member_id: UUID, **changes: Any) -> Assessment:
    """An assessment that was sent at the test's time."""
    defaults: dict[str, Any] = {"state": AssessmentState.SUBMITTED, "submitted_at": NOW}
    return Assessment(uuid4(), round_id, eoi_id, member_id, **{**defaults, **changes})


def test_scoring_counts_voting_members_without_a_tie(office: Office) -> None:
    round_ = a_round()
    org, other = an_organisation("One"), an_organisation("Other")
    scored, unscored = an_eoi(round_.id, org.id, "E1"), an_eoi(round_.id, other.id, "E2")
    out = an_eoi(round_.id, other.id, "E3", state=EoiState.INELIGIBLE)
    told = an_eoi(round_.id, other.id, "E4", state=EoiState.NOTIFIED, reason_code="area")
    store(office.officer, round_, org, other, scored, unscored, out, told)
    pairs = a_panel(office.officer, round_.id, community=3, commissioners=2)
    (_, c1), (_, c2), (tied, c3), (_, k1), (agreed, k2) = pairs
    with office.officer.unit_of_work() as uow:
        uow.members.get(c2.id).has_vote = False
        uow.commit()
    ava = office.approver.actor.person_id
    store(
        office.officer,
        *(Assignment(uuid4(), round_.id, scored.id, member.id) for _, member in pairs),
        *(Assignment(uuid4(), round_.id, unscored.id, member.id) for _, member in pairs),
        Assignment(uuid4(), round_.id, out.id, c1.id),
        Declaration(uuid4(), round_.id, tied.id, org.id, Interest.INDIRECT),
        Declaration(uuid4(), round_.id, agreed.id, org.id, Interest.DIRECT, exception_agreed_by=ava),
        Declaration(uuid4(), round_.id, agreed.id, other.id, Interest.NONE),
        Declaration(uuid4(), round_.id, ava, org.id, Interest.INDIRECT),
        an_assessment(round_.id, scored.id, c1.id, others_seen_at=NOW),
        an_assessment(round_.id, scored.id, c2.id, others_seen_at=NOW - DAY),
        an_assessment(round_.id, scored.id, c3.id),
        an_assessment(round_.id, scored.id, k1.id, others_seen_at=NOW + DAY),
        an_assessment(round_.id, scored.id, k2.id),
        an_assessment(round_.id, unscored.id, c1.id, state=AssessmentState.DRAFT, submitted_at=None),
        an_assessment(round_.id, out.id, c1.id),
    )
    assert gathered(office, round_).scoring == ScoringFacts(
        assigned=6,
        submitted=6,
        missing=4,
        members_with_work=4,
        seen_too_early=1,
        scorers={(2, 1): 1, (0, 0): 1},
        loads=(1, 1, 2, 2),
    )


def a_recommendation(round_id: UUID, by: UUID, **changes: Any) -> Recommendation:
    """An approved recommendation."""
    defaults: dict[str, Any] = {
        "method": "fair-shares",
        "pot_pence": 10_000_000,
        "allocated_pence": 1_000_000,
        "left_why": "",
        "settings": {},
        "recorded_by": by,
        "recorded_at": NOW,
        "state": RecommendationState.APPROVED,
    }
    return Recommendation(uuid4(), round_id, **{**defaults, **changes})


def a_line(
    recommendation: Recommendation, eoi_id: UUID, decision: Decision, pence: int
) -> RecommendationLine:
    """What one EOI gets of the £8,400 that it asked for."""
    return RecommendationLine(uuid4(), recommendation.id, eoi_id, 1, 840_000, pence, decision, "", "")


def a_letter(round_id: UUID, eoi_id: UUID, kind: str, **changes: Any) -> LetterRecord:
    """A letter made at the test's time."""
    return LetterRecord(
        uuid4(), round_id, eoi_id, uuid4(), kind, "a.pdf", "0", changes.get("made_at", NOW), "Olu"
    )


def test_the_decision_says_who_is_owed_what(office: Office) -> None:
    round_ = a_round(
        state=RoundState.DECIDED, history=(StateChange(RoundState.DECIDED, NOW, "Ava Approver"),)
    )
    small = an_organisation("Small", yearly_income_pence=9_999_999)
    large = an_organisation("Large", yearly_income_pence=10_000_000)
    unknown = an_organisation("Unknown", yearly_income_pence=None)
    states = {"reserve": "decided", "ineligible": "ineligible", "withdrawn": "withdrawn"}
    eois = {
        name: an_eoi(
            round_.id,
            org.id,
            name,
            state=EoiState(states.get(name, "decided")),
            duration_months={"full": 23, "part": 24}.get(name),
        )
        for name, org in (
            ("full", small),
            ("part", large),
            ("unknown", unknown),
            ("reserve", small),
            ("ineligible", small),
            ("withdrawn", large),
        )
    }
    recommendation = a_recommendation(round_.id, office.officer.actor.person_id)
    store(
        office.officer,
        round_,
        small,
        large,
        unknown,
        *eois.values(),
        recommendation,
        a_line(recommendation, eois["full"].id, Decision.FULL, 840_000),
        a_line(recommendation, eois["part"].id, Decision.PART, 400_000),
        a_line(recommendation, eois["unknown"].id, Decision.FULL, 840_000),
        a_line(recommendation, eois["reserve"].id, Decision.RESERVE, 0),
        a_line(recommendation, eois["withdrawn"].id, Decision.DECLINE, 0),
        Feedback(eois["part"].id, round_.id, "Rooted in its street", "Say who pays the rent"),
        Feedback(eois["reserve"].id, round_.id, "Clear", " "),
        Feedback(eois["full"].id, round_.id, "Clear", "Nothing"),
    )
    with office.officer.unit_of_work() as uow:
        uow.letters.add(a_letter(round_.id, eois["full"].id, "offer_in_full"))
        uow.letters.add(a_letter(round_.id, eois["part"].id, "decline", made_at=NOW - DAY))
        uow.letters.add(a_letter(round_.id, eois["ineligible"].id, "ineligible", made_at=NOW - DAY))
        uow.letters.add(a_letter(round_.id, eois["withdrawn"].id, "withdrawn"))
        uow.commit()
    assert gathered(office, round_).decision == DecisionFacts(
        recommendation=RecommendationState.APPROVED,
        funded=3,
        small=1,
        unknown_size=1,
        feedback_owed=3,
        feedback_written=1,
        letters_owed=5,
        letters_made=2,
        money=AwardedMoney(
            all=2_080_000, small=840_000, unknown_size=840_000, long=400_000, unknown_length=840_000
        ),
    )


def test_an_ineligible_applicant_stays_so_once_told(office: Office) -> None:
    round_, org = a_round(), an_organisation()
    told = an_eoi(round_.id, org.id, "E1", state=EoiState.NOTIFIED, reason_code="area")
    recommendation = a_recommendation(round_.id, office.officer.actor.person_id)
    store(office.officer, round_, org, told, recommendation)
    decision = gathered(office, round_).decision
    assert (decision.feedback_owed, decision.letters_owed, decision.letters_made) == (1, 1, 0)


@pytest.mark.parametrize(
    ("states", "expected", "small"),
    [
        ([RecommendationState.RECOMMENDED], RecommendationState.RECOMMENDED, 1),
        ([RecommendationState.SENT_BACK], RecommendationState.SENT_BACK, 0),
        ([RecommendationState.REPLACED], None, 0),
        (
            [RecommendationState.SENT_BACK, RecommendationState.RECOMMENDED, RecommendationState.REPLACED],
            RecommendationState.RECOMMENDED,
            1,
        ),
    ],
)
def test_the_recommendation_that_counts(
    office: Office, states: list[RecommendationState], expected: RecommendationState | None, small: int
) -> None:
    round_, org = a_round(state=RoundState.MODERATION), an_organisation()
    eoi = an_eoi(round_.id, org.id, state=EoiState.SCORED)
    by = office.officer.actor.person_id
    made = [
        a_recommendation(round_.id, by, state=state, recorded_at=NOW + n * DAY)
        for n, state in enumerate(states)
    ]
    lines = [a_line(one, eoi.id, Decision.PART, 400_000) for one in made]
    store(office.officer, round_, org, eoi, *made, *lines)
    decision = gathered(office, round_).decision
    assert (decision.recommendation, decision.small, decision.feedback_owed) == (expected, small, None)


def an_award(round_id: UUID, eoi_id: UUID, organisation_id: UUID, **changes: Any) -> Award:
    """An award of £8,400 that goes on."""
    return Award(
        uuid4(), round_id, eoi_id, organisation_id, organisation_id, 840_000, Decision.FULL, **changes
    )


def an_instalment(award: Award, number: int, due_on: date, pence: int, state: InstalmentState) -> Instalment:
    """One payment of an award."""
    return Instalment(uuid4(), award.id, number, due_on, "2026-27", pence, state)


def test_payments_of_awards_that_stand(office: Office) -> None:
    round_ = a_round(state=RoundState.PAYING)
    org, large = an_organisation("Small"), an_organisation("Large", yearly_income_pence=10**9)
    eois = [an_eoi(round_.id, one.id, f"E{n}") for n, one in enumerate((org, large, org, org))]
    start = date(2026, 12, 1)
    going = an_award(round_.id, eois[0].id, org.id, state=AwardState.PAYING, starts_on=start, months=6)
    closed = an_award(round_.id, eois[1].id, large.id, state=AwardState.CLOSED)
    refused = an_award(round_.id, eois[2].id, org.id, state=AwardState.REFUSED)
    ended = an_award(round_.id, eois[3].id, org.id, state=AwardState.ENDED_EARLY)
    paid, planned = InstalmentState.PAID, InstalmentState.PLANNED
    store(
        office.officer,
        round_,
        org,
        large,
        *eois,
        going,
        closed,
        refused,
        ended,
        an_instalment(going, 2, date(2027, 3, 1), 420_000, planned),
        an_instalment(going, 1, date(2026, 11, 16), 400_000, paid),
        an_instalment(going, 3, date(2027, 1, 4), 20_000, InstalmentState.HELD),
        an_instalment(refused, 1, date(2026, 11, 2), 840_000, planned),
        an_instalment(ended, 1, date(2026, 11, 2), 840_000, planned),
    )
    payment = gathered(office, round_).payment
    assert set(payment.first_instalments) == {
        FirstInstalment(True, 840_000, 6, start, 400_000, date(2026, 11, 16)),
        FirstInstalment(False, 840_000, 12, None),
    }
    assert replace(payment, first_instalments=()) == PaymentFacts(
        instalments=3, unpaid=2, next_due_on=date(2027, 1, 4), awards=4, awards_going_on=1
    )


def test_many_eois_are_counted(office: Office) -> None:
    round_ = a_round(state=RoundState.SCORING)
    organisations = [an_organisation(f"Organisation {n}") for n in range(500)]
    store(office.officer, round_, *organisations)
    panel = a_panel(office.officer, round_.id, community=3, commissioners=2)
    keys = [uuid4() for _ in range(1_000)]
    pairs = [(key, member.id) for n, key in enumerate(keys) for _, member in (panel[n % 3], *panel[3:])]
    columns = vars(an_eoi(round_.id, organisations[0].id))
    plain = {name: value for name, value in columns.items() if not name.startswith("_")}
    with office.officer.unit_of_work() as uow:
        uow.eois.insert_many(
            [
                {**plain, "id": key, "reference": f"E{n}", "organisation_id": organisations[n % 500].id}
                for n, key in enumerate(keys)
            ]
        )
        uow.assignments.insert_many(
            [
                {"id": uuid4(), "round_id": round_.id, "eoi_id": eoi_id, "member_id": member_id}
                for eoi_id, member_id in pairs
            ]
        )
        uow.assessments.insert_many(
            [
                {
                    "id": uuid4(),
                    "round_id": round_.id,
                    "eoi_id": eoi_id,
                    "member_id": member_id,
                    "scores": {"rooted": 3, "difference": 4},
                    "comments": {},
                    "comment": "",
                    "state": AssessmentState.SUBMITTED,
                    "submitted_at": NOW,
                    "others_seen_at": None,
                    "version": 1,
                }
                for eoi_id, member_id in pairs
            ]
        )
        uow.commit()
    findings = {finding.id: finding for finding in check_round(office.officer, round_code="R1")}
    assert findings["P7"].evidence.startswith("0 of 1,000 EOIs have 3 scorers or more")
    assert findings["P8"].evidence.startswith("3,000 assessments were sent")
