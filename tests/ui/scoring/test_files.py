"""A member reads what was spoken as the application, and fetches a file only by pressing its button."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from commissioning_app.domain.rounds import RoundState
from commissioning_app.services.attachments import add_attachment
from commissioning_app.services.declarations import state_none_for_the_rest
from commissioning_app.ui.lib.tasks import running_tasks
from tests.desks import Desk, a_desk
from tests.files import FILES
from tests.ui.desk import go, open_window, press, sit_down


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A round that is scored, with a recording beside the first EOI."""
    made = a_desk(f"sqlite:///{tmp_path / 'workspace.db'}", state=RoundState.CLOSED)
    add_attachment(
        made.officer,
        round_code="R1",
        reference="EOI-001",
        file=FILES["a.mp3"],
        name="a.mp3",
        transcript="We walk every Tuesday.",
    )
    made.give(0, 0, 1)
    made.move(RoundState.SCORING)
    state_none_for_the_rest(made.at(0), round_code="R1")
    return made


def test_what_was_spoken_is_read_and_can_be_listened_to(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(qtbot, desk.office.app)
    sit_down(window, desk.at(0))
    page = go(window, "my-scoring", "R1", item="EOI-001")
    words = [label.text() for label in page.eoi.text.findChildren(type(page.eoi.text.title_label))]
    assert "What they say in the recording" in words and "We walk every Tuesday." in words
    assert [row.row.name for row in page.eoi.text.files] == ["a.mp3"]
    target = tmp_path / "copy.mp3"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(target), ""))
    press(qtbot, page.eoi.text.files[0].save_button)
    qtbot.waitUntil(lambda: not running_tasks())
    assert target.read_bytes() == FILES["a.mp3"]
    page = go(window, "my-scoring", "R1", item="EOI-002")
    assert page.eoi.text.files == []
