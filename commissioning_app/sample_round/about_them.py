"""What the sample's organisations and panel members say of themselves; all of it is invented."""

from __future__ import annotations

from collections.abc import Mapping

from commissioning_app.domain.monitoring.questions import ETHNICITY, PREFER_NOT_TO_SAY, GivenAnswer
from commissioning_app.domain.need_profile import NeedProfile, ServedGroup
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.monitoring.answers import give_answers, give_organisation_answers
from commissioning_app.services.programmes import edit_need_profile, programme_of_round

LED_BY: Mapping[str, str] = {
    "african": "004 010 023 026 032 037 045",
    "caribbean": "004 006 009 026 032 043",
    "indian": "002 012 040",
    "pakistani": "025 042",
    "bangladeshi": "020",
    "chinese": "016",
    "other_asian": "029",
    "arab": "031 034",
    "white_british": "001 002 003 005 007 011 015 019 022 024 028 030 033 035 038",
    "irish": "017 036",
    "gypsy_or_irish_traveller": "021",
    "roma": "008",
    "other_white": "027",
    "": "014 018",
    PREFER_NOT_TO_SAY: "013 041",
}
"""By group: the EOIs, by number, whose organisations are led by it. EOI-039 says nothing."""

IN_THEIR_WORDS = {"010": "Somali", "014": "Kurdish", "018": "Latin American", "027": "Polish", "029": "Tamil",
                  "037": "Eritrean"}  # fmt: skip
DISABLED = "005 015 017 028 030 033"
LED_BY_WOMEN = "001 002 003 005 006 010 018 021 023 025 029 033 036 039"
PANEL = {
    "Amara (sample)": "african",
    "Bilal (sample)": "bangladeshi",
    "Chidi (sample)": "african",
    "Dilys (sample)": "white_british",
    "Esme (sample)": "white_and_black_caribbean",
    "Farid (sample)": "arab",
    "Gwen (sample)": "caribbean",
    "Hana (sample)": PREFER_NOT_TO_SAY,
}
SERVED = NeedProfile(
    population="People who live in Wexmere and Ashby Fields (sample)",
    source="Invented for the sample, in the shape of Census 2021, table TS022",
    year=2021,
    groups=tuple(
        ServedGroup(group, people)
        for group, people in {
            "indian": 5_200, "pakistani": 6_100, "bangladeshi": 4_300, "chinese": 1_900, "other_asian": 2_700,
            "caribbean": 5_600, "african": 8_400, "other_black": 1_500, "white_and_black_caribbean": 1_800,
            "white_and_black_african": 900, "white_and_asian": 1_300, "other_mixed": 1_200,
            "white_british": 48_300, "irish": 2_100, "gypsy_or_irish_traveller": 200, "roma": 700,
            "other_white": 7_900, "arab": 1_400, "other_ethnic_group": 2_500,
        }.items()
    ),
    note="Young people are counted where they live in term time.",
)  # fmt: skip


def describe_those_served(officer: ServiceContext, code: str) -> None:
    """Whom the programme serves, from an invented source."""
    programme = programme_of_round(officer, round_code=code)
    assert programme is not None
    edit_need_profile(officer, programme_id=programme.id, profile=SERVED, version=programme.version)


def organisations_say_who_leads_them(officer: ServiceContext, code: str) -> None:
    """The officer types in what came back on the sheets “About you”."""
    given: dict[str, list[GivenAnswer]] = {}
    for group, numbers in LED_BY.items():
        for number in numbers.split():
            words = IN_THEIR_WORDS.get(number, "")
            given.setdefault(number, []).append(GivenAnswer(ETHNICITY, group, words))
    for number in given:
        disabled = "disabled" if number in DISABLED.split() else "not_disabled"
        given[number].append(GivenAnswer("disability", disabled))
    for number in LED_BY_WOMEN.split():
        given.setdefault(number, []).append(GivenAnswer("sex", "female"))
    for number, answers in sorted(given.items()):
        give_organisation_answers(officer, round_code=code, reference=f"EOI-{number}", answers=answers)


def members_say_who_they_are(members: Mapping[str, ServiceContext], code: str) -> None:
    """Members who want to answer; one prefers not to say, and one leaves it."""
    for name, group in PANEL.items():
        if name in members:
            give_answers(members[name], round_code=code, answers=[GivenAnswer(ETHNICITY, group)])
