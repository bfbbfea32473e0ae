"""The thresholds that count for a round: those it was opened with, else the workspace's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commissioning_app.domain.money import Pence
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.rounds import Round
from commissioning_app.services.context import ServiceContext


def load_policy() -> Mapping[str, Any]:
    """The sections of the policy file that comes with the application."""
    import tomllib

    from commissioning_app.paths import resource

    return tomllib.loads(resource("policy.toml").read_text(encoding="utf-8"))


def policy_of(context: ServiceContext, round_: Round | None = None) -> Policy:
    """The round's own policy from opening on; before that, and without a round, the workspace's."""
    own = round_.policy if round_ is not None else None
    return Policy.from_data(own or context.policy)


def small_line_pence(context: ServiceContext, round_: Round | None = None) -> Pence:
    """The yearly income under which an organisation is small."""
    return policy_of(context, round_).money("core.small_organisation_line")
