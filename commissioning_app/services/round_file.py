"""The round file: a whole round in TOML, with its panel and people, read into plain values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commissioning_app.domain.dates import financial_year
from commissioning_app.domain.errors import BadValue, Problems
from commissioning_app.domain.forms import Criterion, EligibilityRule, Question
from commissioning_app.domain.panels import MemberGroup
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.roles import Role
from commissioning_app.domain.rounds import AllocationRule, FunderKind, PotYear, Timetable
from commissioning_app.services.reading_values import Reader

MOST_BYTES = 2_000_000


@dataclass(frozen=True)
class FunderInFile:
    """The funder that a round file names, for a workspace that is made from it."""

    name: str
    kind: FunderKind
    address: str = ""
    website: str = ""
    org_id: str = ""
    publisher_prefix: str = ""


@dataclass(frozen=True)
class PersonInFile:
    """A person and their roles; panel members have a group too."""

    name: str
    email: str = ""
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True)
class MemberInFile:
    """A panel member by name."""

    name: str
    group: MemberGroup
    chair: bool = False


@dataclass(frozen=True)
class RoundFile:
    """What a round file says: ``design`` holds the round's own fields by name."""

    code: str
    name: str
    programme: str
    programme_is_recurrent: bool | None
    design: Mapping[str, Any]
    funder: FunderInFile | None
    people: tuple[PersonInFile, ...]
    panel: tuple[MemberInFile, ...]


_PLAIN: Mapping[str, Any] = {
    "purpose": str,
    "smallest_award": "money",
    "largest_award": "money",
    "core_open_percent": int,
    "timetable": Timetable,
    "questions": tuple[Question, ...],
    "criteria": tuple[Criterion, ...],
    "exclusions": tuple[str, ...],
    "eligibility_rules": tuple[EligibilityRule, ...],
    "ways_to_apply": tuple[str, ...],
    "languages_and_formats": tuple[str, ...],
    "rule": AllocationRule,
    "community_power_percent": int,
    "records": RoundRecords,
}
_OTHER = {
    "code",
    "name",
    "programme",
    "programme_is_recurrent",
    "pot",
    "pot_years",
    "funder",
    "people",
    "panel",
}


def read_round_file(path: Path) -> RoundFile:
    """Read a round file; raises Problems with one sentence for each thing that can't be taken."""
    try:
        if not path.is_file():
            raise BadValue(f"There is no file {path}.")
        if path.stat().st_size > MOST_BYTES:
            raise BadValue(f"{path.name} is too large to be a round file.")
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise BadValue(f"{path} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadValue(f"{path.name} is not text in UTF-8. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadValue(f"{path.name} is not valid TOML: {error}.") from error
    except (RecursionError, ValueError) as error:
        raise BadValue(f"{path.name} can't be read: it nests too deep, or a number is too long.") from error
    return parse_round(table)


def parse_round(table: Mapping[str, Any]) -> RoundFile:
    """Turn the file's tables into values; raises Problems."""
    reader = Reader()
    reader.refuse_unknown(table, {*_PLAIN, *_OTHER}, "")
    design = {}
    for key, kind in _PLAIN.items():
        if key in table:
            is_money = kind == "money"
            value = reader.value(int if is_money else kind, table[key], key, is_money=is_money)
            if value is not None:
                design[f"{key}_pence" if is_money else key] = value
    design["pot_years"] = _pot(reader, table, design.get("timetable"))
    for key in ("code", "name"):
        if not isinstance(table.get(key), str) or not table[key].strip():
            reader.problems.append(f"The round needs a “{key}”.")
    funder = reader.fill(FunderInFile, table["funder"], "funder") if "funder" in table else None
    people = reader.value(tuple[PersonInFile, ...], table.get("people", []), "people")
    panel = reader.value(tuple[MemberInFile, ...], table.get("panel", []), "panel")
    recurrent = table.get("programme_is_recurrent")
    if recurrent is not None:
        reader.scalar(bool, recurrent, "programme_is_recurrent")
    reader.scalar(str, table.get("programme", ""), "programme")
    if reader.problems:
        raise Problems(reader.problems)
    return RoundFile(
        table["code"].strip(), table["name"].strip(), table.get("programme", ""), recurrent, design, funder,
        people or (), panel or (),
    )  # fmt: skip


def _pot(reader: Reader, table: Mapping[str, Any], timetable: Timetable | None) -> tuple[PotYear, ...]:
    if "pot_years" in table:
        if "pot" in table:
            reader.problems.append("Give either “pot” or “pot_years”, not both.")
        return reader.value(tuple[PotYear, ...], table["pot_years"], "pot_years") or ()
    if "pot" not in table:
        reader.problems.append("The round needs a “pot”, or “pot_years” with an amount for each.")
        return ()
    pence = reader.money(table["pot"], "pot")
    day = (timetable.paying_from or timetable.announced_by or timetable.opens_on) if timetable else None
    if day is None:
        reader.problems.append("A “pot” without years needs “paying_from” in the timetable.")
        return ()
    return (PotYear(financial_year(day), pence or 0),)
