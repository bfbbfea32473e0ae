"""Scenes of what is written down beside a round's design: communities, demands, duties, the panel's word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.duties import PositiveAction, PositiveActionCondition
from commissioning_app.domain.forms import Question, QuestionKind, QuestionPurpose
from commissioning_app.domain.rounds import FenceBasis, RingFence, RoundState
from commissioning_app.domain.together import Demand, DemandKind, Demands
from commissioning_app.sample_round.living import CODE, SampleRun
from commissioning_app.services.rounds import edit_round, read_round
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.navigation import Route
from scripts.shots_studio import APPROVER, WORLDS, Scene, settle


def _tab(window: MainWindow) -> Any:
    round_page: Any = window.shell.navigator.page("round")
    return round_page.stack.currentWidget()


def _form(section: str) -> Route:
    return Route("round", CODE, "form", section)


def down_to(part: Callable[[Any], QWidget]) -> Callable[[MainWindow], None]:
    """Scrolls the form until the part stands at the top."""

    def scroll(window: MainWindow) -> None:
        tab = _tab(window)
        settle(window)
        inner = tab.sheet.widget()
        tab.sheet.verticalScrollBar().setValue(part(tab).mapTo(inner, QWidget().pos()).y() - 16)

    return scroll


def _asking(run: SampleRun) -> None:
    """A draft that asks for match funding too early, and has a ring-fence that rests on a question."""
    run.take_to(RoundState.DRAFT)
    round_ = read_round(run.officer, round_code=CODE)
    question = Question(
        "women", "Is your group led by women?", QuestionKind.YES_NO, counts_as=QuestionPurpose.RING_FENCE
    )
    fence = RingFence("Groups led by women", 2_000_000, FenceBasis.PUBLISHED_QUESTION, "women")
    demand = Demand(DemandKind.MATCH_FUNDING, 500_000, 10, "Help in kind counts, such as volunteers’ hours.")
    reason = PositiveAction(
        fence.name,
        True,
        PositiveActionCondition.DISADVANTAGE,
        "Of the EOIs of the last two rounds, one in ten came from a group led by women (our count, 2025).",
        "A tenth of the pot, for one round; what is not asked for goes to all.",
        date(2026, 12, 1),
    )
    edit_round(
        run.officer,
        round_code=CODE,
        version=None,
        questions=(*round_.questions, question),
        rule=replace(round_.rule, ring_fences=(*round_.rule.ring_fences, fence)),
        records=replace(round_.records, demands=Demands(True, True, (demand,)), positive_action=(reason,)),
    )


WORLDS["asking"] = _asking


def _positive(tab: Any) -> QWidget:
    return tab.sections["duties"].positive.card  # type: ignore[no-any-return]


DUTIES = (
    Scene(
        "form-communities-one",
        "draft",
        _form("communities"),
        dialog=lambda window: _tab(window).sections["communities"].occasions.list.edit(0),
    ),
    Scene("form-demands-asked", "asking", _form("demands")),
    Scene(
        "form-duties-equality",
        "draft",
        _form("duties"),
        act=down_to(lambda tab: tab.sections["duties"].equality.card),
    ),
    Scene("form-duties-positive", "asking", _form("duties"), act=down_to(_positive)),
    Scene(
        "form-duties-authority",
        "draft",
        _form("duties"),
        act=down_to(lambda tab: tab.sections["duties"].authority.card),
    ),
    Scene("form-duties-fixed", "moderation", _form("duties")),
    Scene(
        "form-panel-briefing",
        "draft",
        _form("panel"),
        act=down_to(lambda tab: tab.sections["panel"].briefing.card),
    ),
    Scene("panel-reflection", "moderation", Route("round", CODE, "panel", "reflection")),
    Scene(
        "panel-reflection-write",
        "moderation",
        Route("round", CODE, "panel", "reflection"),
        dialog=lambda window: _tab(window).reflection.write(),
    ),
    Scene("allocation-statement", "moderation", Route("round", CODE, "allocation"), APPROVER),
)
