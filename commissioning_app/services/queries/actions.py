"""Read model of actions: the findings that do not hold, and what is being done about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commissioning_app.domain.actions import Action
from commissioning_app.domain.principles.engine import LAST, NOT_HOLDING
from commissioning_app.domain.principles.findings import Finding, FindingState
from commissioning_app.domain.roles import can_keep_actions, can_read_rounds
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.principles import load_catalogue, review


@dataclass(frozen=True)
class ActionLine:
    """One action; ``is_late`` while it is not done and its day has passed."""

    action_id: UUID
    version: int
    check_id: str
    check_title: str
    what: str
    owner: str
    due_on: date
    done_on: date | None
    outcome: str
    is_late: bool


@dataclass(frozen=True)
class FindingToActOn:
    """One finding that is not met or only explained, with what its explanation promised, and its actions."""

    check_id: str
    title: str
    state: FindingState
    evidence: str
    mend: str
    promised: str
    promised_by: date | None
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class ActionsPage:
    """Everything that the page shows: findings in the catalogue's order, actions with open ones first."""

    round_code: str
    findings: tuple[FindingToActOn, ...]
    actions: tuple[ActionLine, ...]
    may_edit: bool

    @property
    def without_action(self) -> tuple[str, ...]:
        """The ids of the findings that nobody does anything about yet."""
        return tuple(one.check_id for one in self.findings if not one.actions)


def actions_page(
    context: ServiceContext, *, round_code: str, findings: Sequence[Finding] | None = None
) -> ActionsPage:
    """The findings of a round that ask for an action, and all its actions.

    Who has just asked for the findings gives them, so that they are not worked out twice.
    """
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        found = review(uow, context, round_).findings if findings is None else findings
        today = context.clock.today()
        lines = [_line(action, today) for action in uow.actions.where(round_id=round_.id)]
    lines.sort(key=lambda one: (one.done_on is not None, one.due_on, one.check_id))
    wanting = [one for one in found if one.id not in LAST and one.state in NOT_HOLDING]
    return ActionsPage(
        round_code=round_.code,
        findings=tuple(_finding(one, lines) for one in wanting),
        actions=tuple(lines),
        may_edit=can_keep_actions(context.actor),
    )


def _finding(finding: Finding, lines: list[ActionLine]) -> FindingToActOn:
    note = finding.explanation
    return FindingToActOn(
        check_id=finding.id,
        title=finding.title,
        state=finding.state,
        evidence=finding.evidence,
        mend=finding.mend,
        promised=note.what_will_be_done if note else "",
        promised_by=note.by_when if note else None,
        actions=tuple(line for line in lines if line.check_id == finding.id),
    )


def _line(action: Action, today: date) -> ActionLine:
    return ActionLine(
        action_id=action.id,
        version=action.version,
        check_id=action.check_id,
        check_title=load_catalogue().check(action.check_id).title,
        what=action.what,
        owner=action.owner,
        due_on=action.due_on,
        done_on=action.done_on,
        outcome=action.outcome,
        is_late=action.done_on is None and action.due_on < today,
    )
