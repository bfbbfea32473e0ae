"""Allocation, Letters, Awards and Trail: every control says its name, and nothing scrolls sideways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot

from commissioning_app.domain.rounds import RoundState
from commissioning_app.ui.lib.tasks import running_tasks
from commissioning_app.ui.lib.theme import apply_theme
from commissioning_app.ui.widgets.page import ScrollPage
from tests.samples import CODE, sample_office
from tests.ui.desk import go, open_window

PLACES = [
    ("allocation", ""),
    ("allocation", "EOI-021"),
    ("letters", ""),
    ("letters", "EOI-021"),
    ("awards", ""),
    ("awards", "instalments"),
    ("awards", "EOI-004"),
    ("trail", ""),
]
KINDS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView)


@pytest.mark.parametrize(("tab", "item"), PLACES)
def test_every_control_says_its_name_and_has_room(
    qtbot: QtBot, tmp_path: Path, qapp: Any, tab: str, item: str
) -> None:
    apply_theme(qapp, "dark", 200)
    office = sample_office(tmp_path, RoundState.DECIDED)
    window = open_window(qtbot, office.app)
    window.resize(1366, 768)
    page = go(window, "round", CODE, tab, item)
    qtbot.waitUntil(lambda: not running_tasks())
    nameless = [
        widget
        for kind in KINDS
        for widget in page.findChildren(kind)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert nameless == []
    shown = [sheet for sheet in page.findChildren(ScrollPage) if sheet.isVisible()]
    assert shown and {sheet.overflow() for sheet in shown} == {0}
