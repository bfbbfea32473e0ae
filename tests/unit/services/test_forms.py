"""Making a form: who may, when, what stands in the trail, and that the file appears wholly or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from commissioning_app.domain.application_forms.design import ApplicationForm
from commissioning_app.domain.application_forms.guide import guide, how_to_send, warning, where_to_send
from commissioning_app.domain.application_forms.identity import FormKind, digest_of_questions
from commissioning_app.domain.errors import NotAllowed, NotFound, StepRefused
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import RoundState, Timetable
from commissioning_app.domain.together import MonitoringPlan
from commissioning_app.services.forms import HANDS_OUT, make_form, read_form
from commissioning_app.services.whole_files import CannotWrite
from commissioning_app.services.workspace import verify_trail
from tests.factories import Office, a_round, make_office, store


class PlainForms:
    """Writes what it was given as text, and remembers how it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, bool]] = []
        self.titles: list[str] = []

    def _write(self, kind: str, form: ApplicationForm, large_print: bool) -> bytes:
        self.asked.append((kind, large_print))
        self.titles.append(form.title)
        about = f" {form.title}" if form.apart else ""
        return f"{kind} {form.round_name}{about}".encode()

    def xlsx(
        self, form: ApplicationForm, *, apart: ApplicationForm | None = None, large_print: bool = False
    ) -> bytes:
        if apart is not None:
            self._write("xlsx", apart, large_print)
        return self._write("xlsx", form, large_print)

    def pdf(self, form: ApplicationForm, *, large_print: bool = False) -> bytes:
        return self._write("pdf", form, large_print)

    def html(self, form: ApplicationForm, *, large_print: bool = False) -> bytes:
        return self._write("html", form, large_print)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(str(tmp_path / "w.db"))


def made(office: Office, path: Path, **changes: Any) -> Any:
    options: dict[str, Any] = {"round_code": "R1", "kind": FormKind.PDF, "files": PlainForms(), "path": path}
    return make_form(office.officer, **{**options, **changes})


def entries(office: Office) -> list[Any]:
    with office.officer.reading() as uow:
        return list(uow.trail.entries())


def test_a_form_is_written_and_stands_in_the_trail(office: Office, tmp_path: Path) -> None:
    round_ = a_round(id=UUID(int=7), state=RoundState.OPEN, form_version=3)
    store(office.officer, round_)
    target = tmp_path / "to hand out" / "form.pdf"
    files = PlainForms()
    result = made(office, target, files=files, large_print=True)
    content = b"pdf Grassroots wellbeing"
    digest = hashlib.sha256(content).hexdigest()
    assert target.read_bytes() == content
    assert (result.file, result.kind, result.form_version, result.size, result.sha256) == (
        target, FormKind.PDF, 3, len(content), digest,
    )  # fmt: skip
    assert files.asked == [("pdf", True)] * 2
    assert result.about_you_file == target.with_name("form-about-you.pdf")
    about = result.about_you_file.read_bytes()
    assert about == b"pdf Grassroots wellbeing About you (optional)"
    entry = entries(office)[-1]
    assert (entry.action, entry.subject_id, entry.round_id) == ("form made", str(round_.id), round_.id)
    assert entry.after == {
        "kind": "pdf", "form_version": 3, "questions": digest_of_questions(round_.questions),
        "large_print": True, "file": "form.pdf", "sha256": digest, "about_you": True,
    }  # fmt: skip
    assert verify_trail(office.officer).ok


@pytest.mark.parametrize("kind", list(FormKind))
def test_each_kind_is_made_by_its_own_writer(office: Office, tmp_path: Path, kind: FormKind) -> None:
    store(office.officer, a_round(state=RoundState.OPEN))
    files = PlainForms()
    made(office, tmp_path / "form", kind=kind, files=files)
    assert files.asked == [(kind.value, False)] * 2
    assert set(files.titles) == {"Application form", "About you (optional)"}
    names = {path.name for path in tmp_path.iterdir() if path.name.startswith("form")}
    assert names == ({"form"} if kind is FormKind.XLSX else {"form", "form-about-you"})


@pytest.mark.parametrize("kind", list(FormKind))
def test_no_sheet_goes_out_where_organisations_are_not_asked(
    office: Office, tmp_path: Path, kind: FormKind
) -> None:
    records = RoundRecords(monitoring=MonitoringPlan(asked_of_organisations=False))
    store(office.officer, a_round(state=RoundState.OPEN, records=records))
    files = PlainForms()
    result = made(office, tmp_path / "form", kind=kind, files=files)
    assert (result.about_you_file, result.has_about_you) == (None, False)
    assert files.titles == ["Application form"]
    assert not (tmp_path / "form-about-you").exists()


def test_form_and_sheet_appear_together_or_not_at_all(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_round(state=RoundState.OPEN))
    (tmp_path / "form-about-you.pdf").mkdir()
    with pytest.raises(CannotWrite):
        made(office, tmp_path / "form.pdf")
    assert not (tmp_path / "form.pdf").exists()


@pytest.mark.parametrize("state", list(RoundState))
def test_a_form_is_made_while_eois_can_come(office: Office, tmp_path: Path, state: RoundState) -> None:
    store(office.officer, a_round(state=state))
    target = tmp_path / "form.pdf"
    if state in HANDS_OUT:
        made(office, target)
        assert target.exists()
        return
    with pytest.raises(StepRefused) as refused:
        made(office, target)
    assert str(refused.value) == f"The round R1 is {state}: there is no form to hand out now."
    assert not target.exists()


def test_only_officers_make_forms(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_round(state=RoundState.OPEN))
    for context in (office.finance, office.auditor, office.approver):
        with pytest.raises(NotAllowed):
            read_form(context, round_code="R1")
        with pytest.raises(NotAllowed):
            make_form(
                context, round_code="R1", kind=FormKind.PDF, files=PlainForms(), path=tmp_path / "form.pdf"
            )
    with pytest.raises(NotFound):
        made(office, tmp_path / "form.pdf", round_code="R9")


def test_a_file_that_cannot_be_written_leaves_no_entry(office: Office, tmp_path: Path) -> None:
    store(office.officer, a_round(state=RoundState.OPEN))
    before = len(entries(office))
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotWrite):
        made(office, tmp_path / "file" / "form.pdf")
    assert len(entries(office)) == before


def test_a_form_says_what_it_is_for(office: Office) -> None:
    store(office.officer, a_round(state=RoundState.OPEN))
    form = read_form(office.officer, round_code="R1")
    assert (form.funder, form.round_name, warning(form)) == (
        "Sample Integrated Care Board", "Grassroots wellbeing", "",
    )  # fmt: skip
    parts = {part.heading: (part.sentences, part.points) for part in guide(form)}
    assert parts == {
        "What this money is for": (
            ("Keep small groups going.", "You can ask for £1,000 to £20,000."), (),
        ),
        "Who can apply": ((), ("You work in our area.",)),
        "What we can’t pay for": ((), ("Party politics",)),
        "How to fill it in": (
            (
                "This form is the whole application. There is no second form.",
                "Write in your own words, in the language you like. Nobody is scored on spelling.",
                "A sheet called “About you” comes with it. It is optional, it is kept apart from this form, "
                "and what you say there makes no difference to whether you get money.",
                "Send it by the end of Friday 2 October 2026.",
            ),
            (),
        ),
        "Help, and other ways to apply": (
            (
                "Ask Olu Officer: 020 7946 0000 or olu@example.org.",
                "You can apply in any of these ways: spreadsheet, PDF or by conversation.",
                "You can have this form in: large print.",
            ),
            ("Drop-in at the library, Thursday 10 September 2026",),
        ),
    }  # fmt: skip
    assert how_to_send(form, FormKind.PDF) == (
        "Save this PDF, then send it to olu@example.org, by the end of Friday 2 October 2026."
    )
    assert where_to_send(form) == "Send it to olu@example.org, by the end of Friday 2 October 2026."


def test_a_bare_round_has_a_form_too(office: Office) -> None:
    store(
        office.officer,
        a_round(
            is_trial=True, purpose="", questions=(), smallest_award_pence=0, largest_award_pence=0,
            timetable=Timetable(), records=RoundRecords(), exclusions=(), eligibility_rules=(),
            ways_to_apply=(), languages_and_formats=(),
        ),
    )  # fmt: skip
    form = read_form(office.officer, round_code="R1")
    assert warning(form).startswith("TRIAL.")
    assert [section.title for section in form.sections] == [
        "About your group", "Who we can talk to", "What you ask for",
    ]  # fmt: skip
    assert [part.heading for part in guide(form)] == ["How to fill it in", "Help, and other ways to apply"]
    assert guide(form)[-1].sentences == ("Ask the people who gave you this form.",)
    assert where_to_send(form) == "Send it to the people who gave you this form."


def test_a_drafts_form_says_that_it_is_one(office: Office) -> None:
    store(office.officer, a_round())
    assert warning(read_form(office.officer, round_code="R1")).startswith("DRAFT.")
