"""The feedback that goes into letters is looked at with the workspace's words; names are left alone."""

from __future__ import annotations

from commissioning_app.domain.eois import Feedback
from commissioning_app.domain.principles.facts_wording import FeedbackWording
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.facts_wording import gather_feedback_wording
from commissioning_app.services.wording import load_word_list
from tests.factories import Office, a_round, an_eoi, an_organisation, store


def gathered(office: Office, state: RoundState) -> tuple[int, list[tuple[str, str]]]:
    theatre, group = an_organisation(name="Hard to Reach Theatre"), an_organisation(name="The Elders")
    round_ = a_round(state=state)
    first = an_eoi(round_.id, theatre.id, reference="EOI-1")
    second = an_eoi(round_.id, group.id, reference="EOI-2")
    store(office.officer, theatre, group, round_, first, second)
    with office.officer.unit_of_work() as uow:
        for eoi, strength, change in (
            (first, "Hard to Reach Theatre is loved.", "Say what it costs."),
            (second, "You know the elderly.", "Name your stakeholders."),
        ):
            uow.feedback.add(Feedback(eoi.id, round_.id, strength=strength, change=change))
        uow.commit()
    with office.officer.reading() as uow:
        found = gather_feedback_wording(uow, round_, load_word_list())
    return found.written, [(reference, flag.found) for reference, flag in found.flags]


def test_words_in_feedback_are_named_by_their_eoi(office: Office) -> None:
    written, flags = gathered(office, RoundState.MODERATION)
    assert written == 2
    assert sorted(flags) == [("EOI-2", "stakeholders"), ("EOI-2", "the elderly")]


def test_before_scoring_there_is_none_to_look_at(office: Office) -> None:
    assert gathered(office, RoundState.CLOSED) == (0, [])
    with office.officer.reading() as uow:
        round_ = a_round(code="R2", state=RoundState.SCORING)
        assert gather_feedback_wording(uow, round_, load_word_list()) == FeedbackWording()
