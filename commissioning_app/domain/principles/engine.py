"""The engine: every check of the catalogue answered, explained where that was agreed, asked at each step."""

from __future__ import annotations

from collections.abc import Iterable

from commissioning_app.domain.awards import Explanation
from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.principles.catalogue import Catalogue, Check, Effect
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.families import ALL_CHECKS
from commissioning_app.domain.principles.findings import Finding, finding_from, latest_explanations
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.registry import Checks
from commissioning_app.domain.rounds import Step


def find(
    facts: RoundFacts,
    policy: Policy,
    catalogue: Catalogue,
    explanations: Iterable[Explanation] = (),
    *,
    policy_now: Policy | None = None,
    checks: Checks = ALL_CHECKS,
) -> list[Finding]:
    """Every finding of a round, in the catalogue's order.

    ``policy`` is the one that counts for the round; ``policy_now`` is the workspace's, to say where the
    two differ. Raises BadValue when the catalogue and the functions don't hold the same ids.
    """
    apart = set(catalogue.ids) ^ set(checks)
    if apart:
        raise BadValue(f"The catalogue and the checks don't agree about {', '.join(sorted(apart))}.")
    latest = latest_explanations(explanations)
    return [
        finding_from(
            check,
            checks[check.id](facts, policy),
            latest.get(check.id),
            _what_changed(check, policy, policy_now),
        )
        for check in catalogue.checks
    ]


def blocking(findings: Iterable[Finding], step: Step) -> list[Finding]:
    """The findings that stand in the way of a step; what is not known stands in the way too."""
    return [f for f in findings if f.guards_step(step, Effect.BLOCKS) and not f.is_settled]


def warning(findings: Iterable[Finding], step: Step) -> list[Finding]:
    """The findings to look at before a step, which don't stop it."""
    return [f for f in findings if f.guards_step(step, Effect.WARNS) and not f.is_settled]


def _what_changed(check: Check, policy: Policy, policy_now: Policy | None) -> str:
    if policy_now is None:
        return ""
    changed = {difference.key for difference in policy.differences(policy_now)}
    if changed.isdisjoint(check.policy_keys):
        return ""
    return "This round keeps the policy it was opened with; the policy has changed since."
