"""Every finding of a round in sentences: what stands in the way first, what is met on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.principles.engine import LAST, NOT_HOLDING, blocking
from commissioning_app.domain.principles.findings import ExplanationStatus, Finding, FindingState
from commissioning_app.domain.roles import Actor, can_approve, can_explain, can_keep_actions
from commissioning_app.domain.rounds import Step
from commissioning_app.services.queries.actions import ActionLine
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.layouts import column, empty, row
from commissioning_app.ui.lib.theme import Tone
from commissioning_app.ui.pages import round_tab_titles
from commissioning_app.ui.rounds.words import finding_tone, finding_word
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.findings import FindingRow
from commissioning_app.ui.widgets.text import Label, Rule

Act = Callable[[Finding], object]


@dataclass(frozen=True)
class FindingActs:
    """What the links of a finding do."""

    mend: Act
    explain: Act
    agree: Act
    send_back: Act
    add_action: Act


class FindingsCard(Card):
    """Findings in three groups: in the way of the next step, not settled, and the rest when asked for."""

    def __init__(self, acts: FindingActs, parent: QWidget | None = None) -> None:
        super().__init__(tr("What each check says"), parent=parent)
        self._acts = acts
        self._findings: Sequence[Finding] = ()
        self._step: Step | None = None
        self._actor: Actor | None = None
        self._actions: Mapping[str, Sequence[ActionLine]] = {}
        self._family, self._family_title = "", ""
        self.shows_settled = False
        self.rows: dict[str, FindingRow] = {}
        line = row(gap="m")
        self.body.addLayout(line)
        self.family_label = Label("", "muted")
        line.addWidget(self.family_label, 1)
        self.all_button = LinkButton(tr("Show every family"), self._show_every_family)
        line.addWidget(self.all_button)
        self._list = QWidget()
        self._lines = column(self._list, gap="s")
        self.add(self._list)
        self.settled_button = LinkButton("", self._toggle_settled)
        self.add(self.settled_button)

    def set_findings(
        self,
        findings: Sequence[Finding],
        step: Step | None,
        actor: Actor,
        actions: Mapping[str, Sequence[ActionLine]],
    ) -> None:
        """Show other findings; `step` is the one that comes next, if any, `actions` stand by their check."""
        self._findings, self._step, self._actor, self._actions = findings, step, actor, actions
        self._fill()

    def show_family(self, family: str, title: str) -> None:
        """Only this family, with what is met too."""
        self._family, self._family_title, self.shows_settled = family, title, True
        self._fill()

    def focus_on(self, finding_id: str) -> bool:
        """Put the focus on a finding's first link; False when it isn't shown or has none."""
        row = self.rows.get(finding_id)
        link = row.findChild(LinkButton) if row is not None else None
        if row is None or link is None:
            return False
        row.show()  # a layout shows what is new only later, too late for the focus
        link.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _show_every_family(self) -> None:
        self._family, self._family_title = "", ""
        self._fill()

    def _toggle_settled(self) -> None:
        self.shows_settled = not self.shows_settled
        self._fill()

    def _fill(self) -> None:
        empty(self._lines)
        self.rows.clear()
        shown = [f for f in self._findings if not self._family or f.family == self._family]
        in_the_way = [] if self._step is None else blocking(shown, self._step)
        also = [f for f in shown if not f.is_settled and f not in in_the_way]
        settled = [f for f in shown if f.is_settled]
        self._group(tr("In the way of the next step"), in_the_way)
        self._group(tr("Not settled yet; they guard a later step, or are only counted"), also)
        if self.shows_settled:
            self._group(tr("Settled"), settled)
        elif not in_the_way and not also:
            self._lines.addWidget(Label(tr("Every check is settled."), "good"))
        self._say_filter(len(settled))

    def _say_filter(self, settled: int) -> None:
        filtered = bool(self._family)
        self.family_label.setText(tr("Only: {family}", family=self._family_title) if filtered else "")
        self.family_label.setVisible(filtered)
        self.all_button.setVisible(filtered)
        more = tr_count(
            "Show the one that is settled, too", "Show the {count} that are settled, too", settled
        )
        self.settled_button.setText(tr("Hide what is settled") if self.shows_settled else more)
        self.settled_button.setVisible(settled > 0)

    def _group(self, title: str, findings: Sequence[Finding]) -> None:
        if not findings:
            return
        self._lines.addWidget(Label(title, "section"))
        for place, finding in enumerate(findings):
            if place:
                self._lines.addWidget(Rule())
            actions = self._actions.get(finding.id, ())
            links = links_of(finding, self._actor, self._acts, has_action=bool(actions))
            self.rows[finding.id] = finding_row(finding, links, actions)
            self._lines.addWidget(self.rows[finding.id])


def finding_row(
    finding: Finding,
    links: Sequence[tuple[str, Callable[[], object]]] = (),
    actions: Sequence[ActionLine] = (),
) -> FindingRow:
    """One finding as it reads everywhere."""
    word, tone = shown_state(finding)
    said = [finding.evidence]
    if not finding.is_settled and finding.mend:
        said.append(finding.mend)
    if finding.policy_changed:
        said.append(finding.policy_changed)
    return FindingRow(
        finding.sentence,
        state=word,
        tone=tone,
        code=finding.id,
        evidence=" ".join(said),
        explanation=_explanation(finding),
        beside=[_action_words(one) for one in actions] if finding.state in NOT_HOLDING else (),
        source=tr("{threshold} From: {source}.", threshold=finding.threshold, source=finding.source),
        links=links,
    )


def links_of(
    finding: Finding, actor: Actor | None, acts: FindingActs, *, has_action: bool = False
) -> list[tuple[str, Callable[[], object]]]:
    """What this person can do about a finding."""
    if actor is None:
        return []
    links = [] if finding.is_settled else _to_settle(finding, actor, acts)
    if finding.state in NOT_HOLDING and finding.id not in LAST and can_keep_actions(actor):
        words = tr("Add another action") if has_action else tr("Say what will be done")
        links.append((words, lambda: acts.add_action(finding)))
    return links


def _to_settle(finding: Finding, actor: Actor, acts: FindingActs) -> list[tuple[str, Callable[[], object]]]:
    """To where it is mended; to explaining it, and to the answer to that."""
    titles = dict(round_tab_titles())
    links: list[tuple[str, Callable[[], object]]] = []
    tab = titles.get(finding.place.tab.value)
    if tab is not None:
        links.append((tr("Mend it under {tab}", tab=tab), lambda: acts.mend(finding)))
    waits = finding.explanation is not None and finding.explanation.status is ExplanationStatus.WAITING
    if waits and can_approve(actor):
        links.append((tr("Agree"), lambda: acts.agree(finding)))
        links.append((tr("Send it back"), lambda: acts.send_back(finding)))
    if not waits and can_explain(actor):
        links.append((tr("Explain it"), lambda: acts.explain(finding)))
    return links


def waiting(findings: Sequence[Finding]) -> list[Finding]:
    """Findings with an explanation that nobody has agreed to yet."""
    return [
        f
        for f in findings
        if f.explanation is not None
        and f.explanation.status is ExplanationStatus.WAITING
        and not f.is_settled
    ]


def shown_state(finding: Finding) -> tuple[str, Tone]:
    """A finding's state in a word and a tone; what was explained and not agreed says so."""
    note = finding.explanation
    if note is not None and not finding.is_settled:
        if note.status is ExplanationStatus.WAITING:
            return tr("Explained, not agreed yet"), "warn"
        if note.status is ExplanationStatus.SENT_BACK:
            return tr("Sent back"), "bad"
    return finding_word(finding.state), finding_tone(finding.state)


def _explanation(finding: Finding) -> str:
    note = finding.explanation
    if note is None or finding.state in (FindingState.MET, FindingState.NOT_APPLICABLE):
        return ""
    parts = [note.why]
    if note.what_will_be_done:
        parts.append(tr("What will be done: {what}", what=note.what_will_be_done))
    if note.by_when is not None:
        parts.append(tr("By {day}.", day=long_date(note.by_when)))
    if note.decision_reason:
        parts.append(tr("The approver says: {reason}", reason=note.decision_reason))
    return " ".join(parts)


def _action_words(action: ActionLine) -> str:
    """What is being done, in a line under its finding."""
    if action.done_on is not None:
        return tr("Done on {day}: {what}", day=long_date(action.done_on), what=action.what)
    return tr(
        "Will be done by {day}, by {owner}: {what}",
        day=long_date(action.due_on),
        owner=action.owner,
        what=action.what,
    )
