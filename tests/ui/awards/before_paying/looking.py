"""Hands for the pages of those to be funded: where they are, and what they say."""

from __future__ import annotations

from datetime import date
from typing import Any

from commissioning_app.domain.due_diligence import DiligenceItem as Item
from commissioning_app.services.queries.before_paying import PayeeRow
from commissioning_app.ui.awards.before_paying.part import BeforePayingPart
from commissioning_app.ui.lib.dialogs import ConflictDialog
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.widgets.buttons import Button
from tests.decided import Decided
from tests.settling import payee_row
from tests.ui.desk import go

LEAST = (Item.GOVERNING_DOCUMENT, Item.THREE_UNRELATED_PEOPLE, Item.BANK_EVIDENCE, Item.SANCTIONS)
TODAY = date(2026, 9, 1)


def part_of(window: MainWindow, item: str = "before_paying") -> BeforePayingPart:
    """The part of the tab before paying."""
    tab: Any = go(window, "round", "R1", "awards", item)
    return tab.checks


def one(decided: Decided) -> dict[str, Any]:
    """What names Circle E-1 in its round."""
    return {"round_code": "R1", "organisation_id": decided.organisations["E-1"].id}


def row(decided: Decided) -> PayeeRow:
    """What the service says of Circle E-1."""
    return payee_row(decided.office.officer, "R1", decided.organisations["E-1"].id)


def detail(window: MainWindow, decided: Decided) -> Any:
    """The page of Circle E-1."""
    return part_of(window, f"before_paying/{decided.organisations['E-1'].id}").view


def still(view: Any) -> list[str]:
    """What is still to be done, line by line."""
    lines = view.still_lines
    return [lines.itemAt(place).widget().text() for place in range(lines.count())]


def shown(part: BeforePayingPart) -> list[list[str]]:
    """What stands in the table."""
    model = part.list.table.model
    return [[model.index(line, place).data() for place in range(7)] for line in range(model.rowCount())]


def choose(conflict: ConflictDialog, words: str) -> None:
    """Press one of the buttons of a conflict."""
    next(button for button in conflict.findChildren(Button) if button.text() == words).click()
