"""The round file: read whole, or refused with a sentence for each thing that is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commissioning_app.domain.errors import BadValue, Problems
from commissioning_app.domain.forms import Criterion, EligibilityRule, Question, QuestionKind
from commissioning_app.domain.panels import MemberGroup
from commissioning_app.domain.records import Contact, HelpOffer, MemberPayment, RoundRecords
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import (
    AllocationMethod,
    AllocationRule,
    FenceBasis,
    FunderKind,
    PotYear,
    RingFence,
    Timetable,
)
from commissioning_app.services.round_file import (
    FunderInFile,
    MemberInFile,
    PersonInFile,
    RoundFile,
    read_round_file,
)
from tests.records import every_record

WHOLE = """
code = "WELL-1"
name = "Wellbeing"
programme = "Neighbourhoods"
programme_is_recurrent = true
purpose = "Keep small groups going."
pot = "£250,000"
smallest_award = "£2,000"
largest_award = 20000
core_open_percent = 100
exclusions = ["Party politics"]
ways_to_apply = ["PDF"]
languages_and_formats = ["large print"]
community_power_percent = 55

[timetable]
opens_on = 2026-09-02
closes_on = 2026-10-02
paying_from = 2026-12-01

[[questions]]
id = "need"
text = "What do people need?"
word_limit = 200
[[questions]]
id = "when"
text = "When?"
kind = "date"

[[criteria]]
id = "rooted"
name = "Rooted"
weight = 2
anchors = ["a", "b", "c", "d", "e", "f"]

[[eligibility_rules]]
code = "area"
text = "You work here."

[rule]
method = "ranked"
threshold = 60
most_per_organisation = "£30,000"
[[rule.ring_fences]]
name = "small"
at_least = "£100,000"
basis = "small"

[records.contact]
name = "Sam Sample"
email = "sam@example.org"
[[records.help_offers]]
what = "Drop-in"
on = 2026-09-10
[records.member_payment]
offered = true
hourly = "£25"

[funder]
name = "Sample Council"
kind = "council"

[[people]]
name = "Ada Approver"
roles = ["approver"]

[[panel]]
name = "Cara"
group = "community"
chair = true
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "round.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file(tmp_path: Path) -> None:
    assert read_round_file(written(tmp_path, WHOLE)) == RoundFile(
        code="WELL-1",
        name="Wellbeing",
        programme="Neighbourhoods",
        programme_is_recurrent=True,
        design={
            "purpose": "Keep small groups going.",
            "pot_years": (PotYear("2026-27", 25_000_000),),
            "smallest_award_pence": 200_000,
            "largest_award_pence": 2_000_000,
            "core_open_percent": 100,
            "timetable": Timetable(
                opens_on=date(2026, 9, 2), closes_on=date(2026, 10, 2), paying_from=date(2026, 12, 1)
            ),
            "questions": (
                Question("need", "What do people need?", word_limit=200),
                Question("when", "When?", kind=QuestionKind.DATE),
            ),
            "criteria": (Criterion("rooted", "Rooted", weight=2, anchors=("a", "b", "c", "d", "e", "f")),),
            "exclusions": ("Party politics",),
            "eligibility_rules": (EligibilityRule("area", "You work here."),),
            "ways_to_apply": ("PDF",),
            "languages_and_formats": ("large print",),
            "rule": AllocationRule(
                method=AllocationMethod.RANKED,
                threshold=60,
                most_per_organisation_pence=3_000_000,
                ring_fences=(RingFence("small", 10_000_000, FenceBasis.SMALL),),
            ),
            "community_power_percent": 55,
            "records": RoundRecords(
                contact=Contact("Sam Sample", "sam@example.org"),
                help_offers=(HelpOffer("Drop-in", date(2026, 9, 10)),),
                member_payment=MemberPayment(offered=True, hourly_pence=2500),
            ),
        },
        funder=FunderInFile("Sample Council", FunderKind.COUNCIL),
        people=(PersonInFile("Ada Approver", roles=(Role.APPROVER,)),),
        panel=(MemberInFile("Cara", MemberGroup.COMMUNITY, chair=True),),
    )


RECORDS = """
code = "A"
name = "B"
pot_years = []
[records]
review_request_days = 20
need_question = "money"
own_measures_welcome = true
expected_eois = 60
formats_asked = ["large print", "Bengali"]
money_comes_again = false
minutes_an_eoi = 12
contact = { name = "Olu Officer", email = "olu@example.org", phone = "020 7946 0000" }
help_offers = [{ what = "Drop-in at the library", on = 2026-09-10 }]
member_payment = { offered = true, hourly = "£25", expenses = "Travel and childcare" }
panel_plan = { community = 3, commissioner = 2 }
reports = [{ up_to = "£10,000", a_year = 1 }, { a_year = 2 }]
criteria_choice = { on = 2026-12-04, community = 4, others = 3, how = "With dots" }
full_cost = { has_overhead_cap = true, overhead_cap_percent = 25, yearly_uplift_percent = 3 }
living_wage = { pays_wages = true, hourly = "£14.80", in_london = true }
support = { offered = true, what = ["A bookkeeper", "A course"] }
rates_published = { on = 2026-12-04, where = "https://funder.example/rates" }
open_data = { on = 2026-12-04, where = "https://funder.example/awards.json" }
told_members = { on = 2026-12-04, members = 9, what_changed = "Two groups came in" }
responsible_officer = { name = "Rosa Sample", role = "Director" }
board_report = { on = 2026-12-04, reference = "Minute 14" }
look_back = { on = 2026-12-04, panel_members = 5, applicants = 12, lessons = ["Open longer", "Two drop-ins"] }

[records.meeting_access]
time_of_day = "At six"
interpreter = "Somali"
childcare = "Next door"
travel = "Fares"
online = "By video"

[records.applicant_feedback]
asked_on = 2026-12-04
asked = 44
answers = 31
themes = [{ said = "Too long", did = "Two pages less", answered_on = 2026-12-04 }]

[[records.co_design]]
on = 2026-12-04
who = "The Somali elders' group"
what_changed = "Rent came in"

[records.demands]
settled = true
host_welcome = true
asked = [{ kind = "match_funding", above = "£50,000", amount = 10, note = "In kind counts" }]

[records.briefing]
topics = ["anti_racism", "criteria"]
how = "An evening"

[records.panel_reflection]
on = 2026-12-04
serves = "Somali families"
includes_them = true
in_their_words = "Three of us live there"

[records.monitoring]
asked_of_organisations = true
asked_of_members = true
in_detail = true
with_next_round = true
groupings = [{ name = "Black-led", groups = ["african", "caribbean"] }]

[records.power_used]
power = "NHS Act 2006, s.3A"
why_grant = "Nothing is bought"
on = 2026-12-04

[records.equality_statement]
on = 2026-12-04
by_role = "Head of equality"
summary = "Who gains"
reference = "EIA 12"

[[records.positive_action]]
ring_fence = "women"
applies = true
condition = "disadvantage"
evidence = "A survey"
proportionality = "A third"
review_on = 2026-12-04
recorded_on = 2026-12-04

[records.data_protection]
dpia_on = 2026-12-04
dpia_reference = "DPIA 4"
policy_on = 2026-12-04
policy_reference = "Policy 7"

[records.authority]
limit = "£250,000"
given_by = "The board"
minute = "Minute 9"
on = 2026-12-04
"""


def test_every_record_has_its_place_in_the_file(tmp_path: Path) -> None:
    assert read_round_file(written(tmp_path, RECORDS)).design["records"] == every_record()
    untouched = {
        name for name, value in vars(every_record()).items() if value == getattr(RoundRecords(), name)
    }
    assert untouched == {"review_request_days", "payment_plan", "finance_agreement", "equality_reading"}


def test_a_pot_by_financial_year(tmp_path: Path) -> None:
    text = 'code = "A"\nname = "B"\n[[pot_years]]\nyear = "2026-27"\namount = "£1"\n'
    assert read_round_file(written(tmp_path, text)).design["pot_years"] == (PotYear("2026-27", 100),)


def test_everything_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    text = """
name = "B"
pot = "a lot"
pott = 1
core_open_percent = "all"
exclusions = "none"
programme_is_recurrent = "yes"
[timetable]
open_on = 2026-09-02
closes_on = 2026-10-02T10:00:00
[[questions]]
text = "Why?"
kind = "essay"
[rule]
threshold = true
method = "best"
[records]
contact = "Sam"
[records.member_payment]
hourly = 2.5
"""
    with pytest.raises(Problems) as told:
        read_round_file(written(tmp_path, text))
    assert told.value.problems == (
        "The key “pott” is not known. Did you mean “pot”?",
        "“core_open_percent” needs a whole number.",
        "The key “open_on” in “timetable” is not known. Did you mean “opens_on”?",
        "“timetable.closes_on” needs a date such as 2026-12-04.",
        "“questions[1].kind” is “essay”. Choose one of “short”, “long”, “number”, “money”, “date”, "
        "“choice”, “choices”, “yes_no”, “attachment”.",
        "“questions[1]” needs “id”.",
        "“exclusions” needs a list.",
        "“rule.method” is “best”. Choose one of “fair-shares”, “ranked”, “equal-shares”, “draw”.",
        "“rule.threshold” needs a whole number.",
        "“records.contact” needs a table of keys and values.",
        '“records.member_payment.hourly” is money: write it like "£12,500".',
        "“pot”: “a lot” is not an amount of money. Type it like £12,500.",
        "A “pot” without years needs “paying_from” in the timetable.",
        "The round needs a “code”.",
        "“programme_is_recurrent” needs true or false.",
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"code = ", "is not valid TOML"),
        (b"code = \xff", "is not text in UTF-8"),
        (b"x" * 2_000_001, "too large to be a round file"),
    ],
)
def test_a_file_that_can_not_be_read(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "round.toml"
    path.write_bytes(content)
    with pytest.raises(BadValue, match=sentence):
        read_round_file(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="There is no file"):
        read_round_file(tmp_path / "none.toml")
    with pytest.raises(BadValue, match="There is no file"):
        read_round_file(tmp_path)


@pytest.mark.parametrize("text", ["a = " + "[" * 3000, "a = " + "{a = " * 3000, "a = " + "9" * 5000])
def test_a_file_that_nests_too_deep_or_counts_too_far(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadValue, match="nests too deep, or a number is too long"):
        read_round_file(written(tmp_path, text))


def test_a_pot_is_needed_and_given_once(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="The round needs a “pot”"):
        read_round_file(written(tmp_path, 'code = "A"\nname = "B"\n'))
    both = 'code = "A"\nname = "B"\npot = "£1"\n[[pot_years]]\nyear = "2026-27"\namount = "£1"\n'
    with pytest.raises(Problems, match="not both"):
        read_round_file(written(tmp_path, both))
