"""Which files are taken with an EOI, told by ending and content together, never by one alone."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.word_parts import LONGEST, WordParts

FIELD = "file"
"""How a refusal names what it is about."""

HEAD = 4096


class Family(StrEnum):
    """What a person does with a file."""

    TEXT = "text"
    PICTURE = "picture"
    SOUND = "sound"
    VIDEO = "video"


@dataclass(frozen=True)
class FileKind:
    """One kind of file that is taken: ``called`` stands in sentences, the first ending is the usual one."""

    media_type: str
    called: str
    endings: tuple[str, ...]
    family: Family


PDF = FileKind("application/pdf", "a PDF", ("pdf",), Family.TEXT)
DOCX = FileKind(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "a Word document", ("docx",), Family.TEXT,
)  # fmt: skip
DOC = FileKind("application/msword", "an older Word document", ("doc",), Family.TEXT)
ODT = FileKind("application/vnd.oasis.opendocument.text", "an OpenDocument text", ("odt",), Family.TEXT)
TXT = FileKind("text/plain", "a plain text", ("txt",), Family.TEXT)
JPEG = FileKind("image/jpeg", "a JPEG picture", ("jpg", "jpeg"), Family.PICTURE)
PNG = FileKind("image/png", "a PNG picture", ("png",), Family.PICTURE)
GIF = FileKind("image/gif", "a GIF picture", ("gif",), Family.PICTURE)
WEBP = FileKind("image/webp", "a WebP picture", ("webp",), Family.PICTURE)
HEIC = FileKind("image/heic", "a HEIC picture", ("heic", "heif"), Family.PICTURE)
MP3 = FileKind("audio/mpeg", "an MP3 recording", ("mp3",), Family.SOUND)
M4A = FileKind("audio/mp4", "an M4A recording", ("m4a",), Family.SOUND)
WAV = FileKind("audio/wav", "a WAV recording", ("wav",), Family.SOUND)
OGG = FileKind("audio/ogg", "an Ogg recording", ("ogg", "oga", "opus"), Family.SOUND)
MP4 = FileKind("video/mp4", "an MP4 video", ("mp4", "m4v"), Family.VIDEO)
WEBM = FileKind("video/webm", "a WebM video", ("webm",), Family.VIDEO)
MOV = FileKind("video/quicktime", "a QuickTime video", ("mov",), Family.VIDEO)
KINDS = (PDF, DOCX, DOC, ODT, TXT, JPEG, PNG, GIF, WEBP, HEIC, MP3, M4A, WAV, OGG, MP4, WEBM, MOV)
BY_ENDING: Mapping[str, FileKind] = {ending: kind for kind in KINDS for ending in kind.endings}
BY_MEDIA_TYPE: Mapping[str, FileKind] = {kind.media_type: kind for kind in KINDS}
TAKEN = (
    "PDF, Word, OpenDocument and plain text, pictures, and recordings (MP3, M4A, WAV, Ogg, MP4, WebM, MOV)"
)
"""What is taken, for a sentence."""

_MARKS: Mapping[str, bytes] = {
    "word": b"word/document.xml",
    "macros": b"vbaproject.bin",
    "old word": "worddocument".encode("utf-16-le"),
    "old macros": "_vba_project".encode("utf-16-le"),
    "basic": b"basic/script-lc.xml",
}
"""What is looked for anywhere in a file, capitals or not: names of parts, which stand there as they are."""

_PROGRAMMABLE, _PROGRAMS = frozenset({DOCX, DOC, ODT}), frozenset({"macros", "old macros", "basic"})
_NO_CONTROLS = dict.fromkeys({*range(32), 127} - {9, 10, 12, 13})
"""Control characters, which a plain text in UTF-8, UTF-16 or a Windows code page doesn't have."""


class FileLook:
    """Looks at a file part by part, so that none is ever held as a whole."""

    def __init__(self) -> None:
        self._head = b""
        self._tail = b""
        self._parts = WordParts()
        self._found: set[str] = set()
        self._is_text = True
        self._begun = b""
        self._decode: codecs.IncrementalDecoder | None = None

    def feed(self, part: bytes) -> None:
        """Look at the next part."""
        if len(self._head) < HEAD:
            self._head = (self._head + part)[:HEAD]
        window = self._tail + part
        low = window.lower()
        self._found |= {name for name, mark in _MARKS.items() if mark in low}
        self._parts.feed(window, len(part))
        self._tail = window[-LONGEST:]
        self._read_text(part)

    def kind(self, name: str) -> FileKind:
        """The kind of the file, where ending and content agree; raises BadValue with what to do."""
        ending = ending_of(name)
        claimed = BY_ENDING.get(ending)
        if claimed is None:
            which = f"Files that end in “.{ending}” are not taken." if ending else "This file has no ending."
            raise BadValue(f"{which} These are: {TAKEN}.", field=FIELD)
        if claimed in _PROGRAMMABLE and not self._found.isdisjoint(_PROGRAMS):
            raise BadValue(
                f"“{name}” holds a program (macros). Save it as a PDF, or ask for it again without them.",
                field=FIELD,
            )
        if not self._is(claimed):
            raise BadValue(self._why_not(name, claimed), field=FIELD)
        if claimed is DOCX:
            self._refuse_what_reaches_further(name)
        return claimed

    def _refuse_what_reaches_further(self, name: str) -> None:
        if self._parts.has_put_in:
            raise BadValue(
                f"“{name}” has another file inside it, which could be a program. Save it as a PDF, or ask "
                "for it again without that.",
                field=FIELD,
            )
        if self._parts.has_template_elsewhere:
            raise BadValue(
                f"“{name}” gets its template from another computer, which could send a program along. Save "
                "it as a PDF, or ask for it again without a template.",
                field=FIELD,
            )

    def _is(self, kind: FileKind) -> bool:
        return _TESTS[kind](self._head, frozenset(self._found), self._reads_as_text())

    def _why_not(self, name: str, claimed: FileKind) -> str:
        inside = next((kind for kind in KINDS if kind is not TXT and self._is(kind)), None)
        if inside is not None:
            return (
                f"“{name}” ends like {claimed.called}, but it is {inside.called}. Give it the ending "
                f"“.{inside.endings[0]}”, then add it."
            )
        return (
            f"“{name}” ends like {claimed.called}, but what is inside is not one. It may be broken: "
            "ask for it again."
        )

    def _read_text(self, part: bytes) -> None:
        """Follow along as text; the first two bytes say in which way."""
        if self._decode is None:
            part = self._begun + part
            self._begun = part if len(part) < 2 else b""
            if len(part) < 2:
                return
            is_wide = part.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
            self._decode = codecs.getincrementaldecoder("utf-16" if is_wide else "latin-1")()
        self._is_text = self._is_text and self._has_no_controls(part)

    def _reads_as_text(self) -> bool:
        if self._decode is None:
            return self._begun.decode("latin-1").translate(_NO_CONTROLS) != ""
        return self._is_text and self._has_no_controls(b"", is_end=True)

    def _has_no_controls(self, part: bytes, *, is_end: bool = False) -> bool:
        assert self._decode is not None
        try:
            text = self._decode.decode(part, final=is_end)
        except UnicodeDecodeError:
            return False
        return text.translate(_NO_CONTROLS) == text


def ending_of(name: str) -> str:
    """The ending of a file's name in small letters, without the dot; "" where it has none."""
    stem, dot, ending = name.strip().rpartition(".")
    return ending.casefold() if dot and stem else ""


Test = Callable[[bytes, frozenset[str], bool], bool]


def _starts(*signs: bytes) -> Test:
    return lambda head, _found, _text: head.startswith(signs)


def _riff(form: bytes) -> Test:
    return lambda head, _found, _text: head[:4] == b"RIFF" and head[8:12] == form


def _brand(*brands: bytes) -> Test:
    """A box of the ISO family whose first one names a brand."""
    return lambda head, _found, _text: head[4:8] == b"ftyp" and head[8:12] in brands


def _is_mp3(head: bytes, _found: frozenset[str], _text: bool) -> bool:
    """A tag, or a frame of layer 3 with a bit rate and a sampling rate that exist."""
    if head.startswith(b"ID3"):
        return True
    frame = head[:1] == b"\xff" and len(head) > 3 and head[1] & 0xE6 == 0xE2
    return frame and head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3


def _is_mov(head: bytes, _found: frozenset[str], _text: bool) -> bool:
    is_old = head[4:8] in (b"moov", b"mdat", b"wide", b"pnot")
    return is_old or (head[4:8] == b"ftyp" and head[8:12] == b"qt  ")


def _is_docx(head: bytes, found: frozenset[str], _text: bool) -> bool:
    return head.startswith(b"PK\x03\x04") and "word" in found


def _is_doc(head: bytes, found: frozenset[str], _text: bool) -> bool:
    return head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") and "old word" in found


def _is_odt(head: bytes, _found: frozenset[str], _text: bool) -> bool:
    return head.startswith(b"PK\x03\x04") and head[30:].startswith(b"mimetype" + ODT.media_type.encode())


def _is_webm(head: bytes, _found: frozenset[str], _text: bool) -> bool:
    return head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64]


def _is_txt(_head: bytes, _found: frozenset[str], is_text: bool) -> bool:
    return is_text


_SOUNDS = (b"M4A ", b"M4B ")
_PICTURES = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_VIDEOS = (
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"M4V ",
    b"MSNV", b"3gp4", b"3gp5", b"3gp6",
)  # fmt: skip
_TESTS: Mapping[FileKind, Test] = {
    PDF: _starts(b"%PDF-", codecs.BOM_UTF8 + b"%PDF-"),
    DOCX: _is_docx,
    DOC: _is_doc,
    ODT: _is_odt,
    TXT: _is_txt,
    JPEG: _starts(b"\xff\xd8\xff"),
    PNG: _starts(b"\x89PNG\r\n\x1a\n"),
    GIF: _starts(b"GIF87a", b"GIF89a"),
    WEBP: _riff(b"WEBP"),
    HEIC: _brand(*_PICTURES),
    MP3: _is_mp3,
    M4A: _brand(*_SOUNDS, *_VIDEOS),
    WAV: _riff(b"WAVE"),
    OGG: _starts(b"OggS"),
    MP4: _brand(*_VIDEOS),
    WEBM: _is_webm,
    MOV: _is_mov,
}
