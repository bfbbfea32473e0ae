"""Dialogs about one place on a panel: adding, editing, stepping down, coming back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from commissioning_app.domain.panels import MemberGroup
from commissioning_app.domain.roles import Role
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.panels import add_member, add_new_member, edit_member
from commissioning_app.services.queries.panel import PanelRow
from commissioning_app.services.queries.people import PersonRow
from commissioning_app.services.stepping_down import bring_back, step_down
from commissioning_app.translation import tr
from commissioning_app.ui.lib.acting import ActDialog
from commissioning_app.ui.widgets.choice import Choices
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, TextEdit

_NEW = "new"
_KNOWN = "known"


def group_choices(chosen: MemberGroup | None) -> Choices:
    """Whom the member speaks for."""
    return Choices(
        tr("Whom do they speak for?"),
        [
            (
                MemberGroup.COMMUNITY,
                tr("A community"),
                tr("They know from their own life what the money is for. They are offered payment."),
            ),
            (
                MemberGroup.COMMISSIONER,
                tr("The commissioner"),
                tr("They work for the funder or a public body."),
            ),
        ],
        chosen=chosen,
    )


class AddMemberDialog(ActDialog):
    """Somebody who is known already, or somebody new."""

    def __init__(
        self,
        parent: QWidget | None,
        context: ServiceContext,
        round_code: str,
        people: Sequence[PersonRow],
    ) -> None:
        super().__init__(parent, context, tr("Add a panel member"))
        self.round_code = round_code
        known = [one for one in people if one.is_active and Role.PANEL_MEMBER in one.roles]
        self.who = Choices(
            tr("Who is it?"),
            [(_KNOWN, tr("Somebody who is here already"), ""), (_NEW, tr("Somebody new"), "")],
            chosen=_KNOWN if known else _NEW,
        )
        self.body.addWidget(self.who)
        self.who.setVisible(bool(known))
        self.person = QComboBox()
        for one in known:
            self.person.addItem(one.name, one.person_id)
        self.add_field("person", FormField(tr("&Person"), self.person))
        self.name = TextEdit(characters=40)
        self.add_field("name", FormField(tr("&Name"), self.name))
        self.email = TextEdit(characters=40)
        self.add_field("email", FormField(tr("&E-mail"), self.email, optional=True))
        self.group = group_choices(MemberGroup.COMMUNITY)
        self.body.addWidget(self.group)
        self.chair = QCheckBox(tr("They &chair the panel"))
        self.body.addWidget(self.chair)
        self.vote = QCheckBox(tr("They score and have a &vote"))
        self.vote.setChecked(True)
        self.body.addWidget(self.vote)
        self.finish(tr("&Add them"))
        self.who.changed.connect(lambda _key: self._show_fields())
        self._show_fields()
        (self.person if known else self.name).setFocus()

    def act(self, *, fresh: bool) -> None:
        """Give them a place."""
        group = MemberGroup(self.group.chosen)
        if self.who.chosen == _NEW:
            add_new_member(
                self.context,
                round_code=self.round_code,
                name=self.name.text(),
                email=self.email.text(),
                group=group,
                is_chair=self.chair.isChecked(),
            )
        else:
            add_member(
                self.context,
                round_code=self.round_code,
                person_id=self.person.currentData(),
                group=group,
                is_chair=self.chair.isChecked(),
                has_vote=self.vote.isChecked(),
            )

    def _show_fields(self) -> None:
        is_new = self.who.chosen == _NEW
        self.fields["person"].setVisible(not is_new)
        for name in ("name", "email"):
            self.fields[name].setVisible(is_new)
        self.vote.setVisible(not is_new)


class MemberDialog(ActDialog):
    """A dialog about one member of one round's panel."""

    def __init__(
        self,
        parent: QWidget | None,
        context: ServiceContext,
        round_code: str,
        member: PanelRow,
        title: str,
        text: str = "",
    ) -> None:
        super().__init__(parent, context, title, text)
        self.round_code, self.member = round_code, member

    def version(self, fresh: bool) -> int | None:
        """The version that was read, or none once the newer one was seen."""
        return None if fresh else self.member.version


class EditMemberDialog(MemberDialog):
    """Group, chair and vote."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, member: PanelRow
    ) -> None:
        super().__init__(
            parent,
            context,
            round_code,
            member,
            member.name,
            tr("Group and vote are fixed once scoring has begun."),
        )
        self.group = group_choices(member.group)
        self.body.addWidget(self.group)
        self.chair = QCheckBox(tr("They &chair the panel"))
        self.chair.setChecked(member.is_chair)
        self.vote = QCheckBox(tr("They score and have a &vote"))
        self.vote.setChecked(member.has_vote)
        self.body.addWidget(self.chair)
        self.body.addWidget(self.vote)
        self.finish(tr("&Save"))

    def act(self, *, fresh: bool) -> None:
        """Save it."""
        edit_member(
            self.context,
            round_code=self.round_code,
            member_id=self.member.member_id,
            version=self.version(fresh),
            group=MemberGroup(self.group.chosen),
            is_chair=self.chair.isChecked(),
            has_vote=self.vote.isChecked(),
        )


class StepDownDialog(MemberDialog):
    """A member leaves the round."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, member: PanelRow
    ) -> None:
        super().__init__(
            parent,
            context,
            round_code,
            member,
            tr("Does {name} step down?", name=member.name),
            tr("EOIs that they have not sent go back, and what they sent no longer counts."),
        )
        self.reason = GrowingTextEdit(lines=2)
        help_words = tr("A few words. They are kept apart from the trail and can be erased.")
        self.add_field("reason", FormField(tr("&Why?"), self.reason, help=help_words))
        self.finish(tr("They &step down"), danger=True)
        self.reason.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Take them out."""
        step_down(
            self.context,
            round_code=self.round_code,
            member_id=self.member.member_id,
            reason=self.reason.toPlainText(),
            version=self.version(fresh),
        )


class BringBackDialog(MemberDialog):
    """A member who stepped down comes back."""

    def __init__(
        self, parent: QWidget | None, context: ServiceContext, round_code: str, member: PanelRow
    ) -> None:
        super().__init__(
            parent,
            context,
            round_code,
            member,
            tr("Does {name} come back?", name=member.name),
            tr(
                "They stepped down because: {reason} Their EOIs are given out anew.",
                reason=_sentence(member.stepped_down_because),
            ),
        )
        self.reason = GrowingTextEdit(lines=2)
        self.add_field("reason", FormField(tr("&Why?"), self.reason))
        self.finish(tr("They &come back"))
        self.reason.setFocus()

    def act(self, *, fresh: bool) -> None:
        """Put them back."""
        bring_back(
            self.context,
            round_code=self.round_code,
            member_id=self.member.member_id,
            reason=self.reason.toPlainText(),
        )


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else words + "."
