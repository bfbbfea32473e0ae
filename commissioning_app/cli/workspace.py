"""Commands on the workspace itself: demo, backup, restore, verify."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from commissioning_app.cli.opening import place_of, workspace
from commissioning_app.cli.run import Refused
from commissioning_app.domain.money import pounds
from commissioning_app.domain.roles import can_back_up
from commissioning_app.services.permissions import require
from commissioning_app.services.workspace import TrailCheck, verify_trail
from commissioning_app.translation import tr


def backup(words: argparse.Namespace) -> dict[str, Any]:
    """Write a backup, then prove that its trail and sums hold."""
    from commissioning_app.bootstrap import back_up, open_app

    with workspace(words) as app:
        require(app.actor, can_back_up)
        back_up(app.place, Path(words.out))
    copy = open_app(words.out)
    try:
        return _answer(verify_trail(copy.services), tr("The backup is in {file}.", file=words.out))
    finally:
        copy.close()


def restore(words: argparse.Namespace) -> dict[str, Any]:
    """Make a workspace from a backup, then prove that its trail and sums hold."""
    from commissioning_app.bootstrap import open_app, restore_backup

    restore_backup(Path(words.file), place_of(words))
    app = open_app(place_of(words))
    try:
        return _answer(
            verify_trail(app.services), tr("The workspace is restored to {place}.", place=place_of(words))
        )
    finally:
        app.close()


def verify(words: argparse.Namespace) -> dict[str, Any]:
    """Walk the trail and add up the money; problems leave with exit code 1."""
    with workspace(words) as app:
        return _answer(verify_trail(app.services), "")


def _answer(check: TrailCheck, sentence: str) -> dict[str, Any]:
    result = {"ok": check.ok, "entries": check.entries, "problems": list(check.problems)}
    if not check.ok:
        raise Refused(check.problems, result)
    holds = tr("The trail holds: {entries} entries. The sums hold too.", entries=check.entries)
    return {**result, "text": [line for line in (sentence, holds) if line]}


def demo(words: argparse.Namespace) -> dict[str, Any]:
    """Run the whole sample round into a folder: EOIs, letters, award schedule."""
    from commissioning_app.sample_round import run_demo

    made = run_demo(Path(words.out), place=words.workspace)
    what = {
        "eois": made["eois"],
        "awarded": made["awarded"],
        "money": pounds(made["awarded_pence"]),
        "pot": pounds(made["pot_pence"]),
    }
    return {
        **made,
        "text": [
            tr("The sample round is done: {eois} EOIs, {awarded} awards, {money} of {pot}.", **what),
            tr("{count} files are in {folder}.", count=len(made["files"]), folder=words.out),
        ],
    }
