"""The share of the people served that a grouping is, as far as the need profile says."""

from __future__ import annotations

import pytest

from commissioning_app.domain.need_profile import NeedProfile, ServedGroup
from commissioning_app.domain.together import Grouping
from commissioning_app.services.facts_monitoring import need_percent

PROFILE = NeedProfile(
    "People of the borough",
    "Census 2021",
    2021,
    (
        ServedGroup("african", 125),
        ServedGroup("irish", 875),
        ServedGroup("female", 510),
        ServedGroup("male", 490),
    ),
)


@pytest.mark.parametrize(
    ("groups", "percent"),
    [
        (("african",), 13),
        (("african", "irish"), 100),
        (("female",), 51),
        (("african", "caribbean"), None),
        (("martian",), None),
        ((), None),
    ],
)
def test_shares_are_of_the_people_counted_for_the_same_question(
    groups: tuple[str, ...], percent: int | None
) -> None:
    assert need_percent(PROFILE, Grouping("Led", groups)) == percent


def test_no_profile_says_nothing() -> None:
    assert need_percent(None, Grouping("Led", ("african",))) is None
    assert (
        need_percent(NeedProfile(groups=(ServedGroup("african", 0),)), Grouping("Led", ("african",))) is None
    )
