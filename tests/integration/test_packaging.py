"""The wheel that people install: the application, its resources, and its command."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as an installer builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_an_installed_application_has_its_resources(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = "from commissioning_app.paths import resources_folder; print(resources_folder())"
    shown = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {program}"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    inside = tmp_path / "commissioning_app" / "resources"
    assert Path(shown.stdout.strip()) == inside
    assert files(inside) == files(ROOT / "resources")


def test_the_wheel_holds_the_application_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (entry_points,) = (name for name in names if name.endswith("/entry_points.txt"))
        commands = archive.read(entry_points).decode()
        licence = archive.read(entry_points.replace("entry_points.txt", "licenses/LICENSE")).decode()
    tops = {name.partition("/")[0].partition("-")[0] for name in names}
    assert tops == {"commissioning_app"}
    assert commands.splitlines() == [
        "[console_scripts]",
        "commissioning-app = commissioning_app.__main__:main",
    ]
    assert licence == (ROOT / "LICENSE").read_text("utf8")


def files(folder: Path) -> set[Path]:
    """The files below a folder, as paths inside it."""
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
