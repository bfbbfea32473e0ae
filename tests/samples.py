"""The sample round in any state, lived once a run and copied for each test."""

from __future__ import annotations

import atexit
import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from commissioning_app.bootstrap import open_app
from commissioning_app.domain.rounds import RoundState
from commissioning_app.persistence.workspace import copy_sqlite
from commissioning_app.sample_round import CODE, SampleRun
from commissioning_app.services.context import ServiceContext, SetClock
from tests.factories import Office

__all__ = ["CODE", "sample_office"]

DAYS = {
    RoundState.DRAFT: (2026, 2, 2),
    RoundState.OPEN: (2026, 2, 10),
    RoundState.CLOSED: (2026, 3, 9),
    RoundState.SCORING: (2026, 3, 20),
    RoundState.MODERATION: (2026, 4, 2),
    RoundState.DECIDED: (2026, 4, 13),
    RoundState.ANNOUNCED: (2026, 5, 1),
    RoundState.PAYING: (2026, 5, 20),
}


@cache
def _lived_to(state: RoundState) -> Path:
    place = Path(mkdtemp(prefix="sample-")) / f"{state}.db"
    atexit.register(shutil.rmtree, place.parent, ignore_errors=True)
    run = SampleRun(str(place))
    run.take_to(state)
    run.finish()
    return place


def sample_office(folder: Path, state: RoundState) -> Office:
    """A copy of the sample workspace with the round in that state, and its people's service contexts."""
    place = folder / "sample.db"
    copy_sqlite(_lived_to(state), place)
    clock = SetClock(datetime(*DAYS[state], 12, 0, tzinfo=UTC))
    app = open_app(str(place), clock=clock)

    def acting(name: str) -> ServiceContext:
        with app.services.reading() as uow:
            person = uow.people.find(name=name)
        assert person is not None
        return app.services.acting_as(person.as_actor())

    return Office(
        app,
        clock,
        acting("Sam Sample (officer)"),
        acting("Alex Sample (approver)"),
        acting("Frances Sample (finance)"),
        acting("Audre Sample (auditor)"),
    )
