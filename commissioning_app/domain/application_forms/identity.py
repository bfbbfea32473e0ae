"""Which form a copy is: the round, the version, and a digest of the questions it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from commissioning_app.domain.forms import Question

FORMAT = 1
"""Of what is written into forms; a reader refuses a later one by name."""


EXPORT_KIND = "commissioning-together-eoi"
"""What the file that the web form saves says of itself."""

EXPORT_MARK = f'"{EXPORT_KIND}"'
"""Stands near the beginning of such a file, also of one that was changed since."""

EXPORT_ENDING = ".eoi.json"

FORM_PAGE_MARK = "commissioning-together-form-page"
"""Stands near the beginning of the web form, so that the form itself is told from what it saves."""


class FormKind(StrEnum):
    """The three ways in which a form is handed out."""

    XLSX = "xlsx"
    PDF = "pdf"
    HTML = "html"


@dataclass(frozen=True)
class FormStamp:
    """What a form says of itself, hidden in each copy."""

    round_code: str
    round_id: str
    form_version: int
    digest: str

    def as_json(self) -> dict[str, Any]:
        """JSON values under the names of the fields."""
        return asdict(self)


def stamp_from(raw: Any) -> FormStamp | None:
    """A stamp from JSON values, or None when they are not one."""
    if not isinstance(raw, dict):
        return None
    texts = [raw.get(key) for key in ("round_code", "round_id", "digest")]
    version = raw.get("form_version")
    if not all(isinstance(text, str) for text in texts) or type(version) is not int:
        return None
    return FormStamp(str(texts[0]), str(texts[1]), version, str(texts[2]))


def digest_of_questions(questions: Sequence[Question]) -> str:
    """SHA-256 of what the questions ask; purposes and reasons may be reworded without a new form."""
    asked = [
        [q.id, q.text, q.kind.value, q.word_limit, list(q.options), q.something_else, q.required]
        for q in questions
    ]
    plain = json.dumps(asked, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
