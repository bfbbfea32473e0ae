"""Scenes of what people say of themselves: asked, imported, their own to change, shown only as totals."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from PySide6.QtWidgets import QDialog

from commissioning_app.domain.monitoring.questions import GivenAnswer
from commissioning_app.sample_round.living import CODE
from commissioning_app.sample_round.winter import WINTER
from commissioning_app.services.queries.equity import round_totals
from commissioning_app.ui.eois.importing.wizard import CHECK, ImportWizard
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.rounds.design.standard_groups import GroupingDialog
from commissioning_app.ui.widgets.page import ScrollPage
from scripts.shots_studio import MEMBER, Scene, settle

TABLE = """Ref,Group,Ask,Leaders: ethnic background
N1,Sample Kite Club (sample),500,Bangladeshi
N2,Sample Drum Circle (sample),600,Pakistany
N3,Sample Tea Table (sample),700,Asian
N4,Sample Allotment (sample),650,Black African; White & Black Caribbean
N5,Sample Choir (sample),800,rather not say
"""
COLUMNS = {
    "Ref": "reference",
    "Group": "organisation",
    "Ask": "amount_requested",
    "Leaders: ethnic background": "monitoring:ethnicity",
}


def _tab(window: MainWindow) -> Any:
    page = cast(Any, window.shell.navigator.page("round"))
    return page.stack.currentWidget()


def _look(window: MainWindow) -> None:
    """Somebody looked at the totals before."""
    round_totals(window.shell.context, round_code=CODE)
    _tab(window).refresh()
    settle(window)


def _by_group(window: MainWindow) -> None:
    _look(window)
    tab = _tab(window)
    bar = cast(ScrollPage, tab.sheet).verticalScrollBar()
    bar.setValue(tab.applicants.mapTo(tab.sheet.widget(), tab.applicants.rect().topLeft()).y() - 12)


def _answer(window: MainWindow) -> None:
    """A member has ticked a little."""
    page = cast(Any, window.shell.navigator.page("my-scoring"))
    page.about_me.editor.set_answers(
        [GivenAnswer("ethnicity", "african", "Somali"), GivenAnswer("disability", "not_disabled")]
    )
    page.about_me.editor.changed.emit()


def _labels(dialog: QDialog) -> None:
    """As far as the check of a workbook with a column about people."""
    assert isinstance(dialog, ImportWizard)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Sent by a partner.csv"
        path.write_text(TABLE)
        dialog.read(path)
        settle(dialog)
        for column, name in COLUMNS.items():
            dialog.state.choose(column, name)
        dialog._look(dialog.columns_step.fill)
        settle(dialog)
        while dialog.step < CHECK:
            dialog.next()
            settle(dialog)


def _tick_groups(dialog: QDialog) -> None:
    assert isinstance(dialog, GroupingDialog)
    dialog.name_edit.setText("South Asian communities")
    for code in ("indian", "pakistani", "bangladeshi"):
        dialog.groups.boxes[code].setChecked(True)


EQUITY = (
    Scene("equity-before", "moderation", Route("round", CODE, "equity")),
    Scene("equity", "paying", Route("round", CODE, "equity"), act=_look),
    Scene("equity-by-group", "paying", Route("round", CODE, "equity"), act=_by_group),
    Scene(
        "form-monitoring-grouping",
        "draft",
        Route("round", CODE, "form", "monitoring"),
        dialog=lambda window: _tab(window).sections["monitoring"].groupings.list.add(),
        inside=_tick_groups,
    ),
    Scene(
        "form-monitoring-need",
        "draft",
        Route("round", CODE, "form", "monitoring"),
        dialog=lambda window: _tab(window).sections["monitoring"].need.edit(),
    ),
    Scene(
        "import-about-people",
        "open",
        Route("round", CODE, "eois"),
        dialog=lambda window: _tab(window).import_eois(),
        inside=_labels,
    ),
    Scene("about-you", "paying", Route("my-scoring", WINTER, "about-me"), MEMBER, act=_answer),
)
