"""The engine: every check of the catalogue answered, explained where that was agreed, asked at each step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from commissioning_app.domain.awards import Explanation
from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.principles.catalogue import Catalogue, Check, Effect
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.families import ALL_CHECKS
from commissioning_app.domain.principles.findings import (
    Finding,
    FindingState,
    finding_from,
    latest_explanations,
)
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.registry import Checks
from commissioning_app.domain.rounds import Step

LAST = frozenset({"A8"})
"""The checks that look at what the others found: they are answered after them."""

NOT_HOLDING = frozenset({FindingState.NOT_MET, FindingState.EXPLAINED})
"""The states of a finding that something has to be done about (check A8)."""


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

    def answered(check: Check, seen: RoundFacts) -> Finding:
        answer = checks[check.id](seen, policy)
        return finding_from(check, answer, latest.get(check.id), _what_changed(check, policy, policy_now))

    first = {check.id: answered(check, facts) for check in catalogue.checks if check.id not in LAST}
    after = _seeing(facts, first.values())
    return [first[check.id] if check.id in first else answered(check, after) for check in catalogue.checks]


def blocking(findings: Iterable[Finding], step: Step) -> list[Finding]:
    """The findings that stand in the way of a step; what is not known stands in the way too."""
    return [f for f in findings if f.guards_step(step, Effect.BLOCKS) and not f.is_settled]


def warning(findings: Iterable[Finding], step: Step) -> list[Finding]:
    """The findings to look at before a step, which don't stop it."""
    return [f for f in findings if f.guards_step(step, Effect.WARNS) and not f.is_settled]


def _seeing(facts: RoundFacts, findings: Iterable[Finding]) -> RoundFacts:
    """The facts with what was found so far."""
    wanting = tuple(finding.id for finding in findings if finding.state in NOT_HOLDING)
    return replace(facts, safety=replace(facts.safety, not_holding=wanting))


def _what_changed(check: Check, policy: Policy, policy_now: Policy | None) -> str:
    if policy_now is None:
        return ""
    changed = {difference.key for difference in policy.differences(policy_now)}
    if changed.isdisjoint(check.policy_keys):
        return ""
    return "This round keeps the policy it was opened with; the policy has changed since."
