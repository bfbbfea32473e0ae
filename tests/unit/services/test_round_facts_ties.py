"""Ties take scorers away from the facts that checks read, also a tie to the host that holds the money."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from commissioning_app.domain.panels import Declaration, Interest
from commissioning_app.services.policy import policy_of
from commissioning_app.services.round_facts import gather_facts
from tests.desks import a_desk
from tests.factories import an_organisation, store


def test_a_tie_to_the_host_takes_a_scorer_away_too(tmp_path: Path) -> None:
    desk = a_desk(str(tmp_path / "w.db"), eois=1)
    desk.scored(0, 0, (4, 4))
    desk.give(1, 0)
    host = an_organisation("Host")
    store(
        desk.officer,
        host,
        Declaration(uuid4(), desk.round.id, desk.people[0].id, host.id, Interest.INDIRECT),
    )
    for hosted, facts in ((False, (2, 1, {(1, 1): 1})), (True, (1, 1, {(0, 0): 1}))):
        with desk.officer.unit_of_work() as uow:
            uow.eois.get(desk.eois[0].id).host_organisation_id = host.id if hosted else None
            uow.commit()
        with desk.officer.reading() as uow:
            round_ = uow.rounds.get(desk.round.id)
            policy = policy_of(desk.officer, round_)
            scoring = gather_facts(uow, round_, today=desk.office.clock.today(), policy=policy).scoring
        assert (scoring.assigned, scoring.missing, scoring.scorers) == facts
