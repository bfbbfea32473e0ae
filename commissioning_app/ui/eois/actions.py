"""Dialogs that act on one EOI: questions, eligibility, late ones, withdrawing, publishing, contact."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.eligibility import LateGround, reply_day
from commissioning_app.domain.eois import Publication
from commissioning_app.domain.forms import EligibilityRule
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.eligibility import (
    agree_late,
    answer_query,
    ask_query,
    find_eligible,
    find_ineligible,
    take_back_eligibility,
)
from commissioning_app.services.eois import ContactDetails, edit_contact, set_publication, withdraw_eoi
from commissioning_app.services.queries.eois import EoiPage, QueryRow
from commissioning_app.translation import tr
from commissioning_app.ui.eois.words import publication_word
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.widgets.choice import Choices
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, TextEdit
from commissioning_app.ui.widgets.text import Prose


class EoiDialog(ActDialog):
    """A dialog about one EOI of one round."""

    def __init__(
        self,
        parent: QWidget | None,
        context: ServiceContext,
        round_code: str,
        page: EoiPage,
        title: str,
        text: str = "",
    ) -> None:
        super().__init__(parent, context, title, text)
        self.round_code, self.page = round_code, page

    def version(self, fresh: bool) -> int | None:
        """The version that the person read, or none once they have seen the newer one."""
        return None if fresh else self.page.version


class EligibleDialog(EoiDialog):
    """Lets an EOI go to the panel; only asked where it was ruled out before."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, code: str, page: EoiPage) -> None:
        super().__init__(
            parent,
            context,
            code,
            page,
            tr("Is {reference} eligible after all?", reference=page.reference),
            tr("It was found ineligible. Once eligible it goes to the panel like all others."),
        )
        self.finish(tr("It is &eligible"))

    def act(self, *, fresh: bool) -> None:
        """Find it eligible."""
        find_eligible(
            self.context,
            round_code=self.round_code,
            reference=self.page.reference,
            version=self.version(fresh),
        )


class IneligibleDialog(EoiDialog):
    """Rules an EOI out by one of the published rules, in words that the letter repeats."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, code: str, page: EoiPage) -> None:
        super().__init__(
            parent,
            context,
            code,
            page,
            tr("Is {reference} ineligible?", reference=page.reference),
            tr("Only a published rule can rule an EOI out. The letter says which, why, and how to mend it."),
        )
        options = [
            (rule.code, tr("Rule {number}", number=number), _rule_words(rule))
            for number, rule in enumerate(page.rules, start=1)
        ]
        self.rule = Choices(tr("Which rule is not met?"), options)
        self.body.addWidget(self.rule)
        self.reason = GrowingTextEdit(lines=3)
        help_words = tr("One or two plain sentences to the applicant. They stand in the letter.")
        self.add_field("reason", FormField(tr("&How is it not met?"), self.reason, help=help_words))
        self.finish(tr("It is &ineligible"), danger=True)
        self.reason.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Find it ineligible."""
        find_ineligible(
            self.context,
            round_code=self.round_code,
            reference=self.page.reference,
            code=self.rule.chosen,
            reason=self.reason.toPlainText(),
            version=self.version(fresh),
        )


class AskDialog(EoiDialog):
    """A question to the applicant, with the day by which they answer."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, code: str, page: EoiPage) -> None:
        super().__init__(
            parent,
            context,
            code,
            page,
            tr("Ask {organisation}", organisation=page.organisation),
            tr("Write it as you will send it. Question and answer are shown to those who score this EOI."),
        )
        self.question = GrowingTextEdit(lines=3)
        self.add_field("question", FormField(tr("&Question"), self.question))
        earliest = reply_day(context.clock.today())
        self.reply_by = DateField(earliest, required=True)
        words = tr("Five working days or more: {day} at the earliest.", day=long_date(earliest))
        self.add_field("reply_by", FormField(tr("They &answer by"), self.reply_by, help=words))
        self.finish(tr("&Keep the question"))
        self.question.setFocus()

    def check(self) -> bool:
        """The day has to be readable."""
        return self.reply_by.check()

    def act(self, *, fresh: bool) -> None:
        """Keep the question."""
        ask_query(
            self.context,
            round_code=self.round_code,
            reference=self.page.reference,
            question=self.question.toPlainText(),
            reply_by=self.reply_by.day,
        )


class AnswerDialog(ActDialog):
    """The applicant's answer to one question."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, query: QueryRow) -> None:
        super().__init__(parent, context, tr("The applicant’s answer"))
        self.query = query
        self.body.addWidget(Prose(query.question, "strong"))
        self.answer = GrowingTextEdit(query.answer, lines=4)
        self.add_field("answer", FormField(tr("&Answer"), self.answer))
        self.helps = QCheckBox(tr("It helps &everyone: every member sees question and answer"))
        self.helps.setChecked(query.helps_everyone)
        self.body.addWidget(self.helps)
        self.finish(tr("&Keep the answer"))
        self.answer.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Write the answer down."""
        answer_query(
            self.context,
            query_id=self.query.query_id,
            answer=self.answer.toPlainText(),
            helps_everyone=self.helps.isChecked(),
            version=None if fresh else self.query.version,
        )


class LateDialog(EoiDialog):
    """The approver takes a late EOI, on one of the two grounds there are."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, code: str, page: EoiPage) -> None:
        super().__init__(
            parent,
            context,
            code,
            page,
            tr("Take {reference}, which came late?", reference=page.reference),
            tr("A late EOI is taken for one of two reasons only. Your name stands beside it."),
        )
        fault = tr("For instance: our form was out of order on the last day.")
        need = tr("Nothing is written down about the need itself.")
        self.ground = Choices(
            tr("Why is it taken?"),
            [
                (LateGround.FUNDERS_FAULT, tr("It was our own fault"), fault),
                (LateGround.ACCESS_NEED, tr("The applicant has an access need"), need),
            ],
        )
        self.body.addWidget(self.ground)
        self.reason = GrowingTextEdit(lines=2)
        self.add_field("reason", FormField(tr("&What did we do wrong?"), self.reason))
        self.ground.changed.connect(self._ground_changed)
        self.finish(tr("&Take it"))
        self.reason.setFocus()

    def _ground_changed(self, ground: str) -> None:
        """An access need is never asked about."""
        self.fields["reason"].setVisible(ground == LateGround.FUNDERS_FAULT)

    def act(self, *, fresh: bool) -> None:
        """Take it."""
        agree_late(
            self.context,
            round_code=self.round_code,
            reference=self.page.reference,
            ground=LateGround(self.ground.chosen),
            reason=self.reason.toPlainText() if self.fields["reason"].isVisibleTo(self) else "",
        )


class TakeBackDialog(EoiDialog):
    """Puts an EOI back to received when eligibility was decided by mistake."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, code: str, page: EoiPage) -> None:
        super().__init__(
            parent,
            context,
            code,
            page,
            tr("Take the decision on {reference} back?", reference=page.reference),
            tr("It is received again, as if nobody had looked at it. The trail keeps both."),
        )
        self.reason = GrowingTextEdit(lines=2)
        self.add_field("reason", FormField(tr("&Why?"), self.reason))
        self.finish(tr("&Take it back"))
        self.reason.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Take it back."""
        take_back_eligibility(
            self.context,
            round_code=self.round_code,
            reference=self.page.reference,
            reason=self.reason.toPlainText(),
            version=self.version(fresh),
        )


class WithdrawDialog(EoiDialog):
    """Notes that the applicant takes the EOI back."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, code: str, page: EoiPage) -> None:
        super().__init__(
            parent,
            context,
            code,
            page,
            tr("Does {organisation} withdraw its EOI?", organisation=page.organisation),
            tr("Only the applicant withdraws an EOI. It can’t be brought back; they would send another one."),
        )
        self.reason = GrowingTextEdit(lines=2)
        self.add_field("reason", FormField(tr("What did they &tell you?"), self.reason))
        self.finish(tr("&Withdraw it"), danger=True)
        self.reason.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Withdraw it."""
        withdraw_eoi(
            self.context,
            round_code=self.round_code,
            reference=self.page.reference,
            reason=self.reason.toPlainText(),
            version=self.version(fresh),
        )


class PublicationDialog(EoiDialog):
    """How much of an award may be published."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, code: str, page: EoiPage) -> None:
        super().__init__(
            parent,
            context,
            code,
            page,
            tr("What may be published?"),
            tr("Public money is published unless that would put somebody at risk: a refuge, say."),
        )
        self.choice = Choices(
            tr("If {organisation} is funded", organisation=page.organisation),
            [(one, publication_word(one), "") for one in Publication],
            chosen=page.publication,
        )
        self.body.addWidget(self.choice)
        self.reason = GrowingTextEdit(page.publication_reason, lines=2)
        self.add_field("reason", FormField(tr("&Why is it held back?"), self.reason))
        self.choice.changed.connect(self._choice_changed)
        self._choice_changed(self.choice.chosen)
        self.finish(tr("&Keep the choice"))

    def _choice_changed(self, chosen: str) -> None:
        self.fields["reason"].setVisible(chosen != Publication.FULL)

    def act(self, *, fresh: bool) -> None:
        """Keep the choice."""
        set_publication(
            self.context,
            round_code=self.round_code,
            reference=self.page.reference,
            publication=Publication(self.choice.chosen),
            reason=self.reason.toPlainText(),
            version=self.version(fresh),
        )


class ContactDialog(EoiDialog):
    """Whom to write to about an EOI."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, code: str, page: EoiPage) -> None:
        title = tr("Whom to write to at {organisation}", organisation=page.organisation)
        super().__init__(parent, context, code, page, title)
        self.name = TextEdit(page.contact.name)
        self.email = TextEdit(page.contact.email)
        self.phone = TextEdit(page.contact.phone)
        self.add_field("name", FormField(tr("&Name"), self.name))
        self.add_field("email", FormField(tr("&E-mail"), self.email))
        self.add_field("phone", FormField(tr("&Phone"), self.phone))
        self.finish(tr("&Keep it"))
        self.name.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Keep the contact."""
        contact = ContactDetails(self.name.text(), self.email.text(), self.phone.text())
        edit_contact(self.context, round_code=self.round_code, reference=self.page.reference, contact=contact)


def _rule_words(rule: EligibilityRule) -> str:
    """The rule as it is published, and how to mend it."""
    mend = tr("How to mend it: {mend}", mend=rule.mend) if rule.mend else ""
    return " ".join(part for part in (rule.text, mend) if part)
