"""What a page says: next step, messages, empty states, findings, buttons that say why not."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.findings import FindingRow, KeyValueList
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage, NextBanner, TaskRow
from commissioning_app.ui.widgets.text import Label


def test_a_button_that_would_fail_says_why(qtbot: QtBot) -> None:
    pressed: list[str] = []
    button = PrimaryButton("Send letters", lambda: pressed.append("sent"))
    qtbot.addWidget(button)
    button.refuse("Decide the round first.")
    button.click()
    assert (button.isEnabled(), button.toolTip(), button.accessibleDescription(), pressed) == (
        False, "Decide the round first.", "Decide the round first.", [],
    )  # fmt: skip
    button.refuse("")
    button.click()
    assert (button.isEnabled(), button.toolTip(), pressed) == (True, "", ["sent"])


def test_the_banner_has_one_sentence_and_one_button(qtbot: QtBot) -> None:
    pressed: list[str] = []
    banner = NextBanner("Next: open the round.", "", "Open", lambda: pressed.append("first"))
    qtbot.addWidget(banner)
    banner.button.click()
    banner.set("Next: nothing to do.", "It closes on Friday.", "Look", lambda: pressed.append("second"))
    banner.button.click()
    assert pressed == ["first", "second"]
    assert banner.button.accessibleDescription() == "Next: nothing to do."
    banner.set("All done.")
    assert (banner.button.isHidden(), banner.detail_label.isHidden()) == (True, True)


def test_a_message_hides_while_it_has_nothing_to_say(qtbot: QtBot) -> None:
    message = InlineMessage()
    qtbot.addWidget(message)
    assert message.isHidden()
    message.show_message("Two EOIs came late.", "warn")
    assert (message.isHidden(), message.text, message.property("tone")) == (
        False,
        "Two EOIs came late.",
        "warn",
    )
    message.clear()
    assert message.isHidden()


def test_an_empty_state_offers_the_next_step(qtbot: QtBot) -> None:
    pressed: list[str] = []
    state = EmptyState(
        "No EOIs yet", "They will be here.", "Import a workbook", lambda: pressed.append("import")
    )
    qtbot.addWidget(state)
    state.button.click()
    assert (pressed, state.accessibleName()) == (["import"], "No EOIs yet")
    bare = EmptyState("No letters yet")
    qtbot.addWidget(bare)
    bare.set_text("Nothing", "at all")
    assert (bare.button.isHidden(), bare.text_label.isHidden(), bare.title_label.text()) == (
        True,
        False,
        "Nothing",
    )


def test_a_task_names_its_button_by_its_sentence(qtbot: QtBot) -> None:
    pressed: list[str] = []
    task = TaskRow("Moderation can’t start", "due Friday", "bad", "See who", lambda: pressed.append("who"))
    qtbot.addWidget(task)
    task.button.click()
    assert (pressed, task.button.accessibleDescription()) == (["who"], "Moderation can’t start")


def test_a_finding_shows_its_source_on_demand_and_leads_to_where_it_is_mended(qtbot: QtBot) -> None:
    gone: list[str] = []
    finding = FindingRow(
        "The form has 14 questions; the policy asks for 10 at most.",
        state="Not met",
        tone="bad",
        code="S1",
        evidence="Four are about governance.",
        explanation="The board asked for them.",
        source="Principle 3.1",
        links=[("Mend in Form", lambda: gone.append("form"))],
    )
    qtbot.addWidget(finding)
    finding.show()
    texts = [label.text() for label in finding.findChildren(Label) if label.isVisible()]
    assert texts == [
        "The form has 14 questions; the policy asks for 10 at most.",
        "Four are about governance.",
        "Explained: The board asked for them.",
        "S1",
    ]
    assert finding.findChildren(StatusChip)[0].text == "Not met"
    finding.source_button.click()
    assert (finding.source_label.isVisible(), finding.source_label.text()) == (True, "Principle 3.1")
    finding.source_button.click()
    assert not finding.source_label.isVisible()
    link = next(b for b in finding.findChildren(QPushButton) if b.text() == "Mend in Form")
    link.click()
    assert gone == ["form"]
    assert link.accessibleName().startswith("Mend in Form: The form has 14 questions")


def test_what_stands_beside_a_finding_has_a_line_each_and_ampersands_stay(qtbot: QtBot) -> None:
    finding = FindingRow(
        "Paid before they spend",
        state="Not met",
        tone="bad",
        beside=("Olu explained it.", "Ava agreed."),
        links=[("Mend it under Awards & payments", list)],
    )
    qtbot.addWidget(finding)
    finding.show()
    texts = [label.text() for label in finding.findChildren(Label) if label.isVisible()]
    assert texts == ["Paid before they spend", "Olu explained it.", "Ava agreed."]
    [link] = finding.findChildren(QPushButton)
    assert link.text() == "Mend it under Awards && payments"
    assert link.accessibleName() == "Mend it under Awards & payments: Paid before they spend"


def test_facts_are_read_out_with_their_names(qtbot: QtBot) -> None:
    facts = KeyValueList([("Largest award", "£20,000")])
    qtbot.addWidget(facts)
    facts.set([("Asked", "£1,184,300"), ("Left", "£0")])
    assert [label.accessibleName() for label in facts.findChildren(Label) if label.accessibleName()] == [
        "Asked: £1,184,300",
        "Left: £0",
    ]


def test_a_card_is_named_by_its_title(qtbot: QtBot) -> None:
    card = Card("Timetable", note="6 weeks")
    qtbot.addWidget(card)
    card.add(SecondaryButton("Change"))
    card.set_title("The timetable")
    card.set_note("")
    card.set_selected(True)
    assert (card.accessibleName(), card.note_label.isHidden(), card.property("selected")) == (
        "The timetable", True, "true",
    )  # fmt: skip
