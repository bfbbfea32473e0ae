"""The words and tones of scoring: groups, states of an assessment, points, what an EOI asks for."""

from __future__ import annotations

from commissioning_app.domain.assessments import AssessmentState
from commissioning_app.domain.eois import FundingKind
from commissioning_app.domain.money import pounds
from commissioning_app.domain.panels import MemberGroup
from commissioning_app.services.queries.my_scoring import NOT_STARTED, EoiToScore, MyAssignment
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.table_model import Chip


def group_word(group: MemberGroup) -> str:
    """Whom a member speaks for, in one word."""
    return {
        MemberGroup.COMMUNITY: tr("Community"),
        MemberGroup.COMMISSIONER: tr("Commissioner"),
    }[group]


def group_member_word(group: MemberGroup) -> str:
    """A member of the group, as a sentence names them."""
    return {
        MemberGroup.COMMUNITY: tr("community member"),
        MemberGroup.COMMISSIONER: tr("commissioner"),
    }[group]


def points(score: int | None) -> str:
    """A score on one criterion."""
    return tr("can’t say") if score is None else str(score)


def score_words(score: float | None) -> str:
    """A score from 0 to 100 with one decimal at most."""
    return tr("no score yet") if score is None else f"{score:.1f}".removesuffix(".0")


def is_sent(one: MyAssignment) -> bool:
    """Whether the member sent it."""
    return one.state == AssessmentState.SUBMITTED


def is_ready(one: MyAssignment) -> bool:
    """Whether every criterion has an answer and it only waits to be sent."""
    return one.state == AssessmentState.DRAFT and one.scored == one.criteria


def state_chip(one: MyAssignment) -> Chip:
    """How far the member is with one EOI."""
    if is_sent(one):
        return Chip(tr("Sent"), "good")
    if is_ready(one):
        return Chip(tr("Ready to send"), "info", "scoring")
    if one.state == NOT_STARTED:
        return Chip(tr("Not started"), "neutral", "dot")
    return Chip(tr("{done} of {all} scored", done=one.scored, all=one.criteria), "warn", "edit")


def ask_line(requested_pence: int, kind: FundingKind | None) -> str:
    """What an EOI asks for: "Asks for £8,400 of core funding"."""
    amount = pounds(requested_pence)
    if kind is FundingKind.CORE:
        return tr("Asks for {amount} of core funding", amount=amount)
    if kind is FundingKind.PROJECT:
        return tr("Asks for {amount} for a project", amount=amount)
    return tr("Asks for {amount}", amount=amount)


def details_line(eoi: EoiToScore) -> str:
    """What stands under an EOI's title."""
    ask = ask_line(eoi.requested_pence, eoi.funding_kind)
    if eoi.duration_months:
        ask = tr("{ask}, for {time}", ask=ask, time=_time(eoi.duration_months))
    return " · ".join(part for part in (ask, eoi.organisation, eoi.area) if part)


def _time(months: int) -> str:
    if months % 12 == 0:
        return tr_count("one year", "{count} years", months // 12)
    return tr_count("one month", "{count} months", months)
