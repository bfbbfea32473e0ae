"""What stands under a question on a screen: why it is asked, what helps, how long the answer may be."""

from __future__ import annotations

from commissioning_app.domain.application_forms.fields import FormField
from commissioning_app.domain.application_forms.files import asks_for_file
from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.importing.fields import ImportField

REACHES = frozenset({ImportField.CONTACT_EMAIL, ImportField.CONTACT_PHONE})
"""Ways to reach the sender, of which one is needed."""


def hint_of(field: FormField) -> str:
    """Everything that is said with a field, in one text."""
    parts = [field.why, field.help]
    if field.kind is QuestionKind.ATTACHMENT:
        parts.append(asks_for_file(FormKind.HTML))
    if field.kind is QuestionKind.DATE:
        parts.append("For example 4, 12 and 2026.")
    if field.kind is QuestionKind.CHOICES:
        parts.append("Choose as many as you like.")
    if field.word_limit:
        parts.append(f"Up to {field.word_limit:,} words.")
    return " ".join(part for part in parts if part)


def is_optional(field: FormField) -> bool:
    """Whether it may be left empty; of e-mail and phone one is needed."""
    return not field.required and field.name not in REACHES
