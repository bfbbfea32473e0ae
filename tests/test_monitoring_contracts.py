"""The import contracts on monitoring answers break when somebody adds the import that they forbid."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FORBIDDEN = {
    "documents/letter_pdf.py": "commissioning_app.domain.monitoring.questions",
    "domain/allocation/fair_shares.py": "commissioning_app.domain.monitoring.answers",
    "domain/scoring.py": "commissioning_app.domain.monitoring.breakdowns",
    "domain/principles/data.py": "commissioning_app.domain.monitoring.answers",
    "spreadsheets/schedule_rows.py": "commissioning_app.services.ports.monitoring",
}
FORBIDDEN_TO_SERVICES = {
    "services/allocation.py": "commissioning_app.services.monitoring.answers",
    "services/letters.py": "commissioning_app.services.queries.equity",
    "services/lookups.py": "commissioning_app.services.ports.monitoring",
    "services/schedule.py": "commissioning_app.domain.monitoring.answers",
    "services/scoring.py": "commissioning_app.services.ports.monitoring",
    "services/queries/my_scoring.py": "commissioning_app.services.queries.about_me",
}
MAY_ASK_THE_STORE = {
    "persistence/unit_of_work.py",
    "services/facts_monitoring.py",
    "services/monitoring/answers.py",
    "services/monitoring/freezing.py",
    "services/ports/monitoring.py",
    "services/queries/equity.py",
}


def checked(folder: Path, contract: str) -> tuple[int, str]:
    """What the contract says of the copy in that folder."""
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [program, "--no-cache", "--no-logo", "--contract", contract],
        cwd=folder,
        env={**os.environ, "COLUMNS": "200", "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
    )
    return run.returncode, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("contract", "added"), [("monitoring", FORBIDDEN), ("monitoring-services", FORBIDDEN_TO_SERVICES)]
)
def test_a_forbidden_import_breaks_the_contract(tmp_path: Path, contract: str, added: dict[str, str]) -> None:
    shutil.copytree(
        ROOT / "commissioning_app",
        tmp_path / "commissioning_app",
        ignore=shutil.ignore_patterns("__pycache__", "ui", "resources"),
    )
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    config = tomllib.loads(text)["tool"]["importlinter"]
    assert contract in {one["id"] for one in config["contracts"]}
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "commissioning_app" / "ui").mkdir()
    (tmp_path / "commissioning_app" / "ui" / "__init__.py").write_text('"""No window here."""\n')
    for file, module in added.items():
        path = tmp_path / "commissioning_app" / file
        path.write_text(f"{path.read_text('utf-8')}\nimport {module}\n", "utf-8")
    code, said = checked(tmp_path, contract)
    assert code == 1, said
    assert "1 broken" in said
    for file, module in added.items():
        source = "commissioning_app." + file.removesuffix(".py").replace("/", ".")
        assert f"{source} -> {module}" in said, said


def test_only_the_monitoring_services_ask_for_the_store() -> None:
    """The store hangs on the unit of work of the same transaction; nothing else names it."""
    package = ROOT / "commissioning_app"
    asking = set()
    for path in package.rglob("*.py"):
        text = path.read_text("utf-8")
        if "store_of" not in text and "monitoring_answers" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            names = {getattr(node, "attr", ""), getattr(node, "id", "")}
            if names & {"store_of", "monitoring_answers"}:
                asking.add(str(path.relative_to(package)))
    assert asking == MAY_ASK_THE_STORE
