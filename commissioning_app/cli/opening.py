"""Opens the workspace that a command names, and finds who acts in it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from commissioning_app.bootstrap import AppContext, drop_workspace, has_workspace, open_app
from commissioning_app.domain.rounds import FunderKind
from commissioning_app.paths import default_workspace
from commissioning_app.services.people import actor_named
from commissioning_app.services.round_file import FunderInFile
from commissioning_app.services.workspace import read_workspace, set_up_workspace
from commissioning_app.translation import tr


@contextmanager
def workspace(
    words: argparse.Namespace, *, create: bool = False, funder: FunderInFile | None = None
) -> Iterator[AppContext]:
    """An open workspace with the person who acts; with ``create``, one that is set up if it is new.

    A new one goes again when the command fails: nothing is half done.
    """
    place = place_of(words)
    is_new = create and not has_workspace(place)
    app = open_app(place, create=create)
    try:
        if create and read_workspace(app.services) is None:
            app.act_as(
                set_up_workspace(
                    app.services,
                    funder_name=funder.name if funder else tr("The funder"),
                    funder_kind=funder.kind if funder else FunderKind.INTEGRATED_CARE_BOARD,
                    funder_address=funder.address if funder else "",
                    website=funder.website if funder else "",
                    funder_org_id=funder.org_id if funder else "",
                    publisher_prefix=funder.publisher_prefix if funder else "",
                    person_name=tr("Commissioning officer") if words.person is None else words.person,
                )
            )
        elif words.person is not None:
            with app.services.reading() as uow:
                app.act_as(actor_named(uow, words.person))
        yield app
    except BaseException:
        app.close()
        if is_new:
            drop_workspace(place)
        raise
    finally:
        app.close()


def place_of(words: argparse.Namespace) -> str:
    """The path or URL that was named, or the user's own workspace."""
    return words.workspace or str(default_workspace())
