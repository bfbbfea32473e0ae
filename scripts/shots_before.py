"""Scenes of what is done before paying, of actions, and of contacts with an organisation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from commissioning_app.sample_round.living import CODE
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from scripts.shots_studio import APPROVER, FINANCE, LACKING, Scene, settle

ENTERPRISE = "Latin Women's Breakfast (sample)"
NEXT = "Young Dads Football (sample)"
LIST = Route("round", CODE, "awards", "before_paying")
ACTIONS = Route("round", CODE, "overview", "actions")


def _tab(window: MainWindow) -> Any:
    page: Any = window.shell.navigator.page("round")
    return page.stack.currentWidget()


def look_into(name: str) -> Callable[[MainWindow], None]:
    """Opens the organisation of this name."""

    def open_it(window: MainWindow) -> None:
        part = _tab(window).checks
        rows = part.page.rows
        part.open_one(next(one.organisation_id for one in rows if one.organisation == name))
        settle(window)

    return open_it


def tick_some(window: MainWindow) -> None:
    """One in the middle of being looked into; nothing of it is kept."""
    look_into(NEXT)(window)
    view = _tab(window).checks.view
    for box in list(view.diligence.boxes.values())[:2]:
        box.setChecked(True)
    view.diligence.note.setText("Grants folder, Young Dads")
    view.subsidy.choice.set_chosen("yes")
    view.subsidy.received.set_pence(1_250_000)
    settle(window)


BEFORE = (
    Scene("before-paying", "announced", LIST),
    Scene("before-paying-one", "announced", LIST, act=tick_some),
    Scene("before-paying-approver", "announced", LIST, APPROVER, act=look_into(LACKING)),
    Scene(
        "before-paying-exception",
        "announced",
        LIST,
        APPROVER,
        act=look_into(LACKING),
        dialog=lambda window: _tab(window).checks.decide_exception(True),
    ),
    Scene("before-paying-enterprise", "paying", LIST, act=look_into(ENTERPRISE)),
    Scene("before-paying-finance", "paying", LIST, FINANCE, act=look_into(ENTERPRISE)),
    Scene("actions", "paying", ACTIONS),
    Scene(
        "actions-add",
        "moderation",
        ACTIONS,
        dialog=lambda window: next(iter(_tab(window).actions_card.add_links.values())).click(),
    ),
)
