"""The words and tones of due diligence, its exceptions and subsidy control."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from commissioning_app.domain.dates import financial_year, long_date
from commissioning_app.domain.due_diligence import DiligenceItem, ExceptionState
from commissioning_app.domain.money import Pence, pounds
from commissioning_app.services.queries.before_paying import BeforePayingPage, DiligenceLine, PayeeRow
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.table_model import Chip


def item_word(item: DiligenceItem) -> str:
    """An item of due diligence as its tick box says it."""
    return {
        DiligenceItem.GOVERNING_DOCUMENT: tr("Governing document"),
        DiligenceItem.THREE_UNRELATED_PEOPLE: tr("Three unrelated people"),
        DiligenceItem.REGISTER: tr("Register"),
        DiligenceItem.ACCOUNTS_OR_BUDGET: tr("Accounts or budget"),
        DiligenceItem.SAFEGUARDING: tr("Safeguarding"),
        DiligenceItem.INSURANCE: tr("Insurance"),
        DiligenceItem.BANK_EVIDENCE: tr("Bank evidence"),
        DiligenceItem.SANCTIONS: tr("Sanctions list"),
    }[item]


def item_help(item: DiligenceItem) -> str:
    """What is looked at, in a line."""
    return {
        DiligenceItem.GOVERNING_DOCUMENT: tr("Its constitution or articles, adopted and signed."),
        DiligenceItem.THREE_UNRELATED_PEOPLE: tr("Those who run it: three at least who are not one family."),
        DiligenceItem.REGISTER: tr("It stands on the charity or company register, under this name."),
        DiligenceItem.ACCOUNTS_OR_BUDGET: tr("Last year’s accounts; of a new group, this year’s budget."),
        DiligenceItem.SAFEGUARDING: tr("A policy, and somebody who answers for it."),
        DiligenceItem.INSURANCE: tr("Cover for what it does, in date."),
        DiligenceItem.BANK_EVIDENCE: tr("A statement in the group’s name; two people sign."),
        DiligenceItem.SANCTIONS: tr("Neither it nor those who run it are on the UK list."),
    }[item]


def state_chip(row: PayeeRow) -> Chip:
    """Whether it can be paid, as it stands in a table."""
    if not row.in_the_way:
        return Chip(tr("Nothing in the way"), "good")
    if row.diligence.exception_state is ExceptionState.WAITING and not row.diligence.is_done:
        return Chip(tr("Waits for an approver"), "info", "person")
    if row.was_paid:
        return Chip(tr("Paid, not complete"), "bad")
    return Chip(tr("In the way"), "warn")


def exception_chip(line: DiligenceLine) -> Chip | None:
    """Where an exception is between the officer and the approver."""
    return {
        ExceptionState.NONE: None,
        ExceptionState.WAITING: Chip(tr("Waits for an approver"), "info", "person"),
        ExceptionState.SENT_BACK: Chip(tr("Sent back"), "bad", "undo"),
        ExceptionState.AGREED: Chip(tr("Agreed"), "good"),
    }[line.exception_state]


def looked_at(line: DiligenceLine) -> str:
    """ "3 of 5"."""
    return tr("{done} of {all}", done=len(line.items) - len(line.missing), all=len(line.items))


def enterprise_word(is_enterprise: bool | None) -> str:
    """Whether an organisation is an enterprise, as it stands in a table."""
    if is_enterprise is None:
        return tr("not asked")
    return tr("yes") if is_enterprise else tr("no")


def summary_words(page: BeforePayingPage) -> str:
    """How many can be paid, in sentences."""
    if not page.is_known:
        return tr(
            "Nobody is to be funded yet. Once the panel’s recommendation is recorded, each organisation that "
            "money goes to stands here. No other is asked for anything."
        )
    if not page.rows:
        return tr("No organisation is to be funded.")
    count = len(page.rows)
    if page.ready == count:
        return tr_count(
            "Nothing stands in the way of paying the one organisation to be funded.",
            "Nothing stands in the way of paying the {count} organisations to be funded.",
            count,
        )
    if not page.ready:
        return tr_count(
            "The one organisation to be funded can’t be paid yet.",
            "None of the {count:,} organisations to be funded can be paid yet.",
            count,
        )
    return tr(
        "Nothing stands in the way of paying {ready} of {organisations} to be funded.",
        ready=f"{page.ready:,}",
        organisations=tr_count("{count} organisation", "{count:,} organisations", count),
    )


def left_words(pence: Pence, received: Pence | None, limit: Pence) -> tuple[str, bool]:
    """What is left under the limit with this award, in a sentence; and whether it is within it."""
    if received is None:
        words = tr(
            "This award is {award}. Under the limit of {limit}, it may have had {most} before.",
            award=pounds(pence),
            limit=pounds(limit),
            most=pounds(max(limit - pence, 0)),
        )
        return words, pence <= limit
    whole = pence + received
    if whole > limit:
        words = tr(
            "With this award it has {whole}: {over} over the limit of {limit}. Give less, or ask your "
            "lawyers under which other rule it may be given.",
            whole=pounds(whole),
            over=pounds(whole - limit),
            limit=pounds(limit),
        )
        return words, False
    words = tr(
        "With this award it has {whole} of {limit}. {left} is left.",
        whole=pounds(whole),
        limit=pounds(limit),
        left=pounds(limit - whole),
    )
    return words, True


def three_years(today: date) -> str:
    """This financial year and the two before: "2024-25, 2025-26 and 2026-27"."""
    years = [financial_year(date(today.year - ago, today.month, 1)) for ago in (2, 1, 0)]
    return tr("{first}, {second} and {third}", first=years[0], second=years[1], third=years[2])


def seen_words(on: date, note: str) -> str:
    """When an item was looked at, and where the evidence is."""
    if not note:
        return tr("Looked at on {day}.", day=long_date(on))
    return tr("Looked at on {day}. Evidence: {note}", day=long_date(on), note=note)


def only_officers() -> str:
    """Why others can't change anything here."""
    return tr("Officers do this. Choose another person in Settings, or ask one.")


def kept_in_words(values: Mapping[str, Any]) -> dict[str, Any]:
    """One version of an organisation's due diligence, for those who saved at the same time.

    Takes what is kept, or what somebody wanted to save: ``items``, or one ``item``, and the exception.
    """
    said: dict[str, Any] = {}
    found = values.get("items", [values["item"]] if "item" in values else [])
    names = [one["item"] if isinstance(one, Mapping) else one for one in found]
    said[tr("Looked at")] = ", ".join(item_word(DiligenceItem(name)) for name in names)
    if "exception" in values:
        said[tr("Exception")] = values["exception"]
    return said
