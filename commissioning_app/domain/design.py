"""What is wrong with a round's design: figures, days and words that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from commissioning_app.domain.dates import financial_year, first_day_of
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.money import pounds
from commissioning_app.domain.promises import problems_of_full_cost, problems_of_reports
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import AllocationRule, FenceBasis, Round, Timetable
from commissioning_app.domain.together import problems_of_demands, problems_of_groupings

YEARS = range(1990, 2201)
"""The calendar years that a round can lie in; any other is a slip of the pen."""

HIGHEST_SCORE = 100
HIGHEST_WEIGHT = 1000
MOST_DAYS = 1000


def problems_of_design(round_: Round) -> list[str]:
    """One sentence for each thing that is wrong; an empty list when the design is sound."""
    return [
        *_of_money(round_),
        *_of_days(round_.timetable),
        *_of_form(round_),
        *_of_criteria(round_),
        *_of_fences(round_),
        *_of_records(round_.records),
    ]


def _of_money(round_: Round) -> Iterator[str]:
    for part in round_.pot_years:
        if not _is_financial_year(part.year):
            yield f"“{part.year}” is not a financial year. Write it like 2026-27."
        if part.pence < 0:
            yield f"The pot's part for {part.year} is below £0."
    if round_.pot_pence <= 0:
        yield "The pot is empty. Give each financial year its amount."
    if len({part.year for part in round_.pot_years}) < len(round_.pot_years):
        yield "A financial year stands in the pot twice."
    if not 0 <= round_.smallest_award_pence <= (round_.largest_award_pence or round_.smallest_award_pence):
        yield "The smallest award is larger than the largest award."
    if round_.largest_award_pence > round_.pot_pence:
        yield f"The largest award is more than the pot of {pounds(round_.pot_pence)}."
    if round_.core_open_percent is not None and not 0 <= round_.core_open_percent <= 100:
        yield "The share of the pot that is open to core funding is between 0 % and 100 %."


def _is_financial_year(text: str) -> bool:
    start = text[:4]
    if not (start.isascii() and start.isdecimal() and int(start) in YEARS):
        return False
    return financial_year(first_day_of(start)) == text


def _of_days(timetable: Timetable) -> Iterator[str]:
    days = [day for day in _days_in_order(timetable) if day is not None]
    if days != sorted(days):
        yield "The days of the timetable are not in order."
    if any(day.year not in YEARS for day in days):
        yield "A day of the timetable lies too far off. Check its year."


def _of_form(round_: Round) -> Iterator[str]:
    yield from _twice("question id", (one.id for one in round_.questions))
    yield from _twice("code of an eligibility rule", (one.code for one in round_.eligibility_rules))
    if not all(one.id.strip() and one.text.strip() for one in round_.questions):
        yield "A question needs an id and its words."
    if not all(one.code.strip() and one.text.strip() for one in round_.eligibility_rules):
        yield "An eligibility rule needs a code and its words."
    yield from (
        f"The word limit of “{one.text}” is below 0." for one in round_.questions if one.word_limit < 0
    )


def _of_criteria(round_: Round) -> Iterator[str]:
    yield from _twice("criterion id", (one.id for one in round_.criteria))
    for one in round_.criteria:
        if not (one.id.strip() and one.name.strip()):
            yield "A criterion needs an id and a name."
        if one.weight < 1:
            yield f"The criterion “{one.name}” needs a weight of 1 or more."
        if one.weight > HIGHEST_WEIGHT:
            yield f"The criterion “{one.name}” has a weight above {HIGHEST_WEIGHT:,}."
        if not 1 <= one.top <= HIGHEST_SCORE:
            yield f"The criterion “{one.name}” needs a scale up to 1 at least and {HIGHEST_SCORE} at most."


def _of_fences(round_: Round) -> Iterator[str]:
    fences = round_.rule.ring_fences
    if sum(fence.at_least_pence for fence in fences) > round_.pot_pence:
        yield "The ring-fences together are more than the pot."
    spelled = {_plain(fence.name): fence.name.strip() for fence in fences}
    yield from _twice("name of a ring-fence", (spelled[_plain(fence.name)] for fence in fences))
    yes_or_no = {one.id for one in round_.questions if one.kind is QuestionKind.YES_NO}
    for fence in fences:
        if not fence.name.strip():
            yield "A ring-fence needs a name."
        if fence.at_least_pence <= 0:
            yield f"The ring-fence “{fence.name}” needs an amount above £0."
        if fence.basis is FenceBasis.PUBLISHED_QUESTION and fence.question_id not in yes_or_no:
            yield f"The ring-fence “{fence.name}” needs a question of the form that is answered yes or no."
    if round_.rule.tie_order != AllocationRule().tie_order:
        yield "Ties go by higher score, lower ask, then reference. Another order can't be chosen."


def _plain(name: str) -> str:
    """A name without what does not tell two apart: capital letters, and spaces around it (check A7)."""
    return name.strip().casefold()


def _of_records(records: RoundRecords) -> Iterator[str]:
    if not 0 <= records.review_request_days <= MOST_DAYS:
        yield f"The days to ask for a review are between 0 and {MOST_DAYS:,}."
    if min(records.panel_plan.community, records.panel_plan.commissioner) < 0:
        yield "The panel can't have fewer than no members."
    if records.member_payment.hourly_pence < 0:
        yield "The hourly payment of members is below £0."
    plan = records.payment_plan
    if plan.small_first_percent is not None and not 0 <= plan.small_first_percent <= 100:
        yield "The first payment to small organisations is between 0 % and 100 %."
    if plan.small_days_before_start is not None and not 0 <= plan.small_days_before_start <= MOST_DAYS:
        yield f"The days before the start on which they are paid are between 0 and {MOST_DAYS:,}."
    if plan.one_payment_up_to_pence < 0:
        yield "The amount up to which an award is paid at once is below £0."
    yield from problems_of_reports(records.reports)
    yield from problems_of_full_cost(records.full_cost)
    if records.living_wage.hourly_pence < 0:
        yield "The wage that applicants can plan with is below £0."
    yield from problems_of_demands(records.demands)
    yield from problems_of_groupings(records.monitoring.groupings)
    if (records.authority.limit_pence or 0) < 0:
        yield "The approver's limit of authority is below £0."
    if any(number is not None and number < 0 for number in _counts(records)):
        yield "A number of people, EOIs or minutes is below 0."


def _counts(records: RoundRecords) -> tuple[int | None, ...]:
    choice, feedback, back = records.criteria_choice, records.applicant_feedback, records.look_back
    return (
        records.expected_eois,
        records.minutes_an_eoi,
        records.told_members.members,
        choice.community,
        choice.others,
        feedback.asked,
        feedback.answers,
        back.panel_members,
        back.applicants,
    )


def _twice(what: str, ids: Iterable[str]) -> Iterator[str]:
    every = list(ids)
    for one in sorted({one for one in every if every.count(one) > 1}):
        yield f"The {what} “{one}” is used twice."


def _days_in_order(timetable: Timetable) -> tuple[date | None, ...]:
    return (
        timetable.opens_on,
        timetable.closes_on,
        timetable.scoring_by,
        timetable.moderation_on,
        timetable.decided_by,
        timetable.announced_by,
        timetable.paying_from,
    )
