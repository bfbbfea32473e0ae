"""Subsidy control: asked of those to be funded, for enterprises only, within the limit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commissioning_app.domain.errors import BadValue, NotAllowed, StaleVersion, StepRefused
from commissioning_app.domain.rounds import FunderKind
from commissioning_app.services.principles import check_round
from commissioning_app.services.subsidy import ENTERPRISES_ONLY, record_no_enterprises, record_subsidy
from commissioning_app.services.workspace import verify_trail
from tests.decided import Decided, a_decided_round
from tests.settling import payee_row

DAY = date(2026, 8, 20)


@pytest.fixture
def decided(tmp_path: Path) -> Iterator[Decided]:
    made = a_decided_round(str(tmp_path / "w.db"))
    yield made
    assert verify_trail(made.office.officer).problems == ()
    made.office.app.close()


def one(decided: Decided) -> dict[str, Any]:
    """What names Circle E-1 in its round."""
    return {"round_code": "R1", "organisation_id": decided.organisations["E-1"].id}


def state_of(decided: Decided) -> str:
    found = check_round(decided.office.officer, round_code="R1")
    return next(finding.state.value for finding in found if finding.id == "L4")


def test_from_the_question_to_the_confirmed_figure(decided: Decided) -> None:
    officer, host = decided.office.officer, decided.awards["E-2"].payee_organisation_id
    assert state_of(decided) == "not_known"
    assert record_no_enterprises(officer, round_code="R1", organisations=[host]) == 1
    version = record_subsidy(officer, **one(decided), is_enterprise=True, version=0)
    assert state_of(decided) == "not_known"
    told: dict[str, Any] = {
        "is_enterprise": True,
        "received_pence": 31_500_000 - 840_000,
        "notified_on": DAY,
        "confirmed_on": DAY,
    }
    version = record_subsidy(officer, **one(decided), **told, note=" A café ", version=version)
    line = payee_row(officer, "R1", decided.organisations["E-1"].id).subsidy
    assert (line.version, line.is_enterprise, line.left_pence, line.note) == (version, True, 0, "A café")
    assert state_of(decided) == "met"
    told["received_pence"] += 1
    record_subsidy(officer, **one(decided), **told)
    assert state_of(decided) == "not_met"
    with officer.reading() as uow:
        entry = list(uow.trail.entries())[-1]
    assert (entry.action, entry.subject_kind) == ("subsidy answer recorded", "organisation")
    assert entry.after == {"received_pence": 30_660_001, "note": ""}
    assert entry.before == {"received_pence": 30_660_000, "note": "A café"}


def test_no_enterprise_at_all(decided: Decided) -> None:
    officer, host = decided.office.officer, decided.awards["E-2"].payee_organisation_id
    both = [decided.organisations["E-1"].id, host]
    record_subsidy(officer, **one(decided), is_enterprise=False)
    assert record_no_enterprises(officer, round_code="R1", organisations=both) == 1
    assert record_no_enterprises(officer, round_code="R1", organisations=both) == 0
    assert state_of(decided) == "not_applicable"


def test_an_answer_that_is_there_is_not_overwritten_by_the_many(decided: Decided) -> None:
    officer = decided.office.officer
    record_subsidy(officer, **one(decided), is_enterprise=True, received_pence=5)
    key = decided.organisations["E-1"].id
    assert record_no_enterprises(officer, round_code="R1", organisations=[key]) == 0
    assert payee_row(officer, "R1", key).subsidy.is_enterprise is True


def test_saving_the_same_again_leaves_no_entry(decided: Decided) -> None:
    officer = decided.office.officer
    record_subsidy(officer, **one(decided), is_enterprise=None)
    first = record_subsidy(officer, **one(decided), is_enterprise=False)
    assert record_subsidy(officer, **one(decided), is_enterprise=False, version=first) == first
    with officer.reading() as uow:
        entries = [entry for entry in uow.trail.entries() if entry.action == "subsidy answer recorded"]
    assert len(entries) == 1


def test_a_charitable_funder_gives_no_subsidies(decided: Decided) -> None:
    with decided.office.officer.unit_of_work() as uow:
        workspace = uow.workspaces.find()
        assert workspace is not None
        workspace.funder_kind = FunderKind.CHARITABLE_FUNDER
        uow.commit()
    assert state_of(decided) == "not_applicable"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"is_enterprise": False, "received_pence": 0}, ENTERPRISES_ONLY),
        ({"is_enterprise": False, "confirmed_on": DAY}, ENTERPRISES_ONLY),
        ({"is_enterprise": None, "on_database_on": DAY}, ENTERPRISES_ONLY),
        ({"is_enterprise": True, "received_pence": -1}, "What it received is £0 or more."),
        (
            {"is_enterprise": True, "told_after_on": date(2026, 9, 2)},
            "This day is still to come. Write it down once it has happened.",
        ),
    ],
)
def test_what_can_not_be_is_refused(decided: Decided, values: dict[str, Any], message: str) -> None:
    with pytest.raises(BadValue) as refused:
        record_subsidy(decided.office.officer, **one(decided), **values)
    assert str(refused.value) == message
    with decided.office.officer.reading() as uow:
        assert uow.subsidy_records.count() == 0


def test_only_officers_ask_and_only_those_to_be_funded(decided: Decided) -> None:
    office, declined = decided.office, decided.organisations["E-4"].id
    for context in (office.approver, office.finance, office.auditor):
        with pytest.raises(NotAllowed):
            record_subsidy(context, **one(decided), is_enterprise=False)
        with pytest.raises(NotAllowed):
            record_no_enterprises(context, round_code="R1", organisations=[])
    with pytest.raises(StepRefused, match="Circle E-4 is not to be funded"):
        record_subsidy(office.officer, round_code="R1", organisation_id=declined, is_enterprise=False)
    with pytest.raises(StepRefused, match="Circle E-4 is not to be funded"):
        organisations = [decided.organisations["E-1"].id, declined]
        record_no_enterprises(office.officer, round_code="R1", organisations=organisations)
    with office.officer.reading() as uow:
        assert uow.subsidy_records.count() == 0


def test_two_who_save_at_once_are_told(decided: Decided) -> None:
    record_subsidy(decided.office.officer, **one(decided), is_enterprise=False, version=0)
    for version in (0, 5):
        with pytest.raises(StaleVersion):
            record_subsidy(decided.office.officer, **one(decided), is_enterprise=True, version=version)
