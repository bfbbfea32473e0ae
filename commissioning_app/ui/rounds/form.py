"""The design of a round in sections; a draft is edited here, and after opening it can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.errors import CommissioningError, StaleVersion
from commissioning_app.domain.principles.catalogue import Tab
from commissioning_app.domain.principles.findings import Finding
from commissioning_app.domain.principles.simple_form import applying_table
from commissioning_app.domain.roles import can_design_rounds
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.services.form_figures import form_figures
from commissioning_app.services.form_versions import form_versions
from commissioning_app.services.principles import RoundReview, review_round
from commissioning_app.services.rounds import DESIGN_FIELDS, edit_round, read_round
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import confirm, resolve_conflict
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.lib.theme import Tone
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.navigation import Page, Route, Shell
from commissioning_app.ui.rounds.design.after import AfterSection
from commissioning_app.ui.rounds.design.applying import ApplyingSection
from commissioning_app.ui.rounds.design.basics import BasicsSection
from commissioning_app.ui.rounds.design.communities import CommunitiesSection
from commissioning_app.ui.rounds.design.criteria import CriteriaSection
from commissioning_app.ui.rounds.design.demands import DemandsSection
from commissioning_app.ui.rounds.design.duties import DutiesSection
from commissioning_app.ui.rounds.design.handing_out import HandingOutSection
from commissioning_app.ui.rounds.design.helping import HelpSection
from commissioning_app.ui.rounds.design.monitoring import MonitoringSection
from commissioning_app.ui.rounds.design.panel import PanelSection
from commissioning_app.ui.rounds.design.preview import show_preview
from commissioning_app.ui.rounds.design.promises import PromisesSection
from commissioning_app.ui.rounds.design.publishing import PublishingSection
from commissioning_app.ui.rounds.design.questions import QuestionsSection
from commissioning_app.ui.rounds.design.section import Design, Section
from commissioning_app.ui.rounds.design.sharing import SharingSection
from commissioning_app.ui.rounds.design.timetable import TimetableSection
from commissioning_app.ui.rounds.design.versions import both_versions, changed_records
from commissioning_app.ui.rounds.design.words import field_labels
from commissioning_app.ui.rounds.steps import next_step_of_life
from commissioning_app.ui.rounds.words import open_words
from commissioning_app.ui.widgets.buttons import PrimaryButton, QuietButton
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.page import ResponsiveRow, ScrollPage
from commissioning_app.ui.widgets.section_nav import SectionNav
from commissioning_app.ui.widgets.text import Label

SECTIONS: dict[str, type[Section]] = {
    "pot": BasicsSection,
    "communities": CommunitiesSection,
    "timetable": TimetableSection,
    "questions": QuestionsSection,
    "criteria": CriteriaSection,
    "applying": ApplyingSection,
    "demands": DemandsSection,
    "rule": SharingSection,
    "help": HelpSection,
    "panel": PanelSection,
    "promises": PromisesSection,
    "duties": DutiesSection,
    "monitoring": MonitoringSection,
    "publishing": PublishingSection,
    "handing_out": HandingOutSection,
    "after": AfterSection,
}
"""The sections by the name that checks give to the place where they are mended."""

REST = 250
"""Milliseconds without a change after which the figures of the form are counted anew."""


def section_titles() -> list[tuple[str, str]]:
    """The sections in order: (key, title)."""
    return [
        ("pot", tr("Basics and pot")),
        ("communities", tr("With communities")),
        ("timetable", tr("Timetable")),
        ("questions", tr("Questions")),
        ("criteria", tr("Criteria")),
        ("applying", tr("Who can apply")),
        ("demands", tr("Asked of applicants")),
        ("rule", tr("Sharing the pot")),
        ("help", tr("Contact and help")),
        ("panel", tr("Panel and payment")),
        ("promises", tr("What you promise")),
        ("duties", tr("Duties and law")),
        ("monitoring", tr("Monitoring answers")),
        ("publishing", tr("What is published")),
        ("handing_out", tr("Hand out the form")),
        ("after", tr("After the decision")),
    ]


class FormTab(Page):
    """Sections on the left, one of them open, and a line at the foot that saves."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.review: RoundReview | None = None
        self.sections: dict[str, Section] = {}
        self._original: Design = {}
        self._loading = False
        self._figures: tuple[Finding, ...] = ()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._say_figures)
        outer = column(self)
        outer.setSpacing(0)
        self.sheet = ScrollPage()
        outer.addWidget(self.sheet, 1)
        self.message = InlineMessage()
        self.sheet.add(self.message)
        self.lock_message = InlineMessage()
        self.sheet.add(self.lock_message)
        both = ResponsiveRow(least=180, gap=SPACE["xl"])
        side = QWidget()
        inner = column(side)
        self.nav = SectionNav(tr("Sections of the form"), section_titles())
        self.nav.chosen.connect(self.show_section)
        inner.addWidget(self.nav)
        inner.addStretch(1)
        both.add(side, 10)
        main = QWidget()
        body = column(main, gap="l")
        self.finding_message = InlineMessage()
        body.addWidget(self.finding_message)
        self._place = column()
        body.addLayout(self._place)
        body.addStretch(1)
        both.add(main, 46)
        self.sheet.add(both, 1)
        outer.addWidget(self._make_foot())

    def open(self, route: Route) -> None:
        """Show the round; `item` names a section."""
        same = self.route is not None and self.route.round_code == route.round_code
        self.route = route
        if not (same and self.changes()):
            self.refresh()
        if route.item in SECTIONS:
            self.show_section(route.item)

    def refresh(self) -> None:
        """Ask for the round again; what was not saved is given up."""
        if self.route is None:
            return
        try:
            code = self.route.round_code or ""
            self._show(review_round(self.shell.context, round_code=code))
        except CommissioningError as error:
            show_error(error, self.message)

    def show_section(self, key: str) -> None:
        """Open a section; it is made when first opened."""
        self.nav.set_current(key)
        if key not in self.sections:
            section = self.sections[key] = SECTIONS[key]()
            section.changed.connect(self._changed)
            if isinstance(section, QuestionsSection | HandingOutSection):
                section.preview_wanted.connect(self.preview)
            if isinstance(section, PublishingSection):
                section.section_wanted.connect(self.show_section)
            elif isinstance(section, HandingOutSection):
                section.shell = self.shell
                section.set_unsaved(bool(self.changes()))
                section.answered.connect(self._bring_into_sight)
            self._place.addWidget(section)
            self._load(section)
        for name, section in self.sections.items():
            section.setVisible(name == key)
        self._say_versions()
        self._say_figures()
        self._say_findings()
        self.sheet.verticalScrollBar().setValue(0)

    def changes(self) -> Design:
        """The design's fields that differ from what was read."""
        if self.review is None:
            return {}
        design = dict(self._original)
        for section in self.sections.values():
            if not section.is_locked:
                section.collect(design)
        return {key: value for key, value in design.items() if value != self._original[key]}

    def save(self) -> bool:
        """Save what was changed; False when something can't be read or the service refuses."""
        for key, section in self.sections.items():
            if not section.is_locked and not section.check():
                self.show_section(key)
                self.message.show_message(tr("Something in this section can't be read yet."), "bad")
                return False
        changed = self.changes()
        if not changed or self.review is None:
            return True
        return self._save(changed, self.review.round.version)

    def preview(self) -> None:
        """Show the form as an applicant sees it, with what is not saved yet."""
        if self.review is not None:
            show_preview(self, self.shell, self.review.round.code, self.changes())

    def discard(self) -> None:
        """Give up what was not saved."""
        self.refresh()

    def may_leave(self) -> bool:
        """Ask before something that was typed is lost."""
        changed = self.changes()
        if not changed:
            return True
        leave = confirm(
            self,
            tr("Leave without saving?"),
            tr("What you changed is not saved: {what}.", what=_names(changed)),
            yes=tr("Leave without saving"),
            no=tr("Stay here"),
            danger=True,
        )
        if leave:
            self.refresh()
        return leave

    def _save(self, changed: Design, version: int) -> bool:
        assert self.review is not None
        code = self.review.round.code
        try:
            edit_round(self.shell.context, round_code=code, version=version, **changed)
        except StaleVersion as error:
            return self._resolve(error, changed)
        except CommissioningError as error:
            show_error(error, self.message)
            return False
        self.shell.navigator.page("round").refresh()
        self.shell.say(tr("Saved: {what}.", what=_names(changed)))
        return True

    def _resolve(self, error: StaleVersion, changed: Design) -> bool:
        """Somebody saved first: show both versions of what both changed, and do what the person chooses.

        Of the records only those are saved that the person changed; the others stay as somebody saved them.
        """
        assert self.review is not None
        now = read_round(self.shell.context, round_code=self.review.round.code)
        theirs, yours = both_versions(error, self._original, now, changed)
        if mine := changed_records(self._original, changed):
            changed = {**changed, "records": replace(now.records, **mine)}
        chosen = resolve_conflict(self, theirs, yours, labels=field_labels()) if yours else "yours"
        if chosen == "theirs":
            self.refresh()
        return self._save(changed, now.version) if chosen == "yours" else False

    def _show(self, review: RoundReview) -> None:
        self.message.clear()
        self.review = review
        self._original = {key: getattr(review.round, key) for key in DESIGN_FIELDS}
        self._say_lock(review.round)
        for section in self.sections.values():
            self._load(section)
        self.show_section(self.nav.current)
        self._mark_sections(review.findings)
        self._changed()

    def _load(self, section: Section) -> None:
        if self.review is None:
            return
        self._loading = True
        section.learn(self.shell.context, self.review)
        section.load(self.review.round)
        section.lock(bool(self._why_locked(section)))
        self._loading = False

    def _why_locked(self, section: Section) -> str:
        assert self.review is not None
        if not can_design_rounds(self.shell.app.actor):
            return tr("Officers design rounds. You can read it all here.")
        if section.locks_at_opening and self.review.round.state is not RoundState.DRAFT:
            return _published_words()
        return ""

    def _say_lock(self, round_: Round) -> None:
        if not can_design_rounds(self.shell.app.actor):
            self.lock_message.show_message(tr("Officers design rounds. You can read it all here."), "info")
        elif round_.state is not RoundState.DRAFT:
            self.lock_message.show_message(_published_words(), "info")
        else:
            self.lock_message.clear()

    def _mark_sections(self, findings: Sequence[Finding]) -> None:
        """A warning where a check is not settled, a tick where all are."""
        for key in SECTIONS:
            here = _of_section(key, findings)
            said = "" if self._is_early(key) else _unsettled(here)
            self.nav.mark(key, said, is_settled=bool(here) and not _unsettled(here))

    def _is_early(self, key: str) -> bool:
        """Whether a section is for later: what is open in it is no fault yet."""
        begins = SECTIONS[key].begins_at
        return begins is not None and self.review is not None and not self.review.round.is_past(begins)

    def _say_findings(self) -> None:
        """What the checks say of the open section."""
        key = self.nav.current
        findings = _of_section(key, self.review.findings) if self.review else []
        now = {f.id: f for f in self._figures}
        findings = [now.get(f.id, f) for f in findings]
        step = next_step_of_life(self.review.round) if self.review else None
        tone: Tone = "info" if self._is_early(key) else "warn"
        self.finding_message.show_message(open_words(findings, step), tone)

    def _say_figures(self) -> None:
        """What the checks that the open section follows say of it as it stands here."""
        self._rest.stop()
        section = self.sections.get(self.nav.current)
        self._figures = ()
        if self.review is None or section is None:
            return
        if section.follows:
            self._figures = form_figures(review=self.review, design=self.changes(), ids=section.follows)
            section.follow(self._figures)
        self._say_findings()

    def _say_versions(self) -> None:
        """What of the questions went out before; read when they are shown, never while one types."""
        section = self.sections.get(self.nav.current)
        if self.review is None or not isinstance(section, QuestionsSection):
            return
        round_ = self.review.round
        versions = form_versions(self.shell.context, round_code=round_.code)
        section.show_versions(round_, versions, applying_table(self.review.policy))

    def _bring_into_sight(self, part: QWidget) -> None:
        """Scroll to it once it has its place."""
        QTimer.singleShot(0, part, lambda: self.sheet.ensureWidgetVisible(part))

    def _changed(self) -> None:
        """Something was typed, or everything was read anew."""
        if self._loading:
            return
        self._rest.start()
        changed = self.changes()
        handing = self.sections.get("handing_out")
        if isinstance(handing, HandingOutSection):
            handing.set_unsaved(bool(changed))
        self.foot.setVisible(bool(changed))
        self.unsaved.setText(tr("Not saved yet: {what}", what=_names(changed)) if changed else "")

    def _make_foot(self) -> QWidget:
        self.foot = QWidget()
        line = row(self.foot, gap="m")
        line.setContentsMargins(SPACE["xxl"], SPACE["s"], SPACE["xxl"], SPACE["m"])
        self.unsaved = Label("", "strong")
        line.addWidget(self.unsaved, 1)
        self.discard_button = QuietButton(tr("&Give it up"), self.discard)
        self.save_button = PrimaryButton(tr("&Save"), self.save)
        self.save_button.setToolTip(tr("Save (Ctrl+S)"))
        action = QAction(tr("Save"), self)
        action.setShortcut(QKeySequence("Ctrl+S"))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: self.save())
        self.addAction(action)
        line.addWidget(self.discard_button)
        line.addWidget(self.save_button)
        self.foot.hide()
        return self.foot


def _of_section(key: str, findings: Sequence[Finding]) -> list[Finding]:
    """The findings that are mended in this section."""
    here = [f for f in findings if f.place.tab is Tab.FORM]
    return [f for f in here if (f.place.anchor if f.place.anchor in SECTIONS else "pot") == key]


def _unsettled(findings: Sequence[Finding]) -> str:
    return " ".join(f"{f.title}." for f in findings if not f.is_settled)


def _names(changed: dict[str, Any]) -> str:
    labels = field_labels()
    return ", ".join(label for key, label in labels.items() if key in changed)


def _published_words() -> str:
    return tr(
        "The design was published when the round opened, so it is fixed. Contact, help, panel, promises and "
        "what comes after the decision can still be changed; of the duties, what isn't marked as fixed."
    )
