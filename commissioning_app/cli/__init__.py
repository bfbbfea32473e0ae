"""The command line: the same services as the window, without loading Qt."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns 0 done, 1 refused or wrong input, 2 wrong usage."""
    from commissioning_app.cli.run import run

    return run(arguments)
