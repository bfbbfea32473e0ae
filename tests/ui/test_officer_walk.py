"""The whole sample round in the window, from draft to announced, by the keys and buttons of its people."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.panels import Interest, PaymentChoice
from commissioning_app.domain.rounds import RoundState
from commissioning_app.paths import resource
from commissioning_app.sample_round.living import CODE, EOIS_FILE, SampleRun
from commissioning_app.services.awards import award_rows
from commissioning_app.services.letters import letter_rows
from commissioning_app.services.queries.allocation import allocation_page
from commissioning_app.services.queries.declarations import declaration_rows
from commissioning_app.services.queries.eois import eoi_page
from commissioning_app.services.queries.moderation import moderation_page, moderation_rows
from commissioning_app.services.queries.panel import assignment_rows, panel_rows
from commissioning_app.services.rounds import read_round
from commissioning_app.services.workspace import verify_trail
from commissioning_app.ui.allocation.dialogs import ApproveDialog, RecommendDialog
from commissioning_app.ui.awards.dialogs import AgreePlanDialog
from commissioning_app.ui.eois.actions import AskDialog, IneligibleDialog, LateDialog, WithdrawDialog
from commissioning_app.ui.eois.importing.wizard import RESULT, ImportWizard
from commissioning_app.ui.letters.batch import MakeLettersDialog
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.panels.exceptions import ExceptionDialog
from commissioning_app.ui.panels.note_dialogs import BriefingDialog, PaymentDialog
from commissioning_app.ui.panels.plan_dialog import PlanDialog
from commissioning_app.ui.panels.sheet import SheetDialog
from commissioning_app.ui.scoring.change_score import ChangeScoreDialog
from commissioning_app.ui.scoring.presence import PresenceDialog
from commissioning_app.ui.widgets.buttons import DangerButton
from tests.ui.walking import (
    KEY,
    Walk,
    eoi_list,
    note_the_rest,
    open_eoi,
    press_section,
    send_the_rest,
    state,
    states,
    ties_of_the_round,
    write_other_feedback,
)

OFFICER, APPROVER = "Sam Sample (officer)", "Alex Sample (approver)"
FINANCE = "Frances Sample (finance)"
COMMUNITY = ("Amara (sample)", "Bilal (sample)", "Chidi (sample)", "Dilys (sample)", "Esme (sample)")
COMMISSIONERS = ("Farid (sample)", "Gwen (sample)", "Hana (sample)", "Idris (sample)")
PANEL = COMMUNITY + COMMISSIONERS
ALL_EOIS = 45


def test_an_officer_runs_the_sample_round_from_draft_to_announced(qtbot: QtBot, tmp_path: Path) -> None:
    run = SampleRun(f"sqlite:///{tmp_path / 'workspace.db'}")
    walk = Walk(qtbot, run)
    open_and_import(walk)
    find_who_is_eligible(walk)
    prepare_the_panel(walk)
    say_ties(walk)
    give_out(walk)
    score(walk)
    moderate(walk)
    decide(walk)
    write_to_everybody(walk, tmp_path / "letters")
    run.finish()


def open_and_import(walk: Walk) -> None:
    """The round opens; the workbook comes in after the last day; the round closes."""
    run = walk.run
    walk.go_to_round()
    assert (state(run), walk.chip()) == (RoundState.DRAFT, "Draft")
    walk.on(date(2026, 2, 2))
    walk.advance("Open the round")
    assert (state(run), walk.chip()) == (RoundState.OPEN, "Open")

    walk.on(date(2026, 3, 9))
    eois = walk.tab("eois")

    def through(wizard: ImportWizard) -> None:
        wizard.file_step.files_given.emit((resource("samples", EOIS_FILE),))
        walk.settle()
        while wizard.step != RESULT:
            walk.press(wizard.next_button)
        assert wizard.result_step.sentence_label.text() == f"{ALL_EOIS} EOIs are imported."
        walk.press(wizard.next_button)

    walk.in_dialog(ImportWizard, eois.listing.import_button, through)
    assert states(run) == {EoiState.RECEIVED: 44, EoiState.LATE: 1}
    assert eois.listing.table.model.total == ALL_EOIS
    walk.advance("Close the round")
    assert (state(run), walk.chip()) == (RoundState.CLOSED, "Closed")


def find_who_is_eligible(walk: Walk) -> None:
    """Two are asked something and then ruled out, one withdraws, a late one is taken, all others go on."""
    run = walk.run
    for reference, question in (
        ("EOI-041", "Is there a host that could hold the money?"),
        ("EOI-042", "How many people from Wexmere come to you?"),
    ):

        def ask(dialog: AskDialog, question: str = question) -> None:
            walk.type_in(dialog.question, question)
            walk.press(dialog.go_button)

        walk.in_dialog(AskDialog, open_eoi(walk, reference).buttons["ask_query"], ask)
        asked = eoi_page(run.officer, round_code=CODE, reference=reference)
        assert (asked.state, asked.queries[0].reply_by) == (EoiState.QUERIED, date(2026, 3, 16))

    def withdraw(dialog: WithdrawDialog) -> None:
        walk.type_in(dialog.reason, "Our conductor moved away")
        walk.press(dialog.go_button)

    walk.in_dialog(WithdrawDialog, open_eoi(walk, "EOI-044").buttons["withdraw_eoi"], withdraw)

    walk.sit_down(APPROVER)
    walk.go_to_round()
    assert walk.shown_tab().banner.sentence_label.text() == "One late EOI waits for you."
    walk.press(walk.shown_tab().banner.button)
    assert walk.shown_tab().listing.table.model.rowCount() == 1

    def take(dialog: LateDialog) -> None:
        walk.type_in(dialog.reason, "Our mailbox was full on the last evening")
        walk.press(dialog.go_button)

    walk.in_dialog(LateDialog, open_eoi(walk, "EOI-045").buttons["agree_late"], take)
    assert eoi_page(run.officer, round_code=CODE, reference="EOI-045").state is EoiState.RECEIVED

    walk.sit_down(OFFICER)
    walk.go_to_round()
    walk.on(date(2026, 3, 17))
    for reference, code, reason in (
        ("EOI-041", "profit", "The company is owned by its two directors for profit."),
        ("EOI-042", "area", "Nobody from Wexmere or Ashby Fields takes part."),
    ):

        def rule_out(dialog: IneligibleDialog, code: str = code, reason: str = reason) -> None:
            walk.mark(dialog.rule, code)
            walk.type_in(dialog.reason, reason)
            walk.press(dialog.go_button)

        walk.in_dialog(IneligibleDialog, open_eoi(walk, reference).buttons["find_ineligible"], rule_out)
    listing = eoi_list(walk)
    walk.in_dialog(Dialog, listing.eligible_button, lambda dialog: walk.key(dialog, KEY.Key_Return))
    assert states(run) == {EoiState.ELIGIBLE: 42, EoiState.INELIGIBLE: 2, EoiState.WITHDRAWN: 1}


def prepare_the_panel(walk: Walk) -> None:
    """Everybody had their briefing; community members say what they want to be paid."""
    members = walk.tab("panel").members
    walk.pick_all(members.table)

    def brief(dialog: BriefingDialog) -> None:
        walk.type_in(dialog.day.edit, "12 Mar 2026")
        walk.press(dialog.go_button)

    walk.in_dialog(BriefingDialog, members.briefing_button, brief)
    for number, name in enumerate(COMMUNITY):
        choice = (PaymentChoice.ACCEPTED, PaymentChoice.REDUCED, PaymentChoice.DECLINED)[number % 3]

        def note(dialog: PaymentDialog, choice: PaymentChoice = choice) -> None:
            walk.mark(dialog.choice, choice)
            walk.press(dialog.go_button)

        walk.pick(members.table, name)
        walk.in_dialog(PaymentDialog, members.payment_button, note)
    rows = panel_rows(walk.run.officer, round_code=CODE)
    assert {one.name: one.briefed_on for one in rows} == dict.fromkeys(PANEL, date(2026, 3, 12))
    assert Counter(one.payment for one in rows) == {
        PaymentChoice.ACCEPTED: 2,
        PaymentChoice.REDUCED: 2,
        PaymentChoice.DECLINED: 1,
        PaymentChoice.NOT_ASKED: 4,
    }


def say_ties(walk: Walk) -> None:
    """All with a part say their ties; one member has a close one and stays, as the approver agrees."""
    interests = ties_of_the_round(walk)
    walk.in_dialog(SheetDialog, interests.own_button, lambda sheet: walk.press(sheet.go_button))
    for name in PANEL:
        if name not in ("Esme (sample)", "Gwen (sample)"):
            walk.pick(interests.table, name)
            walk.in_dialog(SheetDialog, interests.sheet_button, lambda sheet: walk.press(sheet.go_button))

    def gwen(sheet: SheetDialog) -> None:
        walk.pick(sheet.table, "Elders of the Windrush")
        walk.type_in(sheet.note, "Volunteered there until 2023")
        walk.press(sheet.buttons[Interest.INDIRECT])
        walk.press(sheet.go_button)

    walk.pick(interests.table, "Gwen (sample)")
    walk.in_dialog(SheetDialog, interests.sheet_button, gwen)

    walk.sit_down("Esme (sample)")
    esme = walk.page("my-scoring").declare
    qtbot = walk.qtbot
    qtbot.waitUntil(lambda: len(esme.rows) == ALL_EOIS)
    row = next(one for one in esme.rows if one.name.startswith("Ashby Swim Sisters"))
    walk.key(row.tick, KEY.Key_Space)
    walk.mark(row.choices, Interest.DIRECT)
    walk.type_in(row.note, "Sits on the committee")
    walk.in_dialog(Dialog, esme.done_button, lambda sure: walk.press(sure.findChild(DangerButton)))
    assert walk.window.message.text.startswith("Thank you for saying so. You have left this round;")

    walk.sit_down(APPROVER)
    walk.go_to_round()
    interests = ties_of_the_round(walk)
    walk.in_dialog(SheetDialog, interests.own_button, lambda sheet: walk.press(sheet.go_button))

    def stays(dialog: ExceptionDialog) -> None:
        walk.type_in(dialog.reason, "She takes no part in that EOI")
        walk.press(dialog.go_button)

    walk.pick(interests.table, "Esme (sample)")
    walk.in_dialog(ExceptionDialog, interests.exception_button, stays)

    walk.sit_down(FINANCE)
    walk.go_to_round()
    closed = walk.tab("panel").closed
    walk.in_dialog(SheetDialog, closed.button, lambda sheet: walk.press(sheet.go_button))
    rows = declaration_rows(walk.run.officer, round_code=CODE)
    assert {one.name: one.is_complete for one in rows} == dict.fromkeys(
        (OFFICER, APPROVER, FINANCE, *PANEL), True
    )
    ties = [
        (one.name, tie.organisation, tie.interest, tie.exception_agreed)
        for one in rows
        for tie in one.interests
    ]
    assert sorted(ties) == [
        ("Esme (sample)", "Ashby Swim Sisters (sample)", Interest.DIRECT, True),
        ("Gwen (sample)", "Elders of the Windrush (sample)", Interest.INDIRECT, False),
    ]


def give_out(walk: Walk) -> None:
    """The EOIs are given to members fairly, and scoring starts."""
    run = walk.run
    walk.sit_down(OFFICER)
    walk.go_to_round()
    walk.on(date(2026, 3, 18))
    panel = walk.tab("panel")
    press_section(walk, panel, "assignments")
    walk.in_dialog(PlanDialog, panel.assignments.fair_button, lambda plan: walk.press(plan.go_button))
    rows = assignment_rows(run.officer, round_code=CODE)
    assert (len(rows), all(one.enough for one in rows)) == (42, True)
    walk.advance("Start scoring")
    assert (state(run), walk.chip()) == (RoundState.SCORING, "Scoring")


def score(walk: Walk) -> None:
    """Members send theirs; the last one by keys in the window; the panel can meet."""
    run = walk.run
    walk.on(date(2026, 3, 24))
    run.score(leave_out=1)
    for name in PANEL[1:]:
        assert send_the_rest(run, name) == 1
    walk.sit_down("Amara (sample)")
    mine = walk.page("my-scoring")
    walk.press(mine.list.banner.button)
    for card in mine.eoi.criteria.cards.values():
        walk.key(card.buttons.first_button(), KEY.Key_4)
    walk.type_in(mine.eoi.criteria.comment, "People from the estate run it.")
    walk.press(walk.window.rail.buttons["my-scoring"])
    assert mine.list.banner.sentence_label.text() == "One is ready to send."
    walk.press(mine.list.banner.button)
    walk.press(mine.send.send_button)
    assert mine.list.banner.sentence_label.text() == "You have sent them all. Thank you."

    walk.sit_down(OFFICER)
    walk.go_to_round()
    rows = panel_rows(run.officer, round_code=CODE)
    assert all(one.assigned == one.submitted > 0 for one in rows)
    progress = walk.tab("scoring").progress
    given = sum(one.assigned for one in rows)
    assert progress.banner.sentence_label.text() == f"All {given} assessments are sent."
    walk.on(date(2026, 3, 30))
    walk.press(progress.banner.button)
    walk.advance("Start moderation")
    assert (state(run), walk.chip()) == (RoundState.MODERATION, "Moderation")


def moderate(walk: Walk) -> None:
    """Who is here, what was said of an EOI that is far apart, and one score that changed."""
    run = walk.run
    walk.on(date(2026, 4, 2))
    view = walk.tab("scoring").moderation

    def everybody(dialog: PresenceDialog) -> None:
        walk.press(dialog.all_button)
        walk.press(dialog.go_button)

    walk.in_dialog(PresenceDialog, view.presence_button, everybody)
    assert [one.was_at_moderation for one in panel_rows(run.officer, round_code=CODE)] == [True] * 9

    flagged = [one.reference for one in moderation_rows(run.officer, round_code=CODE) if one.is_flagged]
    assert flagged
    walk.pick(view.table, flagged[0])
    walk.type_in(view.discussion.note, "Those who scored high and low each said why.")
    walk.press(view.discussion.note_button)
    found = {one.reference for one in moderation_rows(run.officer, round_code=CODE) if one.is_discussed}
    assert found == {flagged[0]}

    def change(dialog: ChangeScoreDialog) -> None:
        assert dialog.buttons is not None
        new = KEY.Key_3 if "3" not in dialog.before.text() else KEY.Key_4
        walk.key(dialog.buttons.first_button(), new)
        walk.type_in(dialog.reason, "Had not seen that the committee is elected")
        walk.press(dialog.go_button)

    walk.in_dialog(ChangeScoreDialog, view.discussion.scores.change_button, change)
    changed = moderation_page(run.officer, round_code=CODE, reference=flagged[0]).changes
    assert [(one.reason, one.after in (3, 4), one.after != one.before) for one in changed] == [
        ("Had not seen that the committee is elected", True, True)
    ]
    assert note_the_rest(run) == len(flagged) - 1


def decide(walk: Walk) -> None:
    """The officer recommends, finance agrees to the payment plan, the approver approves."""
    run = walk.run
    allocation = walk.tab("allocation")
    walk.in_dialog(
        RecommendDialog, allocation.head.recommend_button, lambda dialog: walk.press(dialog.go_button)
    )
    assert allocation.head.chip.text == "Waits for the approver"

    walk.sit_down(FINANCE)
    walk.go_to_round()
    walk.on(date(2026, 4, 8))
    plan = walk.tab("awards").plan
    walk.in_dialog(AgreePlanDialog, plan.agree_button, lambda dialog: walk.press(dialog.go_button))

    walk.sit_down(APPROVER)
    walk.go_to_round()
    walk.press(walk.shown_tab().banner.button)
    allocation = walk.shown_tab()
    walk.press(allocation.statement.read_button)
    assert not allocation.statement.read_button.isVisible()

    def approve(dialog: ApproveDialog) -> None:
        walk.type_in(dialog.minute, "Minute 14, 8 April 2026")
        walk.press(dialog.go_button)

    walk.in_dialog(ApproveDialog, allocation.head.approve_button, approve)
    assert (state(run), walk.chip()) == (RoundState.DECIDED, "Decided")
    pot = read_round(run.officer, round_code=CODE).pot_pence
    awards = award_rows(run.officer, round_code=CODE)
    assert 0 < sum(one.amount_pence for one in awards) <= pot
    page = allocation_page(run.officer, round_code=CODE)
    assert {one.reference: one.amount_pence for one in awards} == {
        line.reference: line.amount_pence for line in page.lines if line.amount_pence
    }


def write_to_everybody(walk: Walk, folder: Path) -> None:
    """Feedback, all letters into a folder, and the announcement."""
    run = walk.run
    walk.sit_down(OFFICER)
    walk.go_to_round()
    walk.on(date(2026, 4, 13))
    walk.press(walk.shown_tab().banner.button)
    letters = walk.shown_tab()
    owed = letters.list.table.model.rowCount()
    walk.pick(letters.list.table, letters.list.references()[0])
    walk.key(letters.list.table.view, KEY.Key_Return)
    walk.type_in(letters.view.feedback.strength, "You told us clearly what people asked you for.")
    walk.type_in(letters.view.feedback.change, "Next time, break the amount down a little more.")
    walk.press(letters.view.feedback.only_save_button)
    assert walk.window.message.text == "The feedback is saved."
    walk.press(walk.tab("overview").banner.button)
    assert letters.list.table.model.rowCount() == owed - 1 > 0
    assert write_other_feedback(run) >= owed - 1
    walk.press(walk.tab("overview").banner.button)

    def make(dialog: MakeLettersDialog) -> None:
        walk.type_in(dialog.folder.edit, str(folder))
        walk.press(dialog.ok)

    walk.in_dialog(MakeLettersDialog, letters.banner.button, make)
    due = letter_rows(run.officer, round_code=CODE)
    assert len(due) == ALL_EOIS
    assert letters.done_message.text == f"{len(due)} letters are in the folder {folder}."
    assert len(list(folder.glob("*.pdf"))) == len(due)
    assert all(one.made_at is not None for one in due)

    walk.on(date(2026, 4, 14))
    walk.advance("Announce the decisions")
    assert (state(run), walk.chip()) == (RoundState.ANNOUNCED, "Announced")
    assert states(run) == {EoiState.NOTIFIED: ALL_EOIS - 1, EoiState.WITHDRAWN: 1}
    assert verify_trail(run.officer).problems == ()
