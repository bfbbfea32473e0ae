"""What is checked of an organisation before money goes to it: due diligence, and subsidy control."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from commissioning_app.domain.errors import BadValue, FourEyes, StepRefused
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

    @property
    def words(self) -> str:
        """ "three unrelated people"."""
        return self.value.replace("_", " ")


class ExceptionState(StrEnum):
    """Where an exception to due diligence is between the officer and the approver."""

    NONE = "none"
    WAITING = "waiting"
    SENT_BACK = "sent_back"
    AGREED = "agreed"


@dataclass(frozen=True)
class CheckedItem:
    """One item that was looked at: when, and where the evidence is."""

    item: DiligenceItem
    on: date
    note: str = ""


def items_asked(
    by_size: Iterable[str], *, is_registered: bool, is_small: bool | None
) -> tuple[DiligenceItem, ...]:
    """What is asked of an organisation, given what its size asks, in the order of ``DiligenceItem``.

    A small organisation that is on no register is not asked for one. Raises BadValue for an unknown item.
    """
    known = {item.value for item in DiligenceItem}
    wanted = set(by_size)
    if unknown := sorted(wanted - known):
        raise BadValue(
            f"Due diligence knows no “{unknown[0]}”. It knows {', '.join(sorted(known))}.",
            field="safety.due_diligence",
        )
    if is_small and not is_registered:
        wanted.discard(DiligenceItem.REGISTER.value)
    return tuple(item for item in DiligenceItem if item.value in wanted)


@dataclass(eq=False)
class DueDiligence:
    """What was checked of one organisation to be funded in one round (check L3).

    An officer may propose an exception for what is missing; an approver agrees it on record. It holds for
    ``exception_items`` alone, those that were missing then. ``exception_sent_back`` is the approver's reason.
    """

    id: UUID
    round_id: UUID
    organisation_id: UUID
    items: tuple[CheckedItem, ...] = ()
    exception: str = ""
    exception_items: tuple[DiligenceItem, ...] = ()
    exception_by: UUID | None = None
    exception_sent_back: str = ""
    exception_agreed_by: UUID | None = None
    exception_agreed_at: datetime | None = None
    version: int = 1

    @property
    def exception_state(self) -> ExceptionState:
        """Where its exception is."""
        return exception_state(self.exception, self.exception_sent_back, self.exception_agreed_by)

    def missing(self, asked: Iterable[DiligenceItem]) -> tuple[DiligenceItem, ...]:
        """What is asked and was not looked at."""
        return still_missing(asked, self.items)

    def check(self, items: Iterable[DiligenceItem], *, on: date, note: str) -> None:
        """These were looked at; what was noted of them before makes room."""
        new = {item: CheckedItem(item, on, note.strip()) for item in items}
        kept = {one.item: one for one in self.items} | new
        self.items = tuple(kept[item] for item in DiligenceItem if item in kept)

    def uncheck(self, item: DiligenceItem) -> CheckedItem:
        """Take back that it was looked at; returns what was noted."""
        found = next((one for one in self.items if one.item is item), None)
        if found is None:
            raise StepRefused(f"“{item.words}” is not checked, so there is nothing to take back.")
        self.items = tuple(one for one in self.items if one is not found)
        return found

    def propose_exception(self, *, why: str, items: Iterable[DiligenceItem], by: UUID) -> None:
        """Ask for an exception; it takes the place of an earlier one."""
        if not why.strip():
            raise BadValue("Say why the money can go out without it.", field="exception")
        self.exception, self.exception_items, self.exception_by = why.strip(), tuple(items), by
        self.exception_sent_back = ""
        self.exception_agreed_by = self.exception_agreed_at = None

    def agree_exception(self, *, by: UUID, at: datetime) -> None:
        """A second person agrees; raises FourEyes for the one who proposed it."""
        self._second_person(by)
        self.exception_agreed_by, self.exception_agreed_at = by, at

    def send_back_exception(self, *, by: UUID, reason: str) -> None:
        """A second person does not agree, and says why."""
        if not reason.strip():
            raise BadValue("Say why the exception is sent back.", field="reason")
        self._second_person(by)
        self.exception_sent_back = reason.strip()

    def _second_person(self, by: UUID) -> None:
        if self.exception_state is not ExceptionState.WAITING:
            raise StepRefused("No exception waits for an approver here.")
        if by == self.exception_by:
            raise FourEyes("You proposed this exception, so a second person has to agree to it.")


def exception_state(why: str, sent_back: str, agreed_by: UUID | None) -> ExceptionState:
    """Where an exception is, from its columns."""
    if not why:
        return ExceptionState.NONE
    if agreed_by is not None:
        return ExceptionState.AGREED
    return ExceptionState.SENT_BACK if sent_back else ExceptionState.WAITING


def still_missing(
    asked: Iterable[DiligenceItem], checked: Iterable[CheckedItem]
) -> tuple[DiligenceItem, ...]:
    """What is asked and was not looked at."""
    done = {one.item for one in checked}
    return tuple(item for item in asked if item not in done)


@dataclass(eq=False)
class SubsidyRecord:
    """Subsidy control for one organisation to be funded in one round (check L4; Act 2022 ss.36-37).

    ``is_enterprise`` is whether it offers goods or services on a market with this money.
    ``received_pence`` is the minimal financial assistance that it says it had from all funders in this
    and the two financial years before. It is told beforehand (``notified_on``), confirms its figure
    (``confirmed_on``), and is told once it was given (``told_after_on``).
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
