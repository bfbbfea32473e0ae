"""Giving, seeing, correcting and withdrawing monitoring answers: of oneself, or on an organisation's word.

The trail says that answers were given, looked at or withdrawn, of whom and by whom, and never what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from commissioning_app.domain.eois import Eoi
from commissioning_app.domain.errors import NotAllowed, Problems
from commissioning_app.domain.letter_structure import clean_text
from commissioning_app.domain.monitoring.answers import MonitoringAnswer, SubjectKind
from commissioning_app.domain.monitoring.questions import GivenAnswer, problems_of_answers
from commissioning_app.domain.monitoring.sheets import LONGEST_WORDS
from commissioning_app.domain.panels import PanelMember
from commissioning_app.domain.roles import can_keep_monitoring
from commissioning_app.domain.rounds import Round
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import eoi_by_reference, member_of, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.monitoring import store_of
from commissioning_app.services.ports.unit_of_work import UnitOfWork

LOOKED_AT = "monitoring answers looked at"
GIVEN = "monitoring answers given"
CORRECTED = "monitoring answers corrected"
WITHDRAWN = "monitoring answers withdrawn"


@dataclass(frozen=True)
class AnswersSeen:
    """What stands of one subject, and since when; ``was_withdrawn`` says that it was taken back."""

    answers: tuple[GivenAnswer, ...] = ()
    answered_at: datetime | None = None
    was_withdrawn: bool = False


class Kept(StrEnum):
    """What became of answers that an import brought: an import replaces nothing, and brings nothing back."""

    TAKEN = "taken"
    SAME = "same"
    STANDING = "standing"
    WITHDRAWN = "withdrawn"


def give_answers(context: ServiceContext, *, round_code: str, answers: Sequence[GivenAnswer]) -> None:
    """A panel member says who they are, or corrects what they said; an empty list withdraws it."""
    with context.unit_of_work() as uow:
        round_, member = _own_place(uow, context, round_code)
        _give(uow, context, round_, SubjectKind.MEMBER, member.id, answers)
        uow.commit()


def see_own_answers(context: ServiceContext, *, round_code: str) -> AnswersSeen:
    """What a panel member said of themself; nobody else can ask."""
    with context.reading() as uow:
        _, member = _own_place(uow, context, round_code)
        return _seen(uow, SubjectKind.MEMBER, member.id)


def withdraw_answers(context: ServiceContext, *, round_code: str) -> None:
    """A panel member takes back what they said; codes and words are erased."""
    give_answers(context, round_code=round_code, answers=())


def give_organisation_answers(
    context: ServiceContext, *, round_code: str, reference: str, answers: Sequence[GivenAnswer]
) -> None:
    """An officer writes down what an organisation says of who leads it; an empty list withdraws it."""
    with context.unit_of_work() as uow:
        round_ = _round_to_keep(uow, context, round_code)
        eoi = eoi_by_reference(uow, round_.id, reference)
        _refuse_voters_elsewhere(uow, context, eoi)
        _give(uow, context, round_, SubjectKind.EOI, eoi.id, answers)
        uow.commit()


def see_organisation_answers(context: ServiceContext, *, round_code: str, reference: str) -> AnswersSeen:
    """An officer looks at an organisation's answers because it asked; the trail says that they did."""
    with context.unit_of_work() as uow:
        round_ = _round_to_keep(uow, context, round_code)
        eoi = eoi_by_reference(uow, round_.id, reference)
        _refuse_voters_elsewhere(uow, context, eoi)
        seen = _seen(uow, SubjectKind.EOI, eoi.id)
        _note(uow, context, round_, LOOKED_AT, SubjectKind.EOI, eoi.id)
        uow.commit()
        return seen


def withdraw_organisation_answers(context: ServiceContext, *, round_code: str, reference: str) -> None:
    """An officer takes an organisation's answers back on its word; codes and words are erased."""
    give_organisation_answers(context, round_code=round_code, reference=reference, answers=())


def why_not_kept_by(uow: UnitOfWork, context: ServiceContext, round_: Round) -> str:
    """Why this person may not handle organisations' answers in this round, in a sentence; "" if they may."""
    member = member_of(uow, round_.id, context.actor.person_id)
    if member is not None and member.is_voting:
        return (
            f"{context.actor.name} has a vote on this round's panel. Who scores never sees monitoring "
            "answers; ask another officer."
        )
    if not can_keep_monitoring(context.actor):
        return f"{context.actor.name} can't handle monitoring answers. {can_keep_monitoring.__doc__}"
    return ""


def keep_imported(
    uow: UnitOfWork,
    context: ServiceContext,
    round_: Round,
    answers: Mapping[UUID, Sequence[GivenAnswer]],
) -> dict[UUID, Kept]:
    """Keep what an import says of organisations, by EOI, in its own transaction; one entry for all.

    What stands already is not replaced, and what was withdrawn does not come back.
    """
    if why := why_not_kept_by(uow, context, round_):
        raise NotAllowed(why)
    store, now = store_of(uow), context.clock.now()
    there = store.of_subjects(SubjectKind.EOI, list(answers))
    kept: dict[UUID, Kept] = {}
    rows: list[MonitoringAnswer] = []
    for eoi_id, given in answers.items():
        before = _standing(there.get(eoi_id, []))
        tidy = _tidy(given)
        if before.was_withdrawn:
            kept[eoi_id] = Kept.WITHDRAWN
        elif before.answers:
            kept[eoi_id] = Kept.SAME if set(before.answers) == set(tidy) else Kept.STANDING
        else:
            _refuse_problems(tidy, SubjectKind.EOI)
            rows += _rows(round_, SubjectKind.EOI, eoi_id, tidy, now)
            kept[eoi_id] = Kept.TAKEN
    store.add(rows)
    if taken := sum(one is Kept.TAKEN for one in kept.values()):
        record(
            uow,
            context,
            action=GIVEN,
            subject_kind="round",
            subject_id=round_.id,
            round_id=round_.id,
            after={"organisations": taken},
        )
    return kept


def _own_place(uow: UnitOfWork, context: ServiceContext, round_code: str) -> tuple[Round, PanelMember]:
    round_ = round_by_code(uow, round_code)
    member = member_of(uow, round_.id, context.actor.person_id)
    if member is None:
        raise NotAllowed("Only members of this round's panel have answers here, each their own.")
    return round_, member


def _round_to_keep(uow: UnitOfWork, context: ServiceContext, round_code: str) -> Round:
    require(context.actor, can_keep_monitoring)
    round_ = round_by_code(uow, round_code)
    if why := why_not_kept_by(uow, context, round_):
        raise NotAllowed(why)
    return round_


def _refuse_voters_elsewhere(uow: UnitOfWork, context: ServiceContext, eoi: Eoi) -> None:
    """What an organisation said in one round would tell whoever scores it in another."""
    seats = uow.members.where(person_id=context.actor.person_id)
    voting = {one.round_id for one in seats if one.is_voting}
    if voting and uow.eois.count(organisation_id=eoi.organisation_id, round_id=voting):
        raise NotAllowed(
            f"{context.actor.name} has a vote on a panel that this organisation applies to. Who scores never "
            "sees monitoring answers; ask another officer."
        )


def _tidy(answers: Iterable[GivenAnswer]) -> tuple[GivenAnswer, ...]:
    return tuple(GivenAnswer(one.question, one.code, clean_text(one.own_words)) for one in answers)


def _give(
    uow: UnitOfWork,
    context: ServiceContext,
    round_: Round,
    kind: SubjectKind,
    subject_id: UUID,
    answers: Sequence[GivenAnswer],
) -> None:
    given = _tidy(answers)
    _refuse_problems(given, kind)
    store, now = store_of(uow), context.clock.now()
    before = _seen(uow, kind, subject_id)
    if set(given) == set(before.answers):
        return
    if not given:
        store.withdraw(kind, subject_id, now)
        _note(uow, context, round_, WITHDRAWN, kind, subject_id)
        return
    store.replace(kind, subject_id, _rows(round_, kind, subject_id, given, now))
    _note(uow, context, round_, CORRECTED if before.answers else GIVEN, kind, subject_id)


def problems_of_given(given: Sequence[GivenAnswer], kind: SubjectKind) -> Iterator[str]:
    """What keeps answers from being kept, in sentences that repeat none of them."""
    yield from problems_of_answers(given, kind)
    if any(len(one.own_words) > LONGEST_WORDS for one in given):
        yield f"Own words have room for {LONGEST_WORDS} letters."


def _refuse_problems(given: Sequence[GivenAnswer], kind: SubjectKind) -> None:
    if problems := tuple(problems_of_given(given, kind)):
        raise Problems(problems)


def _rows(
    round_: Round, kind: SubjectKind, subject_id: UUID, given: Iterable[GivenAnswer], at: datetime
) -> list[MonitoringAnswer]:
    return [
        MonitoringAnswer(uuid4(), round_.id, kind, subject_id, one.question, one.code, one.own_words, at)
        for one in given
    ]


def _seen(uow: UnitOfWork, kind: SubjectKind, subject_id: UUID) -> AnswersSeen:
    return _standing(store_of(uow).of_subject(kind, subject_id))


def _standing(rows: Sequence[MonitoringAnswer]) -> AnswersSeen:
    standing = [one for one in rows if one.withdrawn_at is None]
    answers = [GivenAnswer(one.question, one.answer, one.own_words) for one in standing]
    return AnswersSeen(
        tuple(sorted(answers, key=lambda one: (one.question, one.code))),
        max((one.answered_at for one in standing), default=None),
        was_withdrawn=bool(rows) and not standing,
    )


def _note(
    uow: UnitOfWork, context: ServiceContext, round_: Round, action: str, kind: SubjectKind, subject_id: UUID
) -> None:
    subject = "eoi" if kind is SubjectKind.EOI else "panel_member"
    record(uow, context, action=action, subject_kind=subject, subject_id=subject_id, round_id=round_.id)
