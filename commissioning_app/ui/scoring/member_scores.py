"""Who gave what: one line a member, one column a criterion, community members first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from commissioning_app.domain.panels import MemberGroup
from commissioning_app.services.queries.moderation import Dot, MemberTotal, ModerationPage
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import empty
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.scoring.words import group_word, score_words
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.text import Label, Rule


class MemberScores(Card):
    """The scores of one EOI in figures, and the way to change one."""

    def __init__(self, change: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(tr("Who gave what"), parent=parent)
        self.lines: list[tuple[str, ...]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE["l"])
        self._grid.setVerticalSpacing(SPACE["s"])
        self.body.addLayout(self._grid)
        self.change_button = SecondaryButton(tr("&Change a score"), change, icon="edit")
        self.body.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_page(self, page: ModerationPage, why_not: str) -> None:
        """Show the scores of one EOI; `why_not` says why none can be changed."""
        empty(self._grid)
        heads = [tr("Member"), *(one.name for one in page.criteria), tr("Total")]
        self.lines = [_line(page, total) for total in in_order(page.totals)]
        for place, head in enumerate(heads):
            self._grid.addWidget(Label(head, "small"), 0, place, _side(place) | Qt.AlignmentFlag.AlignBottom)
            self._grid.setColumnStretch(place, 2 if place == 0 else 1)
        for number, line in enumerate(self.lines):
            at = number * 2 + 1
            self._grid.addWidget(Rule(), at, 0, 1, len(heads))
            for place, text in enumerate(line):
                cell = Label(text, "strong" if place in (0, len(line) - 1) else "body")
                cell.setAccessibleName(f"{heads[place]}: {text}")
                cell.setAlignment(_side(place))
                self._grid.addWidget(cell, at + 1, place)
        nobody = "" if page.totals else tr("Nobody has sent an assessment of it.")
        self.change_button.refuse(why_not or nobody)


def in_order(totals: tuple[MemberTotal, ...]) -> list[MemberTotal]:
    """Community members first."""
    return sorted(totals, key=lambda one: (one.group is not MemberGroup.COMMUNITY, one.member.casefold()))


def _line(page: ModerationPage, total: MemberTotal) -> tuple[str, ...]:
    given = (
        next((dot for dot in one.dots if dot.member_id == total.member_id), None) for one in page.criteria
    )
    name = tr("{name}, {group}", name=total.member, group=group_word(total.group).lower())
    return (name, *map(_said, given), score_words(total.total))


def _side(place: int) -> Qt.AlignmentFlag:
    """Names stand left, figures right."""
    return Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft


def _said(dot: Dot | None) -> str:
    """A score; one that moderation changed says so."""
    if dot is None or dot.score is None:
        return tr("can’t say")
    return tr("{score} (changed)", score=dot.score) if dot.was_changed else str(dot.score)
