"""Writing the report: the file, the trail's entry, and that neither is there without the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from commissioning_app.domain.errors import BadValue, NotAllowed, NotFound
from commissioning_app.domain.frameworks_report import FrameworksReport
from commissioning_app.domain.trail import TrailEntry
from commissioning_app.services.ports.documents import SetReport
from commissioning_app.services.principles import check_round
from commissioning_app.services.reports import write_report
from commissioning_app.services.whole_files import CannotWrite
from tests.factories import Office, a_panel, a_round, make_office, store


class Press:
    """Sets a report as its one sentence."""

    def pdf(self, report: FrameworksReport) -> SetReport:
        return SetReport(report.in_one_sentence.encode(), 7)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(str(tmp_path / "workspace.db"))
    round_ = a_round()
    store(made.officer, round_)
    a_panel(made.officer, round_.id, community=1, commissioners=0)
    yield made
    made.app.close()


def entries(office: Office) -> list[TrailEntry]:
    """What the trail says of reports."""
    with office.officer.reading() as uow:
        return [entry for entry in uow.trail.entries() if entry.action == "frameworks report written"]


def test_a_report_is_written_and_the_trail_keeps_its_digest(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "reports" / "R1.pdf"
    made = write_report(office.auditor, press=Press(), round_code="R1", path=path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (made.file, made.sha256, made.pages) == (path, digest, 7)
    assert list(made.findings) == check_round(office.officer, round_code="R1")
    assert made.sentence == path.read_text("utf-8")
    [entry] = entries(office)
    assert entry.after is not None
    assert {key: entry.after[key] for key in ("file", "sha256", "pages")} == {
        "file": "R1.pdf",
        "sha256": digest,
        "pages": 7,
    }
    assert sum(entry.after["findings"].values()) == len(made.findings)


def test_a_report_that_is_there_already_is_replaced_whole(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "R1.pdf"
    path.write_text("old")
    write_report(office.officer, press=Press(), round_code="R1", path=path)
    assert path.read_text("utf-8").startswith("Of ")
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_what_can_t_be_written_leaves_nothing_behind(office: Office, tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(CannotWrite):
        write_report(office.officer, press=Press(), round_code="R1", path=tmp_path / "folder.pdf")
    assert entries(office) == []


def test_other_endings_people_and_rounds_are_refused(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "R1.pdf"
    with pytest.raises(BadValue, match=r"“R1\.doc” should end in \.pdf\."):
        write_report(office.officer, press=Press(), round_code="R1", path=tmp_path / "R1.doc")
    with pytest.raises(NotAllowed):
        write_report(office.member("Community 1"), press=Press(), round_code="R1", path=path)
    with pytest.raises(NotFound):
        write_report(office.officer, press=Press(), round_code="R9", path=path)
    assert (path.exists(), entries(office)) == (False, [])
