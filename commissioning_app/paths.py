"""The only place that knows where the resources and the data folders are."""

from __future__ import annotations

import os
from pathlib import Path

from commissioning_app.domain.errors import CommissioningError

APPLICATION = "Commissioning Together"
DATA_VARIABLE = "COMMISSIONING_APP_DATA"

_PACKAGE = Path(__file__).resolve().parent


class ResourceMissing(CommissioningError):
    """A file that comes with the application isn't where it should be: the installation is damaged."""


def resources_folder(package: Path = _PACKAGE) -> Path:
    """The resources that came with the installed package, or those at the root of a working copy."""
    for candidate in (package / "resources", package.parent / "resources"):
        if candidate.is_dir():
            return candidate
    raise ResourceMissing(
        f"The application's own files are missing: there is no resources folder in {package} "
        f"or beside it. Install the application again."
    )


def resource(*parts: str) -> Path:
    """One file or folder of the resources, for example `resource("styles", "theme.qss")`."""
    path = resources_folder().joinpath(*parts)
    if not path.exists():
        raise ResourceMissing(
            f"The application's own file {'/'.join(parts)} is missing. Install the application again."
        )
    return path


def data_folder() -> Path:
    """Where this user's workspace, settings and logs live; made when missing.

    The variable COMMISSIONING_APP_DATA puts it elsewhere (a memory stick, a test's own folder).
    """
    chosen = os.environ.get(DATA_VARIABLE)
    if chosen:
        folder = Path(chosen).expanduser()
    else:
        import platformdirs

        folder = Path(platformdirs.user_data_dir(APPLICATION, appauthor=False, roaming=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def default_workspace() -> Path:
    """The workspace that opens when nobody names another."""
    return data_folder() / "workspace.db"


def settings_file() -> Path:
    """What this user chose: text size, theme, who they are, which workspaces they opened."""
    return data_folder() / "settings.toml"


def log_folder() -> Path:
    """Where the log files go; made when missing."""
    folder = data_folder() / "logs"
    folder.mkdir(exist_ok=True)
    return folder
