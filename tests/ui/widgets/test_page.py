"""The frame of a page: nothing sideways, rows that stack, lines that stop at 75 characters."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.ui.lib.layouts import column
from commissioning_app.ui.lib.theme import apply_theme
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.charts import PotBar
from commissioning_app.ui.widgets.findings import FindingRow, KeyValueList
from commissioning_app.ui.widgets.messages import NextBanner, TaskRow
from commissioning_app.ui.widgets.page import PageHeader, ResponsiveRow, ScrollPage, use_panel_text
from commissioning_app.ui.widgets.score_buttons import ScoreButtons
from commissioning_app.ui.widgets.tabs import FlowTabs
from commissioning_app.ui.widgets.text import Label, Prose
from commissioning_app.ui.widgets.timeline import Stage, Timeline

LONG = (
    "Carers on our estate told us that they have not had an hour to themselves in months. Appointments are "
    "offered in the week, in English, across town. They asked for something near, with people who know."
)


def full_page() -> ScrollPage:
    page = ScrollPage()
    page.add(
        PageHeader("Grassroots wellbeing, autumn 2026", crumbs=[("Rounds", list), ("Healthy places", None)])
    )
    titles = (
        "Overview",
        "Form",
        "EOIs",
        "Panel",
        "Scoring",
        "Allocation",
        "Letters",
        "Awards & payments",
        "Trail",
    )
    page.add(FlowTabs([(title, title) for title in titles]))
    page.add(
        NextBanner("Next: four assessments are missing before moderation.", LONG, "See who and what", list)
    )
    stages = ("Opened", "Closed", "Scoring", "Moderation", "Decided", "Announced", "Paid")
    page.add(Timeline([Stage(title, "from 2 Sep") for title in stages]))
    row = ResponsiveRow(least=320)
    left, right = Card("Principles", note="35 met · 3 explained"), Card("The pot: £250,000")
    left.add(FindingRow(LONG, state="Not met", tone="bad", code="S1", source=LONG, links=[("Mend it", list)]))
    left.add(TaskRow("Moderation can’t start", LONG, "bad", "See who", list))
    right.add(PotBar(25000000, 15500000, 5000000))
    right.add(KeyValueList([("Asked for by 43 eligible EOIs", "£1,184,300")]))
    right.add(ScoreButtons("Rooted in the community", {0: "no", 5: LONG}))
    row.add(left, 2)
    row.add(right, 1)
    page.add(row)
    return page


@pytest.mark.parametrize(("percent", "width"), [(100, 1178), (200, 1270), (200, 900), (100, 640)])
@pytest.mark.parametrize("panel", [False, True], ids=["officer", "panel"])
def test_nothing_goes_past_the_side(
    qapp: QApplication, qtbot: QtBot, percent: int, width: int, panel: bool
) -> None:
    apply_theme(qapp, "light", percent)
    page = full_page()
    qtbot.addWidget(page)
    if panel:
        use_panel_text(page)
    page.resize(width, 768)
    page.show()
    qapp.processEvents()
    assert page.overflow() == 0
    inner = page.widget()
    beyond = [
        type(part).__name__
        for part in inner.findChildren(QWidget)
        if part.isVisible() and part.mapTo(inner, part.rect().topRight()).x() > width
    ]
    assert beyond == []


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_no_label_is_cut_off(qapp: QApplication, qtbot: QtBot, percent: int) -> None:
    apply_theme(qapp, "light", percent)
    page = full_page()
    qtbot.addWidget(page)
    page.resize(1270, 768)
    page.show()
    qapp.processEvents()
    cut = [
        label.text()
        for label in page.findChildren(Label)
        if label.isVisible() and label.height() < label.heightForWidth(label.width())
    ]
    assert cut == []


@pytest.mark.parametrize("percent", [100, 200])
def test_prose_stops_at_75_characters(qapp: QApplication, qtbot: QtBot, percent: int) -> None:
    apply_theme(qapp, "light", percent)
    holder = QWidget()
    qtbot.addWidget(holder)
    text = Prose(LONG)
    column(holder).addWidget(text)
    holder.resize(3000, 400)
    holder.show()
    qapp.processEvents()
    metrics = QFontMetrics(text.font())
    line = text.contentsRect().width()
    fitting = max(n for n in range(len(LONG)) if metrics.horizontalAdvance(LONG[:n]) <= line)
    assert 68 <= fitting <= 78
    assert text.width() == 3000
    assert text.heightForWidth(3000) >= 3 * metrics.height()


def test_a_row_stacks_when_a_part_would_be_too_narrow(qapp: QApplication, qtbot: QtBot) -> None:
    row = ResponsiveRow(least=300)
    qtbot.addWidget(row)
    row.add(QPushButton("Left"), 2)
    row.add(QPushButton("Right"), 1)
    row.resize(1000, 100)
    row.show()
    assert not row.stacked
    row.resize(800, 100)
    assert row.stacked
    row.resize(1000, 100)
    assert not row.stacked
    apply_theme(qapp, "light", 200)
    assert row.stacked


def test_crumbs_lead_back(qtbot: QtBot) -> None:
    gone: list[str] = []
    header = PageHeader("Round", crumbs=[("Rounds", lambda: gone.append("rounds")), ("Programme", None)])
    qtbot.addWidget(header)
    header.show()
    header.findChildren(QPushButton)[0].click()
    assert gone == ["rounds"]
    header.set_crumbs([])
    header.set_title("Another", "with a line under it")
    assert header.findChildren(QPushButton) == []
    assert (header.title_label.text(), header.subtitle_label.isVisible()) == ("Another", True)


def test_a_round_s_state_leaves_its_name_the_whole_line_when_the_text_is_large(
    qapp: QApplication, qtbot: QtBot
) -> None:
    header = PageHeader("Grassroots wellbeing", crumbs=[("Rounds", list)])
    chip = QPushButton("Moderation")
    header.right.addWidget(chip)
    qtbot.addWidget(header)
    header.resize(900, 80)
    header.show()
    beside = header.title_label.geometry().right()
    assert beside < chip.parentWidget().geometry().left()
    apply_theme(qapp, "light", 200)
    qtbot.waitUntil(lambda: header.title_label.geometry().right() > beside)
    assert chip.parentWidget().geometry().bottom() < header.title_label.geometry().top()
