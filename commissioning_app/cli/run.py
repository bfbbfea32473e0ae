"""Runs one command: finds its function, opens the workspace, and turns errors into sentences."""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, TextIO

from commissioning_app.cli.parser import parse
from commissioning_app.domain.errors import CommissioningError, Problems, StepBlocked
from commissioning_app.translation import tr

log = logging.getLogger(__name__)

_STEERING = dict.fromkeys(
    {*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)} - {9, 10}
)


class Refused(Exception):
    """A command found problems: they are printed, and what it has to say still goes out as JSON."""

    def __init__(self, problems: Sequence[str], result: Mapping[str, Any] | None = None) -> None:
        super().__init__(" ".join(problems))
        self.problems = list(problems)
        self.result = dict(result or {})


def run(arguments: Sequence[str]) -> int:
    """Run one command; 0 done, 1 refused or wrong input, 2 wrong usage (argparse leaves by itself)."""
    words = parse(arguments)
    module, _, name = words.handler.partition(":")
    command = getattr(importlib.import_module(f"commissioning_app.cli.{module}"), name)
    try:
        result = command(words)
    except Refused as error:
        return _refuse(words, error.problems, error.result)
    except (Problems, StepBlocked) as error:
        return _refuse(words, list(error.problems), {})
    except CommissioningError as error:
        return _refuse(words, [str(error)], {})
    except KeyboardInterrupt:
        return _refuse(words, [tr("Stopped. Nothing was kept.")], {})
    except OSError as error:
        return _refuse(words, [_about_file(error)], {})
    except Exception:
        log.exception("a command failed unexpectedly")
        return _refuse(
            words, [tr("Something went wrong that should not. Nothing was kept; the log says more.")], {}
        )
    return 0 if _print(_lines(words, result)) else 1


def _about_file(error: OSError) -> str:
    what = error.strerror or str(error)
    return f"{error.filename}: {what}." if error.filename else f"{what}."


def _refuse(words: argparse.Namespace, problems: list[str], result: dict[str, Any]) -> int:
    tell(problems)
    if words.json:
        _print([json.dumps({"problems": problems, **result}, ensure_ascii=False)])
    return 1


def _lines(words: argparse.Namespace, result: Mapping[str, Any]) -> Sequence[str]:
    """The result as one JSON object, or its ``text`` as lines for people."""
    if words.json:
        body = {key: value for key, value in result.items() if key != "text"}
        return [json.dumps(body, ensure_ascii=False)]
    lines: Sequence[str] = result.get("text", ())
    return [for_terminals(line) for line in lines]


def for_terminals(text: str) -> str:
    """Text that steers no terminal: without control characters and signs that turn the reading round."""
    return text.translate(_STEERING)


def _print(lines: Sequence[str]) -> bool:
    """Print lines; False, with a sentence, where they can't be written. Nobody reading on is no fault."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except OSError as error:
        _let_go_of(sys.stdout)
        if isinstance(error, BrokenPipeError):
            return True
        sorry = tr("The work is done, but the answer can't be written.")
        tell([f"{sorry} {_about_file(error)}"])
        return False
    return True


def tell(sentences: Sequence[str]) -> None:
    """Print sentences to whoever watches standard error; where nobody can, the work is no worse for it."""
    try:
        for sentence in sentences:
            print(for_terminals(sentence), file=sys.stderr)
        sys.stderr.flush()
    except OSError:
        _let_go_of(sys.stderr)


def _let_go_of(stream: TextIO) -> None:
    """What still waits in a stream goes nowhere, or Python would try again as it leaves."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
