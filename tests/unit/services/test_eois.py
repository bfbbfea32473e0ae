"""Typing EOIs in, mending them until they are scored, withdrawing them, and how they may be published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.awards import Award, AwardState
from commissioning_app.domain.eois import Decision, EoiState, FundingKind, Publication
from commissioning_app.domain.errors import BadValue, NotAllowed, NotFound, StaleVersion, StepRefused
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.eois import (
    ContactDetails,
    EoiDetails,
    add_eoi,
    edit_contact,
    edit_eoi,
    set_publication,
    withdraw_eoi,
)
from commissioning_app.services.organisations import NewOrganisation
from commissioning_app.services.queries.eois import eoi_page
from tests.desks import Desk, a_desk
from tests.factories import NOW, store

DETAILS = EoiDetails(
    requested_pence=500_000,
    title=" Tea and talk ",
    summary="Mornings together",
    minimum_pence=250_000,
    funding_kind=FundingKind.PROJECT,
    start_date=date(2026, 12, 1),
    end_date=date(2027, 11, 30),
    duration_months=12,
    area="Northside",
    answers={"need": " People are lonely. ", "money": "  "},
)
CONTACT = ContactDetails("Ama Mensah", "ama@example.org", "020 7946 0001")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(str(tmp_path / "w.db"), state=RoundState.OPEN)


def typed(desk: Desk, **changes: object) -> str:
    values = {"round_code": desk.code, "organisation": desk.organisations[0].id, "details": DETAILS}
    return add_eoi(desk.officer, **{**values, **changes})  # type: ignore[arg-type]


def test_an_eoi_is_typed_in_with_a_reference_of_its_own(desk: Desk) -> None:
    reference = typed(desk, contact=CONTACT)
    with desk.officer.reading() as uow:
        eoi = uow.eois.find(reference=reference)
        assert eoi is not None
        contact = uow.contacts.get(eoi.id)
    assert reference == "EOI-004"
    assert (eoi.title, eoi.state, eoi.source, eoi.received_at) == (
        "Tea and talk",
        EoiState.RECEIVED,
        "typed in",
        NOW,
    )
    assert eoi.answers == {"need": "People are lonely."}
    assert (contact.name, contact.email, contact.phone) == ("Ama Mensah", "ama@example.org", "020 7946 0001")
    entry = desk.last()
    assert (entry.action, entry.subject_id) == ("EOI typed in", str(eoi.id))
    assert entry.after is not None and entry.after["requested_pence"] == 500_000
    assert "Ama" not in str(entry.after)
    assert desk.personal(entry) == {
        "contact": {
            "before": {},
            "after": {"name": "Ama Mensah", "email": "ama@example.org", "phone": "020 7946 0001"},
        }
    }


def test_a_new_organisation_comes_with_its_eoi_or_not_at_all(desk: Desk) -> None:
    new = NewOrganisation("Elm Circle", org_id="GB-CHC-1234567")
    with pytest.raises(BadValue, match="amount that they ask for"):
        typed(desk, organisation=new, details=replace(DETAILS, requested_pence=0, minimum_pence=None))
    with desk.officer.reading() as uow:
        assert uow.organisations.find(name="Elm Circle") is None
    reference = typed(desk, organisation=new, reference="ELM-1")
    with desk.officer.reading() as uow:
        kept = uow.organisations.find(name="Elm Circle")
        eoi = uow.eois.find(reference=reference)
    assert kept is not None and eoi is not None
    assert (reference, eoi.organisation_id, kept.name_key) == ("ELM-1", kept.id, "elm circle")


def test_what_came_after_the_closing_day_is_late(desk: Desk) -> None:
    desk.office.clock.instant = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
    in_time = typed(desk, received_at=datetime(2026, 10, 2, 22, 59, tzinfo=UTC))
    late = typed(desk, received_at=datetime(2026, 10, 2, 23, 0, tzinfo=UTC))
    with desk.officer.reading() as uow:
        rows = set(uow.eois.columns("reference", "state", "state_reason", reference=[in_time, late]))
    # 23:00 in UTC is midnight in London in summer time.
    assert rows == {
        (in_time, EoiState.RECEIVED, ""),
        (late, EoiState.LATE, "It came after the closing day."),
    }


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"requested_pence": 0, "minimum_pence": None}, "requested_pence", "amount that they ask for"),
        ({"minimum_pence": 500_001}, "minimum_pence", "between £0 and the ask of £5,000"),
        ({"minimum_pence": 250_001}, "minimum_reason", "50 % of the ask. Above 50 % it needs a reason"),
        ({"end_date": date(2026, 11, 30)}, "end_date", "ends before it starts"),
        ({"requested_pence": 10**30}, "requested_pence", "larger than any pot"),
        ({"duration_months": 0}, "duration_months", "lasts 1 to 600 months"),
        ({"duration_months": 10**30}, "duration_months", "lasts 1 to 600 months"),
        ({"answers": {"colour": "red"}}, "answers", "no question “colour”"),
    ],
)
def test_what_can_not_be_right_is_refused(
    desk: Desk, changes: dict[str, object], field: str, sentence: str
) -> None:
    with pytest.raises(BadValue, match=sentence) as refused:
        typed(desk, details=replace(DETAILS, **changes))
    assert refused.value.field == field


def test_a_high_minimum_with_a_reason_is_taken(desk: Desk) -> None:
    details = replace(DETAILS, minimum_pence=500_000, minimum_reason="The hall costs that much.")
    assert typed(desk, details=details) == "EOI-004"


def test_a_reference_is_used_once_and_no_eoi_comes_from_the_future(desk: Desk) -> None:
    with pytest.raises(BadValue, match="an EOI “EOI-001” in this round already"):
        typed(desk, reference="EOI-001")
    with pytest.raises(BadValue, match="in the future"):
        typed(desk, received_at=datetime(2026, 9, 2, tzinfo=UTC))
    with pytest.raises(NotFound):
        typed(desk, organisation=desk.round.id)


def test_a_free_reference_passes_over_those_in_use(desk: Desk) -> None:
    typed(desk, reference="EOI-005")
    assert typed(desk) == "EOI-006"


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.MODERATION, RoundState.CANCELLED])
def test_a_round_takes_eois_from_opening_to_scoring(desk: Desk, state: RoundState) -> None:
    desk.move(state)
    with pytest.raises(StepRefused, match="it takes no EOIs now"):
        typed(desk)


def test_an_eoi_is_mended_and_the_trail_says_what_changed(desk: Desk) -> None:
    reference = typed(desk, contact=CONTACT)
    version = edit_eoi(
        desk.officer,
        round_code=desk.code,
        reference=reference,
        version=1,
        details=replace(DETAILS, requested_pence=600_000, title="Tea and talk"),
        contact=replace(CONTACT, phone=""),
    )
    entry = desk.last()
    assert version == 2
    assert (entry.action, entry.before, entry.after) == (
        "EOI mended",
        {"requested_pence": 500_000},
        {"requested_pence": 600_000},
    )
    assert desk.personal(entry)["contact"]["after"]["phone"] == ""


def test_mending_nothing_writes_nothing(desk: Desk) -> None:
    reference = typed(desk, contact=CONTACT)
    before = len(desk.trail())
    values = {"round_code": desk.code, "reference": reference}
    assert edit_eoi(desk.officer, **values, version=1, details=DETAILS, contact=CONTACT) == 1
    edit_contact(desk.officer, **values, contact=CONTACT)
    assert len(desk.trail()) == before


def test_the_later_of_two_is_shown_both_versions(desk: Desk) -> None:
    reference = typed(desk)
    values = {"round_code": desk.code, "reference": reference, "version": 1}
    edit_eoi(desk.officer, **values, details=replace(DETAILS, title="First"))
    with pytest.raises(StaleVersion) as stale:
        edit_eoi(desk.officer, **values, details=replace(DETAILS, title="Second"))
    assert (stale.value.theirs["title"], stale.value.yours["title"]) == ("First", "Second")


@pytest.mark.parametrize(
    ("round_state", "eoi_state", "may"),
    [
        (RoundState.OPEN, EoiState.ELIGIBLE, True),
        (RoundState.CLOSED, EoiState.QUERIED, True),
        (RoundState.CLOSED, EoiState.WITHDRAWN, False),
        (RoundState.CLOSED, EoiState.INELIGIBLE, False),
        (RoundState.SCORING, EoiState.RECEIVED, True),
        (RoundState.SCORING, EoiState.ELIGIBLE, False),
        (RoundState.MODERATION, EoiState.SCORED, False),
    ],
)
def test_what_members_score_stays_as_it_was_sent(
    desk: Desk, round_state: RoundState, eoi_state: EoiState, may: bool
) -> None:
    with desk.officer.unit_of_work() as uow:
        uow.eois.get(desk.eois[0].id).state = eoi_state
        uow.commit()
    desk.move(round_state)
    values = {"round_code": desk.code, "reference": "EOI-001", "version": None, "details": DETAILS}
    if may:
        edit_eoi(desk.officer, **values)
        assert desk.eoi(0).title == "Tea and talk"
    else:
        with pytest.raises(StepRefused, match="stays as it was sent"):
            edit_eoi(desk.officer, **values)


def test_what_a_member_began_to_score_stays_though_the_round_went_back(desk: Desk) -> None:
    desk.scored(0, 0, {"rooted": 3})
    values = {"round_code": desk.code, "version": None, "details": DETAILS}
    for state, eoi_state in ((RoundState.CLOSED, EoiState.ELIGIBLE), (RoundState.SCORING, EoiState.RECEIVED)):
        desk.move(state)
        with desk.officer.unit_of_work() as uow:
            for eoi in uow.eois.where():
                eoi.state = eoi_state
            uow.commit()
        with pytest.raises(StepRefused, match="Members have begun to score the EOI EOI-001"):
            edit_eoi(desk.officer, reference="EOI-001", **values)
        assert "edit_eoi" not in eoi_page(desk.officer, round_code=desk.code, reference="EOI-001").can
        edit_eoi(desk.officer, reference="EOI-002", **values)


def test_whom_to_write_to_can_change_at_any_time(desk: Desk) -> None:
    desk.move(RoundState.PAYING)
    edit_contact(desk.officer, round_code=desk.code, reference="EOI-001", contact=CONTACT)
    entry = desk.last()
    assert (entry.action, entry.before, entry.after) == ("contact of an EOI changed", None, None)
    assert desk.personal(entry)["contact"]["after"]["name"] == "Ama Mensah"


def test_an_applicant_withdraws_at_any_time_once(desk: Desk) -> None:
    desk.move(RoundState.DECIDED)
    values = {"round_code": desk.code, "reference": "EOI-001"}
    with pytest.raises(BadValue, match="what the applicant told you"):
        withdraw_eoi(desk.officer, **values, reason=" ")
    withdraw_eoi(desk.officer, **values, reason="Their hall burnt down.", version=1)
    entry = desk.last()
    assert (entry.before, entry.after, entry.reason) == (
        {"state": "eligible"},
        {"state": "withdrawn"},
        "Their hall burnt down.",
    )
    assert (desk.eoi(0).state, desk.eoi(0).state_reason) == (EoiState.WITHDRAWN, "Their hall burnt down.")
    with pytest.raises(StepRefused, match="withdrawn already"):
        withdraw_eoi(desk.officer, **values, reason="Again")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (AwardState.OFFERED, AwardState.REFUSED),
        (AwardState.SIGNED, AwardState.ENDED_EARLY),
        (AwardState.PAYING, AwardState.ENDED_EARLY),
        (AwardState.LAPSED, AwardState.LAPSED),
    ],
)
def test_who_withdraws_gives_up_their_award(desk: Desk, before: AwardState, after: AwardState) -> None:
    desk.move(RoundState.PAYING)
    organisation = desk.organisations[0].id
    award = Award(
        uuid4(), desk.round.id, desk.eois[0].id, organisation, organisation, 1, Decision.PART, before
    )
    store(desk.officer, award)
    withdraw_eoi(desk.officer, round_code=desk.code, reference="EOI-001", reason="We close down")
    with desk.officer.reading() as uow:
        assert uow.awards.get(award.id).state is after
    entry = desk.last()
    assert (entry.subject_kind == "award") is (before is not after)
    if before is not after:
        assert (entry.before, entry.after, entry.reason) == (
            {"state": before}, {"state": after}, "We close down",
        )  # fmt: skip


def test_work_that_was_reported_is_not_withdrawn(desk: Desk) -> None:
    organisation = desk.organisations[0].id
    store(
        desk.officer,
        Award(
            uuid4(), desk.round.id, desk.eois[0].id, organisation, organisation, 1, Decision.PART,
            AwardState.REPORTED,
        ),
    )  # fmt: skip
    with pytest.raises(StepRefused, match="reported can't become ended early"):
        withdraw_eoi(desk.officer, round_code=desk.code, reference="EOI-001", reason="x")
    assert desk.eoi(0).state is EoiState.ELIGIBLE


def test_holding_back_needs_a_reason_that_goes_when_it_is_published_in_full(desk: Desk) -> None:
    values = {"round_code": desk.code, "reference": "EOI-001"}
    with pytest.raises(BadValue, match="Say why it is held back"):
        set_publication(desk.officer, **values, publication=Publication.WITHHELD)
    set_publication(desk.officer, **values, publication=Publication.WITHHELD, reason="A refuge")
    assert (desk.eoi(0).publication, desk.eoi(0).publication_reason) == (Publication.WITHHELD, "A refuge")
    assert (desk.last().before, desk.last().after) == ({"publication": "full"}, {"publication": "withheld"})
    set_publication(desk.officer, **values, publication=Publication.FULL, reason="A refuge")
    assert (desk.eoi(0).publication, desk.eoi(0).publication_reason) == (Publication.FULL, "")


def test_only_officers_handle_eois(desk: Desk) -> None:
    values = {"round_code": desk.code, "reference": "EOI-001"}
    for context in desk.everybody_but(Role.OFFICER):
        for call in (
            lambda c: add_eoi(
                c, round_code=desk.code, organisation=desk.organisations[0].id, details=DETAILS
            ),
            lambda c: edit_eoi(c, **values, version=1, details=DETAILS),
            lambda c: edit_contact(c, **values, contact=CONTACT),
            lambda c: withdraw_eoi(c, **values, reason="x"),
            lambda c: set_publication(c, **values, publication=Publication.FULL),
        ):
            with pytest.raises(NotAllowed):
                call(context)
    assert desk.trail() == []
