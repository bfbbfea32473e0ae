"""Scenes of the form designer: its questions, the library, the preview, the versions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from commissioning_app.domain.application_forms.identity import FormKind
from commissioning_app.domain.forms import QuestionKind
from commissioning_app.sample_round.living import CODE
from commissioning_app.services.forms import make_form
from commissioning_app.services.rounds import edit_round, read_round
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.rounds.design.library_dialog import LibraryDialog
from commissioning_app.ui.rounds.design.preview import PreviewDialog
from commissioning_app.ui.rounds.design.question_dialog import QuestionDialog
from commissioning_app.ui.widgets.page import ScrollPage
from scripts.shots_studio import Scene, settle

QUESTIONS = Route("round", CODE, "form", "questions")
ANSWER = "We meet on the green each Tuesday. People tell us that they want a warm room, and somebody to ask."


def _tab(window: MainWindow) -> Any:
    page = cast(Any, window.shell.navigator.page("round"))
    return page.stack.currentWidget()


def _section(window: MainWindow) -> Any:
    return _tab(window).sections["questions"]


def _tick_some(dialog: QDialog) -> None:
    """Two are ticked, and the second is looked at."""
    assert isinstance(dialog, LibraryDialog)
    for place in (1, 2):
        dialog.list.item(place).setCheckState(Qt.CheckState.Checked)
        dialog.list.setCurrentRow(place)


def _ask_for_a_file(dialog: QDialog) -> None:
    assert isinstance(dialog, QuestionDialog)
    dialog.text.setPlainText("Your safety policy, if you have one")
    dialog.why.setPlainText("If you have none yet, we will help you write one.")
    dialog.kind.setCurrentIndex(list(QuestionKind).index(QuestionKind.ATTACHMENT))
    dialog.say_figures()


def _try_out(dialog: QDialog) -> None:
    """The first own question is answered, and is in sight."""
    assert isinstance(dialog, PreviewDialog)
    fields = dialog.sheets[0].fields
    field = next(one for name, one in fields.items() if name.startswith("answer:"))
    cast(Any, field.editor).edit.setPlainText(ANSWER)
    settle(dialog)
    [page] = dialog.findChildren(ScrollPage)
    inner = page.widget()
    assert inner is not None
    page.verticalScrollBar().setValue(field.mapTo(inner, field.rect().topLeft()).y() - 60)


def _large(dialog: QDialog) -> None:
    assert isinstance(dialog, PreviewDialog)
    dialog.large_print.setChecked(True)
    settle(dialog)
    _try_out(dialog)


def _hand_out_and_change(window: MainWindow) -> None:
    """A form goes out, then the questions are changed, saved, and changed once more."""
    context = window.shell.context
    with TemporaryDirectory() as folder:
        path, files = Path(folder) / "form.html", window.shell.app.form_files()
        make_form(context, round_code=CODE, kind=FormKind.HTML, files=files, path=path)
        first, second, *rest = read_round(context, round_code=CODE).questions
        changed = (second, replace(first, text="Who are you, and who comes to you?"), *rest[:-1])
        edit_round(context, round_code=CODE, version=None, questions=changed)
        make_form(context, round_code=CODE, kind=FormKind.HTML, files=files, path=path)
    tab = _tab(window)
    tab.refresh()
    _section(window).list.move_item(2, 1)
    settle(window)
    tab.sheet.ensureWidgetVisible(_section(window).versions)


DESIGNER = (
    Scene(
        "form-library",
        "draft",
        QUESTIONS,
        dialog=lambda window: _section(window).choose_from_library(),
        inside=_tick_some,
    ),
    Scene(
        "form-question",
        "draft",
        QUESTIONS,
        dialog=lambda window: _section(window).list.add(),
        inside=_ask_for_a_file,
    ),
    Scene("form-preview", "draft", QUESTIONS, dialog=lambda window: _tab(window).preview(), inside=_try_out),
    Scene(
        "form-preview-large", "draft", QUESTIONS, dialog=lambda window: _tab(window).preview(), inside=_large
    ),
    Scene("form-versions", "draft", QUESTIONS, act=_hand_out_and_change),
)
"""The last one changes the draft's questions and leaves them so: nothing comes after it in that workspace."""
