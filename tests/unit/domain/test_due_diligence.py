"""What is asked of an organisation before it is paid, and exceptions between two people."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from commissioning_app.domain.due_diligence import DiligenceItem as Item
from commissioning_app.domain.due_diligence import DueDiligence, ExceptionState, items_asked
from commissioning_app.domain.errors import BadValue, FourEyes, StepRefused

DAY, NOW = date(2026, 9, 1), datetime(2026, 9, 1, 9, tzinfo=UTC)
EVERYTHING = [item.value for item in Item]
OFFICER, APPROVER = uuid4(), uuid4()


def a_record() -> DueDiligence:
    """Nothing was looked at yet."""
    return DueDiligence(uuid4(), uuid4(), uuid4())


@pytest.mark.parametrize(
    ("is_registered", "is_small", "asks_register"),
    [
        (True, True, True),
        (True, False, True),
        (False, True, False),
        (False, False, True),
        (False, None, True),
    ],
)
def test_a_small_organisation_on_no_register_is_not_asked_for_one(
    is_registered: bool, is_small: bool | None, asks_register: bool
) -> None:
    asked = items_asked(reversed(EVERYTHING), is_registered=is_registered, is_small=is_small)
    assert asked == tuple(item for item in Item if asks_register or item is not Item.REGISTER)


def test_an_item_that_is_not_known_is_named() -> None:
    with pytest.raises(
        BadValue, match=r"^Due diligence knows no “star sign”\. It knows accounts_or_budget, "
    ):
        items_asked(["sanctions", "star sign"], is_registered=True, is_small=False)


def test_items_stay_in_their_order_and_the_last_look_counts() -> None:
    record = a_record()
    record.check([Item.SANCTIONS, Item.REGISTER], on=DAY, note=" First ")
    record.check([Item.SANCTIONS], on=DAY, note="Again")
    assert [(one.item, one.note) for one in record.items] == [
        (Item.REGISTER, "First"),
        (Item.SANCTIONS, "Again"),
    ]
    assert record.missing([Item.INSURANCE, Item.SANCTIONS]) == (Item.INSURANCE,)
    assert record.uncheck(Item.REGISTER).note == "First"
    assert [one.item for one in record.items] == [Item.SANCTIONS]
    with pytest.raises(StepRefused, match="“register” is not checked"):
        record.uncheck(Item.REGISTER)


def test_an_exception_goes_from_one_person_to_another() -> None:
    record = a_record()
    assert record.exception_state is ExceptionState.NONE
    with pytest.raises(StepRefused, match="No exception waits"):
        record.agree_exception(by=APPROVER, at=NOW)
    record.propose_exception(why=" Late ", items=[Item.SANCTIONS], by=OFFICER)
    assert (record.exception, record.exception_state) == ("Late", ExceptionState.WAITING)
    for decide in (
        lambda: record.agree_exception(by=OFFICER, at=NOW),
        lambda: record.send_back_exception(by=OFFICER, reason="x"),
    ):
        with pytest.raises(FourEyes):
            decide()
    record.send_back_exception(by=APPROVER, reason=" Wait ")
    assert (record.exception_state, record.exception_sent_back) == (ExceptionState.SENT_BACK, "Wait")
    record.propose_exception(why="Later still", items=[Item.SANCTIONS], by=OFFICER)
    record.agree_exception(by=APPROVER, at=NOW)
    assert (record.exception_state, record.exception_agreed_at) == (ExceptionState.AGREED, NOW)
    record.propose_exception(why="More", items=[Item.SANCTIONS], by=OFFICER)
    assert (record.exception_state, record.exception_agreed_by) == (ExceptionState.WAITING, None)
