"""A workspace of one's own for each test of the services."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commissioning_app.services.workspace import verify_trail
from tests.factories import Office, make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(str(tmp_path / "workspace.db"))
    yield made
    assert verify_trail(made.officer).problems == ()
    made.app.close()
