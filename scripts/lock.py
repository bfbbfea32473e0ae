"""Write requirements/*.txt anew from pyproject.toml: for every platform, with hashes, without host names.

Needs `uv` on the PATH or in `.venv` (`pip install uv`).
Usage: python3 scripts/lock.py [--upgrade]
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--fork-strategy=fewest",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--no-annotate",
    "--quiet",
]


def main(arguments: list[str]) -> int:
    """Write both lock files; the one for testing holds the same versions as the one for running."""
    uv = shutil.which("uv", path=f"{ROOT / '.venv' / 'bin'}:{ROOT / '.venv' / 'Scripts'}") or shutil.which(
        "uv"
    )
    if uv is None:
        print("Locking needs uv: type `.venv/bin/pip install uv` once, then this again.", file=sys.stderr)
        return 1
    run, dev = "requirements/run.txt", "requirements/dev.txt"
    for choice in (["--group=build", "-o", run], ["--group=dev", "-c", run, "-o", dev]):
        command = [uv, "pip", "compile", "pyproject.toml", *OPTIONS, *arguments, *choice]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
