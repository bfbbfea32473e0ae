"""Roles in words."""

from __future__ import annotations

from commissioning_app.domain.roles import Role
from commissioning_app.translation import tr


def role_word(role: Role) -> str:
    """A role as people say it."""
    return {
        Role.OFFICER: tr("Commissioning officer"),
        Role.PANEL_MEMBER: tr("Panel member"),
        Role.FINANCE: tr("Finance officer"),
        Role.APPROVER: tr("Approver"),
        Role.AUDITOR: tr("Auditor"),
        Role.ADMINISTRATOR: tr("Administrator"),
    }[role]


def role_help(role: Role) -> str:
    """What the role may do."""
    return {
        Role.OFFICER: tr("Designs rounds, handles EOIs, builds panels, writes letters."),
        Role.PANEL_MEMBER: tr("Reads and scores the EOIs given to them, and sees nothing else."),
        Role.FINANCE: tr("Checks payees, exports the schedule, marks instalments as paid."),
        Role.APPROVER: tr("Agrees awards, explanations and late EOIs; never their own."),
        Role.AUDITOR: tr("Reads everything, changes nothing."),
        Role.ADMINISTRATOR: tr("Adds people, gives roles, makes backups, keeps the funder's details."),
    }[role]


def roles_words(roles: frozenset[Role]) -> str:
    """Several roles in a fixed order."""
    return ", ".join(role_word(role) for role in Role if role in roles)
