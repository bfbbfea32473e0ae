"""Who sees a file: those who read EOIs, members of the EOIs given to them; nobody with a tie."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from commissioning_app.domain.errors import CommissioningError, NotFound
from commissioning_app.domain.forms import QuestionKind, QuestionPurpose
from commissioning_app.domain.panels import Declaration, Interest
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.attachments import add_attachment, save_attachment_as
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.declarations import declare_interest
from commissioning_app.services.queries.attachments import attachment_rows
from commissioning_app.services.queries.my_scoring import read_eoi_for_scoring
from tests.desks import Desk, a_desk
from tests.factories import a_question
from tests.files import FILES

QUESTIONS = (
    a_question(),
    a_question(id="plan", text="Your plan", kind=QuestionKind.ATTACHMENT, word_limit=0),
    a_question(
        id="rules",
        text="Your governing document",
        kind=QuestionKind.ATTACHMENT,
        word_limit=0,
        counts_as=QuestionPurpose.ELIGIBILITY,
    ),
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A round that takes EOIs, with three of them."""
    return a_desk(str(tmp_path / "workspace.db"), state=RoundState.OPEN, questions=QUESTIONS)


def add(desk: Desk, content: bytes = FILES["a.pdf"], name: str = "plan.pdf", **rest: str) -> UUID:
    """Add a file to the first EOI."""
    return add_attachment(desk.officer, round_code="R1", reference="EOI-001", file=content, name=name, **rest)


def may_save(context: ServiceContext, attachment_id: object, folder: Path) -> bool:
    """Whether somebody gets a copy of a file; where not, nothing is left of it."""
    target = folder / f"{context.actor.name}.bin"
    target.unlink(missing_ok=True)
    try:
        save_attachment_as(context, attachment_id=attachment_id, target=target)  # type: ignore[arg-type]
    except CommissioningError:
        assert not target.exists()
        return False
    return target.read_bytes() != b""


def test_a_member_gets_the_files_of_the_eois_given_to_them_and_no_others(desk: Desk, tmp_path: Path) -> None:
    plan, rules = add(desk, question_id="plan"), add(desk, question_id="rules")
    talk = add(desk, FILES["a.mp3"], "we.mp3", transcript="We walk.")
    desk.give(0, 0, 1)
    desk.give(1, 1)
    assert not may_save(desk.at(0), plan, tmp_path), "before scoring nobody reads anything"
    desk.move(RoundState.SCORING)
    assert [may_save(desk.at(0), one, tmp_path) for one in (plan, talk, rules)] == [True, True, False]
    assert [may_save(desk.at(1), one, tmp_path) for one in (plan, talk, rules)] == [False] * 3
    stranger = desk.acting(Role.PANEL_MEMBER)
    assert not may_save(stranger, plan, tmp_path)
    eoi = read_eoi_for_scoring(desk.at(0), round_code="R1", reference="EOI-001")
    assert [(one.name, one.transcript) for one in eoi.files] == [("we.mp3", "We walk."), ("plan.pdf", "")]
    assert read_eoi_for_scoring(desk.at(0), round_code="R1", reference="EOI-002").files == ()


@pytest.mark.parametrize("interest", [Interest.INDIRECT, Interest.DIRECT])
def test_a_member_with_a_tie_gets_no_file_even_with_another_role(
    desk: Desk, tmp_path: Path, interest: Interest
) -> None:
    made = add(desk)
    desk.give(0, 0)
    desk.move(RoundState.SCORING)
    tie(desk, 0, interest)
    assert not may_save(desk.at(0), made, tmp_path)
    person = desk.people[0].as_actor()
    both = desk.officer.acting_as(
        type(person)(person.person_id, person.name, frozenset({*person.roles, Role.OFFICER}))
    )
    assert not may_save(both, made, tmp_path)
    with pytest.raises(NotFound):
        attachment_rows(both, round_code="R1", reference="EOI-001")


def tie(desk: Desk, number: int, interest: Interest) -> None:
    """A member declares an interest in the organisation of the first EOI."""
    declare_interest(
        desk.at(number),
        round_code="R1",
        organisation_id=desk.organisations[0].id,
        interest=interest,
        note="A friend",
    )
    with desk.officer.reading() as uow:
        assert [type(one) for one in uow.declarations.where()] == [Declaration]
