"""P1, P2, P4, P6, P7, P8 and P9 in each of their states, and on both sides of their thresholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from commissioning_app.domain.panels import PaymentChoice
from commissioning_app.domain.principles.catalogue import Place, Tab
from commissioning_app.domain.principles.facts import (
    EoiFacts,
    PanelFacts,
    PartHolder,
    RoundFacts,
    ScoringFacts,
)
from commissioning_app.domain.records import MemberPayment
from commissioning_app.domain.rounds import RoundState
from tests.factories import a_criterion, a_round
from tests.unit.domain.principles.making import a_panel_of, answered, ask, at, facts, members, with_records

NO_PANEL = ("not_known", "The panel has no voting members yet.")
FIVE_OF_EIGHT = "5 of 8 voting members are community members: 62 %; the policy asks for 50 %"


@pytest.mark.parametrize(
    ("panel", "state", "evidence"),
    [
        (a_panel_of(5, 3), "met", f"{FIVE_OF_EIGHT}."),
        (
            a_panel_of(4, 4),
            "met",
            "4 of 8 voting members are community members: 50 %; the policy asks for 50 %.",
        ),
        (
            a_panel_of(49, 50),
            "not_met",
            "49 of 99 voting members are community members: 49 %; the policy asks for 50 %.",
        ),
        (
            a_panel_of(0, 1),
            "not_met",
            "0 of 1 voting member are community members: 0 %; the policy asks for 50 %.",
        ),
    ],
)
def test_p1_before_moderation(panel: PanelFacts, state: str, evidence: str) -> None:
    assert answered("P1", facts(panel=panel)) == (state, evidence)


def test_p1_without_a_panel() -> None:
    assert answered("P1", facts()) == NO_PANEL


def test_p1_counts_only_those_who_vote() -> None:
    three, one_left, one_silent = members(3, 3), members(1, 0)[0], members(1, 0)[0]
    one_left.stepped_down_because = "A direct interest"
    one_silent.has_vote = False
    panel = PanelFacts((*three, one_left, one_silent))
    assert answered("P1", facts(panel=panel))[1].startswith("3 of 6 voting members")


def at_moderation(there: tuple[int, int], away: tuple[int, int], **round_: Any) -> RoundFacts:
    """A round at moderation with so many (community, commissioner) members there and away."""
    panel = PanelFacts((*members(*there, there=True), *members(*away)))
    return facts(a_round(**{"state": RoundState.MODERATION, **round_}), panel=panel)


@pytest.mark.parametrize(
    ("what", "state", "there"),
    [
        (at_moderation((3, 2), (2, 1)), "met", "3 of 5"),
        (at_moderation((5, 3), (0, 0), state=RoundState.DECIDED), "met", "5 of 8"),
        (at_moderation((2, 2), (3, 1)), "not_met", "2 of 4"),
        (at_moderation((3, 1), (2, 2)), "not_met", "3 of 4"),
        (at_moderation((3, 3), (2, 0)), "met", "3 of 6"),
        (at_moderation((3, 4), (2, 0)), "not_met", "3 of 7"),
    ],
)
def test_p1_at_moderation(what: RoundFacts, state: str, there: str) -> None:
    got, evidence = answered("P1", what)
    assert got == state
    assert evidence.endswith(f"at moderation {there}, the quorum is 3 community and 2 commissioner members.")


def test_p1_does_not_know_who_was_at_moderation() -> None:
    expected = f"{FIVE_OF_EIGHT}; who was at the moderation meeting is not written down yet."
    assert answered("P1", at_moderation((0, 0), (5, 3))) == ("not_known", expected)
    assert ask("P1", at_moderation((0, 0), (5, 3))).place == Place(Tab.SCORING, "moderation")


@pytest.mark.parametrize(
    ("community", "state", "evidence"),
    [
        (3, "met", "The panel has 3 community members with a vote; the policy asks for at least 3."),
        (2, "not_met", "The panel has 2 community members with a vote; the policy asks for at least 3."),
        (1, "not_met", "The panel has 1 community member with a vote; the policy asks for at least 3."),
    ],
)
def test_p2(community: int, state: str, evidence: str) -> None:
    assert answered("P2", facts(panel=a_panel_of(community, 1))) == (state, evidence)


def test_p2_without_a_panel_and_its_mending() -> None:
    assert answered("P2", facts()) == NO_PANEL
    assert ask("P2", facts(panel=a_panel_of(1, 1))).mend == "Add 2 community members to the panel."


def paying(payment: MemberPayment, panel: PanelFacts) -> RoundFacts:
    """A round that offers this payment to that panel."""
    return facts(a_round(records=with_records(member_payment=payment)), panel=panel)


OFFERED = MemberPayment(offered=True, hourly_pence=2500, expenses="Travel")
THREE = a_panel_of(3, 2)
ONE_NOT_ASKED = PanelFacts((*members(2, 2), *members(1, 0, payment=PaymentChoice.NOT_ASKED)))
DECLINED = a_panel_of(3, 2, payment=PaymentChoice.DECLINED)


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (
            paying(OFFERED, THREE),
            "met",
            "Payment is offered at £25 an hour, with expenses paid; "
            "3 of 3 community members were asked what they want.",
        ),
        (
            paying(OFFERED, DECLINED),
            "met",
            "Payment is offered at £25 an hour, with expenses paid; "
            "3 of 3 community members were asked what they want.",
        ),
        (
            paying(OFFERED, ONE_NOT_ASKED),
            "not_met",
            "Payment is offered at £25 an hour, with expenses paid; "
            "2 of 3 community members were asked what they want.",
        ),
        (
            paying(replace(OFFERED, hourly_pence=0), THREE),
            "not_met",
            "Payment is offered at no rate written down, with expenses paid; "
            "3 of 3 community members were asked what they want.",
        ),
        (
            paying(replace(OFFERED, expenses=" "), THREE),
            "not_met",
            "Payment is offered at £25 an hour, with nothing said about expenses; "
            "3 of 3 community members were asked what they want.",
        ),
        (
            paying(MemberPayment(offered=False), THREE),
            "not_met",
            "3 community members give their time, and no payment is offered.",
        ),
        (
            paying(MemberPayment(), THREE),
            "not_known",
            "It is not written down yet whether members are paid for their time.",
        ),
        (
            paying(OFFERED, a_panel_of(0, 2)),
            "not_known",
            "The panel has no community members yet to offer payment to.",
        ),
    ],
)
def test_p4(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("P4", what) == (state, evidence)


@pytest.mark.parametrize(
    ("what", "place"),
    [
        (paying(MemberPayment(), THREE), None),
        (paying(replace(OFFERED, hourly_pence=0), ONE_NOT_ASKED), None),
        (paying(OFFERED, ONE_NOT_ASKED), Place(Tab.PANEL, "payment")),
        (paying(OFFERED, a_panel_of(0, 2)), Place(Tab.PANEL, "members")),
    ],
)
def test_p4_leads_to_the_form_first_and_then_to_the_panel(what: RoundFacts, place: Place | None) -> None:
    assert ask("P4", what).place == place


NEWEST = at(10)


def declared(*stated_at: datetime | None, newest: datetime | None = NEWEST) -> RoundFacts:
    """A round with a panel whose part-holders stated their interests at these moments."""
    holders = tuple(PartHolder(f"Person {n}", when) for n, when in enumerate(stated_at, 1))
    panel = PanelFacts(members(3, 2), holders)
    return facts(panel=panel, eois=EoiFacts(newest_organisation_at=newest))


DECLARED = "with a part in the decision declared their interests after the last new organisation came in."


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (declared(at(10), at(11)), "met", f"2 of 2 people {DECLARED}"),
        (declared(at(10), at(9)), "not_met", f"1 of 2 people {DECLARED}"),
        (declared(at(11), None, None), "not_met", f"1 of 3 people {DECLARED}"),
        (
            declared(at(11), newest=None),
            "not_known",
            "No organisation has come in yet, so there is nothing to declare.",
        ),
        (facts(eois=EoiFacts(newest_organisation_at=at(1))), *NO_PANEL),
    ],
)
def test_p6(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("P6", what) == (state, evidence)


@pytest.mark.parametrize(("seen", "state"), [(3, "met"), (4, "met"), (2, "not_met")])
def test_p6_counts_the_organisations_that_were_gone_through(seen: int, state: str) -> None:
    """A host that joins an EOI later comes in with no day of its own."""
    panel = PanelFacts(members(3, 2), (PartHolder("Person 1", at(11), seen),))
    what = facts(panel=panel, eois=EoiFacts(newest_organisation_at=NEWEST, organisations=3))
    assert answered("P6", what)[0] == state


def test_p6_names_those_who_are_missing() -> None:
    assert ask("P6", declared(None, at(10), None)).mend == (
        "Ask these people to go through the organisations: Person 1 and Person 3."
    )


def scored_by(*scorers: tuple[int, int, int]) -> RoundFacts:
    """A round whose EOIs were scored by (scorers, community members among them, number of EOIs)."""
    return facts(scoring=ScoringFacts(scorers={(all_, community): n for all_, community, n in scorers}))


ENOUGH = "have 3 scorers or more with 50 % community members among them"


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (scored_by((3, 2, 40), (4, 2, 2)), "met", f"42 of 42 EOIs {ENOUGH}."),
        (scored_by((3, 2, 41), (2, 2, 1)), "not_met", f"41 of 42 EOIs {ENOUGH}; 1 has too few scorers."),
        (
            scored_by((3, 2, 40), (3, 1, 2)),
            "not_met",
            f"40 of 42 EOIs {ENOUGH}; 2 have too few community members among them.",
        ),
        (
            scored_by((5, 2, 1), (0, 0, 1)),
            "not_met",
            f"0 of 2 EOIs {ENOUGH}; 1 has too few scorers; 1 has too few community members among them.",
        ),
        (facts(), "not_known", "No EOI is eligible yet."),
    ],
)
def test_p7(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("P7", what) == (state, evidence)


@pytest.mark.parametrize(
    ("submitted", "early", "state", "evidence"),
    [
        (120, 0, "met", "120 assessments were sent, and in 0 cases the member had seen another's first."),
        (1, 0, "met", "1 assessment was sent, and in 0 cases the member had seen another's first."),
        (120, 1, "not_met", "120 assessments were sent, and in 1 case the member had seen another's first."),
        (0, 0, "not_known", "No assessment was sent yet."),
    ],
)
def test_p8(submitted: int, early: int, state: str, evidence: str) -> None:
    what = facts(scoring=ScoringFacts(submitted=submitted, seen_too_early=early))
    assert answered("P8", what) == (state, evidence)


NO_ANCHORS = a_criterion(id="b", name="Difference", anchors=())
ONE_SHORT = a_criterion(id="c", name="Need", anchors=("a", "b", "c", "d", "e", " "))


@pytest.mark.parametrize(
    ("criteria", "state", "evidence"),
    [
        ((a_criterion(),), "met", "1 of 1 criterion has words for every point of the scale."),
        (
            (a_criterion(), NO_ANCHORS),
            "not_met",
            "1 of 2 criteria has words for every point of the scale.",
        ),
        ((ONE_SHORT,), "not_met", "0 of 1 criterion have words for every point of the scale."),
        ((), "not_known", "The round has no criteria yet."),
    ],
)
def test_p9(criteria: tuple[Any, ...], state: str, evidence: str) -> None:
    assert answered("P9", facts(a_round(criteria=criteria))) == (state, evidence)


def test_p9_names_the_criteria_to_mend() -> None:
    assert ask("P9", facts(a_round(criteria=(NO_ANCHORS, ONE_SHORT)))).mend == (
        "Write what each point of the scale means for Difference and Need."
    )
