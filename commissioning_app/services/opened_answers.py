"""Who opened what an organisation says of its people has no vote where that organisation applies.

The trail knows who did; what the answers say is not read here.
"""

from __future__ import annotations

from uuid import UUID

from commissioning_app.domain.errors import NotAllowed
from commissioning_app.domain.people import Person
from commissioning_app.domain.rounds import Round
from commissioning_app.services.ports.unit_of_work import UnitOfWork

OPENED = frozenset(
    {"monitoring answers looked at", "monitoring answers given", "monitoring answers corrected"}
)
"""What the trail calls it when somebody saw the answers of one organisation, or wrote them down."""


def ensure_opened_none(uow: UnitOfWork, round_: Round, person: Person) -> None:
    """Raise NotAllowed where somebody who is to vote opened the answers of an organisation that applied."""
    subjects = uow.views.subjects_of(OPENED, actor_id=person.id)
    if not subjects:
        return
    opened = {row[0] for row in uow.eois.columns("organisation_id", id=[UUID(one) for one in subjects])}
    applied = {row[0] for row in uow.eois.columns("organisation_id", round_id=round_.id)}
    if opened & applied:
        raise NotAllowed(
            f"{person.name} opened what an organisation of this round says about its people, so they can't "
            "have a vote here. Choose somebody else, or give them a place without a vote."
        )
