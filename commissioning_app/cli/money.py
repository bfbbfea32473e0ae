"""Commands on money: sharing the pot, letters, and the award schedule."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commissioning_app.cli.opening import workspace
from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.money import pounds
from commissioning_app.translation import tr

if TYPE_CHECKING:
    from commissioning_app.domain.allocation import AllocationResult

LARGEST_FILE = 50_000_000


def allocate(words: argparse.Namespace) -> dict[str, Any]:
    """Share a round's pot; recorded only when asked for."""
    from commissioning_app.services.allocation import compute_allocation, record_recommendation

    with workspace(words) as app:
        if words.record:
            record_recommendation(
                app.services,
                round_code=words.round,
                method=words.method,
                seed=words.seed,
                reason=words.reason,
            )
        shared = compute_allocation(
            app.services, round_code=words.round, method=words.method, seed=words.seed
        )
    return {**_result(shared.result), "recorded": words.record, "unscored": list(shared.unscored)}


def allocate_file(words: argparse.Namespace) -> dict[str, Any]:
    """Share the pot that a plain file describes."""
    from commissioning_app.domain.allocation import WhenItDoesNotFit
    from commissioning_app.domain.allocation import allocate as share
    from commissioning_app.domain.allocation.plain_file import parse_problem

    path = Path(words.file)
    if not path.is_file():
        raise BadValue(tr("There is no file {file}.", file=path))
    if path.stat().st_size > LARGEST_FILE:
        raise BadValue(tr("{file} is too large to be an allocation file.", file=path.name))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadValue(tr("{file} is not text in UTF-8.", file=path.name)) from error
    problem = parse_problem(text)
    options = problem.options
    if words.option:
        options = replace(options, option=WhenItDoesNotFit(words.option))
    if words.seed is not None:
        options = replace(options, seed=words.seed)
    return _result(share(replace(problem, options=options), words.method))


def letters(words: argparse.Namespace) -> dict[str, Any]:
    """One letter an EOI, wholly or not at all."""
    from commissioning_app.bootstrap import letter_press
    from commissioning_app.services.letters import make_letters

    with workspace(words) as app:
        made = make_letters(
            app.services,
            press=letter_press(),
            round_code=words.round,
            folder=Path(words.out),
            large_print=words.large_print,
            text=words.text,
        )
    return {
        "letters": made.letters,
        "text": [tr("{count} letters are in {folder}.", count=made.letters, folder=words.out)],
    }


def schedule(words: argparse.Namespace) -> dict[str, Any]:
    """The award schedule as .xlsx or .csv."""
    from commissioning_app.bootstrap import schedule_files
    from commissioning_app.services.schedule import export_schedule

    with workspace(words) as app:
        made = export_schedule(
            app.services, files=schedule_files(), round_code=words.round, path=Path(words.out)
        )
    return {
        "lines": made.lines,
        "total_pence": made.total_pence,
        "sha256": made.sha256,
        "reconciles": made.reconciles,
        "files": [str(path) for path in made.files],
        "text": [
            made.sentence,
            tr(
                "{count} lines, {total}, are in {file}.",
                count=made.lines,
                total=pounds(made.total_pence),
                file=words.out,
            ),
        ],
    }


def _result(result: AllocationResult) -> dict[str, Any]:
    """An allocation as the command line's JSON has it, with lines for people."""
    from commissioning_app.domain.allocation.plain_file import plain_result

    lines = [
        f"{award.reference:<12} {pounds(award.amount_pence):>12}  {award.why}" for award in result.awards
    ]
    shared = tr(
        "{shared} of {pot} is shared by {method}.",
        shared=pounds(result.allocated_pence),
        pot=pounds(result.pot_pence),
        method=result.method,
    )
    return {**plain_result(result), "text": [*lines, shared]}
