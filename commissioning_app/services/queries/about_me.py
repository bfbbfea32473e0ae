"""Read model of a panel member's own answers, and whether the round asks for any."""

from __future__ import annotations

from dataclasses import dataclass

from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.monitoring.answers import AnswersSeen, see_own_answers


@dataclass(frozen=True)
class AboutMe:
    """What a member said of themself in a round; ``is_asked`` is False where its members are not asked."""

    round_name: str
    is_asked: bool
    seen: AnswersSeen


def about_me(context: ServiceContext, *, round_code: str) -> AboutMe:
    """The member's own answers; raises NotAllowed for anybody who is not on the panel."""
    seen = see_own_answers(context, round_code=round_code)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        is_asked = round_.records.monitoring.asked_of_members is not False
        return AboutMe(round_.name, is_asked or bool(seen.answers), seen)
