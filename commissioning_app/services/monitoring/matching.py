"""Labels of an import as proposals: what is written in the table, then what is spelt nearly so."""

from __future__ import annotations

import tomllib
from functools import cache

from commissioning_app.domain.monitoring.matching import (
    Labels,
    Match,
    Sureness,
    labels_from,
    match_label,
    split_labels,
)
from commissioning_app.paths import resource

ALIKE = 86.0
"""How alike, out of 100, a spelling has to be before it is proposed."""

CLEARLY = 4.0
"""By how much the best group has to be ahead of the next one."""


@cache
def load_labels() -> Labels:
    """The table of labels that comes with the application."""
    return labels_from(tomllib.loads(resource("monitoring_labels.toml").read_text("utf-8")))


def propose(question_id: str, label: str) -> Match:
    """What one label would become: certain where it is in the table, likely where it is spelt alike."""
    labels = load_labels()
    match = match_label(labels, question_id, label)
    if match.sureness is not Sureness.UNKNOWN:
        return match
    code = _nearest(labels, question_id, labels.plain(label))
    return Match(question_id, label, code, Sureness.LIKELY) if code else match


def propose_all(question_id: str, text: str) -> tuple[Match, ...]:
    """The same for a cell that may hold several labels; two that mean one group are proposed once."""
    found = [propose(question_id, label) for label in split_labels(text)]
    once = {(match.code or match.label.strip()): match for match in reversed(found)}
    return tuple(match for match in found if once.get(match.code or match.label.strip()) is match)


def _nearest(labels: Labels, question_id: str, text: str) -> str:
    from rapidfuzz import fuzz, process

    written = {one: code for one, code in labels.codes.get(question_id, {}).items() if len(one) > 3}
    near = process.extract(text, list(written), scorer=fuzz.ratio, limit=None, score_cutoff=ALIKE - CLEARLY)
    if not near or near[0][1] < ALIKE:
        return ""
    code = written[near[0][0]]
    rivals = [score for one, score, _ in near if written[one] != code]
    return code if not rivals or near[0][1] - rivals[0] >= CLEARLY else ""
