"""The money of a round, and how far its EOIs and scores have come."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.eois import EoiState
from commissioning_app.domain.money import pounds
from commissioning_app.domain.principles.facts import RoundFacts
from commissioning_app.domain.rounds import FenceBasis, RingFence, Round
from commissioning_app.services.queries.rounds import RoundMoney
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.charts import PotBar
from commissioning_app.ui.widgets.findings import KeyValueList
from commissioning_app.ui.widgets.text import Label


class PotCard(Card):
    """The pot as a bar, with what was asked, what may be awarded, and what is held for whom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("The pot"), parent=parent)
        self.bar = PotBar()
        self.said = Label("", "muted")
        self.facts = KeyValueList()
        for part in (self.bar, self.said, self.facts):
            self.add(part)
        self.body.addStretch(1)

    def set_money(self, round_: Round, money: RoundMoney) -> None:
        """Show another round's money."""
        self.set_title(tr("The pot: {amount}", amount=pounds(money.pot_pence)))
        self.bar.set(money.pot_pence, money.recommended_pence)
        word = tr("awarded") if money.is_decided else tr("recommended")
        said = tr("{amount} {word}, {left} left", amount=pounds(money.recommended_pence), word=word,
                  left=pounds(money.left_pence))  # fmt: skip
        self.said.setText(said if money.recommended_pence else tr("Nothing is recommended yet."))
        self.facts.set(_money_facts(round_, money))


class CountsCard(Card):
    """EOIs by where they are, and assessments that were sent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("EOIs and scores"), parent=parent)
        self.facts = KeyValueList()
        self.add(self.facts)
        self.body.addStretch(1)

    def set_facts(self, facts: RoundFacts) -> None:
        """Show another round's counts."""
        eois, scoring = facts.eois, facts.scoring
        pairs = [(tr("Came in"), f"{eois.total:,}"), (tr("Eligible"), f"{eois.in_play:,}")]
        for words, count in (
            (tr("Waiting for a decision on who is eligible"), eois.undecided),
            (tr("Came in late"), eois.count(EoiState.LATE)),
            (tr("Not eligible"), eois.count(EoiState.INELIGIBLE)),
            (tr("Withdrawn"), eois.count(EoiState.WITHDRAWN)),
        ):
            if count:
                pairs.append((words, f"{count:,}"))
        if scoring.assigned:
            sent = tr("{sent} of {all}", sent=f"{scoring.submitted:,}", all=f"{scoring.assigned:,}")
            pairs.append((tr("Assessments sent"), sent))
        self.facts.set(pairs)


def _money_facts(round_: Round, money: RoundMoney) -> list[tuple[str, str]]:
    asked = tr_count(
        "Asked for by {count} eligible EOI", "Asked for by {count} eligible EOIs", money.asked_by
    )
    pairs = [(asked, pounds(money.asked_pence))] if money.asked_by else []
    if len(round_.pot_years) > 1:
        pairs += [(tr("In {year}", year=part.year), pounds(part.pence)) for part in round_.pot_years]
    if round_.largest_award_pence:
        sizes = f"{pounds(round_.largest_award_pence)} / {pounds(round_.smallest_award_pence)}"
        pairs.append((tr("Largest / smallest award"), sizes))
    for fence in round_.effective_rule.ring_fences:
        pairs.append((fence_words(fence), tr("at least {amount}", amount=pounds(fence.at_least_pence))))
    pairs.append((tr("Open to core funding"), core_words(round_.core_open_percent)))
    return pairs


def fence_words(fence: RingFence) -> str:
    """Whom a ring-fence holds money for."""
    if fence.basis is FenceBasis.SMALL:
        return tr("Held for small organisations")
    if fence.basis is FenceBasis.CORE:
        return tr("Held for core funding")
    return tr("Held for {name}", name=fence.name)


def core_words(percent: int | None) -> str:
    """How much of the pot is open to core funding, in words."""
    if percent is None:
        return tr("not said yet")
    if percent == 100:
        return tr("all of it")
    return tr("none of it") if percent == 0 else tr("{percent} % of it", percent=percent)
