"""Puts several filled forms into one table, so that they are imported together or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from commissioning_app.domain.importing.notes import CannotRead
from commissioning_app.domain.importing.tables import FIRST_FORM_ROW, ApartCopy, Cell, Sheet, Workbook

SHEET_NAME = "Forms"
BY_ITSELF = "This is not a filled copy of our form. Import it by itself."


def gather_forms(workbooks: Sequence[Workbook], unread: Sequence[tuple[str, str]] = ()) -> Workbook:
    """One workbook with a row for each form; ``unread`` names files that could not be read, and why.

    A file that is no form of ours joins the unread. Sheets that are kept apart go beside the table, and
    without a form there is no table. Raises CannotRead when nothing is left.
    """
    forms = [one for one in workbooks if one.forms]
    strangers = [one for one in workbooks if not one.forms and not one.apart]
    others = [(one.name, f"{one.name} can't be read. {BY_ITSELF}") for one in strangers]
    left_out = (*unread, *others)
    apart = tuple(_apart(workbooks, forms))
    if not forms and not apart:
        raise CannotRead(" ".join(sentence for _, sentence in left_out))
    if not forms:
        names = [one.file for one in apart]
        name = f"{len(names)} sheets" if len(names) > 1 else names[0]
        return Workbook(name, (), sha256="", unread=left_out, apart=apart)
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
        apart=apart,
    )


def _apart(workbooks: Sequence[Workbook], forms: Sequence[Workbook]) -> Iterator[ApartCopy]:
    """Sheets that are kept apart; one that came with its form stays with the form's row."""
    rows = {id(book): row for row, book in enumerate(forms, start=FIRST_FORM_ROW)}
    for book in workbooks:
        for copy in book.apart:
            yield replace(copy, form_row=rows.get(id(book), 0))
