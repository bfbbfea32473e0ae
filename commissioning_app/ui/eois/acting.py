"""Why a button of an EOI can't be pressed now."""

from __future__ import annotations

from commissioning_app.domain.roles import Actor, can_approve, can_handle_eois
from commissioning_app.services.queries.eois import EoiPage
from commissioning_app.translation import tr


def why_not(verb: str, page: EoiPage, actor: Actor) -> str:
    """Why a button of this EOI can't be pressed now; "" when it can."""
    if verb in page.can:
        return ""
    if verb == "agree_late":
        if not can_approve(actor):
            return tr("An approver agrees to take a late EOI. Choose another person in Settings, or ask one.")
        return tr("Late EOIs are taken while eligibility is decided: until everybody has scored.")
    if not can_handle_eois(actor):
        return tr("Officers do this. Choose another person in Settings, or ask one.")
    if verb == "edit_eoi":
        return tr("It is scored or decided: it stays as it was sent.")
    if verb == "find_ineligible" and not page.rules:
        return tr(
            "This round has published no rule that an EOI could be ruled out by. Rules stand under Form."
        )
    return tr("The round is not at a step where this is decided.")
