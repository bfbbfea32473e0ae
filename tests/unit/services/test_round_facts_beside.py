"""What the checks read beside the counts: the programme's money, names in the form, loads, days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.assessments import AssessmentState, Discussion
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.panels import Assignment
from commissioning_app.domain.principles.facts import Differences
from commissioning_app.domain.rounds import Programme, RoundState, StateChange
from tests.factories import NOW, Office, a_panel, a_round, an_eoi, an_organisation, make_office, store
from tests.unit.services.test_round_facts import an_assessment, gathered


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(str(tmp_path / "workspace.db"))
    yield made
    made.app.close()


@pytest.mark.parametrize("is_recurrent", [True, False, None])
def test_whether_the_money_comes_again_is_the_programmes(office: Office, is_recurrent: bool | None) -> None:
    programme = Programme(uuid4(), "Neighbourhoods", is_recurrent=is_recurrent)
    round_ = a_round(programme_id=programme.id)
    store(office.officer, programme, round_)
    assert gathered(office, round_).is_recurrent is is_recurrent
    without = a_round(code="R2")
    store(office.officer, without)
    assert gathered(office, without).is_recurrent is None


def test_names_are_read_only_where_a_word_is_flagged(office: Office) -> None:
    """The funder's name and applicants' names may stand in the form, whatever they are."""
    store(office.officer, an_organisation("BAME  Voices"), an_organisation("Stakeholder Lab"))
    plain = a_round(purpose="Ask Stakeholders' friends at bame voices.")
    named = a_round(code="R2", purpose="Ask bame voices, or Sample Integrated Care Board, or stakeholders.")
    store(office.officer, plain, named)
    assert gathered(office, plain).names == ("BAME  Voices",)
    assert gathered(office, named).names == ("BAME  Voices", "Sample Integrated Care Board")
    with office.officer.unit_of_work() as uow:
        uow.rounds.get(named.id).purpose = "Ask bame voices"
        uow.commit()
    assert gathered(office, named).names == ()


def test_after_the_decision_the_load_is_what_was_sent(office: Office) -> None:
    round_, org = a_round(state=RoundState.DECIDED), an_organisation()
    eois = [an_eoi(round_.id, org.id, f"E{n}", state=EoiState.DECIDED) for n in range(3)]
    store(office.officer, round_, org, *eois)
    (_, c1), (_, c2), (_, c3) = a_panel(office.officer, round_.id, community=3, commissioners=0)
    given = [(eoi, member) for eoi in eois for member in (c1, c2)][:5]
    store(office.officer, *(an_assessment(round_.id, eoi.id, member.id) for eoi, member in given))
    store(office.officer, *(Assignment(uuid4(), round_.id, eoi.id, c3.id) for eoi in eois))
    assert gathered(office, round_).scoring.loads == (2, 3)


def test_the_day_of_the_announcement_is_londons(office: Office) -> None:
    late = NOW.replace(month=7, day=1, hour=23, minute=30)
    round_ = a_round(
        state=RoundState.ANNOUNCED, history=(StateChange(RoundState.ANNOUNCED, late, "Olu Officer"),)
    )
    store(office.officer, round_)
    assert gathered(office, round_).announced_on == date(2026, 7, 2)


def test_members_first_days_of_sending_are_londons_and_drafts_do_not_count(office: Office) -> None:
    round_, org = a_round(state=RoundState.SCORING), an_organisation()
    eois = [an_eoi(round_.id, org.id, f"E{n}") for n in range(2)]
    store(office.officer, round_, org, *eois)
    (_, first), (_, drafting), _ = a_panel(office.officer, round_.id, community=3, commissioners=0)
    late = NOW.replace(hour=23, minute=30)
    sent = [an_assessment(round_.id, eois[0].id, first.id, submitted_at=late),
            an_assessment(round_.id, eois[1].id, first.id, submitted_at=late.replace(day=9))]  # fmt: skip
    draft = an_assessment(round_.id, eois[0].id, drafting.id, state=AssessmentState.DRAFT, submitted_at=None)
    store(office.officer, *sent, draft)
    assert gathered(office, round_).panel.first_sent == {first.id: date(2026, 9, 2)}


def test_the_day_of_the_opening_is_londons(office: Office) -> None:
    late = NOW.replace(month=7, day=1, hour=23, minute=30)
    round_ = a_round(state=RoundState.OPEN, history=(StateChange(RoundState.OPEN, late, "Olu Officer"),))
    never = a_round(code="R2")
    store(office.officer, round_, never)
    assert [gathered(office, one).opened_on for one in (round_, never)] == [date(2026, 7, 2), None]


def test_where_members_are_far_apart_counts_from_moderation_on(office: Office) -> None:
    """Only EOIs in play, assessments that count, and notes on those that are far apart."""
    round_, org = a_round(state=RoundState.MODERATION), an_organisation()
    states = (EoiState.SCORED, EoiState.SCORED, EoiState.SCORED, EoiState.WITHDRAWN)
    eois = [an_eoi(round_.id, org.id, f"E{n}", state=state) for n, state in enumerate(states)]
    store(office.officer, round_, org, *eois)
    (_, one), (_, two), (_, gone) = a_panel(office.officer, round_.id, community=3, commissioners=0)
    points = [(0, one, 5), (0, two, 3), (1, one, 4), (1, two, 3), (1, gone, 0), (2, one, 2), (2, two, 0)]
    points += [(3, one, 5), (3, two, 0)]
    given = [
        an_assessment(round_.id, eois[number].id, member.id, scores={"rooted": score})
        for number, member, score in points
    ]
    store(office.officer, *given)
    with office.officer.unit_of_work() as uow:
        uow.members.get(gone.id).stepped_down_because = "Moved away"
        for eoi in (eois[2], eois[1]):
            uow.discussions.add(Discussion(uuid4(), round_.id, eoi.id, "We talked.", NOW, "Olu Officer"))
        uow.commit()
    assert gathered(office, round_).scoring.differences == Differences(eois=3, apart=2, discussed=1)
    with office.officer.unit_of_work() as uow:
        uow.rounds.get(round_.id).state = RoundState.SCORING
        uow.commit()
    assert gathered(office, round_).scoring.differences is None
