"""Files and folders that appear wholly or not at all, and safe names for them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commissioning_app.services.whole_files import CannotWrite, WholeFolder, safe_name, write_whole


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_files_are_written_together_with_usual_rights(tmp_path: Path) -> None:
    write_whole({tmp_path / "new" / "a.csv": b"a", tmp_path / "new" / "b.xlsx": b"b"})
    assert names(tmp_path / "new") == ["a.csv", "b.xlsx"]
    mask = os.umask(0o022)
    os.umask(mask)
    assert (tmp_path / "new" / "a.csv").stat().st_mode & 0o777 == 0o666 & ~mask
    write_whole({tmp_path / "new" / "a.csv": b"later"})
    assert (tmp_path / "new" / "a.csv").read_bytes() == b"later"


def test_when_one_can_not_be_written_none_changes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CannotWrite, match=r"can't be written"):
        write_whole({tmp_path / "a.csv": b"new", tmp_path / "file" / "b.csv": b"b"})
    assert names(tmp_path) == ["a.csv", "file"]
    assert (tmp_path / "a.csv").read_bytes() == b"old"


def test_a_failing_disk_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite, match="no space left on device"):
        write_whole({tmp_path / "a.csv": b"a"})
    assert names(tmp_path) == []


def test_a_folder_appears_at_once_and_only_when_kept(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "letters"
    with WholeFolder(folder) as batch:
        batch.write("a.pdf", b"a")
        assert not folder.exists()
    assert not folder.exists() and names(folder.parent) == []
    with WholeFolder(folder) as batch:
        batch.write("a.pdf", b"a")
        batch.keep()
        for late in (lambda: batch.write("b.pdf", b"b"), batch.keep):
            with pytest.raises(CannotWrite, match="was finished already"):
                late()
    assert names(folder) == ["a.pdf"] and names(folder.parent) == ["letters"]


def test_the_folder_that_one_is_in_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here" / "sub").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here" / "sub")
    for folder in ("", ".", "..", "../sub", str(tmp_path)):
        with pytest.raises(CannotWrite, match="you are in it"), WholeFolder(Path(folder)):
            pass
    with WholeFolder(Path("../letters")) as batch:
        batch.write("a.pdf", b"a")
        batch.keep()
    assert names(tmp_path / "here") == ["letters", "sub"] and names(tmp_path / "here" / "sub") == []


def test_one_of_two_files_that_can_not_be_written_leaves_the_other(tmp_path: Path) -> None:
    (tmp_path / "s.xlsx").mkdir()
    (tmp_path / "s.csv").write_bytes(b"old")
    with pytest.raises(CannotWrite, match="it is a folder"):
        write_whole({tmp_path / "s.csv": b"new", tmp_path / "s.xlsx": b"new"})
    assert (tmp_path / "s.csv").read_bytes() == b"old" and names(tmp_path) == ["s.csv", "s.xlsx"]


def test_a_folder_with_other_files_or_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CannotWrite, match=r"holds other files, such as “mine.txt”"), WholeFolder(tmp_path):
        pass
    with (
        pytest.raises(CannotWrite, match=r"mine.txt” is a file, not a folder"),
        WholeFolder(tmp_path / "mine.txt"),
    ):
        pass
    with (
        pytest.raises(CannotWrite, match=r"can't be written"),
        WholeFolder(tmp_path / "mine.txt" / "letters"),
    ):
        pass


def test_a_file_that_somebody_puts_in_meanwhile_is_not_lost(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    with pytest.raises(CannotWrite, match=r"such as “mine.txt”"), WholeFolder(folder) as batch:
        folder.mkdir()
        (folder / "mine.txt").write_text("mine")
        batch.keep()
    assert names(folder) == ["mine.txt"] and names(tmp_path) == ["letters"]


def test_a_name_that_the_disk_refuses_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"can't be written"), WholeFolder(tmp_path / "x") as batch:
        batch.write("no/such/folder.pdf", b"")


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("E-1 Ujima", "E-1 Ujima"),
        ("../../etc/passwd", "etc passwd"),
        ('a<b>:"c/\\|?*\x00d', "a b c d"),
        ("শাপলা মহিলা", "শাপলা মহিলা"),
        ("..hidden.", "hidden"),
        ("E-1 fdp.\u202etxt\u2069", "E-1 fdp. txt"),
        ("E-1 \u200bUjima\ufeff", "E-1 Ujima"),
        ("\u200b\u200d", "file"),
        ("con", "con file"),
        ("///", "file"),
        ("é" * 100, "é" * 60),
    ],
)
def test_names_are_safe_on_any_system(text: str, stem: str) -> None:
    assert safe_name(text) == stem
