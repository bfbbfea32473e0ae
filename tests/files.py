"""Small files of every kind that is taken with an EOI, and some that only look like one."""

from __future__ import annotations

import io
import wave
import zipfile


def _zip(parts: dict[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, kind)
    return out.getvalue()


def a_wav(seconds: float = 0.05) -> bytes:
    """A recording of nothing."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * round(8000 * seconds))
    return out.getvalue()


def template_from(target: str) -> bytes:
    """The links of a Word file's settings, of which one is its template."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    link = f'<Relationship Id="rId1" Type="{kind}" Target="{target}" TargetMode="External"/>'
    return f'<?xml version="1.0"?>\n<Relationships>{link}</Relationships>'.encode()


LINKS = "word/_rels/settings.xml.rels"
DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
ODT_TYPE = "application/vnd.oasis.opendocument.text"
FILES: dict[str, bytes] = {
    "a.pdf": b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF",
    "a.docx": _zip(DOCX),
    "own template.docx": _zip({**DOCX, LINKS: template_from(r"file:///D:\Templates\Letter.dotx")}),
    "own template on a Mac.docx": _zip(
        {**DOCX, LINKS: template_from("file:///Volumes/Templates/Letter.dotx")}
    ),
    "own template not packed.docx": _zip(
        {LINKS: template_from(r"file:///C:\Letter.dotx"), **DOCX}, stored=(LINKS,)
    ),
    "no links.docx": _zip({**DOCX, LINKS: b"<Relationships/>"}),
    "chart.docx": _zip({**DOCX, "word/embeddings/Microsoft_Excel_Worksheet12.xlsx": b"x"}),
    "a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + bytes(504)
    + "WordDocument".encode("utf-16-le")
    + bytes(40),
    "a.odt": _zip({"mimetype": ODT_TYPE.encode(), "content.xml": b"<office/>"}, stored=("mimetype",)),
    "a.txt": "Wörds, আপনার\n".encode(),
    "utf16.txt": "Wörds, আপনার\n".encode("utf-16"),
    "windows.txt": "It’s £5 – café".encode("cp1252"),
    "a.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(30),
    "a.JPEG": b"\xff\xd8\xff\xe1\0\x10Exif\0" + bytes(30),
    "a.png": b"\x89PNG\r\n\x1a\n" + bytes(30),
    "a.gif": b"GIF89a" + bytes(30),
    "a.webp": b"RIFF\x24\0\0\0WEBPVP8 " + bytes(30),
    "a.heic": b"\0\0\0\x18ftypheic" + bytes(30),
    "a.mp3": b"ID3\x04\0\0" + bytes(30),
    "frames.mp3": b"\xff\xfb\x90\x64" + bytes(30),
    "a.m4a": b"\0\0\0\x1cftypM4A " + bytes(30),
    "a.wav": a_wav(),
    "a.ogg": b"OggS\0\x02" + bytes(30),
    "voice.opus": b"OggS\0\x02" + bytes(22) + b"OpusHead",
    "a.mp4": b"\0\0\0\x20ftypisom" + bytes(30),
    "a.webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm" + bytes(30),
    "a.mov": b"\0\0\0\x14ftypqt  " + bytes(30),
    "old.mov": b"\0\0\0\x08wide\0\0\0\0mdat" + bytes(30),
}
"""By name; each of them is taken."""

REFUSED: dict[str, bytes] = {
    "setup.exe": b"MZ" + bytes(60),
    "setup.pdf": b"MZ" + bytes(60),
    "page.html": b"<script>alert(1)</script>",
    "page.pdf": b"<script>alert(1)</script>",
    "picture.svg": b"<svg onload='x()'/>",
    "macros.docm": _zip({**DOCX, "word/vbaProject.bin": b"x"}),
    "macros.docx": _zip({**DOCX, "word/vbaProject.bin": b"x"}),
    "macros.doc": FILES["a.doc"] + "_VBA_PROJECT".encode("utf-16-le"),
    "macros.odt": _zip({"mimetype": ODT_TYPE.encode(), "Basic/script-lc.xml": b"<x/>"}, stored=("mimetype",)),
    "MACROS.docx": _zip({**DOCX, "word/VBAPROJECT.BIN": b"x"}),
    "MACROS.doc": FILES["a.doc"] + "_vba_Project".encode("utf-16-le"),
    "MACROS.odt": _zip({"mimetype": ODT_TYPE.encode(), "BASIC/Script-LC.xml": b"<x/>"}, stored=("mimetype",)),
    "inside.docx": _zip({**DOCX, "word/embeddings/oleObject1.bin": b"x"}),
    "INSIDE.docx": _zip({**DOCX, "Word/Embeddings/OLEOBJECT1.BIN": b"x"}),
    "book inside.docx": _zip({**DOCX, "word/embeddings/Microsoft_Excel_Macro.xlsm": b"x"}),
    "web template.docx": _zip({**DOCX, LINKS: template_from("https://a.example/x.dotm")}),
    "web template not packed.docx": _zip(
        {LINKS: template_from("HTTP://a.example/x"), **DOCX}, stored=(LINKS,)
    ),
    "LINKS.docx": _zip({**DOCX, "WORD/_RELS/settings.xml.RELS": template_from("https://a.example/x.dotm")}),
    "wide links.docx": _zip({**DOCX, LINKS: template_from("https://a.example/").decode().encode("utf-16")}),
    "server template.docx": _zip({**DOCX, LINKS: template_from(r"\\server\share\x.dotm")}),
    "file server template.docx": _zip({**DOCX, LINKS: template_from(r"file:///\\server\share\x.dotm")}),
    "other server template.docx": _zip({**DOCX, LINKS: template_from("file://server/x.dotm")}),
    "written otherwise.docx": _zip({**DOCX, LINKS: template_from("&#104;ttps://a.example/x.dotm")}),
    "too long links.docx": _zip({**DOCX, LINKS: bytes(1 << 19) + template_from("https://a.example/x.dotm")}),
    "broken links.docx": FILES["a.docx"] + b"PK\x03\x04" + bytes(26) + LINKS.encode() + b"x",
    "archive.zip": _zip({"a.txt": b"x"}),
    "archive.docx": _zip({"a.txt": b"x"}),
    "book.odt": _zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, stored=("mimetype",)),
    "sheet.xlsx": _zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}),
    "binary.txt": b"text\0and more",
    "half.txt": "Wörds".encode("utf-16")[:-1] + b"\xd8",
    "picture.jpg": b"\x89PNG\r\n\x1a\n" + bytes(30),
    "phone.jpg": b"\0\0\0\x18ftypheic" + bytes(30),
    "song.mp3": b"OggS\0\x02" + bytes(30),
    "film.mkv": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska" + bytes(30),
    "film.webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska" + bytes(30),
    "film.mp4": b"RIFF\x24\0\0\0AVI LIST" + bytes(30),
    "noending": b"%PDF-1.7\n",
    ".pdf": b"%PDF-1.7\n",
}
"""By name; none of them is taken."""
