"""One item looked at again or taken back; an exception proposed, agreed or sent back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.errors import StaleVersion
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.due_diligence import (
    check_item,
    decide_exception,
    propose_exception,
    uncheck_item,
)
from commissioning_app.services.queries.before_paying import ItemLine, PayeeRow
from commissioning_app.translation import tr
from commissioning_app.ui.awards.before_paying.words import item_word, kept_in_words, seen_words
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, TextEdit
from commissioning_app.ui.widgets.text import Label, Prose


class _PayeeDialog(ActDialog):
    """About one organisation of one round."""

    def __init__(
        self,
        parent: QWidget | None,
        context: ServiceContext,
        round_code: str,
        row: PayeeRow,
        title: str,
        text: str = "",
    ) -> None:
        super().__init__(parent, context, title, text or row.organisation)
        self.round_code, self.row = round_code, row

    def in_words(self, error: StaleVersion) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Both versions as a person reads them."""
        yours = kept_in_words(error.yours)
        theirs = kept_in_words(error.theirs)
        return {key: theirs.get(key, "") for key in yours}, yours

    def version(self, *, fresh: bool) -> int | None:
        """The version that was read; None once the person has seen what changed."""
        return None if fresh else self.row.diligence.version


class LookAgainDialog(_PayeeDialog):
    """Another day or another place of the evidence, in place of what was noted."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, row: PayeeRow, line: ItemLine
    ) -> None:
        title = tr("{item}: look again", item=item_word(line.item))
        super().__init__(parent, context, round_code, row, title)
        self.line = line
        self.on = DateField(line.on or context.clock.today(), required=True)
        self.note = TextEdit(line.note, characters=50)
        self.add_field("on", FormField(tr("Looked at &on"), self.on))
        self.add_field("note", FormField(tr("Where the &evidence is"), self.note, optional=True))
        self.finish(tr("&Keep it"))
        self.on.setFocus()

    def check(self) -> bool:
        """Whether there is a day."""
        return self.on.check()

    def act(self, *, fresh: bool) -> None:
        """Keep it."""
        check_item(
            self.context,
            round_code=self.round_code,
            organisation_id=self.row.organisation_id,
            item=self.line.item,
            on=self.on.day,
            note=self.note.text(),
            version=self.version(fresh=fresh),
        )


class TakeBackDialog(_PayeeDialog):
    """It turns out that an item was not looked at, or not of this organisation."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, row: PayeeRow, line: ItemLine
    ) -> None:
        title = tr("Take back: {item}?", item=item_word(line.item))
        assert line.on is not None
        super().__init__(parent, context, round_code, row, title, seen_words(line.on, line.note))
        self.line = line
        self.reason = GrowingTextEdit(lines=2)
        help = tr("It goes into the trail, where others can read it.")
        self.add_field("reason", FormField(tr("&Why?"), self.reason, help=help, optional=True))
        self.finish(tr("&Take it back"), danger=True)
        self.reason.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Take it back."""
        uncheck_item(
            self.context,
            round_code=self.round_code,
            organisation_id=self.row.organisation_id,
            item=self.line.item,
            reason=self.reason.toPlainText(),
            version=self.version(fresh=fresh),
        )


class ProposeExceptionDialog(_PayeeDialog):
    """Why the money can go out without what is missing."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, row: PayeeRow
    ) -> None:
        super().__init__(parent, context, round_code, row, tr("Ask for an exception"))
        self.body.addWidget(Label(tr("What is missing"), "strong"))
        self.body.addWidget(Prose(", ".join(item_word(item) for item in row.diligence.missing)))
        self.why = GrowingTextEdit(row.diligence.exception, lines=3)
        help = tr(
            "An approver, who is another person, agrees or sends it back. It holds for these things only."
        )
        self.add_field(
            "exception", FormField(tr("&Why can the money go out without it?"), self.why, help=help)
        )
        self.finish(tr("&Ask for it"))
        self.why.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Ask."""
        propose_exception(
            self.context,
            round_code=self.round_code,
            organisation_id=self.row.organisation_id,
            why=self.why.toPlainText(),
            version=self.version(fresh=fresh),
        )


class DecideExceptionDialog(_PayeeDialog):
    """The approver's answer."""

    def __init__(
        self,
        parent: QWidget | None,
        context: ServiceContext,
        round_code: str,
        row: PayeeRow,
        *,
        agree: bool,
    ) -> None:
        title = tr("Agree to this exception?") if agree else tr("Send the exception back")
        super().__init__(parent, context, round_code, row, title)
        self._agree = agree
        line = row.diligence
        for what, words in (
            (tr("What is missing"), ", ".join(item_word(item) for item in line.excepted)),
            (tr("Why"), line.exception),
            (tr("Who asks"), line.exception_by),
        ):
            self.body.addWidget(Label(what, "strong"))
            self.body.addWidget(Prose(words))
        self.reason = GrowingTextEdit(lines=2)
        label = tr("&Note, such as a minute") if agree else tr("What should be &different?")
        self.add_field("reason", FormField(label, self.reason, optional=agree))
        self.finish(tr("&Agree") if agree else tr("&Send it back"))
        self.reason.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Record the answer."""
        decide_exception(
            self.context,
            round_code=self.round_code,
            organisation_id=self.row.organisation_id,
            agree=self._agree,
            reason=self.reason.toPlainText(),
            version=self.version(fresh=fresh),
        )
