"""The rules again, as slowly and plainly as they can be said: penny by penny. Only for comparing."""

from __future__ import annotations

from collections.abc import Sequence

from commissioning_app.domain.allocation import AllocationEoi, AllocationProblem


def pour(total: int, floors: Sequence[int], tops: Sequence[int]) -> list[int]:
    """Everyone has their floor; then each next penny goes to the first of those who have least."""
    amounts = list(floors)
    for _ in range(total - sum(floors)):
        open_to_more = [index for index, amount in enumerate(amounts) if amount < tops[index]]
        if not open_to_more:
            break
        amounts[min(open_to_more, key=lambda index: (amounts[index], index))] += 1
    return amounts


def slow_fair_shares(problem: AllocationProblem) -> dict[str, int]:
    """Fair shares without ring-fences and without a most for one organisation: amounts by reference."""
    by_organisation: dict[str, list[AllocationEoi]] = {}
    for eoi in sorted(problem.eois, key=lambda e: (-e.score, e.requested_pence, e.reference)):
        if eoi.score >= problem.threshold:
            by_organisation.setdefault(eoi.organisation or f"alone {eoi.reference}", []).append(eoi)
    claims = sorted(
        by_organisation.values(),
        key=lambda group: (
            -group[0].score,
            sum(e.requested_pence for e in group),
            min(e.reference for e in group),
        ),
    )
    promised = 0
    inside = []
    for group in claims:
        minimum = sum(eoi.minimum_pence for eoi in group)
        if promised + minimum <= problem.pot_pence:
            promised += minimum
            inside.append(group)
    amounts = {eoi.reference: 0 for eoi in problem.eois}
    shares = pour(
        problem.pot_pence,
        [sum(eoi.minimum_pence for eoi in group) for group in inside],
        [sum(eoi.requested_pence for eoi in group) for group in inside],
    )
    for group, share in zip(inside, shares, strict=True):
        parts = pour(share, [e.minimum_pence for e in group], [e.requested_pence for e in group])
        amounts.update(zip((eoi.reference for eoi in group), parts, strict=True))
    return amounts


def slow_fenced_shares(problem: AllocationProblem, fence: str, least: int) -> dict[str, int]:
    """Fair shares with one ring-fence that has to act, where every EOI is alone and has no minimum."""
    ordered = sorted(
        (eoi for eoi in problem.eois if eoi.score >= problem.threshold),
        key=lambda e: (-e.score, e.requested_pence, e.reference),
    )
    inside = [eoi for eoi in ordered if fence in eoi.ring_fences]
    kept = dict(
        zip(
            (eoi.reference for eoi in inside),
            pour(least, [0] * len(inside), [eoi.requested_pence for eoi in inside]),
            strict=True,
        )
    )
    floors = [kept.get(eoi.reference, 0) for eoi in ordered]
    poured = pour(problem.pot_pence, floors, [eoi.requested_pence for eoi in ordered])
    return {eoi.reference: 0 for eoi in problem.eois} | dict(
        zip((eoi.reference for eoi in ordered), poured, strict=True)
    )


def slow_ranked(problem: AllocationProblem, *, stop: bool, part_fund: bool) -> dict[str, int]:
    """Ranked without ring-fences and without a most for one organisation: amounts by reference."""
    amounts = {eoi.reference: 0 for eoi in problem.eois}
    left = problem.pot_pence
    for eoi in sorted(problem.eois, key=lambda e: (-e.score, e.requested_pence, e.reference)):
        if eoi.score < problem.threshold:
            break
        if eoi.requested_pence <= left:
            amounts[eoi.reference] = eoi.requested_pence
        elif part_fund and left >= eoi.minimum_pence:
            amounts[eoi.reference] = left
        elif stop:
            break
        left -= amounts[eoi.reference]
        if stop and amounts[eoi.reference] < eoi.requested_pence:
            break
    return amounts
