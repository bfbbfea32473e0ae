"""The reserve list: in order, and whoever was passed over is named whatever their place."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pytestqt.qtbot import QtBot

from commissioning_app.domain.eois import Decision
from commissioning_app.services.queries.recommendations import AllocationLine
from commissioning_app.ui.allocation.reserve import MOST, ReserveCard
from commissioning_app.ui.widgets.text import Label


def a_line(number: int, **changes: Any) -> AllocationLine:
    """An EOI that waits."""
    values: dict[str, Any] = {
        "reference": f"EOI-{number:03d}",
        "organisation": f"Circle {number}",
        "title": "Walks",
        "is_small": True,
        "score": Fraction(60),
        "requested_pence": 840_000,
        "minimum_pence": 420_000,
        "amount_pence": 0,
        "decision": Decision.RESERVE,
        "why": "On the reserve list: it waits.",
        "officer_note": "",
        "reserve_position": number,
    }
    return AllocationLine(**{**values, **changes})


def shown(card: ReserveCard) -> list[str]:
    """The words of the list, without those that are the same for all."""
    words = [label.text() for label in card.findChildren(Label) if not label.isHidden()]
    return [text for text in words if text[:1].isdigit() or text.startswith("For officers")]


def test_the_first_in_line_and_who_was_passed_over(qtbot: QtBot) -> None:
    calls: list[str] = []
    card = ReserveCard(lambda: calls.append("all"))
    qtbot.addWidget(card)
    lines = [a_line(number) for number in range(1, 10)]
    lines[8] = a_line(9, officer_note="Waits although EOIs below it in the order came in: EOI-030.")
    card.set_lines([*lines, a_line(10, decision=Decision.FULL, amount_pence=840_000)])
    assert shown(card) == [
        "9 EOIs wait",
        *(f"{n}. EOI-{n:03d} Circle {n}, £8,400 asked for" for n in range(1, MOST + 1)),
        "9. EOI-009 Circle 9, £8,400 asked for",
        "For officers: Waits although EOIs below it in the order came in: EOI-030.",
    ]
    card.all_button.click()
    assert (card.all_button.text(), calls) == ("Show all 9 in the table", ["all"])


def test_nobody_waits(qtbot: QtBot) -> None:
    card = ReserveCard(lambda: None)
    qtbot.addWidget(card)
    card.set_lines([])
    assert "Nobody waits" in " ".join(label.text() for label in card.findChildren(Label))
    assert card.all_button.isHidden()
