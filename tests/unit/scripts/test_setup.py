"""Setting up: what is there is left alone, and what is missing is asked for in one sentence."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[3] / "scripts" / "setup.py"


@pytest.fixture
def setup(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, on Linux without a display, that refuses to run any command."""
    specification = importlib.util.spec_from_file_location("setup_script", SCRIPT)
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)

    def refuse(command: list[str], environment: dict[str, str] | None = None) -> None:
        raise AssertionError(f"nothing should be run, but this was: {command}")

    monkeypatch.setattr(module, "run", refuse)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(module.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(module.os, "geteuid", lambda: 1000, raising=False)
    for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    return module


def commands_of(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Collect what would be run instead of running it."""
    commands: list[list[str]] = []
    monkeypatch.setattr(setup, "run", lambda command, environment=None: commands.append(command))
    return commands


def test_libraries_that_are_there_are_left_alone(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(setup, "is_loadable", lambda name: not asked.append(name))
    setup.install_system_libraries()
    assert asked == list(setup.DRAWING_LIBRARIES)


def test_a_display_needs_the_libraries_of_its_kind(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(setup, "is_loadable", lambda name: not asked.append(name))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    setup.install_system_libraries()
    assert asked == [*setup.DRAWING_LIBRARIES, *setup.WINDOW_LIBRARIES, *setup.WAYLAND_LIBRARIES]


def test_without_rights_the_exact_command_is_said(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "is_loadable", lambda name: name != "libEGL.so.1")
    assert setup.main(["run"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert (
        "`sudo apt-get update && sudo apt-get install -y --no-install-recommends libglib2.0-0 libgl1 " in said
    )


def test_root_gets_them_installed(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = commands_of(setup, monkeypatch)
    monkeypatch.setattr(setup, "is_loadable", lambda name: name != "libEGL.so.1")
    monkeypatch.setattr(setup.os, "geteuid", lambda: 0, raising=False)
    setup.install_system_libraries()
    assert [command[:2] for command in commands] == [["apt-get", "update"], ["apt-get", "install"]]
    assert "libegl1" in commands[1]
    assert capsys.readouterr().out == "Installing the system libraries that the window needs …\n"


def test_another_kind_of_linux_is_told_which_libraries(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "is_loadable", lambda name: False)
    monkeypatch.setattr(setup.shutil, "which", lambda name: None)
    with pytest.raises(
        setup.SetupProblem, match=r"your system's own tool: libglib-2\.0\.so\.0, libGL\.so\.1"
    ):
        setup.install_system_libraries()


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 14, 0)])
def test_a_python_that_does_not_fit_is_refused(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(setup.SetupProblem, match=f"is Python {version[0]}.{version[1]}: type"):
        setup.check_python()


def test_packages_are_installed_once_and_again_when_the_lock_changes(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commands = commands_of(setup, monkeypatch)
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path)
    (tmp_path / "requirements").mkdir()
    for kind in ("run", "dev"):
        (tmp_path / "requirements" / f"{kind}.txt").write_text(f"{kind}==1", "utf8")
    counts = []
    for step in ("run", "run", "dev", "dev", "run", "changed", "run"):
        if step == "changed":
            (tmp_path / "requirements" / "dev.txt").write_text("dev==2", "utf8")
        else:
            setup.install_packages(step)
        counts.append(len(commands))
    assert counts == [1, 1, 2, 2, 2, 2, 2]
    setup.install_packages("dev")
    assert commands[-1][-1].endswith("dev.txt") and "--require-hashes" in commands[-1]
    assert len(commands) == 3


def test_a_wrong_word_is_answered_with_the_usage(
    setup: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (setup.main(["everything"]), capsys.readouterr().err) == (
        2,
        "usage: python3 scripts/setup.py [run|dev]\n",
    )
