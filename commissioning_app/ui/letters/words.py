"""The words and tones of letters and feedback."""

from __future__ import annotations

from collections import Counter

from commissioning_app.domain.letters import LetterKind
from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.queries.letters import LetterLine, LettersPage
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.lib.table_model import Chip
from commissioning_app.ui.lib.theme import Tone

_TONES: dict[LetterKind, tuple[Tone, str]] = {
    LetterKind.OFFER_IN_FULL: ("good", "pound"),
    LetterKind.OFFER_IN_PART: ("good", "pound"),
    LetterKind.RESERVE: ("warn", "clock"),
    LetterKind.DECLINE: ("neutral", "minus"),
    LetterKind.INELIGIBLE: ("bad", ""),
    LetterKind.WITHDRAWN: ("neutral", "back"),
    LetterKind.CANCELLED: ("bad", ""),
}


def kind_word(kind: LetterKind | None) -> str:
    """A kind of letter as it stands in a chip."""
    if kind is None:
        return tr("Not decided yet")
    return {
        LetterKind.OFFER_IN_FULL: tr("Offer in full"),
        LetterKind.OFFER_IN_PART: tr("Offer in part"),
        LetterKind.RESERVE: tr("Reserve list"),
        LetterKind.DECLINE: tr("Not funded"),
        LetterKind.INELIGIBLE: tr("Ineligible"),
        LetterKind.WITHDRAWN: tr("Withdrawn"),
        LetterKind.CANCELLED: tr("Round cancelled"),
    }[kind]


def kind_chip(kind: LetterKind | None) -> Chip:
    """A kind of letter for a table."""
    tone, icon = ("neutral", "clock") if kind is None else _TONES[kind]
    return Chip(kind_word(kind), tone, icon)  # type: ignore[arg-type]


def feedback_chip(line: LetterLine) -> Chip | None:
    """Whether the applicant's feedback is written; nothing where none is owed and none written."""
    if line.has_feedback:
        return Chip(tr("Written"), "good")
    if line.feedback is not None and (line.feedback.strength or line.feedback.change):
        return Chip(tr("Half written"), "warn")
    if line.owes_feedback:
        return Chip(tr("Missing"), "bad")
    return None


def missing_words(line: LetterLine) -> str:
    """What a letter still lacks, in a line."""
    start = f"{line.reference}: "
    return " ".join(problem.removeprefix(start) for problem in line.problems)


def summary(page: LettersPage) -> tuple[str, str]:
    """How many letters of which kind are due, and what is missing: a sentence and its detail."""
    counts = Counter(line.kind for line in page.due)
    kinds = ", ".join(_counted(kind, counts[kind]) for kind in LetterKind if counts[kind])
    lacking = sum(bool(line.problems) for line in page.due)
    if not page.can_be_made:
        words = tr("Letters are made once the round is decided.")
        return words, _feedback_words(page)
    if not page.due:
        return tr("No letter is due: share the pot first."), ""
    sentence = tr_count("{count} letter is due.", "{count} letters are due.", len(page.due))
    if lacking:
        more = tr_count("One still lacks something.", "{count} still lack something.", lacking)
        return f"{sentence} {more}", f"{kinds}."
    made = sum(line.made_at is not None for line in page.due)
    if made == len(page.due):
        sentence = tr_count("The letter is made.", "All {count} letters are made.", len(page.due))
    return sentence, f"{kinds}."


def _counted(kind: LetterKind, count: int) -> str:
    return {
        LetterKind.OFFER_IN_FULL: tr_count("{count} offer in full", "{count} offers in full", count),
        LetterKind.OFFER_IN_PART: tr_count("{count} offer in part", "{count} offers in part", count),
        LetterKind.RESERVE: tr_count("{count} on the reserve list", "{count} on the reserve list", count),
        LetterKind.DECLINE: tr_count("{count} not funded", "{count} not funded", count),
        LetterKind.INELIGIBLE: tr_count("{count} ineligible", "{count} ineligible", count),
        LetterKind.WITHDRAWN: tr_count("{count} withdrawn", "{count} withdrawn", count),
        LetterKind.CANCELLED: tr_count("{count} told of the end", "{count} told of the end", count),
    }[kind]


def why_not_make(page: LettersPage) -> str:
    """Why the letters can't be made now; "" when they can."""
    if not page.can_be_made:
        return tr("Letters are made once the round is decided.")
    if not page.due:
        return tr("No letter is due: share the pot first.")
    lacking = [line.reference for line in page.due if line.problems]
    undecided = [line.reference for line in page.lines if line.kind is None]
    if undecided and not page.is_trial:
        return tr("Nothing was decided for {some}.", some=_some(undecided))
    if lacking:
        return tr("These letters still lack something: {some}.", some=_some(lacking))
    return ""


def _some(references: list[str]) -> str:
    return ", ".join(references[:6]) + (" …" if len(references) > 6 else "")


def _feedback_words(page: LettersPage) -> str:
    if not page.can_be_written:
        return ""
    written = sum(line.has_feedback for line in page.lines)
    of = sum(line.feedback is not None for line in page.lines)
    return tr(
        "Feedback can be written now, while the panel’s talk is fresh: {written} of {of} have it.",
        written=f"{written:,}",
        of=f"{of:,}",
    )


def before_words(state: RoundState) -> tuple[str, str]:
    """What will be here, before there is anything."""
    if state is RoundState.CANCELLED:
        return tr("No letter is due"), tr("Nobody had applied when the round was cancelled.")
    return tr("Letters to every applicant stand here"), tr(
        "From scoring on, feedback can be written: one strength and one thing to change. Once the round is "
        "decided, each applicant’s letter can be read here and made as a PDF."
    )
