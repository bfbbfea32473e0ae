"""Importing EOIs from anybody's workbook: look at it first, then take it in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from commissioning_app.domain.application_forms.gathering import gather_forms
from commissioning_app.domain.awards import ImportMapping
from commissioning_app.domain.errors import BadValue, StepRefused
from commissioning_app.domain.importing import (
    CannotRead,
    ImportedTable,
    Matching,
    Problem,
    Table,
    Workbook,
    interpret,
)
from commissioning_app.domain.monitoring.matching import Match
from commissioning_app.domain.roles import can_handle_eois
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.about_you_import import (
    ChosenLabels,
    answers_of_rows,
    labels_to_look_at,
    take_about_you,
    without_what_is_apart,
)
from commissioning_app.services.audit import plain, record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.form_versions import known_questions
from commissioning_app.services.import_forms import Remark, by_file, promised_files, remarks_on
from commissioning_app.services.import_kept import keep_the_rest, without_kept
from commissioning_app.services.import_report import ImportRefused, ImportReport, report_on_sheets_apart
from commissioning_app.services.import_run import Outcome, take_rows
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.progress import Progress, nobody_watches
from commissioning_app.services.ports.spreadsheets import Spreadsheets
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.translation import tr

TAKES_IMPORTS = frozenset({RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED, RoundState.SCORING})
"""Until moderation; an EOI that came after the closing day is late."""


@dataclass(frozen=True)
class ImportPreview:
    """A workbook as it would be taken: its table, each column's field, and the rows as understood.

    ``imported`` is None while a needed column has no field; ``missing`` then says which. ``remarks`` are to
    be read before anything is taken: another round's form, an older version's, an answer that is too long.
    ``labels`` are those of columns about people, which are kept apart from the EOIs: each once, of no row.
    """

    workbook: Workbook
    table: Table
    matching: Matching
    imported: ImportedTable | None
    missing: str = ""
    remarks: tuple[Remark, ...] = ()
    labels: tuple[Match, ...] = ()


def chosen_columns(options: Sequence[str]) -> dict[str, str]:
    """Column to field from ``column=field`` texts, split at the last "="; no field leaves a column out."""
    chosen: dict[str, str] = {}
    for option in options:
        column, sign, field = option.rpartition("=")
        if not sign or not column.strip():
            raise BadValue(f'“{option}” is not a choice of column. Write it like --map "Column=field".')
        chosen[column.strip()] = field.strip()
    return chosen


def open_workbook(
    context: ServiceContext, *, path: Path, spreadsheets: Spreadsheets, progress: Progress = nobody_watches
) -> Workbook:
    """Read a file, bounded in time and memory; nothing is kept of it."""
    require(context.actor, can_handle_eois)
    return _read(path, spreadsheets, progress)


def open_forms(
    context: ServiceContext,
    *,
    paths: Sequence[Path],
    spreadsheets: Spreadsheets,
    progress: Progress = nobody_watches,
) -> Workbook:
    """Read several filled forms as one workbook, a row for each; it names those that can't be read.

    Raises CannotRead when none of them is a form of ours.
    """
    require(context.actor, can_handle_eois)
    return _read_all(paths, spreadsheets, progress)


def preview_import(
    context: ServiceContext,
    *,
    round_code: str,
    workbook: Workbook,
    spreadsheets: Spreadsheets,
    sheet: str | None = None,
    header_row: int | None = None,
    chosen: Mapping[str, str] | None = None,
) -> ImportPreview:
    """How a workbook would be taken into a round; changes nothing."""
    require(context.actor, can_handle_eois)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        return _understand(uow, round_, workbook, spreadsheets, sheet, header_row, chosen or {})


def import_eois(
    context: ServiceContext,
    *,
    round_code: str,
    source: Path | Workbook | Sequence[Path],
    spreadsheets: Spreadsheets,
    sheet: str | None = None,
    header_row: int | None = None,
    chosen: Mapping[str, str] | None = None,
    labels: ChosenLabels | None = None,
    dry_run: bool = False,
    strict: bool = False,
    progress: Progress = nobody_watches,
) -> ImportReport:
    """Take the good rows of a file in one transaction; ``strict`` takes all rows or none.

    Several files are filled forms, and are taken together. What a file says about people is kept apart;
    ``labels`` says which group each of its labels means.

    Raises CannotRead when the file is no table of EOIs, ImportRefused when ``strict`` finds a problem.
    """
    require(context.actor, can_handle_eois)
    with context.reading() as uow:
        _ensure_takes_imports(round_by_code(uow, round_code))
    workbook = source if isinstance(source, Workbook) else _read_source(source, spreadsheets, progress)
    if not workbook.sheets and workbook.apart:
        return _import_sheets_apart(context, round_code, workbook, dry_run=dry_run)
    with context.reading() as uow:
        round_ = round_by_code(uow, round_code)
        seen = _understand(uow, round_, workbook, spreadsheets, sheet, header_row, chosen or {})
    if seen.imported is None:
        raise CannotRead(seen.missing)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        _ensure_takes_imports(round_)
        eois_alone = without_what_is_apart(seen.matching)
        outcome = take_rows(context, uow, round_, seen.imported, eois_alone, workbook, progress)
        of_rows = tuple(answers_of_rows(seen.table, seen.matching, labels or {}))
        outcome.about_you = take_about_you(context, uow, round_, workbook, eois=outcome.eois, of_rows=of_rows)
        report = _report(seen, outcome, dry_run)
        report = replace(report, promised=promised_files(round_, workbook, seen.imported))
        if strict and report.problems:
            raise ImportRefused(_refusal(report), _nothing_taken(report))
        if not dry_run and outcome.changes_something:
            if outcome.changes_eois:
                _record(context, uow, round_, seen, outcome, report)
            _remember(uow, seen, chosen or {})
            progress(report.rows, report.rows, tr("Saving"))
            uow.commit()
    return report


def _import_sheets_apart(
    context: ServiceContext, round_code: str, workbook: Workbook, *, dry_run: bool
) -> ImportReport:
    """Sheets “About you” without a form: each goes with an EOI that is there already."""
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        _ensure_takes_imports(round_)
        taken = take_about_you(context, uow, round_, workbook, eois={})
        if not taken.taken and not taken.unchanged:
            raise CannotRead(" ".join([*taken.left_out, *(sentence for _, sentence in workbook.unread)]))
        if not dry_run and taken.taken:
            uow.commit()
    return report_on_sheets_apart(workbook, taken, dry_run=dry_run)


def _read(path: Path, spreadsheets: Spreadsheets, progress: Progress) -> Workbook:
    message = tr("Reading {file}", file=path.name)
    progress(0, 0, message)
    check: Callable[[], None] = lambda: progress(0, 0, message)  # noqa: E731
    return spreadsheets.read(path, check=check)


def _read_source(source: Path | Sequence[Path], spreadsheets: Spreadsheets, progress: Progress) -> Workbook:
    paths = [source] if isinstance(source, Path) else list(source)
    return (
        _read(paths[0], spreadsheets, progress)
        if len(paths) == 1
        else _read_all(paths, spreadsheets, progress)
    )


def _read_all(paths: Sequence[Path], spreadsheets: Spreadsheets, progress: Progress) -> Workbook:
    """Each file in a process of its own, one after the other; what can't be read does not stop the rest."""
    read: list[Workbook] = []
    unread: list[tuple[str, str]] = []
    for done, path in enumerate(paths):
        progress(done, len(paths), tr("Reading {file}", file=path.name))
        try:
            read.append(_read(path, spreadsheets, progress))
        except CannotRead as error:
            unread.append((path.name, str(error)))
    return gather_forms(read, unread)


def _ensure_takes_imports(round_: Round) -> None:
    if round_.state not in TAKES_IMPORTS:
        raise StepRefused(f"The round {round_.code} is {round_.state}: it takes no EOIs now.")


def _understand(
    uow: UnitOfWork,
    round_: Round,
    workbook: Workbook,
    spreadsheets: Spreadsheets,
    sheet: str | None,
    header_row: int | None,
    chosen: Mapping[str, str],
) -> ImportPreview:
    questions = round_.questions
    chosen = without_kept(chosen, round_, workbook)
    table = spreadsheets.find_table(
        workbook, sheet=sheet, header_row=header_row, questions=questions, also_known=tuple(chosen)
    )
    matching = spreadsheets.match_columns(table, questions=questions, chosen=chosen)
    kept = uow.import_mappings.find(fingerprint=matching.sender)
    if kept is not None:
        matching = spreadsheets.match_columns(
            table, questions=questions, chosen=chosen, remembered=kept.mapping
        )
    if workbook.forms:
        known = known_questions(uow, round_)
        matching = keep_the_rest(round_, known, workbook, table, matching)
    imported: ImportedTable | None = None
    missing = ""
    labels = labels_to_look_at(table, matching)
    matching_of_eois = without_what_is_apart(matching)
    try:
        imported = interpret(table, matching_of_eois)
    except CannotRead as error:
        missing = str(error)
    remarks = remarks_on(round_, workbook, table, matching_of_eois, imported)
    return ImportPreview(workbook, table, matching, imported, missing, remarks, labels)


def _remember(uow: UnitOfWork, seen: ImportPreview, chosen: Mapping[str, str]) -> None:
    """Keep what a person chose for this sender's workbooks."""
    if not chosen:
        return
    mapping = {match.column: match.field for match in seen.matching.columns if match.is_chosen}
    kept = uow.import_mappings.find(fingerprint=seen.matching.sender)
    if kept is None:
        uow.import_mappings.add(ImportMapping(seen.matching.sender, mapping))
    elif {**kept.mapping, **mapping} != kept.mapping:
        kept.mapping = {**kept.mapping, **mapping}


def _report(seen: ImportPreview, outcome: Outcome, dry_run: bool) -> ImportReport:
    assert seen.imported is not None
    by_row = lambda note: note.row  # noqa: E731
    book = seen.workbook
    unread = [Problem(name, 0, "", "", sentence) for name, sentence in book.unread]
    problems = by_file(book, (*seen.imported.problems, *outcome.problems))
    remarks = (*seen.remarks, *outcome.remarks)
    notes = (*seen.imported.interpretations, *outcome.interpretations, *(one.note for one in remarks))
    return ImportReport(
        file=book.name,
        sheet=seen.table.sheet,
        header_row=seen.table.header_row,
        rows=seen.imported.row_count + len(unread),
        imported=len(outcome.imported),
        updated=len(outcome.updated),
        unchanged=outcome.unchanged,
        rejected=len(seen.imported.rejected) + len(outcome.rejected) + len(unread),
        requested_pence=outcome.requested_pence,
        organisations=outcome.organisations,
        problems=tuple(sorted((*unread, *problems), key=by_row)),
        interpretations=tuple(sorted(by_file(book, notes), key=by_row)),
        likely_duplicates=outcome.likely_duplicates,
        mapping=seen.matching.as_mapping(),
        is_dry_run=dry_run,
        forms=tuple(form.file for form in book.forms),
        remarks=(*(one.sentence for one in remarks if one.sentence), *outcome.about_you.left_out),
        about_you=outcome.about_you.taken,
        about_you_unchanged=outcome.about_you.unchanged,
    )


def _refusal(report: ImportReport) -> str:
    return (
        f"{report.rejected} of {report.rows} rows have problems, so nothing was imported. "
        "Mend them, or import the good rows only."
    )


def _nothing_taken(report: ImportReport) -> ImportReport:
    return replace(
        report, imported=0, updated=0, unchanged=0, rejected=report.rows, requested_pence=0, organisations=0
    )


def _forms(workbook: Workbook) -> dict[str, Any]:
    """Each filled form with what it was made for, by file."""
    if not workbook.forms:
        return {}
    return {
        "forms": {
            form.file: {
                "sha256": form.sha256,
                "kind": form.kind,
                "made_for": form.stamp and plain(form.stamp),
            }
            for form in workbook.forms
        }
    }


def _record(
    context: ServiceContext,
    uow: UnitOfWork,
    round_: Round,
    seen: ImportPreview,
    outcome: Outcome,
    report: ImportReport,
) -> None:
    """One entry for the whole import: counts, the file's digest, each EOI's digest, what was updated."""
    record(
        uow,
        context,
        action="EOIs imported",
        subject_kind="round",
        subject_id=round_.id,
        round_id=round_.id,
        before={"eois": outcome.before, "organisations": outcome.organisations_before},
        after={
            "file": {"name": report.file, "sha256": seen.workbook.sha256, "sheet": report.sheet},
            **_forms(seen.workbook),
            "rows": report.rows,
            "imported": report.imported,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "rejected": report.rejected,
            "requested_pence": report.requested_pence,
            "mapping": report.mapping,
            "digests": outcome.digests,
            "eois": outcome.after,
            "organisations": outcome.organisations_after,
            "organisations_added": [str(one) for one in outcome.organisations_added],
        },
        personal={"contacts": outcome.contacts} if outcome.contacts else None,
    )
