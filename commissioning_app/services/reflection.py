"""The panel's own word on whether people of the communities that the round serves sit on it."""

from __future__ import annotations

from dataclasses import replace

from commissioning_app.domain.errors import BadValue, StaleVersion
from commissioning_app.domain.roles import can_build_panels
from commissioning_app.domain.together import PanelReflection
from commissioning_app.services.audit import record, snapshot
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.permissions import require


def note_reflection(
    context: ServiceContext,
    *,
    round_code: str,
    reflection: PanelReflection,
    was: PanelReflection | None = None,
) -> None:
    """An officer writes down what the panel says of itself; ``was`` is what stood there, None for any."""
    require(context.actor, can_build_panels)
    if reflection.on is None:
        raise BadValue("Say on which day the panel said it.", field="on")
    if reflection.on > context.clock.today():
        raise BadValue("The panel's word is written down once the panel has said it.", field="on")
    if not reflection.serves.strip():
        raise BadValue("Say which communities the round serves.", field="serves")
    if reflection.includes_them is None:
        raise BadValue("Say what the panel answered: yes, or no.", field="includes_them")
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        before = round_.records.panel_reflection
        if was is not None and before not in (was, reflection):
            raise StaleVersion(
                "Somebody else wrote down what the panel says while you did. Look at both versions, then "
                "save yours again if you still want it.",
                theirs=snapshot(before),
                yours=snapshot(reflection),
            )
        if before != reflection:
            round_.records = replace(round_.records, panel_reflection=reflection)
            record(
                uow,
                context,
                action="panel's own word noted",
                subject_kind="round",
                subject_id=round_.id,
                round_id=round_.id,
                before={"panel_reflection": before},
                after={"panel_reflection": reflection},
            )
            uow.commit()
