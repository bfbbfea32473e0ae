"""The file that the web form saves: one line for each answer, each with a checksum of its own.

The checksums find what was changed by hand or broken on the way; they are no proof of who wrote it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from commissioning_app.domain.application_forms.apart import ABOUT_YOU, APART_EXPORT_KIND
from commissioning_app.domain.application_forms.fields import FormField, field_from
from commissioning_app.domain.application_forms.filled import LATER_FORMAT, FormCopy, NotAForm
from commissioning_app.domain.application_forms.identity import FORMAT, FormKind, FormStamp, stamp_from
from commissioning_app.domain.importing.tables import Cell

ANSWER_KEYS = frozenset({"field", "asks", "kind", "answer", "check"})
CHECK_LENGTH = 16

ASK_AGAIN = "Ask the sender to save it again from the form and to send that, unchanged."

_DIVIDER = "\x1f"


def check_of(*parts: str) -> str:
    """The checksum of some texts in their order; the form's script computes the same."""
    whole = _DIVIDER.join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:CHECK_LENGTH]


def answer_check(copy_id: str, field: str, kind: str, asks: str, answer: str) -> str:
    """The checksum of one line."""
    return check_of(copy_id, field, kind, asks, answer)


def whole_check(
    stamp: FormStamp, copy_id: str, saved_at: str, finished: bool, checks: Sequence[str], sheet: str = ""
) -> str:
    """The checksum of the file: what it is, and that no line is missing or new."""
    head = (stamp.round_code, stamp.round_id, str(stamp.form_version), stamp.digest, copy_id, saved_at)
    return check_of(*head, "finished" if finished else "draft", *([sheet] if sheet else []), *checks)


def read_export(text: str) -> tuple[FormCopy, Mapping[str, Cell]]:
    """The copy and its answers by field; raises NotAForm, with the line where something was changed."""
    try:
        raw = json.loads(text)
    except ValueError as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise NotAForm(f"Line {line} of this file was changed or broken. {ASK_AGAIN}") from error
    except RecursionError as error:
        raise NotAForm(f"This file was changed or broken. {ASK_AGAIN}") from error
    return _Reading(text, raw).read()


class _Reading:
    """One file on its way to being understood."""

    def __init__(self, text: str, raw: Any) -> None:
        self.text = text
        self.raw: dict[str, Any] = raw if isinstance(raw, dict) else {}

    def read(self) -> tuple[FormCopy, Mapping[str, Cell]]:
        """Hold every checksum against what stands there."""
        raw = self.raw
        made_as = raw.get("format")
        if type(made_as) is int and made_as > FORMAT:
            raise NotAForm(LATER_FORMAT)
        stamp = stamp_from(raw.get("form"))
        copy_id, saved_at = self._text(raw, "copy"), self._text(raw, "saved_at")
        finished, answers = raw.get("finished"), raw.get("answers")
        if stamp is None or not isinstance(finished, bool) or not isinstance(answers, list):
            raise NotAForm(f"The first lines of this file were changed. {ASK_AGAIN}")
        fields: list[FormField] = []
        values: dict[str, Cell] = {}
        checks = []
        for number, answer in enumerate(answers, start=1):
            field, value, check = self._answer(number, answer, copy_id)
            if field.name in values:
                raise NotAForm(f"Line {self._line_of(field.name, last=True)} stands here twice. {ASK_AGAIN}")
            fields.append(field)
            values[field.name] = value
            checks.append(check)
        sheet = ABOUT_YOU if raw.get("kind") == APART_EXPORT_KIND else ""
        if raw.get("check") != whole_check(stamp, copy_id, saved_at, finished, checks, sheet):
            raise NotAForm(
                f"Line {self._last_line()} does not fit the rest: the first lines were changed, or a line "
                f"was added or taken out. {ASK_AGAIN}"
            )
        return FormCopy(FormKind.HTML, stamp, tuple(fields), copy_id, finished, sheet), values

    def _answer(self, number: int, answer: Any, copy_id: str) -> tuple[FormField, str, str]:
        """One line as a field and its value."""
        whole = isinstance(answer, dict) and answer.keys() == ANSWER_KEYS
        field = field_from({"name": answer["field"], "label": answer["asks"], **answer}) if whole else None
        if field is None:
            raise NotAForm(f"Answer {number} in this file was changed. {ASK_AGAIN}")
        value, check = self._text(answer, "answer"), self._text(answer, "check")
        if check != answer_check(copy_id, field.name, field.kind.value, field.label, value):
            raise NotAForm(
                f"Line {self._line_of(field.name)} (“{field.label}”) was changed after the form had "
                f"saved it. {ASK_AGAIN}"
            )
        return field, value, check

    def _text(self, where: dict[str, Any], key: str) -> str:
        value = where.get(key)
        if not isinstance(value, str):
            line = self._line_of(where["field"]) if isinstance(where.get("field"), str) else 1
            raise NotAForm(f"Line {line} of this file was changed: “{key}” is missing. {ASK_AGAIN}")
        return value

    def _line_of(self, field: str, *, last: bool = False) -> int:
        """The number of the line on which a field's answer stands."""
        pattern = re.compile(r'"field"\s*:\s*' + re.escape(json.dumps(field, ensure_ascii=False)))
        places = [match.start() for match in pattern.finditer(self.text)]
        at = (places[-1] if last else places[0]) if places else 0
        return self.text.count("\n", 0, at) + 1

    def _last_line(self) -> int:
        return self.text.rstrip().count("\n") + 1
