"""Transactions on real databases: all or nothing, the later saver is told, the trail only grows."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import CommissioningError, NotFound, StaleVersion
from commissioning_app.domain.people import Person
from commissioning_app.domain.roles import Role
from commissioning_app.services.eois import withdraw_eoi
from commissioning_app.services.people import add_person, edit_person
from commissioning_app.services.rounds import edit_round
from commissioning_app.services.workspace import verify_trail
from tests.factories import a_round, an_eoi, an_organisation, make_office, store
from tests.records import every_record


def test_a_round_comes_back_as_it_was(database_url: str) -> None:
    office = make_office(database_url)
    round_ = a_round()
    expected = {key: value for key, value in vars(round_).items() if not key.startswith("_sa")}
    store(office.officer, round_)
    with office.officer.reading() as uow:
        found = uow.rounds.get(round_.id)
        assert {key: getattr(found, key) for key in expected} == expected


def test_every_record_of_a_round_comes_back_as_it_was(database_url: str) -> None:
    office = make_office(database_url)
    store(office.officer, a_round(records=every_record()))
    with office.officer.reading() as uow:
        found = uow.rounds.find(code="R1")
    assert found is not None
    assert found.records == every_record()
    office.app.close()


def test_nothing_is_kept_without_a_commit(database_url: str) -> None:
    office = make_office(database_url)
    with office.officer.unit_of_work() as uow:
        uow.people.add(Person(a_round().id, "Ghost"))
        uow.flush()
    with office.officer.reading() as uow:
        assert uow.people.find(name="Ghost") is None


def test_an_error_in_the_middle_keeps_nothing(database_url: str) -> None:
    office = make_office(database_url)
    with pytest.raises(CommissioningError), office.officer.unit_of_work() as uow:
        uow.organisations.add(an_organisation())
        uow.eois.add(an_eoi(a_round().id, an_organisation().id))
        uow.commit()
    with office.officer.reading() as uow:
        assert uow.organisations.count() == 0


def test_the_later_of_two_savers_is_told_and_shown_both_versions(database_url: str) -> None:
    office = make_office(database_url)
    person = add_person(office.officer, name="Bo", email="bo@example.org", roles={Role.FINANCE})
    edit_person(office.officer, person_id=person, version=1, name="Bo B", email="", roles={Role.FINANCE})
    with pytest.raises(StaleVersion) as told:
        edit_person(office.officer, person_id=person, version=1, name="Bobby", email="", roles=set())
    assert told.value.theirs["name"] == "Bo B"
    assert told.value.yours["name"] == "Bobby"
    with office.officer.reading() as uow:
        assert uow.people.get(person).name == "Bo B"


def test_two_who_save_at_the_same_moment_do_not_overwrite(postgres_url: str) -> None:
    office = make_office(postgres_url)
    round_ = a_round()
    store(office.officer, round_)
    with pytest.raises(StaleVersion), office.officer.unit_of_work() as first:
        mine = first.rounds.get(round_.id)
        edit_round(office.officer, round_code="R1", version=1, name="Theirs")
        mine.name = "Mine"
        first.commit()
    with office.officer.reading() as uow:
        assert uow.rounds.get(round_.id).name == "Theirs"


def test_many_at_once_overwrite_nothing_that_was_saved_meanwhile(postgres_url: str) -> None:
    """An EOI that is withdrawn while all are being found eligible stays withdrawn."""
    office = make_office(postgres_url)
    round_, organisation = a_round(), an_organisation()
    eois = [an_eoi(round_.id, organisation.id, f"E{n}", state=EoiState.RECEIVED) for n in (1, 2)]
    store(office.officer, round_, organisation, *eois)
    with pytest.raises(StaleVersion), office.officer.unit_of_work() as first:
        rows = first.eois.columns("id", "version", round_id=round_.id)
        withdraw_eoi(office.officer, round_code="R1", reference="E2", reason="No time")
        first.eois.update_many(
            [{"id": key, "state": EoiState.ELIGIBLE, "version": version + 1} for key, version in rows]
        )
        first.commit()
    with office.officer.reading() as uow:
        assert dict(uow.eois.columns("reference", "state")) == {
            "E1": EoiState.RECEIVED, "E2": EoiState.WITHDRAWN,
        }  # fmt: skip


@pytest.mark.parametrize("statement", ["update trail set reason = 'x'", "delete from trail"])
def test_the_database_refuses_to_change_the_trail(database_url: str, statement: str) -> None:
    office = make_office(database_url)
    with pytest.raises(sa.exc.DBAPIError, match="never changed"), office.app.engine.begin() as connection:
        connection.execute(sa.text(statement))
    assert verify_trail(office.officer).ok


def test_whoever_gets_past_the_guard_is_found_out(sqlite_url: str) -> None:
    office = make_office(sqlite_url)
    entries = verify_trail(office.officer).entries
    with office.app.engine.begin() as connection:
        connection.execute(sa.text("drop trigger trail_no_delete"))
        connection.execute(sa.text("delete from trail_personal where entry_id = :last"), {"last": entries})
        connection.execute(sa.text("delete from trail where id = :last"), {"last": entries})
    found = verify_trail(office.officer)
    assert found.problems == (f"The trail should have {entries} entries and ends after {entries - 1}.",)


def test_a_changed_entry_is_found_out(sqlite_url: str) -> None:
    office = make_office(sqlite_url)
    with office.app.engine.begin() as connection:
        connection.execute(sa.text("drop trigger trail_no_update"))
        connection.execute(sa.text("update trail set reason = 'because' where id = 2"))
    assert verify_trail(office.officer).problems == (
        "Entry 2 of the trail was changed after it was written.",
    )


def test_personal_values_can_be_erased_and_the_chain_still_holds(database_url: str) -> None:
    office = make_office(database_url)
    with office.app.engine.begin() as connection:
        texts = connection.execute(sa.text("select before, after from trail")).fetchall()
        assert "Ava Approver" not in str(texts)
        connection.execute(sa.text("update trail_personal set body = null"))
    assert verify_trail(office.officer).ok


def test_what_is_not_there_is_said(database_url: str) -> None:
    office = make_office(database_url)
    with (
        office.officer.reading() as uow,
        pytest.raises(NotFound, match="This person is not in the workspace"),
    ):
        uow.people.get(a_round().id)


def test_columns_and_long_lists_of_keys(database_url: str) -> None:
    office = make_office(database_url)
    organisations = [an_organisation(f"Sample {number:04}") for number in range(1201)]
    store(office.officer, *organisations)
    keys = [one.id for one in organisations]
    with office.officer.reading() as uow:
        assert uow.organisations.count(id=keys) == 1201
        names = {row[0] for row in uow.organisations.columns("name", id=keys)}
        assert names == {one.name for one in organisations}
        assert len(uow.organisations.where(id=keys)) == 1201
        assert uow.organisations.where(id=[]) == []


def test_update_many_changes_only_the_named_columns(database_url: str) -> None:
    office = make_office(database_url)
    one, two = an_organisation("One"), an_organisation("Two")
    store(office.officer, one, two)
    with office.officer.unit_of_work() as uow:
        uow.organisations.update_many(
            [{"id": one.id, "postcode": "E8 1AA"}, {"id": two.id, "postcode": "E9"}]
        )
        uow.commit()
    with office.officer.reading() as uow:
        assert {o.name: o.postcode for o in uow.organisations.where()} == {"One": "E8 1AA", "Two": "E9"}
