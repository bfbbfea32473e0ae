"""The fonts of every document: the house font, and which font can show which character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from commissioning_app.paths import resource

rl_config.useA85 = 0
"""Binary streams instead of ASCII ones: a fifth smaller, and faster to write."""

HOUSE = "AtkinsonHyperlegibleNext"
FALLBACK = "NotoSans"
SCRIPT_FONTS = (
    "NotoSansArabic",
    "NotoSansBengali",
    "NotoSansDevanagari",
    "NotoSansGujarati",
    "NotoSansGurmukhi",
    "NotoSansTamil",
)
_INDIC_AND_BEYOND = ((0x0900, 0x109F), (0x1780, 0x18AF), (0x1A20, 0x1AAF), (0x1B00, 0x1C4F))
_JOINERS = "\u200b\u200c\u200d\ufe0e\ufe0f\ufeff\u200e\u200f\u061c\u00ad"


@cache
def font_name(family: str, bold: bool) -> str:
    """Register a bundled font at its first use; "" when the file isn't there or can't be read."""
    name = f"{family}-{'Bold' if bold else 'Regular'}"
    path = resource("fonts") / f"{name}.ttf"
    try:
        pdfmetrics.registerFont(TTFont(name, path, shapable=False))
    except (OSError, TTFError):
        return ""
    return name


def house_font(bold: bool = False) -> str:
    """The font that everything is set in unless a character asks for another."""
    return font_name(HOUSE, bold) or ("Helvetica-Bold" if bold else "Helvetica")


@cache
def _covered_by(family: str) -> frozenset[int]:
    name = font_name(family, False)
    return frozenset(pdfmetrics.getFont(name).face.charToGlyph) if name else frozenset()


@lru_cache(maxsize=4096)
def family_for(char: str, scripts: bool = True) -> str:
    """The bundled family that has this character, or "" when none has it."""
    families = (HOUSE, FALLBACK, *SCRIPT_FONTS) if scripts else (HOUSE, FALLBACK)
    return next((family for family in families if ord(char) in _covered_by(family)), "")


@lru_cache(maxsize=4096)
def needs_setting(text: str) -> bool:
    """Whether the text has to be set by the shaping worker: joined, reordered or stacked letters."""
    return not text.isascii() and any(_is_complex(char) for char in text)


def _is_complex(char: str) -> bool:
    code = ord(char)
    if code < 0x0300 or char in _JOINERS:
        return False
    if unicodedata.bidirectional(char) in ("R", "AL") or unicodedata.category(char) in ("Mn", "Mc"):
        return True
    if any(first <= code <= last for first, last in _INDIC_AND_BEYOND):
        return True
    return unicodedata.category(char).startswith("L") and not family_for(char, scripts=False)


def font_runs(text: str, bold: bool) -> Iterator[tuple[str, str]]:
    """Split text into (font name, run); a sign that no font has becomes its base letter or is left out."""
    shown = "".join(_shown(char) for char in text) if not text.isascii() else text
    for family, run in groupby(shown, key=_family_of):
        yield font_name(family, bold) or font_name(family, False) or house_font(bold), "".join(run)


def signs_lost(text: str) -> str:
    """The characters of the text that no bundled font can show, each once."""
    seen = dict.fromkeys(char for char in text if not char.isspace() and char not in _JOINERS)
    return "".join(char for char in seen if not family_for(char))


def _family_of(char: str) -> str:
    return HOUSE if char == " " else family_for(char) or HOUSE


@lru_cache(maxsize=4096)
def _shown(char: str) -> str:
    if char in _JOINERS:
        return ""
    if family_for(char):
        return char
    plainer = "".join(c for c in unicodedata.normalize("NFKD", char) if family_for(c))
    return plainer if plainer else ("?" if unicodedata.category(char)[0] in "LN" else "")
