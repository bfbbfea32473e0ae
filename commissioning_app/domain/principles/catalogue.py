"""The catalogue of checks: what each asks in plain words, where it comes from, and which step it guards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, TypeVar

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.rounds import Step

E = TypeVar("E", bound=Enum)


WORDS_FOR_STEP = {
    Step.OPEN: "be opened",
    Step.CLOSE: "be closed",
    Step.SCORING: "go to scoring",
    Step.MODERATION: "go to moderation",
    Step.DECIDE: "be decided",
    Step.ANNOUNCE: "be announced",
    Step.PAY: "go to paying",
    Step.FINISH: "be finished",
}
"""A step as it stands in a sentence: "it can't be opened yet"."""


class Effect(StrEnum):
    """What a check that is not met does to the step that it guards."""

    BLOCKS = "blocks"
    WARNS = "warns"


class Tab(StrEnum):
    """The tabs of a round's workspace, where things are mended."""

    OVERVIEW = "overview"
    FORM = "form"
    EOIS = "eois"
    PANEL = "panel"
    SCORING = "scoring"
    ALLOCATION = "allocation"
    LETTERS = "letters"
    AWARDS = "awards"
    EQUITY = "equity"
    TRAIL = "trail"


@dataclass(frozen=True)
class Place:
    """Where in the window something is seen or mended: a tab, and a part of it."""

    tab: Tab
    anchor: str = ""


RECOMMENDATION = Place(Tab.ALLOCATION, "recommendation")
"""Where the recommendation is recorded and decided on."""

POT = Place(Tab.FORM, "pot")
"""Where the pot and the smallest and largest award are set."""

QUESTIONS = Place(Tab.FORM, "questions")
"""Where the questions of the form are written."""

CRITERIA = Place(Tab.FORM, "criteria")
"""Where it is written what is scored."""

MEMBERS = Place(Tab.PANEL, "members")
"""Where the panel's members are added."""

EOIS = Place(Tab.EOIS)
"""Where EOIs come in, and where it is decided which are eligible."""

PAYMENT_PLAN = Place(Tab.AWARDS, "payment_plan")
"""Where finance agrees to the payment plan: what has its place there waits for finance alone."""


@dataclass(frozen=True)
class Guard:
    """A step that a check guards, and what it does there."""

    step: Step
    effect: Effect


@dataclass(frozen=True)
class Framework:
    """A published source of principles, with the short name that sources use."""

    short: str
    name: str
    by: str
    year: int | None = None


@dataclass(frozen=True)
class Source:
    """Where a check comes from: a framework's short name, and where in it."""

    framework: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.framework}, {self.where}" if self.where else self.framework


def one_line(sources: Iterable[Source]) -> str:
    """Sources as one line of text."""
    return "; ".join(str(source) for source in sources)


@dataclass(frozen=True)
class Family:
    """A group of checks under one principle."""

    id: str
    title: str


@dataclass(frozen=True)
class Check:
    """One check as the catalogue describes it; the function of the same id answers it."""

    id: str
    family: str
    title: str
    sentence: str
    sources: tuple[Source, ...]
    guards: tuple[Guard, ...]
    place: Place
    policy_keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """Every check, in the order in which they are shown."""

    frameworks: tuple[Framework, ...]
    families: tuple[Family, ...]
    checks: tuple[Check, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all checks, in order."""
        return tuple(check.id for check in self.checks)

    def check(self, check_id: str) -> Check:
        """The check with that id; raises BadValue and names those there are."""
        for check in self.checks:
            if check.id == check_id:
                return check
        raise BadValue(f"There is no check “{check_id}”. The checks are {', '.join(self.ids)}.")

    def family(self, family_id: str) -> Family:
        """The family with that id; the reader made sure that every check has one."""
        return next(family for family in self.families if family.id == family_id)


def catalogue_from(data: Mapping[str, Any]) -> Catalogue:
    """Build the catalogue from the tables of its file; a wrong or missing entry is named."""
    _only(data, {"framework", "family", "check"}, "The catalogue")
    frameworks = tuple(
        Framework(
            short=_text(row, "short", "A framework"),
            name=_text(row, "name", "A framework"),
            by=_text(row, "by", "A framework"),
            year=row.get("year"),
        )
        for row in data.get("framework", [])
    )
    families = tuple(
        Family(_text(row, "id", "A family"), _text(row, "title", "A family"))
        for row in data.get("family", [])
    )
    shorts, family_ids = {f.short for f in frameworks}, {f.id for f in families}
    checks = tuple(
        _check(check_id, row, shorts, family_ids) for check_id, row in data.get("check", {}).items()
    )
    return Catalogue(frameworks, families, checks)


def _check(check_id: str, row: Mapping[str, Any], shorts: set[str], family_ids: set[str]) -> Check:
    what = f"Check {check_id}"
    _only(row, {"family", "title", "sentence", "sources", "guards", "place", "policy"}, what)
    family = _one_of(_text(row, "family", what), family_ids, f"{what}: family")
    sources = tuple(
        Source(_one_of(_text(s, "framework", what), shorts, f"{what}: source"), s.get("where", ""))
        for s in row.get("sources", [])
    )
    guards = tuple(
        Guard(
            _as(Step, _text(g, "step", what), f"{what}: step"),
            _as(Effect, _text(g, "effect", what), f"{what}: effect"),
        )
        for g in row.get("guards", [])
    )
    place = row.get("place", {})
    if not sources or not guards:
        raise BadValue(f"{what} needs at least one source and one guard.")
    return Check(
        id=check_id,
        family=family,
        title=_text(row, "title", what),
        sentence=_text(row, "sentence", what),
        sources=sources,
        guards=guards,
        place=Place(_as(Tab, _text(place, "tab", what), f"{what}: tab"), place.get("anchor", "")),
        policy_keys=tuple(row.get("policy", ())),
    )


def _only(row: Mapping[str, Any], allowed: set[str], what: str) -> None:
    unknown = sorted(set(row) - allowed)
    if unknown:
        raise BadValue(f"{what} has an unknown key: {', '.join(unknown)}.")


def _text(row: Mapping[str, Any], key: str, what: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadValue(f"{what} needs “{key}”.")
    return value.strip()


def _one_of(value: str, allowed: set[str], what: str) -> str:
    if value not in allowed:
        raise BadValue(f"{what} “{value}” is not one of {', '.join(sorted(allowed))}.")
    return value


def _as(kind: type[E], value: str, what: str) -> E:
    _one_of(value, {str(member.value) for member in kind}, what)
    return kind(value)
