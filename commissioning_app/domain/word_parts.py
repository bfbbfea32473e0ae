"""Parts of a Word file that reach beyond its text: things put into it, and a template from elsewhere.

A Word file is an archive, in which the names of parts stand as they are and the parts are mostly packed.
"""

from __future__ import annotations

import re
import zlib

LONGEST = 64
"""How many bytes of what went before have to come again, so that no name is cut through."""

_MOST = 1 << 14
_MOST_UNPACKED = 1 << 18
_PUT_IN = re.compile(rb"word/embeddings/(?=.{48})(?![\w .()-]{1,40}\.xlsx)", re.DOTALL)
"""Anything put in, but for the figures behind a chart; 48 bytes more follow every name of a part."""

_LINKS = b"word/_rels/settings.xml.rels"
_HEADER = 30
_ELSEWHERE = re.compile(rb"""\btarget\s*=\s*["'](?!file:///[^\\/&%]|[\w.]+["'/])""")
"""A link that is neither to the writer's own disk nor to a part of the same file."""


class WordParts:
    """Looks for them in a file that comes part by part, in small letters only."""

    def __init__(self) -> None:
        self.has_put_in = False
        self._links: bytes | None = None

    def feed(self, window: bytes, new: int) -> None:
        """Look at a stretch, of which the last ``new`` bytes have not been here before."""
        low = window.lower()
        self.has_put_in = self.has_put_in or _PUT_IN.search(low) is not None
        if self._links is not None:
            self._links = (self._links + window[len(window) - new :])[:_MOST]
        elif (at := low.find(_LINKS)) >= 0:
            self._links = window[max(at - _HEADER, 0) :][:_MOST]

    @property
    def has_template_elsewhere(self) -> bool:
        """Whether its settings link to another computer; also where that can't be read."""
        if self._links is None:
            return False
        text = _unpacked(self._links)
        return text is None or _ELSEWHERE.search(text.replace(b"\0", b"").lower()) is not None


def _unpacked(entry: bytes) -> bytes | None:
    """The content of an archive's entry, from its header on; None where it can't be read to its end."""
    start = _HEADER + len(_LINKS) + int.from_bytes(entry[28:30], "little")
    packed, method = entry[start:], int.from_bytes(entry[8:10], "little")
    if not entry.startswith(b"PK\x03\x04"):
        return None
    if method == 0:
        size = int.from_bytes(entry[18:22], "little")
        return packed[:size] if 0 < size <= len(packed) else None
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        text = unpack.decompress(packed, _MOST_UNPACKED)
    except zlib.error:
        return None
    return text if unpack.eof else None
