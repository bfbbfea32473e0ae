"""What a new round can begin with: a suggested form, criteria and rule, and days that fit the policy."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from typing import Any

from commissioning_app.domain.dates import financial_year
from commissioning_app.domain.money import Pence
from commissioning_app.domain.rounds import PotYear, Timetable
from commissioning_app.paths import resource
from commissioning_app.services.round_file import parse_round

LARGEST_PENCE: Pence = 1_000_000
"""The suggested largest award: at £10,000 the form can stay at eight questions."""

SMALLEST_PENCE: Pence = 50_000

_FRIDAY = 4


def suggested_design(today: date, pot_pence: Pence) -> dict[str, Any]:
    """A whole design for a draft, by field; the pot belongs to the year in which paying begins."""
    table = tomllib.loads(resource("suggested_round.toml").read_text("utf-8"))
    timetable = suggested_timetable(today)
    paying = timetable.paying_from or today
    design = dict(parse_round({**table, "code": "-", "name": "-", "pot_years": []}).design)
    design["timetable"] = timetable
    design["pot_years"] = (PotYear(financial_year(paying), pot_pence),)
    design["largest_award_pence"] = min(LARGEST_PENCE, pot_pence)
    design["smallest_award_pence"] = min(SMALLEST_PENCE, design["largest_award_pence"])
    return design


def suggested_timetable(today: date) -> Timetable:
    """Days that begin on a Monday a week or more from now."""
    opens = today + timedelta(days=7)
    return timetable_from(opens + timedelta(days=-opens.weekday() % 7))


def timetable_from(opens: date) -> Timetable:
    """Open for five weeks until a Friday; applicants hear within six weeks, paid three weeks after that."""
    closes = opens + timedelta(days=35)
    closes += timedelta(days=(_FRIDAY - closes.weekday()) % 7)
    return Timetable(
        opens_on=opens,
        closes_on=closes,
        scoring_by=closes + timedelta(days=21),
        moderation_on=closes + timedelta(days=27),
        decided_by=closes + timedelta(days=35),
        announced_by=closes + timedelta(days=39),
        paying_from=closes + timedelta(days=59),
    )
