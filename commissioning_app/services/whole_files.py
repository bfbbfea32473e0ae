"""Files that appear wholly or not at all: written beside their place, flushed, then renamed into it."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import TracebackType

from commissioning_app.domain.errors import CommissioningError

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u2028-\u202e\u2066-\u2069]+')
"""Also the signs that turn the reading direction round, which can make one name look like another."""
_BLANKS = dict.fromkeys(map(ord, "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"))
"""Signs that count as letters or marks, and show nothing."""

_UNSEEN = frozenset({"Cf", "Cs", "Co"})
_JOINERS = "\u200c\u200d"
"""Unseen, but names in Bengali or Persian are written with them."""

_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_PARTIAL = ".partial"
_REPLACED = ".replaced"


class CannotWrite(CommissioningError):
    """A file or folder can't be written; the sentence says which, and what to do."""


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write files so that each shows its old content or its new, never a part; all or none change.

    Raises CannotWrite.
    """
    staged: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError
            staged[path] = _stage(path, (content,))
        for path, temporary in staged.items():
            os.replace(temporary, path)
    except OSError as error:
        raise CannotWrite(_sentence(path, error)) from error
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)


def write_in_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Write one file of which only a part is held at a time; it shows its old content or all of the new.

    What ``parts`` raises goes on to the caller, and nothing has changed. Raises CannotWrite.
    """
    staged = None
    try:
        if path.is_dir():
            raise IsADirectoryError
        path.parent.mkdir(parents=True, exist_ok=True)
        staged = _stage(path, parts)
        os.replace(staged, path)
    except OSError as error:
        raise CannotWrite(_sentence(path, error)) from error
    finally:
        if staged is not None:
            staged.unlink(missing_ok=True)


def _stage(path: Path, parts: Iterable[bytes]) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=_PARTIAL, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_umask())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


class WholeFolder:
    """A folder of files that appears at once. As a context manager: leaving without ``keep()`` drops it all.

    The folder must be new, empty, or hold only files that ``may_replace`` names; anything else in it stays
    untouched, because the batch is refused.
    """

    def __init__(self, folder: Path, *, may_replace: Collection[str] = ()) -> None:
        self._folder = folder.resolve()
        self._may_replace = frozenset(may_replace)
        self._staging: Path | None = None

    def __enter__(self) -> WholeFolder:
        """Look whether the folder may be written, and begin beside it."""
        try:
            if Path.cwd().is_relative_to(self._folder):
                raise CannotWrite("This folder is in use, for you are in it. Give the name of a new folder.")
            self._refuse_foreign_files()
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            self._sweep()
            prefix = f".{self._folder.name[:60]}."
            self._staging = Path(tempfile.mkdtemp(prefix=prefix, suffix=_PARTIAL, dir=self._folder.parent))
        except OSError as error:
            raise CannotWrite(_sentence(self._folder, error)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Drop what was not kept."""
        if self._staging is not None:
            shutil.rmtree(self._staging, ignore_errors=True)

    def write(self, name: str, content: bytes) -> None:
        """Add one file to the batch; raises CannotWrite."""
        if self._staging is None:
            raise CannotWrite("This batch of files was finished already.")
        try:
            (self._staging / name).write_bytes(content)
        except OSError as error:
            raise CannotWrite(_sentence(self._folder / name, error)) from error

    def keep(self) -> None:
        """Let the whole batch appear in place of what the folder held."""
        if self._staging is None:
            raise CannotWrite("This batch of files was finished already.")
        try:
            self._refuse_foreign_files()
            os.chmod(self._staging, 0o777 & ~_umask())
            old = self._folder.with_name(f".{self._folder.name[:60]}{_REPLACED}")
            if self._folder.exists():
                shutil.rmtree(old, ignore_errors=True)
                os.rename(self._folder, old)
            os.rename(self._staging, self._folder)
            self._staging = None
            shutil.rmtree(old, ignore_errors=True)
        except OSError as error:
            raise CannotWrite(_sentence(self._folder, error)) from error

    def _refuse_foreign_files(self) -> None:
        if not self._folder.exists():
            return
        if not self._folder.is_dir():
            raise CannotWrite(f"“{self._folder}” is a file, not a folder. Choose a folder.")
        foreign = sorted(
            entry.name for entry in self._folder.iterdir() if entry.name not in self._may_replace
        )
        if foreign:
            raise CannotWrite(
                f"The folder “{self._folder}” holds other files, such as “{foreign[0]}”. "
                "Choose a new or an empty folder, so that nothing gets mixed up."
            )

    def _sweep(self) -> None:
        """Take away what a run that was killed left beside the folder."""
        start = f".{self._folder.name[:60]}."
        for left in self._folder.parent.iterdir():
            if left.name.startswith(start) and left.name.endswith((_PARTIAL, _REPLACED)):
                shutil.rmtree(left, ignore_errors=True)


def safe_name(text: str, most_bytes: int = 120) -> str:
    """Some text as the stem of a file's name on any system: no separators, not hidden, not too long.

    Signs that can't be seen are left out; where nothing else is there, it is a plain name.
    """
    stem = " ".join(without_unseen(_NOT_IN_NAMES.sub(" ", text)).split()).strip(". ")
    stem = stem.encode()[:most_bytes].decode(errors="ignore").strip(". ")
    is_empty = not stem.strip(f". {_JOINERS}")
    return "file" if is_empty else f"{stem} file" if _RESERVED.match(stem) else stem


def without_unseen(text: str) -> str:
    """Some text without the signs that can't be seen; joiners stay, and what may not be in names at all."""
    stays = (
        char
        for char in text
        if unicodedata.category(char) not in _UNSEEN or char in _JOINERS or _NOT_IN_NAMES.match(char)
    )
    return "".join(stays).translate(_BLANKS)


def _umask() -> int:
    """The process's file mode mask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _sentence(path: Path, error: OSError) -> str:
    why = {
        "PermissionError": "you have no right to write there",
        "FileNotFoundError": "its folder is not there",
        "NotADirectoryError": "a part of its path is a file",
        "IsADirectoryError": "it is a folder",
    }.get(type(error).__name__, (error.strerror or "the disk refused it").lower())
    return f"“{path}” can't be written: {why}. Close it where it is open, or choose another place."
