"""What will be done about a finding: written down, changed, said to be done, taken out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.errors import StaleVersion
from commissioning_app.services.actions import add_action, edit_action, finish_action, remove_action
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.queries.actions import ActionLine, FindingToActOn
from commissioning_app.translation import tr
from commissioning_app.ui.lib.acting import ActDialog, shared
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, TextEdit
from commissioning_app.ui.widgets.text import Prose
from commissioning_app.ui.widgets.wording_hint import worded


class _ActionDialog(ActDialog):
    """Fields for what, who and by when."""

    def add_fields(self, what: str, owner: str, due_on: date | None) -> None:
        """The three fields, in the order in which one says them."""
        self.what = GrowingTextEdit(what, lines=3)
        self.owner = TextEdit(owner, characters=40)
        self.due_on = DateField(due_on, required=True)
        self.add_field("what", worded(FormField(tr("&What will be done?"), self.what)))
        help = tr("A name or an office. Names can be erased from the trail later.")
        self.add_field("owner", FormField(tr("Who &does it?"), self.owner, help=help))
        self.add_field("due_on", FormField(tr("By wh&en?"), self.due_on))
        self.what.setFocus()

    def check(self) -> bool:
        """Whether there is a day."""
        return self.due_on.check()

    def in_words(self, error: StaleVersion) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Both versions, with the day as it is read."""
        theirs, yours = ({tr("By when"): _day(one["due_on"])} | dict(one) for one in shared(error))
        return _without_raw_day(theirs), _without_raw_day(yours)


class AddActionDialog(_ActionDialog):
    """About one finding; what its explanation promised stands there already."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, finding: FindingToActOn
    ) -> None:
        title = tr("{check} {title}", check=finding.check_id, title=finding.title)
        super().__init__(parent, context, tr("What will be done about it?"), title)
        self.round_code, self.finding = round_code, finding
        self.body.addWidget(
            Prose(" ".join(part for part in (finding.evidence, finding.mend) if part), "muted")
        )
        passed = finding.promised_by is not None and finding.promised_by < context.clock.today()
        self.add_fields(finding.promised, "", None if passed else finding.promised_by)
        self.finish(tr("Write it down"))
        if finding.promised:
            self.owner.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Write it down."""
        assert self.due_on.day is not None
        add_action(
            self.context,
            round_code=self.round_code,
            check_id=self.finding.check_id,
            what=self.what.toPlainText(),
            owner=self.owner.text(),
            due_on=self.due_on.day,
        )


class EditActionDialog(_ActionDialog):
    """Changes one that is not done yet."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, action: ActionLine) -> None:
        super().__init__(parent, context, tr("Change what will be done"), about(action))
        self.action = action
        self.add_fields(action.what, action.owner, action.due_on)
        self.finish(tr("&Keep the change"))

    def act(self, *, fresh: bool) -> None:
        """Keep it."""
        assert self.due_on.day is not None
        edit_action(
            self.context,
            action_id=self.action.action_id,
            version=None if fresh else self.action.version,
            what=self.what.toPlainText(),
            owner=self.owner.text(),
            due_on=self.due_on.day,
        )


class FinishActionDialog(ActDialog):
    """It is done: on which day, and what came of it."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, action: ActionLine) -> None:
        super().__init__(parent, context, tr("Is it done?"), action.what)
        self.action = action
        self.outcome = GrowingTextEdit(lines=3)
        self.done_on = DateField(context.clock.today(), required=True)
        help = tr("What is different now? What did you learn? It stays as you write it.")
        self.add_field("outcome", worded(FormField(tr("&What came of it?"), self.outcome, help=help)))
        self.add_field("done_on", FormField(tr("Done &on"), self.done_on))
        self.finish(tr("&It is done"))
        self.outcome.setFocus()

    def check(self) -> bool:
        """Whether there is a day."""
        return self.done_on.check()

    def act(self, *, fresh: bool) -> None:
        """Say that it is done."""
        finish_action(
            self.context,
            action_id=self.action.action_id,
            version=None if fresh else self.action.version,
            outcome=self.outcome.toPlainText(),
            done_on=self.done_on.day,
        )


class RemoveActionDialog(ActDialog):
    """Takes one out that will not be done."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, action: ActionLine) -> None:
        said = tr("“{what}”, by {owner}. What was planned stays in the trail.",
                  what=action.what, owner=action.owner)  # fmt: skip
        super().__init__(parent, context, tr("Take this action out?"), said)
        self.action = action
        self.reason = GrowingTextEdit(lines=2)
        help = tr("It goes into the trail, where others can read it.")
        self.add_field("reason", FormField(tr("&Why?"), self.reason, help=help))
        self.finish(tr("&Take it out"), danger=True)
        self.reason.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Take it out."""
        remove_action(
            self.context,
            action_id=self.action.action_id,
            version=None if fresh else self.action.version,
            reason=self.reason.toPlainText(),
        )


def _day(text: str) -> str:
    return long_date(date.fromisoformat(text))


def _without_raw_day(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != "due_on"}


def about(action: ActionLine) -> str:
    """ "About S2 Applying costs little"."""
    return tr("About {check} {title}", check=action.check_id, title=action.check_title)


def by_whom(action: ActionLine) -> str:
    """Who does it, and by when or when it was done."""
    if action.done_on is not None:
        return tr("{owner}, done on {day}", owner=action.owner, day=long_date(action.done_on))
    return tr("{owner}, by {day}", owner=action.owner, day=long_date(action.due_on))
