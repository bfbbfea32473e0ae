"""A member's own scoring: what they see, drafts that are kept, assessments that are sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from commissioning_app.domain.assessments import Assessment, AssessmentState
from commissioning_app.domain.eois import EoiState, FundingKind
from commissioning_app.domain.errors import (
    BadValue,
    NotAllowed,
    NotFound,
    Problems,
    ScorerHasConflict,
    StaleVersion,
    StepRefused,
)
from commissioning_app.domain.forms import QuestionPurpose
from commissioning_app.domain.panels import Declaration, Interest
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.declarations import declare_interest, state_none_for_the_rest
from commissioning_app.services.eligibility import answer_query, ask_query
from commissioning_app.services.queries.my_scoring import (
    MyAssignment,
    MyRound,
    my_assignments,
    my_rounds,
    read_eoi_for_scoring,
)
from commissioning_app.services.scoring import save_draft, submit_all, submit_assessment
from tests.desks import Desk, a_desk
from tests.factories import a_question, a_round, store

FULL = {"rooted": 4, "difference": 3}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    questions = (
        a_question(id="who", text="What are you called?", counts_as=QuestionPurpose.IDENTITY),
        a_question(),
        a_question(id="money", text="What would you do with the money?"),
    )
    made = a_desk(str(tmp_path / "w.db"), questions=questions)
    with made.officer.unit_of_work() as uow:
        uow.eois.get(made.eois[0].id).answers = {
            "who": "We are Circle 1",
            "money": "Pay our coordinator.",
            "need": "People are lonely.",
        }
        uow.commit()
    made.give(0, 0, 1)
    return made


def one(desk: Desk, number: int = 1) -> dict[str, str]:
    return {"round_code": desk.code, "reference": f"EOI-{number:03d}"}


def kept(desk: Desk, eoi: int = 0, member: int = 0) -> Assessment | None:
    with desk.officer.reading() as uow:
        return uow.assessments.find(eoi_id=desk.eois[eoi].id, member_id=desk.members[member].id)


def hide(desk: Desk, organisation: int) -> None:
    """An interest that is there, past the service that would take the assignment away."""
    store(
        desk.officer,
        Declaration(
            uuid4(), desk.round.id, desk.people[0].id, desk.organisations[organisation].id, Interest.INDIRECT
        ),
    )


def test_a_member_sees_their_rounds_with_how_far_they_are(desk: Desk) -> None:
    save_draft(desk.at(0), **one(desk), scores=FULL)
    submit_assessment(desk.at(0), **one(desk))
    save_draft(desk.at(0), **one(desk, 2), scores={"rooted": 1})
    store(desk.officer, a_round(code="R2"))
    assert my_rounds(desk.at(0)) == (
        MyRound(
            code="R1",
            name="Grassroots wellbeing",
            state=RoundState.SCORING,
            scoring_by=date(2026, 10, 23),
            given=2,
            started=2,
            submitted=1,
            needs_declaration=True,
            can_score=True,
        ),
    )
    desk.office.clock.instant = datetime(2026, 9, 2, tzinfo=UTC)
    state_none_for_the_rest(desk.at(0), round_code=desk.code)
    assert my_rounds(desk.at(0))[0].needs_declaration is False


def test_drafts_and_cancelled_rounds_are_not_listed_and_nothing_is_shown_before_scoring(desk: Desk) -> None:
    desk.move(RoundState.CLOSED)
    assert [(mine.given, mine.can_score) for mine in my_rounds(desk.at(0))] == [(0, False)]
    assert my_assignments(desk.at(0), round_code=desk.code) == ()
    with pytest.raises(NotFound):
        read_eoi_for_scoring(desk.at(0), **one(desk))
    for state in (RoundState.DRAFT, RoundState.CANCELLED):
        desk.move(state)
        assert my_rounds(desk.at(0)) == ()


def test_the_list_holds_what_was_given_and_nothing_else(desk: Desk) -> None:
    save_draft(desk.at(0), **one(desk, 2), scores={"rooted": None})
    first = MyAssignment(
        position=1,
        reference="EOI-001",
        title="Walks 1",
        organisation="Circle 1",
        requested_pence=840_000,
        funding_kind=FundingKind.CORE,
        state="not_started",
        scored=0,
        criteria=2,
        version=0,
    )
    second = replace(
        first,
        position=2,
        reference="EOI-002",
        title="Walks 2",
        organisation="Circle 2",
        state="draft",
        scored=1,
        version=1,
    )
    assert my_assignments(desk.at(0), round_code=desk.code) == (first, second)
    assert my_assignments(desk.at(1), round_code=desk.code) == ()


def test_withdrawn_and_conflicted_ones_leave_the_list(desk: Desk) -> None:
    with desk.officer.unit_of_work() as uow:
        uow.eois.get(desk.eois[0].id).state = EoiState.WITHDRAWN
        uow.commit()
    hide(desk, 1)
    assert my_assignments(desk.at(0), round_code=desk.code) == ()


def test_an_eoi_is_read_with_what_is_assessed_and_nothing_of_who_answers(desk: Desk) -> None:
    asked = ask_query(desk.officer, **one(desk), question="How often?")
    answer_query(desk.officer, query_id=asked, answer="Weekly")
    other = ask_query(desk.officer, **one(desk, 3), question="May a host apply?")
    answer_query(desk.officer, query_id=other, answer="Yes", helps_everyone=True)
    ask_query(desk.officer, **one(desk), question="Not answered yet?")
    private = ask_query(desk.officer, **one(desk, 2), question="Only theirs?")
    answer_query(desk.officer, query_id=private, answer="Only theirs")
    save_draft(desk.at(0), **one(desk), scores={"rooted": 5}, comments={"rooted": "Warm"}, comment="Good")
    shown = read_eoi_for_scoring(desk.at(0), **one(desk))
    assert shown.answers == (
        ("What do people in your community need?", "People are lonely."),
        ("What would you do with the money?", "Pay our coordinator."),
    )
    assert shown.queries == (("How often?", "Weekly"), ("May a host apply?", "Yes"))
    assert (shown.position, shown.of, shown.previous, shown.next) == (1, 2, None, "EOI-002")
    assert (shown.organisation, shown.requested_pence, shown.minimum_pence) == ("Circle 1", 840_000, None)
    assert (shown.scores, shown.comments, shown.comment) == ({"rooted": 5}, {"rooted": "Warm"}, "Good")
    assert (shown.state, shown.version, shown.can_score) == ("draft", 1, True)
    assert [criterion.id for criterion in shown.criteria] == ["rooted", "difference"]


def test_an_eoi_not_started_is_empty_and_a_sent_one_is_closed(desk: Desk) -> None:
    fresh = read_eoi_for_scoring(desk.at(0), **one(desk, 2))
    assert (fresh.scores, fresh.comments, fresh.comment, fresh.state, fresh.version) == (
        {},
        {},
        "",
        "not_started",
        0,
    )
    assert (fresh.can_score, fresh.previous, fresh.next) == (True, "EOI-001", None)
    save_draft(desk.at(0), **one(desk, 2), scores=FULL)
    submit_assessment(desk.at(0), **one(desk, 2))
    sent = read_eoi_for_scoring(desk.at(0), **one(desk, 2))
    assert (sent.state, sent.can_score) == ("submitted", False)
    desk.move(RoundState.MODERATION)
    assert read_eoi_for_scoring(desk.at(0), **one(desk)).can_score is False


def test_nobody_reads_what_was_not_given_to_them(desk: Desk) -> None:
    for number in (3, 99):
        with pytest.raises(NotFound, match="not among those that you were given"):
            read_eoi_for_scoring(desk.at(0), **one(desk, number))
        with pytest.raises(NotFound, match="not among those that you were given"):
            save_draft(desk.at(0), **one(desk, number), scores=FULL)
    hide(desk, 0)
    with pytest.raises(NotFound):
        read_eoi_for_scoring(desk.at(0), **one(desk))
    for call in (
        lambda: save_draft(desk.at(0), **one(desk), scores=FULL),
        lambda: submit_assessment(desk.at(0), **one(desk)),
    ):
        with pytest.raises(ScorerHasConflict, match="declared an interest"):
            call()


def test_a_draft_is_kept_as_it_grows_and_the_trail_says_what_changed(desk: Desk) -> None:
    values = one(desk)
    assert save_draft(desk.at(0), **values, scores={}, comment=" ", version=0) == 0
    assert desk.trail() == []
    assert save_draft(desk.at(0), **values, scores={"rooted": 4}, version=0) == 1
    assert save_draft(desk.at(0), **values, scores={"rooted": 5, "difference": None}, version=1) == 2
    words = {"scores": {"rooted": 5}, "comments": {"rooted": " Warm ", "difference": " "}, "comment": "Good "}
    assert save_draft(desk.at(0), **values, **words, version=2) == 3
    assert save_draft(desk.at(0), **values, **words, version=3) == 3
    assessment = kept(desk)
    assert assessment is not None
    assert (assessment.scores, assessment.comments, assessment.comment) == (
        {"rooted": 5},
        {"rooted": "Warm"},
        "Good",
    )
    started, saved, written = desk.trail()
    assert (started.action, saved.action) == ("assessment started", "draft assessment saved")
    assert (started.before, started.after) == (
        {},
        {"eoi": "EOI-001", "state": "draft", "scores": {"rooted": 4}},
    )
    assert saved.before == {"rooted": 4}
    assert saved.after is not None
    assert saved.after["scores"] == {"rooted": 5, "difference": None}
    assert (written.before, written.after) == (
        {"difference": None},
        {"eoi": "EOI-001", "state": "draft", "scores": {}},
    )
    assert desk.personal(written) == {"comments": {"rooted": "Warm"}, "comment": "Good"}
    assert {entry.actor_id for entry in desk.trail()} == {desk.people[0].id}


def test_two_windows_of_one_member_do_not_overwrite_each_other(desk: Desk) -> None:
    save_draft(desk.at(0), **one(desk), scores={"rooted": 4}, version=0)
    with pytest.raises(StaleVersion) as stale:
        save_draft(desk.at(0), **one(desk), scores={"rooted": 1}, version=0)
    assert (stale.value.theirs["scores"], stale.value.yours["scores"]) == ({"rooted": 4}, {"rooted": 1})
    with pytest.raises(StaleVersion, match="taken away meanwhile"):
        save_draft(desk.at(0), **one(desk, 2), scores={"rooted": 1}, version=3)


@pytest.mark.parametrize("scores", [{"rooted": 6}, {"rooted": -1}, {"colour": 1}])
def test_a_score_outside_its_scale_is_refused(desk: Desk, scores: dict[str, int]) -> None:
    with pytest.raises(BadValue):
        save_draft(desk.at(0), **one(desk), scores=scores)
    assert (kept(desk), desk.trail()) == (None, [])


def test_an_assessment_is_sent_whole(desk: Desk) -> None:
    with pytest.raises(StepRefused, match="not scored EOI-001 yet"):
        submit_assessment(desk.at(0), **one(desk))
    save_draft(desk.at(0), **one(desk), scores={"rooted": 4}, comment="Good")
    with pytest.raises(BadValue, match="Will it make a difference"):
        submit_assessment(desk.at(0), **one(desk))
    save_draft(desk.at(0), **one(desk), scores={"rooted": 4, "difference": None}, comment="Good")
    with pytest.raises(StaleVersion):
        submit_assessment(desk.at(0), **one(desk), version=1)
    desk.office.clock.instant = at = datetime(2026, 10, 20, 18, 0, tzinfo=UTC)
    submit_assessment(desk.at(0), **one(desk), version=2)
    assessment = kept(desk)
    assert assessment is not None
    assert (assessment.state, assessment.submitted_at) == (AssessmentState.SUBMITTED, at)
    entry = desk.last()
    assert (entry.action, entry.before) == ("assessment sent", {"state": "draft"})
    assert entry.after == {
        "eoi": "EOI-001",
        "state": "submitted",
        "scores": {"rooted": 4, "difference": None},
    }
    assert desk.personal(entry) == {"comments": {}, "comment": "Good"}
    with pytest.raises(StepRefused, match="A change needs a reason at moderation"):
        save_draft(desk.at(0), **one(desk), scores=FULL)
    with pytest.raises(StepRefused, match="sent already"):
        submit_assessment(desk.at(0), **one(desk))


def test_all_are_sent_together_or_none(desk: Desk) -> None:
    desk.give(0, 2)
    save_draft(desk.at(0), **one(desk), scores=FULL)
    save_draft(desk.at(0), **one(desk, 2), scores={"rooted": 1})
    with pytest.raises(Problems) as refused:
        submit_all(desk.at(0), round_code=desk.code)
    assert refused.value.problems == (
        "EOI-002: Give each criterion a score, or choose “Can't say”: “Will it make a difference?”.",
        "EOI-003: you have not scored it yet.",
    )
    assessment = kept(desk)
    assert assessment is not None and assessment.state is AssessmentState.DRAFT
    save_draft(desk.at(0), **one(desk, 2), scores=FULL)
    save_draft(desk.at(0), **one(desk, 3), scores=FULL)
    submit_assessment(desk.at(0), **one(desk, 3))
    assert submit_all(desk.at(0), round_code=desk.code) == 2
    assert [mine.state for mine in my_assignments(desk.at(0), round_code=desk.code)] == ["submitted"] * 3
    assert submit_all(desk.at(0), round_code=desk.code) == 0


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (RoundState.CLOSED, "Scoring has not started"),
        (RoundState.MODERATION, "Scoring is over"),
        (RoundState.DECIDED, "Scoring is over"),
    ],
)
def test_scores_are_taken_while_the_round_is_scored(desk: Desk, state: RoundState, sentence: str) -> None:
    save_draft(desk.at(0), **one(desk), scores=FULL)
    desk.move(state)
    for call in (
        lambda: save_draft(desk.at(0), **one(desk), scores={"rooted": 1}),
        lambda: submit_assessment(desk.at(0), **one(desk)),
        lambda: submit_all(desk.at(0), round_code=desk.code),
    ):
        with pytest.raises(StepRefused, match=sentence):
            call()
    assessment = kept(desk)
    assert assessment is not None and assessment.scores == FULL


def test_what_is_out_of_play_is_not_scored(desk: Desk) -> None:
    with desk.officer.unit_of_work() as uow:
        uow.eois.get(desk.eois[0].id).state = EoiState.WITHDRAWN
        uow.commit()
    with pytest.raises(StepRefused, match="withdrawn, so it is not scored"):
        save_draft(desk.at(0), **one(desk), scores=FULL)


def test_a_member_who_is_out_scores_no_more(desk: Desk) -> None:
    save_draft(desk.at(0), **one(desk), scores=FULL)
    declare_interest(
        desk.at(0),
        round_code=desk.code,
        organisation_id=desk.organisations[2].id,
        interest=Interest.DIRECT,
    )
    for call in (
        lambda: my_assignments(desk.at(0), round_code=desk.code),
        lambda: read_eoi_for_scoring(desk.at(0), **one(desk)),
        lambda: save_draft(desk.at(0), **one(desk), scores=FULL),
        lambda: submit_all(desk.at(0), round_code=desk.code),
    ):
        with pytest.raises(NotAllowed, match="not on the panel of this round"):
            call()
    assert my_rounds(desk.at(0)) == ()


def test_only_panel_members_score_and_only_their_own(desk: Desk) -> None:
    for context in (*desk.everybody_but(Role.PANEL_MEMBER), desk.acting(Role.PANEL_MEMBER)):
        for call in (
            lambda c: my_assignments(c, round_code=desk.code),
            lambda c: read_eoi_for_scoring(c, **one(desk)),
            lambda c: save_draft(c, **one(desk), scores=FULL),
            lambda c: submit_assessment(c, **one(desk)),
            lambda c: submit_all(c, round_code=desk.code),
        ):
            with pytest.raises(NotAllowed):
                call(context)
    for context in desk.everybody_but(Role.PANEL_MEMBER):
        with pytest.raises(NotAllowed):
            my_rounds(context)
    save_draft(desk.at(0), **one(desk), scores=FULL)
    desk.give(1, 0)
    save_draft(desk.at(1), **one(desk), scores={"rooted": 0})
    assert read_eoi_for_scoring(desk.at(0), **one(desk)).scores == FULL
    assert read_eoi_for_scoring(desk.at(1), **one(desk)).scores == {"rooted": 0}


def test_a_round_in_the_past_is_listed_after_those_to_score(desk: Desk) -> None:
    old = a_round(code="A-OLD", state=RoundState.FINISHED)
    place = replace(desk.members[0], id=uuid4(), round_id=old.id)
    store(desk.officer, old, place)
    assert [mine.code for mine in my_rounds(desk.at(0))] == ["R1", "A-OLD"]
    assert my_rounds(desk.at(0))[1].needs_declaration is False
