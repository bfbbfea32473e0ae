"""1,000 letters, against bare reportlab writing the same one-page letter in one process: 0.5 at least.

Run as ``python benchmarks/letters_bench.py [letters]``. The bare half knows nothing: it draws the lines of
one finished letter with ``drawString`` in the same two fonts, with rules and a panel, and writes the file.
Ours fills in the template, breaks lines, finds the text size and writes the file. Only the ratio counts; the
two take turns, so that a busy machine slows both.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.unit.domain.letter_samples import some_facts  # noqa: E402

LEAST = 0.5
LETTERS = 1_000
TURNS = 10


def our_letters(folder: Path, first: int, count: int) -> float:
    """Seconds to write letters to different organisations, facts to file."""
    from commissioning_app.documents.press import ReportlabPress

    press, facts = ReportlabPress(), some_facts()
    start = time.perf_counter()
    for number in range(first, first + count):
        one = replace(facts, reference=f"FS26-{number:04d}", organisation=f"Sample Group {number}")
        (folder / f"ours-{number}.pdf").write_bytes(press.pdf(press.compose(one)))
    return time.perf_counter() - start


def bare_letters(folder: Path, first: int, count: int, lines: list[str]) -> float:
    """Seconds to draw the same lines with bare reportlab."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    from commissioning_app.documents.fonts import house_font

    regular, bold = house_font(), house_font(True)
    start = time.perf_counter()
    for number in range(first, first + count):
        canvas = Canvas(str(folder / f"bare-{number}.pdf"), pagesize=A4, invariant=1, pageCompression=1)
        canvas.roundRect(58, 500, 480, 40, 5, stroke=0, fill=0)
        for place, line in enumerate(lines):
            canvas.setFont(bold if place % 8 == 0 else regular, 10.5)
            canvas.drawString(58, 800 - place * 14, f"{line} {number}" if place == 0 else line)
            if place % 8 == 0:
                canvas.line(58, 797 - place * 14, 538, 797 - place * 14)
        canvas.save()
    return time.perf_counter() - start


def measure(letters: int = LETTERS) -> tuple[float, float]:
    """Files a second, ours and bare reportlab's."""
    from commissioning_app.documents.press import ReportlabPress

    press = ReportlabPress()
    lines = [line for line in press.text(press.compose(some_facts())).splitlines() if line]
    ours = bare = 0.0
    each = max(1, letters // TURNS)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        our_letters(folder, 0, 2)
        bare_letters(folder, 0, 2, lines)
        for turn in range(TURNS):
            ours += our_letters(folder, turn * each, each)
            bare += bare_letters(folder, turn * each, each, lines)
    return TURNS * each / ours, TURNS * each / bare


def main(letters: int = LETTERS) -> int:
    """Print both speeds and their ratio; 1 when ours is too slow."""
    ours, bare = measure(letters)
    ratio = ours / bare
    print(f"letters: {ours:.0f} files/s; bare reportlab: {bare:.0f} files/s")
    print(f"ratio {ratio:.2f}, at least {LEAST}")
    return 0 if ratio >= LEAST else 1


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
