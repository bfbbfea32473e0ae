"""Over all pages of this room: every word can be translated, and every control says its name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.translation import use_language
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.rounds.form import SECTIONS
from commissioning_app.ui.rounds.new_round import NewRoundDialog, TrialRoundDialog
from tests.factories import Office, a_round, store
from tests.ui.desk import go, open_window

PLACES = [
    ("home", "", ""),
    ("rounds", "", ""),
    ("people", "", ""),
    ("settings", "", ""),
    ("round", "overview", ""),
    ("round", "overview", "frameworks"),
    ("round", "overview", "actions"),
    ("round", "awards", "before_paying"),
    *(("round", "form", section) for section in SECTIONS),
]


@pytest.fixture
def pseudo(language: None) -> Iterator[None]:
    use_language("qps")
    yield


def _texts(root: QWidget) -> set[str]:
    found = set()
    for widget in root.findChildren(QWidget):
        texts = [widget.accessibleName(), widget.toolTip()]
        if isinstance(widget, QLabel | QAbstractButton):
            texts.append(widget.text())
        found |= {text for text in texts if any(c.isalpha() for c in text)}
    return found


def test_what_has_no_data_on_it_is_all_translated(pseudo: None, qtbot: QtBot, office: Office) -> None:
    window = open_window(qtbot, office.app)
    place = office.app.place.removeprefix("sqlite:///")
    data = {place.replace("/", "/\u200b")}
    for name in ("rounds", "people", "settings"):
        plain = {text for text in _texts(go(window, name)) if "⟦" not in text}
        assert plain - data == set(), name
    for kind in (NewRoundDialog, TrialRoundDialog):
        dialog = kind(window, office.officer)
        assert {text for text in _texts(dialog) if "⟦" not in text} == set()


@pytest.mark.parametrize(("name", "tab", "section"), PLACES)
def test_every_control_says_its_name(
    office: Office, window: MainWindow, name: str, tab: str, section: str
) -> None:
    store(office.officer, a_round(questions=()))
    page = go(window, name, "R1" if name == "round" else "", tab, section)
    nameless = [
        widget
        for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
        for widget in page.findChildren(kind)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert nameless == []
