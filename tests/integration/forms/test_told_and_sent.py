"""Told in a conversation or sent as a filled workbook: the same words give the same EOI, to the letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commissioning_app.domain.eois import Eoi
from commissioning_app.domain.money import pounds_exact
from commissioning_app.services.conversations import Talk, begin_conversation, finish_conversation
from commissioning_app.services.forms import read_form
from commissioning_app.services.importing import import_eois
from commissioning_app.spreadsheets.form_xlsx import form_xlsx
from commissioning_app.spreadsheets.reader import SpreadsheetReader
from tests.factories import NOW, Office, make_office, store
from tests.forms import FilledIn, a_form_round, expected_of, filled_in, said_by
from tests.integration.forms.filling import fill_xlsx

TODAY = NOW.date()
HOW_MANY = [6, pytest.param(60, marks=pytest.mark.proof)]


def words_of(filled: FilledIn) -> Mapping[str, str]:
    """What an officer types who hears the same as what stands in a filled form."""
    said = {name: str(text) for name, text in filled.values.items()}
    said |= {name: pounds_exact(pence) for name, pence in filled.amounts.items()}
    said |= {name: f"{day.day} {day:%B %Y}" for name, day in filled.days.items()}
    said |= {f"answer:who#{number}": "Yes" for number in filled.ticked}
    return {**said, "answer:who#other": filled.other}


def with_form(folder: Path) -> Office:
    """An office with a round that has a question of every kind."""
    office = make_office(str(folder))
    store(office.officer, a_form_round())
    return office


def only_eoi(office: Office) -> Eoi:
    """The one EOI that there is."""
    with office.officer.reading() as uow:
        found = uow.eois.where()
    assert len(found) == 1
    return found[0]


def in_short(office: Office, eoi: Eoi) -> dict[str, Any]:
    """Everything that an EOI says."""
    with office.officer.reading() as uow:
        host = uow.organisations.get(eoi.host_organisation_id) if eoi.host_organisation_id else None
    apart = ("id", "round_id", "organisation_id", "host_organisation_id", "reference", "source", "digest",
             "created_at", "received_at", "version")  # fmt: skip
    plain = {name: value for name, value in vars(eoi).items() if name[0] != "_" and name not in apart}
    return {**plain, "host": host and (host.name, host.charity_number), **said_by(office.officer, eoi)}


@pytest.mark.parametrize("count", HOW_MANY)
def test_the_same_words_give_the_same_eoi_as_a_filled_workbook(tmp_path: Path, count: int) -> None:
    for seed in range(count):
        # A large minimum needs a reason, which only a conversation can ask for.
        filled = filled_in(seed)
        filled = replace(filled, amounts={**filled.amounts, "minimum_amount": 1})
        sent, told = with_form(tmp_path / f"sent{seed}.db"), with_form(tmp_path / f"told{seed}.db")
        template = form_xlsx(read_form(sent.officer, round_code="R1"))
        path = fill_xlsx(template, filled, tmp_path / f"filled{seed}.xlsx")
        report = import_eois(sent.officer, round_code="R1", source=path, spreadsheets=SpreadsheetReader())
        assert (report.imported, report.problems) == (1, ())
        key = begin_conversation(told.officer, round_code="R1", talk=Talk(TODAY, "", None, words_of(filled)))
        finish_conversation(told.officer, conversation_id=key, version=1, agreed_on=TODAY)
        assert in_short(told, only_eoi(told)) == in_short(sent, only_eoi(sent))
        assert said_by(told.officer, only_eoi(told)) == expected_of(filled)
        assert (only_eoi(told).source, only_eoi(sent).source) == ("by conversation", path.name)
        sent.app.close()
        told.app.close()
