"""Every check's function by id, gathered from the families."""

from __future__ import annotations

from commissioning_app.domain.principles import core, panel, simple, trusting
from commissioning_app.domain.principles.registry import Checks

ALL_CHECKS: Checks = {**trusting.CHECKS, **simple.CHECKS, **core.CHECKS, **panel.CHECKS}
