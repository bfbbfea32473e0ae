"""The word list: what comes with the application, and what a funder adds to it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.roles import can_keep_word_list, can_read_rounds
from commissioning_app.domain.wording_check import WordingRule, WordList, word_list_from
from commissioning_app.paths import resource
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import ensure_fresh, the_workspace
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork

MOST_RULES = 500
MOST_SIGNS = 400


@cache
def load_word_list() -> WordList:
    """The words that are worth another look, with a better wording and the reason."""
    return word_list_from(tomllib.loads(resource("wording.toml").read_text("utf-8")))


def word_list_of(uow: UnitOfWork) -> WordList:
    """The list that comes with the application with the workspace's own words after it."""
    rows = uow.workspaces.columns("own_words")
    own = rows[0][0] if rows else None
    return _with_own(json.dumps(own)) if own else load_word_list()


@lru_cache(maxsize=8)
def _with_own(rows: str) -> WordList:
    """The list with these rows after it; remembered, since making its patterns takes a while."""
    return load_word_list().with_more(own_rules(json.loads(rows)))


def own_rules(rows: Sequence[Mapping[str, Any]] | None) -> tuple[WordingRule, ...]:
    """A workspace's own rules, as they are stored."""
    return word_list_from({"word": [dict(row) for row in rows or ()]}).rules


def read_word_list(context: ServiceContext) -> WordList:
    """Every word that is looked for in this workspace; to be asked once, not at each key."""
    with context.reading() as uow:
        return word_list_of(uow)


def names_in(context: ServiceContext, *, text: str) -> tuple[str, ...]:
    """The names of organisations, the funder's too, that stand in a text: they are never flagged."""
    with context.reading() as uow:
        return names_among(uow, text)


def names_among(uow: UnitOfWork, text: str) -> tuple[str, ...]:
    """The same, within somebody's transaction."""
    known = [row[0] for row in uow.organisations.columns("name")]
    known += [row[0] for row in uow.workspaces.columns("funder_name")]
    written = " ".join(text.split()).casefold()
    return tuple(sorted(name for name in known if name.strip() and _plain(name) in written))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def read_own_rules(context: ServiceContext) -> tuple[tuple[WordingRule, ...], int]:
    """The workspace's own rules, and the version that they were read at."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        workspace = the_workspace(uow)
        return own_rules(workspace.own_words), workspace.version


def keep_own_rules(
    context: ServiceContext, *, rules: Sequence[WordingRule], version: int | None = None
) -> int:
    """Put these rules in the place of the workspace's own; returns the workspace's new version.

    Raises BadValue for a rule without words, a better wording or a reason.
    """
    require(context.actor, can_keep_word_list)
    rows = [_row(rule) for rule in rules]
    if len(rows) > MOST_RULES or any(len(text) > MOST_SIGNS for row in rows for text in _texts(row)):
        raise BadValue(
            f"A word list holds up to {MOST_RULES} rules of your own, each text up to {MOST_SIGNS} signs."
        )
    word_list_from({"word": rows})
    with context.unit_of_work() as uow:
        workspace = the_workspace(uow)
        ensure_fresh(workspace, version, own_words=rows)
        before = list(workspace.own_words or ())
        if before == rows:
            return workspace.version
        workspace.own_words = rows or None
        record(
            uow,
            context,
            action="word list changed",
            subject_kind="workspace",
            subject_id=workspace.id,
            before={"words": [row["words"] for row in before if row not in rows]},
            after={"words": [row["words"] for row in rows if row not in before]},
        )
        uow.commit()
        return workspace.version


def _row(rule: WordingRule) -> dict[str, Any]:
    """A rule as the word list's file writes it."""
    return {
        "words": [word.strip() for word in rule.words if word.strip()],
        "kind": rule.kind.value,
        "better": rule.better.strip(),
        "why": rule.why.strip(),
        "as_written": rule.as_written,
        "as_noun": rule.as_noun,
    }


def _texts(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (*row["words"], row["better"], row["why"])
