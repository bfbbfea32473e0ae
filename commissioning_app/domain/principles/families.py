"""Every check's function by id, gathered from the families."""

from __future__ import annotations

from commissioning_app.domain.principles import (
    accountable,
    core,
    core_awards,
    core_terms,
    data,
    duties,
    monitoring_checks,
    needs,
    panel,
    panel_care,
    safety,
    simple,
    simple_form,
    simple_offer,
    together,
    trusting,
    trusting_after,
)
from commissioning_app.domain.principles.registry import Checks

ALL_CHECKS: Checks = {
    **trusting.CHECKS,
    **trusting_after.CHECKS,
    **needs.CHECKS,
    **simple.CHECKS,
    **simple_form.CHECKS,
    **simple_offer.CHECKS,
    **core.CHECKS,
    **core_awards.CHECKS,
    **core_terms.CHECKS,
    **panel.CHECKS,
    **panel_care.CHECKS,
    **data.CHECKS,
    **monitoring_checks.CHECKS,
    **together.CHECKS,
    **duties.CHECKS,
    **accountable.CHECKS,
    **safety.CHECKS,
}
