"""The left rail: where one can go, and who is at the desk; icons only when the text is large."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.icons import icon
from commissioning_app.ui.lib.layouts import column, empty
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.lib.tokens import RAIL_WIDTH
from commissioning_app.ui.navigation import Route
from commissioning_app.ui.pages import RailEntry
from commissioning_app.ui.widgets.text import Label

_UNDER = {"round": "rounds", "policy": "settings", "words": "settings"}
# The rail with words may take this part of the window; above it, icons say the same.
_LARGEST_PART = 0.2


class Rail(QFrame):
    """Buttons with icon and word. `chosen` comes with the entry's route."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(tr("Pages"))
        self.collapsed = False
        self.buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._marked = ""
        outer = column(self, gap="xs")
        outer.setContentsMargins(12, 16, 12, 20)
        self._product = Label(tr("Commissioning Together"))
        self._product.setObjectName("railProduct")
        self._product.setContentsMargins(8, 0, 0, 12)
        outer.addWidget(self._product)
        self._list = column(gap="xs")
        outer.addLayout(self._list)
        outer.addStretch(1)
        rule = QFrame()
        rule.setObjectName("railRule")
        outer.addWidget(rule)
        self._small = Label(tr("Signed in as"))
        self._small.setObjectName("railSmall")
        self._small.setContentsMargins(8, 8, 0, 0)
        outer.addWidget(self._small)
        self._name = Label("")
        self._name.setObjectName("railName")
        self._name.setContentsMargins(8, 0, 0, 0)
        outer.addWidget(self._name)
        self.person_button = QPushButton(icon("person", "rail_text"), "")
        self.person_button.clicked.connect(lambda _checked=False: self.chosen.emit(Route("settings")))
        outer.addWidget(self.person_button)
        theme().changed.connect(self.fit)

    def set_entries(self, entries: Sequence[RailEntry]) -> None:
        """Offer these pages."""
        empty(self._list)
        self.buttons.clear()
        self._titles.clear()
        for number, entry in enumerate(entries, start=1):
            button = QPushButton(icon(entry.icon, "rail_text"), entry.title)
            button.setCheckable(True)
            button.setAccessibleName(entry.title)
            self._keys[entry.route.name] = f"Ctrl+{number}"
            button.clicked.connect(lambda _checked=False, route=entry.route: self._clicked(route))
            self.buttons[entry.route.name] = button
            self._titles[entry.route.name] = entry.title
            self._list.addWidget(button)
        self.fit()

    def set_person(self, name: str) -> None:
        """Say who is at the desk."""
        self._name.setText(name)
        self._name.setAccessibleName(tr("Signed in as {name}", name=name))
        self._name.setToolTip(tr("Signed in as {name}", name=name))
        said = tr("Signed in as {name}. Change person", name=name)
        self.person_button.setToolTip(said)
        self.person_button.setAccessibleName(said)

    def mark(self, name: str) -> None:
        """Mark the page where the person is; a round is under Rounds, the policy under Settings."""
        self._marked = _UNDER.get(name, name)
        for entry, button in self.buttons.items():
            button.setChecked(entry == self._marked)

    def _clicked(self, route: Route) -> None:
        """The mark moves when the window has gone there, which a page may refuse."""
        self.mark(self._marked)
        self.chosen.emit(route)

    def fit(self) -> None:
        """Show words while they take little of the window, icons when they would take more."""
        window = self.window()
        wide = theme().px(RAIL_WIDTH)
        self.collapsed = window is not self and wide > window.width() * _LARGEST_PART
        side = theme().px(20)
        self.setFixedWidth(side + 56 if self.collapsed else wide)
        for part in (self._product, self._small, self._name):
            part.setVisible(not self.collapsed)
        self.person_button.setText("" if self.collapsed else tr("Change person"))
        self.person_button.setIconSize(QSize(side, side))
        for name, button in self.buttons.items():
            title = self._titles[name]
            button.setIconSize(QSize(side if self.collapsed else side + 8, side))
            button.setText("" if self.collapsed else title.replace("&", "&&"))
            button.setToolTip(f"{title} ({self._keys[name]})")
            button.setShortcut(self._keys[name])  # a new text has taken it away
            button.setCursor(Qt.CursorShape.PointingHandCursor)
