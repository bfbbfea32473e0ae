"""Where one can go, and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from commissioning_app.domain.roles import Actor, Role
from commissioning_app.ui.navigation import Navigator, Page, Route, Shell
from commissioning_app.ui.pages import first_route, may_go, rail_entries
from tests.ui.conftest import FINANCE, MEMBER, OFFICER

HOME, ROUNDS, PEOPLE = Route("home"), Route("rounds"), Route("people")
ROUND = Route("round", round_code="R1", tab="eois", item="EOI-031")


@pytest.fixture
def navigator(make_shell: Callable[..., Shell], qtbot: QtBot) -> Navigator:
    made = Navigator()
    shell = make_shell(navigator=made)

    def factory() -> Page:
        page = Page(shell)
        qtbot.addWidget(page)
        return page

    for name in ("home", "rounds", "people", "round"):
        made.register(name, factory)
    return made


def test_back_and_forward_go_where_one_was(navigator: Navigator) -> None:
    seen: list[Route] = []
    navigator.changed.connect(seen.append)
    for route in (HOME, ROUNDS, ROUND):
        assert navigator.go(route)
    assert navigator.back() and navigator.back() and not navigator.back()
    assert navigator.forward()
    assert seen == [HOME, ROUNDS, ROUND, ROUNDS, HOME, ROUNDS]
    assert (navigator.current, navigator.can_go_back, navigator.can_go_forward) == (ROUNDS, True, True)


def test_going_elsewhere_ends_the_way_forward(navigator: Navigator) -> None:
    for route in (HOME, ROUNDS):
        navigator.go(route)
    navigator.back()
    navigator.go(PEOPLE)
    assert not navigator.can_go_forward
    navigator.back()
    assert navigator.current == HOME


def test_the_same_place_again_is_no_step(navigator: Navigator) -> None:
    navigator.go(HOME)
    navigator.go(HOME)
    assert not navigator.can_go_back


def test_another_tab_of_the_same_page_is_named_without_a_step(navigator: Navigator) -> None:
    navigator.go(ROUNDS)
    navigator.go(ROUND)
    navigator.replace(Route("round", round_code="R1", tab="letters"))
    navigator.back()
    navigator.forward()
    assert navigator.current == Route("round", round_code="R1", tab="letters")


def test_pages_are_made_when_they_are_first_gone_to(navigator: Navigator) -> None:
    assert navigator.made_pages() == ()
    page = navigator.page("home")
    assert navigator.page("home") is page
    assert navigator.made_pages() == (page,)


def test_no_such_page(navigator: Navigator) -> None:
    assert not navigator.go(Route("improvement"))
    assert navigator.current is None


def test_a_page_with_unsaved_work_may_keep_one(navigator: Navigator, monkeypatch: pytest.MonkeyPatch) -> None:
    navigator.go(HOME)
    monkeypatch.setattr(navigator.page("home"), "may_leave", lambda: False)
    assert not navigator.go(ROUNDS)
    assert navigator.current == HOME


def test_nobody_is_led_where_they_may_not_go(navigator: Navigator, qtbot: QtBot) -> None:
    navigator.guard = lambda route: route.name != "people"
    navigator.go(HOME)
    with qtbot.waitSignal(navigator.refused) as told:
        assert not navigator.go(PEOPLE)
    assert told.args == [PEOPLE]


def test_there_is_no_way_back_into_what_somebody_else_saw(navigator: Navigator) -> None:
    navigator.go(HOME)
    navigator.go(ROUNDS)
    navigator.forget()
    assert not navigator.back()
    assert navigator.current is None


def actor(*roles: Role) -> Actor:
    return Actor(OFFICER.person_id, "Somebody", frozenset(roles))


@pytest.mark.parametrize(
    ("who", "rail"),
    [
        (OFFICER, ["home", "rounds", "organisations", "people", "settings"]),
        (FINANCE, ["home", "rounds", "organisations", "people", "settings"]),
        (MEMBER, ["my-scoring", "settings"]),
        (
            actor(Role.PANEL_MEMBER, Role.OFFICER),
            ["home", "my-scoring", "rounds", "organisations", "people", "settings"],
        ),
        (actor(), ["settings"]),
    ],
)
def test_the_rail_offers_what_the_person_may_see(who: Actor, rail: list[str]) -> None:
    assert [entry.route.name for entry in rail_entries(who)] == rail


@pytest.mark.parametrize(
    ("who", "latest", "first"),
    [
        (OFFICER, "R1", HOME),
        (MEMBER, "R1", Route("my-scoring")),
        (FINANCE, "R1", Route("round", round_code="R1", tab="awards")),
        (FINANCE, None, HOME),
        (actor(Role.FINANCE, Role.OFFICER), "R1", HOME),
        (actor(Role.AUDITOR), None, HOME),
        (actor(), None, Route("settings")),
    ],
)
def test_the_day_begins_where_the_work_is(who: Actor, latest: str | None, first: Route) -> None:
    assert first_route(who, latest) == first


def test_a_panel_member_sees_only_their_scoring() -> None:
    names = ("home", "rounds", "round", "organisations", "people", "my-scoring", "settings")
    assert [name for name in names if may_go(MEMBER, Route(name))] == ["my-scoring", "settings"]
    assert [name for name in names if not may_go(OFFICER, Route(name))] == ["my-scoring"]
    assert [name for name in names if may_go(actor(), Route(name))] == ["settings"]
