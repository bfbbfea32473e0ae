"""Gives each row of a file a reference of its own: made where missing, numbered where repeated."""

from __future__ import annotations

from collections.abc import Sequence

from commissioning_app.domain.importing.collecting import Notes


def made_reference(row: int) -> str:
    """The reference of a row that has none."""
    return f"ROW-{row}"


def unique_references(
    texts: Sequence[str], rows: Sequence[int], column: str, notes: Notes
) -> tuple[list[str], frozenset[int]]:
    """A reference for each row, no two alike, and the row numbers whose reference was made.

    A repeated one becomes REF-2, REF-3 in row order; a number that the file itself uses is passed over.
    """
    if len(set(texts)) == len(texts) and "" not in texts:
        return list(texts), frozenset()
    taken = set(texts)
    given: set[str] = set()
    counts: dict[str, int] = {}
    made: set[int] = set()
    references = []
    for index, (text, row) in enumerate(zip(texts, rows, strict=True)):
        reference = text
        if not text:
            made.add(row)
            reference = made_reference(row)
            if reference in taken:
                reference = _next_free(reference, counts, taken)
            taken.add(reference)
            if column:
                notes.interpreted(
                    index, column, "", reference, "the reference was missing, so it is the row's"
                )
        elif text in given:
            reference = _next_free(text, counts, taken)
            notes.interpreted(index, column, text, reference, "this reference stands on an earlier row too")
        given.add(reference)
        references.append(reference)
    if made and not column:
        notes.of_column(
            "reference", "", made_reference(min(made)), "there is no column of references: rows name them"
        )
    return references, frozenset(made)


def _next_free(base: str, counts: dict[str, int], taken: set[str]) -> str:
    number = counts.get(base, 1) + 1
    while f"{base}-{number}" in taken:
        number += 1
    counts[base] = number
    taken.add(f"{base}-{number}")
    return f"{base}-{number}"
