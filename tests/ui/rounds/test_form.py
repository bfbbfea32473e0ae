"""The design of a round: every section fills its part, saves with a version, and locks at opening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from commissioning_app.domain.forms import EligibilityRule, QuestionKind
from commissioning_app.domain.records import (
    Contact,
    HelpOffer,
    MemberPayment,
    PanelPlan,
    PaymentPlan,
    RoundRecords,
)
from commissioning_app.domain.rounds import AllocationMethod, FenceBasis, PotYear, RingFence, Round
from commissioning_app.services.rounds import edit_round, read_round
from commissioning_app.services.rounds_steps import advance_round
from commissioning_app.ui.lib.dialogs import ConflictDialog, Dialog
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.rounds.design.applying import RuleDialog
from commissioning_app.ui.rounds.design.criteria import CriterionDialog
from commissioning_app.ui.rounds.design.helping import OfferDialog
from commissioning_app.ui.rounds.design.item_dialog import short_id
from commissioning_app.ui.rounds.design.questions import QuestionDialog
from commissioning_app.ui.rounds.design.sharing import FenceDialog
from commissioning_app.ui.rounds.design.words import say
from commissioning_app.ui.rounds.form import SECTIONS
from tests.factories import ANCHORS, Office, a_question, a_round, store
from tests.ui.desk import go, in_dialog, press, sit_down


def _round(office: Office) -> Round:
    return read_round(office.officer, round_code="R1")


def _open(office: Office, window: MainWindow, section: str, **changes: Any) -> tuple[Any, Any]:
    store(office.officer, a_round(**changes))
    tab = go(window, "round", "R1", "form", section)
    return tab, tab.sections[section]


def _type(qtbot: QtBot, editor: Any, text: str) -> None:
    """Type over what stands there."""
    editor.selectAll()
    qtbot.keyClicks(editor, text)


def test_basics_are_saved(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, basics = _open(office, window, "pot")
    assert tab.foot.isVisible() is False
    _type(qtbot, basics.name_edit, "Grassroots wellbeing 2027")
    press(qtbot, basics.years.add_button)
    _type(qtbot, basics.years.lines[2].amount, "20k")
    assert basics.years.total.text() == "The whole pot: £170,000"
    press(qtbot, basics.years.lines[0].remove_button)
    _type(qtbot, basics.largest, "5000")
    _type(qtbot, basics.core, "60")
    assert tab.unsaved.text() == "Not saved yet: Name, Pot, Largest award, Open to core funding"
    qtbot.keyClick(basics.core, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    saved = _round(office)
    assert (saved.name, saved.pot_years, saved.largest_award_pence, saved.core_open_percent) == (
        "Grassroots wellbeing 2027",
        (PotYear("2027-28", 5_000_000), PotYear("2028-29", 2_000_000)),
        500_000,
        60,
    )
    assert tab.foot.isVisible() is False


def test_what_cant_be_read_is_not_saved(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, basics = _open(office, window, "pot")
    _type(qtbot, basics.largest, "lots")
    tab.show_section("questions")
    press(qtbot, tab.save_button)
    assert tab.nav.current == "pot"
    assert basics.fields["largest_award_pence"].error.startswith("“lots” is not an amount of money.")
    _type(qtbot, basics.largest, "1")
    press(qtbot, tab.save_button)
    assert tab.message.text.startswith("The smallest award is larger than the largest award.")
    press(qtbot, tab.discard_button)
    assert (basics.largest.pence, tab.foot.isVisible()) == (2_000_000, False)


def test_days_are_typed_or_suggested(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, days = _open(office, window, "timetable")
    assert days.said.text() == "It is open for 30 days. Applicants wait 39 days for an answer."
    days.days["opens_on"].edit.clear()
    days.days["opens_on"].check()
    days.suggest()
    assert days.fields["opens_on"].error == "Set the opening day first."
    _type(qtbot, days.days["opens_on"].edit, "7/9/2026")
    press(qtbot, days.suggest_button)
    press(qtbot, tab.save_button)
    plan = _round(office).timetable
    assert (plan.opens_on, plan.closes_on, plan.announced_by) == (
        date(2026, 9, 7), date(2026, 10, 16), date(2026, 11, 24),
    )  # fmt: skip


def test_questions_are_added_edited_moved_and_removed(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, questions = _open(office, window, "questions")

    def write(dialog: QuestionDialog) -> None:
        press(qtbot, dialog.ok)
        assert dialog.fields["text"].error == "Write the question."
        qtbot.keyClicks(dialog.text, "Which help would you like?")
        qtbot.keyClicks(dialog.why, "To plan it.")
        dialog.kind.setCurrentIndex(list(QuestionKind).index(QuestionKind.CHOICES))
        press(qtbot, dialog.ok)
        assert dialog.fields["options"].error == "Give two or more, one on each line."
        qtbot.keyClicks(dialog.options, "Book-keeping")
        qtbot.keyClick(dialog.options, Qt.Key.Key_Return)
        qtbot.keyClicks(dialog.options, "Childcare")
        press(qtbot, dialog.ok)

    in_dialog(QuestionDialog, write, lambda: press(qtbot, questions.list.add_button))
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(questions.list.rows[3], Qt.Key.Key_Up, alt)
    assert window.focusWidget() is questions.list.rows[2]

    def shorten(dialog: QuestionDialog) -> None:
        _type(qtbot, dialog.limit, "100")
        press(qtbot, dialog.ok)

    in_dialog(QuestionDialog, shorten, lambda: qtbot.keyClick(questions.list.rows[0], Qt.Key.Key_Return))
    qtbot.keyClick(questions.list.rows[1], Qt.Key.Key_Delete)
    press(qtbot, questions.list.rows[0].buttons["down"])
    press(qtbot, tab.save_button)
    saved = _round(office).questions
    assert [(q.id, q.kind, q.word_limit, q.options) for q in saved] == [
        ("which-help-would-you-lik", QuestionKind.CHOICES, 0, ("Book-keeping", "Childcare")),
        ("need", QuestionKind.LONG, 100, ()),
        ("when", QuestionKind.DATE, 0, ()),
    ]


def test_criteria_have_weights_and_words(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, criteria = _open(office, window, "criteria")

    def write(dialog: CriterionDialog) -> None:
        _type(qtbot, dialog.weight, "0")
        press(qtbot, dialog.ok)
        assert dialog.fields["name"].error == "Give the criterion a name."
        assert dialog.fields["weight"].error == "This is a number from 1 to 100."
        qtbot.keyClicks(dialog.name_edit, "Fair")
        _type(qtbot, dialog.weight, "3")
        for edit, words in zip(dialog.anchors, ANCHORS, strict=True):
            qtbot.keyClicks(edit, words)
        press(qtbot, dialog.ok)

    in_dialog(CriterionDialog, write, lambda: press(qtbot, criteria.list.add_button))
    press(qtbot, tab.save_button)
    made = _round(office).criteria[2]
    assert (made.id, made.name, made.weight, made.anchors) == ("fair", "Fair", 3, ANCHORS)


def test_who_can_apply_and_how(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, applying = _open(office, window, "applying")

    def write(dialog: RuleDialog) -> None:
        qtbot.keyClicks(dialog.text, "You have a safeguarding policy.")
        qtbot.keyClicks(dialog.mend, "Send it, or ask us for help with one.")
        qtbot.keyClicks(dialog.code, "area")
        press(qtbot, dialog.ok)
        assert dialog.fields["code"].error == "Another rule has this code."
        _type(qtbot, dialog.code, "safe")
        press(qtbot, dialog.ok)

    in_dialog(RuleDialog, write, lambda: press(qtbot, applying.list.add_button))
    qtbot.keyClicks(applying.edits["languages_and_formats"], "Bengali")
    qtbot.keyClick(applying.edits["languages_and_formats"], Qt.Key.Key_Return)
    press(qtbot, tab.save_button)
    saved = _round(office)
    assert saved.eligibility_rules[1] == EligibilityRule(
        "safe", "You have a safeguarding policy.", "Send it, or ask us for help with one."
    )
    assert saved.languages_and_formats == ("Bengali", "large print")


def test_the_rule_of_sharing(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    carers = a_question(id="carers", text="Are you run by carers?", kind=QuestionKind.YES_NO, word_limit=0)
    tab, sharing = _open(office, window, "rule", questions=(a_question(), carers))
    assert sharing.stop.isVisible() is False
    sharing.method.buttons["ranked"].click()
    qtbot.keyClick(sharing.stop, Qt.Key.Key_Space)
    _type(qtbot, sharing.threshold, "60")
    _type(qtbot, sharing.power, "55")
    _type(qtbot, sharing.most, "30k")

    def fence(dialog: FenceDialog) -> None:
        press(qtbot, dialog.ok)
        assert dialog.fields["name"].error == "Give it a name of its own."
        qtbot.keyClicks(dialog.name_edit, "Carers")
        qtbot.keyClicks(dialog.at_least, "10000")
        dialog.basis.setCurrentIndex(list(FenceBasis).index(FenceBasis.PUBLISHED_QUESTION))
        press(qtbot, dialog.ok)

    in_dialog(FenceDialog, fence, lambda: press(qtbot, sharing.fences.add_button))
    press(qtbot, tab.save_button)
    rule = _round(office).rule
    assert (rule.method, rule.threshold, rule.stop_at_first_misfit, rule.most_per_organisation_pence) == (
        AllocationMethod.RANKED, 60, True, 3_000_000,
    )  # fmt: skip
    assert _round(office).community_power_percent == 55
    assert rule.ring_fences == (RingFence("Carers", 1_000_000, FenceBasis.PUBLISHED_QUESTION, "carers"),)


def test_records_stay_open_after_opening(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    advance_round(office.officer, round_code="R1")
    tab = go(window, "round", "R1", "form", "pot")
    assert tab.lock_message.text.startswith("The design was published when the round opened")
    assert tab.sections["pot"].name_edit.isReadOnly()
    assert tab.sections["pot"].years.add_button.isVisible() is False
    tab.show_section("criteria")
    rows = tab.sections["criteria"].list.rows

    def read(dialog: CriterionDialog) -> None:
        assert dialog.anchors[5].text() == "Very strong"
        assert (dialog.anchors[5].isReadOnly(), dialog.ok.isVisible()) == (True, False)
        dialog.reject()

    in_dialog(CriterionDialog, read, lambda: press(qtbot, rows[0].buttons["look"]))
    qtbot.keyClick(rows[0], Qt.Key.Key_Delete)
    assert len(tab.sections["criteria"].list.items) == 2
    tab.show_section("help")
    helping = tab.sections["help"]
    _type(qtbot, helping.email, "new@example.org")

    def offer(dialog: OfferDialog) -> None:
        qtbot.keyClicks(dialog.what, "A call")
        qtbot.keyClicks(dialog.on.edit, "soon")
        press(qtbot, dialog.ok)
        assert dialog.fields["on"].error.startswith("“soon” is not a date.")
        _type(qtbot, dialog.on.edit, "15 Sep 2026")
        press(qtbot, dialog.ok)

    in_dialog(OfferDialog, offer, lambda: press(qtbot, helping.list.add_button))
    tab.show_section("panel")
    panel = tab.sections["panel"]
    _type(qtbot, panel.community, "5")
    _type(qtbot, panel.first_percent, "30")
    _type(qtbot, panel.days_before, "14")
    panel.offered.buttons["no"].click()
    press(qtbot, tab.save_button)
    records = _round(office).records
    assert records.contact == Contact("Olu Officer", "new@example.org", "020 7946 0000")
    assert records.help_offers == (
        HelpOffer("Drop-in at the library", date(2026, 9, 10)), HelpOffer("A call", date(2026, 9, 15)),
    )  # fmt: skip
    assert (records.panel_plan, records.member_payment, records.payment_plan) == (
        PanelPlan(5, 2),
        MemberPayment(False, 2500, "Travel and childcare"),
        PaymentPlan(30, 14, 500_000),
    )


def test_what_comes_after_the_decision_is_no_fault_of_a_draft(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, _after = _open(office, window, "after")
    assert tab.nav.buttons["after"].toolTip() == ""
    assert "You said, we did: Ask all applicants" in tab.finding_message.text
    assert tab.finding_message.property("tone") == "info"
    assert (tab.nav.buttons["handing_out"].toolTip(), tab.nav.buttons["panel"].toolTip() != "") == ("", True)


def test_many_open_checks_are_said_shortly_and_those_in_the_way_first(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    tab, _duties = _open(office, window, "duties", records=RoundRecords())
    assert tab.finding_message.text.splitlines() == [
        "Who gains, and who may lose: Write down who gains and who may lose, and what you do about it.",
        "The right to give, and why a grant: Write down the power, why nothing is bought, and the day; "
        "ask whoever advises you on law.",
        "Kept apart from scores: Write down the impact assessment and the policy document, each with its "
        "day and where it is kept.",
        "Decided by someone who may: Write down how much the approver may decide on, who gave that "
        "authority, its minute and its day.",
    ]


def test_the_question_that_asks_what_people_need_is_shown_by_its_words(
    qtbot: QtBot, office: Office, window: MainWindow
) -> None:
    questions = (a_question(id="who"), a_question(id="need", text="What do people need?"))
    tab, promises = _open(office, window, "promises", questions=questions)
    assert (promises.needs.question.currentText(), tab.changes()) == ("2. What do people need?", {})
    store(office.officer, a_round(code="R2", questions=questions[:1]))
    tab = go(window, "round", "R2", "form", "promises")
    assert (tab.sections["promises"].needs.question.currentText(), tab.changes()) == ("Not said yet", {})


def test_what_is_published_leads_to_what_is_missing(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, publishing = _open(office, window, "publishing", exclusions=())
    assert publishing.card.note_label.text() == "5 of 6"
    press(qtbot, publishing.links["exclusions"])
    assert tab.nav.current == "applying"
    assert tab.finding_message.isVisible() is False
    tab.show_section("publishing")
    assert "missing" in tab.finding_message.text


@pytest.mark.parametrize(("choice", "name"), [(1, "Theirs"), (2, "Mine")])
def test_the_later_of_two_savers_sees_both_versions(
    qtbot: QtBot, office: Office, window: MainWindow, choice: int, name: str
) -> None:
    tab, basics = _open(office, window, "pot")
    _type(qtbot, basics.name_edit, "Mine")
    edit_round(office.officer, round_code="R1", version=None, name="Theirs")

    def choose(dialog: ConflictDialog) -> None:
        from commissioning_app.ui.widgets.text import Label

        said = [label.text() for label in dialog.findChildren(Label)]
        assert "Theirs" in said and "Mine" in said
        dialog.foot.itemAt(choice + 1).widget().click()

    in_dialog(ConflictDialog, choose, lambda: press(qtbot, tab.save_button))
    assert (_round(office).name, basics.name_edit.text()) == (name, name)


def test_unsaved_work_is_asked_about(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    _tab, basics = _open(office, window, "pot")
    _type(qtbot, basics.name_edit, "Half typed")
    page: Any = window.shell.navigator.page("round")

    def stay(dialog: Dialog) -> None:
        assert dialog.text_label.text() == "What you changed is not saved: Name."
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    in_dialog(Dialog, stay, lambda: page.tabs.tab("overview").click())
    assert (page.tabs.current, basics.name_edit.text()) == ("form", "Half typed")

    def leave(dialog: Dialog) -> None:
        press(qtbot, next(b for b in dialog.findChildren(QPushButton) if b.text() == "Leave without saving"))

    in_dialog(Dialog, leave, lambda: window.shell.navigator.go(Route("rounds")))
    assert window.shell.navigator.current == Route("rounds")
    assert _round(office).name == "Grassroots wellbeing"


def test_others_only_read(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round())
    sit_down(window, office.approver)
    tab = go(window, "round", "R1", "form", "help")
    assert tab.lock_message.text == "Officers design rounds. You can read it all here."
    assert tab.sections["help"].name_edit.isReadOnly()
    assert tab.sections["help"].list.add_button.isVisible() is False


@pytest.mark.parametrize("percent", [100, 200])
def test_no_section_is_wider_than_the_page(office: Office, window: MainWindow, percent: int) -> None:
    fences = (RingFence("Small", 100_000),)
    rule = replace(a_round().rule, method=AllocationMethod.RANKED, ring_fences=fences)
    store(office.officer, a_round(rule=rule))
    window.shell.settings.text_percent = percent
    window.shell.apply_look()
    found = {}
    for section in SECTIONS:
        found[section] = go(window, "round", "R1", "form", section).sheet.overflow()
    assert found == dict.fromkeys(SECTIONS, 0)


def test_arrows_move_through_the_sections(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    tab, _basics = _open(office, window, "pot")
    qtbot.keyClick(tab.nav.buttons["pot"], Qt.Key.Key_Down)
    assert tab.nav.current == "communities"
    qtbot.keyClick(tab.nav.buttons["communities"], Qt.Key.Key_Up)
    assert tab.nav.current == "pot"


def test_short_ids_and_words_for_two_versions() -> None:
    assert short_id("What, why & how?", {"what-why-how"}) == "what-why-how-2"
    assert short_id("¿?", ()) == "item"
    assert say("pot_years", [{"year": "2026-27", "pence": 500}]) == "2026-27 (pence £5)"
    assert (
        say("rule", {"method": "ranked", "seed": None, "part_fund": True}) == "method: ranked\npart fund: yes"
    )
    assert say("largest_award_pence", 100_000) == "£1,000"
