"""Sheets “About you” and columns of other people's workbooks, on their way to where they are kept apart.

What they say goes from the file straight to its own place, in the import's transaction: it is never among the
values of an EOI, in a report of the import, or in the trail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from uuid import UUID

from commissioning_app.domain.application_forms.identity import FormStamp
from commissioning_app.domain.importing import (
    ApartCopy,
    CannotRead,
    Matching,
    Table,
    Workbook,
    monitored,
)
from commissioning_app.domain.importing.notes import quoted
from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.monitoring.matching import Match, Sureness, split_labels
from commissioning_app.domain.monitoring.questions import QUESTIONS, GivenAnswer, question
from commissioning_app.domain.monitoring.sheets import understand
from commissioning_app.domain.organisations import key_of_name
from commissioning_app.domain.rounds import Round
from commissioning_app.services.about_you_forms import asks_about_you
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.monitoring.answers import (
    Kept,
    keep_imported,
    problems_of_given,
    why_not_kept_by,
)
from commissioning_app.services.monitoring.matching import propose
from commissioning_app.services.ports.unit_of_work import UnitOfWork

ChosenLabels = Mapping[tuple[str, str], str]
"""What a person chose: the group's code by question and label; "" keeps the label in its own words."""

TAKEN_BACK = "The organisation took its answers about people back, so they are not taken again."
STANDING = (
    "What {which} about their people stands here already and stays as it is, whether or not this file says "
    "the same. Correct it on the EOI's page, if they ask for that."
)
"""The same for equal answers and for others: to tell them apart would let people guess without a trace."""
TWICE = "It says something of the same organisation's people as {other}, which was taken."
LEFT_OUT = "What organisations say of their people was left out."
NOT_ASKED = "This round does not ask organisations about themselves, so their answers are not taken."


@dataclass
class AboutYouTaken:
    """How many organisations' answers were taken; how many had some, equal or not; sentences to be read."""

    taken: int = 0
    unchanged: int = 0
    left_out: list[str] = field(default_factory=list)

    @property
    def is_any(self) -> bool:
        """Whether there was anything to take."""
        return bool(self.taken or self.unchanged or self.left_out)


def without_what_is_apart(matching: Matching) -> Matching:
    """Only the columns that make EOIs."""
    columns = tuple(replace(one, field="") if monitored(one.field) else one for one in matching.columns)
    return replace(matching, columns=columns)


def columns_apart(matching: Matching) -> dict[str, int]:
    """The place of each question's column; raises CannotRead for a question that is not asked."""
    found = {}
    for place, match in enumerate(matching.columns):
        question_id = monitored(match.field)
        if not question_id:
            continue
        if question(question_id) is None:
            known = ", ".join(f"monitoring:{one.id}" for one in QUESTIONS)
            raise CannotRead(f"There is no field “{match.field}”. About people there are {known}.")
        found[question_id] = place
    return found


def labels_to_look_at(table: Table, matching: Matching) -> tuple[Match, ...]:
    """Each label of the columns that are kept apart, once, with what it would become; said of no row."""
    matches: list[Match] = []
    for question_id, place in columns_apart(matching).items():
        cells = {quoted(cell) for cell in set(table.columns[place])}
        labels = {label for cell in cells for label in split_labels(cell)}
        matches += [propose(question_id, label) for label in sorted(labels, key=str.casefold)]
    return tuple(one for one in matches if one.sureness is not Sureness.NO_ANSWER)


def answers_of_rows(
    table: Table, matching: Matching, chosen: ChosenLabels
) -> Iterator[tuple[int, tuple[GivenAnswer, ...]]]:
    """By row: what its columns say, as a person chose; what nobody looked at stays in its own words."""
    columns = columns_apart(matching)
    known: dict[tuple[str, str], GivenAnswer | None] = {}
    for index, row in enumerate(table.rows if columns else ()):
        given: list[GivenAnswer] = []
        for question_id, place in columns.items():
            cell = quoted(table.columns[place][index]) if (index, place) not in table.marks else ""
            for label in split_labels(cell):
                key = (question_id, label)
                if key not in known:
                    known[key] = _answer(question_id, label, chosen)
                answer = known[key]
                given += [answer] if answer is not None else []
        if given:
            yield row, _each_once(given)


def _answer(question_id: str, label: str, chosen: ChosenLabels) -> GivenAnswer | None:
    match = propose(question_id, label)
    if match.sureness is Sureness.NO_ANSWER:
        return None
    code = chosen.get((question_id, label))
    if code is None:
        code = match.code if match.sureness is Sureness.CERTAIN else ""
    if code == match.code:
        return match.answer
    return Match(question_id, label, code, Sureness.LIKELY if code else Sureness.UNKNOWN).answer


def _each_once(given: Iterable[GivenAnswer]) -> tuple[GivenAnswer, ...]:
    """Each answer once; two in own words, or with own words beside them, are one with both."""
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for answer in given:
        kept = words[answer.question, answer.code]
        kept += [answer.own_words] if answer.own_words and answer.own_words not in kept else []
    return tuple(GivenAnswer(asked, code, "; ".join(texts)) for (asked, code), texts in words.items())


def take_about_you(
    context: ServiceContext,
    uow: UnitOfWork,
    round_: Round,
    workbook: Workbook,
    *,
    eois: Mapping[int, UUID],
    of_rows: Sequence[tuple[int, tuple[GivenAnswer, ...]]] = (),
) -> AboutYouTaken:
    """Keep what sheets and rows say of people, each with its EOI; ``eois`` are by row. Commits nothing."""
    taken = AboutYouTaken()
    if not workbook.apart and not of_rows:
        return taken
    if not asks_about_you(round_):
        taken.left_out.append(NOT_ASKED)
        return taken
    if why := why_not_kept_by(uow, context, round_):
        taken.left_out.append(f"{LEFT_OUT} {why}")
        return taken
    said = _by_eoi(uow, round_, workbook, eois, of_rows, taken)
    kept = keep_imported(uow, context, round_, {eoi_id: given for eoi_id, (_, given) in said.items()})
    for eoi_id, (place, _) in said.items():
        taken.taken += kept[eoi_id] is Kept.TAKEN
        taken.unchanged += kept[eoi_id] in (Kept.SAME, Kept.STANDING)
        if kept[eoi_id] is Kept.WITHDRAWN:
            taken.left_out.append(f"{place}: {TAKEN_BACK}")
    if taken.unchanged:
        taken.left_out.append(standing(taken.unchanged))
    return taken


def standing(count: int) -> str:
    """What is said of those who had said something before."""
    return STANDING.format(which="one organisation says" if count == 1 else f"{count:,} organisations say")


def _by_eoi(
    uow: UnitOfWork,
    round_: Round,
    workbook: Workbook,
    eois: Mapping[int, UUID],
    of_rows: Sequence[tuple[int, tuple[GivenAnswer, ...]]],
    taken: AboutYouTaken,
) -> dict[UUID, tuple[str, tuple[GivenAnswer, ...]]]:
    """By EOI: where its answers stand, and what they are; a sheet by itself comes after its form's."""
    said: dict[UUID, tuple[str, tuple[GivenAnswer, ...]]] = {}
    for row, given in of_rows:
        if row in eois and (sound := _sound(f"Row {row}", given, taken)):
            said[eois[row]] = (f"Row {row}", sound)
    book = _EoisOfRound(uow, round_) if any(not copy.form_row for copy in workbook.apart) else None
    for copy in sorted(workbook.apart, key=lambda one: not one.form_row):
        eoi_id, sentence = _whose(copy, round_, eois, book)
        if eoi_id is None:
            taken.left_out += [f"{copy.file}: {sentence}"] if sentence else []
            continue
        understood = understand(copy.answers, SubjectKind.EOI)
        taken.left_out += [f"{copy.file}: {one}" for one in understood.left_out]
        sound = _sound(copy.file, understood.answers, taken)
        if sound and eoi_id in said:
            taken.left_out.append(f"{copy.file}: {TWICE.format(other=said[eoi_id][0])}")
        elif sound:
            said[eoi_id] = (copy.file, sound)
    return said


def _sound(place: str, given: Sequence[GivenAnswer], taken: AboutYouTaken) -> tuple[GivenAnswer, ...]:
    """The answers without those to questions whose answers can't be kept; why, with where they stand."""
    sound: list[GivenAnswer] = []
    for _, answers in groupby(given, key=lambda one: one.question):
        those = tuple(answers)
        problems = tuple(problems_of_given(those, SubjectKind.EOI))
        taken.left_out += [f"{place}: The answer was left out: {problem}" for problem in problems]
        sound += () if problems else those
    return tuple(sound)


def _whose(
    copy: ApartCopy, round_: Round, eois: Mapping[int, UUID], book: _EoisOfRound | None
) -> tuple[UUID | None, str]:
    """The EOI that a sheet goes with, or why there is none; "" where its form was left out, which is told."""
    if copy.refused:
        return None, copy.refused
    if copy.stamp is not None and copy.stamp.round_id != str(round_.id):
        return None, _of_another_round(copy.stamp, round_)
    if copy.form_row:
        return eois.get(copy.form_row), ""
    assert book is not None
    return book.find(copy.organisation, copy.title)


def _of_another_round(stamp: FormStamp, round_: Round) -> str:
    which = f"the round {stamp.round_code}" if stamp.round_code != round_.code else "another round"
    return f"It is a sheet “About you” of {which}. Import it there."


class _EoisOfRound:
    """Finds the EOI that a sheet by itself goes with, by the name of its organisation."""

    def __init__(self, uow: UnitOfWork, round_: Round) -> None:
        uow.flush()
        names = dict(uow.organisations.columns("id", "name_key"))
        self._eois: dict[str, list[tuple[UUID, str]]] = defaultdict(list)
        for eoi_id, organisation_id, title in uow.eois.columns(
            "id", "organisation_id", "title", round_id=round_.id
        ):
            self._eois[names[organisation_id]].append((eoi_id, key_of_name(title)))

    def find(self, organisation: str, title: str) -> tuple[UUID | None, str]:
        """The EOI, or why it can't be told which it is."""
        if not organisation:
            return None, "It does not say whose it is. Ask the sender for the name of their group."
        there = self._eois.get(key_of_name(organisation), [])
        same = [eoi_id for eoi_id, key in there if key == key_of_name(title)] if title else []
        found = same or [eoi_id for eoi_id, _ in there]
        if len(found) == 1:
            return found[0], ""
        if not found:
            return None, f"“{organisation}” has no EOI in this round. Import the EOI first, then this sheet."
        return None, (
            f"“{organisation}” has {len(found)} EOIs in this round, and the sheet does not say which it goes "
            "with. Ask the sender for the short name of what they want to do."
        )
