"""A round's timetable as stages to be drawn, and where today stands among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from commissioning_app.domain.dates import short_date
from commissioning_app.domain.rounds import ORDER, Round, RoundState
from commissioning_app.translation import tr
from commissioning_app.ui.widgets.timeline import Stage, StageState


@dataclass(frozen=True)
class _Milestone:
    """One published day: the state that it leads into, its words before and after, and the day in words."""

    state: RoundState
    before: str
    after: str
    day: date | None
    when: str


def drawn_timetable(round_: Round, today: date) -> tuple[list[Stage], float | None]:
    """The stages of the timetable, and today's place among them (2.5 = halfway from the third on)."""
    milestones = _milestones(round_)
    stages = [_stage(round_, one) for one in milestones]
    return stages, place_of(today, [one.day for one in milestones])


def place_of(today: date, days: Sequence[date | None]) -> float | None:
    """Where today stands between days that are in order; None when it is before or after all of them."""
    known = [(place, day) for place, day in enumerate(days) if day is not None]
    for (left, earlier), (right, later) in pairwise(known):
        if earlier <= today <= later and earlier < later:
            return left + (right - left) * (today - earlier).days / (later - earlier).days
    return None


def _milestones(round_: Round) -> list[_Milestone]:
    plan = round_.timetable
    on, by, since = "{day}", tr("by {day}"), tr("from {day}")
    rows = [
        (RoundState.OPEN, tr("Opens"), tr("Opened"), plan.opens_on, on),
        (RoundState.CLOSED, tr("Closes"), tr("Closed"), plan.closes_on, on),
        (RoundState.SCORING, tr("Scoring"), tr("Scoring"), plan.scoring_by, by),
        (RoundState.MODERATION, tr("Moderation"), tr("Moderation"), plan.moderation_on, on),
        (RoundState.DECIDED, tr("Decision"), tr("Decided"), plan.decided_by, by),
        (RoundState.ANNOUNCED, tr("Told to all"), tr("Told to all"), plan.announced_by, by),
        (RoundState.PAYING, tr("Paid"), tr("Paid"), plan.paying_from, since),
    ]
    return [_Milestone(*row) for row in rows]


def _stage(round_: Round, one: _Milestone) -> Stage:
    state = _state(round_, one.state)
    title = one.before if state == "later" else one.after
    reached = round_.reached_at(one.state)
    if state != "later" and reached is not None and one.when != tr("from {day}") and one.after != one.before:
        return Stage(title, _short(reached.date()), state)
    return Stage(title, one.when.format(day=_short(one.day)) if one.day else tr("no day yet"), state)


def _state(round_: Round, state: RoundState) -> StageState:
    if round_.state is RoundState.FINISHED:
        return "done"
    if round_.state not in ORDER:
        return "done" if round_.reached_at(state) is not None else "later"
    if round_.state is state:
        return "now"
    return "done" if round_.is_past(state) else "later"


def _short(day: date) -> str:
    """ "2 Sep": the year is said elsewhere."""
    return short_date(day).rpartition(" ")[0]
