"""A round's form as applicants would see it, also before its design is saved; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commissioning_app.domain.application_forms.design import ApplicationForm, design_form
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.roles import can_read_rounds
from commissioning_app.services.about_you_forms import about_you_form, asks_about_you
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import round_by_code, the_workspace
from commissioning_app.services.permissions import require


def preview_form(
    context: ServiceContext, *, round_code: str, design: Mapping[str, Any]
) -> tuple[ApplicationForm, ...]:
    """The form as it would be if ``design`` were saved, then the sheet that goes out with it, if one does."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        would_be = replace(round_by_code(uow, round_code), **design)
        funder = the_workspace(uow).funder_name
    form = design_form(would_be, funder=funder, made_at=context.clock.now())
    form = replace(form, has_sheet_apart=asks_about_you(would_be))
    return (form, about_you_form(form, FormKind.HTML)) if form.has_sheet_apart else (form,)
