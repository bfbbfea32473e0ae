"""Which EOIs would cross the funding line without one member (product.md, rule 5; check P12)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from commissioning_app.domain.allocation import AllocationProblem, AllocationResult, allocate
from commissioning_app.domain.forms import Criterion
from commissioning_app.domain.scoring import Scored, raw_scores

PanelScores = Mapping[str, Fraction | None]


def scores_without_each(
    assessments: Iterable[Scored[str]], criteria: Sequence[Criterion], alpha: Fraction
) -> dict[Hashable, dict[str, Fraction | None]]:
    """By member: the panel scores of the EOIs that they scored, worked out from the others' assessments.

    The community's share of power stays as it is. Where one group alone is left its mean counts; None where
    nobody is left.
    """
    by_eoi: defaultdict[str, list[Scored[str]]] = defaultdict(list)
    of_member: defaultdict[Hashable, list[str]] = defaultdict(list)
    for one in assessments:
        eoi, member, _, _ = one
        by_eoi[eoi].append(one)
        of_member[member].append(eoi)
    return {
        member: raw_scores(
            eois,
            (one for eoi in eois for one in by_eoi[eoi] if one[1] != member),
            criteria,
            alpha,
            one_group_agreed=frozenset(eois),
        )
        for member, eois in of_member.items()
    }


def swings(
    problem: AllocationProblem, result: AllocationResult, without_each: Mapping[Hashable, PanelScores]
) -> Counter[str]:
    """By reference: how many members there are without whom an EOI would cross the funding line.

    The whole pot is shared again without each member. An EOI that nobody else scored loses its place.
    """
    funded = _funded(result)
    moved: Counter[str] = Counter()
    for scores in without_each.values():
        if all(scores.get(eoi.reference, eoi.score) == eoi.score for eoi in problem.eois):
            continue
        moved.update(funded ^ _funded(allocate(_with_scores(problem, scores), result.method)))
    return moved


def _funded(result: AllocationResult) -> set[str]:
    return {award.reference for award in result.awards if award.amount_pence}


def _with_scores(problem: AllocationProblem, scores: PanelScores) -> AllocationProblem:
    """The same problem with other scores, and only with the EOIs that reach what is needed.

    No method gives money to any other, nor lets it change what others get.
    """
    eois = []
    for eoi in problem.eois:
        score = scores.get(eoi.reference, eoi.score)
        if score is not None and score >= problem.threshold:
            eois.append(eoi if score == eoi.score else replace(eoi, score=score))
    left = {eoi.reference for eoi in eois}
    return replace(
        problem,
        eois=tuple(eois),
        tie_order=tuple(one for one in problem.tie_order if one in left),
        options=replace(problem.options, band=tuple(one for one in problem.options.band if one in left)),
    )
