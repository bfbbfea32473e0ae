"""Asks a permission and refuses in a sentence that names who could do it."""

from __future__ import annotations

from collections.abc import Callable

from commissioning_app.domain.errors import NotAllowed
from commissioning_app.domain.roles import Actor


def require(actor: Actor, question: Callable[[Actor], bool]) -> None:
    """Raise NotAllowed unless the actor's roles answer the question with yes."""
    if not question(actor):
        can = (question.__doc__ or "").strip().split(";")[0].rstrip(".")
        roles = ", ".join(sorted(role.replace("_", " ") for role in actor.roles)) or "no role"
        raise NotAllowed(f"{actor.name} ({roles}) can't do this. {can}.")
