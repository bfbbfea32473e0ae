"""Shows that the tests notice when a check goes blind: each is replaced in turn, and the tests have to fail.

Two ways to go blind: always to say "met", and never to say "not met" while right otherwise.
Run as ``python scripts/mutate_checks.py [ID …]``; 1 when a blind check went unnoticed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import cast

ROOT = Path(__file__).parents[1]
TESTS = "tests/unit/domain/principles"
WAYS = ("always met", "never not met")
CHECK, WAY = "BLIND_CHECK", "BLIND_WAY"


def pytest_configure() -> None:
    """As a plugin of the test run: replace the check that the environment names."""
    from commissioning_app.domain.principles.facts import RoundFacts
    from commissioning_app.domain.principles.families import ALL_CHECKS
    from commissioning_app.domain.principles.findings import Answer, FindingState, met
    from commissioning_app.domain.principles.policy import Policy
    from commissioning_app.domain.principles.registry import CheckFunction

    check_id, way = os.environ[CHECK], os.environ[WAY]
    real = ALL_CHECKS[check_id]

    def blind(facts: RoundFacts, policy: Policy) -> Answer:
        answer = real(facts, policy)
        if way == "never not met" and answer.state is not FindingState.NOT_MET:
            return answer
        return met(answer.evidence, answer.threshold)

    cast(MutableMapping[str, CheckFunction], ALL_CHECKS)[check_id] = blind


def is_noticed(check_id: str, way: str) -> bool:
    """Whether a test fails when this check is blind in this way."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "scripts.mutate_checks"]
    run = subprocess.run(
        [*command, "-p", "no:cacheprovider", TESTS],
        cwd=ROOT,
        env={**os.environ, CHECK: check_id, WAY: way},
        capture_output=True,
        text=True,
    )
    if run.returncode not in (0, 1):
        raise SystemExit(f"The tests could not run:\n{run.stdout}{run.stderr}")
    return run.returncode == 1


def main(wanted: list[str]) -> int:
    """Try every check, or those that are named."""
    sys.path.insert(0, str(ROOT))
    from commissioning_app.services.principles import load_catalogue

    unnoticed = 0
    for check_id in wanted or load_catalogue().ids:
        for way in WAYS:
            noticed = is_noticed(check_id, way)
            unnoticed += not noticed
            print(f"{check_id:4} {way:14} {'noticed' if noticed else 'NOT NOTICED'}", flush=True)
    print(f"{unnoticed} went unnoticed")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
