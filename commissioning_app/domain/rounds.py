"""A round: one offer of a pot, its form, timetable, criteria, rule and the states of its life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from commissioning_app.domain.errors import BadValue, StepRefused
from commissioning_app.domain.forms import Criterion, EligibilityRule, Question
from commissioning_app.domain.money import Pence
from commissioning_app.domain.need_profile import NeedProfile
from commissioning_app.domain.records import RoundRecords


class FunderKind(StrEnum):
    """Who runs the workspace; it decides which duties apply."""

    INTEGRATED_CARE_BOARD = "integrated_care_board"
    NHS_TRUST = "nhs_trust"
    COUNCIL = "council"
    CHARITABLE_FUNDER = "charitable_funder"


class RoundState(StrEnum):
    """Where a round is in its life."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    SCORING = "scoring"
    MODERATION = "moderation"
    DECIDED = "decided"
    ANNOUNCED = "announced"
    PAYING = "paying"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """A forward step of a round, as the checks that guard it name it."""

    OPEN = "open"
    CLOSE = "close"
    SCORING = "scoring"
    MODERATION = "moderation"
    DECIDE = "decide"
    ANNOUNCE = "announce"
    PAY = "pay"
    FINISH = "finish"


ORDER = (
    RoundState.DRAFT,
    RoundState.OPEN,
    RoundState.CLOSED,
    RoundState.SCORING,
    RoundState.MODERATION,
    RoundState.DECIDED,
    RoundState.ANNOUNCED,
    RoundState.PAYING,
    RoundState.FINISHED,
)
"""The states in the order of a round's life; ``cancelled`` stands apart."""

STEP_INTO: Mapping[RoundState, Step] = dict(zip(ORDER[1:], Step, strict=True))
"""The step that leads into each state."""


class AllocationMethod(StrEnum):
    """How the pot is shared; more methods join the registry later."""

    FAIR_SHARES = "fair-shares"
    RANKED = "ranked"
    EQUAL_SHARES = "equal-shares"
    DRAW = "draw"


class RankBy(StrEnum):
    """Which panel score ranks; the threshold is on the same score."""

    RAW = "raw"
    ADJUSTED = "adjusted"


class FenceBasis(StrEnum):
    """What puts an EOI inside a ring-fence; never a monitoring answer."""

    SMALL = "small"
    CORE = "core"
    PUBLISHED_QUESTION = "published_question"


@dataclass(frozen=True)
class PotYear:
    """The part of the pot that belongs to one financial year, such as "2026-27"."""

    year: str
    pence: Pence


@dataclass(frozen=True)
class RingFence:
    """At least so much of the pot for a named set of EOIs."""

    name: str
    at_least_pence: Pence
    basis: FenceBasis = FenceBasis.SMALL
    question_id: str = ""


@dataclass(frozen=True)
class AllocationRule:
    """The rule that is fixed and published at opening (product.md, rule 3)."""

    method: AllocationMethod = AllocationMethod.FAIR_SHARES
    threshold: int = 50
    rank_by: RankBy = RankBy.RAW
    tie_order: tuple[str, ...] = ("higher score", "lower ask", "reference")
    ring_fences: tuple[RingFence, ...] = ()
    most_per_organisation_pence: Pence | None = None
    stop_at_first_misfit: bool = False
    part_fund: bool = False
    minimum_share_percent: int = 50


@dataclass(frozen=True)
class Timetable:
    """The published days of a round; closing is at the end of ``closes_on``."""

    opens_on: date | None = None
    closes_on: date | None = None
    scoring_by: date | None = None
    moderation_on: date | None = None
    decided_by: date | None = None
    announced_by: date | None = None
    paying_from: date | None = None


@dataclass(frozen=True)
class StateChange:
    """One step that a round took, forward or back, with the reason when one was needed."""

    state: RoundState
    at: datetime
    by: str
    reason: str = ""


@dataclass(eq=False)
class Programme:
    """A continuing purpose with money over years."""

    id: UUID
    name: str
    purpose: str = ""
    is_recurrent: bool | None = None
    need_profile: NeedProfile | None = None
    version: int = 1


@dataclass(eq=False)
class Round:
    """One offer of a pot. Money in pence; ``policy`` holds the thresholds it was opened with."""

    id: UUID
    code: str
    name: str
    programme_id: UUID | None = None
    state: RoundState = RoundState.DRAFT
    is_trial: bool = False
    purpose: str = ""
    pot_years: tuple[PotYear, ...] = ()
    smallest_award_pence: Pence = 0
    largest_award_pence: Pence = 0
    core_open_percent: int | None = None
    timetable: Timetable = field(default_factory=Timetable)
    form_version: int = 1
    questions: tuple[Question, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    exclusions: tuple[str, ...] = ()
    eligibility_rules: tuple[EligibilityRule, ...] = ()
    ways_to_apply: tuple[str, ...] = ()
    languages_and_formats: tuple[str, ...] = ()
    rule: AllocationRule = field(default_factory=AllocationRule)
    published_rule: AllocationRule | None = None
    published_items: tuple[str, ...] = ()
    community_power_percent: int | None = None
    records: RoundRecords = field(default_factory=RoundRecords)
    policy: Mapping[str, Any] | None = None
    history: tuple[StateChange, ...] = ()
    created_at: datetime | None = None
    version: int = 1

    @property
    def pot_pence(self) -> Pence:
        """The whole pot: the sum of its financial years."""
        return sum(part.pence for part in self.pot_years)

    @property
    def effective_rule(self) -> AllocationRule:
        """The rule that counts: as published at opening, or the draft one before."""
        return self.published_rule or self.rule

    def pot_of(self, year: str) -> Pence:
        """The pot's part in one financial year."""
        return sum(part.pence for part in self.pot_years if part.year == year)

    def reached_at(self, state: RoundState) -> datetime | None:
        """When the round last came into a state, or None if it never did."""
        return next((change.at for change in reversed(self.history) if change.state is state), None)

    def opened_at(self) -> datetime | None:
        """When it last came out of its draft, which is when it was published; None if it never did."""
        before, opened = RoundState.DRAFT, None
        for change in self.history:
            if change.state is RoundState.OPEN and before is RoundState.DRAFT:
                opened = change.at
            before = change.state
        return opened

    def is_past(self, state: RoundState) -> bool:
        """Whether the round is in that state or beyond it."""
        return self.state in ORDER and ORDER.index(self.state) >= ORDER.index(state)

    def next_state(self) -> RoundState:
        """The state one step on; raises StepRefused at the end of the life."""
        if self.state is RoundState.CANCELLED or self.state is RoundState.FINISHED:
            raise StepRefused(f"The round {self.code} is {self.state}: there is no step after that.")
        return ORDER[ORDER.index(self.state) + 1]

    def advance(self, *, at: datetime, by: str) -> None:
        """Take one step forward. The guards have been asked by the service."""
        state = self.next_state()
        self._move(state, at, by, "")
        if state is RoundState.OPEN:
            self.published_rule = self.rule

    def step_back(self, *, at: datetime, by: str, reason: str, totals_were_seen: bool) -> None:
        """Take one step back with a reason, as far as product.md allows."""
        if not reason.strip():
            raise BadValue("Say why the round goes back a step.", field="reason")
        if self.state in (RoundState.DRAFT, RoundState.CANCELLED):
            raise StepRefused(f"A round that is {self.state} has no step to go back to.")
        if self.is_past(RoundState.ANNOUNCED):
            raise StepRefused("Applicants have been told. A round never goes back past the announcement.")
        if self.state is RoundState.DECIDED and totals_were_seen:
            raise StepRefused(
                "Totals by leadership group were looked at, so the decision can't be opened again."
            )
        state_before = ORDER[ORDER.index(self.state) - 1]
        self._move(state_before, at, by, reason.strip())
        if state_before is RoundState.DRAFT:
            self.published_rule = None
            self.policy = None

    def cancel(self, *, at: datetime, by: str, reason: str) -> None:
        """Cancel before the announcement; the reason is sent to all applicants."""
        if not reason.strip():
            raise BadValue(
                "Say why the round is cancelled. Every applicant is sent the reason.", field="reason"
            )
        if self.state is RoundState.CANCELLED or self.is_past(RoundState.ANNOUNCED):
            raise StepRefused(f"A round that is {self.state} can't be cancelled any more.")
        self._move(RoundState.CANCELLED, at, by, reason.strip())

    def extend_closing(self, *, closes_on: date, today: date) -> None:
        """Move the closing day later, before it passes (product.md, States)."""
        old = self.timetable.closes_on
        if self.state is not RoundState.OPEN or old is None:
            raise StepRefused("Only an open round with a closing date can be extended.")
        if today > old:
            raise StepRefused("The closing date has passed, so it can't be extended any more.")
        if closes_on <= old:
            raise BadValue("An extension ends later than the closing date did.", field="closes_on")
        self.timetable = replace(self.timetable, closes_on=closes_on)

    def _move(self, state: RoundState, at: datetime, by: str, reason: str) -> None:
        self.state = state
        self.history = (*self.history, StateChange(state, at, by, reason))
