"""Where resources and data are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning_app import paths


def test_an_installed_package_finds_the_resources_inside_itself(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "commissioning_app"
    (package / "resources").mkdir(parents=True)
    (package.parent / "resources").mkdir()
    assert paths.resources_folder(package) == package / "resources"


def test_a_working_copy_finds_the_resources_at_its_root(tmp_path: Path) -> None:
    package = tmp_path / "commissioning_app"
    package.mkdir()
    (tmp_path / "resources").mkdir()
    assert paths.resources_folder(package) == tmp_path / "resources"


def test_a_damaged_installation_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(paths.ResourceMissing, match=r"Install the application again\."):
        paths.resources_folder(tmp_path / "commissioning_app")


def test_a_resource_is_found_by_its_parts() -> None:
    assert paths.resource("translations", "README.md").is_file()


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(paths.ResourceMissing, match=r"file styles/none\.qss is missing"):
        paths.resource("styles", "none.qss")


def test_everything_of_the_user_is_in_one_folder_that_is_made(data_folder: Path) -> None:
    assert not data_folder.exists()
    assert (paths.default_workspace(), paths.settings_file(), paths.log_folder()) == (
        data_folder / "workspace.db",
        data_folder / "settings.toml",
        data_folder / "logs",
    )
    assert paths.log_folder().is_dir()


def test_without_a_choice_the_system_says_where_data_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(paths.DATA_VARIABLE)
    for variable in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    folder = paths.data_folder()
    assert (folder.name, folder.is_dir(), tmp_path in folder.parents) == (paths.APPLICATION, True, True)
