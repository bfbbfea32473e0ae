"""From the rows of a file to columns of EOIs, with defaults where the file has no column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from commissioning_app.domain.eligibility import came_late
from commissioning_app.domain.eois import EoiState, Publication
from commissioning_app.domain.importing import ImportedTable, ImportField, question_of
from commissioning_app.domain.rounds import Round
from commissioning_app.services.context import LONDON

EOI_COLUMNS: Mapping[str, str] = {
    ImportField.AMOUNT_REQUESTED: "requested_pence",
    ImportField.TITLE: "title",
    ImportField.SUMMARY: "summary",
    ImportField.MINIMUM_AMOUNT: "minimum_pence",
    ImportField.FUNDING_KIND: "funding_kind",
    ImportField.START_DATE: "start_date",
    ImportField.END_DATE: "end_date",
    ImportField.DURATION_MONTHS: "duration_months",
    ImportField.AREA: "area",
    ImportField.PARTNERS: "partners",
    ImportField.RECEIVED_AT: "received_at",
    ImportField.PUBLICATION: "publication",
}
"""The fields that go into an EOI's columns as they are."""

DEFAULTS: Mapping[str, Any] = {
    "title": "",
    "summary": "",
    "minimum_pence": None,
    "funding_kind": None,
    "start_date": None,
    "end_date": None,
    "duration_months": None,
    "area": "",
    "partners": "",
    "received_at": None,
    "publication": Publication.FULL,
    "minimum_reason": "",
    "publication_reason": "",
    "ring_fences": (),
    "reason_code": "",
    "late_agreed_by": None,
    "version": 1,
}
"""What a new EOI has in the columns that the file does not fill."""

CONTACT_COLUMNS: Mapping[str, str] = {
    ImportField.CONTACT_NAME: "name",
    ImportField.CONTACT_EMAIL: "email",
    ImportField.CONTACT_PHONE: "phone",
}

DETAIL_COLUMNS: Mapping[str, str] = {
    ImportField.ADDRESS: "address",
    ImportField.POSTCODE: "postcode",
    ImportField.YEARLY_INCOME: "yearly_income_pence",
}
"""What a row tells about the organisation itself."""

CAME_LATE = "It came after the closing day."


class Rows:
    """The good rows of a file, by index, in the names of EOIs, contacts and organisations."""

    def __init__(self, table: ImportedTable) -> None:
        self.table = table
        self.count = len(table.rows)
        self.blank: Sequence[str] = ("",) * self.count
        values = dict(table.values)
        if ImportField.RECEIVED_AT in values:
            values[ImportField.RECEIVED_AT] = [_as_instant(one) for one in values[ImportField.RECEIVED_AT]]
        if ImportField.PUBLICATION in values:
            values[ImportField.PUBLICATION] = [
                one or Publication.FULL for one in values[ImportField.PUBLICATION]
            ]
        self.values: dict[str, Sequence[Any]] = values
        self.eoi_columns = {EOI_COLUMNS[f]: column for f, column in values.items() if f in EOI_COLUMNS}
        self.contact_columns = {CONTACT_COLUMNS[f]: c for f, c in values.items() if f in CONTACT_COLUMNS}
        self.detail_columns = {DETAIL_COLUMNS[f]: c for f, c in values.items() if f in DETAIL_COLUMNS}
        self.question_ids = [q for f in values if (q := question_of(f)) is not None]
        answers = [values[f] for f in values if question_of(f) is not None]
        self.answers: Sequence[tuple[str, ...]] = list(zip(*answers, strict=True)) or [()] * self.count

    def texts(self, field: str) -> Sequence[str]:
        """A text column, blank in every row when the file has none."""
        return self.values.get(field, self.blank)

    def answers_of(self, index: int) -> dict[str, str]:
        """The answers that a row gives, by question id."""
        return {q: text for q, text in zip(self.question_ids, self.answers[index], strict=True) if text}

    def contact_of(self, index: int) -> dict[str, str]:
        """The contact that a row gives; columns that the file lacks are not in it."""
        return {name: column[index] for name, column in self.contact_columns.items()}


def _as_instant(moment: datetime | None) -> datetime | None:
    """A moment as written is the funder's own time, unless it says otherwise."""
    if moment is None:
        return None
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=LONDON)).astimezone(UTC)


def state_on_arrival(round_: Round, received_at: datetime | None) -> tuple[EoiState, str]:
    """Whether a new EOI came in time, with the reason when it did not."""
    if received_at is not None and came_late(round_, received_at.astimezone(LONDON).date()):
        return EoiState.LATE, CAME_LATE
    return EoiState.RECEIVED, ""


def new_eois(
    rows: Rows,
    wanted: Sequence[int],
    *,
    round_: Round,
    ids: Sequence[UUID],
    references: Sequence[str],
    organisation_ids: Sequence[UUID],
    host_ids: Sequence[UUID | None],
    digests: Sequence[str],
    now: datetime,
    sources: Sequence[str],
) -> list[dict[str, Any]]:
    """Column mappings of the new EOIs, ready to be inserted in bulk."""
    fixed = {**DEFAULTS, "round_id": round_.id, "created_at": now}
    names = list(rows.eoi_columns)
    columns = list(rows.eoi_columns.values())
    received = rows.eoi_columns.get("received_at")
    eois = []
    for eoi_id, index in zip(ids, wanted, strict=True):
        state, reason = state_on_arrival(round_, received[index] if received else None)
        eoi = dict(fixed)
        for name, column in zip(names, columns, strict=True):
            eoi[name] = column[index]
        eoi["id"] = eoi_id
        eoi["organisation_id"] = organisation_ids[index]
        eoi["host_organisation_id"] = host_ids[index]
        eoi["reference"] = references[index]
        eoi["answers"] = rows.answers_of(index)
        eoi["state"], eoi["state_reason"] = state, reason
        eoi["digest"] = digests[index]
        eoi["source"] = sources[index]
        eois.append(eoi)
    return eois


def is_future(received_at: datetime | None, now: datetime) -> bool:
    """Whether a moment of receipt has not come yet."""
    return received_at is not None and received_at > now


def closed_before(round_: Round, today: date) -> bool:
    """Whether the closing day has passed."""
    return came_late(round_, today)
