"""The command that writes the frameworks report, with the board's pages first."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from commissioning_app.cli.opening import workspace
from commissioning_app.cli.rounds import finding_keys
from commissioning_app.translation import tr


def report(words: argparse.Namespace) -> dict[str, Any]:
    """A round read through every framework as one PDF, wholly or not at all."""
    from commissioning_app.bootstrap import report_press
    from commissioning_app.services.reports import write_report

    with workspace(words) as app:
        made = write_report(app.services, press=report_press(), round_code=words.round, path=Path(words.out))
    return {
        "file": str(made.file),
        "pages": made.pages,
        "sha256": made.sha256,
        "findings": [finding_keys(finding) for finding in made.findings],
        "text": [
            made.sentence,
            tr("The report of {count} pages is in {file}.", count=made.pages, file=words.out),
        ],
    }
