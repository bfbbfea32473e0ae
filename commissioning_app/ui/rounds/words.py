"""The words and tones of a round's state and of a finding's, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable

from commissioning_app.domain.principles.catalogue import Effect
from commissioning_app.domain.principles.findings import Finding, FindingState
from commissioning_app.domain.rounds import RoundState, Step
from commissioning_app.translation import tr
from commissioning_app.ui.lib.table_model import Chip
from commissioning_app.ui.lib.theme import Tone

STATE_ICONS: dict[RoundState, str] = {
    RoundState.DRAFT: "edit",
    RoundState.OPEN: "unlock",
    RoundState.CLOSED: "lock",
    RoundState.SCORING: "scoring",
    RoundState.MODERATION: "chat",
    RoundState.DECIDED: "scales",
    RoundState.ANNOUNCED: "mail",
    RoundState.PAYING: "pound",
    RoundState.FINISHED: "check",
    RoundState.CANCELLED: "cross",
}
_TONES: dict[RoundState, Tone] = {
    RoundState.DRAFT: "neutral",
    RoundState.OPEN: "good",
    RoundState.FINISHED: "good",
    RoundState.CANCELLED: "bad",
    RoundState.DECIDED: "warn",
}

_FEW = 2
"""How many open checks are said with all their evidence; of more, what is missing is named shortly."""


def state_word(state: RoundState) -> str:
    """A round's state as it stands in a chip."""
    return {
        RoundState.DRAFT: tr("Draft"),
        RoundState.OPEN: tr("Open"),
        RoundState.CLOSED: tr("Closed"),
        RoundState.SCORING: tr("Scoring"),
        RoundState.MODERATION: tr("Moderation"),
        RoundState.DECIDED: tr("Decided"),
        RoundState.ANNOUNCED: tr("Announced"),
        RoundState.PAYING: tr("Paying"),
        RoundState.FINISHED: tr("Finished"),
        RoundState.CANCELLED: tr("Cancelled"),
    }[state]


def state_tone(state: RoundState) -> Tone:
    """A round's state as a tone: most are simply where the round is."""
    return _TONES.get(state, "info")


def state_chip(state: RoundState) -> Chip:
    """A round's state for a table."""
    return Chip(state_word(state), state_tone(state), STATE_ICONS[state])


def finding_word(state: FindingState) -> str:
    """A finding's state as it stands in a chip."""
    return {
        FindingState.MET: tr("Met"),
        FindingState.NOT_MET: tr("Not met"),
        FindingState.EXPLAINED: tr("Explained"),
        FindingState.NOT_APPLICABLE: tr("Does not apply"),
        FindingState.NOT_KNOWN: tr("Not yet known"),
    }[state]


def finding_tone(state: FindingState) -> Tone:
    """A finding's state as a tone."""
    tones: dict[FindingState, Tone] = {
        FindingState.MET: "good",
        FindingState.NOT_MET: "bad",
        FindingState.EXPLAINED: "info",
    }
    return tones.get(state, "neutral")


def open_words(findings: Iterable[Finding], step: Step | None) -> str:
    """What is not settled, a line each; what stands in the way of the step comes first."""
    found = [f for f in findings if not f.is_settled]
    found.sort(key=lambda f: step is None or not f.guards_step(step, Effect.BLOCKS))
    if len(found) <= _FEW:
        return "\n".join(f"{f.evidence} {f.mend}".strip() for f in found)
    return "\n".join(
        f"{f.title}: {f.mend if f.state is FindingState.NOT_KNOWN else f'{f.evidence} {f.mend}'}".strip()
        for f in found
    )
