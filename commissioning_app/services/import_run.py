"""Takes the understood rows of a file into a round, within the caller's transaction."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.duplicates import LikelyDuplicate, find_likely_duplicates
from commissioning_app.domain.importing import (
    ImportedTable,
    ImportField,
    Interpretation,
    Matching,
    Problem,
    Workbook,
)
from commissioning_app.domain.importing.digests import row_digests
from commissioning_app.domain.importing.notes import as_seen
from commissioning_app.domain.organisations import key_of_name
from commissioning_app.domain.rounds import Round
from commissioning_app.services import import_matching, import_organisations
from commissioning_app.services.about_you_import import AboutYouTaken
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.import_forms import Remark
from commissioning_app.services.import_matching import Match, match_rows
from commissioning_app.services.import_organisations import Entry, OrganisationBook
from commissioning_app.services.import_rows import Rows, closed_before, is_future, new_eois
from commissioning_app.services.import_updates import Updates, update_contacts, update_eois
from commissioning_app.services.ports.progress import Progress
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.translation import tr


@dataclass
class Outcome:
    """What happened to the good rows, by index, and all that the trail keeps of it.

    ``eois`` holds the EOI of each good row, by the row's number.
    """

    imported: list[int] = field(default_factory=list)
    updated: set[int] = field(default_factory=set)
    unchanged: int = 0
    rejected: set[int] = field(default_factory=set)
    requested_pence: int = 0
    organisations: int = 0
    problems: list[Problem] = field(default_factory=list)
    interpretations: list[Interpretation] = field(default_factory=list)
    likely_duplicates: tuple[LikelyDuplicate, ...] = ()
    digests: dict[str, str] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    contacts: Mapping[str, Any] = field(default_factory=dict)
    organisations_before: dict[str, Any] = field(default_factory=dict)
    organisations_after: dict[str, Any] = field(default_factory=dict)
    organisations_added: list[UUID] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    eois: dict[int, UUID] = field(default_factory=dict)
    about_you: AboutYouTaken = field(default_factory=AboutYouTaken)

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to save: a second import of the same file has nothing."""
        return bool(self.imported or self.updated or self.organisations_before or self.about_you.taken)

    @property
    def changes_eois(self) -> bool:
        """Whether the trail has something to say of EOIs; answers about people have their own entries."""
        return bool(self.imported or self.updated or self.organisations_before)


class _Run:
    """One import on its way: the rows, what they were matched with, and the outcome so far."""

    def __init__(
        self,
        context: ServiceContext,
        uow: UnitOfWork,
        round_: Round,
        table: ImportedTable,
        matching: Matching,
    ) -> None:
        self.context, self.uow, self.round, self.table = context, uow, round_, table
        self.rows = Rows(table)
        self.headers = {field: column for column, field in matching.as_mapping().items()}
        self.book = OrganisationBook(uow.organisations.columns(*import_organisations.COLUMNS))
        self.digests = row_digests(table.values, self.rows.count)
        self.outcome = Outcome()
        self.organisations: list[Entry] = []
        self.hosts: list[Entry | None] = []

    def reject(self, index: int, field_name: str, value: object, sentence: str) -> None:
        """Leave a row out, with the problem that it has."""
        self.outcome.rejected.add(index)
        column = self.headers.get(field_name, field_name)
        row = self.table.rows[index]
        self.outcome.problems.append(Problem(self.table.sheet, row, column, as_seen(value), sentence))

    def note(self, index: int, field_name: str, value: object, became: object, why: str) -> None:
        """Tell that a value was not taken as it stood."""
        column = self.headers.get(field_name, field_name)
        row = self.table.rows[index]
        self.outcome.interpretations.append(
            Interpretation(self.table.sheet, row, column, as_seen(value), as_seen(became), why)
        )


def take_rows(
    context: ServiceContext,
    uow: UnitOfWork,
    round_: Round,
    table: ImportedTable,
    matching: Matching,
    workbook: Workbook,
    progress: Progress,
) -> Outcome:
    """Match, insert and update; nothing is committed here."""
    with _no_garbage_looked_for():
        return _take_rows(_Run(context, uow, round_, table, matching), workbook, progress)


@contextmanager
def _no_garbage_looked_for() -> Iterator[None]:
    """Many small values are made here and none of them in circles: looking for those only takes time."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()


def _take_rows(run: _Run, workbook: Workbook, progress: Progress) -> Outcome:
    total = run.rows.count
    progress(0, total, tr("Finding the organisations"))
    _find_organisations(run)
    progress(0, total, tr("Comparing with the EOIs that are there"))
    match = _match(run)
    _check_receipt(run)
    existing = {
        index: one
        for index, one in enumerate(match.existing)
        if one is not None and index not in run.outcome.rejected
    }
    updates = _update(run, match, {index: one.id for index, one in existing.items()})
    new = [i for i in range(total) if match.existing[i] is None and i not in run.outcome.rejected]
    run.outcome.imported, run.outcome.updated = new, updates.updated
    run.outcome.unchanged = total - len(new) - len(updates.updated) - len(run.outcome.rejected)
    progress(0, total, tr("Writing the EOIs"))
    _mark_used(run)
    _details(run, match)
    _write_organisations(run)
    _write_eois(run, match, new, workbook)
    run.outcome.eois |= {
        run.table.rows[index]: one.id for index, one in existing.items() if index not in run.outcome.rejected
    }
    if workbook.forms:
        _tell_of_others(run, match, new, workbook)
    _sum_up(run, match, updates)
    return run.outcome


def _find_organisations(run: _Run) -> None:
    texts, book = run.rows.texts, run.book
    run.organisations = [
        book.find_or_add(name, org_id, charity, company)
        for name, org_id, charity, company in zip(
            texts(ImportField.ORGANISATION),
            texts(ImportField.ORG_ID),
            texts(ImportField.CHARITY_NUMBER),
            texts(ImportField.COMPANY_NUMBER),
            strict=True,
        )
    ]
    run.hosts = [
        book.find_or_add(name, charity=charity) if name else None
        for name, charity in zip(
            texts(ImportField.HOST_ORGANISATION), texts(ImportField.HOST_CHARITY_NUMBER), strict=True
        )
    ]


def _match(run: _Run) -> Match:
    match = match_rows(
        run.uow.eois.columns(*import_matching.COLUMNS, round_id=run.round.id),
        references=run.rows.texts(ImportField.REFERENCE),
        row_numbers=run.table.rows,
        made=run.table.made,
        organisations=run.organisations,
        org_ids=run.rows.texts(ImportField.ORG_ID),
        book=run.book,
    )
    for index, sentence in match.refused.items():
        run.reject(index, ImportField.REFERENCE, match.references[index], sentence)
    for index, given in match.kept_references.items():
        why = "this organisation has one EOI in the round: it is that one, and keeps its reference"
        run.note(index, ImportField.REFERENCE, given, match.references[index], why)
    return match


def _check_receipt(run: _Run) -> None:
    now = run.context.clock.now()
    received = run.rows.eoi_columns.get("received_at")
    if received is None:
        if closed_before(run.round, run.context.clock.today()):
            why = "the file does not say when the EOIs came, so each counts as in time"
            run.outcome.interpretations.append(
                Interpretation(run.table.sheet, 0, ImportField.RECEIVED_AT, "", "in time", why)
            )
        return
    for index, moment in enumerate(received):
        if is_future(moment, now) and index not in run.outcome.rejected:
            run.reject(index, ImportField.RECEIVED_AT, moment, "This day has not come yet. Check the day.")


def _update(run: _Run, match: Match, existing: Mapping[int, UUID]) -> Updates:
    changed = {
        index: eoi_id
        for index, eoi_id in existing.items()
        if (found := match.existing[index]) is not None and found.digest != run.digests[index]
    }
    updates = update_eois(
        run.uow,
        run.round,
        run.rows,
        changed,
        organisations=run.organisations,
        host_ids=_host_ids(run),
        digests=run.digests,
    )
    for index, sentence in updates.refused.items():
        run.reject(index, ImportField.REFERENCE, match.references[index], sentence)
    kept = {i: (eoi_id, match.references[i]) for i, eoi_id in existing.items() if i not in updates.refused}
    update_contacts(run.uow, run.rows, kept, updates)
    return updates


def _host_ids(run: _Run) -> Sequence[UUID | None]:
    return [None if host is None else host.id for host in run.hosts]


def _mark_used(run: _Run) -> None:
    for index, (entry, host) in enumerate(zip(run.organisations, run.hosts, strict=True)):
        if index not in run.outcome.rejected:
            entry.is_used = True
            if host is not None:
                host.is_used = True


def _details(run: _Run, match: Match) -> None:
    """Take each row's word on its organisation's details; what is there already is kept, and told.

    A row that was changed since its last import is the applicant's correction: when it is its
    organisation's only row in the file, it replaces what was there.
    """
    counts = Counter(entry.id for entry in run.organisations)
    names = run.rows.texts(ImportField.ORGANISATION)
    said = {**run.rows.detail_columns, "name": names}
    fields = {"name": ImportField.ORGANISATION, "yearly_income_pence": ImportField.YEARLY_INCOME}
    for index, entry in enumerate(run.organisations):
        found = match.existing[index]
        if index in run.outcome.rejected or (found is not None and found.digest == run.digests[index]):
            continue
        replaces = found is not None and counts[entry.id] == 1 and found.organisation_id == entry.id
        for name, column in said.items():
            value, kept = column[index], getattr(entry, name)
            if value in ("", None) or value == kept:
                continue
            if kept in ("", None) or replaces:
                entry.change(name, value)
                if found is not None:
                    run.outcome.updated.add(index)
            else:
                why = "the organisation has this already; change it on its own page if it is wrong"
                run.note(index, fields.get(name, name), value, kept, why)


def _write_organisations(run: _Run) -> None:
    now = run.context.clock.now()
    new = [entry for entry in run.book.entries.values() if entry.is_new and entry.is_used]
    run.uow.organisations.insert_many(
        [
            {
                **{name: getattr(entry, name) for name in import_organisations.COLUMNS},
                "name_key": key_of_name(entry.name),
                "supplier_number": "",
                "created_at": now,
                "version": 1,
            }
            for entry in new
        ]
    )
    run.outcome.organisations_added = [entry.id for entry in new]
    changed = {entry.id: entry for entry in run.book.entries.values() if entry.before and entry.is_used}
    for kept in run.uow.organisations.where(id=list(changed)) if changed else ():
        entry = changed[kept.id]
        after = {name: getattr(entry, name) for name in entry.before}
        for name, value in after.items():
            setattr(kept, name, value)
        kept.name_key = key_of_name(kept.name)
        run.outcome.organisations_before[str(kept.id)] = dict(entry.before)
        run.outcome.organisations_after[str(kept.id)] = after


def _write_eois(run: _Run, match: Match, new: Sequence[int], workbook: Workbook) -> None:
    ids = [uuid4() for _ in new]
    run.outcome.eois = {run.table.rows[index]: eoi_id for index, eoi_id in zip(new, ids, strict=True)}
    run.uow.eois.insert_many(
        new_eois(
            run.rows,
            new,
            round_=run.round,
            ids=ids,
            references=match.references,
            organisation_ids=[entry.id for entry in run.organisations],
            host_ids=_host_ids(run),
            digests=run.digests,
            now=run.context.clock.now(),
            sources=[workbook.file_of(row) for row in run.table.rows],
        )
    )
    if run.rows.contact_columns:
        blank = {"name": "", "email": "", "phone": ""}
        contacts = [(eoi_id, run.rows.contact_of(index)) for eoi_id, index in zip(ids, new, strict=True)]
        run.uow.contacts.insert_many(
            [{"eoi_id": eoi_id, **blank, **said} for eoi_id, said in contacts if any(said.values())]
        )


def _tell_of_others(run: _Run, match: Match, new: Sequence[int], workbook: Workbook) -> None:
    """A form that is a second EOI of its organisation may be its first one, mended: somebody has to look."""
    there = defaultdict(list)
    for reference, organisation_id in match.others:
        there[organisation_id].append(reference)
    names = run.rows.texts(ImportField.ORGANISATION)
    for index in new:
        entry, row, reference = run.organisations[index], run.table.rows[index], match.references[index]
        if there[entry.id]:
            others = " and ".join(there[entry.id])
            why = (
                f"{names[index]} has the EOI {others} in this round too. If this is the same one, mended, "
                "withdraw the other."
            )
            note = Interpretation(run.table.sheet, row, ImportField.REFERENCE, "", reference, why)
            run.outcome.remarks.append(Remark(note, f"{workbook.file_of(row)}: {why}"))
        there[entry.id].append(reference)


def _sum_up(run: _Run, match: Match, updates: Updates) -> None:
    outcome = run.outcome
    outcome.unchanged = run.rows.count - len(outcome.imported) - len(outcome.updated) - len(outcome.rejected)
    good = [index for index in range(run.rows.count) if index not in outcome.rejected]
    asked = run.rows.eoi_columns["requested_pence"]
    outcome.requested_pence = sum(asked[index] for index in good)
    used = {run.organisations[index].id for index in good}
    outcome.organisations = len(used)
    written = set(outcome.imported) | outcome.updated
    outcome.digests = {match.references[index]: run.digests[index] for index in sorted(written)}
    outcome.before, outcome.after, outcome.contacts = updates.before, updates.after, updates.contacts
    everyone = [e.as_known() for e in run.book.entries.values() if e.is_used or not e.is_new]
    outcome.likely_duplicates = tuple(
        pair for pair in find_likely_duplicates(everyone) if pair.first_id in used or pair.second_id in used
    )
