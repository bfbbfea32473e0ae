"""A process of its own that sets Arabic, Bengali and other joined scripts with Qt, and returns outlines.

Reads one JSON request a line on standard input and answers each with one JSON line. A request holds ``runs``
([[text, bold], …]), ``size``, ``leading`` and ``width`` in points. An answer holds ``lines``, each with
``text`` and ``glyphs`` [[outline key, x, y], …] (y downwards from the top), ``outlines`` by key (operations
``[0, x, y]`` move, ``[1, x, y]`` line, ``[2, x1, y1, x2, y2, x3, y3]`` curve), ``height`` and ``missing``.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from pathlib import Path
from typing import Any

FINENESS = 16
"""Text is laid out this many times larger, so that Qt's rounding can't be seen."""
_CURVE_POINTS = 3


def main(fonts_folder: str) -> int:
    """Answer requests until standard input ends."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.setdefault("QT_LOGGING_RULES", "*=false")
    _keep_singletons()
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    application = QGuiApplication.instance() or QGuiApplication(["shaping"])
    families: list[str] = []
    for path in sorted(Path(fonts_folder).glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += [name for name in QFontDatabase.applicationFontFamilies(number) if name not in families]
    for line in sys.stdin:
        answer = set_text(json.loads(line), families)
        sys.stdout.write(json.dumps(answer, separators=(",", ":")) + "\n")
        sys.stdout.flush()
    del application
    return 0


def _keep_singletons() -> None:
    """Keep None and True alive in Python 3.11: PySide6 6.12 gives away a reference with each call."""
    if sys.version_info < (3, 12):
        for singleton in (None, True, False):
            ctypes.c_ssize_t.from_address(id(singleton)).value += 1 << 40


def set_text(request: dict[str, Any], families: list[str]) -> dict[str, Any]:
    """Lay out one paragraph and take its glyphs apart into outlines."""
    from PySide6.QtGui import QFont, QTextLayout, QTextOption

    def font(bold: bool) -> QFont:
        made = QFont()
        made.setFamilies(families)
        made.setPixelSize(max(1, round(request["size"] * FINENESS)))
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        made.setBold(bold)
        return made

    text = "".join(run for run, _ in request["runs"])
    layout = QTextLayout(text, font(False))
    layout.setFormats(_formats(request["runs"], font))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[Any] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(request["width"] * FINENESS)
        lines.append(line)
    layout.endLayout()
    outlines: dict[str, list[list[float]]] = {}
    answered = []
    missing = 0
    units = text.encode("utf-16-le")
    for number, line in enumerate(lines):
        glyphs, lost = _glyphs(line, number * request["leading"] + request["size"], outlines)
        start, length = 2 * line.textStart(), 2 * line.textLength()
        words = units[start : start + length].decode("utf-16-le", errors="ignore")
        answered.append({"text": words, "glyphs": glyphs})
        missing += lost
    height = len(lines) * request["leading"]
    return {"lines": answered, "outlines": outlines, "height": height, "missing": missing}


def _formats(runs: list[list[Any]], font: Any) -> list[Any]:
    from PySide6.QtGui import QTextCharFormat, QTextLayout

    formats, start = [], 0
    for run, bold in runs:
        length = len(run.encode("utf-16-le")) // 2
        shape = QTextCharFormat()
        shape.setFont(font(bool(bold)))
        item = QTextLayout.FormatRange()
        item.start, item.length, item.format = start, length, shape
        formats.append(item)
        start += length
    return formats


def _glyphs(
    line: Any, baseline: float, outlines: dict[str, list[list[float]]]
) -> tuple[list[list[Any]], int]:
    placed: list[list[Any]] = []
    missing = 0
    ascent = line.y() + line.ascent()
    for run in line.glyphRuns():
        raw = run.rawFont()
        face = f"{raw.familyName()}/{raw.styleName()}/{raw.weight()}"
        for index, position in zip(run.glyphIndexes(), run.positions(), strict=True):
            if index == 0:
                missing += 1
                continue
            key = f"{face}/{index}"
            if key not in outlines:
                outlines[key] = _outline(raw.pathForGlyph(index))
            if outlines[key]:
                x = round(position.x() / FINENESS, 3)
                placed.append([key, x, round(baseline + (position.y() - ascent) / FINENESS, 3)])
    return placed, missing


def _outline(path: Any) -> list[list[float]]:
    """A glyph as operations, in points, y upwards, from the glyph's origin."""
    operations: list[list[float]] = []
    points: list[float] = []
    for number in range(path.elementCount()):
        element = path.elementAt(number)
        kind = element.type.value
        at = [round(element.x / FINENESS, 4), round(-element.y / FINENESS, 4)]
        if kind in (0, 1):
            operations.append([kind, *at])
            continue
        points = at if kind == 2 else points + at
        if len(points) == 2 * _CURVE_POINTS:
            operations.append([2, *points])
    return operations


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
