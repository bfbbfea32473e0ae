"""Totals as tables: a tab for each question, a line for each group, hidden counts said as hidden."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.monitoring.breakdowns import Breakdown, QuestionTable
from commissioning_app.domain.monitoring.questions import QUESTIONS
from commissioning_app.translation import tr
from commissioning_app.ui.equity.words import answered_words, count_words, line_words, withheld_words
from commissioning_app.ui.lib.layouts import column, empty
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.tabs import FlowTabs
from commissioning_app.ui.widgets.text import Label, Prose, Rule

Figures = tuple[str, tuple[int | None, ...]]


class TotalsGrid(QFrame):
    """Words on the left, figures under their titles on the right."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 0, 8, 0)
        self._grid.setVerticalSpacing(6)
        self._grid.setHorizontalSpacing(24)
        self._grid.setColumnStretch(0, 1)
        theme().changed.connect(self._size)
        self._size()
        self.lines: tuple[Figures, ...] = ()

    def _size(self) -> None:
        """Figures stay near their words."""
        self.setMaximumWidth(theme().px(760))

    def set(self, titles: Sequence[str], lines: Sequence[Figures]) -> None:
        """Show other figures."""
        empty(self._grid)
        self.lines = tuple(lines)
        self._put(0, ("", *titles), titles)
        for place, (words, figures) in enumerate(lines, start=1):
            self._grid.addWidget(Rule(), 2 * place - 1, 0, 1, len(titles) + 1)
            self._put(2 * place, (words, *map(count_words, figures)), titles)

    def _put(self, row: int, texts: Sequence[str], titles: Sequence[str]) -> None:
        for place, text in enumerate(texts):
            label = Label(text, "muted" if not row else "strong" if place else "body", wrap=not place)
            if place:
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if place and row:
                label.setAccessibleName(f"{texts[0]}, {titles[place - 1]}: {text}")
            self._grid.addWidget(label, row, place)


class TotalsCard(Card):
    """Tables over the same questions: who applied and was funded, or who sits on the panels."""

    def __init__(self, title: str, said: str, kind: SubjectKind) -> None:
        super().__init__(title)
        self._kind = kind
        self._tables: tuple[Breakdown, ...] = ()
        self.said = Prose(said, "muted")
        self.add(self.said)
        self.tabs = FlowTabs([(asked.id, tr(asked.title)) for asked in QUESTIONS])
        self.tabs.setAccessibleName(title)
        self.tabs.chosen.connect(self._show)
        self.add(self.tabs)
        holder = QWidget()
        self._place = column(holder, gap="m")
        self.add(holder)
        self.grids: list[TotalsGrid] = []
        self.sentences: list[str] = []

    def show_tables(self, tables: Sequence[Breakdown]) -> None:
        """Show other tables, one under the other; each counts other people."""
        self._tables = tuple(tables)
        self._show(self.tabs.current)

    def _show(self, question_id: str) -> None:
        empty(self._place)
        self.grids, self.sentences = [], []
        for number, whole in enumerate(self._tables, start=1):
            table = whole.table(question_id)
            if table is None:
                continue
            if len(self._tables) > 1:
                rounds = ", ".join(whole.rounds)
                words = tr("Table {number}: people counted with {rounds}", number=number, rounds=rounds)
                self._place.addWidget(Label(words, "strong"))
            self._add_table(whole, table)
        self._place.addStretch(1)

    def _add_table(self, whole: Breakdown, table: QuestionTable) -> None:
        is_panel = self._kind is SubjectKind.MEMBER
        if is_panel:
            self._say(_members_words(table))
        else:
            self._say(answered_words(table, whole.applied, whole.funded))
        if table.is_withheld or not is_panel:
            self._say(withheld_words(table))
        if not table.rows:
            return
        shows_funded = table.shows_funded and not is_panel
        titles = [tr("Members")] if is_panel else [tr("Applied"), *([tr("Funded")] if shows_funded else [])]
        count = 2 if shows_funded else 1
        lines: list[Figures] = [
            (tr("Together: {name}", name=one.name), (one.applied, one.funded)[:count])
            for one in table.groupings
        ]
        lines += [
            (line_words(line, self._kind), (line.applied, line.funded)[:count])
            for line in table.rows
            if line.applied != 0
        ]
        hidden = [words for words, figures in lines if set(figures) == {None}]
        lines = [line for line in lines if line[0] not in hidden]
        if lines:
            grid = TotalsGrid()
            grid.set(titles, lines)
            self.grids.append(grid)
            self._place.addWidget(grid)
        if hidden:
            self._say(tr("Hidden: {groups}.", groups="; ".join(hidden)))
        nobody = [line_words(line, self._kind) for line in table.rows if line.applied == 0]
        if nobody:
            self._say(tr("Nobody: {groups}.", groups="; ".join(nobody)))

    def _say(self, sentence: str) -> None:
        if sentence:
            self.sentences.append(sentence)
            self._place.addWidget(Prose(sentence, "muted"))


def _members_words(table: QuestionTable) -> str:
    if table.answered == 0:
        return tr("Nobody answered this.")
    if table.answered is None:
        return tr("Fewer than 5 members answered this.")
    return tr("{count} members answered this.", count=f"{table.answered:,}")
