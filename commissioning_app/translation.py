"""One call for every string that people see; English is the source, catalogues are in resources/."""

from __future__ import annotations

import gettext
import os
import re
from pathlib import Path

from commissioning_app.paths import resources_folder

DOMAIN = "commissioning_app"
LANGUAGE_VARIABLE = "COMMISSIONING_APP_LANGUAGE"
PSEUDO_LOCALE = "qps"

_PLAIN = "ABCDEFGHIJKLMNOPRSTUVWYZabcdefghijklmnoprstuvwyz"
_ACCENTED = "ÅƁÇÐÉƑĜĤÎĴĶĻɱÑÖÞŔŠŢÛṼŴÝŽåƀçðéƒĝĥîĵķļɱñöþŕšţûṽŵýž"
_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)
# What must stay as it is: {values}, tags, entities, a mnemonic's letter, file patterns.
_FIXED = re.compile(r"(\{[^{}]*\}|<[^<>]+>|&#?\w+;|&\w|\*\.\w+)")


class PseudoTranslations(gettext.NullTranslations):
    """Marks each string as ⟦ťŕåñšļåţéð⟧, so that one which misses the call stands out."""

    def gettext(self, message: str) -> str:
        """The marked string."""
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The marked string for this count."""
        return pseudo(msgid1 if n == 1 else msgid2)


def pseudo(text: str) -> str:
    """The text with accents on its letters, between ⟦ and ⟧; values, tags and file patterns stay."""
    parts = _FIXED.split(text)
    return "⟦" + "".join(p if i % 2 else p.translate(_ACCENTS) for i, p in enumerate(parts)) + "⟧"


def load(language: str, folder: Path | None = None) -> gettext.NullTranslations:
    """The catalogue `<folder>/<language>/LC_MESSAGES/commissioning_app.mo`, or English when there is none."""
    if language == PSEUDO_LOCALE:
        return PseudoTranslations()
    where = folder if folder is not None else resources_folder() / "translations"
    return gettext.translation(DOMAIN, where, languages=[language], fallback=True)


_current: gettext.NullTranslations | None = None


def use_language(language: str, folder: Path | None = None) -> None:
    """Show strings in this language from now on ("en", "cy", or "qps" to find untranslated ones)."""
    global _current
    _current = load(language, folder)


def tr(text: str, /, **values: object) -> str:
    """The text in the chosen language, with its {values} filled in."""
    # To gettext the empty string means the catalogue's own header.
    translated = _catalogue().gettext(text) if text else ""
    return translated.format(**values) if values else translated


def tr_count(one: str, many: str, count: int, **values: object) -> str:
    """`one` or `many` as the count asks for, in the chosen language; {count} is filled in."""
    return _catalogue().ngettext(one, many, count).format(count=count, **values)


def _catalogue() -> gettext.NullTranslations:
    global _current
    if _current is None:
        _current = load(os.environ.get(LANGUAGE_VARIABLE, "en"))
    return _current
