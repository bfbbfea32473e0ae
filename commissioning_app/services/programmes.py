"""Programmes: whom they serve, as a published source counts them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from commissioning_app.domain.errors import Problems
from commissioning_app.domain.need_profile import NeedProfile
from commissioning_app.domain.roles import can_design_rounds, can_read_rounds
from commissioning_app.domain.rounds import Programme
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import ensure_fresh, round_by_code
from commissioning_app.services.permissions import require

FIRST_YEAR = 1991
"""The first census that asked for ethnic groups."""


@dataclass(frozen=True)
class ProgrammeNeed:
    """A programme and whom it serves; ``profile`` is None while nobody wrote it down."""

    id: UUID
    name: str
    profile: NeedProfile | None
    version: int


def programme_of_round(context: ServiceContext, *, round_code: str) -> ProgrammeNeed | None:
    """The programme of a round, or None where it belongs to none."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        if round_.programme_id is None:
            return None
        programme: Programme = uow.programmes.get(round_.programme_id)
        return ProgrammeNeed(programme.id, programme.name, programme.need_profile, programme.version)


def edit_need_profile(
    context: ServiceContext, *, programme_id: UUID, profile: NeedProfile, version: int | None
) -> None:
    """Write down whom a programme serves; raises Problems, StaleVersion."""
    require(context.actor, can_design_rounds)
    with context.unit_of_work() as uow:
        programme = uow.programmes.get(programme_id)
        ensure_fresh(programme, version, need_profile=profile)
        found = tuple(problems_of_profile(profile, this_year=context.clock.today().year))
        if found:
            raise Problems(found)
        before = programme.need_profile
        if before == profile:
            return
        programme.need_profile = profile
        record(
            uow,
            context,
            action="need profile edited",
            subject_kind="programme",
            subject_id=programme.id,
            before={"need_profile": before},
            after={"need_profile": profile},
        )
        uow.commit()


def problems_of_profile(profile: NeedProfile, *, this_year: int) -> Iterator[str]:
    """What keeps a need profile from being compared with, in sentences."""
    if not profile.population.strip():
        yield "Say who the programme serves, such as “people who live in Wexmere”."
    if not profile.source.strip():
        yield "Say where the figures come from, such as “Census 2021”."
    if profile.year is None or not FIRST_YEAR <= profile.year <= this_year:
        yield f"Give the year of the figures, from {FIRST_YEAR} to {this_year}."
    if any(one.people < 0 for one in profile.groups):
        yield "The number of people of a group is 0 or more."
    names = [one.group for one in profile.groups]
    if len(set(names)) < len(names):
        yield "A group stands in the list twice."
