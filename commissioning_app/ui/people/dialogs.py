"""The dialog that adds a person or edits one."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from commissioning_app.domain.errors import CommissioningError, StaleVersion
from commissioning_app.domain.roles import Role, can_manage_people
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.people import add_person, edit_person
from commissioning_app.services.queries.people import PersonRow, people_rows
from commissioning_app.translation import tr
from commissioning_app.ui.lib.dialogs import Dialog, confirm, resolve_conflict
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.people.words import role_help, role_word, roles_words
from commissioning_app.ui.widgets.buttons import DangerButton, PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.fields import FormField, TextEdit
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Label, Prose


class PersonDialog(Dialog):
    """Name, e-mail and roles of one person; without a row it adds somebody."""

    def __init__(self, parent: QWidget | None, context: ServiceContext, person: PersonRow | None) -> None:
        super().__init__(
            parent, tr("Edit {name}", name=person.name) if person else tr("Add a person"), width=600
        )
        self.context, self.person = context, person
        self.said = ""
        self.message = InlineMessage()
        self.body.addWidget(self.message)
        self.name_edit = TextEdit(person.name if person else "")
        self.email = TextEdit(person.email if person else "")
        self.fields = {
            "name": FormField(tr("&Name"), self.name_edit),
            "email": FormField(tr("&E-mail"), self.email, optional=True),
        }
        for field in self.fields.values():
            self.body.addWidget(field)
        self._add_roles(person.roles if person else frozenset({Role.PANEL_MEMBER}))
        self._add_buttons()
        self.name_edit.setFocus()

    @property
    def roles(self) -> frozenset[Role]:
        """The ticked roles."""
        return frozenset(role for role, box in self.boxes.items() if box.isChecked())

    def take(self) -> None:
        """Save, and stay open with the sentence when the service refuses."""
        for field in self.fields.values():
            field.clear_error()
        self._save(self.person.version if self.person else 0, self.person is None or self.person.is_active)

    def leave(self) -> None:
        """Let somebody go: they keep their place in the trail."""
        assert self.person is not None
        sure = confirm(
            self,
            tr("Has {name} left?", name=self.person.name),
            tr("They can't be chosen at the desk any more. What they did stays on the record."),
            yes=tr("They have left"),
            danger=True,
        )
        if sure:
            self._save(self.person.version, False)

    def come_back(self) -> None:
        """Take back somebody who had left."""
        assert self.person is not None
        self._save(self.person.version, True)

    def _save(self, version: int, is_active: bool) -> None:
        name, email = self.name_edit.text().strip(), self.email.text().strip()
        try:
            if self.person is None:
                add_person(self.context, name=name, email=email, roles=self.roles)
                self.said = tr("{name} is here now.", name=name)
            else:
                edit_person(
                    self.context,
                    person_id=self.person.person_id,
                    version=version,
                    name=name,
                    email=email,
                    roles=self.roles,
                    is_active=is_active,
                )
                self.said = tr("Saved: {name}.", name=name)
        except StaleVersion as error:
            self._resolve(error, is_active)
            return
        except CommissioningError as error:
            show_error(error, self.message, self.fields)
            return
        self.accept()

    def _resolve(self, error: StaleVersion, is_active: bool) -> None:
        """Somebody saved first: show both versions."""
        labels = {"name": tr("Name"), "email": tr("E-mail"), "roles": tr("Roles"), "is_active": tr("Is here")}
        theirs, yours = (_plain(values, labels) for values in (error.theirs, error.yours))
        chosen = resolve_conflict(self, theirs, yours, labels=labels)
        assert self.person is not None
        if chosen == "yours":
            now = next(row for row in people_rows(self.context) if row.person_id == self.person.person_id)
            self._save(now.version, is_active)
        elif chosen == "theirs":
            QDialog.accept(self)

    def _add_roles(self, roles: frozenset[Role]) -> None:
        self.body.addWidget(Label(tr("Roles"), "section"))
        manages = can_manage_people(self.context.actor)
        self.boxes: dict[Role, QCheckBox] = {}
        for role in Role:
            box = QCheckBox(role_word(role))
            box.setChecked(role in roles)
            box.setAccessibleDescription(role_help(role))
            detail = Prose(role_help(role), "muted")
            detail.setIndent(theme().px(16) + 18)
            if not manages and role is not Role.PANEL_MEMBER:
                box.setEnabled(False)
                box.setToolTip(tr("Administrators give this role."))
            self.boxes[role] = box
            self.body.addWidget(box)
            self.body.addWidget(detail)

    def _add_buttons(self) -> None:
        if self.person is not None:
            if self.person.is_active:
                self.leave_button = self.add_button(DangerButton(tr("Has &left"), self.leave))
            else:
                self.back_button = self.add_button(SecondaryButton(tr("Is &back"), self.come_back))
        self.add_button(SecondaryButton(tr("Go back"), self.reject))
        words = tr("&Save") if self.person else tr("&Add")
        self.ok = self.add_button(PrimaryButton(words, self.take), default=True)


def _plain(values: dict[str, object], labels: dict[str, str]) -> dict[str, object]:
    """Only what is edited here, with roles as words."""
    shown = {key: values.get(key) for key in labels}
    roles = shown["roles"]
    if isinstance(roles, list | tuple | set | frozenset):
        shown["roles"] = roles_words(frozenset(Role(str(one)) for one in roles))
    shown["is_active"] = tr("yes") if shown["is_active"] else tr("no")
    return shown
