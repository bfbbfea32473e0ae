"""Powers under which funders usually give grants, to start from; which one fits, a lawyer says."""

from __future__ import annotations

from collections.abc import Mapping

from commissioning_app.domain.rounds import FunderKind

USUAL_POWERS: Mapping[FunderKind, tuple[str, ...]] = {
    FunderKind.INTEGRATED_CARE_BOARD: (
        "National Health Service Act 2006, Part 2, Chapter A3: an integrated care board’s power to make "
        "grants to voluntary organisations.",
        "National Health Service Act 2006, section 3A: an integrated care board’s power to arrange health "
        "services.",
    ),
    FunderKind.NHS_TRUST: (
        "National Health Service Act 2006, section 47: a foundation trust’s general power to do what its "
        "functions need.",
        "National Health Service Act 2006, Schedule 4, paragraph 14: an NHS trust’s general power to do what "
        "its functions need.",
    ),
    FunderKind.COUNCIL: (
        "Localism Act 2011, section 1: a council’s general power of competence.",
        "National Health Service Act 2006, section 2B: a council’s steps to improve health, which include "
        "grants.",
    ),
    FunderKind.CHARITABLE_FUNDER: ("Our charity’s objects, in our governing document.",),
}
"""From the Acts as they stand in 2026; free text in the record, so that another can be written."""
