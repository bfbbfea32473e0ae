"""All benchmarks at once: a line for each ratio, and an exit code that says whether all are within."""

from __future__ import annotations

import pytest

from benchmarks import first_window_bench, import_bench, letters_bench
from benchmarks.__main__ import RATIOS, Ratio, main


def test_each_ratio_is_one_line_with_its_bound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main((Ratio("Import", lambda: 0.4, 0.6), Ratio("Letters", lambda: 0.8, 0.5, at_least=True))) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Import: 0.40 (at most 0.6): within",
        "Letters: 0.80 (at least 0.5): within",
    ]


@pytest.mark.parametrize(
    ("ratio", "line"),
    [
        (Ratio("Import", lambda: 0.7, 0.6), "Import: 0.70 (at most 0.6): OVER"),
        (Ratio("Letters", lambda: 0.4, 0.5, at_least=True), "Letters: 0.40 (at least 0.5): UNDER"),
    ],
)
def test_one_out_of_its_bounds_is_told_and_fails(
    ratio: Ratio, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main((ratio, Ratio("Window", lambda: 1.0, 1.3))) == 1
    assert capsys.readouterr().out.splitlines()[0] == line


def test_the_bounds_are_those_that_were_promised() -> None:
    promised = (first_window_bench.MOST, import_bench.MOST, letters_bench.LEAST)
    assert promised == (1.3, 0.6, 0.5)
    assert {(1.3, False), (0.6, False), (0.5, True)} <= {(ratio.bound, ratio.at_least) for ratio in RATIOS}
