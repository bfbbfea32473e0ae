"""Every table of a workspace. Keys are UUIDs, money is BigInteger pence, instants are UTC."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from commissioning_app.domain import assessments, awards, eois, panels, rounds
from commissioning_app.domain.forms import Criterion, EligibilityRule, Question
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.roles import Role
from commissioning_app.persistence.types import Structured, UtcDateTime, text_enum

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = sa.MetaData(naming_convention=NAMING)


def _key() -> sa.Column[Any]:
    return sa.Column("id", sa.Uuid, primary_key=True)


def _to(target: str, *, name: str = "", optional: bool = False, index: bool = True) -> sa.Column[Any]:
    column = name or f"{target}_id"
    return sa.Column(
        column,
        sa.Uuid,
        sa.ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED"),
        nullable=optional,
        index=index,
    )


def _text(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=optional)


def _pence(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, nullable=optional)


def _when(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcDateTime, nullable=optional)


def _day(name: str, *, optional: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Date, nullable=optional)


def _flag(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean, nullable=optional)


def _whole(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=optional)


def _version() -> sa.Column[Any]:
    return sa.Column("version", sa.Integer, nullable=False)


def _json(name: str, kind: Any, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, Structured(kind), nullable=optional)


person = sa.Table(
    "person",
    metadata,
    _key(),
    _text("name"),
    _text("email"),
    _json("roles", frozenset[Role]),
    _flag("is_active"),
    _version(),
)
workspace = sa.Table(
    "workspace",
    metadata,
    _key(),
    _text("funder_name"),
    sa.Column("funder_kind", text_enum(rounds.FunderKind, "funder_kind"), nullable=False),
    _text("funder_address"),
    _text("funder_org_id"),
    _text("publisher_prefix"),
    _text("website"),
    _flag("is_sample"),
    _to("person", name="current_person_id", optional=True, index=False),
    _version(),
)
programme = sa.Table(
    "programme",
    metadata,
    _key(),
    _text("name"),
    _text("purpose"),
    _flag("is_recurrent", optional=True),
    _version(),
)
round_ = sa.Table(
    "round",
    metadata,
    _key(),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    _text("name"),
    _to("programme", optional=True),
    sa.Column("state", text_enum(rounds.RoundState, "state"), nullable=False),
    _flag("is_trial"),
    _text("purpose"),
    _json("pot_years", tuple[rounds.PotYear, ...]),
    _pence("smallest_award_pence"),
    _pence("largest_award_pence"),
    _whole("core_open_percent", optional=True),
    _json("timetable", rounds.Timetable),
    _whole("form_version"),
    _json("questions", tuple[Question, ...]),
    _json("criteria", tuple[Criterion, ...]),
    _json("exclusions", tuple[str, ...]),
    _json("eligibility_rules", tuple[EligibilityRule, ...]),
    _json("ways_to_apply", tuple[str, ...]),
    _json("languages_and_formats", tuple[str, ...]),
    _json("rule", rounds.AllocationRule),
    _json("published_rule", rounds.AllocationRule, optional=True),
    _json("published_items", tuple[str, ...]),
    _whole("community_power_percent", optional=True),
    _json("records", RoundRecords),
    sa.Column("policy", sa.JSON(none_as_null=True), nullable=True),
    _json("history", tuple[rounds.StateChange, ...]),
    _when("created_at", optional=True),
    _version(),
)
organisation = sa.Table(
    "organisation",
    metadata,
    _key(),
    _text("name"),
    sa.Column("org_id", sa.Text, nullable=False, index=True),
    sa.Column("charity_number", sa.Text, nullable=False, index=True),
    sa.Column("company_number", sa.Text, nullable=False, index=True),
    _text("address"),
    _text("postcode"),
    _pence("yearly_income_pence", optional=True),
    _text("supplier_number"),
    sa.Column("name_key", sa.Text, nullable=False, index=True),
    _when("created_at", optional=True),
    _version(),
)
payee_details = sa.Table(
    "payee_details",
    metadata,
    sa.Column(
        "organisation_id",
        sa.Uuid,
        sa.ForeignKey("organisation.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    _text("account_name"),
    _text("sort_code"),
    _text("account_number"),
    _to("person", name="changed_by", optional=True, index=False),
    _when("changed_at", optional=True),
    _to("person", name="verified_by", optional=True, index=False),
    _when("verified_at", optional=True),
    _version(),
)
eoi = sa.Table(
    "eoi",
    metadata,
    _key(),
    _to("round", index=False),
    _to("organisation"),
    _text("reference"),
    _pence("requested_pence"),
    _text("title"),
    _text("summary"),
    _pence("minimum_pence", optional=True),
    _text("minimum_reason"),
    sa.Column("funding_kind", text_enum(eois.FundingKind, "funding_kind"), nullable=True),
    _day("start_date"),
    _day("end_date"),
    _whole("duration_months", optional=True),
    _text("area"),
    _text("partners"),
    _to("organisation", name="host_organisation_id", optional=True, index=False),
    _when("received_at", optional=True),
    sa.Column("publication", text_enum(eois.Publication, "publication"), nullable=False),
    _text("publication_reason"),
    sa.Column("answers", sa.JSON, nullable=False),
    _json("ring_fences", tuple[str, ...]),
    sa.Column("state", text_enum(eois.EoiState, "state"), nullable=False),
    _text("reason_code"),
    _text("state_reason"),
    _to("person", name="late_agreed_by", optional=True, index=False),
    _text("source"),
    _text("digest"),
    _when("created_at", optional=True),
    _version(),
    sa.UniqueConstraint("round_id", "reference"),
    sa.CheckConstraint("requested_pence >= 0", name="requested_not_negative"),
)
eoi_contact = sa.Table(
    "eoi_contact",
    metadata,
    sa.Column(
        "eoi_id", sa.Uuid, sa.ForeignKey("eoi.id", deferrable=True, initially="DEFERRED"), primary_key=True
    ),
    _text("name"),
    _text("email"),
    _text("phone"),
)
eoi_query = sa.Table(
    "eoi_query",
    metadata,
    _key(),
    _to("eoi"),
    _text("question"),
    _when("asked_at"),
    _text("asked_by"),
    _day("reply_by", optional=False),
    _text("answer"),
    _when("answered_at", optional=True),
    _flag("helps_everyone"),
    _version(),
)
feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column(
        "eoi_id", sa.Uuid, sa.ForeignKey("eoi.id", deferrable=True, initially="DEFERRED"), primary_key=True
    ),
    _to("round"),
    _text("strength"),
    _text("change"),
    _version(),
)
panel_member = sa.Table(
    "panel_member",
    metadata,
    _key(),
    _to("round", index=False),
    _to("person"),
    sa.Column("group", text_enum(panels.MemberGroup, "group"), nullable=False),
    _flag("is_chair"),
    _flag("has_vote"),
    sa.Column("payment", text_enum(panels.PaymentChoice, "payment"), nullable=False),
    _day("briefed_on"),
    _text("stepped_down_because"),
    _flag("was_at_moderation"),
    _version(),
    sa.UniqueConstraint("round_id", "person_id"),
)
assignment = sa.Table(
    "assignment",
    metadata,
    _key(),
    _to("round"),
    _to("eoi"),
    _to("panel_member", name="member_id", index=False),
    sa.UniqueConstraint("member_id", "eoi_id"),
)
declaration = sa.Table(
    "declaration",
    metadata,
    _key(),
    _to("round", index=False),
    _to("person"),
    _to("organisation"),
    sa.Column("interest", text_enum(panels.Interest, "interest"), nullable=False),
    _text("note"),
    _when("declared_at", optional=True),
    _to("person", name="exception_agreed_by", optional=True, index=False),
    _version(),
    sa.UniqueConstraint("round_id", "person_id", "organisation_id"),
)
interest_statement = sa.Table(
    "interest_statement",
    metadata,
    _key(),
    _to("round"),
    _to("person", index=False),
    _when("made_at"),
    _whole("organisations_seen"),
)
assessment = sa.Table(
    "assessment",
    metadata,
    _key(),
    _to("round"),
    _to("eoi"),
    _to("panel_member", name="member_id", index=False),
    sa.Column("scores", sa.JSON, nullable=False),
    sa.Column("comments", sa.JSON, nullable=False),
    _text("comment"),
    sa.Column("state", text_enum(assessments.AssessmentState, "state"), nullable=False),
    _when("submitted_at", optional=True),
    _when("others_seen_at", optional=True),
    _version(),
    sa.UniqueConstraint("member_id", "eoi_id"),
)
score_change = sa.Table(
    "score_change",
    metadata,
    _key(),
    _to("assessment"),
    _text("criterion_id"),
    _whole("before", optional=True),
    _whole("after", optional=True),
    _text("reason"),
    _when("changed_at"),
    _text("changed_by"),
)
discussion = sa.Table(
    "discussion",
    metadata,
    _key(),
    _to("round"),
    _to("eoi"),
    _text("note"),
    _when("noted_at"),
    _text("noted_by"),
)
explanation = sa.Table(
    "explanation",
    metadata,
    _key(),
    _to("round"),
    _text("check_id"),
    _text("why"),
    _to("person", name="explained_by", index=False),
    _when("explained_at"),
    _text("what_will_be_done"),
    _day("by_when"),
    _flag("is_agreed"),
    _flag("is_sent_back"),
    _to("person", name="decided_by", optional=True, index=False),
    _when("decided_at", optional=True),
    _text("decision_reason"),
    _version(),
)
recommendation = sa.Table(
    "recommendation",
    metadata,
    _key(),
    _to("round"),
    _text("method"),
    _pence("pot_pence"),
    _pence("allocated_pence"),
    _text("left_why"),
    sa.Column("settings", sa.JSON, nullable=False),
    _to("person", name="recorded_by", index=False),
    _when("recorded_at"),
    _text("departure_reason"),
    sa.Column("state", text_enum(awards.RecommendationState, "state"), nullable=False),
    _to("person", name="decided_by", optional=True, index=False),
    _when("decided_at", optional=True),
    _text("decision_reason"),
    _version(),
    sa.CheckConstraint("allocated_pence <= pot_pence", name="within_the_pot"),
)
recommendation_line = sa.Table(
    "recommendation_line",
    metadata,
    _key(),
    _to("recommendation"),
    _to("eoi"),
    _whole("position"),
    _pence("requested_pence"),
    _pence("amount_pence"),
    sa.Column("decision", text_enum(eois.Decision, "decision"), nullable=False),
    _text("reason"),
    _text("why"),
    _text("officer_note"),
    _text("score"),
    _whole("reserve_position", optional=True),
    sa.CheckConstraint("amount_pence >= 0 AND amount_pence <= requested_pence", name="within_the_ask"),
)
award = sa.Table(
    "award",
    metadata,
    _key(),
    _to("round"),
    sa.Column(
        "eoi_id",
        sa.Uuid,
        sa.ForeignKey("eoi.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
        unique=True,
    ),
    _to("organisation"),
    _to("organisation", name="payee_organisation_id", index=False),
    _pence("amount_pence"),
    sa.Column("decision", text_enum(eois.Decision, "decision"), nullable=False),
    sa.Column("state", text_enum(awards.AwardState, "state"), nullable=False),
    _day("starts_on"),
    _whole("months"),
    _text("cost_centre"),
    _text("account_code"),
    _text("purchase_order"),
    _text("vat_treatment"),
    _version(),
)
instalment = sa.Table(
    "instalment",
    metadata,
    _key(),
    _to("award"),
    _whole("number"),
    _day("due_on", optional=False),
    _text("financial_year"),
    _pence("amount_pence"),
    sa.Column("state", text_enum(awards.InstalmentState, "state"), nullable=False),
    _day("paid_on"),
    _to("person", name="paid_by", optional=True, index=False),
    _text("payment_reference"),
    _version(),
    sa.UniqueConstraint("award_id", "number"),
)
letter = sa.Table(
    "letter",
    metadata,
    _key(),
    _to("round"),
    _to("eoi"),
    sa.Column("batch_id", sa.Uuid, nullable=False),
    _text("kind"),
    _text("file_name"),
    _text("sha256"),
    _when("made_at"),
    _text("made_by"),
)
import_mapping = sa.Table(
    "import_mapping",
    metadata,
    sa.Column("fingerprint", sa.Text, primary_key=True),
    _json("mapping", Mapping[str, str]),
)
