"""Commands on EOIs: importing them, and the panel's scores."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commissioning_app.cli.opening import workspace
from commissioning_app.cli.run import Refused, tell
from commissioning_app.domain.money import pounds
from commissioning_app.translation import tr, tr_count

if TYPE_CHECKING:
    from commissioning_app.domain.importing import Problem
    from commissioning_app.domain.scoring import PanelScore
    from commissioning_app.services.import_report import ImportReport


def import_eois(words: argparse.Namespace) -> dict[str, Any]:
    """Read EOIs from a workbook, or from filled forms, into a round."""
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
                source=[Path(file) for file in words.file],
                spreadsheets=spreadsheets(),
                sheet=words.sheet,
                chosen=chosen,
                dry_run=words.dry_run,
                strict=words.strict,
            )
        except ImportRefused as error:
            sentences = [str(error), *_sentences(error.report)]
            raise Refused(sentences, error.report.as_json()) from error
    sentences = _sentences(report)
    if report.rows and report.rejected == report.rows and not report.about_you:
        raise Refused([tr("No row could be imported."), *sentences], report.as_json())
    tell(sentences)
    return {**report.as_json(), "text": _text(report)}


def _sentences(report: ImportReport) -> list[str]:
    """What is to be said of the import: remarks on filled forms, then each problem."""
    return [*report.remarks, *(_sentence(problem, bool(report.forms)) for problem in report.problems)]


def _sentence(problem: Problem, of_forms: bool) -> str:
    if of_forms and not problem.row:
        return problem.problem
    place = problem.sheet
    if not of_forms:
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
    if report.about_you:
        lines.append(
            tr_count(
                "What {count} organisation says of the people who lead it was put apart.",
                "What {count} organisations say of the people who lead them was put apart.",
                report.about_you,
            )
        )
    for pair in report.likely_duplicates:
        what = {"first": pair.first_name, "second": pair.second_name, "why": pair.why}
        lines.append(tr("Perhaps the same: “{first}” and “{second}” ({why}).", **what))
    if report.is_dry_run:
        lines.append(tr("This was a dry run: nothing was kept."))
    return lines


def scores(words: argparse.Namespace) -> dict[str, Any]:
    """The panel's results of a round; the statistics that are not worked out here stay null."""
    from commissioning_app.services.panel_scores import panel_scores
    from commissioning_app.services.queries.panel import panel_rows

    with workspace(words) as app:
        found = panel_scores(app.services, round_code=words.round)
        panel = panel_rows(app.services, round_code=words.round)
    return {
        "eois": [
            {
                "reference": reference,
                "scorers": score.scorers,
                "raw": None if score.raw is None else float(score.raw),
                "rank": score.rank,
                "adjusted": None,
                "expected_rank": None,
                "tie_band": None,
                "spread": dict(score.spread),
            }
            for reference, score in found.items()
        ],
        "agreement_alpha": None,
        "members": [
            {"name": row.name, "leniency": None}
            for row in panel
            if row.has_vote and not row.stepped_down_because
        ],
        "text": [_score_line(reference, score) for reference, score in found.items()]
        or [tr("No EOI has scores to show yet: they are shown when everybody has sent theirs.")],
    }


def _score_line(reference: str, score: PanelScore[str]) -> str:
    raw = tr("no score yet") if score.raw is None else f"{float(score.raw):.1f}"
    by = tr_count("{count} scorer", "{count} scorers", score.scorers)
    return f"{reference:<12} {raw:>12}  {by}"
