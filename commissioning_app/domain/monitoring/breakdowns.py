"""Breakdowns: one fixed table a question, with what is too small to show left out, as it is frozen.

Everybody who answered a question stands in exactly one row: the group that they named, their own words,
"prefer not to say", or several groups. Somebody who named several is in a declared grouping when all of them
are in it; "several" has a row for each such set of groupings, so that every total is a sum of rows.

The tables of different questions share only how many applied and how many were funded, so no table says
anything of another: who gave which answer to the one can be put to any answer to the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from commissioning_app.domain.money import Pence
from commissioning_app.domain.monitoring.money import Holder, safe_percents
from commissioning_app.domain.monitoring.questions import PREFER_NOT_TO_SAY, QUESTIONS, Question, question_of
from commissioning_app.domain.monitoring.suppression import SMALLEST_SHOWN, Counts, Hiding, hide, is_small
from commissioning_app.domain.together import Grouping

OWN_WORDS = "own_words"
SEVERAL = "several"
Row = tuple[str, tuple[str, ...]]
"""A row's code, and for several groups the groupings that all of them are in."""


@dataclass(frozen=True)
class Respondent:
    """One organisation's EOI, or one panel member: their codes by question, and what an EOI was awarded.

    A code "" stands for own words alone. ``round_code`` tells rounds apart that are counted together.
    """

    codes: Mapping[str, frozenset[str]]
    pence: Pence = 0
    round_code: str = ""


@dataclass(frozen=True)
class Line:
    """One row: None stands for a count that is hidden. ``within`` names groupings of a row of several."""

    key: str
    applied: int | None
    funded: int | None = None
    within: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroupingLine:
    """The totals of one declared grouping; the share of the money is in whole percent of all awarded."""

    name: str
    groups: tuple[str, ...]
    applied: int | None
    funded: int | None = None
    money_percent: int | None = None


@dataclass(frozen=True)
class QuestionTable:
    """One question's table.

    ``answered`` is None from 1 to 4; ``funded_answered`` is None where that few were funded, or that few were
    not. A table that ``is_withheld`` has neither rows nor groupings. Without ``shows_funded`` every funded
    count is None, noughts too.
    """

    question: str
    answered: int | None
    funded_answered: int | None = None
    is_withheld: bool = False
    shows_funded: bool = False
    rows: tuple[Line, ...] = ()
    groupings: tuple[GroupingLine, ...] = ()


@dataclass(frozen=True)
class Breakdown:
    """What is frozen and shown: the rounds that it counts, the public totals, and a table a question."""

    rounds: tuple[str, ...]
    applied: int
    funded: int = 0
    tables: tuple[QuestionTable, ...] = field(default=())

    def table(self, question_id: str) -> QuestionTable | None:
        """The table of one question."""
        return next((one for one in self.tables if one.question == question_id), None)

    def grouping(self, wanted: Grouping) -> tuple[QuestionTable, GroupingLine] | None:
        """A grouping's line and its table, if it was declared with the same groups."""
        for table in self.tables:
            for line in table.groupings:
                if line.name == wanted.name and set(line.groups) == set(wanted.groups):
                    return table, line
        return None

    def as_body(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


def breakdown_from(body: Mapping[str, Any]) -> Breakdown:
    """A breakdown from the JSON values that it was frozen as."""
    return Breakdown(
        tuple(body["rounds"]), body["applied"], body["funded"], tuple(map(_table_from, body["tables"]))
    )


def _table_from(data: Mapping[str, Any]) -> QuestionTable:
    rows = tuple(Line(**{**row, "within": tuple(row["within"])}) for row in data["rows"])
    groupings = tuple(GroupingLine(**{**one, "groups": tuple(one["groups"])}) for one in data["groupings"])
    return QuestionTable(**{**data, "rows": rows, "groupings": groupings})


def groupings_of(asked: Question, groupings: Iterable[Grouping]) -> tuple[Grouping, ...]:
    """The groupings whose groups are all answers to this question."""
    return tuple(one for one in groupings if one.groups and all(question_of(g) is asked for g in one.groups))


def break_down(
    respondents: Sequence[Respondent],
    groupings: Sequence[Grouping] = (),
    *,
    rounds: Sequence[str],
    with_funded: bool = True,
    seed: str = "",
    earlier: Sequence[Breakdown] = (),
) -> Breakdown:
    """The breakdown of everybody who applied (those who answered nothing too), ready to be shown.

    ``earlier`` are those that some of the same organisations were counted in: what they hide is hidden again.
    ``seed`` draws what is hidden beside small counts; it is secret, and new for each breakdown.
    """
    tables = [
        _table(
            asked,
            respondents,
            groupings_of(asked, groupings),
            with_funded,
            f"{seed}\n{asked.id}",
            hidden_in(earlier, asked),
        )
        for asked in QUESTIONS
    ]
    funded = sum(1 for one in respondents if one.pence)
    whole = Breakdown(tuple(rounds), len(respondents), funded, tuple(tables))
    return _with_money(whole, respondents) if with_funded else whole


def hidden_in(earlier: Iterable[Breakdown], asked: Question) -> Hiding:
    """What these breakdowns hide of one question, taken together."""
    found = Hiding()
    for table in (one.table(asked.id) for one in earlier):
        if table is None:
            continue
        for line in table.rows:
            name = _name((line.key, line.within))
            found.applied |= {name} if line.applied is None else set()
            found.funded |= {name} if table.shows_funded and line.funded is None else set()
        for union in table.groupings:
            found.groupings_applied |= {union.name} if union.applied is None else set()
            found.groupings_funded |= {union.name} if table.shows_funded and union.funded is None else set()
    return found


def row_of(codes: frozenset[str], groupings: Sequence[Grouping]) -> Row:
    """The row that an answer belongs to, and for several groups the groupings that all of them are in."""
    if len(codes) == 1:
        return next(iter(codes)) or OWN_WORDS, ()
    return SEVERAL, tuple(sorted(one.name for one in groupings if codes <= set(one.groups)))


def is_within(codes: frozenset[str], grouping: Grouping) -> bool:
    """Whether all that somebody named is in a grouping."""
    return bool(codes) and codes <= set(grouping.groups)


def _table(
    asked: Question,
    respondents: Sequence[Respondent],
    groupings: Sequence[Grouping],
    with_funded: bool,
    seed: str,
    before: Hiding,
) -> QuestionTable:
    applied: Counter[Row] = Counter()
    funded: Counter[Row] = Counter()
    for one in respondents:
        if codes := one.codes.get(asked.id):
            row = row_of(codes, groupings)
            applied[row] += 1
            funded[row] += bool(one.pence)
    answered, paid = applied.total(), funded.total()
    says_paid = with_funded and not is_small(paid) and not is_small(answered - paid)
    shown_paid = paid if says_paid else None
    if answered < SMALLEST_SHOWN:
        few = None if answered else 0
        return QuestionTable(asked.id, few, few, is_withheld=answered > 0)
    order: list[Row] = [(code, ()) for code in (*asked.codes, OWN_WORDS, PREFER_NOT_TO_SAY)]
    order += sorted({(SEVERAL, ()), *applied} - set(order))
    rows = {_name(row): Counts(applied[row], funded[row]) for row in order}
    unions = {
        grouping.name: frozenset(
            _name(row) for row in order if row[0] in grouping.groups or grouping.name in row[1]
        )
        for grouping in groupings
    }
    splits = with_funded and min(paid, answered - paid) >= SMALLEST_SHOWN
    hiding = hide(rows, unions, with_funded=splits, seed=seed, before=before)
    if hiding.is_withheld:
        return QuestionTable(asked.id, answered, shown_paid, is_withheld=True)
    shows = splits and not hiding.column_is_out
    lines = tuple(_line(row, rows[_name(row)], hiding, shows) for row in order)
    sums = tuple(_grouping_line(one, rows, unions[one.name], hiding, shows) for one in groupings)
    return QuestionTable(asked.id, answered, shown_paid, False, shows, lines, sums)


def _name(row: Row) -> str:
    return "\n".join((row[0], *row[1]))


def _line(row: Row, counts: Counts, hiding: Hiding, shows: bool) -> Line:
    name = _name(row)
    applied = None if name in hiding.applied else counts.applied
    funded = None if not shows or name in hiding.funded else counts.funded
    return Line(row[0], applied, funded, row[1])


def _grouping_line(
    grouping: Grouping, rows: Mapping[str, Counts], keys: Iterable[str], hiding: Hiding, shows: bool
) -> GroupingLine:
    name, counts = grouping.name, [rows[key] for key in keys]
    applied = None if name in hiding.groupings_applied else sum(one.applied for one in counts)
    hides_funded = not shows or name in hiding.groupings_funded
    funded = None if hides_funded else sum(one.funded for one in counts)
    return GroupingLine(name, tuple(grouping.groups), applied, funded)


def _with_money(whole: Breakdown, respondents: Sequence[Respondent]) -> Breakdown:
    """Add the shares of the money of groupings whose counts are shown, where they give nobody away."""
    asked = {
        (table.question, line.name): Grouping(line.name, line.groups)
        for table in whole.tables
        for line in table.groupings
        if line.applied is not None and line.funded is not None
    }
    holders = [
        Holder(
            one.pence,
            frozenset(
                key
                for key, grouping in asked.items()
                if is_within(one.codes.get(key[0], frozenset()), grouping)
            ),
            one.round_code,
        )
        for one in respondents
        if one.pence
    ]
    percents = safe_percents(holders, asked)
    tables = tuple(
        QuestionTable(
            **{
                **vars(table),
                "groupings": tuple(
                    GroupingLine(**{**vars(line), "money_percent": percents.get((table.question, line.name))})
                    for line in table.groupings
                ),
            }
        )
        for table in whole.tables
    )
    return Breakdown(whole.rounds, whole.applied, whole.funded, tables)
