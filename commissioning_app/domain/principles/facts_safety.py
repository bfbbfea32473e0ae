"""What the checks read of actions, due diligence and subsidy control."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ActionFact:
    """One action: which check it is about, whether it has an owner and a day, whether it is done."""

    check_id: str
    is_owned: bool
    is_done: bool = False


@dataclass(frozen=True)
class SafetyFacts:
    """Actions about findings, and what was checked of those to be funded."""

    actions: tuple[ActionFact, ...] = ()
