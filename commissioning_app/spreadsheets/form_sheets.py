"""Where the parts of our own workbook form stand: known to the writer and to the reader."""

from __future__ import annotations

FORM_SHEET = "Application form"
IDENTITY_SHEET = "_form"
"""Hidden: what the form is, and what it asks, as JSON in pieces that fit a cell."""

APART_IDENTITY_SHEET = "_about_you"
"""Hidden: the same for the sheet that is kept apart."""

IDENTITY_MARK = "commissioning-together-form"
"""Stands in the identity sheet's first cell."""

DEFINITION_ROW = 2
"""The definition's pieces stand in this row, side by side."""

PIECE = 30_000
"""Characters of one piece; a cell holds 32,767."""

FIELD_ROW = 4
"""The names of the form's fields, as interfaces and the command line know them, side by side."""

LISTS_ROW = 6
"""From here down the options of each choice stand below each other, one column a field."""

KEY_COLUMN = 1
QUESTION_COLUMN = 2
ANSWER_COLUMN = 3
COUNT_COLUMN = 4
"""The form's columns, counted from 1; the key column is hidden and names the field of each answer."""
