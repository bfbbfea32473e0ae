"""The thresholds that count for a round: those it was opened with, else the workspace's."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from commissioning_app.domain.money import Pence
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.rounds import Round
from commissioning_app.paths import resource
from commissioning_app.services.context import ServiceContext


@cache
def default_policy() -> Policy:
    """The policy that comes with the application."""
    return Policy.from_data(tomllib.loads(resource("policy.toml").read_text("utf-8")))


def load_policy() -> dict[str, Any]:
    """The thresholds that come with the application, by dotted key: a workspace's policy to start with."""
    return default_policy().as_data()


@dataclass(frozen=True)
class ThresholdWords:
    """What a threshold is about, in words, and what its figures count."""

    words: str
    unit: str


@cache
def threshold_words() -> Mapping[str, ThresholdWords]:
    """The words for every key of the policy, in the order in which they are shown."""
    data = tomllib.loads(resource("policy_words.toml").read_text("utf-8"))
    return dict(_words(data))


def _words(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, ThresholdWords]]:
    for name, value in table.items():
        if "words" in value and isinstance(value["words"], str):
            yield f"{before}{name}", ThresholdWords(value["words"], value["unit"])
        else:
            yield from _words(value, f"{before}{name}.")


def workspace_policy(context: ServiceContext) -> Policy:
    """The workspace's policy: the defaults with the thresholds that its administrators changed."""
    with context.reading() as uow:
        rows = uow.workspaces.columns("policy_changes")
    own = rows[0][0] if rows else None
    return default_policy().with_changes(context.policy).with_snapshot(own)


def policy_of(context: ServiceContext, round_: Round) -> Policy:
    """The policy that counts for a round: the one it was opened with wins over the workspace's."""
    return workspace_policy(context).with_snapshot(round_.policy)


def small_line_pence(context: ServiceContext, round_: Round) -> Pence:
    """The yearly income under which an organisation is small."""
    return policy_of(context, round_).money("core.small_organisation_line")
