"""Feedback: kept with its version, from scoring to the decision, beside what the members said."""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning_app.domain.eois import Decision
from commissioning_app.domain.errors import NotAllowed, StaleVersion, StepRefused
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.feedback import feedback_rows, write_feedback
from tests.samples import CODE, sample_office


def test_writing_and_reading(tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.MODERATION)
    assert (
        write_feedback(
            office.officer, round_code=CODE, reference="EOI-012", strength=" Clear ", change="", version=0
        )
        == 1
    )
    assert (
        write_feedback(
            office.officer,
            round_code=CODE,
            reference="EOI-012",
            strength="Clear",
            change="Say more",
            version=1,
        )
        == 2
    )
    rows = {row.reference: row for row in feedback_rows(office.auditor, round_code=CODE)}
    one = rows["EOI-012"]
    assert (one.strength, one.change, one.is_complete, one.decision, len(one.comments)) == (
        "Clear", "Say more", True, None, 3,
    )  # fmt: skip
    assert (rows["EOI-041"].decision, rows["EOI-041"].is_complete) == (Decision.INELIGIBLE, False)
    assert "EOI-044" not in rows
    with pytest.raises(StaleVersion):
        write_feedback(
            office.officer, round_code=CODE, reference="EOI-012", strength="x", change="y", version=1
        )


def test_the_decision_stands_beside_it(tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.DECIDED)
    decisions = {row.decision for row in feedback_rows(office.officer, round_code=CODE)}
    assert decisions == {
        Decision.FULL, Decision.PART, Decision.RESERVE, Decision.DECLINE, Decision.INELIGIBLE,
    }  # fmt: skip


def test_who_and_when(tmp_path: Path) -> None:
    office = sample_office(tmp_path, RoundState.ANNOUNCED)
    with pytest.raises(NotAllowed):
        write_feedback(office.finance, round_code=CODE, reference="EOI-012", strength="x", change="y")
    with pytest.raises(StepRefused, match="from scoring to the decision"):
        write_feedback(office.officer, round_code=CODE, reference="EOI-012", strength="x", change="y")
