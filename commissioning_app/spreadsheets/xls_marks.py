"""Finds what calamine leaves blank in .xls: cells with errors."""

from __future__ import annotations

import struct
from pathlib import Path

from commissioning_app.spreadsheets.kinds import DAMAGED, LOCKED, Refused

Marks = dict[tuple[int, int], str]

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
BOF, EOF, BOUNDSHEET, FILEPASS, DATEMODE = 0x809, 0x0A, 0x85, 0x2F, 0x22
FORMULA, BOOLERR = 0x06, 0x205
_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF


def scan_workbook(path: Path) -> tuple[list[Marks], bool]:
    """The marks of each sheet in order, and whether days count from 1904."""
    data = path.read_bytes()
    streams = _streams(data)
    if "EncryptedPackage" in streams or "EncryptionInfo" in streams:
        raise Refused(LOCKED)
    if "WordDocument" in streams:
        raise Refused(
            "This is a text document, not a workbook. Ask the sender for a workbook, or type the EOI in."
        )
    book = streams.get("Workbook") or streams.get("Book")
    if book is None:
        raise Refused(DAMAGED)
    return _scan_book(book)


def _streams(data: bytes) -> dict[str, bytes]:
    """The streams of an OLE file that matter here, by name."""
    try:
        sector, mini = 1 << struct.unpack_from("<H", data, 30)[0], 1 << struct.unpack_from("<H", data, 32)[0]
        if sector not in (512, 4096) or mini != 64:
            raise Refused(DAMAGED)
        directory_at, _, cutoff, mini_fat_at, _, difat_at = struct.unpack_from("<6I", data, 48)
        fat = _fat(data, sector, difat_at)
        directory = _chain(data, fat, directory_at, sector)
        mini_fat = _numbers(_chain(data, fat, mini_fat_at, sector))
        found: dict[str, bytes] = {}
        small = b""
        for at in range(0, len(directory) - 127, 128):
            length = struct.unpack_from("<H", directory, at + 64)[0]
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", directory, at + 116)
            if directory[at + 66] == 5:
                small = _chain(data, fat, start, sector)
            elif name in ("EncryptedPackage", "EncryptionInfo", "WordDocument"):
                found[name] = b"-"
            elif name in ("Workbook", "Book") and size:
                in_small = size < cutoff
                whole = (
                    _chain_in(small, mini_fat, start, 64) if in_small else _chain(data, fat, start, sector)
                )
                found[name] = whole[:size]
        return found
    except (struct.error, IndexError) as error:
        raise Refused(DAMAGED) from error


def _fat(data: bytes, sector: int, difat_at: int) -> list[int]:
    places = [number for number in struct.unpack_from("<109I", data, 76) if number < _END]
    seen: set[int] = set()
    while difat_at < _END and difat_at not in seen and len(places) < len(data) // sector:
        seen.add(difat_at)
        numbers = _numbers(data[(difat_at + 1) * sector : (difat_at + 2) * sector])
        places += [number for number in numbers[:-1] if number < _END]
        difat_at = numbers[-1]
    return _numbers(b"".join(data[(place + 1) * sector : (place + 2) * sector] for place in places))


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _chain(data: bytes, fat: list[int], start: int, sector: int) -> bytes:
    return _chain_in(data[sector:], fat, start, sector)


def _chain_in(data: bytes, fat: list[int], start: int, size: int) -> bytes:
    pieces: list[bytes] = []
    while start < len(fat) and len(pieces) <= len(fat):
        pieces.append(data[start * size : (start + 1) * size])
        start = fat[start]
    return b"".join(pieces)


def _scan_book(book: bytes) -> tuple[list[Marks], bool]:
    sheets: list[int] = []
    uses_1904 = False
    at = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        if kind == FILEPASS:
            raise Refused(LOCKED)
        if kind == DATEMODE and length >= 2:
            uses_1904 = struct.unpack_from("<H", book, at + 4)[0] == 1
        elif kind == BOUNDSHEET and length >= 6:
            sheets.append(struct.unpack_from("<I", book, at + 4)[0])
        elif kind == EOF:
            break
        at += 4 + length
    return [_scan_sheet(book, start) for start in sheets], uses_1904


def _scan_sheet(book: bytes, at: int) -> Marks:
    marks: Marks = {}
    depth = 0
    read = struct.Struct("<HH").unpack_from
    while at + 4 <= len(book):
        kind, length = read(book, at)
        if kind == BOF:
            depth += 1
        elif kind == EOF:
            depth -= 1
            if depth <= 0:
                break
        elif kind == BOOLERR and length >= 8 and book[at + 11]:
            marks[read(book, at + 4)] = ERRORS.get(book[at + 10], "#VALUE!")
        elif (
            kind == FORMULA and length >= 14 and book[at + 16 : at + 18] == b"\xff\xff" and book[at + 10] == 2
        ):
            marks[read(book, at + 4)] = ERRORS.get(book[at + 12], "#VALUE!")
        at += 4 + length
    return marks
