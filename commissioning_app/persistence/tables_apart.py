"""Tables kept apart: the trail and its erasable part, monitoring answers, needs, files, what was told."""

from __future__ import annotations

import sqlalchemy as sa

from commissioning_app.domain.monitoring.answers import BreakdownKind, SubjectKind
from commissioning_app.persistence.columns import (
    day,
    key,
    metadata,
    plain,
    structured,
    text,
    to,
    version,
    when,
)
from commissioning_app.persistence.types import UtcDateTime, text_enum

trail = sa.Table(
    "trail",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("actor_id", sa.Uuid, nullable=False),
    sa.Column("actor_roles", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("subject_kind", sa.Text, nullable=False),
    sa.Column("subject_id", sa.Text, nullable=False, index=True),
    sa.Column("round_id", sa.Uuid, nullable=True, index=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
    sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
    sa.Column("personal_hash", sa.Text, nullable=False),
    sa.Column("previous_hash", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)
trail_personal = sa.Table(
    "trail_personal",
    metadata,
    sa.Column(
        "entry_id",
        sa.BigInteger,
        sa.ForeignKey("trail.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("salt", sa.Text, nullable=False),
    sa.Column("body", sa.JSON(none_as_null=True), nullable=True),
)
trail_head = sa.Table(
    "trail_head",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("entries", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)
monitoring_answer = sa.Table(
    "monitoring_answer",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column(
        "round_id",
        sa.Uuid,
        sa.ForeignKey("round.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
        index=True,
    ),
    sa.Column("subject_kind", text_enum(SubjectKind, "subject_kind"), nullable=False),
    sa.Column("subject_id", sa.Uuid, nullable=False, index=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("own_words", sa.Text, nullable=False),
    sa.Column("answered_at", UtcDateTime, nullable=False),
    sa.Column("withdrawn_at", UtcDateTime, nullable=True),
    sa.UniqueConstraint("subject_id", "question", "answer"),
)
frozen_breakdown = sa.Table(
    "frozen_breakdown",
    metadata,
    key(),
    to("round"),
    to("programme", optional=True),
    sa.Column("kind", text_enum(BreakdownKind, "kind"), nullable=False),
    when("frozen_at"),
    plain("body"),
    structured("counted", tuple[str, ...]),
    when("seen_at", optional=True),
    sa.UniqueConstraint("round_id", "kind"),
)
access_need = sa.Table(
    "access_need",
    metadata,
    sa.Column(
        "person_id",
        sa.Uuid,
        sa.ForeignKey("person.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    sa.Column("need", sa.Text, nullable=False),
)
attachment = sa.Table(
    "attachment",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column(
        "eoi_id",
        sa.Uuid,
        sa.ForeignKey("eoi.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
        index=True,
    ),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("added_at", UtcDateTime, nullable=False),
    text("question_id"),
    text("transcript"),
    version(),
    sa.CheckConstraint("size <= 26214400", name="within_25_mib"),
)
attachment_chunk = sa.Table(
    "attachment_chunk",
    metadata,
    sa.Column(
        "attachment_id",
        sa.Uuid,
        sa.ForeignKey("attachment.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
eoi_telling = sa.Table(
    "eoi_telling",
    metadata,
    sa.Column(
        "eoi_id",
        sa.Uuid,
        sa.ForeignKey("eoi.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    text("told_by"),
    day("told_on", optional=False),
    to("person", name="written_by", index=False),
    day("agreed_on"),
)
conversation = sa.Table(
    "conversation",
    metadata,
    key(),
    to("round"),
    day("told_on", optional=False),
    when("begun_at"),
    to("person", name="begun_by", index=False),
    when("saved_at"),
    to("person", name="saved_by", index=False),
    text("told_by"),
    to("organisation", optional=True, index=False),
    plain("said", optional=False),
    version(),
)
