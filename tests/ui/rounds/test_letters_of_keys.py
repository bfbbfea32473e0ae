"""Alt with a letter does one thing: no page or dialog of this room gives a letter twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.rounds import Step
from commissioning_app.domain.together import PanelReflection
from commissioning_app.services.actions import add_action
from commissioning_app.services.principles import review_round
from commissioning_app.services.queries.actions import actions_page
from commissioning_app.services.round_starts import suggested_design
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.panels.reflection import ReflectionDialog
from commissioning_app.ui.people.dialogs import PersonDialog
from commissioning_app.ui.rounds.action_dialogs import AddActionDialog, FinishActionDialog, RemoveActionDialog
from commissioning_app.ui.rounds.design.applying import RuleDialog
from commissioning_app.ui.rounds.design.communities import OccasionDialog
from commissioning_app.ui.rounds.design.criteria import CriterionDialog
from commissioning_app.ui.rounds.design.helping import OfferDialog
from commissioning_app.ui.rounds.design.questions import QuestionDialog
from commissioning_app.ui.rounds.design.sharing import FenceDialog
from commissioning_app.ui.rounds.explain import DecideExplanationDialog, ExplainDialog
from commissioning_app.ui.rounds.new_round import CopyRoundDialog, NewRoundDialog, TrialRoundDialog
from commissioning_app.ui.rounds.steps import AdvanceDialog, CancelDialog, ExtendDialog, StepBackDialog
from tests.factories import Office, a_round, store
from tests.ui.desk import go
from tests.ui.keys import letters_given_twice
from tests.ui.rounds.test_every_word_and_name import PLACES


@pytest.mark.parametrize(("name", "tab", "section"), PLACES)
def test_on_pages(office: Office, window: MainWindow, name: str, tab: str, section: str) -> None:
    store(office.officer, a_round())
    page = go(window, name, "R1" if name == "round" else "", tab, section)
    if tab == "form":
        page.foot.show()
    assert letters_given_twice(page) == {}


def test_in_dialogs(office: Office, window: MainWindow) -> None:
    store(office.officer, a_round(questions=(), core_open_percent=10))
    context = office.officer
    review = review_round(context, round_code="R1")
    finding = next(one for one in review.findings if one.id == "C1")
    add_action(context, round_code="R1", check_id="C1", what="Ask", owner="Rosa", due_on=date(2026, 9, 30))
    plan = actions_page(context, round_code="R1")
    design = suggested_design(date(2026, 9, 1), 100_000)
    makers: list[Callable[[], QWidget]] = [
        lambda: NewRoundDialog(window, context),
        lambda: TrialRoundDialog(window, context),
        lambda: CopyRoundDialog(window, context, "R1", "It"),
        lambda: AdvanceDialog(window, context, review, Step.OPEN, print),
        lambda: StepBackDialog(window, context, review.round),
        lambda: CancelDialog(window, context, review.round),
        lambda: ExtendDialog(window, context, review.round),
        lambda: ExplainDialog(window, context, "R1", finding),
        lambda: DecideExplanationDialog(window, context, "R1", finding, agree=True),
        lambda: DecideExplanationDialog(window, context, "R1", finding, agree=False),
        lambda: QuestionDialog(window, design["questions"][5], set()),
        lambda: QuestionDialog(window, design["questions"][0], set()),
        lambda: CriterionDialog(window, design["criteria"][0], set()),
        lambda: FenceDialog(window, None, design["questions"], set()),
        lambda: RuleDialog(window, None, []),
        lambda: OfferDialog(window, None),
        lambda: OccasionDialog(window, None),
        lambda: ReflectionDialog(window, context, "R1", PanelReflection()),
        lambda: PersonDialog(window, context, None),
        lambda: AddActionDialog(window, context, "R1", plan.findings[0]),
        lambda: FinishActionDialog(window, context, plan.actions[0]),
        lambda: RemoveActionDialog(window, context, plan.actions[0]),
    ]
    found = [(type(dialog).__name__, letters_given_twice(dialog)) for dialog in (make() for make in makers)]
    assert [pair for pair in found if pair[1]] == []
