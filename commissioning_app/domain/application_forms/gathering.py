"""Puts several filled forms into one table, so that they are imported together or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from commissioning_app.domain.importing.notes import CannotRead
from commissioning_app.domain.importing.tables import Cell, Sheet, Workbook

SHEET_NAME = "Forms"
BY_ITSELF = "This is not a filled copy of our form. Import it by itself."


def gather_forms(workbooks: Sequence[Workbook], unread: Sequence[tuple[str, str]] = ()) -> Workbook:
    """One workbook with a row for each form; ``unread`` names files that could not be read, and why.

    A file that is no form of ours joins the unread. Raises CannotRead when no form is left.
    """
    forms = [one for one in workbooks if one.forms]
    others = [(one.name, f"{one.name} can't be read. {BY_ITSELF}") for one in workbooks if not one.forms]
    left_out = (*unread, *others)
    if not forms:
        raise CannotRead(" ".join(sentence for _, sentence in left_out))
    titles: dict[str, str] = {}
    rows: list[dict[str, Cell]] = []
    for one in forms:
        sheet = one.sheets[0]
        for field, column in zip(sheet.fields, sheet.columns, strict=True):
            titles.setdefault(field, str(column[0]))
        filled = range(1, sheet.height)
        rows += [
            dict(zip(sheet.fields, [column[row] for column in sheet.columns], strict=True)) for row in filled
        ]
    columns = tuple([title, *(row.get(field, "") for row in rows)] for field, title in titles.items())
    every = [form for one in forms for form in one.forms]
    digest = hashlib.sha256("\n".join(sorted(form.sha256 for form in every)).encode()).hexdigest()
    return Workbook(
        name=f"{len(every)} forms" if len(every) > 1 else forms[0].name,
        sheets=(Sheet(SHEET_NAME, columns, fields=tuple(titles)),),
        sha256=digest,
        is_text=True,
        forms=tuple(every),
        unread=left_out,
    )
