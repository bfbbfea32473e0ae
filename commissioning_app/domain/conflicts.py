"""What a declared interest means: who may neither see nor score which EOI (product.md, rule 5)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from commissioning_app.domain.errors import ScorerHasConflict
from commissioning_app.domain.panels import Declaration, Interest, PanelMember


def hidden_organisations(person_id: UUID, declarations: Iterable[Declaration]) -> frozenset[UUID]:
    """The organisations whose EOIs a person may neither see nor score.

    An approver's exception lets somebody with a direct interest stay in the round; it shows them no EOI.
    """
    return frozenset(
        d.organisation_id
        for d in declarations
        if d.person_id == person_id and d.interest is not Interest.NONE
    )


def must_step_down(member: PanelMember, declarations: Iterable[Declaration]) -> bool:
    """Whether a direct interest takes the member out of the round; an approver may agree otherwise."""
    return is_taken_out(member.person_id, declarations)


def is_taken_out(person_id: UUID, declarations: Iterable[Declaration]) -> bool:
    """Whether a direct interest takes anybody with a part out of the round, officers and approvers too."""
    return any(
        d.person_id == person_id and d.interest is Interest.DIRECT and d.exception_agreed_by is None
        for d in declarations
    )


def is_hidden(hidden: frozenset[UUID], organisation_id: UUID, host_id: UUID | None) -> bool:
    """Whether an EOI is hidden: its organisation is, or the host that would hold its money."""
    return organisation_id in hidden or host_id in hidden


def ensure_no_conflict(
    member: PanelMember,
    organisation_id: UUID,
    declarations: Iterable[Declaration],
    *,
    host_id: UUID | None = None,
) -> None:
    """Raise ScorerHasConflict when the member declared an interest in that organisation, or its host."""
    if is_hidden(hidden_organisations(member.person_id, declarations), organisation_id, host_id):
        raise ScorerHasConflict(
            "You declared an interest in this organisation, so its EOI is not shown to you."
        )
