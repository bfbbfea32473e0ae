"""What the frameworks report says of a round: findings, who explained what, who agreed, what will be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.money import Pence, pounds
from commissioning_app.domain.principles.catalogue import WORDS_FOR_STEP, Effect, Family, Framework
from commissioning_app.domain.principles.findings import ExplanationStatus, Finding, FindingState
from commissioning_app.domain.principles.frameworks import FrameworkStanding, counts_of
from commissioning_app.domain.principles.wording import counted, listed


class BoardGroup(StrEnum):
    """Where a finding stands on the board's pages, in the order in which a board should read them."""

    NOT_MET = "not_met"
    SENT_BACK = "sent_back"
    WAITING = "waiting"
    EXPLAINED = "explained"
    NOT_KNOWN = "not_known"
    MET = "met"
    NOT_APPLICABLE = "not_applicable"


BOARD_TITLES: Mapping[BoardGroup, str] = {
    BoardGroup.NOT_MET: "Not met, and not explained",
    BoardGroup.SENT_BACK: "Explained, and sent back by the approver",
    BoardGroup.WAITING: "Explained, and waiting for an approver",
    BoardGroup.EXPLAINED: "Not met, explained and agreed",
    BoardGroup.NOT_KNOWN: "Not yet known",
    BoardGroup.MET: "Met",
    BoardGroup.NOT_APPLICABLE: "Does not apply to this round",
}
IN_FULL = (BoardGroup.NOT_MET, BoardGroup.SENT_BACK, BoardGroup.WAITING, BoardGroup.EXPLAINED)
"""The groups that the board reads check by check; of the others it reads which checks are in them."""


@dataclass(frozen=True)
class ExplanationOnRecord:
    """One explanation with its people and its days; ``counts`` is False once a newer one was written."""

    check_id: str
    status: ExplanationStatus
    why: str
    explained_by: str
    explained_on: date
    what_will_be_done: str = ""
    by_when: date | None = None
    decided_by: str = ""
    decided_on: date | None = None
    decision_reason: str = ""
    counts: bool = True

    @property
    def explained(self) -> str:
        """Who explained it, when and why."""
        return f"{self.explained_by} explained on {long_date(self.explained_on)}: {sentence(self.why)}"

    @property
    def promised(self) -> str:
        """What will be done and by when, or that nothing is promised."""
        if not self.what_will_be_done:
            by = f" by {long_date(self.by_when)}" if self.by_when else ""
            return f"What will be done{by} is not said."
        by = f" By {long_date(self.by_when)}." if self.by_when else " No day is named."
        return f"What will be done: {sentence(self.what_will_be_done)}{by}"

    @property
    def decided(self) -> str:
        """What the approver said, when."""
        if self.status is ExplanationStatus.WAITING:
            return "An approver has not decided on it yet."
        verb = "agreed" if self.status is ExplanationStatus.AGREED else "sent it back"
        on = f" on {long_date(self.decided_on)}" if self.decided_on else ""
        reason = f": {sentence(self.decision_reason)}" if self.decision_reason else "."
        return f"{self.decided_by} {verb}{on}{reason}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it, to be read one after the other."""
        return (self.explained, self.promised, self.decided)


@dataclass(frozen=True)
class ActionOnRecord:
    """What somebody does about a check; ``is_late`` when its day is past and it is not done."""

    check_id: str
    what: str
    owner: str
    due_on: date
    done_on: date | None = None
    outcome: str = ""
    is_late: bool = False

    @property
    def in_words(self) -> str:
        """What, by whom, and how it stands."""
        return f"{self.what.strip().rstrip('.')}: {self.owner}. {self.standing}"

    @property
    def standing(self) -> str:
        """Whether it is done, due or late, in words."""
        if self.done_on is not None:
            return f"Done on {long_date(self.done_on)}. {sentence(self.outcome)}".strip()
        return f"{'Late: it was due' if self.is_late else 'Due'} by {long_date(self.due_on)}."


@dataclass(frozen=True)
class ThresholdApart:
    """A threshold that the round keeps although the policy has another by now."""

    key: str
    checks: tuple[str, ...]
    of_the_round: str
    of_today: str


@dataclass(frozen=True)
class RoundFigures:
    """The round's money: how many EOIs are in play, what they ask for, what is recommended or awarded."""

    eois: int
    asked_pence: Pence
    pot_pence: Pence
    shared_pence: Pence
    is_decided: bool


@dataclass(frozen=True)
class FrameworksReport:
    """Everything that the report says, in the order of the catalogue."""

    round_code: str
    round_name: str
    programme: str
    funder: str
    state: str
    is_trial: bool
    as_at: date
    responsible: str
    figures: RoundFigures
    families: tuple[Family, ...]
    findings: tuple[Finding, ...]
    frameworks: tuple[FrameworkStanding, ...]
    explanations: tuple[ExplanationOnRecord, ...]
    actions: tuple[ActionOnRecord, ...]
    thresholds: tuple[ThresholdApart, ...]
    sources: tuple[Framework, ...] = ()

    @property
    def groups(self) -> dict[BoardGroup, tuple[Finding, ...]]:
        """The findings as the board reads them; groups that hold none are left out."""
        sorted_in = {
            group: tuple(one for one in self.findings if group_of(one) is group) for group in BoardGroup
        }
        return {group: found for group, found in sorted_in.items() if found}

    @property
    def in_one_sentence(self) -> str:
        """How many checks are in each state: "Of 58 checks 40 are met, …"."""
        if not self.findings:
            return "There are no checks."
        said = {
            FindingState.MET: ("is met", "are met"),
            FindingState.EXPLAINED: ("is explained and agreed", "are explained and agreed"),
            FindingState.NOT_MET: ("is not met", "are not met"),
            FindingState.NOT_KNOWN: ("is not yet known", "are not yet known"),
            FindingState.NOT_APPLICABLE: ("doesn't apply", "don't apply"),
        }
        counts = counts_of(self.findings)
        parts = [
            f"{counts[state]} {words[counts[state] != 1]}" for state, words in said.items() if state in counts
        ]
        return f"Of {counted(len(self.findings), 'check')}, {listed(parts, len(parts))}."

    @property
    def money_in_one_sentence(self) -> str:
        """What was asked of the pot, and what became of it."""
        figures = self.figures
        asked = (
            f"{counted(figures.eois, 'EOI')} {'asks' if figures.eois == 1 else 'ask'} for "
            f"{pounds(figures.asked_pence)} of a pot of {pounds(figures.pot_pence)}."
            if figures.eois
            else f"The pot is {pounds(figures.pot_pence)}; no EOI is in play yet."
        )
        if not figures.shared_pence:
            return asked
        verb = "was awarded" if figures.is_decided else "is recommended, and not yet decided"
        return f"{asked} {pounds(figures.shared_pence)} {verb}."

    @property
    def actions_in_one_sentence(self) -> str:
        """How the actions stand: "1 done, 2 due, 1 late."."""
        done = sum(action.done_on is not None for action in self.actions)
        late = sum(action.is_late for action in self.actions)
        return f"{done} done, {len(self.actions) - done - late} due, {late} late."

    @property
    def other_actions(self) -> tuple[ActionOnRecord, ...]:
        """The actions that are not done and stand beside no check that the board reads in full."""
        groups = self.groups
        above = {finding.id for group in IN_FULL for finding in groups.get(group, ())}
        return tuple(one for one in self.actions if one.done_on is None and one.check_id not in above)

    def explanations_of(self, check_id: str) -> tuple[ExplanationOnRecord, ...]:
        """Every explanation of a check, the oldest first."""
        return tuple(one for one in self.explanations if one.check_id == check_id)

    def counting_explanation(self, check_id: str) -> ExplanationOnRecord | None:
        """The explanation that counts for a check, if there is one."""
        return next((one for one in self.explanations_of(check_id) if one.counts), None)

    def actions_of(self, check_id: str) -> tuple[ActionOnRecord, ...]:
        """The actions about a check, the earliest due first."""
        return tuple(one for one in self.actions if one.check_id == check_id)


def group_of(finding: Finding) -> BoardGroup:
    """Where a finding stands on the board's pages."""
    if not finding.is_settled and finding.explanation is not None:
        if finding.explanation.status is ExplanationStatus.WAITING:
            return BoardGroup.WAITING
        if finding.explanation.status is ExplanationStatus.SENT_BACK:
            return BoardGroup.SENT_BACK
    return BoardGroup(finding.state.value)


def sentence(text: str) -> str:
    """What somebody typed, on one line and with an end."""
    line = " ".join(text.split())
    return line if not line or line[-1] in ".!?…”" else f"{line}."


def value_in_words(value: Any) -> str:
    """A threshold as it can be read: a number, an amount, or "8 up to £10,000, 20 above"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_band(band) for band in value)
    return "none" if value is None else str(value)


def _band(band: Any) -> str:
    """One band of a threshold by size: its figure or its names, and up to which amount it goes."""
    if not isinstance(band, Mapping):
        return str(band)
    names = [str(name).replace("_", " ") for name in band.get("items", ())]
    what = ", ".join(names) if "items" in band else str(band.get("most", ""))
    return f"{what} up to {band['up_to']}" if "up_to" in band else f"{what} above"


def in_words(findings: Iterable[Finding]) -> str:
    """Checks with their titles on one line: "S1 A form that fits the award; S4 Enough time to apply"."""
    return "; ".join(f"{finding.id} {finding.title}" for finding in findings)


def guards_in_words(finding: Finding) -> str:
    """What the check does to which step: "Stops the round before it can be opened."."""
    verbs = {Effect.BLOCKS: "stops the round", Effect.WARNS: "warns"}
    parts = [f"{verbs[guard.effect]} before it can {WORDS_FOR_STEP[guard.step]}" for guard in finding.guards]
    line = "; ".join(parts)
    return f"{line[0].upper()}{line[1:]}." if line else "It guards no step."
