"""What the sample's officer does before the first payment: looks into payees, and acts on findings."""

from __future__ import annotations

from datetime import date

from commissioning_app.domain.due_diligence import DiligenceItem
from commissioning_app.services.actions import add_action
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.due_diligence import check_items, decide_exception, propose_exception
from commissioning_app.services.queries.actions import actions_page
from commissioning_app.services.queries.before_paying import before_paying_page
from commissioning_app.services.subsidy import record_no_enterprises, record_subsidy

MISSING = {"Young Dads Football (sample)": DiligenceItem.THREE_UNRELATED_PEOPLE}
"""Who lacks something, for which an exception is asked."""

ENTERPRISES = {"Latin Women's Breakfast (sample)": 320_000, "Polyglot Pharmacists (sample)": 1_150_000}
"""Who sells something with the money, and what they had from funders in three years."""

WHAT_IS_DONE = {
    "S2": ("Take a question out of the form, and let small groups answer by telephone", "Grants team"),
    "P12": ("Ask a fourth member to score each EOI near the line", "Chairs of the panel"),
}
OTHERWISE = ("Look at it with the panel before the next round opens", "Grants team")


def look_into_payees(officer: ServiceContext, approver: ServiceContext, code: str) -> None:
    """Everything that is asked is looked at; for one group an exception is agreed; two are enterprises."""
    rows = before_paying_page(officer, round_code=code).rows
    others = []
    for row in rows:
        lacking = MISSING.get(row.organisation)
        key = row.organisation_id
        items = [line.item for line in row.diligence.items if line.item is not lacking]
        check_items(officer, round_code=code, organisation_id=key, items=items, note="In the round's folder")
        if lacking is not None:
            why = "Two of the three are brothers. A neighbour signs with them until a third joins in June."
            propose_exception(officer, round_code=code, organisation_id=key, why=why)
            decide_exception(approver, round_code=code, organisation_id=key, agree=True)
        if row.organisation in ENTERPRISES:
            tell_of_subsidy(officer, code, row.organisation, paid_on=None)
        else:
            others.append(key)
    record_no_enterprises(officer, round_code=code, organisations=others)


def tell_of_subsidy(officer: ServiceContext, code: str, name: str, *, paid_on: date | None) -> None:
    """Told what it would get, confirmed what it had; once it was paid, told so again."""
    rows = before_paying_page(officer, round_code=code).rows
    row = next(one for one in rows if one.organisation == name)
    record_subsidy(
        officer,
        round_code=code,
        organisation_id=row.organisation_id,
        is_enterprise=True,
        received_pence=ENTERPRISES[name],
        notified_on=date(2026, 4, 16),
        confirmed_on=date(2026, 4, 23),
        told_after_on=paid_on,
    )


def tell_those_paid(officer: ServiceContext, code: str, *, on: date) -> None:
    """Enterprises that were paid are told what they were given."""
    for row in before_paying_page(officer, round_code=code).rows:
        if row.was_paid and row.organisation in ENTERPRISES:
            tell_of_subsidy(officer, code, row.organisation, paid_on=on)


def act_on_findings(officer: ServiceContext, code: str, *, due_on: date) -> None:
    """Each finding that does not hold gets an action with an owner and a day."""
    page = actions_page(officer, round_code=code)
    for check_id in page.without_action:
        what, owner = WHAT_IS_DONE.get(check_id, OTHERWISE)
        add_action(officer, round_code=code, check_id=check_id, what=what, owner=owner, due_on=due_on)
