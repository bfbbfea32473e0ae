"""Versions of a round's form: kept when they first go out, so that a filled copy of any is understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from commissioning_app.domain.application_forms.identity import digest_of_questions
from commissioning_app.domain.application_forms.versions import (
    FormVersion,
    QuestionChanges,
    WentOut,
    compare_questions,
    questions_by_id,
)
from commissioning_app.domain.forms import Question, QuestionPurpose
from commissioning_app.domain.roles import can_read_rounds
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class VersionLine:
    """One version: how it went out (None: it has not), and what it asks otherwise than the one before."""

    number: int
    went_out: WentOut | None
    went_out_at: datetime | None
    questions: tuple[Question, ...]
    changes: QuestionChanges


def form_versions(context: ServiceContext, *, round_code: str) -> tuple[VersionLine, ...]:
    """Every version of a round's form, the present one first."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        kept = _kept(uow, round_)
    lines: list[VersionLine] = []
    before: Sequence[Question] = ()
    for version in kept:
        changes = compare_questions(before, version.questions) if lines else QuestionChanges()
        lines.append(
            VersionLine(version.number, version.went_out, version.went_out_at, version.questions, changes)
        )
        before = version.questions
    if not lines or lines[-1].number < round_.form_version:
        changes = compare_questions(before, round_.questions) if lines else QuestionChanges()
        lines.append(VersionLine(round_.form_version, None, None, round_.questions, changes))
    return tuple(reversed(lines))


def keep_version(uow: UnitOfWork, context: ServiceContext, round_: Round, went_out: WentOut) -> None:
    """Keep the questions as they go out now; those of a version that went out before are kept already."""
    if not _is_kept(uow, round_):
        _keep(uow, round_, round_.questions, went_out, context.clock.now())


def next_version_if_changed(uow: UnitOfWork, round_: Round, before: Sequence[Question]) -> None:
    """Make the questions another version when they differ from those that went out; ``before``: as saved."""
    if digest_of_questions(before) == digest_of_questions(round_.questions):
        return
    opened_at = round_.reached_at(RoundState.OPEN)
    is_kept = _is_kept(uow, round_)
    if not is_kept and opened_at is not None and not _kept(uow, round_):
        _keep(uow, round_, tuple(before), WentOut.OPENED, opened_at)
        is_kept = True
    if is_kept:
        round_.form_version += 1


def known_questions(uow: UnitOfWork, round_: Round) -> dict[str, Question]:
    """Every question that a round asks or asked, by id, in its latest words."""
    return questions_by_id(_kept(uow, round_), round_.questions)


def earlier_questions(uow: UnitOfWork, round_: Round, answered: Iterable[str]) -> tuple[Question, ...]:
    """The questions with these ids that the round does not ask now, in the words in which it last did.

    What another round's form asked was kept under its words, and is a question of identity: whether it says
    who applies is not known, so nobody scores it.
    """
    asked = {question.id for question in round_.questions}
    rest = [one for one in answered if one not in asked]
    known = known_questions(uow, round_) if rest else {}
    unknown = QuestionPurpose.IDENTITY
    return tuple(known.get(one) or Question(one, one, counts_as=unknown) for one in rest)


def _kept(uow: UnitOfWork, round_: Round) -> list[FormVersion]:
    return sorted(uow.form_versions.where(round_id=round_.id), key=lambda one: one.number)


def _is_kept(uow: UnitOfWork, round_: Round) -> bool:
    return uow.form_versions.count(round_id=round_.id, number=round_.form_version) > 0


def _keep(
    uow: UnitOfWork, round_: Round, questions: tuple[Question, ...], went_out: WentOut, at: datetime
) -> None:
    uow.form_versions.add(FormVersion(uuid4(), round_.id, round_.form_version, questions, went_out, at))
