"""The command that makes a round's application form."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commissioning_app.cli.opening import workspace
from commissioning_app.translation import tr

if TYPE_CHECKING:
    from commissioning_app.services.forms import FormMade


def _about_you(made: FormMade) -> list[str]:
    if made.about_you_file is not None:
        return [tr("The sheet “About you” is in {file}. Hand out both.", file=made.about_you_file)]
    return [tr("The sheet “About you” is in the same workbook.")] if made.has_about_you else []


def form(words: argparse.Namespace) -> dict[str, Any]:
    """The round's application form as a file to hand out."""
    from commissioning_app.bootstrap import form_files
    from commissioning_app.domain.application_forms.identity import FormKind
    from commissioning_app.services.forms import make_form

    with workspace(words) as app:
        made = make_form(
            app.services,
            round_code=words.round,
            kind=FormKind(words.kind),
            files=form_files(),
            path=Path(words.out),
            large_print=words.large_print,
        )
    said = tr(
        "The form of {code}, version {version}, is in {file}.",
        code=words.round,
        version=made.form_version,
        file=words.out,
    )
    return {
        "file": str(made.file),
        "about_you_file": str(made.about_you_file) if made.about_you_file else None,
        "kind": made.kind.value,
        "form_version": made.form_version,
        "size": made.size,
        "sha256": made.sha256,
        "text": [said, *_about_you(made)],
    }
