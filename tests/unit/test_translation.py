"""The one call for visible strings: catalogues, counts, and the language that finds untranslated strings."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from commissioning_app.translation import pseudo, tr, tr_count, use_language

pytestmark = pytest.mark.usefixtures("language")


def write_catalogue(folder: Path, language: str, strings: dict[str, str]) -> None:
    """Write the strings as a compiled gettext catalogue (the .mo format)."""
    head = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    entries = sorted((k.encode(), v.encode()) for k, v in {"": head, **strings}.items())
    start = 28 + 16 * len(entries)
    keys = b"".join(key + b"\0" for key, _ in entries)
    table: list[int] = []
    for column, offset in ((0, start), (1, start + len(keys))):
        for entry in entries:
            table += [len(entry[column]), offset]
            offset += len(entry[column]) + 1
    header = struct.pack("<7I", 0x950412DE, 0, len(entries), 28, 28 + 8 * len(entries), 0, 0)
    body = struct.pack(f"<{len(table)}I", *table) + keys + b"".join(value + b"\0" for _, value in entries)
    target = folder / language / "LC_MESSAGES" / "commissioning_app.mo"
    target.parent.mkdir(parents=True)
    target.write_bytes(header + body)


def test_english_is_the_source_and_needs_no_catalogue() -> None:
    use_language("en")
    assert tr("Open {name}", name="Round 1") == "Open Round 1"


def test_braces_are_only_filled_when_there_are_values() -> None:
    assert tr("A {brace} stays") == "A {brace} stays"


def test_a_catalogue_translates_what_it_holds_and_leaves_the_rest(tmp_path: Path) -> None:
    write_catalogue(tmp_path, "cy", {"Open {name}": "Agor {name}"})
    use_language("cy", tmp_path)
    assert (tr("Open {name}", name="R1"), tr("Close"), tr("")) == ("Agor R1", "Close", "")


def test_a_count_chooses_its_form_in_every_language(tmp_path: Path) -> None:
    use_language("en")
    english = [tr_count("{count} EOI", "{count} EOIs", n) for n in (0, 1, 2)]
    write_catalogue(tmp_path, "cy", {"{count} EOI\0{count} EOIs": "{count} cais\0{count} o geisiadau"})
    use_language("cy", tmp_path)
    welsh = [tr_count("{count} EOI", "{count} EOIs", n) for n in (1, 2)]
    assert (english, welsh) == (["0 EOIs", "1 EOI", "2 EOIs"], ["1 cais", "2 o geisiadau"])


def test_an_unknown_language_is_shown_in_english(tmp_path: Path) -> None:
    use_language("xx", tmp_path)
    assert tr("Close") == "Close"


def test_the_pseudo_locale_marks_every_string_and_leaves_its_values_alone() -> None:
    use_language("qps")
    assert (tr("Score {name}", name="Asha"), tr_count("{count} day", "{count} days", 2)) == (
        "⟦Šçöŕé Asha⟧",
        "⟦2 ðåýš⟧",
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("&Open", "⟦&Oþéñ⟧"),
        ("a <b>bold</b> word", "⟦å <b>ƀöļð</b> ŵöŕð⟧"),
        ("Fish &amp; chips", "⟦Ƒîšĥ &amp; çĥîþš⟧"),
        ("Workbooks (*.xlsx *.ods)", "⟦Ŵöŕķƀööķš (*.xlsx *.ods)⟧"),
        ("", "⟦⟧"),
    ],
)
def test_the_pseudo_locale_keeps_what_has_a_meaning(text: str, shown: str) -> None:
    assert pseudo(text) == shown
