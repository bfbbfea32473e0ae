"""Settings: who is at the desk, and how the window looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.domain.people import Person
from commissioning_app.translation import tr
from commissioning_app.ui.lib.settings import Settings
from commissioning_app.ui.lib.theme import ThemeMode
from commissioning_app.ui.lib.tokens import TEXT_PERCENTS
from commissioning_app.ui.people.words import roles_words
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.choice import Choices
from commissioning_app.ui.widgets.fields import FormField
from commissioning_app.ui.widgets.page import ResponsiveRow
from commissioning_app.ui.widgets.text import Prose


class DeskCard(Card):
    """Choose who you are. The trail records it."""

    def __init__(self, sit_down: Callable[[Person], object], parent: QWidget | None = None) -> None:
        super().__init__(tr("Who is at the desk"), parent=parent)
        self._people: list[Person] = []
        self._now: object = None
        words = tr("Choose yourself. Everything that you do is recorded under this name.")
        self.add(Prose(words, "muted"))
        self.people = QComboBox()
        self.people.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.people.setMinimumContentsLength(12)
        self.add(FormField(tr("&I am"), self.people))
        self.button = SecondaryButton(
            tr("Sit &down"), lambda: sit_down(self._people[self.people.currentIndex()])
        )
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.people.currentIndexChanged.connect(self._say)

    def set_people(self, people: list[Person], now: object) -> None:
        """Offer these people; `now` is the id of who is at the desk."""
        self._people, self._now = people, now
        self.people.clear()
        for person in people:
            self.people.addItem(f"{person.name} ({roles_words(person.roles)})", person.id)
        place = next((i for i, person in enumerate(people) if person.id == now), 0)
        self.people.setCurrentIndex(place)
        self._say()

    def _say(self) -> None:
        place = self.people.currentIndex()
        same = not 0 <= place < len(self._people) or self._people[place].id == self._now
        self.button.refuse(tr("This is who is at the desk now.") if same else "")


class LookCard(Card):
    """Text size and theme; both change at once."""

    def __init__(
        self, settings: Settings, apply: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("How it looks"), parent=parent)
        self._settings, self._apply = settings, apply
        sizes = [(str(p), tr("{percent} %", percent=p), "") for p in TEXT_PERCENTS]
        keys = tr("Ctrl and + or − do the same on every page.")
        now = str(settings.text_percent)
        self.text_size = Choices(tr("Text size"), sizes, chosen=now, help=keys, across=2)
        themes = [
            ("system", tr("As the computer has it"), ""),
            ("light", tr("Light"), ""),
            ("dark", tr("Dark"), ""),
        ]
        self.theme = Choices(tr("Colours"), themes, chosen=settings.theme_mode)
        both = ResponsiveRow(least=220)
        both.add(self.text_size)
        both.add(self.theme)
        self.add(both)
        self.text_size.changed.connect(self._take_size)
        self.theme.changed.connect(self._take_theme)

    def show_settings(self) -> None:
        """Mark what is set now: the keys may have changed it."""
        percent = min(TEXT_PERCENTS, key=lambda p: abs(p - self._settings.text_percent))
        for choices, key in ((self.text_size, str(percent)), (self.theme, self._settings.theme_mode)):
            choices.blockSignals(True)
            choices.set_chosen(key)
            choices.blockSignals(False)

    def _take_size(self, percent: str) -> None:
        self._settings.text_percent = int(percent)
        self._apply()

    def _take_theme(self, mode: str) -> None:
        self._settings.theme_mode = cast(ThemeMode, mode)
        self._apply()
