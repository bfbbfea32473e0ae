"""What an allocation comes to: an amount, a decision, a reason and a sentence for each EOI."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from commissioning_app.domain.eois import Decision
from commissioning_app.domain.money import Pence


class Reason(StrEnum):
    """Why an EOI gets its amount, for machines."""

    POT_IS_ENOUGH = "pot_is_enough"
    BELOW_LEVEL = "below_level"
    LEVEL = "level"
    MINIMUM = "minimum"
    RING_FENCE = "ring_fence"
    ORGANISATION_LIMIT = "organisation_limit"
    SHARED_IN_ORGANISATION = "shared_in_organisation"
    REACHED_IN_ORDER = "reached_in_order"
    LAST_OF_THE_POT = "last_of_the_pot"
    MINIMUM_DOES_NOT_FIT = "minimum_does_not_fit"
    ASK_DOES_NOT_FIT = "ask_does_not_fit"
    STOPPED_BEFORE = "stopped_before"
    NOTHING_LEFT = "nothing_left"
    NOTHING_ASKED = "nothing_asked"
    BELOW_THRESHOLD = "below_threshold"


@dataclass(frozen=True)
class AllocatedEoi:
    """What one EOI gets. ``why`` can go into a letter; ``officer_note`` names others and can't."""

    reference: str
    requested_pence: Pence
    amount_pence: Pence
    decision: Decision
    reason: Reason
    why: str
    score: Fraction
    reserve_position: int | None = None
    officer_note: str = ""


@dataclass(frozen=True)
class RingFenceReport:
    """What became of a ring-fence; ``raised`` where it had to act.

    ``level_pence`` is the equal share inside a fence that fair shares raised: its own, or the common one
    where this is higher. None where all inside who are in have what they can take, and in other methods.
    """

    name: str
    at_least_pence: Pence
    awarded_pence: Pence
    met: bool
    raised: bool
    level_pence: Pence | None
    why: str

    @property
    def shortfall_pence(self) -> Pence:
        """How much less than its least the ring-fence got."""
        return max(0, self.at_least_pence - self.awarded_pence)


@dataclass(frozen=True)
class AllocationResult:
    """A shared pot: ``awards`` in order of score, what is left and why, and where the funding line is.

    ``level_pence`` is the equal share of fair shares; None where everyone who is in has their ask, and in
    other methods.
    """

    method: str
    pot_pence: Pence
    allocated_pence: Pence
    awards: tuple[AllocatedEoi, ...]
    left_pence: Pence
    left_why: str
    funding_line_reference: str | None
    level_pence: Pence | None
    fence_reports: tuple[RingFenceReport, ...]

    @cached_property
    def by_reference(self) -> dict[str, AllocatedEoi]:
        """Each award by its EOI's reference."""
        return {award.reference: award for award in self.awards}

    @property
    def reserve_list(self) -> tuple[AllocatedEoi, ...]:
        """Those who wait, first in line first."""
        return tuple(award for award in self.awards if award.decision is Decision.RESERVE)

    @property
    def passed_over(self) -> tuple[AllocatedEoi, ...]:
        """Those who wait while an EOI below them in the order came in."""
        return tuple(award for award in self.reserve_list if award.officer_note)
