"""The words and tones of an EOI's state, funding kind and publication, the same on every page."""

from __future__ import annotations

from commissioning_app.domain.eois import Decision, EoiState, FundingKind, Publication
from commissioning_app.translation import tr
from commissioning_app.ui.lib.table_model import Chip
from commissioning_app.ui.lib.theme import Tone

_TONES: dict[EoiState, Tone] = {
    EoiState.RECEIVED: "info",
    EoiState.QUERIED: "warn",
    EoiState.LATE: "warn",
    EoiState.ELIGIBLE: "good",
    EoiState.INELIGIBLE: "bad",
    EoiState.SCORED: "info",
    EoiState.DECIDED: "info",
    EoiState.NOTIFIED: "good",
    EoiState.FEEDBACK_GIVEN: "good",
    EoiState.WITHDRAWN: "neutral",
}
_ICONS: dict[EoiState, str] = {
    EoiState.RECEIVED: "file",
    EoiState.QUERIED: "chat",
    EoiState.LATE: "clock",
    EoiState.SCORED: "scoring",
    EoiState.DECIDED: "scales",
    EoiState.NOTIFIED: "mail",
    EoiState.FEEDBACK_GIVEN: "chat",
    EoiState.WITHDRAWN: "back",
}


def eoi_state_word(state: EoiState) -> str:
    """An EOI's state as it stands in a chip."""
    return {
        EoiState.RECEIVED: tr("Received"),
        EoiState.QUERIED: tr("Queried"),
        EoiState.LATE: tr("Late"),
        EoiState.ELIGIBLE: tr("Eligible"),
        EoiState.INELIGIBLE: tr("Ineligible"),
        EoiState.SCORED: tr("Scored"),
        EoiState.DECIDED: tr("Decided"),
        EoiState.NOTIFIED: tr("Notified"),
        EoiState.FEEDBACK_GIVEN: tr("Feedback given"),
        EoiState.WITHDRAWN: tr("Withdrawn"),
    }[state]


def eoi_state_tone(state: EoiState) -> Tone:
    """An EOI's state as a tone."""
    return _TONES[state]


def eoi_state_icon(state: EoiState) -> str:
    """The icon that goes with an EOI's state; "" takes the tone's own."""
    return _ICONS.get(state, "")


def eoi_state_chip(state: EoiState) -> Chip:
    """An EOI's state for a table."""
    return Chip(eoi_state_word(state), _TONES[state], eoi_state_icon(state))


def funding_word(kind: FundingKind | None) -> str:
    """Core or project; "" when the applicant did not say."""
    if kind is None:
        return ""
    return {FundingKind.CORE: tr("Core"), FundingKind.PROJECT: tr("Project")}[kind]


def size_word(is_small: bool | None) -> str:
    """Whether an organisation is small, in a word that a filter finds."""
    if is_small is None:
        return tr("Not known")
    return tr("Small") if is_small else tr("Larger")


def publication_word(publication: Publication) -> str:
    """How much of an award is published."""
    return {
        Publication.FULL: tr("Published in full"),
        Publication.NO_LOCATION: tr("Published without the place"),
        Publication.WITHHELD: tr("Not published"),
    }[publication]


def decision_word(decision: Decision) -> str:
    """What was decided for an EOI."""
    return {
        Decision.FULL: tr("Funded in full"),
        Decision.PART: tr("Funded in part"),
        Decision.RESERVE: tr("On the reserve list"),
        Decision.DECLINE: tr("Declined"),
        Decision.INELIGIBLE: tr("Ineligible"),
        Decision.WITHDRAWN: tr("Withdrawn"),
    }[decision]


def decision_tone(decision: Decision) -> Tone:
    """What was decided, as a tone."""
    tones: dict[Decision, Tone] = {
        Decision.FULL: "good",
        Decision.PART: "good",
        Decision.RESERVE: "warn",
        Decision.INELIGIBLE: "bad",
    }
    return tones.get(decision, "neutral")
