"""Errors in the words of the work: each carries one plain sentence that can be shown as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class CommissioningError(Exception):
    """The root of every error that a person can mend; ``str(error)`` is the sentence to show."""


class BadValue(CommissioningError):
    """A value that was typed or read can't be taken; ``field`` names where it belongs."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Problems(CommissioningError):
    """Several things are wrong at once; ``problems`` holds one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


class NotFound(CommissioningError):
    """The thing that was asked for is not in this workspace."""


class NotAllowed(CommissioningError):
    """The person who acts does not have the role that this needs."""


class StepRefused(CommissioningError):
    """A round, EOI or award can't go from its state to the one asked for."""


class StepBlocked(CommissioningError):
    """Blocking principle checks stand in the way; ``finding_ids`` names them."""

    def __init__(self, message: str, *, finding_ids: Sequence[str], problems: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.finding_ids = tuple(finding_ids)
        self.problems = tuple(problems) or (message,)


class ScorerHasConflict(CommissioningError):
    """A member with a declared interest asked for the EOI of that organisation."""


class FourEyes(CommissioningError):
    """One person tried to do both halves of a step that needs two people."""


class StaleVersion(CommissioningError):
    """Somebody else saved first; ``theirs`` and ``yours`` hold both versions for showing."""

    def __init__(self, message: str, *, theirs: Mapping[str, Any], yours: Mapping[str, Any]) -> None:
        super().__init__(message)
        self.theirs = dict(theirs)
        self.yours = dict(yours)


class WorkspaceProblem(CommissioningError):
    """The workspace file or database can't be opened, read or written."""


class Cancelled(CommissioningError):
    """The person pressed Cancel; nothing of the work was kept."""
