"""Read model of the Allocation page: the rule, who gets what and why, other methods beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from commissioning_app.domain.allocation import (
    AllocationProblem,
    AllocationResult,
    MethodFigures,
    allocate,
    compare,
    method_named,
    methods,
)
from commissioning_app.domain.duties import EqualityReading, EqualityStatement
from commissioning_app.domain.money import Pence
from commissioning_app.domain.principles.engine import blocking, warning
from commissioning_app.domain.principles.findings import Finding
from commissioning_app.domain.roles import can_read_awards
from commissioning_app.domain.rounds import AllocationRule, Round, RoundState, Step
from commissioning_app.services.allocation import EoiOfRound, problem_of
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import member_of, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.principles import review
from commissioning_app.services.queries.recommendations import (
    STANDING,
    AllocationLine,
    FenceLine,
    RecommendationView,
    day_of,
    latest_recommendation,
    recorded_fences,
    recorded_lines,
    view_of,
)
from commissioning_app.services.sight import AMOUNTS_FROM, outcomes_out_of_sight


@dataclass(frozen=True)
class MethodCard:
    """A method with what the same round comes to under it; ``considered`` EOIs have a score."""

    name: str
    title: str
    summary: str
    is_the_rule: bool
    figures: MethodFigures
    considered: int


@dataclass(frozen=True)
class AllocationPage:
    """Everything that the page shows. ``lines`` is empty before moderation, when not all have scored.

    ``is_recorded`` tells that the lines are those of the recommendation, not worked out now.
    """

    round_code: str
    state: RoundState
    is_trial: bool
    opened_on: date | None
    rule: AllocationRule
    rule_title: str
    rule_summary: str
    pot_pence: Pence
    method: str
    method_title: str
    is_recorded: bool
    lines: tuple[AllocationLine, ...] = ()
    left_why: str = ""
    level_pence: Pence | None = None
    fences: tuple[FenceLine, ...] = ()
    unscored: tuple[str, ...] = ()
    hidden: int = 0
    methods: tuple[MethodCard, ...] = ()
    recommendation: RecommendationView | None = None
    in_the_way: tuple[Finding, ...] = ()
    to_note: tuple[Finding, ...] = ()
    has_scored: bool = False
    statement: EqualityStatement = field(default_factory=EqualityStatement)
    reading: EqualityReading = field(default_factory=EqualityReading)

    @property
    def is_the_rule(self) -> bool:
        """Whether the method that is shown is the round's own."""
        return self.method == self.rule.method.value

    @property
    def shows_amounts(self) -> bool:
        """Whether amounts may be seen: from moderation on, and at any time in a trial."""
        return self.is_trial or self.state in AMOUNTS_FROM

    @property
    def allocated_pence(self) -> Pence:
        """What the lines come to."""
        return sum(line.amount_pence for line in self.lines)


def allocation_page(context: ServiceContext, *, round_code: str, method: str | None = None) -> AllocationPage:
    """The page as it stands: recorded amounts where there are any, those of ``method`` for comparison."""
    require(context.actor, can_read_awards)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        rule = round_.effective_rule
        own = method_named(rule.method.value)
        opened = round_.reached_at(RoundState.OPEN)
        page = AllocationPage(
            round_code=round_.code,
            state=round_.state,
            is_trial=round_.is_trial,
            opened_on=day_of(opened) if opened and round_.published_rule else None,
            rule=rule,
            rule_title=own.title,
            rule_summary=own.summary,
            pot_pence=round_.pot_pence,
            method=own.name,
            method_title=own.title,
            is_recorded=False,
            statement=round_.records.equality_statement,
            reading=round_.records.equality_reading,
        )
        if not page.shows_amounts:
            return page
        return _with_amounts(context, uow, round_, page, method)


def _with_amounts(
    context: ServiceContext, uow: UnitOfWork, round_: Round, page: AllocationPage, method: str | None
) -> AllocationPage:
    problem, eois, unscored = problem_of(context, uow, round_)
    results = {one.name: allocate(problem, one.name) for one in methods()}
    recommendation = latest_recommendation(uow, round_)
    recorded = recommendation is not None and recommendation.state in STANDING and method is None
    shown = method_named(method or page.method)
    result = results[shown.name]
    lines, left_why, fences = _computed(problem, result, eois)
    if recorded and recommendation is not None:
        shown = method_named(recommendation.method)
        lines = recorded_lines(uow, recommendation, problem, eois)
        left_why, fences = recommendation.left_why, recorded_fences(recommendation)
    secret = outcomes_out_of_sight(uow, context, round_)
    away = {row[0] for row in uow.eois.columns("reference", id=secret)} if secret else set()
    own = results[page.method]
    decides = round_.state is RoundState.MODERATION and not round_.is_trial
    findings = review(uow, context, round_).findings if decides else ()
    return replace(
        page,
        method=shown.name,
        method_title=shown.title,
        is_recorded=recorded,
        lines=_in_sight(lines, away),
        left_why=left_why,
        level_pence=None if recorded else result.level_pence,
        fences=fences,
        unscored=tuple(reference for reference in unscored if reference not in away),
        hidden=sum(line.reference in away for line in lines),
        methods=_cards(problem, results, own),
        recommendation=view_of(context, uow, recommendation, results, own, away),
        in_the_way=tuple(blocking(findings, Step.DECIDE)),
        to_note=tuple(warning(findings, Step.DECIDE)),
        has_scored=member_of(uow, round_.id, context.actor.person_id) is not None,
    )


def _in_sight(lines: list[AllocationLine], away: set[str]) -> tuple[AllocationLine, ...]:
    """The lines that the actor may see; where some are away, no note of another line names them either."""
    if not away:
        return tuple(lines)
    return tuple(replace(line, officer_note="") for line in lines if line.reference not in away)


def _cards(
    problem: AllocationProblem, results: Mapping[str, AllocationResult], own: AllocationResult
) -> tuple[MethodCard, ...]:
    """The round's own method first, then the others for comparison."""
    figures = {one.method: one for one in compare(results.values(), problem, own)}
    cards = [
        MethodCard(
            one.name, one.title, one.summary, one.name == own.method, figures[one.name], len(problem.eois)
        )
        for one in methods()
    ]
    return tuple(sorted(cards, key=lambda card: not card.is_the_rule))


def _computed(
    problem: AllocationProblem, result: AllocationResult, eois: Mapping[str, EoiOfRound]
) -> tuple[list[AllocationLine], str, tuple[FenceLine, ...]]:
    minimums = {eoi.reference: eoi.minimum_pence for eoi in problem.eois}
    lines = [
        AllocationLine(
            award.reference,
            eois[award.reference].organisation,
            eois[award.reference].title,
            eois[award.reference].is_small,
            award.score,
            award.requested_pence,
            minimums[award.reference],
            award.amount_pence,
            award.decision,
            award.why,
            award.officer_note,
            award.reserve_position,
        )
        for award in result.awards
    ]
    fences = tuple(FenceLine(one.name, one.at_least_pence, one.why, one.met) for one in result.fence_reports)
    return lines, result.left_why, fences
