"""The section “Duties and law”: saved as typed, opened again, fixed in parts, and refused in sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from commissioning_app.domain.duties import (
    Authority,
    DataProtection,
    EqualityReading,
    EqualityStatement,
    PositiveAction,
    PositiveActionCondition,
    PowerUsed,
)
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import FenceBasis, FunderKind, RingFence, RoundState
from commissioning_app.domain.usual_powers import USUAL_POWERS
from commissioning_app.services.rounds import edit_round
from commissioning_app.ui.lib.dialogs import ConflictDialog
from commissioning_app.ui.main_window import MainWindow
from tests.factories import Office, a_question, a_round, store
from tests.ui.desk import go, in_dialog, press
from tests.ui.rounds.hands import records_of, restarted, type_all, type_over

DAY = date(2026, 8, 20)
WOMEN = RingFence("Women", 1_000_000, FenceBasis.PUBLISHED_QUESTION, "women")
YOUTH = RingFence("Youth", 1_000_000, FenceBasis.PUBLISHED_QUESTION, "youth")
SMALL = RingFence("Small", 1_000_000)
REASON = PositiveAction(
    "Women",
    True,
    PositiveActionCondition.DISADVANTAGE,
    "A survey of 2025",
    "A tenth of the pot, one year",
    date(2027, 8, 20),
    DAY,
)
EMPTY: dict[str, Any] = {
    "power_used": PowerUsed(),
    "equality_statement": EqualityStatement(),
    "equality_reading": EqualityReading(),
    "positive_action": (),
    "data_protection": DataProtection(),
    "authority": Authority(),
}


def _open(
    office: Office,
    window: MainWindow,
    *fences: RingFence,
    state: RoundState = RoundState.DRAFT,
    **records: Any,
) -> tuple[Any, Any]:
    kept: RoundRecords = replace(a_round().records, **{**EMPTY, **records})
    rule = replace(a_round().rule, ring_fences=fences)
    asked = [
        a_question(id=fence.question_id, kind=QuestionKind.YES_NO) for fence in fences if fence.question_id
    ]
    questions = (*a_round().questions, *asked)
    store(office.officer, a_round(records=kept, rule=rule, state=state, questions=questions))
    tab = go(window, "round", "R1", "form", "duties")
    return tab, tab.sections["duties"]


def test_duties_are_saved_as_typed_and_open_again(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, section = _open(office, window)
    day = "20 Aug 2026"
    type_all(qtbot, section.power, {"power": "NHS Act 2006", "why": "Nothing is bought", "on": day})
    equality = {
        "on": day,
        "by_role": "Head of equality",
        "summary": "Carers gain\nNobody loses",
        "reference": "EIA 7",
    }
    type_all(qtbot, section.equality, equality)
    kept = {"dpia_on": day, "dpia": "DPIA 4", "policy_on": day, "policy": "Policy 7"}
    type_all(qtbot, section.data, kept)
    type_all(qtbot, section.authority, {"limit": "250k", "given_by": "The board", "minute": "9", "on": day})
    press(qtbot, tab.save_button)
    saved = records_of(office)
    assert saved.power_used == PowerUsed("NHS Act 2006", "Nothing is bought", DAY)
    assert saved.equality_statement == EqualityStatement(
        DAY, "Head of equality", "Carers gain\nNobody loses", "EIA 7"
    )
    assert saved.data_protection == DataProtection(DAY, "DPIA 4", DAY, "Policy 7")
    assert saved.authority == Authority(25_000_000, "The board", "9", DAY)
    again = go(restarted(qtbot, office), "round", "R1", "form", "duties")
    assert again.changes() == {}
    assert again.sections["duties"].equality.summary.toPlainText() == "Carers gain\nNobody loses"
    assert again.sections["duties"].authority.limit.text() == "£250,000"


def test_a_usual_power_is_a_start_that_can_be_changed(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, section = _open(office, window)
    usual = section.power.usual
    assert [usual.itemText(place) for place in range(1, usual.count())] == list(
        USUAL_POWERS[FunderKind.INTEGRATED_CARE_BOARD]
    )
    usual.setFocus()
    qtbot.keyClick(usual, Qt.Key.Key_Down)
    usual.activated.emit(usual.currentIndex())
    assert section.power.power.toPlainText() == USUAL_POWERS[FunderKind.INTEGRATED_CARE_BOARD][0]
    assert set(USUAL_POWERS) == set(FunderKind)
    type_over(qtbot, section.power.power, "Another one")
    press(qtbot, tab.save_button)
    assert records_of(office).power_used.power == "Another one"


def test_the_reason_for_a_ring_fence_is_written_and_dated(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, section = _open(office, window, WOMEN, SMALL)
    assert [block.name for block in section.positive.blocks] == ["Women"]
    block = section.positive.blocks[0]
    assert not block.condition.isVisible()
    block.applies.buttons["yes"].click()
    block.condition.buttons["disadvantage"].click()
    type_all(
        qtbot,
        block,
        {"evidence": REASON.evidence, "proportionality": REASON.proportionality, "review_on": "20 Aug 2027"},
    )
    press(qtbot, tab.save_button)
    today = office.clock.today()
    assert records_of(office).positive_action == (replace(REASON, recorded_on=today),)
    assert block.day.text() == "Written on Tuesday 1 September 2026."
    assert tab.changes() == {}


def test_a_whole_reason_is_enough_before_it_is_saved(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    """The day of a reason is the clock's, and not missed while the person still writes."""
    whole = a_round().records
    tab, section = _open(
        office, window, WOMEN, **{name: getattr(whole, name) for name in EMPTY if name != "positive_action"}
    )
    assert "“Women” lacks a word on whether it is positive action" in tab.finding_message.text
    block = section.positive.blocks[0]
    block.applies.buttons["no"].click()
    type_over(qtbot, block.evidence, "For evenings only")
    qtbot.waitUntil(lambda: "Women" not in tab.finding_message.text)
    assert tab.changes()["records"].positive_action[0].recorded_on is None


def test_a_name_in_other_letters_is_the_same_fence(office: Office, window: MainWindow) -> None:
    tab, section = _open(office, window, WOMEN, positive_action=(replace(REASON, ring_fence="women "),))
    assert [block.evidence.toPlainText() for block in section.positive.blocks] == [REASON.evidence]
    assert tab.changes() == {}


def test_a_fence_that_favours_nobody_says_what_it_is_for(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, section = _open(office, window, WOMEN, positive_action=(REASON,))
    block = section.positive.blocks[0]
    assert tab.changes() == {}
    block.applies.buttons["no"].click()
    assert not block.condition.isVisible() and not block.proportionality.isVisible()
    type_over(qtbot, block.evidence, "For evenings only")
    press(qtbot, tab.save_button)
    kept = records_of(office).positive_action[0]
    assert (kept.applies, kept.evidence, kept.recorded_on) == (
        False,
        "For evenings only",
        office.clock.today(),
    )


def test_a_reason_without_its_fence_can_be_taken_away(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, section = _open(office, window, YOUTH, positive_action=(REASON,))
    assert [block.name for block in section.positive.blocks] == ["Youth", "Women"]
    gone = section.positive.blocks[1]
    assert gone.gone.isVisible() and not section.positive.blocks[0].remove_button.isVisible()
    press(qtbot, gone.remove_button)
    assert not gone.isVisible()
    press(qtbot, tab.save_button)
    assert records_of(office).positive_action == ()
    assert [block.name for block in section.positive.blocks] == ["Youth"]


def test_without_such_a_fence_there_is_nothing_to_say(office: Office, window: MainWindow) -> None:
    _tab, section = _open(office, window, SMALL)
    assert section.positive.none.isVisible() and section.positive.blocks == []


def test_bad_days_and_amounts_are_said_beside_the_field(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, section = _open(office, window, WOMEN)
    block = section.positive.blocks[0]
    block.applies.buttons["yes"].click()
    type_over(qtbot, block.review_on, "next year")
    type_over(qtbot, section.authority.limit, "lots")
    press(qtbot, tab.save_button)
    errors = {key: field.error for key, field in section.fields.items() if field.error}
    assert set(errors) == {"positive_Women_review", "limit"}
    assert errors["positive_Women_review"].startswith("“next year” is not a date.")
    assert errors["limit"].startswith("“lots” is not an amount of money.")
    assert records_of(office).authority == Authority()


def test_after_opening_some_of_it_is_fixed_and_the_rest_can_be_written(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, section = _open(
        office,
        window,
        WOMEN,
        YOUTH,
        state=RoundState.SCORING,
        power_used=PowerUsed("NHS Act 2006", "Nothing is bought", DAY),
        positive_action=(REASON,),
    )
    women, youth = section.positive.blocks
    assert section.power.power.isReadOnly() and not section.power.usual_field.isVisible()
    assert section.power.card.note_label.text() == "Fixed"
    assert women.evidence.isReadOnly() and women.fixed_label.isVisible()
    assert not women.applies.buttons["no"].isEnabled()
    assert not youth.evidence.isReadOnly() and not youth.fixed_label.isVisible()
    assert not section.equality.summary.isReadOnly()
    type_over(qtbot, section.data.dpia, "DPIA 4")
    type_over(qtbot, section.authority.minute, "9")
    type_over(qtbot, section.equality.summary, "Carers gain")
    press(qtbot, tab.save_button)
    saved = records_of(office)
    assert (saved.data_protection.dpia_reference, saved.authority.minute) == ("DPIA 4", "9")
    assert section.equality.summary.isReadOnly()


def test_once_decided_the_limit_is_fixed(office: Office, window: MainWindow) -> None:
    limit = Authority(25_000_000, "The board", "9", DAY)
    _tab, section = _open(office, window, state=RoundState.DECIDED, authority=limit)
    assert section.authority.limit.isReadOnly() and not section.data.dpia.isReadOnly()


def test_who_read_the_statement_is_shown(office: Office, window: MainWindow) -> None:
    _tab, section = _open(
        office,
        window,
        equality_statement=EqualityStatement(DAY, "Head of equality", "Carers gain"),
        equality_reading=EqualityReading("Ava Approver", DAY),
    )
    assert section.equality.read.pairs == (
        ("Read by the approver, who says so under Allocation", "Ava Approver, Thursday 20 August 2026"),
    )


def test_the_later_of_two_savers_sees_both_statements(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, section = _open(office, window)
    type_over(qtbot, section.equality.summary, "Mine")
    theirs = replace(
        records_of(office), equality_statement=EqualityStatement(summary="Theirs"), minutes_an_eoi=14
    )
    edit_round(office.officer, round_code="R1", version=None, records=theirs)
    said: list[str] = []

    def choose(dialog: ConflictDialog) -> None:
        from commissioning_app.ui.widgets.text import Label

        said.extend(label.text() for label in dialog.findChildren(Label))
        dialog.foot.itemAt(3).widget().click()

    in_dialog(ConflictDialog, choose, lambda: press(qtbot, tab.save_button))
    assert "equality statement: summary: Theirs" in said and "equality statement: summary: Mine" in said
    assert records_of(office).equality_statement == EqualityStatement(summary="Mine")
    assert records_of(office).minutes_an_eoi == 14
