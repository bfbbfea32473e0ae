"""Tables of what is done beside the scoring: contacts, actions, due diligence, forms sent out, imports."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from commissioning_app.domain.application_forms.versions import WentOut
from commissioning_app.domain.due_diligence import CheckedItem, DiligenceItem
from commissioning_app.domain.forms import Question
from commissioning_app.persistence.columns import (
    day,
    flag,
    key,
    metadata,
    pence,
    structured,
    text,
    to,
    version,
    when,
    whole,
)
from commissioning_app.persistence.types import text_enum

action = sa.Table(
    "action",
    metadata,
    key(),
    to("round"),
    text("check_id"),
    text("what"),
    text("owner"),
    day("due_on", optional=False),
    day("done_on"),
    text("outcome"),
    when("created_at", optional=True),
    to("person", name="created_by", optional=True, index=False),
    version(),
)
due_diligence = sa.Table(
    "due_diligence",
    metadata,
    key(),
    to("round"),
    to("organisation"),
    structured("items", tuple[CheckedItem, ...]),
    text("exception"),
    structured("exception_items", tuple[DiligenceItem, ...]),
    to("person", name="exception_by", optional=True, index=False),
    text("exception_sent_back"),
    to("person", name="exception_agreed_by", optional=True, index=False),
    when("exception_agreed_at", optional=True),
    version(),
    sa.UniqueConstraint("round_id", "organisation_id"),
)
subsidy_record = sa.Table(
    "subsidy_record",
    metadata,
    key(),
    to("round"),
    to("organisation"),
    flag("is_enterprise", optional=True),
    pence("received_pence", optional=True),
    day("notified_on"),
    day("confirmed_on"),
    day("told_after_on"),
    day("on_database_on"),
    text("note"),
    version(),
    sa.UniqueConstraint("round_id", "organisation_id"),
)
organisation_contact = sa.Table(
    "organisation_contact",
    metadata,
    key(),
    to("organisation"),
    day("on", optional=False),
    text("how"),
    text("about"),
    text("promised"),
    to("round", optional=True),
    when("noted_at", optional=True),
    to("person", name="noted_by", optional=True, index=False),
    version(),
)
form_version = sa.Table(
    "form_version",
    metadata,
    key(),
    to("round", index=False),
    whole("number"),
    structured("questions", tuple[Question, ...]),
    sa.Column("went_out", text_enum(WentOut, "went_out"), nullable=False),
    when("went_out_at"),
    sa.UniqueConstraint("round_id", "number"),
)
import_mapping = sa.Table(
    "import_mapping",
    metadata,
    sa.Column("fingerprint", sa.Text, primary_key=True),
    structured("mapping", Mapping[str, str]),
)
