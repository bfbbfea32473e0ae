"""Every benchmark, one after the other: ``python -m benchmarks``; 1 when a ratio is out of its bounds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from benchmarks import first_window_bench, import_bench, letters_bench, reading_bench


@dataclass(frozen=True)
class Ratio:
    """What is compared, and the bound: at most, or at least."""

    name: str
    measure: Callable[[], float]
    bound: float
    at_least: bool = False

    def line(self, value: float) -> str:
        """The result in one line."""
        kind = "at least" if self.at_least else "at most"
        said = "within" if self.holds(value) else "OVER" if not self.at_least else "UNDER"
        return f"{self.name}: {value:.2f} ({kind} {self.bound}): {said}"

    def holds(self, value: float) -> bool:
        """Whether the value is within the bound."""
        return value >= self.bound if self.at_least else value <= self.bound


def _import() -> float:
    ours, bare = import_bench.measure()
    return ours / bare


def _letters() -> float:
    ours, bare = letters_bench.measure()
    return ours / bare


def _first_window() -> float:
    window, _page, bare = first_window_bench.measure()
    return window / bare


RATIOS = (
    Ratio("First window, to a bare QMainWindow and sqlalchemy.orm", _first_window, first_window_bench.MOST),
    Ratio("Import of 20,000 EOIs, to bare openpyxl reading them", _import, import_bench.MOST),
    Ratio("1,000 letters a second, to bare reportlab's", _letters, letters_bench.LEAST, at_least=True),
    *(
        Ratio(
            f"{name} of 10,000 EOIs, to bare sqlite3 reading them",
            partial(reading_bench.ratio, name),
            page.most,
        )
        for name, page in reading_bench.PAGES.items()
    ),
)


def main(ratios: tuple[Ratio, ...] = RATIOS) -> int:
    """Measure each and say whether it is within its bound."""
    good = True
    for ratio in ratios:
        value = ratio.measure()
        print(ratio.line(value), flush=True)
        good = good and ratio.holds(value)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
