"""Every page and the main dialogs as scenes: the pictures that `make shots` draws and that tests check."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from PySide6.QtWidgets import QDialog

from commissioning_app.domain.letters import LetterKind
from commissioning_app.paths import resource
from commissioning_app.sample_round.living import CODE, EOIS_FILE
from commissioning_app.sample_round.winter import WINTER
from commissioning_app.services.queries.my_scoring import my_assignments
from commissioning_app.ui.eois.importing.wizard import ImportWizard
from commissioning_app.ui.lib.shortcuts import KeysDialog
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Page, Route
from commissioning_app.ui.widgets.score_buttons import ScoreButtons
from scripts.shots_before import BEFORE
from scripts.shots_duties import DUTIES
from scripts.shots_equity import EQUITY
from scripts.shots_form import DESIGNER
from scripts.shots_studio import APPROVER, FINANCE, MEMBER, Scene, settle
from scripts.shots_told import TOLD

SAMPLE_WORKBOOK = Path(resource("samples", EOIS_FILE))


def page_of(window: MainWindow) -> Any:
    """The page that is shown; of a round, the open tab."""
    route = window.shell.navigator.current
    assert route is not None
    page = window.shell.navigator.page(route.name)
    if route.name == "round":
        inner = cast(Any, page).stack.currentWidget()
        assert isinstance(inner, Page)
        return inner
    return page


def in_round(tab: str, item: str | None = None, code: str = CODE) -> Route:
    """A tab of the spring round, or of another."""
    return Route("round", code, tab, item)


def organisation(name: str) -> Any:
    """Opens the organisation of this name."""

    def open_it(window: MainWindow) -> None:
        page = page_of(window)
        page.open_organisation(next(key for key, found in _organisations(window) if found == name))

    return open_it


def _organisations(window: MainWindow) -> list[tuple[Any, ...]]:
    with window.shell.context.reading() as uow:
        return uow.organisations.columns("id", "name")


def letter_of(kind: LetterKind) -> Any:
    """Opens the first letter of this kind."""

    def open_it(window: MainWindow) -> None:
        lines = page_of(window).page.lines
        reference = next(one.reference for one in lines if one.kind is kind)
        assert window.shell.navigator.go(in_round("letters", reference))

    return open_it


def framework(key: str, line: str) -> Any:
    """Chooses a framework and unfolds one of its lines."""

    def choose(window: MainWindow) -> None:
        view = page_of(window).frameworks
        view.tabs.tab(key).click()
        view.framework.rows[line].toggle()

    return choose


def wizard_at(step: int) -> Any:
    """Goes through the import of the sample workbook as far as a step (0 the file, 4 the result)."""

    def go_on(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportWizard)
        if step:
            dialog.read(SAMPLE_WORKBOOK)
            settle(dialog)
        while dialog.step < step:
            dialog.next()
            settle(dialog)

    return go_on


def score_some(window: MainWindow) -> None:
    """The first EOI that is left, with two criteria answered, as in the middle of scoring."""
    mine = my_assignments(window.shell.context, round_code=WINTER)
    reference = next(one.reference for one in mine if one.state != "submitted")
    assert window.shell.navigator.go(Route("my-scoring", WINTER, None, reference))
    settle(window)
    boxes = [one for one in window.findChildren(ScoreButtons) if one.isVisible()]
    for box, score in zip(boxes[:2], (4, 3), strict=False):
        box.buttons[score].click()


FIRST = (
    Scene("welcome", "nothing"),
    Scene("home", "paying", Route("home")),
    Scene("home-approver", "moderation", Route("home"), APPROVER),
    Scene("rounds", "paying", Route("rounds")),
    Scene("organisations", "paying", Route("organisations")),
    Scene("organisation", "paying", Route("organisations"), act=organisation("Ashby Swim Sisters (sample)")),
    Scene("people", "paying", Route("people")),
    Scene("settings", "paying", Route("settings")),
    Scene("policy", "paying", Route("policy")),
    Scene(
        "policy-change",
        "paying",
        Route("policy"),
        dialog=lambda window: page_of(window).change("simple.written_questions"),
    ),
    Scene(
        "policy-compare",
        "paying",
        Route("policy"),
        dialog=lambda window: page_of(window).compare(f"round:{CODE}"),
    ),
    Scene("words", "paying", Route("words")),
    Scene(
        "words-add",
        "paying",
        Route("words"),
        dialog=lambda window: page_of(window).list.add(),
    ),
    Scene("keys", "paying", Route("home"), dialog=lambda window: KeysDialog(window).exec()),
)
DESIGN = (
    Scene("overview-draft", "draft", in_round("overview")),
    Scene("overview", "moderation", in_round("overview")),
    Scene("overview-paying", "paying", in_round("overview")),
    Scene("frameworks-board", "paying", in_round("overview", "frameworks")),
    Scene("frameworks", "paying", in_round("overview", "frameworks"), act=framework("hck", "hck.1")),
    Scene("frameworks-parts", "draft", in_round("overview", "frameworks"), act=framework("ldn", "ldn.data")),
    Scene(
        "frameworks-report",
        "paying",
        in_round("overview", "frameworks"),
        dialog=lambda window: page_of(window).frameworks.make_pdf(),
        inside=lambda dialog: cast(Any, dialog).path_edit.edit.setText(r"H:\Grants\Frameworks report.pdf"),
    ),
    *(
        Scene(f"form-{key}", "draft", in_round("form", key))
        for key in (
            "pot", "communities", "timetable", "questions", "criteria", "applying", "demands", "rule", "help",
            "panel", "promises", "duties", "monitoring", "publishing", "handing_out",
        )
    ),
    Scene("form-published", "paying", in_round("form", "pot")),
    Scene("form-after", "paying", in_round("form", "after")),
)  # fmt: skip
EOIS = (
    Scene("eois", "moderation", in_round("eois")),
    Scene("eoi", "moderation", in_round("eois", "EOI-014")),
    *(
        Scene(
            f"import-{number + 1}-{step}",
            "open",
            in_round("eois"),
            dialog=lambda window: page_of(window).import_eois(),
            inside=wizard_at(number),
        )
        for number, step in enumerate(("file", "sheet", "columns", "check", "done"))
    ),
)
PANEL = (
    Scene("panel", "moderation", in_round("panel", "members")),
    Scene("panel-ties", "moderation", in_round("panel", "interests")),
    Scene("panel-assignments", "moderation", in_round("panel", "assignments")),
    Scene("my-scoring", "paying", Route("my-scoring", WINTER), MEMBER),
    Scene("my-scoring-ties", "paying", Route("my-scoring", WINTER, "ties"), MEMBER),
    Scene("my-scoring-eoi", "paying", Route("my-scoring", WINTER), MEMBER, act=score_some),
    Scene("my-scoring-send", "paying", Route("my-scoring", WINTER, "send"), MEMBER),
    Scene("scoring-progress", "paying", in_round("scoring", code=WINTER)),
    Scene("scoring", "moderation", in_round("scoring")),
    Scene("scoring-eoi", "moderation", in_round("scoring", "EOI-014")),
)
MONEY = (
    Scene("allocation-draft", "draft", in_round("allocation")),
    Scene("allocation", "moderation", in_round("allocation")),
    Scene("letters", "paying", in_round("letters")),
    Scene("letter", "paying", in_round("letters", "EOI-001")),
    Scene("letter-declined", "paying", in_round("letters"), act=letter_of(LetterKind.DECLINE)),
    Scene("awards", "paying", in_round("awards")),
    Scene("awards-finance", "paying", in_round("awards"), FINANCE),
    Scene("trail", "paying", in_round("trail"), act=lambda window: page_of(window).table.view.selectRow(3)),
)
SCENES: tuple[Scene, ...] = (
    *FIRST, *DESIGN, *DUTIES, *EOIS, *TOLD, *PANEL, *MONEY, *BEFORE, *EQUITY, *DESIGNER
)  # fmt: skip
