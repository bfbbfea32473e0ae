"""Looks at the feedback that goes into letters, for the check on words."""

from __future__ import annotations

from commissioning_app.domain.principles.facts_wording import FeedbackWording
from commissioning_app.domain.rounds import Round, RoundState
from commissioning_app.domain.wording_check import WordList
from commissioning_app.services.ports.unit_of_work import UnitOfWork
from commissioning_app.services.wording import names_among


def gather_feedback_wording(uow: UnitOfWork, round_: Round, words: WordList) -> FeedbackWording:
    """What is worth another look in the round's feedback; none is written before scoring."""
    if not round_.is_past(RoundState.SCORING):
        return FeedbackWording()
    rows = uow.feedback.columns("eoi_id", "strength", "change", round_id=round_.id)
    texts = [(row[0], text) for row in rows for text in row[1:] if text.strip()]
    written = len({eoi_id for eoi_id, _ in texts})
    doubtful = [(eoi_id, text) for eoi_id, text in texts if words.look_at(text)]
    if not doubtful:
        return FeedbackWording(written)
    names = names_among(uow, " ".join(text for _, text in doubtful))
    reference = dict(uow.eois.columns("id", "reference", id={eoi_id for eoi_id, _ in doubtful}))
    flags = [
        (reference[eoi_id], flag) for eoi_id, text in doubtful for flag in words.look_at(text, names=names)
    ]
    return FeedbackWording(written, tuple(sorted(flags, key=lambda one: (one[0], one[1].start))))
