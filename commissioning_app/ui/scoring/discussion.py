"""One EOI at moderation: every score as a dot, who gave what, what they wrote, what the panel said."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.panels import MemberGroup
from commissioning_app.domain.roles import can_moderate
from commissioning_app.services.context import LONDON
from commissioning_app.services.moderation import note_discussion
from commissioning_app.services.queries.moderation import Change, CriterionDots, ModerationPage
from commissioning_app.translation import tr
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column, empty
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.scoring.change_score import ChangeScoreDialog
from commissioning_app.ui.scoring.member_scores import MemberScores, in_order
from commissioning_app.ui.scoring.words import group_member_word, points, score_words
from commissioning_app.ui.widgets.buttons import PrimaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.dot_plot import DotPlot, DotRow
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Label, Prose, Rule


class EoiDiscussion(QWidget):
    """`changed` is called after something was written down."""

    def __init__(self, shell: Shell, changed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell, self._changed = shell, changed
        self._code = ""
        self.page: ModerationPage | None = None
        outer = column(self, gap="l")
        outer.addWidget(self._make_plot())
        outer.addWidget(self._make_said())
        self.scores = MemberScores(self.change_score)
        outer.addWidget(self.scores)
        self.wrote = Card(tr("What members wrote"))
        outer.addWidget(self.wrote)
        self.moved = Card(tr("Scores that changed"))
        outer.addWidget(self.moved)
        outer.addStretch(1)

    @property
    def reference(self) -> str | None:
        """The EOI that is shown."""
        return None if self.page is None else self.page.reference

    @property
    def is_unsaved(self) -> bool:
        """Whether a note stands here that was not written down."""
        return bool(self.note.toPlainText().strip())

    def forget(self) -> None:
        """Give up a note that was not written down."""
        self.note.clear()

    def show_nothing(self) -> None:
        """There is no EOI to look at."""
        self.page = None
        self.hide()

    def show_page(self, code: str, page: ModerationPage, *, is_complete: bool) -> None:
        """Show one EOI's assessments."""
        if self.page is None or page.reference != self.page.reference:
            self.forget()
        self._code, self.page = code, page
        self.show()
        self.message.clear()
        self._fill_plot(page, is_complete)
        why_not = self._why_not(page)
        self.scores.show_page(page, why_not)
        self._fill_said(page, why_not)
        self._fill_wrote(page)
        self._fill_moved(page)

    def write_down(self) -> None:
        """Keep what the panel said."""
        assert self.page is not None
        try:
            note_discussion(
                self.shell.context,
                round_code=self._code,
                reference=self.page.reference,
                note=self.note.toPlainText(),
            )
        except CommissioningError as error:
            show_error(error, self.message, {"note": self.note_field})
            return
        self.note_field.clear_error()
        self.forget()
        self._changed()

    def change_score(self) -> None:
        """Change a member's score, with a reason."""
        assert self.page is not None
        dialog = ChangeScoreDialog(self, self.shell.context, self._code, self.page)
        if dialog.exec():
            self._changed()
        dialog.deleteLater()

    # How it is made

    def _make_plot(self) -> Card:
        self.card = Card()
        self.figures = Label("", "muted", wrap=False)
        self.card.header.addWidget(self.figures, 0, Qt.AlignmentFlag.AlignTop)
        self.organisation = Label("", "muted")
        self.card.add(self.organisation)
        self.plot = DotPlot()
        self.card.add(self.plot)
        self.apart = Prose("")
        self.card.add(self.apart)
        return self.card

    def _make_said(self) -> Card:
        self.said = Card(tr("What the panel said"))
        self._notes = column(gap="s")
        self.said.body.addLayout(self._notes)
        self.note = GrowingTextEdit(lines=2)
        self.note_field = FormField(
            tr("&Write down what was said"), self.note, help=tr("In a sentence or two, without names.")
        )
        self.said.add(self.note_field)
        self.message = InlineMessage()
        self.said.add(self.message)
        self.note_button = PrimaryButton(tr("&Keep this note"), self.write_down)
        self.said.body.addWidget(self.note_button, 0, Qt.AlignmentFlag.AlignLeft)
        return self.said

    # How it is filled

    def _fill_plot(self, page: ModerationPage, is_complete: bool) -> None:
        self.card.set_title(page.title or page.reference)
        self.figures.setText(_figures(page))
        self.organisation.setText(f"{page.reference} · {page.organisation}")
        self.plot.highest = max((one.top for one in page.criteria), default=5)
        name = tr("Scores of {reference} by criterion", reference=page.reference)
        self.plot.set(name, [_dot_row(one) for one in page.criteria])
        self.apart.setText(_apart_words(page, is_complete))

    def _fill_said(self, page: ModerationPage, why_not: str) -> None:
        empty(self._notes)
        for one in page.discussions:
            self._notes.addWidget(Prose(one.note))
            day = long_date(one.noted_at.astimezone(LONDON).date())
            self._notes.addWidget(Prose(tr("{name}, {day}", name=one.noted_by, day=day), "small"))
        if not page.discussions and why_not:
            self._notes.addWidget(Prose(tr("Nothing was written down."), "muted"))
        self.note_field.setVisible(not why_not)
        self.note_button.setVisible(not why_not)

    def _fill_wrote(self, page: ModerationPage) -> None:
        empty(self.wrote.body)
        said = _writings(page)
        self.wrote.setVisible(bool(said))
        for place, (who, text) in enumerate(said):
            if place:
                self.wrote.add(Rule())
            self.wrote.add(Prose(who, "small"))
            self.wrote.add(Prose(text))

    def _fill_moved(self, page: ModerationPage) -> None:
        empty(self.moved.body)
        self.moved.setVisible(bool(page.changes))
        for one in page.changes:
            self.moved.add(Prose(_change_words(one)))

    def _why_not(self, page: ModerationPage) -> str:
        """Why nothing can be changed here."""
        if not page.can_change:
            return tr("Moderation is over, so scores stay as they are.")
        if not can_moderate(self.shell.app.actor):
            return tr("Officers write down what the panel changes. Choose another person in Settings.")
        return ""


def _figures(page: ModerationPage) -> str:
    """The panel score, the groups' means and the rank."""
    parts = [tr("score {score}", score=score_words(page.score))]
    if page.rank is not None:
        parts.append(tr("rank {rank}", rank=page.rank))
    return " · ".join(parts)


def _dot_row(one: CriterionDots) -> DotRow:
    def of(group: MemberGroup) -> tuple[float, ...]:
        return tuple(float(d.score) for d in one.dots if d.group is group and d.score is not None)

    return DotRow(one.name, of(MemberGroup.COMMUNITY), of(MemberGroup.COMMISSIONER), one.is_flagged)


def _apart_words(page: ModerationPage, is_complete: bool) -> str:
    """Where members are apart, the groups' means, and whether somebody is missing."""
    flagged = [one for one in page.criteria if one.is_flagged]
    said = [
        tr("{criterion}: {points} points apart.", criterion=one.name, points=one.spread) for one in flagged
    ]
    if page.community is not None and page.commissioner is not None:
        said.append(
            tr(
                "Community members {community} on average, commissioners {commissioner}.",
                community=score_words(page.community),
                commissioner=score_words(page.commissioner),
            )
        )
    if not is_complete:
        said.append(tr("Not everybody whom it was given to has sent theirs."))
    return " ".join(said)


def _writings(page: ModerationPage) -> list[tuple[str, str]]:
    """Who wrote what: notes on criteria, then comments on the whole, member by member."""
    found = []
    for total in in_order(page.totals):
        who = f"{total.member}, {group_member_word(total.group)}"
        for one in page.criteria:
            notes = [dot.comment for dot in one.dots if dot.member_id == total.member_id and dot.comment]
            found += [(who, f"{one.name}: {note}") for note in notes]
        if total.comment:
            found.append((who, total.comment))
    return found


def _change_words(one: Change) -> str:
    return tr(
        "{member}, {criterion}: {before} became {after}. {reason} ({by}, {day})",
        member=one.member,
        criterion=one.criterion,
        before=points(one.before),
        after=points(one.after),
        reason=one.reason,
        by=one.changed_by,
        day=long_date(one.changed_at.astimezone(LONDON).date()),
    )
