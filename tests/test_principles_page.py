"""The page that lists every check is as the catalogue and the policy are."""

from __future__ import annotations

from scripts.principles_page import PAGE, page


def test_the_page_is_not_behind() -> None:
    assert PAGE.read_text("utf-8") == page(), "Run python scripts/principles_page.py."
