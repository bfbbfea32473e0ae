"""Reads a workbook through a worker process, so that no file can harm or hold up the application."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

from commissioning_app.domain.application_forms.identity import FormKind, stamp_from
from commissioning_app.domain.forms import Question
from commissioning_app.domain.importing import CannotRead, FilledForm, Matching, Sheet, Table, Workbook
from commissioning_app.domain.importing.tables import FIRST_FORM_ROW, ApartCopy
from commissioning_app.spreadsheets.headers import find_table
from commissioning_app.spreadsheets.limits import MEGABYTE, Limits
from commissioning_app.spreadsheets.matching import match_columns

WORKER_ARGUMENT = "--read-workbook"
"""What a bundled application is started with to be the worker."""

POLL_SECONDS = 0.02
TOO_SLOW = (
    "Reading this workbook took more than {seconds:g} seconds and was stopped. It may hold far more "
    "than EOIs. Copy the EOIs alone into a new workbook and save that."
)
TOO_BIG = (
    "Reading this workbook takes too much memory. It may have values far away from the table. "
    "Copy the EOIs alone into a new workbook and save that."
)
_BOOT = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from commissioning_app.spreadsheets.worker import main; main()"
)


class SpreadsheetReader:
    """The Spreadsheets port over a worker process."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()

    def read(self, path: Path, *, check: Callable[[], None] | None = None) -> Workbook:
        """Read a whole file; ``check`` is called often and may raise to stop."""
        path = Path(path).absolute()
        if not path.is_file():
            raise CannotRead(f"There is no file {path.name} in {path.parent}. Check the name.")
        answer = _ask_worker(path, self.limits, check or _go_on)
        if "refused" in answer:
            raise CannotRead(f"{path.name} can't be read. {answer['refused']}")
        return Workbook(
            name=path.name,
            sheets=tuple(_sheet(raw) for raw in answer["sheets"]),
            sha256=answer["sha256"],
            is_text=answer["is_text"],
            uses_1904_dates=answer.get("uses_1904_dates", False),
            described=answer.get("described", ""),
            forms=_forms(path.name, answer),
            apart=_apart(path.name, answer),
        )

    def find_table(
        self,
        workbook: Workbook,
        *,
        sheet: str | None = None,
        header_row: int | None = None,
        questions: Sequence[Question] = (),
        also_known: Sequence[str] = (),
    ) -> Table:
        """The table under its header row."""
        return find_table(
            workbook, sheet=sheet, header_row=header_row, questions=questions, also_known=also_known
        )

    def match_columns(
        self,
        table: Table,
        *,
        questions: Sequence[Question] = (),
        chosen: Mapping[str, str] | None = None,
        remembered: Mapping[str, str] | None = None,
    ) -> Matching:
        """A field for each column."""
        return match_columns(table, questions=questions, chosen=chosen, remembered=remembered)


def _go_on() -> None:
    """Nobody waits to cancel."""


def worker_command(request: str) -> list[str]:
    """How to start the worker, from a Python installation or from a bundle."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_ARGUMENT, request]
    root = str(Path(__file__).resolve().parents[2])
    return [sys.executable, "-I", "-c", _BOOT, root, request]


def _ask_worker(path: Path, limits: Limits, check: Callable[[], None]) -> dict[str, Any]:
    request = json.dumps({"path": str(path), "limits": asdict(limits)})
    worker = subprocess.Popen(
        worker_command(request), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    pieces: list[bytes] = []
    listener = threading.Thread(
        target=_listen, args=(worker, pieces, limits.answer_mb * MEGABYTE), daemon=True
    )
    listener.start()
    until = time.monotonic() + limits.seconds
    try:
        while listener.is_alive():
            listener.join(POLL_SECONDS)
            check()
            if time.monotonic() > until:
                raise CannotRead(f"{path.name} can't be read. {TOO_SLOW.format(seconds=limits.seconds)}")
    finally:
        worker.kill()
        code = worker.wait()
        listener.join()
        if worker.stdout is not None:
            worker.stdout.close()
    return _understood(b"".join(pieces), code, path)


def _listen(worker: subprocess.Popen[bytes], pieces: list[bytes], most: int) -> None:
    """Gather the worker's answer, up to a bound."""
    size = 0
    assert worker.stdout is not None
    while size <= most and (piece := worker.stdout.read(MEGABYTE)):
        pieces.append(piece)
        size += len(piece)
    if size > most:
        pieces[:] = [json.dumps({"refused": TOO_BIG}).encode()]


def _understood(answer: bytes, code: int, path: Path) -> dict[str, Any]:
    try:
        understood = json.loads(answer)
    except ValueError as error:
        # The worker was ended by a bound of its own, or by the parser giving up for want of memory.
        sentence = TOO_BIG if code else "The reader stopped without an answer. Try again."
        raise CannotRead(f"{path.name} can't be read. {sentence}") from error
    if not isinstance(understood, dict):
        raise CannotRead(f"{path.name} can't be read.")
    return understood


def _forms(file: str, answer: Mapping[str, Any]) -> tuple[FilledForm, ...]:
    raw = answer.get("form")
    if raw is None:
        return ()
    return (
        FilledForm(
            file=file,
            sha256=answer["sha256"],
            kind=FormKind(raw["kind"]),
            stamp=stamp_from(raw["stamp"]),
            asked=raw["asked"],
            read_as=tuple(tuple(one) for one in raw["read_as"]),
            is_finished=raw["finished"],
        ),
    )


def _apart(file: str, answer: Mapping[str, Any]) -> tuple[ApartCopy, ...]:
    raw = answer.get("apart")
    if raw is None:
        return ()
    kind = FormKind(raw.get("kind", FormKind.XLSX))
    form_row = FIRST_FORM_ROW if answer["sheets"] else 0
    if "refused" in raw:
        return (ApartCopy(file, kind, None, form_row=form_row, refused=raw["refused"]),)
    return (
        ApartCopy(
            file=file,
            kind=kind,
            stamp=stamp_from(raw["stamp"]),
            answers=raw["answers"],
            organisation=raw["organisation"],
            title=raw["title"],
            form_row=form_row,
        ),
    )


def _sheet(raw: Mapping[str, Any]) -> Sheet:
    columns = raw.get("columns", [])
    for key, how in raw.get("dated", {}).items():
        column = columns[int(key)]
        if how == "all":
            columns[int(key)] = [cell and _moment(cell) for cell in column]
        else:
            columns[int(key)] = [_moment(cell[0]) if type(cell) is list else cell for cell in column]
    return Sheet(
        name=raw["name"],
        columns=tuple(columns),
        visible=raw.get("visible", True),
        marks={(row, column): mark for row, column, mark in raw.get("marks", ())},
        merged=tuple(tuple(box) for box in raw.get("merged", ())),
        refused=raw.get("refused", ""),
        fields=tuple(raw.get("fields", ())),
    )


def _moment(text: str) -> date | datetime | time_of_day:
    if len(text) == 10:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text) if "T" in text else time_of_day.fromisoformat(text)
