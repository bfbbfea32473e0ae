"""What every test stands on: no screen, nothing of the real user touched, proofs only when asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before anything loads Qt: tests draw into memory, at one size, whatever the machine's screen is.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("QT_STYLE_OVERRIDE", None)
os.environ.pop("QT_SCALE_FACTOR", None)
os.environ["COMMISSIONING_APP_LANGUAGE"] = "en"


@pytest.fixture(scope="session", autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of this run, so that no test reads or writes the one of the person who runs it."""
    folder = tmp_path_factory.mktemp("data")
    os.environ["COMMISSIONING_APP_DATA"] = str(folder)
    return folder


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this one test's own, as on the first start."""
    folder = tmp_path / "data"
    monkeypatch.setenv("COMMISSIONING_APP_DATA", str(folder))
    return folder


@pytest.fixture
def language() -> Iterator[None]:
    """Puts English back after a test that chose another language."""
    from commissioning_app.translation import use_language

    yield
    use_language("en")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the full-size proofs out unless PROOFS=1 asks for them."""
    if os.environ.get("PROOFS") == "1":
        return
    proofs = [item for item in items if item.get_closest_marker("proof")]
    if proofs:
        items[:] = [item for item in items if not item.get_closest_marker("proof")]
        config.hook.pytest_deselected(items=proofs)
