"""Commands on EOIs: importing them, and the panel's scores."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commissioning_app.cli.opening import workspace
from commissioning_app.cli.run import Refused
from commissioning_app.domain.money import pounds
from commissioning_app.translation import tr, tr_count

if TYPE_CHECKING:
    from commissioning_app.domain.importing import Problem
    from commissioning_app.services.import_report import ImportReport


def import_eois(words: argparse.Namespace) -> dict[str, Any]:
    """Read EOIs from a workbook into a round."""
    from commissioning_app.bootstrap import spreadsheets
    from commissioning_app.services.import_report import ImportRefused
    from commissioning_app.services.importing import chosen_columns
    from commissioning_app.services.importing import import_eois as run_import

    chosen = chosen_columns(words.map)
    with workspace(words) as app:
        try:
            report = run_import(
                app.services,
                round_code=words.round,
                source=Path(words.file),
                spreadsheets=spreadsheets(),
                sheet=words.sheet,
                chosen=chosen,
                dry_run=words.dry_run,
                strict=words.strict,
            )
        except ImportRefused as error:
            sentences = [str(error), *(_sentence(problem) for problem in error.report.problems)]
            raise Refused(sentences, error.report.as_json()) from error
    sentences = [_sentence(problem) for problem in report.problems]
    if report.rows and report.rejected == report.rows:
        raise Refused([tr("No row could be imported."), *sentences], report.as_json())
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return {**report.as_json(), "text": _text(report)}


def _sentence(problem: Problem) -> str:
    place = tr("{sheet}, row {row}", sheet=problem.sheet, row=problem.row)
    return (
        f"{place}, {problem.column}: {problem.problem}" if problem.column else f"{place}: {problem.problem}"
    )


def _text(report: ImportReport) -> list[str]:
    first = tr(
        "{rows} rows: {imported} imported, {updated} updated, {unchanged} unchanged, {rejected} rejected.",
        rows=report.rows,
        imported=report.imported,
        updated=report.updated,
        unchanged=report.unchanged,
        rejected=report.rejected,
    )
    lines = [
        first,
        tr("Asked for in all: {money}.", money=pounds(report.requested_pence)),
        tr_count("{count} organisation.", "{count} organisations.", report.organisations),
    ]
    if report.interpretations:
        lines.append(
            tr_count(
                "{count} value had to be interpreted; --json lists it.",
                "{count} values had to be interpreted; --json lists them.",
                len(report.interpretations),
            )
        )
    for pair in report.likely_duplicates:
        what = {"first": pair.first_name, "second": pair.second_name, "why": pair.why}
        lines.append(tr("Perhaps the same: “{first}” and “{second}” ({why}).", **what))
    if report.is_dry_run:
        lines.append(tr("This was a dry run: nothing was kept."))
    return lines


def scores(words: argparse.Namespace) -> dict[str, Any]:
    """The panel's results of a round."""
    from commissioning_app.services.panel_scores import panel_scores

    with workspace(words) as app:
        result = panel_scores(app.services, round_code=words.round)
    return result.as_json()
