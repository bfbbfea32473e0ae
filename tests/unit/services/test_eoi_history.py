"""What happened to one EOI: alone, together with others, by an import, and who may read it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.errors import NotAllowed
from commissioning_app.domain.importing import Sheet, Workbook
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.eligibility import ask_query, find_all_eligible, take_back_eligibility
from commissioning_app.services.importing import import_eois
from commissioning_app.services.queries.eoi_history import HistoryLine, eoi_history
from commissioning_app.spreadsheets.reader import SpreadsheetReader
from tests.factories import NOW, Office, a_panel, a_round, an_eoi, an_organisation, make_office, store


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(str(tmp_path / "w.db"))


def workbook(*rows: tuple[str, ...]) -> Workbook:
    """A sheet of reference, organisation, amount and title."""
    titles = ("Reference", "Organisation", "Amount requested", "Title")
    columns = tuple(zip(titles, *rows, strict=True))
    return Workbook("groups.xlsx", (Sheet("EOIs", columns),), "0" * 64)


def test_the_newest_first_with_what_changed_and_why(office: Office) -> None:
    round_, group = a_round(state=RoundState.CLOSED), an_organisation()
    eois = [an_eoi(round_.id, group.id, f"EOI-{n}", state=EoiState.RECEIVED) for n in (1, 2)]
    store(office.officer, round_, group, *eois)
    find_all_eligible(office.officer, round_code="R1", references=["EOI-1"])
    office.clock.instant = NOW + timedelta(hours=1)
    take_back_eligibility(office.officer, round_code="R1", reference="EOI-1", reason="too soon")
    assert eoi_history(office.auditor, round_code="R1", reference="EOI-1") == (
        HistoryLine(
            NOW + timedelta(hours=1), "Olu Officer", "Eligibility taken back", "too soon",
            (("State", "eligible", "received"),),
        ),
        HistoryLine(
            NOW, "Olu Officer", "Found eligible together with others", "",
            (("State", "received", "eligible"),),
        ),
    )  # fmt: skip
    assert eoi_history(office.auditor, round_code="R1", reference="EOI-2") == ()


def test_an_import_is_told_for_each_of_its_rows(office: Office) -> None:
    store(office.officer, a_round(state=RoundState.OPEN))
    reader = SpreadsheetReader()
    first = workbook(("A1", "Kites", "£5,000", "Kites"), ("A2", "Carers", "£900", "Rest"))
    import_eois(office.officer, round_code="R1", source=first, spreadsheets=reader)
    office.clock.instant = NOW + timedelta(days=1)
    second = workbook(("A1", "Kites", "£5,500", "Kites"), ("A2", "Carers", "£900", "Rest"))
    import_eois(office.officer, round_code="R1", source=second, spreadsheets=reader)
    lines = eoi_history(office.officer, round_code="R1", reference="A1")
    assert [(line.what, line.changed) for line in lines] == [
        ("Brought up to date from groups.xlsx", (("Requested", "£5,000", "£5,500"),)),
        ("Imported from groups.xlsx", ()),
    ]
    lines = eoi_history(office.officer, round_code="R1", reference="A2")
    assert [line.what for line in lines] == ["Imported from groups.xlsx"]


def test_days_and_questions_are_told_in_words(office: Office) -> None:
    round_, group = a_round(state=RoundState.CLOSED), an_organisation()
    store(office.officer, round_, group, an_eoi(round_.id, group.id, state=EoiState.RECEIVED))
    ask_query(office.officer, round_code="R1", reference="EOI-001", question="Who else pays?")
    (line,) = eoi_history(office.officer, round_code="R1", reference="EOI-001")
    assert (line.what, line.changed) == (
        "Applicant asked",
        (
            ("State", "received", "queried"),
            ("Question", "", "Who else pays?"),
            ("Reply by", "", "Tuesday 8 September 2026"),
        ),
    )


def test_panel_members_do_not_read_it(office: Office) -> None:
    round_, group = a_round(), an_organisation()
    store(office.officer, round_, group, an_eoi(round_.id, group.id))
    a_panel(office.officer, round_.id)
    with pytest.raises(NotAllowed):
        eoi_history(office.member("Community 1"), round_code="R1", reference="EOI-001")
