"""Alembic's entry: runs on the connection that the workspace hands over."""

from __future__ import annotations

from alembic import context

from commissioning_app.persistence.tables import metadata
from commissioning_app.persistence.tables_apart import trail

assert trail.metadata is metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
