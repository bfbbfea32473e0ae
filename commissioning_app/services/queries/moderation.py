"""Read models of moderation: where assessments differ, and every score of one EOI."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from commissioning_app.domain.assessments import Assessment, AssessmentState, Discussion, ScoreChange
from commissioning_app.domain.eois import Eoi
from commissioning_app.domain.errors import NotAllowed, StepRefused
from commissioning_app.domain.panels import MemberGroup, PanelMember
from commissioning_app.domain.roles import can_see_all_assessments
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.domain.scoring import PanelScore, far_apart, member_total, spread
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.differences import POINTS_APART
from commissioning_app.services.interests import counting_pairs, ensure_not_hidden
from commissioning_app.services.lookups import eoi_by_reference, round_by_code
from commissioning_app.services.panel_scores import counting_assessments, scores_of, scores_of_round
from commissioning_app.services.permissions import require
from commissioning_app.services.policy import policy_of
from commissioning_app.services.sight import assessments_in_sight


@dataclass(frozen=True)
class ModerationRow:
    """One EOI: its panel score (0–100, None until both groups scored), and where members differ.

    ``widest`` is the largest difference on any criterion in points, ``criteria_apart`` names the criteria
    that are to be discussed; ``complete`` says whether everybody it was given to has sent theirs.
    """

    eoi_id: UUID
    reference: str
    title: str
    organisation: str
    score: float | None
    rank: int | None
    assessments: int
    community: int
    widest: int
    criteria_apart: tuple[str, ...]
    is_flagged: bool
    is_discussed: bool
    complete: bool


@dataclass(frozen=True)
class Dot:
    """One member's score on one criterion, None for "can't say"; and whether moderation changed it."""

    member_id: UUID
    member: str
    group: MemberGroup
    score: int | None
    comment: str
    was_changed: bool


@dataclass(frozen=True)
class CriterionDots:
    """One criterion with everybody's scores on it."""

    id: str
    name: str
    top: int
    spread: int
    is_flagged: bool
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class MemberTotal:
    """One member's total of the EOI, 0–100, and what they said of it as a whole."""

    member_id: UUID
    member: str
    group: MemberGroup
    total: float | None
    comment: str


@dataclass(frozen=True)
class Change:
    """A score that moderation changed."""

    member: str
    criterion: str
    before: int | None
    after: int | None
    reason: str
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True)
class ModerationPage:
    """Everything the panel looks at when it discusses one EOI."""

    eoi_id: UUID
    reference: str
    title: str
    organisation: str
    score: float | None
    community: float | None
    commissioner: float | None
    rank: int | None
    criteria: tuple[CriterionDots, ...]
    totals: tuple[MemberTotal, ...]
    changes: tuple[Change, ...]
    discussions: tuple[Discussion, ...]
    can_change: bool


def moderation_rows(context: ServiceContext, *, round_code: str) -> tuple[ModerationRow, ...]:
    """EOIs whose scores can be looked at, the widest differences first.

    From moderation on all in play; while members score, those that everybody has sent. Somebody who is on
    the panel as well sees the EOIs that they sent theirs for.
    """
    require(context.actor, can_see_all_assessments)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        given = list(counting_assessments(uow, round_))
        scores = scores_of(uow, round_, given)
        shown, complete = assessments_in_sight(uow, context, round_)
        lines = {line.id: line for line in uow.views.eoi_lines(round_.id)}
        discussed = {row[0] for row in uow.discussions.columns("eoi_id", round_id=round_.id)}
    points = policy_of(context, round_).whole(POINTS_APART)
    community = Counter(eoi_id for eoi_id, _, group, _ in given if group is MemberGroup.COMMUNITY)
    rows = []
    for eoi_id, score in scores.items():
        if eoi_id not in shown:
            continue
        apart = far_apart(round_.criteria, score.spread, points)
        line = lines[eoi_id]
        rows.append(
            ModerationRow(
                eoi_id=eoi_id,
                reference=line.reference,
                title=line.title,
                organisation=line.organisation,
                score=_shown_number(score.raw),
                rank=score.rank,
                assessments=score.scorers,
                community=community[eoi_id],
                widest=score.widest_spread,
                criteria_apart=tuple(one.name for one in apart),
                is_flagged=bool(apart),
                is_discussed=eoi_id in discussed,
                complete=eoi_id in complete,
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.widest, row.reference)))


def moderation_page(context: ServiceContext, *, round_code: str, reference: str) -> ModerationPage:
    """One EOI with every score that counts, what was changed and what was said."""
    require(context.actor, can_see_all_assessments)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        eoi = eoi_by_reference(uow, round_.id, reference)
        ensure_not_hidden(uow, context, round_, eoi)
        if eoi.id not in assessments_in_sight(uow, context, round_)[0]:
            raise NotAllowed(
                f"The assessments of {reference} are shown when everybody has sent theirs, or at moderation."
            )
        score = scores_of_round(uow, round_).get(eoi.id)
        if score is None:
            raise StepRefused(
                f"The EOI {reference} is {eoi.state.replace('_', ' ')}, so it is not discussed."
            )
        members, left_out = counting_pairs(uow, round_)
        names = dict(uow.people.columns("id", "name"))
        given = [
            one
            for one in uow.assessments.where(eoi_id=eoi.id, state=AssessmentState.SUBMITTED)
            if one.member_id in members and (one.member_id, eoi.id) not in left_out
        ]
        changes = uow.score_changes.where(assessment_id=[one.id for one in given]) if given else []
        discussions = sorted(uow.discussions.where(eoi_id=eoi.id), key=lambda one: one.noted_at)
        organisation = uow.organisations.get(eoi.organisation_id).name
    called = {member.id: names[member.person_id] for member in members.values()}
    given.sort(key=lambda one: (members[one.member_id].group.value, called[one.member_id].casefold()))
    points = policy_of(context, round_).whole(POINTS_APART)
    return _page(round_, eoi, organisation, score, given, members, called, changes, discussions, points)


def _page(
    round_: Round,
    eoi: Eoi,
    organisation: str,
    score: PanelScore[UUID],
    given: list[Assessment],
    members: dict[UUID, PanelMember],
    called: dict[UUID, str],
    changes: list[ScoreChange],
    discussions: list[Discussion],
    points: int,
) -> ModerationPage:
    of = {one.id: one.member_id for one in given}
    changed = {(of[one.assessment_id], one.criterion_id) for one in changes}
    names = {criterion.id: criterion.name for criterion in round_.criteria}
    return ModerationPage(
        eoi_id=eoi.id,
        reference=eoi.reference,
        title=eoi.title,
        organisation=organisation,
        score=_shown_number(score.raw),
        community=_shown_number(score.community),
        commissioner=_shown_number(score.commissioner),
        rank=score.rank,
        criteria=_dots(round_, given, members, called, changed, points),
        totals=tuple(
            MemberTotal(
                one.member_id,
                called[one.member_id],
                members[one.member_id].group,
                _shown_number(member_total(one.scores, round_.criteria)),
                one.comment,
            )
            for one in given
        ),
        changes=tuple(
            Change(
                called[of[one.assessment_id]],
                names.get(one.criterion_id, one.criterion_id),
                one.before,
                one.after,
                one.reason,
                one.changed_at,
                one.changed_by,
            )
            for one in sorted(changes, key=lambda one: one.changed_at)
        ),
        discussions=tuple(discussions),
        can_change=round_.state is RoundState.MODERATION,
    )


def _dots(
    round_: Round,
    given: list[Assessment],
    members: dict[UUID, PanelMember],
    called: dict[UUID, str],
    changed: set[tuple[UUID, str]],
    points: int,
) -> tuple[CriterionDots, ...]:
    """Every member's score of every criterion, and where they are far apart."""
    differences = spread(one.scores for one in given)
    apart = far_apart(round_.criteria, differences, points)
    return tuple(
        CriterionDots(
            id=criterion.id,
            name=criterion.name,
            top=criterion.top,
            spread=differences.get(criterion.id, 0),
            is_flagged=criterion in apart,
            dots=tuple(
                Dot(
                    one.member_id,
                    called[one.member_id],
                    members[one.member_id].group,
                    one.scores.get(criterion.id),
                    one.comments.get(criterion.id, ""),
                    (one.member_id, criterion.id) in changed,
                )
                for one in given
            ),
        )
        for criterion in round_.criteria
    )


def _shown_number(number: Fraction | None) -> float | None:
    return None if number is None else float(number)
