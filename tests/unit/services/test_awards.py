"""Awards after the announcement: steps, codes, holding, paying with four eyes, and finance's agreement."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from commissioning_app.domain.awards import AwardState, InstalmentState
from commissioning_app.domain.errors import BadValue, FourEyes, NotAllowed, StaleVersion, StepRefused
from commissioning_app.domain.panels import Declaration, Interest
from commissioning_app.domain.records import PaymentPlan
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.awards import (
    agree_payment_plan,
    award_rows,
    hold_instalment,
    mark_paid,
    move_award,
    read_award,
    release_instalment,
    set_finance_codes,
)
from commissioning_app.services.people import edit_person
from commissioning_app.services.rounds import edit_round, read_round
from commissioning_app.services.workspace import verify_trail
from tests.factories import Office
from tests.samples import CODE, sample_office

TODAY = date(2026, 5, 20)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return sample_office(tmp_path, RoundState.PAYING)


def award_in(office: Office, state: AwardState) -> UUID:
    return next(row.award_id for row in award_rows(office.finance, round_code=CODE) if row.state is state)


def unpaid_part(office: Office, award_id: UUID) -> UUID:
    detail = read_award(office.finance, award_id=award_id)
    return next(one.id for one in detail.instalments if one.state is InstalmentState.PLANNED)


def test_rows_add_up(office: Office) -> None:
    rows = award_rows(office.auditor, round_code=CODE)
    with office.officer.reading() as uow:
        total = sum(row[0] for row in uow.instalments.columns("amount_pence"))
        paid = sum(row[0] for row in uow.instalments.columns("amount_pence", state=InstalmentState.PAID))
    assert [row.reference for row in rows] == sorted(row.reference for row in rows)
    assert (sum(row.amount_pence for row in rows), sum(row.paid_pence for row in rows)) == (total, paid)
    hosted = [row for row in rows if row.payee != row.organisation]
    assert all(row.payee == "Wexmere Voluntary Trust (sample)" for row in hosted)


def test_paying_what_is_due(office: Office) -> None:
    award = award_in(office, AwardState.CHECKED)
    part = unpaid_part(office, award)
    mark_paid(office.finance, instalment_id=part, paid_on=TODAY, payment_reference=" RUN-1 ", version=1)
    detail = read_award(office.finance, award_id=award)
    paid = next(one for one in detail.instalments if one.id == part)
    assert (paid.state, paid.paid_on, paid.payment_reference, paid.paid_by) == (
        InstalmentState.PAID,
        TODAY,
        "RUN-1",
        office.finance.actor.person_id,
    )
    assert detail.award.state is AwardState.PAYING
    assert verify_trail(office.officer).ok
    with pytest.raises(StepRefused, match="it can't be paid"):
        mark_paid(office.finance, instalment_id=part, paid_on=TODAY, payment_reference="", version=None)
    with pytest.raises(StepRefused, match="was paid"):
        hold_instalment(office.finance, instalment_id=part, reason="x", version=None)


def test_what_stops_a_payment(office: Office) -> None:
    checked = unpaid_part(office, award_in(office, AwardState.CHECKED))
    signed = unpaid_part(office, award_in(office, AwardState.SIGNED))
    with pytest.raises(NotAllowed):
        mark_paid(office.officer, instalment_id=checked, paid_on=TODAY, payment_reference="", version=None)
    with pytest.raises(BadValue, match="before its day"):
        mark_paid(
            office.finance,
            instalment_id=checked,
            paid_on=date(2026, 5, 21),
            payment_reference="",
            version=None,
        )
    with pytest.raises(StepRefused, match="accepted, signed and checked"):
        mark_paid(office.finance, instalment_id=signed, paid_on=TODAY, payment_reference="", version=None)
    with pytest.raises(StaleVersion):
        mark_paid(office.finance, instalment_id=checked, paid_on=TODAY, payment_reference="", version=7)


def test_finance_with_a_tie_neither_checks_nor_pays(office: Office) -> None:
    rows = {row.state: row for row in award_rows(office.finance, round_code=CODE)}
    with office.officer.unit_of_work() as uow:
        for state in (AwardState.CHECKED, AwardState.SIGNED):
            award = uow.awards.get(rows[state].award_id)
            tie = Declaration(
                uuid4(),
                award.round_id,
                office.finance.actor.person_id,
                award.organisation_id,
                Interest.INDIRECT,
            )
            uow.declarations.add(tie)
        uow.commit()
    part = unpaid_part(office, rows[AwardState.CHECKED].award_id)
    with pytest.raises(NotAllowed, match="You declared an interest"):
        mark_paid(office.finance, instalment_id=part, paid_on=TODAY, payment_reference="", version=None)
    with pytest.raises(NotAllowed, match="You declared an interest"):
        move_award(
            office.finance, award_id=rows[AwardState.SIGNED].award_id, version=None, state=AwardState.CHECKED
        )


def test_whoever_approved_can_not_mark_paid(office: Office) -> None:
    approver = office.approver.actor
    edit_person(
        office.officer,
        person_id=approver.person_id,
        version=1,
        name=approver.name,
        email="",
        roles={Role.APPROVER, Role.FINANCE},
    )
    with office.officer.reading() as uow:
        both = office.officer.acting_as(uow.people.get(approver.person_id).as_actor())
    part = unpaid_part(office, award_in(office, AwardState.CHECKED))
    with pytest.raises(FourEyes, match="You had a part in this award's approval"):
        mark_paid(both, instalment_id=part, paid_on=TODAY, payment_reference="", version=None)


def test_holding_and_releasing(office: Office) -> None:
    award = award_in(office, AwardState.CHECKED)
    part = unpaid_part(office, award)
    with pytest.raises(BadValue, match="Say why the payment is held"):
        hold_instalment(office.finance, instalment_id=part, reason=" ", version=None)
    hold_instalment(office.finance, instalment_id=part, reason="New bank details", version=1)
    with pytest.raises(StepRefused, match="This instalment is held"):
        mark_paid(office.finance, instalment_id=part, paid_on=TODAY, payment_reference="", version=None)
    release_instalment(office.finance, instalment_id=part, version=2)
    mark_paid(office.finance, instalment_id=part, paid_on=TODAY, payment_reference="", version=3)
    with pytest.raises(NotAllowed):
        hold_instalment(office.officer, instalment_id=part, reason="x", version=None)


def test_the_award_s_own_steps(office: Office) -> None:
    award = award_in(office, AwardState.ACCEPTED)
    with pytest.raises(NotAllowed):
        move_award(office.officer, award_id=award, version=None, state=AwardState.CHECKED)
    move_award(office.officer, award_id=award, version=None, state=AwardState.SIGNED)
    move_award(office.finance, award_id=award, version=None, state=AwardState.CHECKED)
    with pytest.raises(BadValue, match="Say why"):
        move_award(office.officer, award_id=award, version=None, state=AwardState.ENDED_EARLY)
    move_award(
        office.officer, award_id=award, version=None, state=AwardState.ENDED_EARLY, reason="They closed"
    )
    assert read_award(office.auditor, award_id=award).award.state is AwardState.ENDED_EARLY


def test_awards_wait_for_the_announcement(tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.DECIDED)
    award = award_in(office, AwardState.OFFERED)
    with pytest.raises(StepRefused, match="once the round is announced"):
        move_award(office.officer, award_id=award, version=None, state=AwardState.ACCEPTED)


def test_finance_codes_and_the_supplier_number(office: Office) -> None:
    award = award_in(office, AwardState.CHECKED)
    version = read_award(office.finance, award_id=award).award.version
    codes = {
        "cost_centre": "CC1", "account_code": "5000", "purchase_order": "PO9", "vat_treatment": "exempt",
    }  # fmt: skip
    set_finance_codes(office.finance, award_id=award, version=version, supplier_number="S-77", **codes)
    kept = read_award(office.finance, award_id=award).award
    assert {key: getattr(kept, key) for key in codes} == codes
    with office.officer.reading() as uow:
        assert uow.organisations.get(kept.payee_organisation_id).supplier_number == "S-77"
        entry = list(uow.trail.entries())[-1]
    assert entry.after == {**codes, "supplier_number": "S-77"}
    with pytest.raises(NotAllowed):
        set_finance_codes(office.officer, award_id=award, version=None, **codes)
    with pytest.raises(StaleVersion):
        set_finance_codes(office.finance, award_id=award, version=version, **codes)


def test_finance_agrees_to_a_plan_that_is_there(tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.MODERATION)
    with pytest.raises(NotAllowed):
        agree_payment_plan(office.officer, round_code=CODE)
    agree_payment_plan(office.finance, round_code=CODE, note=" Fine ")
    agreement = read_round(office.officer, round_code=CODE).records.finance_agreement
    assert (agreement.agreed_by, agreement.agreed_on, agreement.note) == (
        "Frances Sample (finance)",
        date(2026, 4, 2),
        "Fine",
    )
    records = read_round(office.officer, round_code=CODE).records.with_payment_plan(PaymentPlan())
    edit_round(office.officer, round_code=CODE, version=None, records=records)
    with pytest.raises(StepRefused, match="nothing to agree"):
        agree_payment_plan(office.finance, round_code=CODE)
