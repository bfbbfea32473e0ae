"""The records of a round: who can be reached, and what finance agreed to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commissioning_app.domain.records import (
    Contact,
    FinanceAgreement,
    MemberPayment,
    PaymentPlan,
    RoundRecords,
)

AGREED = FinanceAgreement("Fin Finance", date(2026, 9, 1), "From the main budget")
RECORDS = RoundRecords(payment_plan=PaymentPlan(50, 14), finance_agreement=AGREED)


@pytest.mark.parametrize(
    ("contact", "is_named"),
    [
        (Contact("Olu", "olu@example.org"), True),
        (Contact("Olu", phone="020 7946 0000"), True),
        (Contact("Olu"), False),
        (Contact(" ", "olu@example.org"), False),
    ],
)
def test_a_contact_has_a_name_and_a_way_to_reach_it(contact: Contact, is_named: bool) -> None:
    assert contact.is_named is is_named


@pytest.mark.parametrize(
    ("agreement", "is_recorded"),
    [(AGREED, True), (FinanceAgreement("Fin"), False), (FinanceAgreement(" ", date(2026, 9, 1)), False)],
)
def test_an_agreement_says_who_and_when(agreement: FinanceAgreement, is_recorded: bool) -> None:
    assert agreement.is_recorded is is_recorded


def test_another_plan_needs_finances_word_again() -> None:
    assert RECORDS.with_payment_plan(PaymentPlan(50, 14)) == RECORDS
    changed = RECORDS.with_payment_plan(PaymentPlan(25, 14))
    assert changed == replace(RECORDS, payment_plan=PaymentPlan(25, 14), finance_agreement=FinanceAgreement())


def test_an_edit_neither_gives_nor_takes_finances_word() -> None:
    other = replace(RECORDS, member_payment=MemberPayment(offered=True))
    assert RECORDS.edited_to(replace(other, finance_agreement=FinanceAgreement())) == other
    forged = RoundRecords(payment_plan=PaymentPlan(50, 14), finance_agreement=AGREED)
    assert RoundRecords().edited_to(forged).finance_agreement == FinanceAgreement()
