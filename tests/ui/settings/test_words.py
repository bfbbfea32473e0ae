"""The word list's page: own words are kept with a reason, and are looked for from then on."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from commissioning_app.domain.wording_check import WordingKind, WordingRule
from commissioning_app.services.wording import keep_own_rules, load_word_list, read_own_rules
from commissioning_app.ui.lib.wording import wording
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.settings.words import RuleDialog
from tests.factories import Office
from tests.ui.desk import go, in_dialog, press, sit_down

CLIENTS = WordingRule(("client*",), WordingKind.OTHERING, "people", "They are people first.")


def test_words_are_added_changed_and_taken_out(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    settings = go(window, "settings")
    press(qtbot, settings.rules.words_button)
    page = window.shell.navigator.page("words")
    assert page.table.model.rowCount() == len(load_word_list().rules)
    assert wording().look("Our clients are many.") == ()

    def add(dialog: RuleDialog) -> None:
        press(qtbot, dialog.ok)
        assert {key: field.error for key, field in dialog.fields.items() if field.error} == {
            "words": "Write at least one word.",
            "better": "Say what to write instead.",
            "why": "Say why, so that others can follow it.",
        }
        qtbot.keyClicks(dialog.words, "client*")
        qtbot.keyClicks(dialog.better, "people")
        qtbot.keyClicks(dialog.why, "They are people first.")
        press(qtbot, dialog.ok)

    in_dialog(RuleDialog, add, lambda: press(qtbot, page.list.add_button))
    assert read_own_rules(office.officer)[0] == (CLIENTS,)
    assert window.message.text == "Your words are saved."
    assert [flag.found for flag in wording().look("Our clients are many.")] == ["clients"]

    def only_as_written(dialog: RuleDialog) -> None:
        dialog.as_written.click()
        press(qtbot, dialog.ok)

    in_dialog(RuleDialog, only_as_written, lambda: page.list.edit(0))
    assert read_own_rules(office.officer)[0][0].as_written
    page.list.remove(0)
    assert read_own_rules(office.officer)[0] == ()
    assert wording().look("Our clients are many.") == ()


def test_somebody_who_saved_first_is_shown(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    page = go(window, "words")
    keep_own_rules(office.officer, rules=[CLIENTS])

    def add(dialog: RuleDialog) -> None:
        qtbot.keyClicks(dialog.words, "punters")
        qtbot.keyClicks(dialog.better, "people")
        qtbot.keyClicks(dialog.why, "It makes them customers.")
        press(qtbot, dialog.ok)

    in_dialog(RuleDialog, add, lambda: press(qtbot, page.list.add_button))
    assert page.message.text == (
        "Somebody else changed the words meanwhile. Here is their list; add yours again."
    )
    assert page.list.items == (CLIENTS,)
    assert read_own_rules(office.officer)[0] == (CLIENTS,)


def test_others_only_read(qtbot: QtBot, office: Office, window: MainWindow) -> None:
    keep_own_rules(office.officer, rules=[CLIENTS])
    sit_down(window, office.finance)
    page = go(window, "words")
    assert page.list.items == (CLIENTS,)
    assert not page.list.add_button.isVisible()
