"""What is published when a round opens, and which parts of it are there to publish (check S7)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from commissioning_app.domain.rounds import Round


class PublishedItem(StrEnum):
    """A part of what is published at opening; ``Round.published_items`` keeps these words from then on."""

    CRITERIA = "criteria"
    WEIGHTS = "weights"
    TIMETABLE = "timetable"
    EXCLUSIONS = "exclusions"
    PANEL = "panel"
    RULE = "rule"


TITLES: Mapping[PublishedItem, str] = {
    PublishedItem.CRITERIA: "the criteria",
    PublishedItem.WEIGHTS: "their weights",
    PublishedItem.TIMETABLE: "the timetable",
    PublishedItem.EXCLUSIONS: "what is not funded",
    PublishedItem.PANEL: "who is on the panel, by group",
    PublishedItem.RULE: "the allocation rule",
}


def ready_items(round_: Round, *, panel_members: int) -> tuple[PublishedItem, ...]:
    """The parts that there is something to publish for.

    The panel is known by group from its members, or from the plan of how many each group will have.
    """
    timetable, plan = round_.timetable, round_.records.panel_plan
    promised = timetable.announced_by or timetable.decided_by
    has_content = {
        PublishedItem.CRITERIA: bool(round_.criteria),
        PublishedItem.WEIGHTS: bool(round_.criteria),
        PublishedItem.TIMETABLE: None not in (timetable.opens_on, timetable.closes_on, promised),
        PublishedItem.EXCLUSIONS: any(line.strip() for line in round_.exclusions),
        PublishedItem.PANEL: panel_members + plan.community + plan.commissioner > 0,
        PublishedItem.RULE: True,
    }
    return tuple(item for item in PublishedItem if has_content[item])
