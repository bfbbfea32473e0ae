"""Which pages and tabs there are, where their classes live, and who may go where."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Final, cast

from commissioning_app.domain.roles import Actor, Role
from commissioning_app.translation import tr
from commissioning_app.ui.navigation import Page, Route, Shell

# The module is imported when its page is first opened, so that the first window comes at once.
PAGES: Final = {
    "home": "commissioning_app.ui.home.page:HomePage",
    "rounds": "commissioning_app.ui.rounds.page:RoundsPage",
    "round": "commissioning_app.ui.rounds.workspace:RoundPage",
    "organisations": "commissioning_app.ui.organisations.page:OrganisationsPage",
    "people": "commissioning_app.ui.people.page:PeoplePage",
    "settings": "commissioning_app.ui.settings.page:SettingsPage",
    "policy": "commissioning_app.ui.settings.policy:PolicyPage",
    "words": "commissioning_app.ui.settings.words:WordsPage",
    "my-scoring": "commissioning_app.ui.scoring.member:MyScoringPage",
}
ROUND_TABS: Final = {
    "overview": "commissioning_app.ui.rounds.overview:OverviewTab",
    "form": "commissioning_app.ui.rounds.form:FormTab",
    "eois": "commissioning_app.ui.eois.page:EoisTab",
    "panel": "commissioning_app.ui.panels.page:PanelTab",
    "scoring": "commissioning_app.ui.scoring.officer:ScoringTab",
    "allocation": "commissioning_app.ui.allocation.page:AllocationTab",
    "letters": "commissioning_app.ui.letters.page:LettersTab",
    "awards": "commissioning_app.ui.awards.page:AwardsTab",
    "equity": "commissioning_app.ui.equity.page:EquityTab",
    "trail": "commissioning_app.ui.trail.page:TrailTab",
}


@dataclass(frozen=True)
class RailEntry:
    """An entry of the left rail."""

    route: Route
    title: str
    icon: str


def load_page(place: str, shell: Shell) -> Page:
    """Make the page whose class lives at "module:Class"."""
    module, _, name = place.partition(":")
    return cast(Page, getattr(import_module(module), name)(shell))


def round_tab_titles() -> list[tuple[str, str]]:
    """The tabs of a round in the order of its life: (key, title)."""
    return [
        ("overview", tr("Overview")),
        ("form", tr("Form")),
        ("eois", tr("EOIs")),
        ("panel", tr("Panel")),
        ("scoring", tr("Scoring")),
        ("allocation", tr("Allocation")),
        ("letters", tr("Letters")),
        ("awards", tr("Awards & payments")),
        ("equity", tr("Equity")),
        ("trail", tr("Trail")),
    ]


def load_round_tab(key: str, shell: Shell) -> Page:
    """Make one tab of a round."""
    return load_page(ROUND_TABS[key], shell)


def scores_only(actor: Actor) -> bool:
    """A panel member without another role sees only their own scoring."""
    return actor.roles == frozenset({Role.PANEL_MEMBER})


def rail_entries(actor: Actor) -> list[RailEntry]:
    """What the rail offers this person."""
    settings = RailEntry(Route("settings"), tr("Settings"), "settings")
    if not actor.roles:
        return [settings]
    if scores_only(actor):
        return [RailEntry(Route("my-scoring"), tr("My scoring"), "scoring"), settings]
    entries = [
        RailEntry(Route("home"), tr("Home"), "home"),
        RailEntry(Route("rounds"), tr("Rounds"), "rounds"),
        RailEntry(Route("organisations"), tr("Organisations"), "organisations"),
        RailEntry(Route("people"), tr("People"), "people"),
    ]
    if actor.has(Role.PANEL_MEMBER):
        entries.insert(1, RailEntry(Route("my-scoring"), tr("My scoring"), "scoring"))
    return [*entries, settings]


def may_go(actor: Actor, route: Route) -> bool:
    """Whether the window shows this person the page; the services ask again whatever it says."""
    if route.name in ("settings", "welcome"):
        return True
    if route.name == "my-scoring":
        return actor.has(Role.PANEL_MEMBER)
    return bool(actor.roles) and not scores_only(actor)


def first_route(actor: Actor, latest_round: str | None) -> Route:
    """Where this person's day begins: members at their scoring, finance at the payments, others at Home."""
    if not actor.roles:
        return Route("settings")
    if scores_only(actor):
        return Route("my-scoring")
    if (
        actor.has(Role.FINANCE)
        and not actor.has(Role.OFFICER, Role.ADMINISTRATOR)
        and latest_round is not None
    ):
        return Route("round", round_code=latest_round, tab="awards")
    return Route("home")
