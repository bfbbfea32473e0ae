"""Comply or explain, in dialogs: an officer explains, an approver agrees or sends it back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.principles.findings import Finding
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.explanations import decide_explanation, explain
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Label, Prose
from commissioning_app.ui.widgets.wording_hint import worded


class _FindingDialog(Dialog):
    """A dialog about one finding of one round."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, finding: Finding, title: str
    ) -> None:
        super().__init__(parent, title, finding.sentence, width=600)
        self.context, self.round_code, self.finding = context, round_code, finding
        self.message = InlineMessage()
        self.body.addWidget(Prose(finding.evidence, "muted"))
        self.body.addWidget(self.message)
        self.fields: dict[str, FormField] = {}

    def take(self) -> None:
        """Call the service; stay open with the sentence when it refuses."""
        for field in self.fields.values():
            field.clear_error()
        try:
            self.act()
        except CommissioningError as error:
            show_error(error, self.message, self.fields)
            return
        self.accept()

    def act(self) -> None:
        """Call the service."""
        raise NotImplementedError


class ExplainDialog(_FindingDialog):
    """Why a principle does not hold here, and what will be done about it."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, finding: Finding
    ) -> None:
        super().__init__(parent, context, round_code, finding, tr("Explain: {title}", title=finding.title))
        self.why = GrowingTextEdit(lines=3)
        self.what = GrowingTextEdit(lines=2)
        self.by_when = DateField()
        words = tr("An approver reads it and agrees or sends it back. It stays on the record.")
        self.fields = {
            "why": worded(FormField(tr("&Why does this not hold here?"), self.why, help=words)),
            "what_will_be_done": worded(
                FormField(tr("What will be &done about it?"), self.what, optional=True)
            ),
            "by_when": FormField(tr("&By when?"), self.by_when, optional=True),
        }
        for field in self.fields.values():
            self.body.addWidget(field)
        self.add_button(SecondaryButton(tr("Go back"), self.reject))
        self.ok = self.add_button(PrimaryButton(tr("&Record the explanation"), self.take), default=True)
        self.why.setFocus()

    def take(self) -> None:
        """The day has to be readable first."""
        if self.by_when.check():
            super().take()

    def act(self) -> None:
        """Record the explanation."""
        explain(
            self.context,
            round_code=self.round_code,
            check_id=self.finding.id,
            why=self.why.toPlainText(),
            what_will_be_done=self.what.toPlainText(),
            by_when=self.by_when.day,
        )


class DecideExplanationDialog(_FindingDialog):
    """The approver's answer to an explanation."""

    def __init__(
        self,
        parent: QWidget | None,
        context: ServiceContext,
        round_code: str,
        finding: Finding,
        *,
        agree: bool,
    ) -> None:
        title = tr("Agree to this explanation?") if agree else tr("Send the explanation back")
        super().__init__(parent, context, round_code, finding, title)
        self._agree = agree
        for what, words in _what_was_explained(finding):
            self.body.addWidget(Label(what, "strong"))
            self.body.addWidget(Prose(words))
        self.reason = GrowingTextEdit(lines=2)
        label = tr("&Note") if agree else tr("What should be &different?")
        self.fields = {"reason": FormField(label, self.reason, optional=agree)}
        self.body.addWidget(self.fields["reason"])
        self.add_button(SecondaryButton(tr("Go back"), self.reject))
        words = tr("&Agree") if agree else tr("&Send it back")
        self.ok = self.add_button(PrimaryButton(words, self.take), default=True)
        self.reason.setFocus()

    def act(self) -> None:
        """Record the answer."""
        decide_explanation(
            self.context,
            round_code=self.round_code,
            check_id=self.finding.id,
            agree=self._agree,
            reason=self.reason.toPlainText(),
        )


def _what_was_explained(finding: Finding) -> list[tuple[str, str]]:
    note = finding.explanation
    if note is None:
        return []
    pairs = [(tr("Why"), note.why)]
    if note.what_will_be_done:
        pairs.append((tr("What will be done"), note.what_will_be_done))
    if note.by_when is not None:
        pairs.append((tr("By when"), long_date(note.by_when)))
    return pairs
