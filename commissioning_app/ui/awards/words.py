"""The words and tones of awards, instalments and payment plans."""

from __future__ import annotations

from commissioning_app.domain.awards import AwardState, InstalmentState
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.money import pounds
from commissioning_app.domain.records import FinanceAgreement, PaymentPlan
from commissioning_app.domain.roles import Actor, can_handle_eois, can_mark_paid
from commissioning_app.services.awards import FINANCE_STEPS
from commissioning_app.services.queries.awards import AwardsPage
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.table_model import Chip
from commissioning_app.ui.lib.theme import Tone

LIFE = (
    AwardState.OFFERED,
    AwardState.ACCEPTED,
    AwardState.SIGNED,
    AwardState.CHECKED,
    AwardState.PAYING,
    AwardState.REPORTED,
    AwardState.CLOSED,
)
"""The steps of an award that goes well."""
WITH_REASON = frozenset({AwardState.REFUSED, AwardState.LAPSED, AwardState.ENDED_EARLY})
_TONES: dict[AwardState, tuple[Tone, str]] = {
    AwardState.OFFERED: ("info", "mail"),
    AwardState.ACCEPTED: ("info", "check"),
    AwardState.SIGNED: ("info", "edit"),
    AwardState.CHECKED: ("info", "eye"),
    AwardState.PAYING: ("good", "pound"),
    AwardState.REPORTED: ("good", "chat"),
    AwardState.CLOSED: ("good", ""),
    AwardState.REFUSED: ("neutral", "cross"),
    AwardState.LAPSED: ("warn", "clock"),
    AwardState.ENDED_EARLY: ("warn", ""),
}


def award_word(state: AwardState) -> str:
    """An award's state as it stands in a chip."""
    return {
        AwardState.OFFERED: tr("Offered"),
        AwardState.ACCEPTED: tr("Accepted"),
        AwardState.REFUSED: tr("Refused"),
        AwardState.LAPSED: tr("Lapsed"),
        AwardState.SIGNED: tr("Signed"),
        AwardState.CHECKED: tr("Checked"),
        AwardState.PAYING: tr("Paying"),
        AwardState.REPORTED: tr("Reported"),
        AwardState.CLOSED: tr("Closed"),
        AwardState.ENDED_EARLY: tr("Ended early"),
    }[state]


def award_chip(state: AwardState) -> Chip:
    """An award's state for a table."""
    tone, icon = _TONES[state]
    return Chip(award_word(state), tone, icon)


def step_button(state: AwardState) -> str:
    """The step into a state, as its button says it."""
    return {
        AwardState.OFFERED: tr("Offer it"),
        AwardState.ACCEPTED: tr("They accepted"),
        AwardState.REFUSED: tr("They refused…"),
        AwardState.LAPSED: tr("The offer lapsed…"),
        AwardState.SIGNED: tr("The agreement is signed"),
        AwardState.CHECKED: tr("The checks are done"),
        AwardState.PAYING: tr("Payments go on"),
        AwardState.REPORTED: tr("They reported"),
        AwardState.CLOSED: tr("Close the award"),
        AwardState.ENDED_EARLY: tr("End it early…"),
    }[state]


def why_not_step(page: AwardsPage, state: AwardState, actor: Actor) -> str:
    """Why this person can't take an award into a state now; "" when they can."""
    if not page.moves_on:
        return tr("Awards move on once the round is announced.")
    if state in FINANCE_STEPS:
        return "" if can_mark_paid(actor) else tr("Finance does this.")
    return "" if can_handle_eois(actor) else tr("Officers do this.")


def instalment_word(state: InstalmentState) -> str:
    """An instalment's state as it stands in a chip."""
    return {
        InstalmentState.PLANNED: tr("Planned"),
        InstalmentState.HELD: tr("Held back"),
        InstalmentState.PAID: tr("Paid"),
    }[state]


def instalment_chip(state: InstalmentState) -> Chip:
    """An instalment's state for a table."""
    chips: dict[InstalmentState, tuple[Tone, str]] = {
        InstalmentState.PLANNED: ("neutral", "calendar"),
        InstalmentState.HELD: ("warn", "lock"),
        InstalmentState.PAID: ("good", "check"),
    }
    tone, icon = chips[state]
    return Chip(instalment_word(state), tone, icon)


def plan_words(plan: PaymentPlan) -> str:
    """A payment plan in sentences."""
    if plan.small_first_percent is None:
        return tr("The officer has not written a payment plan yet.")
    days = plan.small_days_before_start
    early = (
        tr("before their work starts")
        if days is None
        else tr_count("{count} day before their work starts", "{count} days before their work starts", days)
    )
    return tr(
        "Small organisations get {share} % of the first year’s money {early}. Awards up to {line} are paid "
        "at once.",
        share=plan.small_first_percent,
        early=early,
        line=pounds(plan.one_payment_up_to_pence),
    )


def agreement_words(agreement: FinanceAgreement) -> str:
    """Whether finance agreed that the plan can be kept."""
    if agreement.agreed_on is None:
        return tr("Finance has not agreed to it yet. Without that the round can’t be decided.")
    words = tr(
        "{who} agreed to it for finance on {day}.",
        who=agreement.agreed_by,
        day=long_date(agreement.agreed_on),
    )
    return f"{words} {agreement.note}".strip()


def totals_words(page: AwardsPage) -> str:
    """What is awarded and paid, in a line."""
    paid = sum(award.paid_pence for award in page.awards)
    awarded = page.reconciliation.awarded if page.reconciliation is not None else 0
    return tr(
        "{paid} of {awarded} is paid, {left} is still to be paid.",
        paid=pounds(paid),
        awarded=pounds(awarded),
        left=pounds(awarded - paid),
    )
