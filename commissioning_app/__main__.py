"""The way in: a command goes to the command line, none opens the window, and no screen runs the demo."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the application; returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] in (["--read-workbook"], ["--shaping-worker"]):
        return _work_for_another(words)
    _use_utf8()
    _log_to_file()
    if words:
        from commissioning_app.cli import main as command_line

        return command_line(words)
    if not _has_display():
        return _demo_without_display()
    # Imports make no garbage, and collecting it costs a tenth of the start: the window turns it on again.
    gc.disable()
    from commissioning_app.ui.start import start

    return start()


def _work_for_another(words: list[str]) -> int:
    """Be the process that reads a stranger's workbook or sets joined scripts, in a bundle without Python."""
    if words[0] == "--read-workbook":
        from commissioning_app.spreadsheets.worker import main as read_workbook

        sys.argv = [sys.argv[0], *words[1:]]
        read_workbook()
    else:
        from commissioning_app.documents.shaping_worker import main as set_text

        set_text(words[1])
    return 0


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(chosen or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _demo_without_display() -> int:
    from commissioning_app.cli import main as command_line
    from commissioning_app.translation import tr

    print(
        tr("There is no display here, so a whole sample round is run into demo-output instead of a window.")
    )
    return command_line(["demo", "--out", "demo-output"])


def _use_utf8() -> None:
    """Names and money signs print on any console; where a stream was closed, what is said goes nowhere."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


class _LogFile(logging.FileHandler):
    """A log file; where it can't be written, that is no reason to print a traceback at people."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write an entry, or let it go."""
        with suppress(OSError):
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk is said by what was to be saved."""


def _log_to_file() -> None:
    from commissioning_app.paths import log_folder

    try:
        handler: logging.Handler = _LogFile(
            log_folder() / "commissioning-app.log", encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setLevel(logging.WARNING)
    logging.basicConfig(handlers=[handler], format="%(asctime)s %(levelname)s %(name)s %(message)s")


if __name__ == "__main__":
    sys.exit(main())
