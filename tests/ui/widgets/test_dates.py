"""Days: typed as people write them, said in full."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget
from pytestqt.qtbot import QtBot

from commissioning_app.domain.dates import long_date, short_date
from commissioning_app.domain.errors import BadValue
from commissioning_app.ui.widgets.dates import DateField, parse_day
from commissioning_app.ui.widgets.fields import FormField


@pytest.mark.parametrize(
    "text",
    [
        "4 December 2026",
        "4 dec 2026",
        "4th Dec, 2026",
        "Friday 4 December 2026",
        "Fri, 4 Dec 2026",
        "4/12/2026",
        "04.12.2026",
        "4-12-2026",
        "2026-12-04",
        "  4   December  2026 ",
    ],
)
def test_every_usual_way_is_read(text: str) -> None:
    assert parse_day(text) == date(2026, 12, 4)


@pytest.mark.parametrize("text", ["", "31/2/2026", "12/13/2026", "tomorrow", "4 Foo 2026", "4/12/26", "2026"])
def test_anything_else_is_asked_for_again(text: str) -> None:
    with pytest.raises(BadValue, match="Type it like 4 December 2026"):
        parse_day(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_what_the_application_writes_it_reads(day: date) -> None:
    assert parse_day(long_date(day)) == parse_day(short_date(day)) == parse_day(day.isoformat()) == day


def test_the_day_is_said_in_full(qtbot: QtBot) -> None:
    field = DateField()
    qtbot.addWidget(field)
    assert (field.day, field.words.isHidden()) == (None, True)
    with qtbot.waitSignal(field.day_changed) as told:
        qtbot.keyClicks(field.edit, "4/12/2026")
    assert (told.args, field.day) == ([date(2026, 12, 4)], date(2026, 12, 4))
    assert field.words.text() == "Friday 4 December 2026"


def test_a_mistake_stands_beside_it(qtbot: QtBot) -> None:
    field = FormField("Closing day", DateField(required=True))
    qtbot.addWidget(field)
    editor = field.editor
    assert isinstance(editor, DateField)
    qtbot.keyClicks(editor.edit, "soon")
    qtbot.keyClick(editor.edit, Qt.Key.Key_Return)
    assert field.error == "“soon” is not a date. Type it like 4 December 2026 or 4/12/2026."
    assert editor.edit.accessibleName() == "Closing day"
    editor.set_day(date(2026, 12, 4))
    assert (field.error, editor.check(), editor.problem) == ("", True, "")
    editor.edit.clear()
    assert (editor.check(), field.error) == (False, "Type a date, like 4 December 2026.")


def test_a_day_can_be_chosen_from_the_calendar(qtbot: QtBot, qapp: QApplication) -> None:
    field = DateField(date(2026, 12, 4))
    qtbot.addWidget(field)
    field.show()
    field.button.click()
    calendar = next(w for w in qapp.allWidgets() if isinstance(w, QCalendarWidget) and w.isVisible())
    assert calendar.selectedDate() == QDate(2026, 12, 4)
    calendar.activated.emit(QDate(2026, 12, 18))
    assert (field.day, field.edit.text()) == (date(2026, 12, 18), "18 Dec 2026")
