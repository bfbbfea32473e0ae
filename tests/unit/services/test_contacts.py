"""Contacts with organisations: noted, changed, taken out; what was said can be erased from the trail."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from commissioning_app.domain.contacts import ContactWay
from commissioning_app.domain.errors import BadValue, NotAllowed, NotFound, StaleVersion
from commissioning_app.domain.organisations import Organisation
from commissioning_app.domain.roles import Actor, Role
from commissioning_app.services.contacts import edit_contact, note_contact, remove_contact
from commissioning_app.services.queries.contacts import ContactLine, contacts_page
from commissioning_app.services.queries.trail import trail_rows
from commissioning_app.services.workspace import verify_trail
from tests.factories import Office, a_round, an_organisation, store

DAY = date(2026, 8, 28)
VISIT: dict[str, Any] = {
    "on": DAY,
    "how": ContactWay.VISIT,
    "about": "Amina showed us the hall",
    "promised": "We send the form in large print",
}


@pytest.fixture
def circle(office: Office) -> Organisation:
    made = an_organisation("Circle")
    store(office.officer, made, a_round())
    return made


def noted(office: Office, circle: Organisation, **changes: Any) -> UUID:
    return note_contact(office.officer, organisation_id=circle.id, **{**VISIT, **changes})


def lines(office: Office, circle: Organisation) -> tuple[ContactLine, ...]:
    return contacts_page(office.officer, organisation_id=circle.id).contacts


def last(office: Office) -> tuple[str, Any, Any, dict[str, Any]]:
    """The last entry: action, before, after, and its erasable part without the actor's name."""
    with office.officer.reading() as uow:
        entry = list(uow.trail.entries())[-1]
        personal = dict(uow.trail.personal()[entry.id].body or {})
    assert personal.pop("actor_name") == "Olu Officer"
    return entry.action, entry.before, entry.after, personal


def test_noted_with_who_promised_what(office: Office, circle: Organisation) -> None:
    key = noted(office, circle, about=" Amina showed us the hall ", round_code="R1")
    assert lines(office, circle) == (
        ContactLine(
            key, 1, DAY, ContactWay.VISIT, VISIT["about"], VISIT["promised"], "R1",
            "Grassroots wellbeing", "Olu Officer",
        ),
    )  # fmt: skip


def test_the_newest_come_first(office: Office, circle: Organisation) -> None:
    for day in (27, 30, 28):
        noted(office, circle, on=date(2026, 8, day))
    assert [line.on.day for line in lines(office, circle)] == [30, 28, 27]


def test_what_was_said_can_be_erased_from_the_trail(office: Office, circle: Organisation) -> None:
    key = noted(office, circle)
    words = {name: VISIT[name] for name in ("about", "promised")}
    assert last(office) == ("contact noted", None, {"on": "2026-08-28", "how": "visit"}, words)
    version = edit_contact(
        office.officer, contact_id=key, version=1, **{**VISIT, "how": ContactWay.EMAIL, "promised": ""}
    )
    assert last(office) == (
        "contact changed", {"how": "visit"}, {"how": "email"},
        {"promised_before": VISIT["promised"], "promised": ""},
    )  # fmt: skip
    remove_contact(office.officer, contact_id=key, version=version, reason="Of another group")
    assert last(office) == (
        "contact taken out", {"on": "2026-08-28", "how": "email"}, None, {"about": VISIT["about"]},
    )  # fmt: skip
    assert lines(office, circle) == ()
    assert verify_trail(office.officer).problems == ()


def test_a_reader_of_the_trail_is_shown_what_was_said(office: Office, circle: Organisation) -> None:
    noted(office, circle)
    row = trail_rows(office.auditor, limit=1)[0]
    assert row.what == "Contact noted: Circle"
    assert ("About", "", VISIT["about"]) in row.details
    assert ("Promised", "", VISIT["promised"]) in row.details


def test_saving_the_same_again_leaves_no_entry(office: Office, circle: Organisation) -> None:
    key = noted(office, circle)
    before = last(office)
    assert edit_contact(office.officer, contact_id=key, version=1, **VISIT) == 1
    assert last(office) == before


@pytest.mark.parametrize(
    ("changes", "message", "field"),
    [
        ({"about": " "}, "Say what it was about.", "about"),
        (
            {"on": date(2026, 9, 2)},
            "This day is still to come. Write it down once it has happened.",
            "on",
        ),
    ],
)
def test_a_contact_has_a_day_that_was_and_says_what_about(
    office: Office, circle: Organisation, changes: dict[str, Any], message: str, field: str
) -> None:
    key = noted(office, circle)
    with pytest.raises(BadValue) as refused:
        noted(office, circle, **changes)
    assert (str(refused.value), refused.value.field) == (message, field)
    with pytest.raises(BadValue) as refused:
        edit_contact(office.officer, contact_id=key, version=1, **{**VISIT, **changes})
    assert (str(refused.value), refused.value.field) == (message, field)
    assert [line.contact_id for line in lines(office, circle)] == [key]


def test_two_who_save_at_once_are_told(office: Office, circle: Organisation) -> None:
    key = noted(office, circle)
    with pytest.raises(StaleVersion):
        edit_contact(office.officer, contact_id=key, version=2, **VISIT)
    with pytest.raises(StaleVersion):
        remove_contact(office.officer, contact_id=key, version=0, reason="Twice")
    with pytest.raises(BadValue, match="Say why the contact is taken out"):
        remove_contact(office.officer, contact_id=key, version=1, reason=" ")


def test_only_officers_write_and_members_do_not_read(office: Office, circle: Organisation) -> None:
    key = noted(office, circle)
    for context in (office.approver, office.finance, office.auditor):
        with pytest.raises(NotAllowed):
            note_contact(context, organisation_id=circle.id, **VISIT)
        with pytest.raises(NotAllowed):
            edit_contact(context, contact_id=key, version=1, **VISIT)
        with pytest.raises(NotAllowed):
            remove_contact(context, contact_id=key, version=1, reason="x")
        assert contacts_page(context, organisation_id=circle.id).may_edit is False
    member = office.officer.acting_as(Actor(key, "Member", frozenset({Role.PANEL_MEMBER})))
    with pytest.raises(NotAllowed):
        contacts_page(member, organisation_id=circle.id)


def test_an_organisation_and_a_round_that_are_not_there(office: Office, circle: Organisation) -> None:
    with pytest.raises(NotFound):
        note_contact(office.officer, organisation_id=a_round().id, **VISIT)
    with pytest.raises(NotFound, match="There is no round “R9”"):
        noted(office, circle, round_code="R9")
