"""Reads that are asked for as a whole page at once, in one statement each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from commissioning_app.domain.eois import EoiState, FundingKind
from commissioning_app.domain.money import Pence
from commissioning_app.domain.scoring import Scores
from commissioning_app.domain.trail import TrailEntry


class EoiLine(NamedTuple):
    """One EOI beside its organisation, as a list shows it."""

    id: UUID
    reference: str
    organisation: str
    title: str
    requested_pence: Pence
    minimum_pence: Pence | None
    funding_kind: FundingKind | None
    state: EoiState
    income_pence: Pence | None
    received_at: datetime | None


class EoiStanding(NamedTuple):
    """Where one EOI stands, and whose it is."""

    id: UUID
    organisation_id: UUID
    host_organisation_id: UUID | None
    state: EoiState
    reason_code: str
    created_at: datetime | None


class SentScores(NamedTuple):
    """One member's assessments: the EOIs, and the scores of each at the same place."""

    eois: list[UUID]
    scores: list[Scores]


class TrailLine(NamedTuple):
    """An entry of the trail with its personal part; None when that was erased."""

    entry: TrailEntry
    personal: Mapping[str, Any] | None


class Views(Protocol):
    """Read models that equal columns can't answer cheaply.

    What a transaction that only reads was given once, it may be given again: nobody changes it.
    """

    def eoi_lines(self, round_id: UUID) -> list[EoiLine]:
        """Every EOI of a round by reference."""

    def eoi_standings(self, round_id: UUID) -> list[EoiStanding]:
        """Where every EOI of a round stands, in no order."""

    def sent_scores(self, round_id: UUID) -> Mapping[UUID, SentScores]:
        """By member: the assessments that they sent; equal scores are one object."""

    def senders(self, round_id: UUID) -> Mapping[UUID, list[UUID]]:
        """By EOI: the members whose assessment was sent."""

    def assigned(self, round_id: UUID) -> Mapping[UUID, list[UUID]]:
        """By EOI: the members to whom it was given to score, in the order of ``senders``."""

    def first_sent(self, round_id: UUID) -> Mapping[UUID, datetime]:
        """By member: when they sent their first assessment."""

    def seen_too_early(self, round_id: UUID) -> int:
        """How many assessments were sent after their member had seen another's."""

    def trail_page(self, *, round_id: UUID | None, before_id: int | None, limit: int) -> list[TrailLine]:
        """So many entries, the newest first, older than ``before_id``; of one round or of all."""

    def trail_about(self, subject_id: UUID, *, round_id: UUID, together: Collection[str]) -> list[TrailLine]:
        """Entries about one thing, the newest first, and its round's whose action is in ``together``."""

    def entries_at(self, action: str, *, round_id: UUID) -> list[datetime]:
        """When each entry of that action was written in a round, the oldest first."""

    def subjects_of(self, actions: Collection[str], *, actor_id: UUID) -> set[str]:
        """The keys of what somebody did one of these actions to, rounds as a whole left out."""

    def eoi_totals(self) -> Mapping[UUID, Mapping[EoiState, tuple[int, Pence]]]:
        """For each round: how many EOIs are in each state, and what they ask for together."""

    def eois_by_organisation(self) -> Mapping[UUID, tuple[int, int]]:
        """For each organisation: how many EOIs it sent, and to how many rounds."""

    def awarded_by_organisation(self) -> Mapping[UUID, Pence]:
        """For each organisation: what it was awarded, trial rounds left out."""
