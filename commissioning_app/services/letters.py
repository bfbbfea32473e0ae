"""Letters of a round: which are due, what stops them, a preview, and the whole batch or none of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from commissioning_app.domain.errors import NotFound, Problems, StaleVersion, StepRefused
from commissioning_app.domain.letter_structure import Letter
from commissioning_app.domain.letter_words import facts_missing, words_missing
from commissioning_app.domain.letters import LetterKind
from commissioning_app.domain.money import Pence
from commissioning_app.domain.roles import can_read_awards, can_write_letters
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.audit import record
from commissioning_app.services.context import LONDON, ServiceContext
from commissioning_app.services.letter_facts import EoiLetter, RoundLetters
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.documents import LetterPress
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.sight import ensure_every_outcome_in_sight, outcomes_out_of_sight
from commissioning_app.services.whole_files import WholeFolder, safe_name

Progress = Callable[[int, int, str], None]
"""Told what is done, of how many, in words; raises Cancelled to stop the work."""
MOST_PROBLEMS = 20


@dataclass(frozen=True)
class LetterRow:
    """One EOI's letter as a table shows it; ``problems`` says what it still lacks."""

    eoi_id: UUID
    reference: str
    organisation: str
    kind: LetterKind
    amount_pence: Pence
    problems: tuple[str, ...]
    made_at: datetime | None
    file_name: str


@dataclass(frozen=True)
class LetterBatch:
    """A batch of letters that was written."""

    letters: int
    folder: Path
    files: tuple[str, ...]


def letter_rows(context: ServiceContext, *, round_code: str) -> list[LetterRow]:
    """Every letter that is due, with what it lacks and when it was last made."""
    require(context.actor, can_read_awards)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        away = outcomes_out_of_sight(uow, context, round_)
        due = [one for one in RoundLetters(context, uow, round_).all() if one.eoi_id not in away]
        no_feedback_is_agreed = _is_explained(uow, round_)
        made = {row[0]: row[1:] for row in sorted(
            uow.letters.columns("eoi_id", "made_at", "file_name", round_id=round_.id), key=lambda row: row[1]
        )}  # fmt: skip
    return [
        LetterRow(
            one.eoi_id,
            one.facts.reference,
            one.facts.organisation,
            one.facts.kind,
            one.facts.amount,
            _problems(one, no_feedback_is_agreed),
            *made.get(one.eoi_id, (None, "")),
        )
        for one in due
    ]


def preview_letter(
    context: ServiceContext,
    *,
    press: LetterPress,
    round_code: str,
    reference: str,
    large_print: bool = False,
) -> bytes:
    """One letter as a PDF: as it was made, or as it stands now where it was not, or would be another today.

    Nothing is recorded. Raises NotFound when none is due.
    """
    return press.pdf(_as_made(context, press, round_code, reference), large_print=large_print)


def preview_letter_text(
    context: ServiceContext, *, press: LetterPress, round_code: str, reference: str
) -> str:
    """One letter as plain text, dated as its PDF is."""
    return press.text(_as_made(context, press, round_code, reference))


def make_letters(
    context: ServiceContext,
    *,
    press: LetterPress,
    round_code: str,
    folder: Path,
    large_print: bool = False,
    text: bool = False,
    progress: Progress | None = None,
) -> LetterBatch:
    """Write a PDF for every EOI (and plain text beside it where asked) and record them; all or none.

    Raises Problems with one sentence for each thing that a letter still lacks, CannotWrite when the folder
    holds other files, StaleVersion when the round changed meanwhile.
    """
    require(context.actor, can_write_letters)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        ensure_every_outcome_in_sight(uow, context, round_)
        due = _due(context, uow, round_)
        version = round_.version
        known = {row[0] for row in uow.letters.columns("file_name", round_id=round_.id)}
    names = file_names(due)
    ours = {name for pdf in {*names, *known} for name in (pdf, _text_name(pdf))}
    batch_id, digests = uuid4(), []
    with WholeFolder(folder, may_replace=ours) as batch:
        for number, (one, name) in enumerate(zip(due, names, strict=True), start=1):
            if progress is not None:
                progress(number - 1, len(due), f"Letter {number} of {len(due)}: {one.facts.organisation}")
            letter = press.compose(one.facts)
            if lacking := words_missing(letter, one.facts):
                raise Problems(lacking)
            content = press.pdf(letter, large_print=large_print)
            batch.write(name, content)
            if text:
                batch.write(_text_name(name), press.text(letter).encode())
            digests.append(hashlib.sha256(content).hexdigest())
        if progress is not None:
            progress(len(due), len(due), "Keeping the letters")
        with context.unit_of_work() as uow:
            _ensure_same(uow, round_.id, version)
            _record(context, uow, round_, batch_id, due, names, digests)
            uow.flush()
            batch.keep()
            uow.commit()
    return LetterBatch(len(due), folder, tuple(names))


def file_names(due: Sequence[EoiLetter]) -> list[str]:
    """A safe PDF name for each letter from its reference and organisation, no two alike on any system."""
    taken: set[str] = set()
    names = []
    for one in due:
        stem = safe_name(f"{one.facts.reference} {one.facts.organisation}")
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem} ({number})", number + 1
        taken.add(name.casefold())
        names.append(f"{name}.pdf")
    return names


def _due(context: ServiceContext, uow: UnitOfWork, round_: Round) -> list[EoiLetter]:
    if not (round_.is_trial or round_.state is RoundState.CANCELLED or round_.is_past(RoundState.DECIDED)):
        raise StepRefused(f"The round is {round_.state}. Letters are made once it is decided.")
    letters = RoundLetters(context, uow, round_)
    due = letters.all()
    undecided = () if round_.is_trial else letters.without_letter()
    explained = _is_explained(uow, round_)
    problems = [f"{reference}: nothing was decided for this EOI." for reference in undecided]
    problems += [problem for one in due for problem in _problems(one, explained)]
    if problems:
        more = len(problems) - MOST_PROBLEMS
        shown = problems[:MOST_PROBLEMS]
        raise Problems([*shown, f"And {more} more like these."] if more > 0 else shown)
    if not due:
        raise StepRefused("No letter is due in this round: share its pot first.")
    return due


def _problems(one: EoiLetter, no_feedback_is_agreed: bool) -> tuple[str, ...]:
    """What the letter lacks; a trial's letters may lack feedback, as may a round's where that was agreed."""
    facts = one.facts
    if not (facts.trial or no_feedback_is_agreed):
        return facts_missing(facts)
    return facts_missing(facts, needs_feedback=False)


def _is_explained(uow: UnitOfWork, round_: Round) -> bool:
    """Whether an approver agreed to an explanation of missing feedback (check T2)."""
    return uow.explanations.count(round_id=round_.id, check_id="T2", is_agreed=True) > 0


def _as_made(context: ServiceContext, press: LetterPress, round_code: str, reference: str) -> Letter:
    """The letter of the day on which it was made, if it is still that very file; else as of today."""
    require(context.actor, can_read_awards)
    before: EoiLetter | None = None
    digest = ""
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        away = outcomes_out_of_sight(uow, context, round_)
        letters = RoundLetters(context, uow, round_).all({reference})
        now = next((one for one in letters if one.eoi_id not in away), None)
        if now is None:
            raise NotFound(f"No letter is due for “{reference}”: nothing was decided for it yet.")
        made = uow.letters.columns("made_at", "sha256", eoi_id=now.eoi_id)
        if made:
            made_at, digest = max(made)
            day = made_at.astimezone(LONDON).date()
            before = next(iter(RoundLetters(context, uow, round_, today=day).all({reference})))
    if before is not None:
        letter = press.compose(before.facts)
        files = (press.pdf(letter, large_print=large) for large in (False, True))
        if any(hashlib.sha256(content).hexdigest() == digest for content in files):
            return letter
    return press.compose(now.facts)


def _ensure_same(uow: UnitOfWork, round_id: UUID, version: int) -> None:
    now = uow.rounds.get(round_id)
    if now.version != version:
        raise StaleVersion(
            "The round changed while its letters were being made. Make them again.",
            theirs={"version": now.version},
            yours={"version": version},
        )


def _record(
    context: ServiceContext,
    uow: UnitOfWork,
    round_: Round,
    batch_id: UUID,
    due: Sequence[EoiLetter],
    names: Sequence[str],
    digests: Sequence[str],
) -> None:
    made_at, made_by = context.clock.now(), context.actor.name
    uow.letters.insert_many(
        [
            {
                "id": uuid4(), "round_id": round_.id, "eoi_id": one.eoi_id, "batch_id": batch_id,
                "kind": one.facts.kind.value, "file_name": name, "sha256": digest,
                "made_at": made_at, "made_by": made_by,
            }
            for one, name, digest in zip(due, names, digests, strict=True)
        ]
    )  # fmt: skip
    together = "\n".join(f"{digest} {one.facts.reference}" for one, digest in zip(due, digests, strict=True))
    record(
        uow,
        context,
        action="letters made",
        subject_kind="letters",
        subject_id=batch_id,
        round_id=round_.id,
        after={
            "letters": len(due),
            "kinds": dict(Counter(one.facts.kind.value for one in due)),
            "sha256_of_all": hashlib.sha256(together.encode()).hexdigest(),
        },
    )


def _text_name(pdf: str) -> str:
    return f"{pdf.removesuffix('.pdf')}.txt"
