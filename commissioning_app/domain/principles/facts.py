"""What the checks read of a round: its own records, and counts of what came in, was scored and was paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from commissioning_app.domain.awards import RecommendationState
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.eois import IN_PLAY, EoiState
from commissioning_app.domain.money import Pence
from commissioning_app.domain.panels import MemberGroup, PanelMember
from commissioning_app.domain.principles.facts_monitoring import MonitoringFacts
from commissioning_app.domain.principles.facts_safety import SafetyFacts
from commissioning_app.domain.principles.facts_wording import FeedbackWording
from commissioning_app.domain.rounds import FunderKind, Round, RoundState
from commissioning_app.domain.wording_check import WordList


@dataclass(frozen=True)
class EoiFacts:
    """How many EOIs there are in each state, when the newest organisation came in, and how many there are.

    Those whose applicants were told that they are ineligible count as ineligible.
    """

    by_state: Mapping[EoiState, int] = field(default_factory=dict)
    newest_organisation_at: datetime | None = None
    organisations: int = 0

    def count(self, *states: EoiState) -> int:
        """How many are in any of these states."""
        return sum(self.by_state.get(state, 0) for state in states)

    @property
    def total(self) -> int:
        """All EOIs of the round."""
        return sum(self.by_state.values())

    @property
    def in_play(self) -> int:
        """Those that are, or were, scored and considered for money."""
        return self.count(*IN_PLAY)

    @property
    def undecided(self) -> int:
        """Those whose eligibility is still to be decided."""
        return self.count(EoiState.RECEIVED, EoiState.QUERIED)


@dataclass(frozen=True)
class PartHolder:
    """Someone with a part in the decision, when they last went through every organisation, and how many."""

    name: str
    stated_at: datetime | None = None
    organisations_seen: int = 0


@dataclass(frozen=True)
class PanelFacts:
    """The panel's members, and everyone who has a part in the decision.

    ``first_sent`` is the day on which a member, by id, sent their first assessment.
    """

    members: tuple[PanelMember, ...] = ()
    part_holders: tuple[PartHolder, ...] = ()
    first_sent: Mapping[UUID, date] = field(default_factory=dict)

    @property
    def voting(self) -> tuple[PanelMember, ...]:
        """The members who still score and vote."""
        return tuple(member for member in self.members if member.is_voting)

    @property
    def community(self) -> tuple[PanelMember, ...]:
        """The voting members from communities."""
        return tuple(member for member in self.voting if member.group is MemberGroup.COMMUNITY)


@dataclass(frozen=True)
class Differences:
    """The EOIs that were scored; where members are far apart on a criterion; which of these have a note."""

    eois: int
    apart: int = 0
    discussed: int = 0


@dataclass(frozen=True)
class ScoringFacts:
    """Assessments: given, sent, and by how many of which group each EOI in play was scored.

    ``scorers`` maps (voting members who scored it, community members among them) to a number of EOIs.
    ``seen_too_early`` counts assessments whose member saw another's before sending their own. ``loads`` are
    the numbers of EOIs that members were given, the smallest first; those without any are left out.
    ``differences`` is None until moderation.
    """

    assigned: int = 0
    submitted: int = 0
    missing: int = 0
    members_with_work: int = 0
    seen_too_early: int = 0
    scorers: Mapping[tuple[int, int], int] = field(default_factory=dict)
    loads: tuple[int, ...] = ()
    differences: Differences | None = None


COUNTS = frozenset({RecommendationState.RECOMMENDED, RecommendationState.APPROVED})
"""The states of a recommendation that says who gets money, as it stands."""


@dataclass(frozen=True)
class AwardedMoney:
    """The money of the recommendation that counts, in pence: all of it, and parts of it.

    ``small`` goes to small organisations, ``long`` to awards as long as the policy asks for; what can't be
    told of an award is in ``unknown_size`` and ``unknown_length``.
    """

    all: Pence = 0
    small: Pence = 0
    unknown_size: Pence = 0
    long: Pence = 0
    unknown_length: Pence = 0


@dataclass(frozen=True)
class Swings:
    """What leaving out one member at a time would change: EOIs that would cross the funding line.

    ``discussed`` of them have a note of what the panel said.
    """

    members: int
    moved: int = 0
    discussed: int = 0


@dataclass(frozen=True)
class DecisionFacts:
    """The recommendation that counts, whom it funds, and what applicants are still owed.

    ``small``, ``unknown_size`` and ``funded`` count the EOIs that it gives money to. ``feedback_owed`` is
    None until a recommendation is approved.
    """

    recommendation: RecommendationState | None = None
    funded: int = 0
    small: int = 0
    unknown_size: int = 0
    feedback_owed: int | None = None
    feedback_written: int = 0
    letters_owed: int = 0
    letters_made: int = 0
    money: AwardedMoney = AwardedMoney()
    swings: Swings | None = None


@dataclass(frozen=True)
class FirstInstalment:
    """The first payment of one award that stands, beside the award; ``is_small`` None is not known."""

    is_small: bool | None
    award_pence: Pence
    months: int
    starts_on: date | None
    first_pence: Pence = 0
    first_due_on: date | None = None


@dataclass(frozen=True)
class PaymentFacts:
    """Awards and their instalments, as far as there are any."""

    first_instalments: tuple[FirstInstalment, ...] = ()
    instalments: int = 0
    unpaid: int = 0
    next_due_on: date | None = None
    awards: int = 0
    awards_going_on: int = 0


@dataclass(frozen=True)
class RoundFacts:
    """Everything that the checks of one round may read, gathered once for all of them.

    ``is_recurrent`` is the programme's: whether its money is a budget line that comes again. ``names`` are
    the organisations whose names are never flagged.
    """

    round: Round
    today: date
    funder_kind: FunderKind = FunderKind.INTEGRATED_CARE_BOARD
    opened_on: date | None = None
    announced_on: date | None = None
    eois: EoiFacts = field(default_factory=EoiFacts)
    panel: PanelFacts = field(default_factory=PanelFacts)
    scoring: ScoringFacts = field(default_factory=ScoringFacts)
    decision: DecisionFacts = field(default_factory=DecisionFacts)
    payment: PaymentFacts = field(default_factory=PaymentFacts)
    monitoring: MonitoringFacts = field(default_factory=MonitoringFacts)
    safety: SafetyFacts = field(default_factory=SafetyFacts)
    is_recurrent: bool | None = None
    word_list: WordList = field(default_factory=WordList)
    names: tuple[str, ...] = ()
    feedback: FeedbackWording = field(default_factory=FeedbackWording)

    @property
    def is_public_body(self) -> bool:
        """Whether a public body's duties apply to the funder."""
        return self.funder_kind is not FunderKind.CHARITABLE_FUNDER

    @property
    def opening_day(self) -> date:
        """The day on which it was opened; today while it is a draft: what is there by now is in time.

        A round that was cancelled after its opening keeps that day.
        """
        was_opened = self.round.state is RoundState.CANCELLED and self.round.published_rule is not None
        if not was_opened and not self.round.is_past(RoundState.OPEN):
            return self.today
        return self.opened_on or self.round.timetable.opens_on or self.today

    def is_by_opening(self, day: date) -> bool:
        """Whether something of that day was there when the round opened, and is not still to come."""
        return day <= min(self.opening_day, self.today)

    def has_come(self, day: date | None) -> bool:
        """Whether a day is written down, and is not still to come: what is only planned has not been done."""
        return day is not None and day <= self.today

    def is_before_the_decision(self, day: date) -> bool:
        """Whether something of that day is too early to be about what was decided."""
        return self.safety.decided_on is not None and day < self.safety.decided_on

    @property
    def last_day(self) -> str:
        """The last day for what has to be there at opening, in words."""
        return f"the opening on {long_date(self.opening_day)}" if self.opening_day < self.today else "today"
