"""A round's application form, made as a file to hand out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from commissioning_app.domain.application_forms.design import ApplicationForm, design_form
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.application_forms.versions import WentOut
from commissioning_app.domain.errors import StepRefused
from commissioning_app.domain.roles import can_handle_eois
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.about_you_forms import about_you_form, about_you_path, asks_about_you
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.form_versions import keep_version
from commissioning_app.services.lookups import round_by_code, the_workspace
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.forms import FormFiles
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.whole_files import write_whole

HANDS_OUT = frozenset({RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED, RoundState.SCORING})
"""A draft's form says that it is one; after closing, one may still be needed for a late EOI."""


@dataclass(frozen=True)
class FormMade:
    """The files that were written; ``about_you_file`` is None where the sheet is in the form's own file."""

    file: Path
    kind: FormKind
    form_version: int
    size: int
    sha256: str
    about_you_file: Path | None = None
    has_about_you: bool = False


def read_form(context: ServiceContext, *, round_code: str) -> ApplicationForm:
    """The form of a round as it would be handed out now."""
    require(context.actor, can_handle_eois)
    with context.reading() as uow:
        return _form(context, uow, round_code)


def make_form(
    context: ServiceContext,
    *,
    round_code: str,
    kind: FormKind,
    files: FormFiles,
    path: Path,
    large_print: bool = False,
) -> FormMade:
    """Write the form, with its sheet “About you” where one goes out: all of it or nothing.

    In a workbook that is a sheet of its own, else a file beside the form. Raises StepRefused once a round
    takes no EOIs.
    """
    require(context.actor, can_handle_eois)
    with context.unit_of_work() as uow:
        form = _form(context, uow, round_code)
        contents = _contents(form, kind, files, path, large_print=large_print)
        content = contents[path]
        digest = hashlib.sha256(content).hexdigest()
        round_ = round_by_code(uow, round_code)
        keep_version(uow, context, round_, WentOut.HANDED_OUT)
        record(
            uow,
            context,
            action="form made",
            subject_kind="round",
            subject_id=form.stamp.round_id,
            round_id=round_.id,
            after={
                "kind": kind,
                "form_version": form.stamp.form_version,
                "questions": form.stamp.digest,
                "large_print": large_print,
                "file": path.name,
                "sha256": digest,
                "about_you": form.has_sheet_apart,
            },
        )
        write_whole(contents)
        uow.commit()
    beside = next((one for one in contents if one != path), None)
    version = form.stamp.form_version
    return FormMade(path, kind, version, len(content), digest, beside, form.has_sheet_apart)


def _contents(
    form: ApplicationForm, kind: FormKind, files: FormFiles, path: Path, *, large_print: bool
) -> Mapping[Path, bytes]:
    """What is written where: the form, and a second file where the sheet apart can't be within the first."""
    apart = about_you_form(form, kind) if form.has_sheet_apart else None
    if kind is FormKind.XLSX:
        return {path: files.xlsx(form, apart=apart, large_print=large_print)}
    write = files.pdf if kind is FormKind.PDF else files.html
    contents = {path: write(form, large_print=large_print)}
    if apart is not None:
        contents[about_you_path(path)] = write(apart, large_print=large_print)
    return contents


def _form(context: ServiceContext, uow: UnitOfWork, round_code: str) -> ApplicationForm:
    round_ = round_by_code(uow, round_code)
    if round_.state not in HANDS_OUT:
        raise StepRefused(f"The round {round_.code} is {round_.state}: there is no form to hand out now.")
    form = design_form(round_, funder=the_workspace(uow).funder_name, made_at=context.clock.now())
    return replace(form, has_sheet_apart=asks_about_you(round_))
