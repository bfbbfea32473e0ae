"""What will be done about the findings that do not hold: by whom, by when, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from commissioning_app.services.queries.actions import ActionLine, ActionsPage, FindingToActOn
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.layouts import FlowLayout, column, empty, row
from commissioning_app.ui.rounds.action_dialogs import about, by_whom
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.text import Label, Prose, Rule

FIRST = 4
"""How many findings without an action are named before somebody asks for all."""


@dataclass(frozen=True)
class ActionActs:
    """What the links of the card do."""

    add: Callable[[FindingToActOn], object]
    edit: Callable[[ActionLine], object]
    finish: Callable[[ActionLine], object]
    remove: Callable[[ActionLine], object]


class ActionsCard(Card):
    """Open actions first, what is done on demand; then the findings that nothing is written about yet."""

    def __init__(self, acts: ActionActs, parent: QWidget | None = None) -> None:
        super().__init__(tr("What will be done"), parent=parent)
        self._acts = acts
        self._page: ActionsPage | None = None
        self.shows_done = self.shows_all = False
        self.rows: list[ActionRow] = []
        self.add_links: dict[str, LinkButton] = {}
        self.readers = Prose(tr("Officers write down what will be done. Others read it here."), "muted")
        self.add(self.readers)
        holder = QWidget()
        self._lines = column(holder, gap="s")
        self.add(holder)
        self.done_button = LinkButton("", self._toggle_done)
        self.add(self.done_button)
        self.missing_title = Label(tr("Nothing is written down yet about"), "section")
        self.add(self.missing_title)
        others = QWidget()
        self._missing = column(others, gap="s")
        self.add(others)
        self.all_button = LinkButton("", self._show_all)
        self.add(self.all_button)

    def set_page(self, page: ActionsPage) -> None:
        """Show another round's actions."""
        if self._page is not None and self._page.round_code != page.round_code:
            self.shows_done = self.shows_all = False
        self._page = page
        self._fill()

    def focus_first(self) -> bool:
        """Put the focus on the first thing that can be done here; False when there is none."""
        foot = (one for one in (self.done_button, self.all_button) if not one.isHidden())
        of_rows = (link for row in self.rows for link in row.links.values())
        link = next(chain(of_rows, self.add_links.values(), foot), None)
        if link is None:
            return False
        part: QWidget | None = link
        while part is not None and part is not self:
            part.show()  # a layout shows what is new only later, too late for the focus
            part = part.parentWidget()
        link.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _fill(self) -> None:
        page = self._page
        assert page is not None
        self.readers.setVisible(not page.may_edit)
        self.set_note(_note(page.actions))
        done = [one for one in page.actions if one.done_on is not None]
        shown = [one for one in page.actions if one.done_on is None or self.shows_done]
        empty(self._lines)
        self.rows.clear()
        for place, action in enumerate(shown):
            if place:
                self._lines.addWidget(Rule())
            self.rows.append(ActionRow(action, self._acts if page.may_edit else None))
            self._lines.addWidget(self.rows[-1])
        if not page.actions and not page.without_action:
            nothing = tr(
                "No check asks for an action now. What is planned about those that don’t hold stands here."
            )
            self._lines.addWidget(Prose(nothing, "muted"))
        more = tr_count("Show the one that is done, too", "Show the {count} that are done, too", len(done))
        self.done_button.setText(tr("Hide what is done") if self.shows_done else more)
        self.done_button.setVisible(bool(done))
        self._fill_missing([one for one in page.findings if not one.actions], may=page.may_edit)

    def _fill_missing(self, findings: Sequence[FindingToActOn], *, may: bool) -> None:
        empty(self._missing)
        self.add_links.clear()
        self.missing_title.setVisible(bool(findings))
        shown = findings if self.shows_all else findings[:FIRST]
        for one in shown:
            self._missing.addWidget(self._missing_line(one, may=may))
        self.all_button.setText(tr("Show all {count}", count=f"{len(findings):,}"))
        self.all_button.setVisible(len(shown) < len(findings))

    def _missing_line(self, finding: FindingToActOn, *, may: bool) -> QWidget:
        holder = QWidget()
        line = FlowLayout(holder, gap="m", line_gap="xs")
        line.addWidget(Label(finding.check_id, "small", wrap=False))
        line.addWidget(Label(finding.title))
        if may:
            words = tr("Say what will be done")
            link = LinkButton(words, partial(self._acts.add, finding), name=f"{words}: {finding.title}")
            self.add_links[finding.check_id] = link
            line.addWidget(link)
        return holder

    def _toggle_done(self) -> None:
        self.shows_done = not self.shows_done
        self._fill()

    def _show_all(self) -> None:
        self.shows_all = True
        self._fill()
        self.focus_first()


class ActionRow(QWidget):
    """One action: what, who, by when, its state, and what can be done with it."""

    def __init__(self, action: ActionLine, acts: ActionActs | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = column(self, gap="xs")
        line = row(gap="m")
        words = column(gap="xs")
        words.addWidget(Prose(action.what, "strong"))
        words.addWidget(Prose(by_whom(action)))
        if action.outcome:
            words.addWidget(Prose(tr("What came of it: {words}", words=action.outcome)))
        words.addWidget(Prose(about(action), "muted"))
        line.addLayout(words, 1)
        self.chip = chip_of(action)
        line.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(line)
        self.links: dict[str, LinkButton] = {}
        if acts is not None and action.done_on is None:
            outer.addWidget(self._make_links(action, acts))
        self.setAccessibleName(f"{self.chip.text}: {action.what}")

    def _make_links(self, action: ActionLine, acts: ActionActs) -> QWidget:
        holder = QWidget()
        foot = FlowLayout(holder, gap="m", line_gap="xs")
        for key, words, act in (
            ("finish", tr("It is done"), acts.finish),
            ("edit", tr("Change it"), acts.edit),
            ("remove", tr("Take it out"), acts.remove),
        ):
            self.links[key] = LinkButton(words, partial(act, action), name=f"{words}: {action.what}")
            foot.addWidget(self.links[key])
        return holder


def chip_of(action: ActionLine) -> StatusChip:
    """Done, overdue or to do."""
    if action.done_on is not None:
        return StatusChip(tr("Done"), "good")
    if action.is_late:
        return StatusChip(tr("Overdue"), "bad", "clock")
    return StatusChip(tr("To do"), "info", "calendar")


def _note(actions: Sequence[ActionLine]) -> str:
    """ "3 to do, 1 of them overdue · 2 done"."""
    if not actions:
        return ""
    to_do = [one for one in actions if one.done_on is None]
    late = sum(1 for one in to_do if one.is_late)
    words = tr("{count} to do", count=f"{len(to_do):,}")
    if late:
        words = tr("{count} to do, {late} of them overdue", count=f"{len(to_do):,}", late=f"{late:,}")
    return tr("{words} · {done} done", words=words, done=f"{len(actions) - len(to_do):,}")
