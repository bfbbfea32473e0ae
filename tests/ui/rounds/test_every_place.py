"""Every place that the catalogue of checks names can be opened, and lands on the part that it names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from commissioning_app.domain.principles.catalogue import PAYMENT_PLAN, Place, Tab
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.principles import load_catalogue
from commissioning_app.ui.lib.tasks import running_tasks
from commissioning_app.ui.pages import ROUND_TABS
from commissioning_app.ui.rounds.form import SECTIONS
from tests.factories import Office
from tests.samples import CODE, sample_office
from tests.ui.desk import go, open_window

PLACES = sorted({(check.place.tab, check.place.anchor) for check in load_catalogue().checks})
ALIASES = {("panel", "payment"): "members"}
"""Places that have no part of their own, and where they lead."""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """The sample round at moderation: every tab has something to show."""
    return sample_office(tmp_path, RoundState.MODERATION)


def test_every_place_is_of_a_tab_that_exists() -> None:
    assert {tab.value for tab, _anchor in PLACES} <= set(ROUND_TABS)


def test_every_place_of_the_form_is_a_section_of_it() -> None:
    assert {anchor for tab, anchor in PLACES if tab is Tab.FORM} <= set(SECTIONS)


def test_every_place_opens(qtbot: QtBot, office: Office) -> None:
    window = open_window(qtbot, office.app)
    for tab, anchor in [*PLACES, (PAYMENT_PLAN.tab, PAYMENT_PLAN.anchor)]:
        page: Any = go(window, "round", CODE, tab.value, anchor)
        qtbot.waitUntil(lambda: not running_tasks())
        route = window.shell.navigator.current
        assert route is not None and route.tab == tab.value, (tab, anchor)
        message = getattr(page, "message", None)
        assert message is None or message.text == "", (tab, anchor, message.text)
        if tab in (Tab.FORM, Tab.PANEL):
            assert page.nav.current == ALIASES.get((tab.value, anchor), anchor)
        elif anchor == "before_paying":
            assert page.stack.currentWidget() is page.checks and page.checks.is_list
        elif anchor == "actions":
            assert page.sheet.isVisible() and page.actions_card.isVisible()


@pytest.mark.parametrize(
    ("check_id", "place"),
    [
        ("N1", Place(Tab.FORM, "communities")),
        ("S6", Place(Tab.FORM, "demands")),
        ("L1", Place(Tab.FORM, "duties")),
        ("A5", Place(Tab.FORM, "duties")),
        ("A6", Place(Tab.FORM, "duties")),
        ("A7", Place(Tab.FORM, "duties")),
        ("L2", Place(Tab.FORM, "duties")),
        ("A8", Place(Tab.OVERVIEW, "actions")),
        ("L3", Place(Tab.AWARDS, "before_paying")),
        ("L4", Place(Tab.AWARDS, "before_paying")),
        ("P3", Place(Tab.PANEL, "reflection")),
        ("P5", Place(Tab.PANEL, "members")),
    ],
)
def test_what_is_written_down_is_mended_where_it_is_written(check_id: str, place: Place) -> None:
    assert load_catalogue().check(check_id).place == place
