"""None, True and False outlive any number of calls into Qt."""

from __future__ import annotations

import subprocess
import sys

import pytest

CALLS = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
{first}
from PySide6.QtCore import QObject
thing = QObject()
for number in range(200_000):
    thing.setObjectName("x")
    thing.objectNameChanged.connect(print)
    thing.objectNameChanged.disconnect(print)
print("alive")
"""


def run(first: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CALLS.format(first=first)], capture_output=True, text=True, timeout=120
    )


def test_two_hundred_thousand_calls_do_no_harm() -> None:
    assert run("import commissioning_app.ui").stdout == "alive\n"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None can't die in this Python")
def test_it_is_done_once_and_leaves_them_what_they_are() -> None:
    before = sys.getrefcount(None)
    from commissioning_app.ui.lib.singletons import keep_singletons

    keep_singletons()
    assert before > 1 << 39
    assert abs(sys.getrefcount(None) - before) < 100
    assert (None is None, bool(1), bool(0)) == (True, True, False)
