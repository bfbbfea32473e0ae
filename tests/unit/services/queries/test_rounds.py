"""Read models of a round's money, on the sample round."""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.allocation import compute_allocation
from commissioning_app.services.feedback import feedback_rows
from commissioning_app.services.principles import review_round
from commissioning_app.services.queries.rounds import round_money
from tests.samples import CODE, sample_office


@pytest.mark.parametrize("state", [RoundState.DECIDED, RoundState.ANNOUNCED])
def test_the_same_eois_count_before_and_after_the_announcement(tmp_path: Path, state: RoundState) -> None:
    """Two of the sample's 45 are ineligible and one is withdrawn: telling the two changes no count."""
    officer = sample_office(tmp_path, state).officer
    eois = review_round(officer, round_code=CODE).facts.eois
    assert (eois.total, eois.in_play, eois.count(EoiState.INELIGIBLE), eois.count(EoiState.WITHDRAWN)) == (
        45, 42, 2, 1,
    )  # fmt: skip
    assert round_money(officer, round_code=CODE).asked_by == 42
    shared = compute_allocation(officer, round_code=CODE)
    assert (len(shared.eois), shared.unscored) == (42, ())
    decisions = {row.reference: row.decision for row in feedback_rows(officer, round_code=CODE)}
    assert [decisions[reference] for reference in ("EOI-041", "EOI-042")] == ["ineligible", "ineligible"]
