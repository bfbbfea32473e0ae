"""Words that are worth another look: broad acronyms, othering, deficit framing, problem-first openings.

What stands in quotation marks, and names of organisations, are never flagged: they are somebody's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from commissioning_app.domain.errors import BadValue


class WordingKind(StrEnum):
    """Why a word is worth another look; openings count only in the first sentence of a part."""

    BROAD = "broad"
    OTHERING = "othering"
    DEFICIT = "deficit"
    OPENING = "opening"


@dataclass(frozen=True)
class WordingRule:
    """Words to look for, what to write instead, and why. A star at the end stands for any ending.

    ``as_written``: capital letters have to be the same. ``as_noun``: no noun may follow ("the old").
    """

    words: tuple[str, ...]
    kind: WordingKind
    better: str
    why: str
    as_written: bool = False
    as_noun: bool = False


@dataclass(frozen=True)
class Flag:
    """One place in a text: its signs from ``start`` up to ``end``, and the rule that it met."""

    start: int
    end: int
    found: str
    rule: WordingRule


@dataclass(frozen=True)
class WordList:
    """The rules together; compared by their words, so that what was looked at can be remembered."""

    rules: tuple[WordingRule, ...] = ()

    def with_more(self, rules: Iterable[WordingRule]) -> WordList:
        """The same list with a funder's own rules after it."""
        return WordList((*self.rules, *rules))

    def look_at(self, text: str, *, names: Iterable[str] = (), opens: bool = False) -> tuple[Flag, ...]:
        """Every place in a text that meets a rule, in order; ``opens`` asks about its opening too."""
        if not self._may_meet(set(_WORD.findall(text.casefold()))):
            return ()
        masked = _without_names(_without_quotations(text), names)
        flags = list(self._found(self._anywhere, masked, text))
        if opens:
            first = _FIRST_SENTENCE.match(masked)
            flags += self._found(self._in_openings, first.group() if first else "", text)
        return tuple(sorted(flags, key=lambda flag: (flag.start, flag.end)))

    def _found(self, pattern: re.Pattern[str] | None, masked: str, text: str) -> Iterator[Flag]:
        if pattern is None:
            return
        for found in pattern.finditer(masked):
            rule = self.rules[int((found.lastgroup or "w0")[1:])]
            yield Flag(found.start(), found.end(), text[found.start() : found.end()], rule)

    def _may_meet(self, words: set[str]) -> bool:
        """Whether a text of these words may meet a rule: few do, and to try the whole expressions is slow."""
        stems, rest_of = self._beginnings
        if any(word.startswith(stems) for word in words):
            return True
        for first in words & rest_of.keys():
            for exact, stem in rest_of[first]:
                if exact <= words and (not stem or any(word.startswith(stem) for word in words)):
                    return True
        return False

    @cached_property
    def _beginnings(self) -> tuple[tuple[str, ...], dict[str, list[tuple[set[str], str]]]]:
        """Words of any ending that a rule begins with; and the other first words, with what follows them."""
        stems: set[str] = set()
        rest_of: dict[str, list[tuple[set[str], str]]] = {}
        for rule in self.rules:
            for wording in rule.words:
                parts = _WORD.findall(wording.casefold())
                stem = parts.pop() if parts and wording.endswith("*") else ""
                if parts:
                    rest_of.setdefault(parts[0], []).append((set(parts[1:]), stem))
                elif stem:
                    stems.add(stem)
        return tuple(sorted(stems)), rest_of

    @cached_property
    def _anywhere(self) -> re.Pattern[str] | None:
        return self._pattern(is_opening=False)

    @cached_property
    def _in_openings(self) -> re.Pattern[str] | None:
        return self._pattern(is_opening=True)

    def _pattern(self, *, is_opening: bool) -> re.Pattern[str] | None:
        chosen = [
            (place, rule)
            for place, rule in enumerate(self.rules)
            if (rule.kind is WordingKind.OPENING) is is_opening
        ]
        parts = [f"(?P<w{place}>{_expression(rule)})" for place, rule in chosen]
        return re.compile(rf"\b(?:{'|'.join(parts)})\b") if parts else None


_NO_NOUN = r"(?=\W*(?:$|[.,;:!?)]|\s(?i:and|or|but|in|of|on|who|whom|are|is|with|from|to|at|by|for|than)\b))"
_WORD = re.compile(r"\w+")
_FIRST_SENTENCE = re.compile(r"[^.!?\n]*[.!?]?")
_QUOTED = re.compile(
    r"“[^”\n]{0,2000}”|«[^»\n]{0,2000}»|\"[^\"\n]*\"|(?<!\w)‘[^‘\n]*?’(?!\w)|(?<!\w)'[^'\n]*'(?!\w)"
)
"""Bounded where a sign may open again and again: a text full of “ alone took seconds for a page."""


def _without_quotations(text: str) -> str:
    """The text with everything in quotation marks blanked out, as long as before."""
    return _QUOTED.sub(lambda found: " " * len(found.group()), text)


def _without_names(text: str, names: Iterable[str]) -> str:
    """The text with names blanked out, as long as before; capital letters don't matter."""
    for name in names:
        plain = " ".join(name.split())
        if plain:
            pattern = rf"(?i)(?<!\w){re.escape(plain)}(?!\w)"
            text = re.sub(pattern, lambda found: " " * len(found.group()), text)
    return text


def _expression(rule: WordingRule) -> str:
    """A rule's words as an expression; spaces stand for hyphens too."""
    words = "|".join(_one(word) for word in sorted(rule.words, key=len, reverse=True))
    found = words if rule.as_written else f"(?i:{words})"
    return f"(?:{found}){_NO_NOUN}" if rule.as_noun else found


def _one(words: str) -> str:
    is_stem = words.endswith("*")
    parts = [re.escape(part) for part in words.rstrip("*").replace("-", " ").split()]
    return r"[\s\-‑]+".join(parts) + (r"\w*" if is_stem else "")


def word_list_from(data: Mapping[str, Any]) -> WordList:
    """Build the list from the tables of its file; a wrong or missing entry is named."""
    return WordList(tuple(_rule(row) for row in data.get("word", [])))


def _rule(row: Mapping[str, Any]) -> WordingRule:
    words = row.get("words")
    if not isinstance(words, list) or not words or not all(isinstance(w, str) and w.strip() for w in words):
        raise BadValue("A rule of the word list needs “words”, a list of words to look for.")
    what = f"The rule for “{words[0]}”"
    unknown = sorted(set(row) - {"words", "kind", "better", "why", "as_written", "as_noun"})
    if unknown:
        raise BadValue(f"{what} has an unknown key: {', '.join(unknown)}.")
    if row.get("kind") not in set(WordingKind):
        raise BadValue(f"{what} needs a “kind”: one of {', '.join(WordingKind)}.")
    for key in ("better", "why"):
        if not isinstance(row.get(key), str) or not row[key].strip():
            raise BadValue(f"{what} needs “{key}”.")
    return WordingRule(
        tuple(words),
        WordingKind(row["kind"]),
        row["better"].strip(),
        row["why"].strip(),
        bool(row.get("as_written", False)),
        bool(row.get("as_noun", False)),
    )
