"""What the person chose, kept and read back, whatever stands in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from commissioning_app.ui.lib.settings import FileStore, MemoryStore, Settings, Store


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return MemoryStore() if request.param == "memory" else FileStore(tmp_path / "window.ini")


def test_the_first_start(store: Store) -> None:
    chosen = Settings(store)
    assert (chosen.theme_mode, chosen.text_percent, chosen.geometry) == ("system", 100, None)
    assert chosen.hidden_columns("eois", frozenset({"notes"})) == {"notes"}
    assert chosen.column_widths("eois") == {}


def test_what_is_kept_is_read_back(store: Store) -> None:
    chosen = Settings(store)
    chosen.theme_mode = "dark"
    chosen.text_percent = 150
    chosen.geometry = QByteArray(b"somewhere")
    chosen.set_hidden_columns("eois", frozenset({"asked", "title"}))
    chosen.set_hidden_columns("people", frozenset())
    chosen.set_column_widths("eois", {"title": 200, "asked": 90})
    again = Settings(store)
    assert (again.theme_mode, again.text_percent, again.geometry) == ("dark", 150, QByteArray(b"somewhere"))
    assert again.hidden_columns("eois", frozenset()) == {"asked", "title"}
    assert again.hidden_columns("people", frozenset({"notes"})) == frozenset()
    assert again.column_widths("eois") == {"asked": 90, "title": 200}


def test_a_file_outlives_the_process(tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    first = FileStore(path)
    Settings(first).set_hidden_columns("eois", frozenset({"asked", "title"}))
    first.close()
    assert Settings(FileStore(path)).hidden_columns("eois", frozenset()) == {"asked", "title"}


def test_nonsense_in_the_file_does_no_harm() -> None:
    broken = Settings(
        MemoryStore({"theme": "pink", "text_percent": "huge", "geometry": 5, "tables/a/widths": "x,y:z,n:12"})
    )
    assert (broken.theme_mode, broken.text_percent, broken.geometry) == ("system", 100, None)
    assert broken.column_widths("a") == {"n": 12}
    assert Settings(MemoryStore({"text_percent": "4000"})).text_percent == 200
