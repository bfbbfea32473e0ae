"""Sharing a pot: a problem, a method by name, a result that explains every amount."""

from __future__ import annotations

from commissioning_app.domain.allocation import fair_shares, ranked
from commissioning_app.domain.allocation.comparison import MethodFigures, compare
from commissioning_app.domain.allocation.exact import exact
from commissioning_app.domain.allocation.problem import (
    AllocationEoi,
    AllocationProblem,
    AllocationProblemInvalid,
    Completion,
    MethodOptions,
    RingFence,
    Satisfaction,
    WhenItDoesNotFit,
)
from commissioning_app.domain.allocation.registry import (
    AllocationRuleBroken,
    Method,
    UnknownMethod,
    allocate,
    method_named,
    methods,
    register,
)
from commissioning_app.domain.allocation.result import (
    AllocatedEoi,
    AllocationResult,
    Reason,
    RingFenceReport,
)

__all__ = [
    "AllocatedEoi",
    "AllocationEoi",
    "AllocationProblem",
    "AllocationProblemInvalid",
    "AllocationResult",
    "AllocationRuleBroken",
    "Completion",
    "Method",
    "MethodFigures",
    "MethodOptions",
    "Reason",
    "RingFence",
    "RingFenceReport",
    "Satisfaction",
    "UnknownMethod",
    "WhenItDoesNotFit",
    "allocate",
    "compare",
    "exact",
    "method_named",
    "methods",
    "register",
]

register(
    Method(
        fair_shares.NAME,
        "Fair shares",
        "Everyone who comes in gets their minimum, their ask, or the same equal share.",
        fair_shares.fair_shares,
    )
)
register(
    Method(
        ranked.NAME,
        "Ranked",
        "In the order of panel scores, each in full, until the pot ends.",
        ranked.ranked,
    )
)
