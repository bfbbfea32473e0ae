"""C1 and C4 in each of their states, and on both sides of their thresholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning_app.domain.awards import RecommendationState
from commissioning_app.domain.principles.catalogue import Place, Tab
from commissioning_app.domain.principles.core import is_paid_before_it_is_spent
from commissioning_app.domain.principles.facts import (
    DecisionFacts,
    FirstInstalment,
    PaymentFacts,
    RoundFacts,
)
from commissioning_app.domain.records import FinanceAgreement, PaymentPlan
from tests.factories import a_round
from tests.unit.domain.principles.making import answered, ask, facts, with_records


@pytest.mark.parametrize(
    ("percent", "state", "evidence"),
    [
        (50, "met", "50 % of the pot is open to core funding; the policy asks for at least 50 %."),
        (49, "not_met", "49 % of the pot is open to core funding; the policy asks for at least 50 %."),
        (0, "not_met", "0 % of the pot is open to core funding; the policy asks for at least 50 %."),
        (None, "not_known", "It is not written down yet how much of the pot may go to core costs."),
    ],
)
def test_c1(percent: int | None, state: str, evidence: str) -> None:
    assert answered("C1", facts(a_round(core_open_percent=percent))) == (state, evidence)


AGREED = FinanceAgreement("Fin Finance", date(2026, 9, 1))
SMALL = DecisionFacts(RecommendationState.RECOMMENDED, funded=3, small=2)


def planned(
    percent: int | None,
    days: int | None,
    agreement: FinanceAgreement = AGREED,
    decision: DecisionFacts = SMALL,
) -> RoundFacts:
    """A round with this payment plan and finance's word on it."""
    records = with_records(payment_plan=PaymentPlan(percent, days), finance_agreement=agreement)
    return facts(a_round(records=records), decision=decision)


@pytest.mark.parametrize(
    ("what", "state", "evidence"),
    [
        (
            planned(25, 1),
            "met",
            "The plan pays small organisations 25 % of year one 1 day before the start, and finance agreed "
            "to it; the policy asks for at least 25 %.",
        ),
        (
            planned(24, 14),
            "not_met",
            "The plan pays small organisations 24 % of year one 14 days before the start, and finance agreed "
            "to it; the policy asks for at least 25 %.",
        ),
        (
            planned(50, 0),
            "not_met",
            "The plan pays small organisations 50 % of year one not before the start, and finance agreed "
            "to it; the policy asks for at least 25 %.",
        ),
        (
            planned(25, 14, FinanceAgreement("Fin Finance")),
            "not_met",
            "The plan pays small organisations 25 % of year one 14 days before the start, and finance has "
            "not agreed to it yet; the policy asks for at least 25 %.",
        ),
        (
            planned(None, 14),
            "not_known",
            "The payment plan does not say yet when small organisations get their first money.",
        ),
        (
            planned(25, None),
            "not_known",
            "The payment plan does not say yet when small organisations get their first money.",
        ),
        (
            planned(25, 1, decision=DecisionFacts()),
            "met",
            "The plan pays small organisations 25 % of year one 1 day before the start, and finance agreed "
            "to it; the policy asks for at least 25 %.",
        ),
        (
            planned(None, None, decision=DecisionFacts(RecommendationState.APPROVED, funded=3)),
            "not_applicable",
            "No small organisation is recommended for money.",
        ),
        (
            planned(None, None, decision=DecisionFacts(RecommendationState.SENT_BACK)),
            "not_known",
            "The payment plan does not say yet when small organisations get their first money.",
        ),
        (
            planned(25, 1, decision=DecisionFacts(RecommendationState.RECOMMENDED, unknown_size=1)),
            "met",
            "The plan pays small organisations 25 % of year one 1 day before the start, and finance agreed "
            "to it; the policy asks for at least 25 %.",
        ),
    ],
)
def test_c4_before_the_awards(what: RoundFacts, state: str, evidence: str) -> None:
    assert answered("C4", what) == (state, evidence)


def test_c4_says_what_is_left_to_do_and_where() -> None:
    to_agree = ask("C4", planned(25, 14, FinanceAgreement()))
    assert (to_agree.mend, to_agree.place) == (
        "Ask finance to agree to the payment plan.",
        Place(Tab.AWARDS, "payment_plan"),
    )
    assert ask("C4", planned(None, 14)).place is None
    assert ask("C4", planned(30, 14), core__first_instalment_percent=40).mend == (
        "Plan a first payment of 40 % of year one or more, due before the start."
    )


START = date(2026, 12, 1)
GOOD = FirstInstalment(True, 1_200_000, 12, START, 300_000, date(2026, 11, 30))
LATE = replace(GOOD, first_due_on=START)
TOO_LITTLE = replace(GOOD, first_pence=299_999)
NO_START = replace(GOOD, starts_on=None)
NONE_PLANNED = replace(GOOD, first_pence=0, first_due_on=None)
LARGE_AND_LATE = replace(LATE, is_small=False)
UNKNOWN_AND_LATE = replace(LATE, is_small=None)


@pytest.mark.parametrize(
    ("awards", "state", "evidence"),
    [
        ((GOOD, GOOD, LARGE_AND_LATE), "met", "2 of 2 awards to small organisations have"),
        ((GOOD, LATE), "not_met", "1 of 2 awards to small organisations has"),
        ((GOOD, TOO_LITTLE), "not_met", "1 of 2 awards to small organisations has"),
        ((LATE, NO_START), "not_met", "0 of 2 awards to small organisations have"),
        ((GOOD, NO_START), "not_known", "1 of 2 awards to small organisations has"),
        ((NONE_PLANNED,), "not_known", "0 of 1 award to small organisations have"),
        ((GOOD, UNKNOWN_AND_LATE), "not_known", "1 of 2 awards to small organisations has"),
    ],
)
def test_c4_once_there_are_awards(awards: tuple[FirstInstalment, ...], state: str, evidence: str) -> None:
    decision = DecisionFacts(RecommendationState.APPROVED, funded=3, small=2)
    what = replace(planned(25, 1), decision=decision, payment=PaymentFacts(awards))
    assert answered("C4", what) == (
        state,
        f"{evidence} 25 % or more of year one due before the start, and finance agreed to the plan.",
    )


def test_c4_wants_finances_word_beside_the_awards_too() -> None:
    what = replace(planned(25, 1, FinanceAgreement()), payment=PaymentFacts((GOOD,)))
    answer = ask("C4", what)
    assert (answer.state.value, answer.evidence, answer.mend, answer.place) == (
        "not_met",
        "1 of 1 award to small organisations has 25 % or more of year one due before the start, "
        "and finance has not agreed to the plan yet.",
        "Ask finance to agree to the payment plan.",
        Place(Tab.AWARDS, "payment_plan"),
    )


def test_c4_reads_the_plan_where_no_award_is_to_a_small_organisation() -> None:
    what = replace(planned(25, 1), payment=PaymentFacts((LARGE_AND_LATE,)))
    assert answered("C4", what)[1].startswith("The plan pays small organisations 25 %")


@pytest.mark.parametrize(
    ("months", "first_pence", "holds"),
    [(24, 150_000, True), (24, 149_999, False), (6, 300_000, True), (6, 299_999, False), (0, 300_000, True)],
)
def test_year_one_is_twelve_months_of_the_award(months: int, first_pence: int, holds: bool) -> None:
    assert is_paid_before_it_is_spent(replace(GOOD, months=months, first_pence=first_pence), 25) is holds


@given(award=st.integers(1, 10**9), months=st.integers(1, 60), percent=st.integers(25, 50))
def test_the_smallest_enough_first_payment_is_exact(award: int, months: int, percent: int) -> None:
    least = -(-percent * award * min(months, 12) // (100 * months))
    first = replace(GOOD, award_pence=award, months=months)
    assert is_paid_before_it_is_spent(replace(first, first_pence=least), percent) is True
    assert is_paid_before_it_is_spent(replace(first, first_pence=least - 1), percent) is False
