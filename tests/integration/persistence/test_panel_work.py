"""The panel's work from a typed EOI to panel scores, on both databases; and the pages at full size."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import StaleVersion
from commissioning_app.domain.panels import Interest, MemberGroup
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.assignments import assign_fairly
from commissioning_app.services.declarations import declare_interest, state_none_for_the_rest
from commissioning_app.services.eligibility import answer_query, ask_query, find_all_eligible
from commissioning_app.services.eois import ContactDetails, EoiDetails, add_eoi, edit_eoi
from commissioning_app.services.moderation import change_score, note_discussion, see_others
from commissioning_app.services.organisations import NewOrganisation
from commissioning_app.services.panel_scores import panel_scores
from commissioning_app.services.panels import add_new_member, note_briefing, note_presence
from commissioning_app.services.queries.declarations import declaration_rows
from commissioning_app.services.queries.eois import eoi_page, eoi_rows
from commissioning_app.services.queries.home import home_items
from commissioning_app.services.queries.moderation import moderation_page, moderation_rows
from commissioning_app.services.queries.my_scoring import my_assignments, my_rounds, read_eoi_for_scoring
from commissioning_app.services.queries.organisations import organisation_page, organisation_rows
from commissioning_app.services.queries.panel import assignment_rows, panel_rows
from commissioning_app.services.queries.people import people_rows
from commissioning_app.services.queries.trail import trail_rows
from commissioning_app.services.scoring import save_draft, submit_all
from commissioning_app.services.workspace import verify_trail
from tests.desks import Desk, a_desk
from tests.factories import an_eoi, an_organisation


@pytest.fixture
def desk(database_url: str) -> Any:
    made = a_desk(database_url, state=RoundState.OPEN, eois=0, community=0, commissioners=0)
    yield made
    made.office.app.close()


def columns_of(entity: object) -> dict[str, Any]:
    return {key: value for key, value in vars(entity).items() if not key.startswith("_sa_")}


def typed(desk: Desk, count: int) -> None:
    for number in range(1, count + 1):
        add_eoi(
            desk.officer,
            round_code=desk.code,
            organisation=NewOrganisation(f"Circle {number}"),
            details=EoiDetails(500_000 + number, title=f"Walks {number}", answers={"need": "Company"}),
            contact=ContactDetails("Ama"),
        )


def seated(desk: Desk) -> None:
    for group, count in ((MemberGroup.COMMUNITY, 3), (MemberGroup.COMMISSIONER, 2)):
        for number in range(1, count + 1):
            key = add_new_member(
                desk.officer, round_code=desk.code, name=f"{group.title()} {number}", group=group
            )
            with desk.officer.reading() as uow:
                desk.members.append(uow.members.get(key))
                desk.people.append(uow.people.get(desk.members[-1].person_id))


def test_a_panel_s_work_from_first_to_last(desk: Desk) -> None:
    typed(desk, 4)
    asked = ask_query(desk.officer, round_code=desk.code, reference="EOI-004", question="Where?")
    answer_query(desk.officer, query_id=asked, answer="Here", helps_everyone=True)
    assert find_all_eligible(desk.officer, round_code=desk.code) == 3
    seated(desk)
    note_briefing(
        desk.officer,
        round_code=desk.code,
        member_ids=[member.id for member in desk.members],
        on=desk.officer.clock.today(),
    )
    organisations = {row[1]: row[0] for row in organisation_rows(desk.officer)}
    desk.office.clock.instant = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
    declare_interest(
        desk.at(0),
        round_code=desk.code,
        organisation_id=organisations["Circle 1"],
        interest=Interest.INDIRECT,
    )
    for number in range(5):
        state_none_for_the_rest(desk.at(number), round_code=desk.code)
    desk.move(RoundState.SCORING)
    assert assign_fairly(desk.officer, round_code=desk.code).problems == ()
    for number in range(5):
        for mine in my_assignments(desk.at(number), round_code=desk.code):
            shown = read_eoi_for_scoring(desk.at(number), round_code=desk.code, reference=mine.reference)
            assert shown.answers == (("What do people in your community need?", "Company"),)
            assert shown.queries == (("Where?", "Here"),)
            save_draft(
                desk.at(number),
                round_code=desk.code,
                reference=mine.reference,
                scores={"rooted": 5 - number, "difference": None if number == 4 else 3},
                version=0,
            )
        submit_all(desk.at(number), round_code=desk.code)
    assert [row.submitted == row.assigned for row in panel_rows(desk.officer, round_code=desk.code)] == [
        True
    ] * 5
    assert all(row.enough for row in assignment_rows(desk.officer, round_code=desk.code))
    desk.move(RoundState.MODERATION)
    note_presence(desk.officer, round_code=desk.code, present=[one.id for one in desk.members])
    widest = moderation_rows(desk.officer, round_code=desk.code)[0]
    page = moderation_page(desk.officer, round_code=desk.code, reference=widest.reference)
    scorer = page.totals[0]
    place = next(n for n, member in enumerate(desk.members) if member.id == scorer.member_id)
    assert see_others(desk.at(place), round_code=desk.code, reference=widest.reference)
    change_score(
        desk.officer,
        round_code=desk.code,
        reference=widest.reference,
        member_id=scorer.member_id,
        criterion_id="rooted",
        value=0,
        reason="We talked.",
    )
    note_discussion(desk.officer, round_code=desk.code, reference=widest.reference, note="We talked.")
    scores = panel_scores(desk.officer, round_code=desk.code)
    assert [score.raw is not None for score in scores.values()] == [True, True, True]
    shown_scores = {row[1]: row[11] for row in eoi_rows(desk.officer, round_code=desk.code)}
    assert shown_scores == {
        **{reference: float(score.raw or 0) for reference, score in scores.items()},
        "EOI-004": None,
    }
    assert eoi_page(desk.officer, round_code=desk.code, reference="EOI-004").state is EoiState.QUERIED
    assert [row.is_complete for row in declaration_rows(desk.officer, round_code=desk.code)] == [
        *[False] * 3,
        *[True] * 5,
    ]
    assert len(people_rows(desk.officer)) == 9
    assert organisation_page(desk.officer, organisation_id=organisations["Circle 1"]).history
    assert my_rounds(desk.at(0))[0].submitted == my_rounds(desk.at(0))[0].given
    assert home_items(desk.officer) and home_items(desk.approver)
    with desk.officer.reading() as uow:
        entries = list(uow.trail.entries())
    assert [row.id for row in trail_rows(desk.officer)] == [entry.id for entry in reversed(entries)]
    assert verify_trail(desk.officer).problems == ()


def test_the_later_of_two_officers_is_told_on_both_databases(desk: Desk) -> None:
    typed(desk, 1)
    values = {"round_code": desk.code, "reference": "EOI-001", "version": 1}
    edit_eoi(desk.officer, **values, details=EoiDetails(600_000, title="First"))
    with pytest.raises(StaleVersion) as stale:
        edit_eoi(desk.officer, **values, details=EoiDetails(600_000, title="Second"))
    assert (stale.value.theirs["title"], stale.value.yours["title"]) == ("First", "Second")


def test_members_send_at_the_same_moment(desk: Desk) -> None:
    """Everybody's autosave and last button at once: all are kept, and the trail is one chain."""
    typed(desk, 3)
    find_all_eligible(desk.officer, round_code=desk.code)
    seated(desk)
    desk.move(RoundState.SCORING)
    assign_fairly(desk.officer, round_code=desk.code)
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for mine in my_assignments(desk.at(number), round_code=desk.code):
                for points in (1, 2, 3):
                    save_draft(
                        desk.at(number),
                        round_code=desk.code,
                        reference=mine.reference,
                        scores={"rooted": points, "difference": points},
                    )
            submit_all(desk.at(number), round_code=desk.code)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with desk.officer.reading() as uow:
        states = [row[0] for row in uow.assessments.columns("state", round_id=desk.round.id)]
    assert states == [AssessmentState.SUBMITTED] * 9
    assert verify_trail(desk.officer).problems == ()


def test_many_eois_are_listed_in_order(desk: Desk) -> None:
    count = 1_000
    organisations = [an_organisation(f"Circle {number}") for number in range(count)]
    with desk.officer.unit_of_work() as uow:
        uow.organisations.insert_many([columns_of(one) for one in organisations])
        uow.eois.insert_many(
            [
                columns_of(an_eoi(desk.round.id, one.id, f"E-{number:05d}", id=uuid4()))
                for number, one in enumerate(organisations)
            ]
        )
        uow.commit()
    rows = eoi_rows(desk.officer, round_code=desk.code)
    assert [row[1] for row in rows[:2]] == ["E-00000", "E-00001"]
    assert len(rows) == count
