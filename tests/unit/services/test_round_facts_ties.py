"""Ties take scorers away from the facts that checks read, also a tie to the host that holds the money."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from commissioning_app.domain.panels import Declaration, Interest
from commissioning_app.services.declarations import state_none_for_the_rest
from commissioning_app.services.policy import policy_of
from commissioning_app.services.principles import check_round
from commissioning_app.services.queries.declarations import declaration_sheet
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


def test_a_host_that_joins_later_has_to_be_gone_through_too(tmp_path: Path) -> None:
    desk = a_desk(str(tmp_path / "w.db"), eois=1)
    code, person = desk.round.code, desk.people[0].id
    state_none_for_the_rest(desk.officer, round_code=code, person_id=person)
    host = an_organisation("Host")
    store(desk.officer, host)
    for hosted, is_complete in ((False, True), (True, False)):
        with desk.officer.unit_of_work() as uow:
            uow.eois.get(desk.eois[0].id).host_organisation_id = host.id if hosted else None
            uow.commit()
        (p6,) = [one for one in check_round(desk.officer, round_code=code) if one.id == "P6"]
        assert p6.evidence.startswith(f"{int(is_complete)} of ")
        sheet = declaration_sheet(desk.officer, round_code=code, person_id=person)
        assert sheet.is_complete is is_complete
    state_none_for_the_rest(desk.officer, round_code=code, person_id=person)
    assert declaration_sheet(desk.officer, round_code=code, person_id=person).is_complete
