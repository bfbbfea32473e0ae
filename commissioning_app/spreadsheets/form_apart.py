"""A filled sheet that is kept apart from the EOIs, as the worker answers it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commissioning_app.domain.application_forms.answers import NOT_TICKED, answer_from
from commissioning_app.domain.application_forms.fields import FormField
from commissioning_app.domain.application_forms.filled import FormCopy
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.importing.fields import ImportField, monitored
from commissioning_app.domain.importing.notes import quoted
from commissioning_app.domain.importing.tables import Cell
from commissioning_app.spreadsheets.kinds import Refused

NOTHING_SAID = "Nothing is filled in on this sheet “About you”. That is fine: it is optional."
TICKED = frozenset({"yes", "y", "true", "1", "on", "x", "✓", "✔"})
LONGEST_WORDS = 200
"""Characters of somebody's own words; more is no answer to these questions."""


def apart_answer(copy: FormCopy, parts: Mapping[str, Cell]) -> dict[str, Any]:
    """JSON values for a filled sheet; raises Refused when it says nothing, or what nobody could choose."""
    asked = [field for field in copy.fields if monitored(field.name)]
    for field in asked:
        for problem in _problems(copy.kind, field, parts):
            raise Refused(problem)
    answers = {monitored(field.name): str(answer_from(field, parts).value) for field in asked}
    given = {question: text for question, text in answers.items() if text}
    if not given:
        raise Refused(NOTHING_SAID)
    whose = {name: str(parts.get(name, "")).strip() for name in (ImportField.ORGANISATION, ImportField.TITLE)}
    return {
        "kind": copy.kind.value,
        "stamp": copy.stamp.as_json() if copy.stamp else None,
        "answers": given,
        "organisation": whose[ImportField.ORGANISATION],
        "title": whose[ImportField.TITLE],
        "finished": copy.is_finished,
    }


def _problems(kind: FormKind, field: FormField, parts: Mapping[str, Cell]) -> Iterator[str]:
    """What can't have been chosen on the sheet; the answer itself is not repeated."""
    if kind is not FormKind.HTML and field.kind is QuestionKind.CHOICES:
        for number, option in enumerate(field.options, start=1):
            said = quoted(parts.get(field.part(number), "")).strip().casefold()
            if said not in NOT_TICKED and said not in TICKED:
                yield f"On the sheet “About you”, “{option}” is neither Yes nor No. Mend it there."
    for part in (field.name, field.other_part):
        if kind is not FormKind.HTML and len(str(parts.get(part, ""))) > LONGEST_WORDS:
            yield f"The words at “{field.label}” are too long. Up to {LONGEST_WORDS} characters are taken."
