"""Where one can go in the window: routes, the way back and forward, and what a page is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.roles import Actor
from commissioning_app.ui.lib.settings import Settings
from commissioning_app.ui.lib.theme import Tone

if TYPE_CHECKING:
    # Brings the whole domain with it, which the first window doesn't need.
    from commissioning_app.services.context import ServiceContext
    from commissioning_app.services.ports.documents import LetterPress, ReportPress, ScheduleFiles
    from commissioning_app.services.ports.forms import FormFiles
    from commissioning_app.services.ports.spreadsheets import Spreadsheets


@dataclass(frozen=True)
class Route:
    """A place in the window: a page's name, and within it a round, a tab, one thing (an EOI's reference)."""

    name: str
    round_code: str | None = None
    tab: str | None = None
    item: str | None = None


class OpenWorkspace(Protocol):
    """What the window needs of an open workspace; `bootstrap.AppContext` is one."""

    place: str
    services: ServiceContext

    @property
    def actor(self) -> Actor:
        """The person at the desk."""

    def act_as(self, actor: Actor) -> None:
        """Somebody else sits down."""

    def spreadsheets(self) -> Spreadsheets:
        """What reads a stranger's workbook."""

    def letter_press(self) -> LetterPress:
        """What sets letters."""

    def schedule_files(self) -> ScheduleFiles:
        """What writes award schedules."""

    def report_press(self) -> ReportPress:
        """What sets the frameworks report."""

    def form_files(self) -> FormFiles:
        """What writes application forms."""


class Shell(QObject):
    """What every page is given: the workspace, the way to other pages, and a voice.

    Before the workspace is open there is a window, and no `app` yet. `said` carries messages to the window's
    foot, `person_changed` tells that somebody else sat down, `look_changed` that theme or text size in the
    settings are new, `other_wanted` that the person wants another workspace.
    """

    said = Signal(str, str)
    person_changed = Signal()
    look_changed = Signal()
    other_wanted = Signal()
    app: OpenWorkspace

    def __init__(self, app: OpenWorkspace | None, navigator: Navigator, settings: Settings) -> None:
        super().__init__()
        if app is not None:
            self.app = app
        self.navigator, self.settings = navigator, settings

    @property
    def context(self) -> ServiceContext:
        """For service calls: always that of the person who is at the desk now."""
        return self.app.services

    def say(self, text: str, tone: Tone = "good") -> None:
        """Tell the person something that needs no answer; it stays until they go elsewhere or close it."""
        self.said.emit(text, tone)

    def sat_down(self) -> None:
        """Somebody else is at the desk (after `app.act_as`): the window shows what they may see."""
        self.person_changed.emit()

    def open_another(self) -> None:
        """The person wants to open another workspace, or start one."""
        self.other_wanted.emit()

    def apply_look(self) -> None:
        """The settings hold a new theme or text size: show it at once."""
        self.look_changed.emit()


class Page(QWidget):
    """A page of the window: built once without asking anything, filled by `refresh` each time it is shown."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.route: Route | None = None

    def open(self, route: Route) -> None:
        """Show what the route names."""
        self.route = route
        self.refresh()

    def refresh(self) -> None:
        """Ask the services again and show what they say."""

    def may_leave(self) -> bool:
        """Whether the person may go elsewhere; a page with unsaved work asks them first."""
        return True


PageFactory = Callable[[], Page]


class Navigator(QObject):
    """Remembers where the person was. The window shows what `changed` names; `guard` may refuse to leave."""

    changed = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._back: list[Route] = []
        self._forward: list[Route] = []
        self._current: Route | None = None
        self._factories: dict[str, PageFactory] = {}
        self._pages: dict[str, Page] = {}
        self.guard: Callable[[Route], bool] = lambda _route: True

    def register(self, name: str, factory: PageFactory) -> None:
        """Say how the page of this name is made; it is made when it is first gone to."""
        self._factories[name] = factory

    def knows(self, name: str) -> bool:
        """Whether there is a page of this name."""
        return name in self._factories

    def page(self, name: str) -> Page:
        """The page of this name, made at the first call."""
        if name not in self._pages:
            self._pages[name] = self._factories[name]()
        return self._pages[name]

    def made_pages(self) -> tuple[Page, ...]:
        """The pages that were gone to so far."""
        return tuple(self._pages.values())

    def forget(self) -> None:
        """Somebody else sits down: no way back into what the person before them saw."""
        self._back.clear()
        self._forward.clear()
        self._current = None

    @property
    def current(self) -> Route | None:
        """Where the person is."""
        return self._current

    @property
    def can_go_back(self) -> bool:
        """Whether there is somewhere to go back to."""
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        """Whether the person went back from somewhere."""
        return bool(self._forward)

    def go(self, route: Route) -> bool:
        """Go to a place; False when the page refuses to be left or there is no such page."""
        if not self.knows(route.name) or not self._may_go(route):
            return False
        if self._current is not None and self._current != route:
            self._back.append(self._current)
            self._forward.clear()
        self._show(route)
        return True

    def replace(self, route: Route) -> None:
        """Name the present place anew (another tab of the same page): shows nothing, adds no step back."""
        self._current = route

    def back(self) -> bool:
        """Go to where the person was before."""
        return self._step(self._back, self._forward)

    def forward(self) -> bool:
        """Undo a step back."""
        return self._step(self._forward, self._back)

    def _step(self, source: list[Route], other: list[Route]) -> bool:
        if not source or not self._may_go(source[-1]):
            return False
        route = source.pop()
        if self._current is not None:
            other.append(self._current)
        self._show(route)
        return True

    def _may_go(self, route: Route) -> bool:
        if not self.guard(route):
            self.refused.emit(route)
            return False
        here = self._pages.get(self._current.name) if self._current is not None else None
        return here is None or here.may_leave()

    def _show(self, route: Route) -> None:
        self._current = route
        self.changed.emit(route)
