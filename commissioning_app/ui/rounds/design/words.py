"""Words of the design: kinds of questions, fields, and how a value reads when two versions are compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commissioning_app.domain.forms import QuestionKind, QuestionPurpose
from commissioning_app.domain.money import pounds
from commissioning_app.domain.rounds import FenceBasis
from commissioning_app.translation import tr

_MOST_LINES = 12


def kind_word(kind: QuestionKind) -> str:
    """How a question is answered, in words."""
    return {
        QuestionKind.SHORT: tr("one line of text"),
        QuestionKind.LONG: tr("some sentences"),
        QuestionKind.NUMBER: tr("a number"),
        QuestionKind.MONEY: tr("an amount of money"),
        QuestionKind.DATE: tr("a date"),
        QuestionKind.CHOICE: tr("one of a list"),
        QuestionKind.CHOICES: tr("any of a list"),
        QuestionKind.YES_NO: tr("yes or no"),
        QuestionKind.ATTACHMENT: tr("a file"),
    }[kind]


def purpose_word(purpose: QuestionPurpose) -> str:
    """What a question counts as, in words."""
    return {
        QuestionPurpose.ASSESSMENT: tr("for the panel to read"),
        QuestionPurpose.IDENTITY: tr("to know who applies; not scored"),
        QuestionPurpose.ELIGIBILITY: tr("to see who can apply; not scored"),
        QuestionPurpose.RING_FENCE: tr("to see whom money is held for; not scored"),
    }[purpose]


def basis_word(basis: FenceBasis) -> str:
    """What puts an EOI inside a ring-fence, in words."""
    return {
        FenceBasis.SMALL: tr("small organisations"),
        FenceBasis.CORE: tr("core funding"),
        FenceBasis.PUBLISHED_QUESTION: tr("a “yes” to a question of the form"),
    }[basis]


def field_labels() -> dict[str, str]:
    """The round's own fields, as the conflict dialog names them."""
    return {
        "name": tr("Name"),
        "purpose": tr("Purpose"),
        "pot_years": tr("Pot"),
        "smallest_award_pence": tr("Smallest award"),
        "largest_award_pence": tr("Largest award"),
        "core_open_percent": tr("Open to core funding"),
        "timetable": tr("Timetable"),
        "questions": tr("Questions"),
        "criteria": tr("Criteria"),
        "exclusions": tr("What is not funded"),
        "eligibility_rules": tr("Who can apply"),
        "ways_to_apply": tr("Ways to apply"),
        "languages_and_formats": tr("Languages and formats"),
        "rule": tr("Sharing the pot"),
        "community_power_percent": tr("Community members’ part of the power"),
        "records": tr("Records"),
    }


def say(key: str, value: Any) -> str:
    """A stored value as lines that two people can compare."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, int) and key.endswith("pence"):
        return pounds(value)
    if isinstance(value, Mapping):
        lines = [
            f"{_plain(name)}: {say(name, one)}" for name, one in value.items() if one not in (None, "", [])
        ]
        return "\n".join(lines[:_MOST_LINES])
    if isinstance(value, list | tuple):
        return "\n".join(_item(one) for one in value)
    return str(value)


def _item(value: Any) -> str:
    """One item of a list by what names it."""
    if not isinstance(value, Mapping):
        return str(value)
    named = next((value[name] for name in ("text", "name", "what", "year", "code") if value.get(name)), "")
    if not named:
        return ", ".join(said for key, one in value.items() if (said := say(key, one)))
    more = {key: one for key, one in value.items() if key in ("pence", "weight", "word_limit", "on") and one}
    extra = ", ".join(f"{_plain(key)} {say(key, one)}" for key, one in more.items())
    return f"{named} ({extra})" if extra else str(named)


def _plain(key: str) -> str:
    return key.removesuffix("_pence").replace("_", " ")
