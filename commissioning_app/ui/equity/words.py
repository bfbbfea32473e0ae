"""Totals in words: counts with what they are counts of, hidden ones said as hidden, never a share alone."""

from __future__ import annotations

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.likelihood import Likelihood
from commissioning_app.domain.monitoring.answers import SubjectKind
from commissioning_app.domain.monitoring.breakdowns import OWN_WORDS, SEVERAL, Line, QuestionTable
from commissioning_app.domain.monitoring.questions import PREFER_NOT_TO_SAY, label_of
from commissioning_app.domain.need_profile import NeedProfile
from commissioning_app.services.context import LONDON
from commissioning_app.services.queries.equity import GroupingTotals, RoundTotals
from commissioning_app.translation import tr, tr_count


def count_words(count: int | None) -> str:
    """A count, or that it is hidden."""
    return tr("hidden") if count is None else f"{count:,}"


def line_words(line: Line, kind: SubjectKind) -> str:
    """What a row counts."""
    if line.key == OWN_WORDS:
        return tr("In their own words only")
    if line.key == PREFER_NOT_TO_SAY:
        return tr("Prefer not to say")
    if line.key == SEVERAL and line.within:
        return tr(
            "Several groups, all in {names}", names=tr(" and in ").join(f"“{name}”" for name in line.within)
        )
    if line.key == SEVERAL:
        return tr("Several groups")
    return tr(label_of(line.key, kind))


def whole_words(totals: RoundTotals) -> str:
    """How many applied and were funded, of which rounds, and since when the figures stand."""
    table = totals.table
    assert table is not None
    said = tr_count("{count:,} organisation applied", "{count:,} organisations applied", table.applied)
    funded = tr_count("{count:,} was funded", "{count:,} were funded", table.funded)
    rounds = ""
    if len(totals.rounds) > 1:
        rounds = " " + tr("Counted together: {rounds}.", rounds=", ".join(totals.rounds))
    if totals.frozen_at is None:
        return f"{said}, {funded}.{rounds}"
    day = long_date(totals.frozen_at.astimezone(LONDON).date())
    stands = tr("These totals were fixed with the decision on {day}.", day=day)
    return f"{said}, {funded}. {stands}{rounds}"


def answered_words(table: QuestionTable, applied: int, funded: int) -> str:
    """How many answered a question, of those who applied and of those who were funded."""
    if table.answered == 0:
        return tr("Nobody answered this.")
    if table.answered is None:
        return tr("Fewer than 5 of the {applied} who applied answered this.", applied=f"{applied:,}")
    said = tr(
        "{count} of the {applied} who applied answered this.",
        count=f"{table.answered:,}",
        applied=f"{applied:,}",
    )
    if not funded or table.funded_answered is None:
        return said
    more = tr(
        "Of the {funded} who were funded, {count} did.",
        funded=f"{funded:,}",
        count=f"{table.funded_answered:,}",
    )
    return f"{said} {more}"


def withheld_words(table: QuestionTable) -> str:
    """Why a table has no rows, or no funded counts."""
    if not table.answered and not table.is_withheld:
        return ""
    if table.is_withheld:
        return tr("So few answered, or are of any one group, that nothing of it can be shown.")
    if not table.shows_funded:
        return tr("Who was funded is left out: so few were, or were not, that it would give people away.")
    return ""


def why_no_likelihood(one: GroupingTotals) -> str:
    """Why there is nothing to compare."""
    if one.facts.applied == 0:
        return tr("nobody of them applied")
    return "" if one.likelihood else tr("too few to show")


def likelihood_words(one: GroupingTotals) -> str:
    """The counts behind a ratio, the ratio, its interval, and what that means."""
    facts, found = one.facts, one.likelihood
    if found is None:
        return tr("{name}: {why}.", name=facts.name, why=why_no_likelihood(one))
    counts = tr(
        "{name}: {funded} of {applied} were funded; of all others who answered, {others_funded} of "
        "{others_applied}.",
        name=facts.name,
        funded=facts.funded,
        applied=facts.applied,
        others_funded=facts.others_funded,
        others_applied=facts.others_applied,
    )
    rounds = ""
    if facts.rounds > 1:
        rounds = " " + tr("That is over {count} rounds.", count=facts.rounds)
    return f"{counts} {_ratio(found)}{rounds}"


def _ratio(found: Likelihood) -> str:
    ratio = f"{float(found.ratio):.2f}"
    if found.low is None or found.high is None:
        return tr(
            "So they were {ratio} times as likely; how far that may be chance can’t be told.", ratio=ratio
        )
    values = {"ratio": ratio, "low": f"{found.low:.2f}", "high": f"{found.high:.2f}"}
    if found.may_be_chance:
        return tr(
            "So they were {ratio} times as likely, somewhere between {low} and {high}: it may be chance.",
            **values,
        )
    return tr(
        "So they were {ratio} times as likely, somewhere between {low} and {high}: chance alone is unlikely.",
        **values,
    )


def gap_words(one: GroupingTotals) -> str:
    """A grouping's share of the money beside its share of the people served, with the counts behind it."""
    facts = one.facts
    if facts.need_percent is None:
        return tr("{name}: the need profile does not count every group in it.", name=facts.name)
    if facts.money_percent is None or one.gap_points is None:
        return tr(
            "{name}: {need} % of the people served. Their share of the money can’t be shown: it would give "
            "an answer away.",
            name=facts.name,
            need=facts.need_percent,
        )
    said = tr(
        "{name}: {need} % of the people served, {money} % of the money.",
        name=facts.name,
        need=facts.need_percent,
        money=facts.money_percent,
    )
    counts = ""
    if facts.funded is not None and facts.applied is not None:
        counts = " " + tr(
            "{funded} of the {applied} that applied were funded.", funded=facts.funded, applied=facts.applied
        )
    return f"{said} {_gap(one)}{counts}"


def _gap(one: GroupingTotals) -> str:
    gap, before = one.gap_points or 0, one.gap_points_before
    if gap <= 0:
        return tr("The money reaches them.")
    said = tr_count("The money falls {count} point short.", "The money falls {count} points short.", gap)
    if before is None:
        return said
    if before > gap:
        return f"{said} {tr('Last time it was {before}: the gap is closing.', before=before)}"
    if before < gap:
        return f"{said} {tr('Last time it was {before}: the gap is wider now.', before=before)}"
    return f"{said} {tr('It was the same last time.')}"


def need_words(need: NeedProfile | None) -> str:
    """Whom the programme serves, by which source."""
    if need is None:
        return tr("The programme has no need profile yet, so there is nothing to set the money against.")
    return tr(
        "The people served: {people}. Source: {source}, {year}.",
        people=need.population,
        source=need.source,
        year=need.year,
    )
