"""What is checked of an organisation before money goes to it: due diligence, and subsidy control."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from commissioning_app.domain.money import Pence


class DiligenceItem(StrEnum):
    """What due diligence looks at (product.md)."""

    GOVERNING_DOCUMENT = "governing_document"
    THREE_UNRELATED_PEOPLE = "three_unrelated_people"
    REGISTER = "register"
    ACCOUNTS_OR_BUDGET = "accounts_or_budget"
    SAFEGUARDING = "safeguarding"
    INSURANCE = "insurance"
    BANK_EVIDENCE = "bank_evidence"
    SANCTIONS = "sanctions"


@dataclass(frozen=True)
class CheckedItem:
    """One item that was looked at: when, and where the evidence is."""

    item: DiligenceItem
    on: date
    note: str = ""


@dataclass(eq=False)
class DueDiligence:
    """What was checked of one organisation to be funded in one round (check L3).

    An officer may propose an exception for what is missing; an approver agrees it on record.
    """

    id: UUID
    round_id: UUID
    organisation_id: UUID
    items: tuple[CheckedItem, ...] = ()
    exception: str = ""
    exception_by: UUID | None = None
    exception_agreed_by: UUID | None = None
    exception_agreed_at: datetime | None = None
    version: int = 1


@dataclass(eq=False)
class SubsidyRecord:
    """Subsidy control for one organisation to be funded in one round (check L4; Act 2022 ss.36-37).

    ``is_enterprise`` is whether it offers goods or services on a market with this money.
    ``received_pence`` is the minimal financial assistance that it says it had from all funders in this
    and the two financial years before.
    """

    id: UUID
    round_id: UUID
    organisation_id: UUID
    is_enterprise: bool | None = None
    received_pence: Pence | None = None
    notified_on: date | None = None
    confirmed_on: date | None = None
    told_after_on: date | None = None
    on_database_on: date | None = None
    note: str = ""
    version: int = 1
