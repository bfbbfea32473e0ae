"""What pages read of a round as a whole, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.eois import EoiState, FundingKind
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.ports.reading import EoiLine, EoiStanding
from tests.desks import Desk, a_desk
from tests.factories import NOW, a_round, an_eoi, store

IN_SUMMER = timezone(timedelta(hours=1))


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    made = a_desk(database_url, state=RoundState.MODERATION)
    yield made
    made.office.app.close()


def test_lines_and_standings_tell_what_the_eois_hold(desk: Desk) -> None:
    first, second, third = desk.eois
    sent = datetime(2026, 9, 3, 18, 30, 15, 250_000, tzinfo=IN_SUMMER)
    with desk.officer.unit_of_work() as uow:
        eoi = uow.eois.get(second.id)
        eoi.received_at, eoi.funding_kind, eoi.minimum_pence = sent, FundingKind.PROJECT, 400_000
        eoi.state, eoi.reason_code = EoiState.INELIGIBLE, "area"
        eoi.host_organisation_id = desk.organisations[0].id
        eoi = uow.eois.get(third.id)
        eoi.received_at = eoi.funding_kind = eoi.created_at = None
        uow.organisations.get(desk.organisations[2].id).yearly_income_pence = None
        uow.commit()
    other = a_round(code="R2")
    store(desk.officer, other, an_eoi(other.id, desk.organisations[0].id))
    with desk.officer.reading() as uow:
        lines = uow.views.eoi_lines(desk.round.id)
        standings = {one.id: one for one in uow.views.eoi_standings(desk.round.id)}
    names = [one.name for one in desk.organisations]
    core, project = FundingKind.CORE, FundingKind.PROJECT
    eligible, out = EoiState.ELIGIBLE, EoiState.INELIGIBLE
    assert lines == [
        EoiLine(first.id, "EOI-001", names[0], "Walks 1", 840_000, None, core, eligible, 4_000_000, NOW),
        EoiLine(second.id, "EOI-002", names[1], "Walks 2", 840_000, 400_000, project, out, 4_000_000, sent),
        EoiLine(third.id, "EOI-003", names[2], "Walks 3", 840_000, None, None, eligible, None, None),
    ]
    assert [line.received_at.tzinfo for line in lines if line.received_at] == [UTC, UTC]
    owners = [one.id for one in desk.organisations]
    assert standings == {
        first.id: EoiStanding(first.id, owners[0], None, eligible, "", NOW),
        second.id: EoiStanding(second.id, owners[1], owners[0], out, "area", NOW),
        third.id: EoiStanding(third.id, owners[2], None, eligible, "", None),
    }


def test_who_sent_what_and_who_was_given_what(desk: Desk) -> None:
    first, second, _ = (eoi.id for eoi in desk.eois)
    one, other, third = (member.id for member in desk.members[:3])
    desk.scored(0, 0, {"rooted": 4, "difference": None})
    desk.scored(1, 0, {"rooted": 4, "difference": None})
    desk.scored(1, 1, (2, 3))
    desk.scored(2, 1, (5, 5), state=AssessmentState.DRAFT, submitted_at=None)
    desk.give(2, 0)
    with desk.officer.reading() as uow:
        sent = uow.views.sent_scores(desk.round.id)
        senders, assigned = uow.views.senders(desk.round.id), uow.views.assigned(desk.round.id)
        elsewhere = uow.views.sent_scores(uuid4()), uow.views.senders(uuid4()), uow.views.assigned(uuid4())
    assert {member: dict(zip(*each, strict=True)) for member, each in sent.items()} == {
        one: {first: {"rooted": 4, "difference": None}},
        other: {first: {"rooted": 4, "difference": None}, second: {"rooted": 2, "difference": 3}},
    }
    assert list(sent) == sorted(sent, key=str)
    assert sent[one].scores[0] is sent[other].scores[sent[other].eois.index(first)]
    both, three = sorted((one, other), key=str), sorted((one, other, third), key=str)
    assert senders == {first: both, second: [other]}
    assert assigned == {first: three, second: sorted((other, third), key=str)}
    assert elsewhere == ({}, {}, {})


def test_who_saw_anothers_before_sending_is_counted(desk: Desk) -> None:
    early, late = NOW - timedelta(microseconds=1), NOW + timedelta(hours=1)
    for member, seen in enumerate((None, early, NOW, late)):
        desk.scored(member, 0, (3, 3), others_seen_at=seen)
    desk.scored(0, 1, (3, 3), others_seen_at=late, submitted_at=None)
    desk.scored(1, 1, (3, 3), others_seen_at=early, state=AssessmentState.DRAFT, submitted_at=None)
    with desk.officer.reading() as uow:
        assert uow.views.seen_too_early(desk.round.id) == 2


def test_only_a_transaction_that_only_reads_keeps_what_it_read(desk: Desk) -> None:
    with desk.officer.reading() as uow:
        assert uow.views.eoi_lines(desk.round.id) is uow.views.eoi_lines(desk.round.id)
    with desk.officer.unit_of_work() as uow:
        before = uow.views.eoi_standings(desk.round.id)
        uow.eois.get(desk.eois[0].id).state = EoiState.SCORED
        uow.flush()
        after = uow.views.eoi_standings(desk.round.id)
    assert [(a.id, a.state) for a in after if a not in before] == [(desk.eois[0].id, EoiState.SCORED)]
