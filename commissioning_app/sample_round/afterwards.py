"""What the sample's officer writes down after the decision: who was told and asked, and what is public."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from commissioning_app.domain.afterwards import ApplicantFeedback, FeedbackTheme, Published, ToldMembers
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.rounds import edit_round, read_round

THEMES = (
    FeedbackTheme(
        "The question on change was hard to answer for a lunch club",
        "It now says that a story is as good as a number",
        date(2026, 4, 30),
    ),
    FeedbackTheme(
        "The drop-in was full", "There will be two, one of them in Ashby Fields", date(2026, 4, 30)
    ),
    FeedbackTheme("The form did not save on a phone", "The offline form saves as you type", date(2026, 5, 6)),
)


def write_what_came_after(officer: ServiceContext, code: str) -> None:
    """Three weeks after the announcement; the report to the board and the look back are still to come."""
    records = read_round(officer, round_code=code).records
    written = replace(
        records,
        told_members=ToldMembers(
            date(2026, 4, 16), 9, "Two EOIs came in because members knew the groups' work at first hand"
        ),
        applicant_feedback=ApplicantFeedback(date(2026, 4, 17), asked=44, answers=31, themes=THEMES),
        rates_published=Published(date(2026, 4, 21), "https://sample-icb.example/grants/spring-2026"),
        open_data=Published(date(2026, 5, 5), "https://sample-icb.example/grants/spring-2026.json"),
    )
    edit_round(officer, round_code=code, version=None, records=written)
