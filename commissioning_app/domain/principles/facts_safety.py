"""What the checks read of actions, due diligence, subsidy control, authority and looks at totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning_app.domain.due_diligence import DiligenceItem, ExceptionState
from commissioning_app.domain.money import Pence


@dataclass(frozen=True)
class ActionFact:
    """One action: which check it is about, whether it has an owner, whether it is done or past its day."""

    check_id: str
    is_owned: bool
    is_done: bool = False
    is_late: bool = False


@dataclass(frozen=True)
class SubsidyFact:
    """What is recorded of one organisation for subsidy control; all empty until somebody asked it."""

    is_enterprise: bool | None = None
    received_pence: Pence | None = None
    notified_on: date | None = None
    confirmed_on: date | None = None
    told_after_on: date | None = None
    on_database_on: date | None = None


@dataclass(frozen=True)
class PayeeFact:
    """One organisation that money goes to; for a group with a host it is the host.

    ``pence`` is all that it gets in the round. ``missing`` is what is asked and was not looked at;
    ``excepted`` is what an agreed exception covers.
    """

    pence: Pence
    asked: int = 0
    missing: tuple[DiligenceItem, ...] = ()
    exception: ExceptionState = ExceptionState.NONE
    excepted: frozenset[DiligenceItem] = frozenset()
    was_paid: bool = False
    subsidy: SubsidyFact = SubsidyFact()

    @property
    def is_checked(self) -> bool:
        """Whether everything that is asked was looked at."""
        return not self.missing

    @property
    def is_excepted(self) -> bool:
        """Whether something is missing, and an agreed exception covers all of it."""
        return bool(self.missing) and self.excepted.issuperset(self.missing)


@dataclass(frozen=True)
class RecommendedFact:
    """The recommendation that counts: its total, and whether it departs from the published rule."""

    total_pence: Pence
    departs: bool = False
    has_reason: bool = False


@dataclass(frozen=True)
class SafetyFacts:
    """Actions about findings, and what was checked of those to be funded.

    ``payees`` is None until it is known who gets money. ``looks_at_totals`` counts looks at totals of
    monitoring answers, ``looks_too_early`` those before the decision. ``not_holding`` are the ids of the
    findings that are not met or only explained; None until the other checks have answered.
    """

    actions: tuple[ActionFact, ...] = ()
    payees: tuple[PayeeFact, ...] | None = None
    recommended: RecommendedFact | None = None
    decided_on: date | None = None
    looks_at_totals: int = 0
    looks_too_early: int = 0
    not_holding: tuple[str, ...] | None = None
