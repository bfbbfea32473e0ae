"""The first window on the sample round, against a bare QMainWindow plus SQLAlchemy's ORM: at most 1.3.

Run as ``python benchmarks/first_window_bench.py [turns]``. Both halves are whole processes, from their start
until a window is painted, and take turns, so that a busy machine slows both; only the ratio of their medians
counts. Ours is ``python -m commissioning_app`` on a workspace that was open before. Its window comes first;
the workspace is opened in it, so the first page, with what the services say needs the person, comes later
and is told beside it.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

MOST = 1.3
TURNS = 11

# Writes a line when the window is painted for the first time, and another when its first page is.
WATCH = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Watch(QObject):
    seen = False

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, lambda: self.painted(watched))
        return False

    def painted(self, window):
        if not self.seen:
            self.seen = True
            os.write(1, b"window\\n")
        if page_is_there(window):
            os.write(1, b"page\\n")
            os._exit(0)

watch = Watch()
"""
BARE = f"""
import sqlalchemy.orm
{WATCH}
page_is_there = lambda window: True
application = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.installEventFilter(watch)
window.show()
application.exec()
"""
OURS = f"""
import gc
gc.disable()
import commissioning_app.__main__
{WATCH}

def page_is_there(window):
    here = window.shell.navigator.current
    return here is not None and here.name == "home"

def run(application):
    for window in application.topLevelWidgets():
        if isinstance(window, QMainWindow):
            window.installEventFilter(watch)
    return run_loop()

run_loop, QApplication.exec = QApplication.exec, run
raise SystemExit(commissioning_app.__main__.main([]))
"""


def seconds_of(program: str, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds from a process's start to its first painted window, and to that window's first page."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        times = []
        for said in (b"window", b"page"):
            line = process.stdout.readline()
            times.append(time.perf_counter() - start)
            assert line.strip() == said, f"the {said.decode()} never came"
    return times[0], times[1]


def measure(turns: int = TURNS) -> tuple[float, float, float]:
    """Median seconds of our first window, of our first page, and of the bare window."""
    from commissioning_app.sample_round import open_sample

    times: list[tuple[float, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        open_sample(str(Path(folder) / "workspace.db"))
        environment = os.environ | {
            "COMMISSIONING_APP_DATA": folder,
            "PYTHONPYCACHEPREFIX": f"{folder}/cache",
        }
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for _ in range(turns + 1):
            times.append((*seconds_of(OURS, environment), seconds_of(BARE, environment)[0]))
    kept = times[1:]  # the first turn compiles, for both, what is not compiled yet
    window, page, bare = (statistics.median(column) for column in zip(*kept, strict=True))
    return window, page, bare


def main(turns: int = TURNS) -> int:
    """Print the times and their ratios; 1 when one is over its bound."""
    window, page, bare = measure(turns)
    print(f"first window {window:.3f} s, first page {page:.3f} s, bare window and ORM {bare:.3f} s")
    print(f"ratio of the window {window / bare:.2f} (at most {MOST}), of the page {page / bare:.2f}")
    return 0 if window / bare <= MOST else 1


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
