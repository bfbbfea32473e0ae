"""The Allocation tab on the sample round at moderation."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.domain.eois import Decision
from commissioning_app.services.awards import agree_payment_plan
from commissioning_app.services.equality import read_equality_statement
from commissioning_app.services.moderation import change_score, note_discussion
from commissioning_app.services.panels import note_presence
from commissioning_app.services.queries.allocation import AllocationPage
from commissioning_app.services.queries.moderation import moderation_page, moderation_rows
from commissioning_app.ui.allocation.listing import AmountsTable
from commissioning_app.ui.allocation.page import AllocationTab
from commissioning_app.ui.lib.tasks import running_tasks
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office
from tests.samples import CODE
from tests.ui.desk import go


def allocation(qtbot: QtBot, window: MainWindow, code: str = CODE, item: str = "") -> AllocationTab:
    """The tab, with its amounts there."""
    tab = go(window, "round", code, "allocation", item)
    settle(qtbot, tab)
    return tab


def settle(qtbot: QtBot, tab: AllocationTab) -> None:
    """Wait until what was asked for is shown."""
    qtbot.waitUntil(lambda: tab.page is not None and not running_tasks())


def counts(page: AllocationPage) -> str:
    """The line under the table, worked out from the service's answer."""
    funded = sum(line.amount_pence > 0 for line in page.lines)
    of = {one: sum(line.decision is one for line in page.lines) for one in Decision}
    waiting, below = of[Decision.RESERVE], of[Decision.DECLINE]
    return f"{funded} funded · {waiting} on the reserve list · {below} below the score"


def nothing_in_the_way(office: Office) -> None:
    """Finance agreed, all were there and talked about what differs, the approver read the statement."""
    agree_payment_plan(office.finance, round_code=CODE)
    read_equality_statement(office.approver, round_code=CODE)
    for row in moderation_rows(office.officer, round_code=CODE):
        if row.is_flagged:
            note_discussion(office.officer, round_code=CODE, reference=row.reference, note="We talked.")
    with office.officer.reading() as uow:
        round_ = uow.rounds.find(code=CODE)
        assert round_ is not None
        present = [row[0] for row in uow.members.columns("id", round_id=round_.id)]
    note_presence(office.officer, round_code=CODE, present=present)


def cut_off(table: AmountsTable) -> list[str]:
    """The reasons that are higher than their rows."""
    found = []
    place = next(i for i, c in enumerate(table.model.columns) if c.key == "why")
    for row in range(table.model.rowCount()):
        index = table.model.index(row, place)
        text = str(index.data())
        box = table.view.fontMetrics().boundingRect(
            0, 0, table.view.columnWidth(place) - 18, 10_000, int(Qt.TextFlag.TextWordWrap), text
        )
        if box.height() > table.view.rowHeight(row):
            found.append(text)
    return found


def spoil(office: Office, reference: str) -> None:
    """Every score of an EOI becomes 0, so that it falls below the threshold."""
    page = moderation_page(office.officer, round_code=CODE, reference=reference)
    for criterion in page.criteria:
        for dot in criterion.dots:
            change_score(
                office.officer,
                round_code=CODE,
                reference=reference,
                member_id=dot.member_id,
                criterion_id=criterion.id,
                value=0,
                reason="Misread",
            )
