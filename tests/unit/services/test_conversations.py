"""EOIs by conversation: kept as they are told, no EOI until agreed, then one like any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from commissioning_app.domain.eois import Eoi, EoiState
from commissioning_app.domain.errors import (
    BadValue,
    NotAllowed,
    NotFound,
    Problems,
    StaleVersion,
    StepRefused,
)
from commissioning_app.domain.people import Person
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.context import LONDON, ServiceContext
from commissioning_app.services.conversations import (
    Talk,
    begin_conversation,
    drop_conversation,
    finish_conversation,
    save_conversation,
    understand_talk,
)
from commissioning_app.services.principles import review_round
from commissioning_app.services.queries.conversations import (
    TellingRow,
    conversation_rows,
    new_conversation,
    read_conversation,
    telling_of,
)
from commissioning_app.services.queries.eois import eoi_rows
from tests.desks import Desk, a_desk
from tests.factories import store

TODAY = date(2026, 9, 1)
SAID = {
    "organisation": "Kite Makers",
    "contact_name": "Rosa Lind",
    "title": "Kites for all",
    "amount_requested": "£4,800",
    "answer:need": "The sky is empty.",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A round that takes EOIs."""
    return a_desk(str(tmp_path / "workspace.db"), state=RoundState.OPEN, eois=1)


def talk(**changes: str) -> Talk:
    """What Rosa said, with changes."""
    return Talk(TODAY, "Rosa", None, {**SAID, **changes})


def begin(desk: Desk, what: Talk | None = None) -> UUID:
    """Begin a conversation of this round."""
    return begin_conversation(desk.officer, round_code="R1", talk=what or talk())


def finish(desk: Desk, key: UUID, *, agreed_on: date | None = TODAY) -> str:
    """Hand it in."""
    return finish_conversation(desk.officer, conversation_id=key, version=None, agreed_on=agreed_on)


def eoi_of(desk: Desk, reference: str) -> Eoi:
    """The EOI with that reference."""
    with desk.officer.reading() as uow:
        found = uow.eois.find(reference=reference)
    assert found is not None
    return found


def test_it_is_saved_as_it_is_told_and_is_no_eoi_yet(desk: Desk) -> None:
    before = [finding.evidence for finding in review_round(desk.officer, round_code="R1").findings]
    key = begin(desk)
    more = talk(summary="Kites with elders.", partners=" ")
    assert save_conversation(desk.officer, conversation_id=key, version=1, talk=more) == 2
    assert save_conversation(desk.officer, conversation_id=key, version=2, talk=more) == 2
    page = read_conversation(desk.officer, conversation_id=key)
    assert (page.version, page.talk, page.begun_by) == (
        2,
        Talk(TODAY, "Rosa", None, {**SAID, "summary": "Kites with elders."}),
        "Olu Officer",
    )
    rows = conversation_rows(desk.officer, round_code="R1")
    assert [(one.id, one.organisation, one.told_by, one.answered) for one in rows] == [
        (key, "Kite Makers", "Rosa", 6)
    ]
    assert len(eoi_rows(desk.officer, round_code="R1")) == 1
    after = [finding.evidence for finding in review_round(desk.officer, round_code="R1").findings]
    assert after == before


def test_agreed_on_it_is_an_eoi_and_the_conversation_is_gone(desk: Desk) -> None:
    key = begin(desk)
    reference = finish(desk, key)
    eoi = eoi_of(desk, reference)
    assert (reference, eoi.source, eoi.state) == ("EOI-002", "by conversation", EoiState.RECEIVED)
    assert (eoi.title, eoi.requested_pence, eoi.answers) == (
        "Kites for all",
        480_000,
        {"need": "The sky is empty."},
    )
    told = telling_of(desk.officer, round_code="R1", reference=reference)
    assert told == TellingRow("Rosa", TODAY, "Olu Officer", TODAY)
    assert telling_of(desk.officer, round_code="R1", reference="EOI-001") is None
    assert conversation_rows(desk.officer, round_code="R1") == ()
    with pytest.raises(NotFound, match="handed in or thrown away"):
        finish(desk, key)


def test_the_trail_tells_how_it_went_and_keeps_words_out_until_it_is_an_eoi(desk: Desk) -> None:
    key = begin(desk)
    save_conversation(desk.officer, conversation_id=key, version=1, talk=talk(summary="Kites."))
    assert [entry.action for entry in desk.trail()] == ["conversation begun"]
    assert desk.last().after == {"conversation": str(key), "told_on": "2026-09-01", "answers": 5}
    assert desk.personal(desk.last()) == {"told_by": "Rosa"}
    finish(desk, key)
    entry = desk.last()
    assert entry.action == "EOI written down in a conversation"
    assert entry.after is not None and entry.after["answers"] == {"need": "The sky is empty."}
    assert "Rosa" not in str(entry.after)
    personal = desk.personal(entry)
    assert (personal["told_by"], personal["agreed_on"]) == ("Rosa", "2026-09-01")


def test_somebody_else_may_go_on_and_that_is_told(desk: Desk) -> None:
    key = begin(desk)
    other = desk.acting(Role.OFFICER)
    store(desk.officer, Person(other.actor.person_id, "Nia Officer", roles=frozenset({Role.OFFICER})))
    save_conversation(other, conversation_id=key, version=1, talk=talk(summary="More."))
    assert desk.last().action == "conversation taken up"
    assert conversation_rows(desk.officer, round_code="R1")[0].saved_by == "Nia Officer"
    with pytest.raises(StaleVersion):
        save_conversation(desk.officer, conversation_id=key, version=1, talk=talk(summary="Mine."))
    with pytest.raises(StaleVersion):
        finish_conversation(desk.officer, conversation_id=key, version=1, agreed_on=TODAY)


def test_it_waits_until_it_was_read_back_and_agreed(desk: Desk) -> None:
    key = begin(desk)
    for day in (None, TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(BadValue) as refusal:
            finish(desk, key, agreed_on=day)
        assert refusal.value.field == "agreed_on"
    assert len(conversation_rows(desk.officer, round_code="R1")) == 1


def test_what_can_not_be_read_is_said_in_sentences_and_nothing_is_lost(desk: Desk) -> None:
    key = begin(desk, talk(organisation="", amount_requested="a lot", start_date="soon"))
    with pytest.raises(Problems) as refusal:
        finish(desk, key)
    assert refusal.value.problems[-1] == "Ask which group applies, and write its name down."
    assert len(refusal.value.problems) == 3
    assert read_conversation(desk.officer, conversation_id=key).talk.said["amount_requested"] == "a lot"
    assert len(eoi_rows(desk.officer, round_code="R1")) == 1


@pytest.mark.parametrize(("words", "sentences"), [(200, []), (220, []), (221, ["need"])])
def test_a_word_limit_is_soft_up_to_110_percent(desk: Desk, words: int, sentences: list[str]) -> None:
    said = {**SAID, "answer:need": "word " * words}
    remarks = understand_talk(desk.officer, round_code="R1", said=said).remarks
    long_ones = [one for one in remarks if "words" in one.sentence]
    assert [one.field for one in long_ones] == [f"answer:{name}" for name in sentences]
    assert not any(one.stops for one in remarks)
    if long_ones:
        assert long_ones[0].sentence == (
            "The answer has 221 words; the form asks for 200 at most. It is kept in full."
        )
    key = begin(desk, Talk(TODAY, "Rosa", None, said))
    assert eoi_of(desk, finish(desk, key)).answers["need"] == ("word " * words).strip()


def test_a_large_minimum_needs_a_reason_which_is_asked_for(desk: Desk) -> None:
    page = new_conversation(desk.officer, round_code="R1")
    names = [one.name for section in page.sections for one in section.fields]
    assert names[names.index("minimum_amount") + 1] == "minimum_reason"
    key = begin(desk, talk(minimum_amount="£4,700"))
    with pytest.raises(BadValue) as refusal:
        finish(desk, key)
    assert refusal.value.field == "minimum_reason"
    more = talk(minimum_amount="£4,700", minimum_reason="The hall costs that.")
    save_conversation(desk.officer, conversation_id=key, version=1, talk=more)
    eoi = eoi_of(desk, finish(desk, key))
    assert (eoi.minimum_pence, eoi.minimum_reason) == (470_000, "The hall costs that.")


def test_it_counts_as_received_when_it_was_told(desk: Desk) -> None:
    key = begin(desk)
    desk.office.clock.instant = datetime(2026, 10, 5, 9, tzinfo=LONDON)
    desk.move(RoundState.CLOSED)
    eoi = eoi_of(desk, finish(desk, key, agreed_on=date(2026, 10, 5)))
    assert eoi.received_at is not None
    assert (eoi.received_at.astimezone(LONDON).date(), eoi.state) == (TODAY, EoiState.RECEIVED)
    late = begin_conversation(
        desk.officer, round_code="R1", talk=replace(talk(title="Late"), told_on=date(2026, 10, 5))
    )
    assert eoi_of(desk, finish(desk, late, agreed_on=date(2026, 10, 5))).state is EoiState.LATE


def test_a_known_organisation_is_found_and_keeps_what_is_known_of_it(desk: Desk) -> None:
    known = desk.organisations[0]
    by_name = begin(desk, talk(organisation="Circle 1", postcode="ZZ1 1AA", yearly_income="£1"))
    eoi = eoi_of(desk, finish(desk, by_name))
    assert eoi.organisation_id == known.id
    with desk.officer.reading() as uow:
        kept = uow.organisations.get(known.id)
    assert (kept.postcode, kept.yearly_income_pence) == ("ZZ1 1AA", 4_000_000)
    chosen = begin(desk, replace(talk(organisation="Circle One"), organisation_id=known.id))
    assert eoi_of(desk, finish(desk, chosen)).organisation_id == known.id


def test_thrown_away_with_a_reason(desk: Desk) -> None:
    key = begin(desk)
    with pytest.raises(BadValue, match="Say why"):
        drop_conversation(desk.officer, conversation_id=key, reason="")
    drop_conversation(desk.officer, conversation_id=key, reason="They will send the form instead")
    entry = desk.last()
    assert (entry.action, entry.reason) == ("conversation thrown away", "They will send the form instead")
    assert conversation_rows(desk.officer, round_code="R1") == ()


def test_only_officers_and_only_while_the_round_takes_eois(desk: Desk) -> None:
    key = begin(desk)
    calls: list[Callable[[ServiceContext], object]] = [
        lambda context: conversation_rows(context, round_code="R1"),
        lambda context: read_conversation(context, conversation_id=key),
        lambda context: save_conversation(context, conversation_id=key, version=None, talk=talk()),
        lambda context: drop_conversation(context, conversation_id=key, reason="x"),
        lambda context: finish_conversation(context, conversation_id=key, version=None, agreed_on=TODAY),
        lambda context: begin_conversation(context, round_code="R1", talk=talk()),
    ]
    for context in desk.everybody_but(Role.OFFICER):
        for call in calls:
            with pytest.raises(NotAllowed):
                call(context)
    desk.move(RoundState.MODERATION)
    with pytest.raises(StepRefused):
        begin(desk)
    with pytest.raises(StepRefused):
        finish(desk, key)
    assert read_conversation(desk.officer, conversation_id=key).why_closed


def test_what_can_not_be_stored_is_refused(desk: Desk) -> None:
    for bad in (talk(summary="a\0b"), talk(summary="x" * 1_000_001), Talk(TODAY + timedelta(days=1))):
        with pytest.raises(BadValue):
            begin(desk, bad)
