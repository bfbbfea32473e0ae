"""What the repository as a whole promises: it speaks of itself alone, stays readable, locks what it needs."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST_FILE = 400
# In pieces, so that this file doesn't hold what it looks for.
FOREIGN = {
    "a folder of one machine": r"(?<![\w.])/(?:"
    + "|".join(["work", "root", "Users", r"home/\w+", "opt"])
    + r")/",
    "a Windows user's folder": r"[A-Z]:\\" + r"Users\\",
    "a package index": "|".join(["py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.(?:org|com)"]),
    "a system package mirror": "|".join(["deb" + r"\.debian\.org", "archive" + r"\.ubuntu\.com"]),
}
TEXT = {"", ".cfg", ".css", ".csv", ".html", ".ini", ".json", ".mako", ".md", ".po", ".pot", ".py", ".qss"}
TEXT |= {".sh", ".svg", ".toml", ".txt", ".yaml", ".yml"}
GPL = re.compile(r"\bA?GPL|\bGNU (?:Affero )?General Public", re.IGNORECASE)
NEVER_AT_RUN_TIME = {"pabutools", "krippendorff", "libcove", "lib360dataquality"}


@cache
def tracked() -> tuple[Path, ...]:
    """The files that belong to the repository."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("this copy is not a git repository")
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def locked(kind: str) -> dict[str, list[str]]:
    """The packages of a lock file with their versions, by name."""
    packages: dict[str, list[str]] = {}
    for line in (ROOT / "requirements" / f"{kind}.txt").read_text("utf8").splitlines():
        if match := re.match(r"([a-z0-9-]+)(?:\[.*?\])?==(\S+)", line):
            packages.setdefault(match[1], []).append(match[2])
    return packages


def asked(requirements: list[object]) -> set[str]:
    """The normalised names of what pyproject.toml asks for."""
    names = (re.split(r"[\[<>=;~! ]", item)[0] for item in requirements if isinstance(item, str))
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


def test_no_file_names_a_machine_or_a_package_server() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {what}"
        for path in tracked()
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text("utf8").splitlines(), start=1)
        for what, pattern in FOREIGN.items()
        if re.search(pattern, line)
    ]
    assert found == []


def test_no_source_file_is_too_long_to_read() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf8").splitlines())
        for path in tracked()
        # A migration is the record of one step, written once and never edited.
        if path.suffix == ".py" and path.parent.name != "versions"
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


@pytest.mark.parametrize(("kind", "groups"), [("run", ["build"]), ("dev", ["build", "dev"])])
def test_the_lock_holds_everything_that_is_asked_for(kind: str, groups: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))
    wanted = asked(project["project"]["dependencies"])
    for group in groups:
        wanted |= asked(project["dependency-groups"][group])
    assert wanted - set(locked(kind)) == set()


def test_tests_run_on_the_same_versions_as_the_application() -> None:
    run, dev = locked("run"), locked("dev")
    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize("kind", ["run", "dev"])
def test_every_locked_package_has_a_hash_and_no_address(kind: str) -> None:
    text = (ROOT / "requirements" / f"{kind}.txt").read_text("utf8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def licences(package: str) -> list[str]:
    """The licences that one may choose from for an installed package; empty when it says none."""
    about = importlib.metadata.metadata(package)
    classified = [name for name in about.get_all("Classifier") or [] if name.startswith("License")]
    named = about.get("License-Expression") or about.get("License")
    return named.splitlines()[0].split(" OR ") if named else classified


def test_nothing_at_run_time_is_under_the_gpl_alone() -> None:
    installed = {dist.name.lower().replace("_", "-") for dist in importlib.metadata.distributions()}
    refused = {
        name: choices
        for name in locked("run").keys() & installed
        if (choices := licences(name)) and all(GPL.search(choice) for choice in choices)
    }
    assert (refused, locked("run").keys() & NEVER_AT_RUN_TIME) == ({}, set())


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("GPL-3.0-only", True),
        ("GNU Affero General Public License v3", True),
        ("AGPL-3.0", True),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License", False),
        ("MIT", False),
    ],
)
def test_the_gpl_is_told_from_the_lesser_one(licence: str, refused: bool) -> None:
    assert bool(GPL.search(licence)) is refused
