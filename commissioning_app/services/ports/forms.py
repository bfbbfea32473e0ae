"""What services need to hand out an application form in each of its kinds."""

from __future__ import annotations

from typing import Protocol

from commissioning_app.domain.application_forms.design import ApplicationForm


class FormFiles(Protocol):
    """Writes application forms; the same form always gives the same bytes."""

    def xlsx(
        self, form: ApplicationForm, *, apart: ApplicationForm | None = None, large_print: bool = False
    ) -> bytes:
        """A protected workbook with one answer cell for each question, and a sheet apart if given."""

    def pdf(self, form: ApplicationForm, *, large_print: bool = False) -> bytes:
        """A PDF whose fields can be filled in, also by hand on paper."""

    def html(self, form: ApplicationForm, *, large_print: bool = False) -> bytes:
        """One page that holds everything it needs and works without a network."""
