"""Designing rounds: creating, editing while they are drafts, quick trial rounds, and reading them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from commissioning_app.domain.allocation import methods
from commissioning_app.domain.dates import financial_year
from commissioning_app.domain.design import problems_of_design
from commissioning_app.domain.errors import BadValue, NotAllowed, Problems, StepRefused
from commissioning_app.domain.fixed_records import WORDS, changed_too_late, with_days
from commissioning_app.domain.forms import Criterion
from commissioning_app.domain.money import Pence, pounds
from commissioning_app.domain.panels import PanelMember
from commissioning_app.domain.people import Person
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.roles import Role, can_design_rounds, can_manage_people, can_read_rounds
from commissioning_app.domain.rounds import (
    AllocationRule,
    PotYear,
    Programme,
    RankBy,
    Round,
    RoundState,
    StateChange,
)
from commissioning_app.services.audit import changes, record, snapshot
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.form_versions import next_version_if_changed
from commissioning_app.services.lookups import ensure_fresh, round_by_code
from commissioning_app.services.permissions import require
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.round_file import RoundFile

DESIGN_FIELDS = frozenset(
    {
        "name", "purpose", "pot_years", "smallest_award_pence", "largest_award_pence", "core_open_percent",
        "timetable", "questions", "criteria", "exclusions", "eligibility_rules", "ways_to_apply",
        "languages_and_formats", "rule", "community_power_percent", "records",
    }
)  # fmt: skip
"""What an officer designs; published at opening, so fixed from then on, but for the records."""

NAMES = (
    ("finance_agreement", "agreed_by"),
    ("responsible_officer", "name"),
    ("equality_reading", "read_by"),
    ("authority", "given_by"),
)
"""The records that name a person, and where; the trail keeps these names in its erasable part."""

CODE = re.compile(r"^\w[^\s/\\]{0,39}$")
"""A round's code: forty signs at most, the first a letter or a number."""

ANCHORS = ("Nothing said", "Weak", "Some of it", "Fair", "Strong", "Very strong")


def create_round(
    context: ServiceContext, *, code: str, name: str, programme: str = "", **design: Any
) -> UUID:
    """A new draft round; raises Problems when its figures contradict each other."""
    require(context.actor, can_design_rounds)
    with context.unit_of_work() as uow:
        round_ = _new_round(context, uow, code, name, programme, None, design)
        uow.commit()
        return round_.id


def create_round_from_file(context: ServiceContext, *, file: RoundFile) -> UUID:
    """A draft round with its programme, people and panel, all or nothing."""
    require(context.actor, can_design_rounds)
    with context.unit_of_work() as uow:
        design = dict(file.design)
        round_ = _new_round(
            context, uow, file.code, file.name, file.programme, file.programme_is_recurrent, design
        )
        for person in file.people:
            _person(context, uow, person.name, person.email, frozenset(person.roles))
        seated: set[UUID] = set()
        for member in file.panel:
            person_id = _person(context, uow, member.name, "", frozenset({Role.PANEL_MEMBER}))
            if person_id in seated:
                raise BadValue(f"{member.name.strip()} is on the panel twice.")
            seated.add(person_id)
            place = PanelMember(uuid4(), round_.id, person_id, member.group, is_chair=member.chair)
            uow.members.add(place)
            record(
                uow,
                context,
                action="panel member added",
                subject_kind="panel_member",
                subject_id=place.id,
                round_id=round_.id,
                after=snapshot(place),
            )
        uow.commit()
        return round_.id


def create_quick_round(context: ServiceContext, *, code: str, pot_pence: Pence, threshold: int = 50) -> UUID:
    """A bare trial round: open at once, no guards, no eligibility step, no approval."""
    require(context.actor, can_design_rounds)
    if pot_pence <= 0:
        raise BadValue("A pot is more than nothing. Type it like £500,000.", field="pot")
    today = context.clock.today()
    with context.unit_of_work() as uow:
        round_ = _new_round(
            context,
            uow,
            code,
            f"Trial round {code}",
            "",
            None,
            {
                "pot_years": (PotYear(financial_year(today), pot_pence),),
                "criteria": (Criterion("overall", "Overall", anchors=ANCHORS),),
                "rule": AllocationRule(threshold=threshold, minimum_share_percent=0),
            },
        )
        round_.is_trial = True
        round_.state = RoundState.OPEN
        round_.published_rule = round_.rule
        round_.history = (StateChange(RoundState.OPEN, context.clock.now(), context.actor.name, "trial"),)
        record(
            uow,
            context,
            action="trial round opened",
            subject_kind="round",
            subject_id=round_.id,
            round_id=round_.id,
            after={"state": "open", "is_trial": True},
        )
        uow.commit()
        return round_.id


def edit_round(context: ServiceContext, *, round_code: str, version: int | None, **design: Any) -> int:
    """Change a draft's design, or records at any time but those that are fixed; returns the new version."""
    require(context.actor, can_design_rounds)
    _refuse_unknown(design)
    with context.unit_of_work() as uow:
        round_ = round_by_code(uow, round_code)
        ensure_fresh(round_, version, **design)
        if round_.state is not RoundState.DRAFT and set(design) - {"records"}:
            raise StepRefused(
                "The round was published at opening, so its design is fixed. Its records can change."
            )
        if "records" in design:
            design["records"] = _records_of(round_, design["records"], context.clock.today())
        before, people_before = _seen(round_)
        questions_before = round_.questions
        _take(round_, design)
        next_version_if_changed(uow, round_, questions_before)
        after, people_after = _seen(round_)
        was, now = changes(before, after)
        people_were, people_are = changes(people_before, people_after)
        if now or people_are:
            record(
                uow,
                context,
                action="round edited",
                subject_kind="round",
                subject_id=round_.id,
                round_id=round_.id,
                before=was,
                after=now,
                personal={key: {"before": people_were[key], "after": people_are[key]} for key in people_are},
            )
        uow.commit()
        return round_.version


def copy_round(context: ServiceContext, *, round_code: str, code: str, name: str) -> UUID:
    """A new draft with the design of an earlier round, without its days and records."""
    require(context.actor, can_design_rounds)
    with context.unit_of_work() as uow:
        source = round_by_code(uow, round_code)
        left_out = {"name", "timetable", "records"}
        design = {key: getattr(source, key) for key in DESIGN_FIELDS - left_out}
        programme = uow.programmes.get(source.programme_id).name if source.programme_id else ""
        design["records"] = RoundRecords(contact=source.records.contact)
        round_ = _new_round(context, uow, code, name, programme, None, design)
        uow.commit()
        return round_.id


def read_round(context: ServiceContext, *, round_code: str) -> Round:
    """The round as it is stored."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        return round_by_code(uow, round_code)


def list_rounds(context: ServiceContext) -> list[Round]:
    """Every round, the newest first."""
    require(context.actor, can_read_rounds)
    with context.reading() as uow:
        rounds = uow.rounds.where()
    return sorted(rounds, key=lambda r: (r.created_at is None, r.created_at, r.code), reverse=True)


def _new_round(
    context: ServiceContext,
    uow: UnitOfWork,
    code: str,
    name: str,
    programme: str,
    is_recurrent: bool | None,
    design: dict[str, Any],
) -> Round:
    code = code.strip()
    if not CODE.match(code) or not code.isprintable():
        raise BadValue(
            "A round needs a short code without spaces or slashes, such as WELL-2026.", field="code"
        )
    if not name.strip():
        raise BadValue("Give the round a name.", field="name")
    if uow.rounds.find(code=code) is not None:
        raise BadValue(f"There is a round “{code}” already. Choose another code.", field="code")
    _refuse_unknown(design)
    round_ = Round(uuid4(), code, name.strip(), created_at=context.clock.now())
    if programme.strip():
        round_.programme_id = _programme(context, uow, programme.strip(), is_recurrent)
    _take(round_, design)
    uow.rounds.add(round_)
    after, people = _seen(round_)
    record(
        uow,
        context,
        action="round created",
        subject_kind="round",
        subject_id=round_.id,
        round_id=round_.id,
        after=after,
        personal={key: value for key, value in people.items() if any(value.values())},
    )
    return round_


def _seen(round_: Round) -> tuple[dict[str, Any], dict[str, Any]]:
    """A round for the trail, and apart from it whom its records name."""
    seen = snapshot(round_, leave_out=frozenset({"history"}))
    records = dict(seen["records"])
    people = {"contact": records.pop("contact")}
    for key, name in NAMES:
        records[key] = dict(records[key])
        people[key] = {name: records[key].pop(name)}
    return {**seen, "records": records}, people


def _records_of(round_: Round, new: RoundRecords, today: date) -> RoundRecords:
    """The records as an officer may write them now; raises StepRefused when they change a fixed one."""
    late = [WORDS[name] for name in changed_too_late(round_, new)]
    if late:
        raise StepRefused(
            f"Others count on this already, so it is fixed: {'; '.join(late)}. "
            "What was missing can still be written down."
        )
    return with_days(round_.records, new, today)


def _take(round_: Round, design: dict[str, Any]) -> None:
    for key, value in design.items():
        setattr(round_, key, round_.records.edited_to(value) if key == "records" else value)
    problems = problems_of_design(round_)
    rule = round_.rule
    names = [method.name for method in methods()]
    if rule.method not in names:
        problems.append(f"The method “{rule.method}” is not there. Choose one of: {', '.join(names)}.")
    if rule.rank_by is not RankBy.RAW:
        problems.append("Rounds are ranked by the raw panel score. The adjusted score can't be chosen.")
    if not 0 <= rule.threshold <= 100:
        problems.append("The score needed is between 0 and 100.")
    if not 0 <= rule.minimum_share_percent <= 100:
        problems.append("The share that counts as a minimum is between 0 % and 100 %.")
    most = rule.most_per_organisation_pence
    if most is not None and most < max(1, round_.smallest_award_pence):
        problems.append(f"The most for one organisation, {pounds(most)}, is under the smallest award.")
    power = round_.community_power_percent
    if power is not None and not 50 <= power <= 100:
        problems.append("Community members hold at least half of the panel's power: 50 % to 100 %.")
    if problems:
        raise Problems(problems)


def _refuse_unknown(design: dict[str, Any]) -> None:
    unknown = sorted(set(design) - DESIGN_FIELDS)
    if unknown:
        raise BadValue(f"A round has no “{unknown[0]}” to design.")


def _programme(context: ServiceContext, uow: UnitOfWork, name: str, is_recurrent: bool | None) -> UUID:
    found = uow.programmes.find(name=name)
    if found is not None:
        return found.id
    programme = Programme(uuid4(), name, is_recurrent=is_recurrent)
    uow.programmes.add(programme)
    record(
        uow,
        context,
        action="programme created",
        subject_kind="programme",
        subject_id=programme.id,
        after=snapshot(programme),
    )
    return programme.id


def _person(context: ServiceContext, uow: UnitOfWork, name: str, email: str, roles: frozenset[Role]) -> UUID:
    name = name.strip()
    if not name:
        raise BadValue("Give everybody in the file a name.")
    if roles - {Role.PANEL_MEMBER}:
        require(context.actor, can_manage_people)
    person = uow.people.find(name=name, is_active=True)
    if person is not None and person.id == context.actor.person_id and roles - person.roles:
        raise NotAllowed("Nobody gives themselves a role. Ask another administrator.")
    if person is None:
        person = Person(uuid4(), name, email.strip(), roles)
        uow.people.add(person)
    elif roles <= person.roles:
        return person.id
    else:
        person.roles = person.roles | roles
    record(
        uow,
        context,
        action="person given roles",
        subject_kind="person",
        subject_id=person.id,
        after={"roles": sorted(person.roles)},
        personal={"name": name, "email": email},
    )
    return person.id
