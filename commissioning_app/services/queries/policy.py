"""Read model of the policy: every threshold in words, and how two policies differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commissioning_app.domain.errors import NotFound
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.roles import can_change_policy, can_read_rounds
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import round_by_code, the_workspace
from commissioning_app.services.permissions import require
from commissioning_app.services.policy import (
    ThresholdWords,
    default_policy,
    threshold_words,
    workspace_policy,
)
from commissioning_app.services.principles import load_catalogue

ONE_OF = {
    "days": "day", "people": "person", "years": "year", "minutes": "minute", "words": "word", "EOIs": "EOI",
    "points": "point",
}  # fmt: skip
"""What one of each unit is called."""

AS_IT_COMES = "as-it-comes"
NOW = "now"


@dataclass(frozen=True)
class ThresholdRow:
    """One threshold: its words, what it is here and as the application comes, and which checks read it.

    ``value`` and ``default`` are whole numbers, money as text, or bands by size; ``limits`` are those of a
    whole number.
    """

    key: str
    words: str
    unit: str
    checks: tuple[str, ...]
    value: Any
    default: Any
    shown: str
    default_shown: str
    limits: tuple[int, int] | None

    @property
    def is_changed(self) -> bool:
        """Whether the workspace has a value of its own."""
        return bool(self.value != self.default)


@dataclass(frozen=True)
class PolicyPage:
    """Every threshold, and whether who looks may change them."""

    rows: tuple[ThresholdRow, ...]
    version: int
    can_change: bool


@dataclass(frozen=True)
class PolicyChoice:
    """A policy that can be compared: its key, and its name in words."""

    key: str
    name: str


@dataclass(frozen=True)
class ThresholdDifference:
    """One threshold that two policies set differently; empty where a policy does not have it."""

    words: str
    checks: tuple[str, ...]
    first: str
    second: str


def policy_page(context: ServiceContext) -> PolicyPage:
    """The workspace's policy, threshold by threshold."""
    require(context.actor, can_read_rounds)
    here, default, readers = workspace_policy(context), default_policy(), _readers()
    with context.reading() as uow:
        version = the_workspace(uow).version
    rows = tuple(
        ThresholdRow(
            key=key,
            words=one.words,
            unit=one.unit,
            checks=readers.get(key, ()),
            value=here.value(key),
            default=default.value(key),
            shown=shown_value(here.value(key), one.unit),
            default_shown=shown_value(default.value(key), one.unit),
            limits=default.limits_of(key),
        )
        for key, one in threshold_words().items()
    )
    return PolicyPage(rows, version, can_change_policy(context.actor))


def policies(context: ServiceContext) -> tuple[PolicyChoice, ...]:
    """What can be compared: the application's policy, the workspace's, and each opened round's."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        rounds = [one for one in uow.rounds.columns("code", "name", "policy") if one[2]]
    return (
        PolicyChoice(AS_IT_COMES, "As the application comes"),
        PolicyChoice(NOW, "This workspace now"),
        *(PolicyChoice(f"round:{code}", f"Round {code}: {name}") for code, name, _ in sorted(rounds)),
    )


def compare_policies(context: ServiceContext, *, first: str, second: str) -> tuple[ThresholdDifference, ...]:
    """The thresholds that two policies of ``policies`` set differently, in the policy's order."""
    require(context.actor, can_read_rounds)
    words, readers = threshold_words(), _readers()
    apart = {one.key: one for one in _policy(context, first).differences(_policy(context, second))}
    order = [key for key in words if key in apart] + sorted(set(apart) - set(words))
    rows = []
    for key in order:
        known = words.get(key, ThresholdWords(key, ""))
        rows.append(
            ThresholdDifference(
                known.words,
                readers.get(key, ()),
                shown_value(apart[key].here, known.unit),
                shown_value(apart[key].there, known.unit),
            )
        )
    return tuple(rows)


def _policy(context: ServiceContext, key: str) -> Policy:
    if key == AS_IT_COMES:
        return default_policy()
    if key == NOW:
        return workspace_policy(context)
    with context.reading() as uow:
        round_ = round_by_code(uow, key.removeprefix("round:"))
    if not round_.policy:
        raise NotFound(f"The round {round_.code} is not open yet, so it has no policy of its own.")
    return Policy(round_.policy)


def _readers() -> Mapping[str, tuple[str, ...]]:
    """The checks that read each key."""
    found: dict[str, tuple[str, ...]] = {}
    for check in load_catalogue().checks:
        for key in check.policy_keys:
            found[key] = (*found.get(key, ()), check.id)
    return found


def shown_value(value: Any, unit: str) -> str:
    """A threshold in words: "42 days", "£100,000", "up to £10,000: 8 · above: 20"."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " · ".join(_band(band, bands=len(value)) for band in value)
    text = f"{value:,}" if isinstance(value, int) else str(value)
    return f"{text} {ONE_OF.get(unit, unit) if value == 1 else unit}".strip()


def _band(band: Mapping[str, Any], *, bands: int) -> str:
    what = band.get("most", None)
    said = (
        f"{what:,}"
        if isinstance(what, int)
        else ", ".join(str(one).replace("_", " ") for one in band.get("items", ()))
    )
    if "up_to" in band:
        return f"up to {band['up_to']}: {said}"
    return f"above: {said}" if bands > 1 else said
