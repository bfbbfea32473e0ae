"""What an officer does before a round is paid and before it is finished, through the services."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from commissioning_app.services.actions import add_action
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.due_diligence import check_items
from commissioning_app.services.queries.actions import actions_page
from commissioning_app.services.queries.before_paying import PayeeRow, before_paying_page
from commissioning_app.services.subsidy import record_no_enterprises

DUE = date(2030, 1, 31)


def look_into_everyone(officer: ServiceContext, code: str) -> None:
    """Everything that is asked of each payee was looked at, and none is an enterprise."""
    rows = before_paying_page(officer, round_code=code).rows
    for row in rows:
        items = [line.item for line in row.diligence.items]
        check_items(officer, round_code=code, organisation_id=row.organisation_id, items=items)
    record_no_enterprises(officer, round_code=code, organisations=[row.organisation_id for row in rows])


def act_on_everything(officer: ServiceContext, code: str) -> None:
    """Each finding that does not hold has an action."""
    for check_id in actions_page(officer, round_code=code).without_action:
        add_action(officer, round_code=code, check_id=check_id, what="Mend it", owner="Olu", due_on=DUE)


def payee_row(officer: ServiceContext, code: str, organisation_id: UUID) -> PayeeRow:
    """The row of one payee."""
    rows = before_paying_page(officer, round_code=code).rows
    return next(row for row in rows if row.organisation_id == organisation_id)
