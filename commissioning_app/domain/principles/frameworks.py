"""The frameworks report's heart: a round's findings, read through the lines of each published framework."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.principles.findings import Finding, FindingState

WORST_FIRST = (
    FindingState.NOT_MET,
    FindingState.NOT_KNOWN,
    FindingState.EXPLAINED,
    FindingState.MET,
    FindingState.NOT_APPLICABLE,
)
"""A line is in the worst state of its checks; what doesn't apply says nothing of a line beside others."""

Counts = dict[FindingState, int]


@dataclass(frozen=True)
class FrameworkLine:
    """One line of a framework in our own words; ``beyond`` is what no check says of it, and what would."""

    id: str
    title: str
    sentence: str
    checks: tuple[str, ...]
    part: str = ""
    beyond: str = ""


@dataclass(frozen=True)
class FrameworkOfLines:
    """A published framework with its lines in order."""

    id: str
    short: str
    name: str
    by: str
    sentence: str
    lines: tuple[FrameworkLine, ...]
    year: int | None = None

    @property
    def source(self) -> str:
        """Who published it, and when where that is known."""
        return f"{self.by}, {self.year}" if self.year else self.by


@dataclass(frozen=True)
class LineStanding:
    """A line with the findings that speak to it, in the catalogue's order."""

    line: FrameworkLine
    findings: tuple[Finding, ...]

    @property
    def counts(self) -> Counts:
        """How many findings are in each state, the worst first; states that none is in are left out."""
        return counts_of(self.findings)

    @property
    def worst(self) -> FindingState | None:
        """The worst state among its findings, or None where no check speaks to the line."""
        return next(iter(self.counts), None)

    @property
    def what_no_check_says(self) -> str:
        """The honest sentence about what is left open, or nothing."""
        if not self.line.beyond:
            return ""
        start = "What the checks don't say" if self.line.checks else "No check speaks to this"
        return f"{start}: {self.line.beyond[0].lower()}{self.line.beyond[1:]}"


@dataclass(frozen=True)
class FrameworkStanding:
    """A framework with the standing of each of its lines."""

    framework: FrameworkOfLines
    lines: tuple[LineStanding, ...]


def read_through(framework: FrameworkOfLines, findings: Collection[Finding]) -> FrameworkStanding:
    """Sort the findings of a round under the lines that they speak to."""
    return FrameworkStanding(
        framework,
        tuple(
            LineStanding(line, tuple(finding for finding in findings if finding.id in line.checks))
            for line in framework.lines
        ),
    )


def counts_of(findings: Iterable[Finding]) -> Counts:
    """How many findings are in each state, the worst first; states that none is in are left out."""
    counted = Counter(finding.state for finding in findings)
    return {state: counted[state] for state in WORST_FIRST if counted[state]}


def checks_named(frameworks: Iterable[FrameworkOfLines]) -> frozenset[str]:
    """The ids of all checks that speak to any line."""
    return frozenset(check for framework in frameworks for line in framework.lines for check in line.checks)


def frameworks_from(data: Mapping[str, Any]) -> tuple[FrameworkOfLines, ...]:
    """Build the frameworks from the tables of their file; a wrong or missing entry is named."""
    _only(data, {"framework"}, "The file of frameworks")
    frameworks = tuple(_framework(row) for row in data.get("framework", []))
    ids = [one.id for one in frameworks] + [line.id for one in frameworks for line in one.lines]
    twice = sorted(key for key, count in Counter(ids).items() if count > 1)
    if twice:
        raise BadValue(f"The frameworks use an id twice: {', '.join(twice)}.")
    return frameworks


def _framework(row: Mapping[str, Any]) -> FrameworkOfLines:
    what = f"The framework “{row.get('id', '')}”"
    _only(row, {"id", "short", "name", "by", "year", "sentence", "line"}, what)
    lines = tuple(_line(line) for line in row.get("line", []))
    if not lines:
        raise BadValue(f"{what} needs lines.")
    return FrameworkOfLines(
        id=_text(row, "id", what),
        short=_text(row, "short", what),
        name=_text(row, "name", what),
        by=_text(row, "by", what),
        sentence=_text(row, "sentence", what),
        lines=lines,
        year=row.get("year"),
    )


def _line(row: Mapping[str, Any]) -> FrameworkLine:
    what = f"The line “{row.get('id', '')}”"
    _only(row, {"id", "part", "title", "sentence", "checks", "beyond"}, what)
    checks = tuple(row.get("checks", ()))
    beyond = str(row.get("beyond", "")).strip()
    if len(set(checks)) < len(checks):
        raise BadValue(f"{what} names a check twice.")
    if not checks and not beyond:
        raise BadValue(f"{what} names no check, so it has to say what would speak to it (“beyond”).")
    return FrameworkLine(
        id=_text(row, "id", what),
        title=_text(row, "title", what),
        sentence=_text(row, "sentence", what),
        checks=checks,
        part=str(row.get("part", "")).strip(),
        beyond=beyond,
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
