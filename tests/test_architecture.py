"""The arrows of docs/architecture.md that the import contracts in pyproject.toml can't express."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "commissioning_app"
TOUCHES_FILES = {
    "glob",
    "io",
    "os",
    "pathlib",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "urllib",
}
ROOMS = ("persistence", "spreadsheets", "documents", "opendata")
OPEN_TO_ROOMS = ("services.ports", "domain", "paths")
HEAVY = {
    "PySide6", "alembic", "numpy", "openpyxl", "pypdf", "pyqtgraph", "python_calamine", "reportlab",
    "sqlalchemy",
}  # fmt: skip


def modules(room: str) -> Iterator[Path]:
    """The source files of one room, a module or a package."""
    alone = PACKAGE / f"{room}.py"
    return iter([alone]) if alone.exists() else (PACKAGE / room).rglob("*.py")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it; type hints' imports count too."""
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out in full"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names)


def inside(name: str, allowed: tuple[str, ...]) -> bool:
    """Is the imported name one of these parts of the application, or in one?"""
    return any(f"{name}.".startswith(f"commissioning_app.{part}.") for part in allowed)


def test_the_domain_imports_the_standard_library_only() -> None:
    strangers = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules("domain")
        for name in imports(path)
        if name.partition(".")[0] not in sys.stdlib_module_names and not inside(name, ("domain",))
    }
    assert strangers == set()


def test_the_domain_touches_no_files() -> None:
    touching = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules("domain")
        for name in imports(path)
        if name.partition(".")[0] in TOUCHES_FILES
    }
    assert touching == set()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_at_the_edge_knows_the_ports_and_the_domain_only(room: str) -> None:
    strangers = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules(room)
        for name in imports(path)
        if name.startswith("commissioning_app.") and not inside(name, (*OPEN_TO_ROOMS, room))
    }
    assert strangers == set()


def test_no_page_knows_a_session_or_a_file_format() -> None:
    forbidden = HEAVY - {"PySide6", "pyqtgraph", "numpy"} | {"psycopg"}
    knowing = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules("ui")
        for name in imports(path)
        if name.partition(".")[0] in forbidden
    }
    assert knowing == set()


def test_the_command_line_starts_without_anything_heavy() -> None:
    program = (
        "import runpy, sys\n"
        "sys.argv = ['commissioning-app', '--help']\n"
        "try:\n    runpy.run_module('commissioning_app', run_name='__main__')\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "[]\n")
