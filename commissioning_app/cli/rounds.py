"""Commands on rounds: creating, showing, moving, checking, explaining, deciding."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from commissioning_app.cli.opening import workspace
from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.money import parse_pounds, pounds
from commissioning_app.domain.principles.findings import Finding
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.round_file import read_round_file
from commissioning_app.translation import tr


def create(words: argparse.Namespace) -> dict[str, Any]:
    """A round from a TOML file, in a new workspace when there is none."""
    from commissioning_app.services.rounds import create_round_from_file

    file = read_round_file(Path(words.file))
    with workspace(words, create=True, funder=file.funder) as app:
        create_round_from_file(app.services, file=file)
        return _state(app.services, file.code)


def quick(words: argparse.Namespace) -> dict[str, Any]:
    """A bare trial round."""
    from commissioning_app.services.rounds import create_quick_round

    pot = parse_pounds(words.pot)
    with workspace(words, create=True) as app:
        create_quick_round(app.services, code=words.code, pot_pence=pot, threshold=words.threshold)
        return {
            "code": words.code,
            "state": "open",
            "pot_pence": pot,
            "text": [tr("The trial round {code} is open with {pot}.", code=words.code, pot=pounds(pot))],
        }


def show(words: argparse.Namespace) -> dict[str, Any]:
    """The round's state and findings."""
    with workspace(words) as app:
        return _state(app.services, words.round)


def advance(words: argparse.Namespace) -> dict[str, Any]:
    """The next step, with explanations for checks that are not met."""
    from commissioning_app.services.rounds_steps import advance_round

    explanations = dict(_explanation(text) for text in words.explain)
    with workspace(words) as app:
        advance_round(app.services, round_code=words.round, explanations=explanations)
        return _state(app.services, words.round)


def back(words: argparse.Namespace) -> dict[str, Any]:
    """One step back, with a reason."""
    from commissioning_app.services.rounds_steps import step_back

    with workspace(words) as app:
        step_back(app.services, round_code=words.round, reason=words.reason)
        return _state(app.services, words.round)


def check(words: argparse.Namespace) -> dict[str, Any]:
    """Every finding."""
    from commissioning_app.services.principles import check_round

    with workspace(words) as app:
        findings = check_round(app.services, round_code=words.round)
    return {
        "findings": [finding_keys(finding) for finding in findings],
        "text": [_line(finding) for finding in findings],
    }


def explain(words: argparse.Namespace) -> dict[str, Any]:
    """The approver's word on an explanation."""
    from commissioning_app.services.explanations import decide_explanation

    with workspace(words) as app:
        decide_explanation(
            app.services,
            round_code=words.round,
            check_id=words.check_id,
            agree=words.agree,
            reason=words.send_back or "",
        )
        return _state(app.services, words.round)


def decide(words: argparse.Namespace) -> dict[str, Any]:
    """The approver's word on the recommendation."""
    from commissioning_app.services.decisions import decide_round

    with workspace(words) as app:
        decide_round(app.services, round_code=words.round, approve=words.agree, reason=words.send_back or "")
        return _state(app.services, words.round)


def finding_keys(finding: Finding) -> dict[str, Any]:
    """A finding as the command line's JSON has it."""
    return {
        "id": finding.id,
        "state": finding.state.value,
        "evidence": finding.evidence,
        "threshold": finding.threshold,
        "guards": [{"step": guard.step.value, "effect": guard.effect.value} for guard in finding.guards],
        "source": [f"{source.framework}: {source.where}" if source.where else source.framework
                   for source in finding.sources],
    }  # fmt: skip


def _state(services: ServiceContext, code: str) -> dict[str, Any]:
    from commissioning_app.services.principles import review_round

    review = review_round(services, round_code=code)
    state = review.round.state.value
    return {
        "code": code,
        "state": state,
        "findings": [finding_keys(finding) for finding in review.findings],
        "text": [tr("{code}: {state}.", code=code, state=state), review.next_step.sentence],
    }


def _line(finding: Finding) -> str:
    return f"{finding.id:<4} {finding.state.value.replace('_', ' '):<14} {finding.evidence}"


def _explanation(text: str) -> tuple[str, str]:
    check_id, sign, why = text.partition("=")
    if not sign or not why.strip():
        raise BadValue(tr('Write an explanation like S4="why", not “{text}”.', text=text))
    return check_id.strip(), why.strip()
