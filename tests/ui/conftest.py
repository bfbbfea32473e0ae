"""What every test of the window stands on: one look, settings in memory, a desk with somebody at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from commissioning_app.domain.roles import Actor, Role
from commissioning_app.services.context import ServiceContext, SetClock
from commissioning_app.ui.lib.settings import MemoryStore, Settings, use_settings
from commissioning_app.ui.lib.theme import apply_theme
from commissioning_app.ui.navigation import Navigator, Shell

OFFICER = Actor(UUID(int=1), "Asha Okafor", frozenset({Role.OFFICER}))
MEMBER = Actor(UUID(int=2), "Bea Walker", frozenset({Role.PANEL_MEMBER}))
LONGEST_WAIT_MS = 180_000
"""How long a dialog may stand open in a test, also on a machine that does much else."""

FINANCE = Actor(UUID(int=3), "Cem Yilmaz", frozenset({Role.FINANCE}))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen screen can't do all that a real one can, and says so at each window: no fault of ours."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support "))


def _no_database() -> Any:
    raise AssertionError("This test has no workspace: a page asked for one.")


@dataclass
class FakeWorkspace:
    """An open workspace without a database, for the parts of the window that ask nothing."""

    actor: Actor = OFFICER
    place: str = "memory"
    services: ServiceContext = field(init=False)

    def __post_init__(self) -> None:
        clock = SetClock(datetime(2026, 11, 20, 9, tzinfo=UTC))
        self.services = ServiceContext(_no_database, _no_database, clock, self.actor, {})

    def act_as(self, actor: Actor) -> None:
        """Somebody else sits down."""
        self.actor = actor
        self.services = replace(self.services, actor=actor)


@pytest.fixture(autouse=True)
def memory_settings() -> Settings:
    """Settings of this test alone; the ones of the person who runs it are never touched."""
    return use_settings(Settings(MemoryStore()))


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """The light theme at 100 % text before and after each test."""
    from commissioning_app.ui.lib.theme import theme

    if (theme().mode, theme().text_percent) != ("light", 100) or not qapp.styleSheet():
        apply_theme(qapp, "light", 100)
    yield
    if (theme().mode, theme().text_percent) != ("light", 100):
        apply_theme(qapp, "light", 100)


@pytest.fixture(autouse=True)
def no_dialog_waits_for_ever(qapp: QApplication) -> Iterator[None]:
    """A dialog that nobody answers is closed after a while, and the test fails instead of waiting on."""
    left: list[str] = []

    def give_up() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            left.append(type(dialog).__name__)
            dialog.close()

    timer = QTimer()
    timer.timeout.connect(give_up)
    timer.start(LONGEST_WAIT_MS)
    yield
    timer.stop()
    assert left == [], "Nobody answered these dialogs."


@pytest.fixture
def make_shell(memory_settings: Settings) -> Callable[..., Shell]:
    """A shell on any workspace (a fake one by default) with nobody else's pages."""

    def make(workspace: Any = None, navigator: Navigator | None = None) -> Shell:
        return Shell(workspace or FakeWorkspace(), navigator or Navigator(), memory_settings)

    return make


@pytest.fixture
def shell(make_shell: Callable[..., Shell]) -> Shell:
    """A shell on a fake workspace with an officer at the desk."""
    return make_shell()
