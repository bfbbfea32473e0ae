"""Scenes of what is done before paying, of actions, and of contacts with an organisation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from commissioning_app.domain.contacts import ContactWay
from commissioning_app.sample_round.living import CODE
from commissioning_app.services.contacts import note_contact
from commissioning_app.services.queries.contacts import contacts_page
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from scripts.shots_studio import APPROVER, FINANCE, LACKING, Scene, settle

ENTERPRISE = "Latin Women's Breakfast (sample)"
NEXT = "Young Dads Football (sample)"
SAID = (
    (
        date(2026, 4, 9),
        ContactWay.TELEPHONE,
        "They asked when the money comes, and whether rent counts. It does.",
        "We send them the payment days in writing by Tuesday.",
    ),
    (
        date(2026, 4, 21),
        ContactWay.VISIT,
        "Breakfast in the church hall, forty women. The kitchen has one ring that works.",
        "They tell us what a second ring costs; we ask the council about the hall.",
    ),
)
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


def _organisation(window: MainWindow) -> Any:
    page: Any = window.shell.navigator.page("organisations")
    return page.view


def contacts_of(name: str) -> Callable[[MainWindow], None]:
    """Opens an organisation at its contacts, of which two are written down."""

    def open_it(window: MainWindow) -> None:
        context = window.shell.context
        with context.reading() as uow:
            [(key,)] = uow.organisations.columns("id", name=name)
        if not contacts_page(context, organisation_id=key).contacts:
            for on, how, about, promised in SAID:
                words = {"about": about, "promised": promised, "round_code": CODE}
                note_contact(context, organisation_id=key, on=on, how=how, **words)
        assert window.shell.navigator.go(Route("organisations", CODE, item=f"{key}/contacts"))
        settle(window)

    return open_it


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
    Scene("contacts", "paying", Route("organisations"), act=contacts_of(ENTERPRISE)),
    Scene(
        "contacts-add",
        "paying",
        Route("organisations"),
        act=contacts_of(ENTERPRISE),
        dialog=lambda window: _organisation(window).contacts.note(),
    ),
    Scene("actions", "paying", ACTIONS),
    Scene(
        "actions-add",
        "moderation",
        ACTIONS,
        dialog=lambda window: next(iter(_tab(window).actions_card.add_links.values())).click(),
    ),
)
