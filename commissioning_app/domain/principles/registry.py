"""The shape of a check's function; each family lists its own under their ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.principles.findings import Answer
from commissioning_app.domain.principles.policy import Policy

CheckFunction = Callable[[RoundFacts, Policy], Answer]
Checks = Mapping[str, CheckFunction]
