"""Filling in the letters' templates: Jinja in a sandbox, every value marked so that it is never markup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from commissioning_app.domain.errors import BadValue, CommissioningError
from commissioning_app.domain.letter_structure import Letter, as_value
from commissioning_app.domain.letter_words import compose_letter, merge_fields
from commissioning_app.domain.letters import LetterFacts
from commissioning_app.paths import resource


class LetterTextProblem(CommissioningError):
    """A letter's template can't be used; the sentence names the file and what to mend."""


class LetterTemplates:
    """The templates that came with the application, each replaced by the funder's own where there is one."""

    def __init__(self, own_folder: Path | None = None) -> None:
        folders = [own_folder] if own_folder is not None and own_folder.is_dir() else []
        loaders = [FileSystemLoader(folder) for folder in (*folders, resource("letters"))]
        self._environment = ImmutableSandboxedEnvironment(
            loader=ChoiceLoader(loaders),
            undefined=StrictUndefined,
            finalize=_marked,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
            auto_reload=False,
        )

    def compose(self, facts: LetterFacts) -> Letter:
        """Write the letter that these facts ask for; raises LetterTextProblem when its template is broken."""
        name = f"{facts.kind.value}.txt"
        try:
            filled_in = self._environment.get_template(name).render(merge_fields(facts))
            return compose_letter(facts, filled_in)
        except TemplateNotFound as error:
            raise LetterTextProblem(f"The letter text “{error.name}” is missing.") from error
        except TemplateSyntaxError as error:
            file = Path(error.filename).name if error.filename else name
            raise LetterTextProblem(
                f"Line {error.lineno} of the letter text “{file}” can't be read: {error.message}."
            ) from error
        except UndefinedError as error:
            raise LetterTextProblem(
                f"The letter text “{name}” asks for something that letters don't have: {error.message}."
            ) from error
        except BadValue as error:
            raise LetterTextProblem(f"The letter text “{name}”: {error}") from error
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            why = str(error).rstrip(".")
            raise LetterTextProblem(f"The letter text “{name}” can't be filled in: {why}.") from error


def _marked(value: Any) -> Any:
    """Mark a value that a template puts in, so that nothing inside it is read as markup."""
    return as_value(str(value))
