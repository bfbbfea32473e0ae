"""Who may be ruled out and when, and what comes too late (product.md, States: EOI)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from commissioning_app.domain.dates import add_working_days, long_date
from commissioning_app.domain.eois import EoiQuery
from commissioning_app.domain.errors import BadValue, StepRefused
from commissioning_app.domain.forms import EligibilityRule
from commissioning_app.domain.rounds import Round

DAYS_TO_MEND = 5
"""Working days that an applicant has to mend what is queried, at least."""


class LateGround(StrEnum):
    """The only grounds on which a late EOI is taken."""

    FUNDERS_FAULT = "funders_fault"
    ACCESS_NEED = "access_need"


def came_late(round_: Round, received_on: date) -> bool:
    """Whether an EOI came after the closing day; the whole of that day is in time."""
    closes_on = round_.timetable.closes_on
    return closes_on is not None and received_on > closes_on


def reply_day(today: date, wished: date | None = None) -> date:
    """The day by which a query is answered: five working days on, or a later one that was wished."""
    earliest = add_working_days(today, DAYS_TO_MEND)
    if wished is not None and wished < earliest:
        raise BadValue(
            f"Applicants have five working days to answer: {long_date(earliest)} at the earliest.",
            field="reply_by",
        )
    return wished or earliest


def published_rule(round_: Round, code: str) -> EligibilityRule:
    """The round's published rule with that code; raises BadValue and names the codes there are."""
    for rule in round_.eligibility_rules:
        if rule.code == code:
            return rule
    codes = ", ".join(rule.code for rule in round_.eligibility_rules) or "none"
    raise BadValue(
        f"An EOI is ineligible by a published rule only. Rules of this round: {codes}.", field="code"
    )


def ensure_time_to_mend(rule: EligibilityRule, queries: Sequence[EoiQuery], today: date) -> None:
    """Raise StepRefused while the applicant can still mend it; what can't be mended needs no query."""
    if not rule.mend.strip():
        return
    if not queries:
        raise StepRefused(
            "The applicant could mend this. Ask them first; they have five working days to answer."
        )
    waiting = [query.reply_by for query in queries if query.answered_at is None and query.reply_by >= today]
    if waiting:
        raise StepRefused(f"The applicant has until {long_date(max(waiting))} to mend this.")


def ground_in_words(ground: LateGround) -> str:
    """Why a late EOI is taken. No more is kept of an access need than that there is one."""
    words = {
        LateGround.FUNDERS_FAULT: "late through our own fault",
        LateGround.ACCESS_NEED: "late because of an access need",
    }
    return words[ground]
