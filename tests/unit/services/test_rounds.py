"""Designing rounds: created whole, edited while drafts, refused in sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commissioning_app.domain.afterwards import ResponsibleOfficer
from commissioning_app.domain.errors import (
    BadValue,
    NotAllowed,
    NotFound,
    Problems,
    StaleVersion,
    StepRefused,
)
from commissioning_app.domain.panels import MemberGroup
from commissioning_app.domain.records import Contact, RoundRecords
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import AllocationRule, PotYear, RankBy, RingFence, RoundState
from commissioning_app.services.round_file import MemberInFile, PersonInFile, RoundFile
from commissioning_app.services.rounds import (
    copy_round,
    create_quick_round,
    create_round,
    create_round_from_file,
    edit_round,
    list_rounds,
    read_round,
)
from commissioning_app.services.workspace import verify_trail
from tests.factories import Office, a_round, make_office, store

POT = (PotYear("2026-27", 1_000_000),)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(str(tmp_path / "w.db"))


def last_entry(office: Office) -> Any:
    with office.officer.reading() as uow:
        return list(uow.trail.entries())[-1]


def test_a_new_round_is_a_draft_with_its_programme(office: Office) -> None:
    key = create_round(office.officer, code="A-1", name="First", programme="Health", pot_years=POT)
    round_ = read_round(office.officer, round_code="A-1")
    assert (round_.id, round_.state, round_.pot_pence) == (key, RoundState.DRAFT, 1_000_000)
    create_round(office.officer, code="A-2", name="Second", programme="Health", pot_years=POT)
    assert read_round(office.officer, round_code="A-2").programme_id == round_.programme_id
    assert [r.code for r in list_rounds(office.auditor)] == ["A-2", "A-1"]
    assert (last_entry(office).action, last_entry(office).round_id) == (
        "round created",
        read_round(office.officer, round_code="A-2").id,
    )


@pytest.mark.parametrize(
    ("code", "name", "sentence"),
    [
        ("", "x", "needs a short code"),
        ("a b", "x", "needs a short code"),
        ("..", "x", "needs a short code"),
        ("A" * 41, "x", "needs a short code"),
        ("A\u202eB", "x", "needs a short code"),
        ("A", " ", "Give the round a name"),
    ],
)
def test_a_code_and_a_name_are_needed(office: Office, code: str, name: str, sentence: str) -> None:
    with pytest.raises(BadValue, match=sentence):
        create_round(office.officer, code=code, name=name, pot_years=POT)


def test_a_code_is_used_once(office: Office) -> None:
    create_round(office.officer, code="A", name="First", pot_years=POT)
    with pytest.raises(BadValue, match="There is a round “A” already"):
        create_round(office.officer, code="A", name="Second", pot_years=POT)


@pytest.mark.parametrize("who", ["approver", "finance", "auditor"])
def test_only_officers_design(office: Office, who: str) -> None:
    with pytest.raises(NotAllowed):
        create_round(getattr(office, who), code="A", name="x", pot_years=POT)
    with pytest.raises(NotAllowed):
        create_quick_round(getattr(office, who), code="A", pot_pence=5)
    store(office.officer, a_round())
    with pytest.raises(NotAllowed):
        edit_round(getattr(office, who), round_code="R1", version=1, name="x")


@pytest.mark.parametrize(
    ("design", "sentence"),
    [
        ({"pot_years": ()}, "The pot is empty"),
        ({"pot_years": (POT[0], POT[0])}, "stands in the pot twice"),
        ({"smallest_award_pence": 5, "largest_award_pence": 4}, "smallest award is larger"),
        ({"largest_award_pence": 2_000_000}, "more than the pot"),
        ({"rule": AllocationRule(rank_by=RankBy.ADJUSTED)}, "ranked by the raw panel score"),
        ({"rule": AllocationRule(threshold=101)}, "between 0 and 100"),
        ({"rule": AllocationRule(minimum_share_percent=101)}, "between 0 % and 100 %"),
        ({"rule": AllocationRule(most_per_organisation_pence=0)}, "under the smallest award"),
        ({"rule": AllocationRule(ring_fences=(RingFence("a", 2_000_000),))}, "ring-fences together"),
        ({"community_power_percent": 49}, "at least half of the panel's power"),
    ],
)
def test_a_design_that_contradicts_itself_is_refused(
    office: Office, design: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Problems, match=sentence):
        create_round(office.officer, code="A", name="x", **{"pot_years": POT, **design})
    with pytest.raises(NotFound, match="There is no round “A” in this workspace"):
        read_round(office.officer, round_code="A")


def test_a_round_has_no_other_fields(office: Office) -> None:
    with pytest.raises(BadValue, match="A round has no “state” to design"):
        create_round(office.officer, code="A", name="x", pot_years=POT, state="open")


def test_editing_says_what_changed_and_refuses_a_stale_version(office: Office) -> None:
    store(office.officer, a_round())
    assert edit_round(office.officer, round_code="R1", version=1, name="New", core_open_percent=80) == 2
    entry = last_entry(office)
    assert (entry.before, entry.after) == (
        {"name": "Grassroots wellbeing", "core_open_percent": 100},
        {"name": "New", "core_open_percent": 80},
    )
    with pytest.raises(StaleVersion) as told:
        edit_round(office.officer, round_code="R1", version=1, name="Mine")
    assert (told.value.theirs["name"], told.value.yours) == ("New", {"name": "Mine"})


def test_an_edit_that_changes_nothing_leaves_no_entry(office: Office) -> None:
    store(office.officer, a_round())
    before = verify_trail(office.officer).entries
    edit_round(office.officer, round_code="R1", version=1, name="Grassroots wellbeing")
    assert verify_trail(office.officer).entries == before


def test_after_opening_only_the_records_change(office: Office) -> None:
    store(office.officer, a_round(state=RoundState.OPEN))
    with pytest.raises(StepRefused, match="published at opening"):
        edit_round(office.officer, round_code="R1", version=1, name="New")
    records = replace(a_round().records, contact=Contact("New Name", "new@example.org"))
    edit_round(office.officer, round_code="R1", version=1, records=records)
    assert read_round(office.officer, round_code="R1").records == records


def test_a_quick_round_is_a_trial_that_is_open(office: Office) -> None:
    create_quick_round(office.officer, code="T", pot_pence=50_000_000, threshold=40)
    round_ = read_round(office.officer, round_code="T")
    assert (round_.is_trial, round_.state, round_.pot_years, round_.effective_rule.threshold) == (
        True,
        RoundState.OPEN,
        (PotYear("2026-27", 50_000_000),),
        40,
    )
    with pytest.raises(BadValue, match="more than nothing"):
        create_quick_round(office.officer, code="T2", pot_pence=0)


def test_a_copy_has_the_design_without_days_and_records(office: Office) -> None:
    source = a_round(state=RoundState.FINISHED)
    store(office.officer, source)
    copy_round(office.officer, round_code="R1", code="R2", name="Again")
    copy = read_round(office.officer, round_code="R2")
    assert (copy.state, copy.questions, copy.criteria, copy.pot_years) == (
        RoundState.DRAFT,
        source.questions,
        source.criteria,
        source.pot_years,
    )
    assert copy.timetable.opens_on is None
    assert copy.records == RoundRecords(contact=source.records.contact)


def test_a_round_from_a_file_brings_its_people(office: Office) -> None:
    file = RoundFile(
        "F", "From a file", "", None, {"pot_years": POT}, None,
        (PersonInFile("Ada", "ada@example.org", (Role.APPROVER,)),),
        (
            MemberInFile("Cara", MemberGroup.COMMUNITY, chair=True),
            MemberInFile("Ava Approver", MemberGroup.COMMISSIONER),
        ),
    )  # fmt: skip
    key = create_round_from_file(office.officer, file=file)
    with office.officer.reading() as uow:
        members = {
            uow.people.get(m.person_id).name: (m.group, m.is_chair, uow.people.get(m.person_id).roles)
            for m in uow.members.where(round_id=key)
        }
        ada = uow.people.find(name="Ada")
        assert ada is not None
        assert ada.roles == {Role.APPROVER}
    assert members == {
        "Cara": (MemberGroup.COMMUNITY, True, {Role.PANEL_MEMBER}),
        "Ava Approver": (MemberGroup.COMMISSIONER, False, {Role.APPROVER, Role.PANEL_MEMBER}),
    }
    assert verify_trail(office.officer).ok


def test_a_file_gives_roles_only_for_an_administrator(office: Office) -> None:
    from commissioning_app.services.people import add_person

    key = add_person(office.officer, name="Oz", roles={Role.OFFICER})
    with office.officer.reading() as uow:
        officer = office.officer.acting_as(uow.people.get(key).as_actor())
    file = RoundFile(
        "F",
        "From a file",
        "",
        None,
        {"pot_years": POT},
        None,
        (PersonInFile("Oz", roles=(Role.APPROVER,)),),
        (),
    )
    with pytest.raises(NotAllowed):
        create_round_from_file(officer, file=file)
    with pytest.raises(NotFound):
        read_round(office.officer, round_code="F")


@pytest.mark.parametrize(
    ("people", "panel", "error", "sentence"),
    [
        ((PersonInFile(" "),), (), BadValue, "Give everybody in the file a name"),
        ((), (MemberInFile("", MemberGroup.COMMUNITY),), BadValue, "Give everybody in the file a name"),
        (
            (),
            (MemberInFile("Cara", MemberGroup.COMMUNITY), MemberInFile("Cara ", MemberGroup.COMMISSIONER)),
            BadValue,
            "Cara is on the panel twice",
        ),
        (
            (PersonInFile("Olu Officer", roles=(Role.APPROVER,)),),
            (),
            NotAllowed,
            "Nobody gives themselves a role",
        ),
    ],
)
def test_people_of_a_file_that_are_refused(
    office: Office, people: Any, panel: Any, error: type[Exception], sentence: str
) -> None:
    file = RoundFile("F", "From a file", "", None, {"pot_years": POT}, None, people, panel)
    with pytest.raises(error, match=sentence):
        create_round_from_file(office.officer, file=file)
    with pytest.raises(NotFound):
        read_round(office.officer, round_code="F")


def test_the_trail_keeps_whom_a_round_names_apart(office: Office) -> None:
    """A contact can be erased; what the round was designed like stays in the chain."""
    contact = Contact("Grace Adeyemi", "grace@example.org", "020 7946 0000")
    records = RoundRecords(contact=contact, responsible_officer=ResponsibleOfficer("Rosa Sample", "Director"))
    create_round(office.officer, code="A", name="First", pot_years=POT, records=records)
    changed = RoundRecords(contact=Contact("Tunde Bello", "tunde@example.org"), review_request_days=9)
    edit_round(office.officer, round_code="A", version=None, records=changed)
    edit_round(office.officer, round_code="A", version=None, records=records)
    with office.officer.reading() as uow:
        entries = [one for one in uow.trail.entries() if one.subject_kind == "round"]
        personal = uow.trail.personal()
    told = str([(one.before, one.after, one.reason) for one in entries])
    for name in ("Grace", "grace@", "020 7946", "Tunde", "tunde@", "Rosa"):
        assert name not in told
    assert "Director" in told
    assert "review_request_days" in told
    bodies = [dict(personal[one.id].body or {}) for one in entries]
    assert bodies[0]["contact"] == {"name": contact.name, "email": contact.email, "phone": contact.phone}
    assert bodies[0]["responsible_officer"] == {"name": "Rosa Sample"}
    assert bodies[1]["contact"]["after"]["name"] == "Tunde Bello"
    assert bodies[2]["contact"]["before"]["name"] == "Tunde Bello"
