"""Home: what needs somebody today, by what they are here for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from commissioning_app.domain.awards import AwardState, InstalmentState, RecommendationState
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.due_diligence import ExceptionState, exception_state
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.money import Pence, pounds
from commissioning_app.domain.next_step import NextAction
from commissioning_app.domain.principles.catalogue import Tab
from commissioning_app.domain.principles.wording import counted
from commissioning_app.domain.roles import (
    Actor,
    Role,
    can_approve,
    can_handle_eois,
    can_keep_actions,
    can_mark_paid,
    can_read_rounds,
    can_score,
)
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.declared import has_declared
from commissioning_app.services.differences import flagged_undiscussed
from commissioning_app.services.interests import hidden_from_panel_member
from commissioning_app.services.policy import policy_of
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.principles import review
from commissioning_app.services.queries.figures import ENDED
from commissioning_app.services.queries.my_scoring import my_rounds
from commissioning_app.services.round_facts import HAS_A_PART
from commissioning_app.services.to_fund import payees_in_sight

MY_SCORING = "my-scoring"
DECLARES = frozenset({RoundState.CLOSED, RoundState.SCORING, RoundState.MODERATION})
SOON = timedelta(days=14)
"""How far ahead payments are announced."""

EXCEPTION = ("exception", "exception_sent_back", "exception_agreed_by", "exception_by")

Kind = Literal["blocked", "due", "ask", "info"]
_ORDER: dict[Kind, int] = {"blocked": 0, "due": 1, "ask": 2, "info": 3}


@dataclass(frozen=True)
class Where:
    """A place in the window: a round's tab and part of it, or the member's own scoring."""

    page: str
    round_code: str = ""
    tab: str = ""
    item: str = ""


@dataclass(frozen=True)
class HomeItem:
    """One thing that needs the person: a sentence, a smaller one, and a button to where it is done.

    ``blocked``: its day has passed or it holds the round up; ``due``: to be done; ``ask``: somebody waits
    for an answer; ``info``: nothing to do, but good to know.
    """

    kind: Kind
    sentence: str
    detail: str
    action: str
    where: Where


def home_items(context: ServiceContext) -> tuple[HomeItem, ...]:
    """What needs the person at the desk today, the most pressing first."""
    actor = context.actor
    items: list[HomeItem] = []
    if can_score(actor):
        items += _to_score(context)
    with context.reading() as uow:
        rounds = [one for one in uow.rounds.where() if one.state not in ENDED]
        rounds.sort(key=lambda one: one.code)
        for round_ in rounds:
            if _has_a_part(uow, actor, round_):
                items += _to_declare(uow, actor, round_)
            if can_handle_eois(actor):
                items += _of_officer(uow, context, round_)
            if can_approve(actor):
                items += _of_approver(uow, actor, round_)
                items += _exceptions(uow, context, round_)
            if can_mark_paid(actor):
                items += _of_finance(uow, context, round_)
        if can_keep_actions(actor):
            items += _overdue_actions(uow, context)
    return tuple(sorted(items, key=lambda item: _ORDER[item.kind]))


def _to_score(context: ServiceContext) -> Iterator[HomeItem]:
    for mine in my_rounds(context):
        left = mine.given - mine.submitted
        if not mine.can_score or not left:
            continue
        by = f"by {long_date(mine.scoring_by)}" if mine.scoring_by else "when you are ready"
        passed = mine.scoring_by is not None and mine.scoring_by < context.clock.today()
        yield HomeItem(
            "blocked" if passed else "due",
            f"You have {counted(left, 'EOI')} to score, {by}",
            mine.name,
            "Go on scoring" if mine.started else "Start scoring",
            Where(MY_SCORING, mine.code),
        )


def _to_declare(uow: UnitOfWork, actor: Actor, round_: Round) -> Iterator[HomeItem]:
    if round_.state in DECLARES and not has_declared(uow, round_, actor.person_id):
        yield HomeItem(
            "due",
            "Say which organisations you have a tie to",
            f"{round_.name} · everybody with a part in the decision does",
            "Declare interests",
            Where("round", round_.code, Tab.PANEL, "declarations")
            if can_read_rounds(actor)
            else Where(MY_SCORING, round_.code, item="declarations"),
        )


def _of_officer(uow: UnitOfWork, context: ServiceContext, round_: Round) -> Iterator[HomeItem]:
    today = context.clock.today()
    hidden = hidden_from_panel_member(uow, round_, context.actor.person_id)
    answered, overdue = [], []
    queried = dict(uow.eois.columns("id", "reference", round_id=round_.id, state=EoiState.QUERIED))
    for query in uow.queries.where(eoi_id=list(queried)) if queried else []:
        if query.eoi_id not in hidden:
            if query.answered_at is not None:
                answered.append(queried[query.eoi_id])
            elif query.reply_by < today:
                overdue.append(queried[query.eoi_id])
    eois = Where("round", round_.code, Tab.EOIS)
    told = uow.conversations.count(round_id=round_.id)
    if told:
        yield HomeItem(
            "due",
            f"{_with_verb(told, 'conversation', 'is', 'are')} not finished",
            f"{round_.name} · no EOI before it is read back and agreed",
            "Go on",
            eois,
        )
    if answered:
        yield HomeItem(
            "ask",
            f"{_with_verb(len(set(answered)), 'applicant', 'has', 'have')} answered",
            f"{round_.name} · {_some(answered)}",
            "Read and decide",
            eois,
        )
    if overdue:
        yield HomeItem(
            "ask",
            f"{_with_verb(len(set(overdue)), 'applicant', 'has', 'have')} not answered in time",
            f"{round_.name} · {_some(overdue)}",
            "Decide who is eligible",
            eois,
        )
    if round_.state is RoundState.MODERATION and not round_.is_trial:
        flagged = flagged_undiscussed(uow, round_, policy=policy_of(context, round_))
        apart = len([eoi_id for eoi_id in flagged if eoi_id not in hidden])
        if apart:
            yield HomeItem(
                "ask",
                f"Members are far apart on {counted(apart, 'EOI')}, and no note says what was discussed",
                round_.name,
                "See where they differ",
                Where("round", round_.code, Tab.SCORING),
            )
    if not round_.is_trial:
        yield _next_step(uow, context, round_)


def _overdue_actions(uow: UnitOfWork, context: ServiceContext) -> Iterator[HomeItem]:
    """Promised, not done, and past their day: one line a round, of finished rounds too."""
    late: dict[UUID, list[tuple[date, str]]] = defaultdict(list)
    for round_id, due_on, what in uow.actions.columns("round_id", "due_on", "what", done_on=None):
        if due_on < context.clock.today():
            late[round_id].append((due_on, what))
    rounds = [one for one in uow.rounds.where(id=set(late)) if one.state is not RoundState.CANCELLED]
    for round_ in sorted(rounds, key=lambda one: one.code):
        day, what = min(late[round_.id])
        count = len(late[round_.id])
        yield HomeItem(
            "blocked",
            f"{_with_verb(count, 'action', 'is', 'are')} overdue",
            f"{round_.name} · the first was due on {long_date(day)}: {what}",
            "See what will be done",
            Where("round", round_.code, Tab.OVERVIEW, "actions"),
        )


def _next_step(uow: UnitOfWork, context: ServiceContext, round_: Round) -> HomeItem:
    """The one thing that takes a round on, which is late when its day has passed."""
    step = review(uow, context, round_).next_step
    due = _due_day(round_)
    late = due is not None and due < context.clock.today()
    waits = round_.state is RoundState.OPEN and not late
    kind: Kind = "blocked" if late else "info" if waits else "due"
    detail = f"{round_.name} · due {long_date(due)}" if due else round_.name
    where = Where("round", round_.code, step.place.tab, step.place.anchor)
    if step.action is not NextAction.GO:
        where = Where("round", round_.code, Tab.OVERVIEW)
    return HomeItem(kind, step.sentence.rstrip("."), detail, step.button, where)


def _of_approver(uow: UnitOfWork, actor: Actor, round_: Round) -> Iterator[HomeItem]:
    late = uow.eois.count(round_id=round_.id, state=EoiState.LATE)
    if late and round_.state in (RoundState.OPEN, RoundState.CLOSED, RoundState.SCORING):
        yield HomeItem(
            "ask",
            f"{_with_verb(late, 'late EOI', 'waits', 'wait')} for your agreement",
            f"{round_.name} · taken only for our own fault or an access need",
            "Look at them",
            Where("round", round_.code, Tab.EOIS),
        )
    waiting = [
        row[0]
        for row in uow.explanations.columns(
            "check_id", "explained_by", round_id=round_.id, is_agreed=False, is_sent_back=False
        )
        if row[1] != actor.person_id
    ]
    if waiting:
        yield HomeItem(
            "ask",
            f"{_with_verb(len(waiting), 'explanation', 'waits', 'wait')} for you",
            f"{round_.name} · checks {_some(waiting)}",
            "Agree or send back",
            Where("round", round_.code, Tab.OVERVIEW, "findings"),
        )
    for one in uow.recommendations.where(round_id=round_.id, state=RecommendationState.RECOMMENDED):
        if one.recorded_by != actor.person_id and round_.state is RoundState.MODERATION:
            yield HomeItem(
                "ask",
                f"The panel recommends {pounds(one.allocated_pence)} of {pounds(one.pot_pence)}",
                f"{round_.name} · a second person decides",
                "Read and decide",
                Where("round", round_.code, Tab.ALLOCATION, "recommendation"),
            )


def _exceptions(uow: UnitOfWork, context: ServiceContext, round_: Round) -> Iterator[HomeItem]:
    """Exceptions to due diligence that somebody else asked for, of those that the approver may see."""
    waiting = [
        row[0]
        for row in uow.due_diligence.columns("organisation_id", *EXCEPTION, round_id=round_.id)
        if exception_state(row[1], row[2], row[3]) is ExceptionState.WAITING
        and row[4] != context.actor.person_id
    ]
    if not waiting:
        return
    sight = payees_in_sight(uow, context, round_) or {}
    names = [row[1] for row in uow.organisations.columns("id", "name", id=set(waiting)) if row[0] in sight]
    if names:
        yield HomeItem(
            "ask",
            f"{_with_verb(len(names), 'exception', 'waits', 'wait')} for you before paying",
            f"{round_.name} · {_some(names)}",
            "Agree or send back",
            Where("round", round_.code, Tab.AWARDS, "before_paying"),
        )


def _of_finance(uow: UnitOfWork, context: ServiceContext, round_: Round) -> Iterator[HomeItem]:
    """Payments whose day has come or is near, as one line a round."""
    if round_.is_trial or not round_.is_past(RoundState.ANNOUNCED):
        return
    today = context.clock.today()
    awards = [
        row[0]
        for row in uow.awards.columns("id", "state", round_id=round_.id)
        if row[1] not in (AwardState.REFUSED, AwardState.LAPSED, AwardState.ENDED_EARLY)
    ]
    rows = (
        uow.instalments.columns("due_on", "amount_pence", award_id=awards, state=InstalmentState.PLANNED)
        if awards
        else []
    )
    by_time: dict[bool, list[tuple[date, Pence]]] = defaultdict(list)
    for due_on, pence in rows:
        if due_on <= today + SOON:
            by_time[due_on < today].append((due_on, pence))
    for is_late, due in sorted(by_time.items(), reverse=True):
        total = pounds(sum(pence for _, pence in due))
        first = long_date(min(day for day, _ in due))
        verb = "was" if len(due) == 1 else "were"
        sentence = (
            f"{counted(len(due), 'instalment')} {verb} due, {total}"
            if is_late
            else (f"{counted(len(due), 'instalment')} to pay soon, {total}")
        )
        yield HomeItem(
            "blocked" if is_late else "due",
            sentence,
            f"{round_.name} · the first on {first}",
            "See the payments",
            Where("round", round_.code, Tab.AWARDS),
        )


def _has_a_part(uow: UnitOfWork, actor: Actor, round_: Round) -> bool:
    if not HAS_A_PART.isdisjoint(actor.roles):
        return True
    if not actor.has(Role.PANEL_MEMBER):
        return False
    member = uow.members.find(round_id=round_.id, person_id=actor.person_id)
    return member is not None and member.is_voting


def _due_day(round_: Round) -> date | None:
    """The published day by which a round leaves its state."""
    days = round_.timetable
    return {
        RoundState.DRAFT: days.opens_on,
        RoundState.OPEN: days.closes_on,
        RoundState.CLOSED: days.scoring_by,
        RoundState.SCORING: days.scoring_by,
        RoundState.MODERATION: days.decided_by,
        RoundState.DECIDED: days.announced_by,
        RoundState.ANNOUNCED: days.paying_from,
    }.get(round_.state)


def _with_verb(number: int, what: str, one: str, many: str) -> str:
    return f"{counted(number, what)} {one if number == 1 else many}"


def _some(names: list[str]) -> str:
    names = sorted(set(names))
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
