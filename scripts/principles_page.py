"""Write docs/principles.md anew: every check with its sentence, its step, its thresholds and its sources.

Run as ``python scripts/principles_page.py``; a test says when the page is behind.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from commissioning_app.domain.principles.catalogue import WORDS_FOR_STEP, Check, Effect  # noqa: E402
from commissioning_app.services.policy import default_policy  # noqa: E402
from commissioning_app.services.principles import load_catalogue  # noqa: E402

PAGE = ROOT / "docs" / "principles.md"
HEAD = """# The principle checks

Every check that the application knows, as its catalogue has it (`resources/principles.toml`), with the
thresholds that it comes with (`resources/policy.toml`). This page is written by `scripts/principles_page.py`.

A check that *stops* holds its step up until it is met, or until an officer explains why not and an approver
agrees. A check that *warns* is shown, counted and reported. A check that lacks its data says *not yet known*,
never *met*.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_families(), *_frameworks()]) + "\n"


def _families() -> Iterator[str]:
    catalogue = load_catalogue()
    for family in catalogue.families:
        yield f"## {family.title}\n"
        yield "| | the check | its step | thresholds | from |"
        yield "|---|---|---|---|---|"
        yield from (_row(check) for check in catalogue.checks if check.family == family.id)
        yield ""


def _row(check: Check) -> str:
    steps = "; ".join(
        f"{'stops' if guard.effect is Effect.BLOCKS else 'warns'} before it can {WORDS_FOR_STEP[guard.step]}"
        for guard in check.guards
    )
    policy = default_policy()
    thresholds = "<br>".join(f"`{key}` = {_value(policy.value(key))}" for key in check.policy_keys)
    sources = "<br>".join(map(str, check.sources))
    return f"| **{check.id}** | **{check.title}.** {check.sentence} | {steps} | {thresholds} | {sources} |"


def _value(value: Any) -> str:
    if not isinstance(value, list):
        return str(value)
    bands = [
        f"{_in_band(band)} up to {band['up_to']}" if "up_to" in band else f"{_in_band(band)} above"
        for band in value
    ]
    return ", ".join(bands)


def _in_band(band: dict[str, Any]) -> str:
    """The figure of a band, or its names in words."""
    if "items" in band:
        return ", ".join(str(name).replace("_", " ") for name in band["items"])
    return str(band["most"])


def _frameworks() -> Iterator[str]:
    yield "## Where they come from\n"
    yield "| short | what | whose |"
    yield "|---|---|---|"
    for one in load_catalogue().frameworks:
        year = f", {one.year}" if one.year else ""
        yield f"| {one.short} | {one.name} | {one.by}{year} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{len(load_catalogue().checks)} checks in {PAGE.relative_to(ROOT)}")
