"""Who is on a panel: joining, changing, briefing, payment, presence, leaving."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from commissioning_app.domain.assessments import Assessment
from commissioning_app.domain.errors import BadValue, NotAllowed, StaleVersion, StepRefused
from commissioning_app.domain.panels import Declaration, Interest, MemberGroup, PaymentChoice
from commissioning_app.domain.people import Person
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.panels import (
    add_member,
    add_new_member,
    choose_payment,
    edit_member,
    note_briefing,
    note_presence,
    remove_member,
)
from commissioning_app.services.stepping_down import bring_back, step_down
from tests.desks import Desk, a_desk
from tests.factories import a_round, store

COMMUNITY = MemberGroup.COMMUNITY


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(str(tmp_path / "w.db"), state=RoundState.CLOSED)


def somebody(desk: Desk, *roles: Role, is_active: bool = True) -> UUID:
    person = Person(uuid4(), "Priya Patel", roles=frozenset(roles), is_active=is_active)
    store(desk.officer, person)
    return person.id


def draft(desk: Desk, member: int, eoi: int) -> None:
    desk.give(member, eoi)
    store(
        desk.officer,
        Assessment(
            uuid4(),
            desk.round.id,
            desk.eois[eoi].id,
            desk.members[member].id,
            scores={"rooted": 3},
            comments={"rooted": "Warm"},
            comment="I liked it",
        ),
    )


def left_with(desk: Desk, member: int) -> tuple[int, int]:
    """How many assignments and assessments a member has."""
    with desk.officer.reading() as uow:
        key = desk.members[member].id
        return uow.assignments.count(member_id=key), uow.assessments.count(member_id=key)


def test_somebody_gets_a_place(desk: Desk) -> None:
    person_id = somebody(desk, Role.PANEL_MEMBER)
    key = add_member(desk.officer, round_code=desk.code, person_id=person_id, group=COMMUNITY, is_chair=True)
    with desk.officer.reading() as uow:
        member = uow.members.get(key)
    assert (member.person_id, member.group, member.is_chair, member.has_vote) == (
        person_id,
        COMMUNITY,
        True,
        True,
    )
    entry = desk.last()
    assert (entry.action, entry.subject_id) == ("panel member added", str(key))
    assert entry.after is not None and entry.after["group"] == "community"
    with pytest.raises(BadValue, match="on this panel already"):
        add_member(desk.officer, round_code=desk.code, person_id=person_id, group=COMMUNITY)


@pytest.mark.parametrize("is_active", [True, False])
def test_only_active_panel_members_get_a_place(desk: Desk, is_active: bool) -> None:
    role = Role.FINANCE if is_active else Role.PANEL_MEMBER
    person_id = somebody(desk, role, is_active=is_active)
    with pytest.raises(BadValue, match="does not have the role of panel member"):
        add_member(desk.officer, round_code=desk.code, person_id=person_id, group=COMMUNITY)


def test_a_new_person_comes_with_their_place(desk: Desk) -> None:
    values = {"round_code": desk.code, "group": COMMUNITY, "email": "noor@example.org"}
    key = add_new_member(desk.officer, **values, name=" Noor Ali ")
    with desk.officer.reading() as uow:
        person = uow.people.get(uow.members.get(key).person_id)
        added = list(uow.trail.entries())[-2]
    assert (person.name, person.email, person.roles) == (
        "Noor Ali",
        "noor@example.org",
        frozenset({Role.PANEL_MEMBER}),
    )
    assert (added.action, "Noor" in str(added.after)) == ("person added", False)
    with pytest.raises(BadValue, match="Noor Ali is here already"):
        add_new_member(desk.officer, **values, name="Noor Ali")
    with pytest.raises(BadValue, match="person's name"):
        add_new_member(desk.officer, **values, name="")


def test_nobody_joins_from_moderation_on(desk: Desk) -> None:
    person_id = somebody(desk, Role.PANEL_MEMBER)
    desk.move(RoundState.MODERATION)
    for call in (
        lambda: add_member(desk.officer, round_code=desk.code, person_id=person_id, group=COMMUNITY),
        lambda: add_new_member(desk.officer, round_code=desk.code, name="Noor", group=COMMUNITY),
        lambda: remove_member(desk.officer, round_code=desk.code, member_id=desk.members[0].id),
    ):
        with pytest.raises(StepRefused, match="its panel stays as it is"):
            call()


def change(desk: Desk, version: int | None, **changes: object) -> int:
    values = {"group": COMMUNITY, "is_chair": False, "has_vote": True, **changes}
    return edit_member(
        desk.officer, round_code=desk.code, member_id=desk.members[0].id, version=version, **values
    )


def test_a_member_is_changed_until_scoring_weighs_them(desk: Desk) -> None:
    assert change(desk, 1, group=MemberGroup.COMMISSIONER, has_vote=False) == 2
    assert desk.last().before == {"group": "community", "has_vote": True}
    assert desk.last().after == {"group": "commissioner", "has_vote": False}
    with pytest.raises(StaleVersion):
        change(desk, 1)
    desk.move(RoundState.SCORING)
    with pytest.raises(StepRefused, match="group and vote stay"):
        change(desk, 2)
    assert change(desk, 2, group=MemberGroup.COMMISSIONER, has_vote=False, is_chair=True) == 3
    desk.scored(0, 0, {"rooted": 3})
    desk.move(RoundState.CLOSED)
    with pytest.raises(StepRefused, match="group and vote stay"):
        change(desk, 3)


def test_a_member_without_scores_is_taken_out_with_their_work(desk: Desk) -> None:
    draft(desk, 0, 0)
    desk.give(0, 1)
    remove_member(desk.officer, round_code=desk.code, member_id=desk.members[0].id)
    assert left_with(desk, 0) == (0, 0)
    work, removed = desk.trail()
    assert work.before == {"eois": ["EOI-001", "EOI-002"], "drafts": {"EOI-001": {"rooted": 3}}}
    assert desk.personal(work) == {"draft_comments": {"EOI-001": {"rooted": "Warm", "": "I liked it"}}}
    assert (removed.action, removed.subject_id) == ("panel member removed", str(desk.members[0].id))
    with desk.officer.reading() as uow:
        assert uow.members.find(id=desk.members[0].id) is None


def test_who_sent_assessments_steps_down_instead(desk: Desk) -> None:
    desk.scored(0, 0, (3, 4))
    desk.give(0, 1)
    values = {"round_code": desk.code, "member_id": desk.members[0].id}
    with pytest.raises(StepRefused, match="can step down but not be taken out"):
        remove_member(desk.officer, **values)
    step_down(desk.officer, **values, reason=" Ill ", version=1)
    assert left_with(desk, 0) == (1, 1)
    assert (desk.member(0).stepped_down_because, desk.member(0).is_voting) == ("Ill", False)
    entry = desk.last()
    assert entry.after == {"has_stepped_down": True, "eois_given_back": 1}
    assert (entry.reason, desk.personal(entry)) == ("", {"why": "Ill"})
    with pytest.raises(StepRefused, match="stepped down already"):
        step_down(desk.officer, **values, reason="Again")


def test_members_step_down_themselves_and_come_back(desk: Desk) -> None:
    values = {"round_code": desk.code, "member_id": desk.members[0].id}
    with pytest.raises(BadValue, match="Say why"):
        step_down(desk.at(0), **values, reason="")
    with pytest.raises(NotAllowed, match="Only the member themself or an officer"):
        step_down(desk.at(1), **values, reason="They should")
    step_down(desk.at(0), **values, reason="A new job")
    with pytest.raises(BadValue, match="why they come back"):
        bring_back(desk.officer, **values, reason="")
    bring_back(desk.officer, **values, reason="It fell through")
    assert desk.member(0).is_voting
    assert desk.personal(desk.last()) == {"why": "It fell through"}
    with pytest.raises(StepRefused, match="has not stepped down"):
        bring_back(desk.officer, **values, reason="x")


def test_nobody_comes_back_past_a_direct_interest(desk: Desk) -> None:
    values = {"round_code": desk.code, "member_id": desk.members[0].id}
    step_down(desk.officer, **values, reason="a direct interest")
    store(
        desk.officer,
        Declaration(uuid4(), desk.round.id, desk.people[0].id, desk.organisations[0].id, Interest.DIRECT),
    )
    with pytest.raises(StepRefused, match="once an approver agrees"):
        bring_back(desk.officer, **values, reason="We need them")


def test_a_panel_that_is_done_has_nobody_to_step_down(desk: Desk) -> None:
    desk.move(RoundState.DECIDED)
    with pytest.raises(StepRefused, match="work is done"):
        step_down(desk.at(0), round_code=desk.code, member_id=desk.members[0].id, reason="x")


def test_the_briefing_is_noted_for_many_once_held(desk: Desk) -> None:
    ids = [member.id for member in desk.members[:2]]
    with pytest.raises(BadValue, match="once it has been held"):
        note_briefing(desk.officer, round_code=desk.code, member_ids=ids, on=date(2026, 9, 2))
    note_briefing(desk.officer, round_code=desk.code, member_ids=ids, on=date(2026, 9, 1))
    assert [desk.member(n).briefed_on for n in range(3)] == [date(2026, 9, 1), date(2026, 9, 1), None]
    assert [entry.after for entry in desk.trail()] == [{"briefed_on": "2026-09-01"}] * 2
    note_briefing(desk.officer, round_code=desk.code, member_ids=ids, on=date(2026, 9, 1))
    assert len(desk.trail()) == 2
    note_briefing(desk.officer, round_code=desk.code, member_ids=ids[:1], on=None)
    assert desk.member(0).briefed_on is None


def test_members_say_themselves_what_they_want_to_be_paid(desk: Desk) -> None:
    values = {"round_code": desk.code, "member_id": desk.members[0].id}
    choose_payment(desk.at(0), **values, choice=PaymentChoice.REDUCED)
    assert desk.member(0).payment is PaymentChoice.REDUCED
    choose_payment(desk.officer, **values, choice=PaymentChoice.DECLINED)
    assert (desk.last().before, desk.last().after) == ({"payment": "reduced"}, {"payment": "declined"})
    with pytest.raises(NotAllowed):
        choose_payment(desk.at(1), **values, choice=PaymentChoice.ACCEPTED)


def test_who_was_at_moderation_is_noted_there(desk: Desk) -> None:
    ids = [member.id for member in desk.members]
    with pytest.raises(StepRefused, match="noted at moderation"):
        note_presence(desk.officer, round_code=desk.code, present=ids)
    desk.move(RoundState.MODERATION)
    note_presence(desk.officer, round_code=desk.code, present=ids[:2])
    note_presence(desk.officer, round_code=desk.code, present=ids[1:3])
    assert [desk.member(n).was_at_moderation for n in range(5)] == [False, True, True, False, False]
    assert len(desk.trail()) == 4
    with pytest.raises(BadValue, match="not on this panel"):
        note_presence(desk.officer, round_code=desk.code, present=[uuid4()])


def test_a_member_of_another_round_is_not_on_this_panel(desk: Desk) -> None:
    store(desk.officer, a_round(code="R2"))
    with pytest.raises(BadValue, match="not on the panel of this round"):
        choose_payment(
            desk.officer, round_code="R2", member_id=desk.members[0].id, choice=PaymentChoice.ACCEPTED
        )


def test_only_officers_build_panels(desk: Desk) -> None:
    key = desk.members[0].id
    for context in desk.everybody_but(Role.OFFICER):
        for call in (
            lambda c: add_member(c, round_code=desk.code, person_id=uuid4(), group=COMMUNITY),
            lambda c: add_new_member(c, round_code=desk.code, name="Noor", group=COMMUNITY),
            lambda c: edit_member(
                c,
                round_code=desk.code,
                member_id=key,
                version=1,
                group=COMMUNITY,
                is_chair=True,
                has_vote=True,
            ),
            lambda c: remove_member(c, round_code=desk.code, member_id=key),
            lambda c: step_down(c, round_code=desk.code, member_id=key, reason="x"),
            lambda c: bring_back(c, round_code=desk.code, member_id=key, reason="x"),
            lambda c: note_briefing(c, round_code=desk.code, member_ids=[key], on=None),
            lambda c: choose_payment(c, round_code=desk.code, member_id=key, choice=PaymentChoice.DECLINED),
            lambda c: note_presence(c, round_code=desk.code, present=[key]),
        ):
            with pytest.raises(NotAllowed):
                call(context)
    assert desk.trail() == []
