"""The word list that comes with the application, and what it says of a text."""

from __future__ import annotations

import tomllib
from functools import cache

from commissioning_app.domain.wording_check import WordList, word_list_from
from commissioning_app.paths import resource


@cache
def load_word_list() -> WordList:
    """The words that are worth another look, with a better wording and the reason."""
    return word_list_from(tomllib.loads(resource("wording.toml").read_text("utf-8")))
