"""Maps the domain's dataclasses onto the tables from outside, once."""

from __future__ import annotations

from functools import cache

from sqlalchemy.orm import configure_mappers, registry

from commissioning_app.domain import (
    actions,
    assessments,
    attachments,
    awards,
    contacts,
    due_diligence,
    eois,
    organisations,
    panels,
    people,
    rounds,
    telling,
    trail,
)
from commissioning_app.domain.application_forms import versions
from commissioning_app.domain.monitoring import answers
from commissioning_app.persistence import tables as t
from commissioning_app.persistence import tables_apart as apart
from commissioning_app.persistence import tables_care as care

VERSIONED = {
    people.Person: t.person,
    people.Workspace: t.workspace,
    rounds.Programme: t.programme,
    rounds.Round: t.round_,
    organisations.Organisation: t.organisation,
    organisations.PayeeDetails: t.payee_details,
    eois.Eoi: t.eoi,
    eois.EoiQuery: t.eoi_query,
    eois.Feedback: t.feedback,
    panels.PanelMember: t.panel_member,
    panels.Declaration: t.declaration,
    assessments.Assessment: t.assessment,
    awards.Recommendation: t.recommendation,
    awards.Award: t.award,
    awards.Instalment: t.instalment,
    awards.Explanation: t.explanation,
    actions.Action: care.action,
    due_diligence.DueDiligence: care.due_diligence,
    due_diligence.SubsidyRecord: care.subsidy_record,
    contacts.OrganisationContact: care.organisation_contact,
    attachments.Attachment: apart.attachment,
    telling.Conversation: apart.conversation,
}
PLAIN = {
    eois.EoiContact: t.eoi_contact,
    panels.Assignment: t.assignment,
    panels.InterestStatement: t.interest_statement,
    assessments.ScoreChange: t.score_change,
    assessments.Discussion: t.discussion,
    awards.RecommendationLine: t.recommendation_line,
    awards.LetterRecord: t.letter,
    awards.ImportMapping: care.import_mapping,
    versions.FormVersion: care.form_version,
    attachments.AttachmentChunk: apart.attachment_chunk,
    telling.EoiTelling: apart.eoi_telling,
    answers.MonitoringAnswer: apart.monitoring_answer,
    answers.FrozenBreakdown: apart.frozen_breakdown,
    trail.TrailEntry: apart.trail,
    trail.TrailPersonal: apart.trail_personal,
    trail.TrailHead: apart.trail_head,
}
TABLES = {**VERSIONED, **PLAIN}


@cache
def start_mappers() -> registry:
    """Map every entity; a second call does nothing. Versioned ones refuse a stale update."""
    mapper_registry = registry(metadata=t.metadata)
    for entity, table in VERSIONED.items():
        mapper_registry.map_imperatively(entity, table, version_id_col=table.c.version)
    for entity, table in PLAIN.items():
        mapper_registry.map_imperatively(entity, table)
    configure_mappers()
    return mapper_registry
