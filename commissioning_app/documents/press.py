"""The letter press that services are given: templates, PDF and plain text in one place."""

from __future__ import annotations

from pathlib import Path

from commissioning_app.documents.letter_templates import LetterTemplates
from commissioning_app.domain.letter_structure import Letter
from commissioning_app.domain.letters import LetterFacts


class ReportlabPress:
    """Sets letters with reportlab; ``own_folder`` may hold the funder's own letter texts."""

    def __init__(self, own_folder: Path | None = None) -> None:
        self._templates = LetterTemplates(own_folder)

    def compose(self, facts: LetterFacts) -> Letter:
        """Write the letter that the facts ask for."""
        return self._templates.compose(facts)

    def pdf(self, letter: Letter, *, large_print: bool = False) -> bytes:
        """The letter as a PDF, in standard or large print."""
        from commissioning_app.documents.letter_pdf import letter_pdf

        return letter_pdf(letter, large_print=large_print)

    def text(self, letter: Letter) -> str:
        """The letter as plain text."""
        from commissioning_app.documents.letter_plain import letter_text

        return letter_text(letter)
