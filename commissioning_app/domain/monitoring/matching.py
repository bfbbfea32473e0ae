"""Messy labels from imports matched to standard groups: a proposal with how sure it is, never taken unshown.

Here only what is written in the question's list or in the table of synonyms matches. Spelling that is merely
alike is a matter for the service, which asks here first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.monitoring.questions import (
    PREFER_NOT_TO_SAY,
    PREFER_NOT_TO_SAY_LABEL,
    QUESTIONS,
    GivenAnswer,
    Question,
    label_of,
    question_of,
    takes_own_words,
)


class Sureness(StrEnum):
    """How sure a match is: written so, spelt alike, too broad, unknown, or no answer at all."""

    CERTAIN = "certain"
    LIKELY = "likely"
    BROAD = "broad"
    UNKNOWN = "unknown"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class Match:
    """What a label of an import would become; ``code`` is "" where it stays in its own words."""

    question: str
    label: str
    code: str
    sureness: Sureness

    @property
    def answer(self) -> GivenAnswer | None:
        """The answer once somebody agreed to it; what the code alone would lose stays beside it as own words.

        "Somali" says more than the group that it belongs to; "Blk Caribbean" doesn't.
        """
        if self.sureness is Sureness.NO_ANSWER:
            return None
        loses = self.sureness is not Sureness.CERTAIN or (
            takes_own_words(self.code) and bare(self.label) != bare(label_of(self.code))
        )
        return GivenAnswer(self.question, self.code, self.label.strip() if loses else "")

    @property
    def sentence(self) -> str:
        """What is proposed, and why, in a sentence."""
        label, group = self.label.strip(), label_of(self.code)
        if self.sureness is Sureness.CERTAIN:
            return f"“{label}” means “{group}”."
        if self.sureness is Sureness.LIKELY:
            return f"“{label}” looks like “{group}”. Look at it before you take it."
        if self.sureness is Sureness.BROAD:
            return f"“{label}” takes in several groups, so it stays in its own words."
        if self.sureness is Sureness.NO_ANSWER:
            return f"“{label}” says nothing, so no answer is kept." if label else "Nothing is written there."
        return f"“{label}” is not on the list, so it stays in its own words."


@dataclass(frozen=True)
class Labels:
    """Every written form by question, as ``plain`` makes it, with the code that it means: "" is too broad."""

    codes: Mapping[str, Mapping[str, str]]
    before: Mapping[str, tuple[str, ...]]
    short: Mapping[str, str]
    no_answer: frozenset[str]

    def plain(self, text: str) -> str:
        """Lower case without accents and punctuation, short words written out."""
        return " ".join(self.short.get(word, word) for word in bare(text).split())


def bare(text: str) -> str:
    """Lower case, no accents, signs turned into spaces, one space between words."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w?+]|_", " ", letters).split()) or letters.strip()


def labels_from(data: Mapping[str, Any]) -> Labels:
    """The table of labels from its file; a code that no question has is refused."""
    short = {str(key): str(value) for key, value in data.get("short", {}).items()}
    table = Labels({}, {}, short, frozenset(bare(one) for one in data.get("no_answer", [])))
    extra: dict[str, list[str]] = data.get("groups", {})
    unknown = sorted(code for code in extra if question_of(code) is None)
    if unknown:
        raise BadValue(f"No question has these groups: {', '.join(unknown)}.")
    codes = {one.id: _codes_of(one, table, extra, data) for one in QUESTIONS}
    before = {
        name: tuple(sorted(map(table.plain, ones), key=len, reverse=True))
        for name, ones in data.get("before", {}).items()
    }
    return Labels(codes, before, short, table.no_answer)


def _codes_of(
    asked: Question, table: Labels, extra: Mapping[str, Iterable[str]], data: Mapping[str, Any]
) -> dict[str, str]:
    found: dict[str, str] = {}
    lists = {
        group.code: (group.label, group.leaders, group.code.replace("_", " "), *extra.get(group.code, ()))
        for group in asked.groups
    }
    lists[PREFER_NOT_TO_SAY] = (PREFER_NOT_TO_SAY_LABEL, *data.get("prefer_not_to_say", []))
    for code, written in lists.items():
        for text in map(table.plain, filter(None, written)):
            if found.setdefault(text, code) != code:
                raise BadValue(f"“{text}” stands for two groups of “{asked.title}”.")
    return {table.plain(one): "" for one in data.get("broad", {}).get(asked.id, [])} | found


def match_label(labels: Labels, question_id: str, label: str) -> Match:
    """What one label means in a question: certain, too broad, no answer, or unknown."""
    known = labels.codes.get(question_id, {})
    text = labels.plain(label)
    if text in known:
        return _match(question_id, label, known[text])
    if not text or text in labels.no_answer:
        return Match(question_id, label, "", Sureness.NO_ANSWER)
    for heading in labels.before.get(question_id, ()):
        rest = text.removeprefix(f"{heading} ")
        if rest != text and known.get(rest):
            return _match(question_id, label, known[rest])
    return Match(question_id, label, "", Sureness.UNKNOWN)


def _match(question_id: str, label: str, code: str) -> Match:
    return Match(question_id, label, code, Sureness.CERTAIN if code else Sureness.BROAD)


def split_labels(text: str) -> list[str]:
    """Several answers in one cell: on lines of their own, or between semicolons or bars."""
    return [part.strip() for part in re.split(r"[;\n|]", text) if part.strip()]
