"""A whole round of invented organisations, for looking around, for demonstrations and for tests."""

from __future__ import annotations

from commissioning_app.sample_round.demo import open_sample, run_demo
from commissioning_app.sample_round.living import CODE, SampleRun

__all__ = ["CODE", "SampleRun", "open_sample", "run_demo"]
