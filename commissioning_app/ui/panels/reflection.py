"""The panel's own word: do people from the communities that the round serves sit on it?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.roles import can_build_panels
from commissioning_app.domain.rounds import Round
from commissioning_app.domain.together import PanelReflection
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.reflection import note_reflection
from commissioning_app.translation import tr
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.panels.section import PanelSection, not_an_officer
from commissioning_app.ui.widgets.buttons import PrimaryButton
from commissioning_app.ui.widgets.choice import Choices
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.text import Prose

_ANSWERS = {"yes": True, "no": False}


class ReflectionSection(PanelSection):
    """What the panel said, and a button that writes it down."""

    def __init__(self, shell: Shell, changed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(shell, changed, parent)
        self.quote = Prose()
        self.card.body.insertWidget(2, self.quote)
        self.how = Prose(
            tr(
                "Ask the panel together, before scoring begins. Nobody has to speak of themself, and nobody "
                "is counted: it is for the panel to say whether the people this money is for sit on it."
            ),
            "muted",
        )
        self.card.body.insertWidget(3, self.how)
        self.write_button = PrimaryButton(tr("&Write down what the panel says"), self.write, icon="edit")
        self.add_buttons(self.write_button)
        self.card.body.addStretch(1)

    def show_round(self, round_: Round) -> None:
        """Show what was said."""
        super().show_round(round_)
        said = round_.records.panel_reflection
        self.say(_sentence(said), _detail(said))
        self.quote.setText(tr("“{words}”", words=said.in_their_words) if said.in_their_words else "")
        self.quote.setVisible(bool(said.in_their_words))
        is_said = said.includes_them is not None
        self.how.setVisible(not is_said)
        self.write_button.setText(
            tr("&Write it down anew") if is_said else tr("&Write down what the panel says")
        )
        self.offer(
            (self.write_button, "" if can_build_panels(self.shell.app.actor) else not_an_officer(), "")
        )

    def write(self) -> None:
        """Write it down, or change it."""
        assert self.round is not None
        said = self.round.records.panel_reflection
        dialog = ReflectionDialog(self, self.shell.context, self.code(), said)
        self.run(dialog, tr("What the panel says is written down."))


class ReflectionDialog(ActDialog):
    """What the panel said, when, and of which communities."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, said: PanelReflection
    ) -> None:
        super().__init__(
            parent,
            context,
            tr("What does the panel say?"),
            tr("In its own words. Nobody’s name, and nothing about one person."),
        )
        self.round_code, self.was = round_code, said
        self.on = DateField(said.on or context.clock.today(), required=True)
        self.serves = GrowingTextEdit(said.serves, lines=1)
        self.words = GrowingTextEdit(said.in_their_words, lines=2)
        options = [("yes", tr("Yes, they do"), ""), ("no", tr("No, they are missing"), "")]
        self.answer = Choices(tr("Do people from there sit on the panel?"), options, chosen=None)
        key = next((key for key, value in _ANSWERS.items() if value is said.includes_them), "")
        if key:
            self.answer.set_chosen(key)
        self.add_field("on", FormField(tr("&Day"), self.on))
        help = tr("As they call themselves.")
        self.add_field("serves", FormField(tr("&Communities that the round serves"), self.serves, help=help))
        self.add_field("includes_them", FormField("", self.answer)).label.hide()
        self.add_field("in_their_words", FormField(tr("In the &panel’s words"), self.words, optional=True))
        self.finish(tr("&Write it down"))
        self.serves.setFocus()

    def check(self) -> bool:
        """The day has to be readable."""
        return self.on.check()

    def act(self, *, fresh: bool) -> None:
        """Write it down."""
        note_reflection(
            self.context,
            round_code=self.round_code,
            reflection=PanelReflection(
                on=self.on.day,
                serves=self.serves.toPlainText().strip(),
                includes_them=_ANSWERS.get(self.answer.chosen),
                in_their_words=self.words.toPlainText().strip(),
            ),
            was=None if fresh else self.was,
        )


def _sentence(said: PanelReflection) -> str:
    if said.includes_them is None:
        return tr("The panel has not said yet if people whom this round serves sit on it.")
    if said.includes_them:
        return tr("The panel says: people whom this round serves sit on it.")
    return tr("The panel says: people whom this round serves are missing.")


def _detail(said: PanelReflection) -> str:
    parts = [long_date(said.on) if said.on else "", said.serves.strip()]
    return ": ".join(part for part in parts if part)
