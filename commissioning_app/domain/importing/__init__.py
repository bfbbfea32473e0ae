"""Importing EOIs: field names, plain tables, and the pure reading of values."""

from commissioning_app.domain.importing.fields import (
    ANSWER_PREFIX,
    LABELS,
    NEEDED,
    FieldKind,
    ImportField,
    answer_field,
    kind_of,
    known_fields,
    label_of,
    monitored,
    monitoring_field,
    question_of,
)
from commissioning_app.domain.importing.interpret import interpret
from commissioning_app.domain.importing.notes import CannotRead, Interpretation, Problem
from commissioning_app.domain.importing.tables import (
    ApartCopy,
    Basis,
    Cell,
    ColumnMatch,
    FilledForm,
    ImportedTable,
    Matching,
    Sheet,
    Table,
    Workbook,
)

__all__ = [
    "ANSWER_PREFIX",
    "LABELS",
    "NEEDED",
    "ApartCopy",
    "Basis",
    "CannotRead",
    "Cell",
    "ColumnMatch",
    "FieldKind",
    "FilledForm",
    "ImportField",
    "ImportedTable",
    "Interpretation",
    "Matching",
    "Problem",
    "Sheet",
    "Table",
    "Workbook",
    "answer_field",
    "interpret",
    "kind_of",
    "known_fields",
    "label_of",
    "monitored",
    "monitoring_field",
    "question_of",
]
