"""Gathers what the checks read: plain columns and counts, never ten thousand entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from commissioning_app.domain.awards import NOT_STANDING, AwardState, InstalmentState, RecommendationState
from commissioning_app.domain.eois import IN_PLAY, Decision, EoiState, was_ruled_out
from commissioning_app.domain.form_text import form_texts
from commissioning_app.domain.letters import LetterKind
from commissioning_app.domain.money import Pence
from commissioning_app.domain.panels import MemberGroup, PanelMember
from commissioning_app.domain.principles.facts import (
    COUNTS,
    AwardedMoney,
    DecisionFacts,
    EoiFacts,
    FirstInstalment,
    PanelFacts,
    PartHolder,
    PaymentFacts,
    RoundFacts,
    ScoringFacts,
)
from commissioning_app.domain.principles.policy import Policy
from commissioning_app.domain.principles.simple_form import flags_in
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import FunderKind, Round, RoundState
from commissioning_app.domain.wording_check import WordList
from commissioning_app.services.context import LONDON
from commissioning_app.services.differences import differences_of
from commissioning_app.services.facts_monitoring import gather_monitoring
from commissioning_app.services.facts_safety import gather_safety
from commissioning_app.services.facts_wording import gather_feedback_wording
from commissioning_app.services.interests import hidden_by_person
from commissioning_app.services.leave_one_out import read_swings
from commissioning_app.services.ports.reading import EoiStanding
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.wording import names_among, word_list_of

SMALL_LINE = "core.small_organisation_line"
LONG_FROM = "core.long_award_months"
HAS_A_PART = frozenset({Role.OFFICER, Role.APPROVER, Role.FINANCE})
"""Who declares their interests besides the panel's members (check P6)."""

ENDED = NOT_STANDING | {AwardState.CLOSED}
"""Awards that have come to their end."""

OWED_FEEDBACK = frozenset({Decision.PART, Decision.RESERVE, Decision.DECLINE, Decision.INELIGIBLE})


def gather_facts(uow: UnitOfWork, round_: Round, *, today: date, policy: Policy) -> RoundFacts:
    """Everything that the checks of one round read, from one transaction."""
    rows, newest, organisations = _eois(uow, round_.id)
    members = tuple(uow.members.where(round_id=round_.id))
    workspace = uow.workspaces.find()
    line, words = policy.money(SMALL_LINE), word_list_of(uow)
    return RoundFacts(
        round=round_,
        today=today,
        funder_kind=FunderKind(workspace.funder_kind) if workspace else FunderKind.INTEGRATED_CARE_BOARD,
        opened_on=_day(round_.opened_at()),
        announced_on=_day(round_.reached_at(RoundState.ANNOUNCED)),
        eois=EoiFacts(Counter(map(_counts_as, rows.values())), newest, organisations),
        panel=PanelFacts(members, _part_holders(uow, round_.id, members), _first_sent(uow, round_.id)),
        scoring=_scoring(uow, round_, rows, members, policy),
        decision=_decision(uow, round_, rows, line, policy.whole(LONG_FROM)),
        payment=_payment(uow, round_.id, line),
        monitoring=gather_monitoring(uow, round_),
        safety=gather_safety(uow, round_, today=today, policy=policy),
        is_recurrent=uow.programmes.get(round_.programme_id).is_recurrent if round_.programme_id else None,
        word_list=words,
        names=_names(uow, round_, words),
        feedback=gather_feedback_wording(uow, round_, words),
    )


def _names(uow: UnitOfWork, round_: Round, words: WordList) -> tuple[str, ...]:
    """The organisations, the funder too, that the round names; read only if a word is flagged."""
    texts = form_texts(round_)
    if not flags_in(words, texts, ()):
        return ()
    return names_among(uow, " ".join(one.text for one in texts))


def _eois(uow: UnitOfWork, round_id: UUID) -> tuple[dict[UUID, EoiStanding], datetime | None, int]:
    """The round's EOIs; when the newest organisation (applicant or host) came in with its first; how many."""
    rows: dict[UUID, EoiStanding] = {}
    first_seen: dict[UUID, datetime] = {}
    for eoi in uow.views.eoi_standings(round_id):
        rows[eoi.id] = eoi
        created = eoi.created_at
        if created is None or eoi.state is EoiState.WITHDRAWN:
            continue
        for one in (eoi.organisation_id, eoi.host_organisation_id):
            if one is not None:
                first_seen[one] = min(created, first_seen.get(one, created))
    return rows, max(first_seen.values(), default=None), len(first_seen)


def _is_ruled_out(eoi: EoiStanding) -> bool:
    """Whether it is ineligible, or was told so."""
    return was_ruled_out(eoi.state, eoi.reason_code)


def _counts_as(eoi: EoiStanding) -> EoiState:
    """Its state; one that was told that it is ineligible still counts as that."""
    return EoiState.INELIGIBLE if _is_ruled_out(eoi) else eoi.state


def _part_holders(
    uow: UnitOfWork, round_id: UUID, members: Collection[PanelMember]
) -> tuple[PartHolder, ...]:
    on_panel = {member.person_id for member in members if not member.stepped_down_because}
    stated: dict[UUID, tuple[datetime, int]] = {}
    names = ("person_id", "made_at", "organisations_seen")
    for person_id, made_at, seen in uow.statements.columns(*names, round_id=round_id):
        stated[person_id] = max((made_at, seen), stated.get(person_id, (made_at, seen)))
    return tuple(
        PartHolder(name, *stated.get(person_id, (None, 0)))
        for person_id, name, roles, is_active in uow.people.columns("id", "name", "roles", "is_active")
        if person_id in on_panel or (is_active and not HAS_A_PART.isdisjoint(roles))
    )


def _day(at: datetime | None) -> date | None:
    return at.astimezone(LONDON).date() if at else None


def _first_sent(uow: UnitOfWork, round_id: UUID) -> dict[UUID, date]:
    """By member: the day on which they sent their first assessment."""
    first = uow.views.first_sent(round_id)
    return {member_id: at.astimezone(LONDON).date() for member_id, at in first.items()}


def _scoring(
    uow: UnitOfWork,
    round_: Round,
    rows: Mapping[UUID, EoiStanding],
    members: Collection[PanelMember],
    policy: Policy,
) -> ScoringFacts:
    """Assessments as they are; what was given to score and is missing only until the decision."""
    voting = {member.id: member for member in members if member.is_voting}
    of_community = {key: member.group is MemberGroup.COMMUNITY for key, member in voting.items()}
    hidden = _hidden(uow, round_.id, voting.values())
    sent = uow.views.senders(round_.id)
    given = {} if round_.is_past(RoundState.DECIDED) else uow.views.assigned(round_.id)
    scorers, missing, given_to = Counter[tuple[int, int]](), Counter[UUID](), list[UUID]()
    was_moderated = round_.state is RoundState.CANCELLED and round_.reached_at(RoundState.MODERATION)
    assigned, has_scores = 0, was_moderated or round_.is_past(RoundState.MODERATION)
    for eoi_id, eoi in rows.items():
        if eoi.state not in IN_PLAY or _is_ruled_out(eoi):
            continue
        away = hidden.get(eoi.organisation_id, frozenset())
        if eoi.host_organisation_id in hidden:
            away = away | hidden[eoi.host_organisation_id]
        by = sent.get(eoi_id, [])
        counting = [of_community[one] for one in by if one in of_community and one not in away]
        scorers[len(counting), sum(counting)] += 1
        to = [one for one in given.get(eoi_id, ()) if one in of_community and one not in away]
        assigned += len(to)
        given_to += to or [one for one in by if one in of_community and one not in away]
        if to != by:
            missing.update(one for one in to if one not in by)
    return ScoringFacts(
        assigned=assigned,
        submitted=sum(map(len, sent.values())),
        missing=missing.total(),
        members_with_work=len(missing),
        seen_too_early=uow.views.seen_too_early(round_.id),
        scorers=scorers,
        loads=tuple(sorted(Counter(given_to).values())),
        differences=differences_of(uow, round_, policy=policy) if has_scores else None,
    )


def _hidden(
    uow: UnitOfWork, round_id: UUID, members: Collection[PanelMember]
) -> dict[UUID | None, frozenset[UUID]]:
    """By organisation that somebody has a tie to: the members who may neither see nor score its EOIs.

    An approver's exception keeps somebody in the round; it makes no assessment of that EOI count.
    """
    away: dict[UUID | None, frozenset[UUID]] = {}
    ties = hidden_by_person(uow, round_id)
    for member in members:
        for organisation_id in ties.get(member.person_id, ()):
            away[organisation_id] = away.get(organisation_id, frozenset()) | {member.id}
    return away


def _decision(
    uow: UnitOfWork, round_: Round, rows: Mapping[UUID, EoiStanding], line: Pence, long_from: int
) -> DecisionFacts:
    recommendations = uow.recommendations.columns("id", "state", "recorded_at", round_id=round_.id)
    known = [r for r in recommendations if r[1] in COUNTS | {RecommendationState.SENT_BACK}]
    if not known:
        return DecisionFacts()
    recommendation_id, state, _ = max(known, key=lambda r: (r[1] in COUNTS, r[2]))
    if state not in COUNTS:
        return DecisionFacts(recommendation=state)
    lines = uow.recommendation_lines.columns(
        "eoi_id", "decision", "amount_pence", recommendation_id=recommendation_id
    )
    money = {eoi_id: pence for eoi_id, _, pence in lines if pence > 0 and eoi_id in rows}
    small = _sizes(uow, {rows[eoi_id].organisation_id for eoi_id in money}, line)
    is_small = {eoi_id: small[rows[eoi_id].organisation_id] for eoi_id in money}
    facts = DecisionFacts(
        recommendation=state,
        funded=len(money),
        small=sum(1 for one in is_small.values() if one),
        unknown_size=sum(1 for one in is_small.values() if one is None),
        money=_money(money, is_small, _are_long(uow, money, long_from)),
        swings=read_swings(uow, uow.recommendations.get(recommendation_id)),
    )
    if state is not RecommendationState.APPROVED:
        return facts
    ruled_out = {eoi_id for eoi_id, row in rows.items() if _is_ruled_out(row)}
    owed = {eoi_id for eoi_id, decision, _ in lines if decision in OWED_FEEDBACK} | ruled_out
    owed = {eoi_id for eoi_id in owed if eoi_id in rows and rows[eoi_id].state is not EoiState.WITHDRAWN}
    written = {
        eoi_id
        for eoi_id, strength, change in uow.feedback.columns(
            "eoi_id", "strength", "change", round_id=round_.id
        )
        if strength.strip() and change.strip()
    }
    owed_letters, made = _letters(uow, round_, rows, ruled_out)
    return replace(
        facts,
        feedback_owed=len(owed),
        feedback_written=len(owed & written),
        letters_owed=owed_letters,
        letters_made=made,
    )


def _are_long(uow: UnitOfWork, eois: Collection[UUID], long_from: int) -> dict[UUID, bool | None]:
    """Whether each EOI asks for so many months or more; None when it does not say."""
    if not eois:
        return {}
    asked = uow.eois.columns("id", "duration_months", id=set(eois))
    return {one: None if months is None else months >= long_from for one, months in asked}


def _money(
    money: Mapping[UUID, Pence], small: Mapping[UUID, bool | None], long: Mapping[UUID, bool | None]
) -> AwardedMoney:
    def part(of: Mapping[UUID, bool | None], wanted: bool | None) -> Pence:
        return sum(pence for eoi_id, pence in money.items() if of[eoi_id] is wanted)

    return AwardedMoney(
        all=sum(money.values()),
        small=part(small, True),
        unknown_size=part(small, None),
        long=part(long, True),
        unknown_length=part(long, None),
    )


def _letters(
    uow: UnitOfWork, round_: Round, rows: Mapping[UUID, EoiStanding], ruled_out: Collection[UUID]
) -> tuple[int, int]:
    """How many EOIs are owed a letter, and how many have one made since the decision.

    A letter to an ineligible applicant may be older: it does not depend on the decision.
    """
    decided_at = round_.reached_at(RoundState.DECIDED)
    told = (EoiState.DECIDED, EoiState.NOTIFIED, EoiState.FEEDBACK_GIVEN)
    owed = {eoi_id for eoi_id, row in rows.items() if row.state in told} | set(ruled_out)
    made = {
        eoi_id
        for eoi_id, kind, made_at in uow.letters.columns("eoi_id", "kind", "made_at", round_id=round_.id)
        if (eoi_id in ruled_out and kind == LetterKind.INELIGIBLE)
        or (decided_at is not None and made_at >= decided_at)
    }
    return len(owed), len(owed & made)


def _sizes(uow: UnitOfWork, organisations: Collection[UUID], line: Pence) -> dict[UUID, bool | None]:
    """Whether each organisation's yearly income is under the line; None when it is not known."""
    if not organisations:
        return {}
    incomes = uow.organisations.columns("id", "yearly_income_pence", id=set(organisations))
    return {one: None if income is None else income < line for one, income in incomes}


def _payment(uow: UnitOfWork, round_id: UUID, line: Pence) -> PaymentFacts:
    names = ("id", "organisation_id", "amount_pence", "months", "starts_on", "state")
    awards = uow.awards.columns(*names, round_id=round_id)
    standing = [award for award in awards if award[5] not in NOT_STANDING]
    if not awards:
        return PaymentFacts()
    parts = uow.instalments.columns(
        "award_id", "number", "due_on", "amount_pence", "state", award_id={award[0] for award in standing}
    )
    unpaid = [part for part in parts if part[4] is not InstalmentState.PAID]
    first: dict[UUID, tuple[int, date, Pence]] = {}
    for award_id, number, due_on, pence, _ in parts:
        if award_id not in first or number < first[award_id][0]:
            first[award_id] = (number, due_on, pence)
    small = _sizes(uow, {award[1] for award in standing}, line)
    return PaymentFacts(
        first_instalments=tuple(
            FirstInstalment(
                is_small=small[organisation_id],
                award_pence=pence,
                months=months,
                starts_on=starts_on,
                first_pence=first[award_id][2] if award_id in first else 0,
                first_due_on=first[award_id][1] if award_id in first else None,
            )
            for award_id, organisation_id, pence, months, starts_on, _ in standing
        ),
        instalments=len(parts),
        unpaid=len(unpaid),
        next_due_on=min((part[2] for part in unpaid), default=None),
        awards=len(awards),
        awards_going_on=sum(1 for award in awards if award[5] not in ENDED),
    )
