"""Writing the frameworks report: one PDF, wholly or not at all, with its digest in the trail."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.principles.findings import Finding
from commissioning_app.domain.principles.frameworks import counts_of
from commissioning_app.domain.roles import can_read_rounds
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.documents import ReportPress
from commissioning_app.services.queries.frameworks import gather_report
from commissioning_app.services.whole_files import write_whole


@dataclass(frozen=True)
class ReportWritten:
    """The report that was written: where, its digest and pages, what it found, all that in a sentence."""

    file: Path
    sha256: str
    pages: int
    findings: tuple[Finding, ...]
    sentence: str


def write_report(
    context: ServiceContext, *, press: ReportPress, round_code: str, path: Path
) -> ReportWritten:
    """Write a round's frameworks report as a PDF; whoever reads rounds may.

    The trail keeps the file's digest, so that one can prove later which report a board was given. Raises
    BadValue when the file's name doesn't end in .pdf, CannotWrite when it can't be written.
    """
    require(context.actor, can_read_rounds)
    if path.suffix.lower() != ".pdf":
        raise BadValue(f"“{path.name}” should end in .pdf.", field="path")
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        report = gather_report(uow, context, round_)
        made = press.pdf(report)
        digest = hashlib.sha256(made.content).hexdigest()
        counts = {state.value: number for state, number in counts_of(report.findings).items()}
        record(
            uow,
            context,
            action="frameworks report written",
            subject_kind="round",
            subject_id=round_.id,
            round_id=round_.id,
            after={"file": path.name, "sha256": digest, "pages": made.pages, "findings": counts},
        )
        uow.flush()
        write_whole({path: made.content})
        uow.commit()
    return ReportWritten(path, digest, made.pages, report.findings, report.in_one_sentence)
