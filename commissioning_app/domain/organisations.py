"""Organisations: applicants, partners and hosts, and how their names are told apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commissioning_app.domain.money import Pence

ORG_ID = re.compile(r"^[A-Z]{2}-[A-Z0-9]+-.+$")
"""The shape of an org-id: a country, a register's list code, and the number in it."""


@dataclass(eq=False)
class Organisation:
    """One organisation; ``org_id`` such as GB-CHC-1015648, or empty when it is on no register."""

    id: UUID
    name: str
    org_id: str = ""
    charity_number: str = ""
    company_number: str = ""
    address: str = ""
    postcode: str = ""
    yearly_income_pence: Pence | None = None
    supplier_number: str = ""
    name_key: str = ""
    created_at: datetime | None = None
    version: int = 1

    def is_small(self, line_pence: Pence) -> bool | None:
        """Whether the yearly income is under the policy's line; None when the income is not known."""
        return None if self.yearly_income_pence is None else self.yearly_income_pence < line_pence


def key_of_name(name: str) -> str:
    """A form of a name for exact matching and sorting: case, accents and spacing folded."""
    if name.isascii():
        return " ".join(name.lower().split())
    folded = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).split())


@dataclass(eq=False)
class PayeeDetails:
    """Where an organisation is paid; kept apart, and never in the trail or a schedule."""

    organisation_id: UUID
    account_name: str = ""
    sort_code: str = ""
    account_number: str = ""
    changed_by: UUID | None = None
    changed_at: datetime | None = None
    verified_by: UUID | None = None
    verified_at: datetime | None = None
    version: int = 1
