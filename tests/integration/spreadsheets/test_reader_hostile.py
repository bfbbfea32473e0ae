"""Files that nobody should send: each a clear result or sentence, in under 10 seconds and 500 MB."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from commissioning_app.domain.importing import CannotRead
from commissioning_app.domain.importing.interpret import UNSAVED_FORMULA
from commissioning_app.spreadsheets import kinds, worker
from commissioning_app.spreadsheets.limits import Limits
from commissioning_app.spreadsheets.reader import SpreadsheetReader
from tests.integration.spreadsheets.importing_files import (
    HEADERS,
    measure,
    rewrite_part,
    write_encrypted,
    write_million_rows,
    write_xlsx,
    write_zip,
)
from tests.ods import write_ods

pytestmark = pytest.mark.skipif(os.name == "nt", reason="measures with the resource module of Unix")

DAMAGED = (
    "The file is damaged or is not a workbook. Open it in Excel or LibreOffice and save it as .xlsx or .csv."
)


def refusal(path: Path) -> str:
    """The sentence that a file is refused with, which names the file first; bounds are checked too."""
    measured = measure(path)
    assert measured.seconds < 10
    assert measured.worker_mb < 500
    assert measured.reader_mb < 500
    start = f"{path.name} can't be read. "
    assert measured.refused.startswith(start), measured
    return measured.refused.removeprefix(start)


def test_an_empty_file(tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.csv"):
        (tmp_path / name).touch()
        assert refusal(tmp_path / name) == "The file is empty. Ask the sender for it again."


def test_a_text_document_under_a_workbooks_name(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.xlsx", {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert refusal(path) == (
        "This is a text document, not a workbook. Ask the sender for a workbook, or type the EOI in."
    )


def test_other_kinds_of_file_under_a_workbooks_name(tmp_path: Path) -> None:
    slides = write_zip(tmp_path / "slides.xlsx", {"ppt/presentation.xml": b"<x/>"})
    binary = write_zip(tmp_path / "binary.xlsx", {"xl/workbook.bin": b"x"})
    letter = write_zip(tmp_path / "a.ods", {"mimetype": b"application/vnd.oasis.opendocument.text",
                                            "META-INF/manifest.xml": b"<x/>"})  # fmt: skip
    (tmp_path / "a.xls").write_bytes(b"<html><table><tr><td>Organisation</td></tr></table></html>")
    (tmp_path / "b.xlsx").write_bytes(b"%PDF-1.7 and so on")
    assert refusal(slides).startswith("This is a slide show")
    assert refusal(binary).startswith("This is a binary workbook (.xlsb).")
    assert refusal(letter).startswith("This is a text document")
    assert refusal(tmp_path / "a.xls").startswith("This is a web page or XML under a workbook's name.")
    assert refusal(tmp_path / "b.xlsx").startswith("The PDF is damaged.")


def test_a_password(tmp_path: Path) -> None:
    sentence = (
        "The workbook is protected with a password. Open it, take the password away, save it, and try again."
    )
    assert refusal(write_encrypted(tmp_path / "a.xlsx")) == sentence
    manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    assert (
        refusal(write_zip(tmp_path / "a.ods", {"mimetype": kind, "META-INF/manifest.xml": manifest}))
        == sentence
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    "content", [b"PK\3\4 and nothing more", OLE + bytes(600), OLE, b"just words", bytes(range(256)) * 20]
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
def test_damaged_files(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CannotRead) as error:
        SpreadsheetReader().read(tmp_path / name)
    assert str(error.value) == f"{name} can't be read. {DAMAGED}"


def test_every_cut_of_a_workbook_is_refused_and_nothing_crashes(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "whole.xlsx", [HEADERS, ("A", 5)]).read_bytes()
    for part in range(1, 10):
        path = tmp_path / f"cut{part}.xlsx"
        path.write_bytes(whole[: len(whole) * part // 10])
        with pytest.raises(CannotRead, match="damaged"):
            SpreadsheetReader().read(path)


def test_broken_parts_inside_a_sound_archive(tmp_path: Path) -> None:
    for part, content in (
        ("xl/workbook.xml", b"<workbook"),
        (
            "xl/workbook.xml",
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook>&a;</workbook>',
        ),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c t="),
    ):
        path = write_xlsx(tmp_path / "a.xlsx", [HEADERS, ("A", 5)])
        rewrite_part(path, part, lambda _, content=content: content)  # type: ignore[misc]
        with pytest.raises(CannotRead) as error:
            SpreadsheetReader().find_table(SpreadsheetReader().read(path))
        assert "a.xlsx" in str(error.value)


def test_an_entity_that_names_a_file_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words", encoding="utf-8")
    path = write_xlsx(tmp_path / "a.xlsx", [HEADERS, ("Sample Circle", 5)])

    def ask(xml: bytes) -> bytes:
        start = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'.encode()
        return start + xml[xml.index(b"<worksheet") :].replace(b"Sample Circle", b"&a;")

    rewrite_part(path, "xl/worksheets/sheet1.xml", ask)
    rewrite_part(path, "xl/sharedStrings.xml", lambda xml: xml.replace(b"Sample Circle", b"&a;"))
    try:
        cells = [cell for column in SpreadsheetReader().read(path).sheets[0].columns for cell in column]
    except CannotRead:
        cells = []
    assert not any("secret words" in str(cell) for cell in cells)


def test_a_million_empty_rows_that_have_a_format(tmp_path: Path) -> None:
    measured = measure(write_million_rows(tmp_path / "a.xlsx", columns=3))
    assert (measured.refused, measured.read) == ("", {"rows": 1, "good": 1, "requested_pence": 10_000})
    assert measured.seconds < 10
    assert measured.worker_mb < 500


def test_sixteen_thousand_columns(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Wide")
    for row in range(5):
        sheet.append([f"cell {row} {column}" for column in range(16_000)])
    book.save(tmp_path / "a.xlsx")
    assert refusal(tmp_path / "a.xlsx") == (
        "The sheet “Wide” is 5 rows by 16,000 columns; up to 200,000 by 1,000 and 3,000,000 cells are read. "
        "Copy the EOIs alone into a new workbook and save that."
    )


def test_sixteen_thousand_columns_that_only_have_a_format(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADERS, ("A", 5)])
    wide = b'<row r="3">' + b'<c s="1"/>' * 16_000 + b"</row></sheetData>"
    rewrite_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", wide))
    assert measure(path).read == {"rows": 1, "good": 1, "requested_pence": 500}


def test_a_value_in_the_far_corner(tmp_path: Path) -> None:
    rows = [HEADERS, ("A", 5)]
    far = write_xlsx(
        tmp_path / "far.xlsx", rows, change=lambda book: book["EOIs"].cell(1_048_576, 16_384, "x")
    )
    assert refusal(far) == (
        "There is a value in row 1,048,576; up to 200,000 rows are read. "
        "Delete the rows far below the EOIs, or copy the EOIs into a new workbook."
    )
    sparse = write_xlsx(
        tmp_path / "b.xlsx", rows, change=lambda book: book["EOIs"].cell(150_000, 16_384, "x")
    )
    assert refusal(sparse) == worker.TOO_BIG


def test_an_ods_that_says_one_value_a_billion_times(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", {"EOIs": [HEADERS, ("A", 5)]})

    def repeat(xml: bytes) -> bytes:
        return xml.replace(
            b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">'
        ).replace(b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="1000" ')

    assert refusal(rewrite_part(path, "content.xml", repeat)) == worker.TOO_BIG


def test_an_archive_that_unpacks_to_far_more(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.xlsx", {"xl/workbook.xml": b"<x/>", "xl/a.xml": bytes(70 * 1024 * 1024)})
    assert path.stat().st_size < 200_000
    with pytest.raises(CannotRead) as error:
        SpreadsheetReader(Limits(unpacked_mb=64)).read(path)
    assert str(error.value) == (
        "a.xlsx can't be read. Unpacked, the file would take 70 MB; up to 64 MB is read. "
        "Copy the EOIs alone into a new workbook and save that."
    )


def test_an_archive_that_lies_about_its_size(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(write_xlsx(tmp_path / "plain.xlsx", [HEADERS, ("A", 5)])) as plain:
        parts = {name: plain.read(name) for name in plain.namelist()}
    head, tail = parts.pop("xl/worksheets/sheet1.xml").split(b"Amount requested")
    write_zip(path, parts)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(head)
            for _ in range(600):
                sheet.write(b"x" * 1024 * 1024)
            sheet.write(tail)
    data = bytearray(path.read_bytes())
    name = data.rfind(b"xl/worksheets/sheet1.xml")
    data[name - 22 : name - 18] = (1000).to_bytes(4, "little")
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        assert archive.getinfo("xl/worksheets/sheet1.xml").file_size == 1000
    assert refusal(path) in (worker.TOO_BIG, DAMAGED)


def test_reading_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = write_million_rows(tmp_path / "a.xlsx", rows=200_000)
    with pytest.raises(CannotRead) as error:
        SpreadsheetReader(Limits(seconds=0.05)).read(path)
    assert str(error.value) == (
        "a.xlsx can't be read. Reading this workbook took more than 0.05 seconds and was stopped. "
        "It may hold far more than EOIs. Copy the EOIs alone into a new workbook and save that."
    )


def test_a_file_or_an_answer_past_the_bounds_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADERS, *(("words " * 2000, n) for n in range(300))])
    with pytest.raises(CannotRead, match="The file has 0 MB; up to 0 MB can be read"):
        SpreadsheetReader(Limits(file_mb=0)).read(path)
    with pytest.raises(CannotRead, match="takes too much memory"):
        SpreadsheetReader(Limits(answer_mb=1)).read(path)
    with pytest.raises(CannotRead, match="takes too much memory"):
        SpreadsheetReader(Limits(memory_mb=24)).read(path)


def test_text_files_past_the_bounds_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("A,B\n" * 50, encoding="utf-8")
    with pytest.raises(CannotRead, match="more than 10 rows"):
        SpreadsheetReader(Limits(rows=10)).read(path)
    path.write_bytes(b"A,B\n\0\1\2,x\n" + b"words" * 100)
    with pytest.raises(CannotRead, match="The file is not text, though its name says so"):
        SpreadsheetReader().read(path)
    path.write_text('A,B\n"never closed' + "x" * 300_000, encoding="utf-8")
    with pytest.raises(CannotRead, match="a quotation mark may be missing"):
        SpreadsheetReader().read(path)
    path.write_bytes(b"A,B\nx\x81\x8dy,5\n")
    with pytest.raises(CannotRead, match="letters can't be read"):
        SpreadsheetReader().read(path)


def test_a_panic_in_the_parser_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        """Stands for the exception that a Rust panic arrives as."""

    def panic(*_: object) -> None:
        raise Panic("index out of bounds")

    monkeypatch.setattr(worker, "read_file", panic)
    assert b"damaged" in worker.answer_to(tmp_path / "a.xlsx", Limits())


def test_the_worker_and_the_domain_mean_the_same_mark() -> None:
    assert kinds.UNSAVED_FORMULA == UNSAVED_FORMULA
