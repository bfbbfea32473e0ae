"""The last step of a conversation: everything that was said, to be read back, mended, and agreed on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from commissioning_app.domain.application_forms.answers import answer_from
from commissioning_app.domain.application_forms.fields import FormField as AskedField
from commissioning_app.domain.application_forms.spoken import Remark, Understood
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.eois.talk.editors import Said, heard_as
from commissioning_app.ui.eois.talk.steps import Step
from commissioning_app.ui.lib.layouts import column, empty, row
from commissioning_app.ui.widgets.buttons import LinkButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Label, Prose, Rule


class ReadBackStep(Step):
    """`go_to` is called with a step's key and a field's name, to change what was written there."""

    def __init__(self, today: date, go_to: Callable[[str, str], object], *, sheet_apart: bool) -> None:
        super().__init__("read_back", tr("Read back"))
        self._go_to = go_to
        self.message = InlineMessage()
        self.words = Card(tr("Read this to them"))
        holder = QWidget()
        self._parts = column(holder, gap="m")
        self.words.add(holder)
        self.change_buttons: dict[str, LinkButton] = {}
        agreement = Card(tr("Do they agree?"))
        self.agreed = QCheckBox(tr("I &read it back to them, and they agreed"))
        self.agreed.toggled.connect(lambda _on: self.changed.emit())
        self.agreed_on = DateField(today, required=True)
        agreement.add(self.agreed)
        self.day_field = FormField(tr("Da&y on which they agreed"), self.agreed_on)
        agreement.add(self.day_field)
        self.apart_label = Prose(
            tr(
                "Who leads their group is asked on the sheet “About you”, which they fill in themselves if "
                "they like. Send it to them: Form, Hand out the form."
            ),
            "muted",
        )
        agreement.add(self.apart_label)
        self.apart_label.setVisible(sheet_apart)
        outer = column(self, gap="l")
        for part in (self.message, self.words, agreement):
            outer.addWidget(part)
        outer.addStretch(1)

    def start_focus(self) -> None:
        """With the first thing that may be changed."""
        first = next(iter(self.change_buttons.values()), None) or self.agreed
        # They were made a moment ago, and can take the keyboard once they are shown.
        QTimer.singleShot(0, first, first.setFocus)

    @property
    def day(self) -> date | None:
        """When they agreed; None while they have not."""
        return self.agreed_on.day if self.agreed.isChecked() else None

    def show_said(self, steps: Sequence[Step], said: Said, understood: Understood) -> None:
        """Everything in the order of the form, with what is to be mended beside it."""
        empty(self._parts)
        self.change_buttons = {}
        remarks = {one.field: one for one in reversed(understood.remarks)}
        for step in steps:
            left_out = []
            for field in (asked.field for asked in step.rows):
                text, remark = text_of(field, said), remarks.get(field.name)
                if text or remark:
                    self._show(step, field, text, remark)
                else:
                    left_out.append(field.label)
            if left_out:
                self._begin_part()
                self._parts.addWidget(Prose(tr("Not said: {what}", what="; ".join(left_out)), "muted"))
        count = len(understood.stops)
        words = tr_count(
            "{count} thing has to be mended before it can be handed in. It is marked below.",
            "{count} things have to be mended before it can be handed in. They are marked below.",
            count,
        )
        self.message.show_message(words if count else "", "warn")

    def _begin_part(self) -> None:
        if self._parts.count():
            self._parts.addWidget(Rule())

    def _show(self, step: Step, field: AskedField, text: str, remark: Remark | None) -> None:
        self._begin_part()
        words = column(gap="xs")
        words.addWidget(Label(field.label, "strong"))
        if text:
            words.addWidget(Prose(text))
        if remark is not None:
            words.addWidget(Label(remark.sentence, "error" if remark.stops else "muted"))
        button = LinkButton(tr("Change"), lambda: self._go_to(step.key, field.name))
        button.setAccessibleName(tr("Change: {what}", what=field.label))
        self.change_buttons[field.name] = button
        line = row(gap="m")
        line.addLayout(words, 1)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._parts.addLayout(line)


def text_of(field: AskedField, said: Said) -> str:
    """What was said, as it is read out: amounts and days as they were understood, options in their words."""
    value = str(answer_from(field, said).value)
    if field.options and value in field.kept_values:
        return field.options[field.kept_values.index(value)]
    return heard_as(field, value) or value.strip()
