"""Changing the workspace's thresholds: an administrator, a reason, and a line in the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commissioning_app.domain.errors import BadValue
from commissioning_app.domain.principles.policy_bands import ensure_bands
from commissioning_app.domain.roles import can_change_policy
from commissioning_app.services.audit import record
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.lookups import ensure_fresh, the_workspace
from commissioning_app.services.permissions import require
from commissioning_app.services.policy import default_policy


def change_policy(
    context: ServiceContext, *, changes: Mapping[str, Any], reason: str, version: int | None = None
) -> int:
    """Set thresholds by dotted key; None gives a key back the value that comes with the application.

    Rounds that are open keep the policy that they were opened with. Returns the workspace's new version.
    Raises BadValue for an unknown key, a value outside its limits, or a missing reason.
    """
    require(context.actor, can_change_policy)
    if not reason.strip():
        raise BadValue("Say why the policy changes. It stands in the trail.", field="reason")
    ours = default_policy().with_changes(context.policy)
    wanted = {key: ours.value(key) if value is None else value for key, value in changes.items()}
    for key, value in wanted.items():
        if isinstance(ours.value(key), list):
            ensure_bands(key, value, ours.value(key))
    with context.unit_of_work() as uow:
        workspace = the_workspace(uow)
        ensure_fresh(workspace, version, **wanted)
        before = ours.with_snapshot(workspace.policy_changes)
        after = before.with_changes(wanted)
        apart = before.differences(after)
        if not apart:
            return workspace.version
        workspace.policy_changes = {one.key: one.there for one in ours.differences(after)} or None
        record(
            uow,
            context,
            action="policy changed",
            subject_kind="workspace",
            subject_id=workspace.id,
            before={one.key: one.here for one in apart},
            after={one.key: one.there for one in apart},
            reason=reason.strip(),
        )
        uow.commit()
        return workspace.version
