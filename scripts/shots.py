"""Draw every page of the running window into docs/screenshots: light, dark, and with text at 200 %.

Run as ``python scripts/shots.py [--into FOLDER] [word …]``; words choose the pictures whose names hold one of
them. Names what can't be read on a page; 1 when there is any.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_dice = random.Random(2026)


def _steady_uuid() -> UUID:
    """Keys in the same order each time, so that a picture changes only with what it shows."""
    return UUID(int=_dice.getrandbits(128), version=4)


uuid.uuid4 = _steady_uuid  # before anybody imports it

from PySide6.QtCore import QPoint, Qt  # noqa: E402
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap  # noqa: E402
from PySide6.QtWidgets import QDialog, QMainWindow, QWidget  # noqa: E402

import commissioning_app.ui  # noqa: E402, F401 (must come before PySide6)
from commissioning_app.ui.app import make_application  # noqa: E402
from commissioning_app.ui.lib.fonts import load_other_fonts  # noqa: E402
from commissioning_app.ui.lib.settings import MemoryStore, Settings  # noqa: E402
from scripts.shots_check import faults_of  # noqa: E402
from scripts.shots_scenes import SCENES  # noqa: E402
from scripts.shots_studio import LOOKS, SIZE, Studio  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
COLOURS = 256


def picture_of(window: QMainWindow, dialog: QDialog | None) -> QPixmap:
    """The window as it is seen; a dialog stands over it, as a screen would show both."""
    picture = window.grab()
    if dialog is None:
        return picture
    shown = dialog.grab()
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, 110))
    corner = QPoint((picture.width() - shown.width()) // 2, (picture.height() - shown.height()) // 2)
    painter.drawPixmap(corner, shown)
    painter.end()
    return picture


def write_png(picture: QPixmap, path: Path) -> None:
    """As a small PNG: the most frequent colours as they are, every other as the nearest of them."""
    import numpy as np
    from PIL import Image

    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    found, places, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    parts = np.stack([found >> shift & 255 for shift in (16, 8, 0)], axis=1).astype(np.int32)
    kept = np.argsort(-counts, kind="stable")[:COLOURS]
    distances = ((parts[:, None, :] - parts[kept][None, :, :]) ** 2).sum(axis=2)
    flat = distances.argmin(axis=1).astype(np.uint8)[places.reshape(pixels.shape)]
    small = Image.fromarray(flat, "P")
    small.putpalette(parts[kept].astype(np.uint8).tobytes())
    small.save(path, optimize=True)


def check(window: QMainWindow, dialog: QDialog | None) -> list[str]:
    """What can't be read, and whether anything is larger than the screen that it is made for."""
    shown: QWidget = dialog or window
    found = faults_of(shown)
    if shown.width() > SIZE[0] or shown.height() > SIZE[1]:
        found.append(f"is {shown.width()}×{shown.height()} px, larger than {SIZE[0]}×{SIZE[1]}")
    return found


def draw(words: list[str], into: Path) -> int:
    """Draw the chosen scenes in every look; returns how many faults there are."""
    application = make_application(Settings(MemoryStore()))
    application.setCursorFlashTime(0)
    application.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
    load_other_fonts()
    into.mkdir(parents=True, exist_ok=True)
    scenes = [scene for scene in SCENES if not words or any(word in scene.name for word in words)]
    faults = 0
    for look in LOOKS:
        _dice.seed(2026)
        with TemporaryDirectory() as folder:
            studio = Studio(Path(folder), look)
            for scene in scenes:
                name = f"{scene.name}-{look}"
                picture, found = studio.play(scene, lambda w, d: (picture_of(w, d), check(w, d)))
                write_png(picture, into / f"{name}.png")
                faults += len(found)
                for fault in found:
                    print(f"{name}: {fault}")
            studio.close()
    print(f"{len(scenes) * len(LOOKS)} pictures in {into}; faults: {faults}")
    return faults


def main() -> int:
    """Draw what was asked for; 1 when something on a page can't be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="only pictures whose names hold one of these words")
    parser.add_argument("--into", type=Path, default=FOLDER, help="another folder than docs/screenshots")
    chosen = parser.parse_args()
    return 1 if draw(chosen.words, chosen.into) else 0


if __name__ == "__main__":
    sys.exit(main())
