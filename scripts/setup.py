"""Make this folder ready to run or to test: `.venv`, locked packages, the project, the system's libraries.

Needs nothing but Python's own library. Does nothing, and asks no network, when all is there already.
Usage: python3 scripts/setup.py [run|dev]
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST, NEWEST = (3, 11), (3, 13)

# What Qt loads at run time -> the Debian or Ubuntu package that holds it.
DRAWING_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


class SetupProblem(Exception):
    """Something that the person has to do first, as one sentence."""


def main(arguments: list[str]) -> int:
    """Set up for `run` or `dev` (the default); 0 when ready, 1 with a sentence when something is missing."""
    kind = arguments[0] if arguments else "dev"
    if kind not in ("run", "dev"):
        print("usage: python3 scripts/setup.py [run|dev]", file=sys.stderr)
        return 2
    try:
        check_python()
        install_system_libraries()
        make_environment()
        install_packages(kind)
        install_project()
    except SetupProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def check_python() -> None:
    """Refuse a Python that the locked packages don't fit."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise SetupProblem(
            "This needs Python 3.11, 3.12 or 3.13, and {} is Python {}.{}: type `make PYTHON=python3.12 …` "
            "with the name of a fitting one.".format(sys.executable, *sys.version_info[:2])
        )


def install_system_libraries() -> None:
    """Have the libraries that Qt needs: by apt-get as root, else by asking for exactly that."""
    if not sys.platform.startswith("linux"):
        return
    needed = dict(DRAWING_LIBRARIES)
    if os.environ.get("DISPLAY"):
        needed |= WINDOW_LIBRARIES
    if os.environ.get("WAYLAND_DISPLAY"):
        needed |= WAYLAND_LIBRARIES
    missing = [name for name in needed if not is_loadable(name)]
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise SetupProblem(
            "These system libraries are missing; install them with your system's own tool: "
            f"{', '.join(missing)}."
        )
    packages = (DRAWING_LIBRARIES | WINDOW_LIBRARIES | WAYLAND_LIBRARIES).values()
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        raise SetupProblem(
            "The window needs system libraries that this machine lacks: type "
            f"`sudo apt-get update && sudo {' '.join(install)}` once, then the same command again."
        )
    say("Installing the system libraries that the window needs")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], install):
        run(command, environment)


def is_loadable(library: str) -> bool:
    """Is the shared library there, wherever it came from?"""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def make_environment() -> None:
    """Make `.venv`, again when its Python is gone or another."""
    wanted = f"{sys.version_info.major}.{sys.version_info.minor}"
    settings = VENV / "pyvenv.cfg"
    if settings.exists():
        there = dict(
            line.split(" = ", 1) for line in settings.read_text("utf8").splitlines() if " = " in line
        )
        if there.get("version", "").startswith(wanted + ".") and python().exists():
            return
    say(f"Making .venv with Python {wanted}")
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        run([sys.executable, "-m", "venv", str(VENV)])
    except BaseException as problem:
        shutil.rmtree(VENV, ignore_errors=True)
        if not isinstance(problem, SetupProblem):
            raise
        raise SetupProblem(
            "Python could not make a virtual environment: on Debian or Ubuntu type "
            "`sudo apt-get install python3-venv` once, then the same command again."
        ) from problem


def install_packages(kind: str) -> None:
    """Install the locked packages, each checked against its hash; all of `run` is in `dev`."""
    for enough in {kind, "dev"}:
        if stamp(enough).exists() and stamp(enough).read_text("utf8") == lock_digest(enough):
            return
    say("Installing the locked packages" + (" for running" if kind == "run" else ", those for testing too"))
    lock = str(ROOT / "requirements" / f"{kind}.txt")
    run([*pip("install"), "--require-hashes", "--only-binary", ":all:", "--requirement", lock])
    stamp(kind).write_text(lock_digest(kind), "utf8")


def install_project() -> None:
    """Put the project itself into `.venv`, as a link to this folder."""
    text = (ROOT / "pyproject.toml").read_bytes() + (ROOT / "commissioning_app" / "__init__.py").read_bytes()
    digest = hashlib.sha256(text + str(ROOT).encode()).hexdigest()
    if stamp("project").exists() and stamp("project").read_text("utf8") == digest:
        return
    say("Installing the application")
    run([*pip("install"), "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)])
    stamp("project").write_text(digest, "utf8")


def lock_digest(kind: str) -> str:
    """What the lock file of this kind holds, in short."""
    return hashlib.sha256((ROOT / "requirements" / f"{kind}.txt").read_bytes()).hexdigest()


def stamp(kind: str) -> Path:
    """The file that says what is installed already."""
    return VENV / f".installed-{kind}"


def python() -> Path:
    """The environment's own Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def pip(command: str) -> list[str]:
    """The start of a pip call in the environment."""
    return [str(python()), "-m", "pip", command, "--quiet", "--disable-pip-version-check"]


def run(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run one command; what it says is shown only when it fails."""
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode != 0:
        raise SetupProblem(f"{done.stdout.strip()}\nThis did not work (see above): {' '.join(command)}")


def say(sentence: str) -> None:
    """Tell what is being done, at once."""
    print(f"{sentence} …", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
