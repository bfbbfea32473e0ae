"""Dialogs that begin a round: a new draft, a bare trial round, a copy of an earlier one."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.domain.dates import financial_year
from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.rounds import PotYear
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.queries.rounds import programme_names
from commissioning_app.services.round_starts import suggested_design
from commissioning_app.services.rounds import copy_round, create_quick_round, create_round
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import Dialog
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.widgets.buttons import PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.choice import Choices
from commissioning_app.ui.widgets.fields import FormField, MoneyEdit, TextEdit
from commissioning_app.ui.widgets.messages import InlineMessage

_CODE_LENGTH = 20


def code_from(name: str) -> str:
    """A short code made of a round's name: "Grassroots wellbeing, autumn 2026" as "GRASSROOTS-2026"."""
    words = re.findall(r"[^\W_]+", name)
    years = [word for word in words if re.fullmatch(r"20\d\d", word)]
    plain = [word for word in words if word not in years and len(word) > 2]
    return "-".join([*plain[:1], *years[:1]]).upper()[:_CODE_LENGTH]


class BeginDialog(Dialog):
    """What the three have in common: `code` and `first_tab` say where to go once the round is there."""

    first_tab = "form"

    def __init__(self, parent: QWidget | None, context: ServiceContext, title: str, text: str) -> None:
        super().__init__(parent, title, text)
        self.context = context
        self.code = ""
        self._code_is_own = False
        self.message = InlineMessage()
        self.body.addWidget(self.message)
        self.code_edit = TextEdit(characters=24)
        self.code_field = FormField(
            tr("&Code"),
            self.code_edit,
            help=tr("A short word for references and files, without spaces. It stays as it is."),
        )
        self.code_edit.textEdited.connect(self._own_code)
        self.fields: dict[str, FormField] = {"code": self.code_field}

    def finish(self, button: str) -> None:
        """Put the buttons at the foot."""
        self.add_button(SecondaryButton(tr("Go back"), self.reject))
        self.go_button = self.add_button(PrimaryButton(button, self.make), default=True)

    def add_name(self, name: str = "") -> None:
        """A name; the code follows it until somebody types one."""
        self.name_edit = TextEdit(name)
        self.fields["name"] = FormField(tr("&Name"), self.name_edit)
        self.body.addWidget(self.fields["name"])
        self.body.addWidget(self.code_field)
        self.name_edit.textChanged.connect(self._name_changed)

    def make(self) -> None:
        """Call the service; stay open, with the sentence beside its field, when it refuses."""
        for field in self.fields.values():
            field.clear_error()
        code = self.code_edit.text().strip()
        if not self.check():
            return
        try:
            self.begin(code)
        except CommissioningError as error:
            show_error(error, self.message, self.fields)
            return
        self.code = code
        self.accept()

    def check(self) -> bool:
        """Whether the fields can be read."""
        return True

    def begin(self, code: str) -> None:
        """Call the service."""
        raise NotImplementedError

    def _own_code(self, text: str) -> None:
        self._code_is_own = bool(text)

    def _name_changed(self, name: str) -> None:
        if not self._code_is_own:
            self.code_edit.setText(code_from(name))


class NewRoundDialog(BeginDialog):
    """A draft, with a suggested design to change, or with an empty one."""

    def __init__(self, parent: QWidget | None, context: ServiceContext) -> None:
        super().__init__(
            parent,
            context,
            tr("New round"),
            tr("You get a draft. Nobody outside sees it before you open it."),
        )
        self.add_name()
        self.programme = QComboBox()
        self.programme.setEditable(True)
        self.programme.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.programme.addItems(["", *programme_names(context)])
        words = tr("The longer purpose that this round belongs to. Choose one, or type a new name.")
        self.body.addWidget(FormField(tr("&Programme"), self.programme, help=words, optional=True))
        self.pot = MoneyEdit(required=True, least=100)
        year = financial_year(context.clock.today())
        pot_help = tr("All of it in {year} for now; the Form tab spreads it over years.", year=year)
        self.fields["pot"] = FormField(tr("P&ot"), self.pot, help=pot_help)
        self.body.addWidget(self.fields["pot"])
        self.start = Choices(
            tr("Begin with"),
            [
                (
                    "suggested",
                    tr("A suggested design"),
                    tr("Six questions, four criteria, a rule and all days. Change what you like."),
                ),
                ("empty", tr("An empty design"), ""),
            ],
        )
        self.body.addWidget(self.start)
        self.finish(tr("&Make the draft"))
        self.name_edit.setFocus()

    def check(self) -> bool:
        """The pot has to be an amount."""
        return self.pot.check()

    def begin(self, code: str) -> None:
        """Make the draft."""
        pot = self.pot.pence or 0
        today = self.context.clock.today()
        design = suggested_design(today, pot) if self.start.chosen == "suggested" else {}
        design.setdefault("pot_years", (PotYear(financial_year(today), pot),))
        create_round(
            self.context,
            code=code,
            name=self.name_edit.text(),
            programme=self.programme.currentText(),
            **design,
        )


class TrialRoundDialog(BeginDialog):
    """A bare trial round to play with figures."""

    first_tab = "eois"

    def __init__(self, parent: QWidget | None, context: ServiceContext) -> None:
        super().__init__(
            parent,
            context,
            tr("Trial round"),
            tr(
                "For trying a rule out on a list of EOIs: open at once, with no checks and no approval. "
                "Every document that comes from it says TRIAL."
            ),
        )
        self.body.addWidget(self.code_field)
        self.pot = MoneyEdit(required=True, least=100)
        self.fields["pot"] = FormField(tr("P&ot"), self.pot)
        self.body.addWidget(self.fields["pot"])
        self.threshold = TextEdit("50", characters=6)
        self.fields["threshold"] = FormField(
            tr("&Score needed"),
            self.threshold,
            help=tr("From 0 to 100. An EOI without a score counts as being right at it."),
        )
        self.body.addWidget(self.fields["threshold"])
        self.finish(tr("Op&en the trial"))
        self.code_edit.setFocus()

    def check(self) -> bool:
        """Pot and threshold have to be readable."""
        if not self.threshold.text().strip().isdigit():
            self.fields["threshold"].set_error(tr("Type a whole number from 0 to 100."))
            return False
        return self.pot.check()

    def begin(self, code: str) -> None:
        """Open the trial."""
        threshold = int(self.threshold.text().strip())
        create_quick_round(self.context, code=code, pot_pence=self.pot.pence or 0, threshold=threshold)


class CopyRoundDialog(BeginDialog):
    """A draft with the design of an earlier round."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, source: str, name: str) -> None:
        super().__init__(
            parent,
            context,
            tr("Copy “{name}”", name=name),
            tr(
                "The copy has the same form, criteria and rule. Its days and records are still to be written."
            ),
        )
        self._source = source
        self.add_name()
        self.finish(tr("&Make the copy"))
        self.name_edit.setFocus()

    def begin(self, code: str) -> None:
        """Make the copy."""
        copy_round(self.context, round_code=self._source, code=code, name=self.name_edit.text())
