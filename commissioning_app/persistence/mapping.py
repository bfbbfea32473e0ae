"""Maps the domain's dataclasses onto the tables from outside, once."""

from __future__ import annotations

from functools import cache

from sqlalchemy.orm import configure_mappers, registry

from commissioning_app.domain import assessments, awards, eois, organisations, panels, people, rounds, trail
from commissioning_app.persistence import tables as t
from commissioning_app.persistence import tables_apart as apart

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
}
PLAIN = {
    eois.EoiContact: t.eoi_contact,
    panels.Assignment: t.assignment,
    panels.InterestStatement: t.interest_statement,
    assessments.ScoreChange: t.score_change,
    assessments.Discussion: t.discussion,
    awards.RecommendationLine: t.recommendation_line,
    awards.LetterRecord: t.letter,
    awards.ImportMapping: t.import_mapping,
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
