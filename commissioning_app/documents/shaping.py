"""Text in joined scripts: asks the shaping worker for outlines and draws them, with the words beneath."""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import threading
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from commissioning_app.documents.fonts import font_runs
from commissioning_app.documents.page import Page
from commissioning_app.paths import resource

_FILL_NON_ZERO = 1
_INVISIBLE_TEXT = 3


class ShapingWorker:
    """The one worker process, started at the first need and asked one paragraph at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._broken = False

    def ask(self, request: str) -> dict[str, Any] | None:
        """The worker's answer to a JSON request, or None on a machine where Qt can't run."""
        with self._lock:
            if self._broken:
                return None
            try:
                send, receive = self._pipes()
                send.write(request + "\n")
                send.flush()
                answer = receive.readline()
                if answer:
                    found: dict[str, Any] = json.loads(answer)
                    return found
            except (OSError, ValueError):
                pass
            self._broken = True
            self._end()
            return None

    def close(self) -> None:
        """End the process; the next request starts another."""
        with self._lock:
            self._end()

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        if self._process is None:
            self._process = subprocess.Popen(
                worker_command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("no pipes")
        return self._process.stdin, self._process.stdout

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def worker_command() -> list[str]:
    """How to start the worker: a bundle starts itself with a word of its own, which its entry point knows."""
    fonts = str(resource("fonts"))
    if getattr(sys, "frozen", False):
        return [sys.executable, "--shaping-worker", fonts]
    return [sys.executable, "-P", str(Path(__file__).with_name("shaping_worker.py")), fonts]


WORKER = ShapingWorker()
atexit.register(WORKER.close)
Runs = tuple[tuple[str, bool], ...]


@lru_cache(maxsize=2048)
def shaped(runs: Runs, size: float, leading: float, width: float) -> dict[str, Any] | None:
    """The outlines of a paragraph, remembered; None when no worker can be had."""
    return WORKER.ask(json.dumps({"runs": runs, "size": size, "leading": leading, "width": width}))


class ShapedText:
    """A paragraph drawn as outlines, with the same words as invisible text for search and screen readers."""

    def __init__(self, answer: dict[str, Any], size: float, leading: float, colour: Color) -> None:
        self._answer = answer
        self._size, self._leading, self._colour = size, leading, colour
        self.height = float(answer["height"])

    def draw(self, page: Page, x: float, top: float) -> None:
        """Draw each glyph's outline, then the words."""
        canvas = page.canvas
        canvas.saveState()
        canvas.setFillColor(self._colour)
        path = canvas.beginPath()
        for line in self._answer["lines"]:
            for key, right, down in line["glyphs"]:
                _add(path, self._answer["outlines"][key], x + right, top - down)
        canvas.drawPath(path, stroke=0, fill=1, fillMode=_FILL_NON_ZERO)
        canvas.restoreState()
        self._write_words(canvas, x, top)

    def split(self, height: float) -> tuple[ShapedText, ShapedText] | None:
        """Break between lines, for a paragraph that runs over the page's end."""
        fit = int(height // self._leading)
        lines = self._answer["lines"]
        if not 0 < fit < len(lines):
            return None
        first = {**self._answer, "lines": lines[:fit], "height": fit * self._leading}
        moved = [
            {**line, "glyphs": [[key, x, y - fit * self._leading] for key, x, y in line["glyphs"]]}
            for line in lines[fit:]
        ]
        rest = {**self._answer, "lines": moved, "height": (len(lines) - fit) * self._leading}
        make = (self._size, self._leading, self._colour)
        return ShapedText(first, *make), ShapedText(rest, *make)

    def _write_words(self, canvas: Canvas, x: float, top: float) -> None:
        words = canvas.beginText()
        words.setTextRenderMode(_INVISIBLE_TEXT)
        for number, line in enumerate(self._answer["lines"]):
            words.setTextOrigin(x, top - self._size - number * self._leading)
            for font, run in font_runs(line["text"], False):
                words.setFont(font, self._size, self._leading)
                words.textOut(run)
        words.setTextRenderMode(0)
        canvas.drawText(words)


def _add(path: Any, outline: list[list[float]], x: float, y: float) -> None:
    for kind, *at in outline:
        moved = [value + (y if number % 2 else x) for number, value in enumerate(at)]
        (path.moveTo, path.lineTo, path.curveTo)[int(kind)](*moved)
