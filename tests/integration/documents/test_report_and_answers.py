"""What people and organisations answered about themselves never shows in the frameworks report."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pypdf import PdfReader
from sqlalchemy.orm import Session

from commissioning_app.bootstrap import report_press
from commissioning_app.domain.monitoring.answers import MonitoringAnswer, SubjectKind
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.queries.frameworks import frameworks_report
from tests.samples import CODE, sample_office

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def report_with(folder: Path, answers: tuple[str, ...], own_words: str) -> bytes:
    """The report on the sample round when its EOIs and members gave these answers, in turn."""
    folder.mkdir()
    office = sample_office(folder, RoundState.ANNOUNCED)
    with office.officer.reading() as uow:
        round_ = uow.rounds.find(code=CODE)
        assert round_ is not None
        subjects = [(SubjectKind.EOI, row[0]) for row in uow.eois.columns("id", round_id=round_.id)]
        subjects += [(SubjectKind.MEMBER, row[0]) for row in uow.members.columns("id", round_id=round_.id)]
    with Session(office.app.engine) as session:
        session.query(MonitoringAnswer).delete()
        for place, (kind, subject) in enumerate(subjects):
            answer = answers[place % len(answers)]
            session.add(
                MonitoringAnswer(uuid4(), round_.id, kind, subject, "ethnicity", answer, own_words, AT)
            )
        session.commit()
    made = report_press().pdf(frameworks_report(office.officer, round_code=CODE))
    office.app.close()
    return made.content


def test_other_answers_make_no_other_report(tmp_path: Path) -> None:
    one = report_with(tmp_path / "one", ("asian_bangladeshi", "white_british"), "Sylheti and Cockney")
    other = report_with(tmp_path / "other", ("black_caribbean",), "Windrush grandchild")
    assert one == other
    said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(one)).pages)
    assert "Sylheti" not in said and "Windrush" not in said
