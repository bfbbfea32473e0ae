"""Who may do what: roles, the person who acts, and one named question for each permission."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person is here for; one person may hold several roles."""

    OFFICER = "officer"
    PANEL_MEMBER = "panel_member"
    FINANCE = "finance"
    APPROVER = "approver"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Actor:
    """The person who acts in a service call, with the roles that they hold now."""

    person_id: UUID
    name: str
    roles: frozenset[Role]

    def has(self, *roles: Role) -> bool:
        """Whether the person holds at least one of these roles."""
        return not self.roles.isdisjoint(roles)


def can_read_rounds(actor: Actor) -> bool:
    """Everyone but panel members reads rounds; members see their own scoring."""
    return actor.has(Role.OFFICER, Role.APPROVER, Role.FINANCE, Role.AUDITOR, Role.ADMINISTRATOR)


def can_design_rounds(actor: Actor) -> bool:
    """Officers design rounds: form, timetable, criteria, rule, records."""
    return actor.has(Role.OFFICER)


def can_move_rounds(actor: Actor) -> bool:
    """Officers take a round through its steps."""
    return actor.has(Role.OFFICER)


def can_handle_eois(actor: Actor) -> bool:
    """Officers import, type in, query and check the eligibility of EOIs."""
    return actor.has(Role.OFFICER)


def can_read_eois(actor: Actor) -> bool:
    """Those who read rounds read the EOIs; members get theirs through their own scoring."""
    return can_read_rounds(actor)


def can_build_panels(actor: Actor) -> bool:
    """Officers build panels and assign EOIs to members."""
    return actor.has(Role.OFFICER)


def can_declare_interests(actor: Actor) -> bool:
    """Everyone with a part in a decision declares their interests; an auditor has none."""
    return actor.has(Role.OFFICER, Role.PANEL_MEMBER, Role.FINANCE, Role.APPROVER, Role.ADMINISTRATOR)


def can_score(actor: Actor) -> bool:
    """Panel members score."""
    return actor.has(Role.PANEL_MEMBER)


def can_moderate(actor: Actor) -> bool:
    """Officers run moderation: they note what was said, who was there, and which scores changed."""
    return actor.has(Role.OFFICER)


def can_see_all_assessments(actor: Actor) -> bool:
    """Officers, approvers and auditors see the panel's assessments; finance has no need to."""
    return actor.has(Role.OFFICER, Role.APPROVER, Role.AUDITOR)


def can_recommend(actor: Actor) -> bool:
    """Officers record the allocation that the panel recommends."""
    return actor.has(Role.OFFICER)


def can_approve(actor: Actor) -> bool:
    """Approvers agree awards, explanations and late EOIs."""
    return actor.has(Role.APPROVER)


def can_explain(actor: Actor) -> bool:
    """Officers explain a check that is not met."""
    return actor.has(Role.OFFICER)


def can_write_letters(actor: Actor) -> bool:
    """Officers write feedback and make letters."""
    return actor.has(Role.OFFICER)


def can_read_awards(actor: Actor) -> bool:
    """Those who read rounds read awards and their instalments."""
    return can_read_rounds(actor)


def can_export_schedule(actor: Actor) -> bool:
    """Finance and officers export the award schedule; auditors may, to prove it."""
    return actor.has(Role.FINANCE, Role.OFFICER, Role.AUDITOR)


def can_keep_payee_details(actor: Actor) -> bool:
    """Finance keeps supplier numbers, codes and payee details."""
    return actor.has(Role.FINANCE)


def can_mark_paid(actor: Actor) -> bool:
    """Finance marks instalments as paid."""
    return actor.has(Role.FINANCE)


def can_keep_organisations(actor: Actor) -> bool:
    """Officers keep the organisations' records."""
    return actor.has(Role.OFFICER)


def can_manage_people(actor: Actor) -> bool:
    """Administrators add people and give roles; officers add panel members only."""
    return actor.has(Role.ADMINISTRATOR)


def can_add_panel_people(actor: Actor) -> bool:
    """Officers add people whose only role is panel member; administrators add anyone."""
    return actor.has(Role.OFFICER, Role.ADMINISTRATOR)


def can_check_before_paying(actor: Actor) -> bool:
    """Officers check those to be funded before they are paid: due diligence and subsidy control."""
    return actor.has(Role.OFFICER)


def can_keep_actions(actor: Actor) -> bool:
    """Officers write down what will be done about a finding, by whom and by when."""
    return actor.has(Role.OFFICER)


def can_read_trail(actor: Actor) -> bool:
    """Those who read rounds read the trail."""
    return can_read_rounds(actor)


def can_back_up(actor: Actor) -> bool:
    """Administrators and officers make backups of the workspace."""
    return actor.has(Role.ADMINISTRATOR, Role.OFFICER)


def can_change_policy(actor: Actor) -> bool:
    """Administrators change the thresholds of the checks, each time with a reason."""
    return actor.has(Role.ADMINISTRATOR)


def can_keep_word_list(actor: Actor) -> bool:
    """Officers and administrators add words to the funder's own word list."""
    return actor.has(Role.OFFICER, Role.ADMINISTRATOR)


def can_keep_monitoring(actor: Actor) -> bool:
    """Officers keep organisations' monitoring answers, unless they approve, pay or audit too."""
    return actor.has(Role.OFFICER) and not actor.has(Role.APPROVER, Role.FINANCE, Role.AUDITOR)


def can_read_equity(actor: Actor) -> bool:
    """Officers, approvers and auditors read totals by leadership group, once the round is decided."""
    return actor.has(Role.OFFICER, Role.APPROVER, Role.AUDITOR)
