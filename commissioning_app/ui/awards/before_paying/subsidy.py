"""Subsidy control of one organisation: whether it is an enterprise, what it had, and what it was told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.errors import CommissioningError, StaleVersion
from commissioning_app.domain.money import pounds
from commissioning_app.services.queries.before_paying import BeforePayingPage, PayeeRow
from commissioning_app.services.subsidy import record_subsidy
from commissioning_app.translation import tr
from commissioning_app.ui.awards.before_paying.words import (
    enterprise_word,
    left_words,
    only_officers,
    three_years,
)
from commissioning_app.ui.lib.acting import shared
from commissioning_app.ui.lib.dialogs import resolve_conflict
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.navigation import Shell
from commissioning_app.ui.widgets.buttons import SecondaryButton
from commissioning_app.ui.widgets.card import Card
from commissioning_app.ui.widgets.choice import Choices
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, MoneyEdit, TextEdit
from commissioning_app.ui.widgets.findings import KeyValueList
from commissioning_app.ui.widgets.messages import InlineMessage
from commissioning_app.ui.widgets.text import Prose

YES, NO, NOT_ASKED = "yes", "no", "not_asked"
ANSWERS: dict[str, bool | None] = {NOT_ASKED: None, NO: False, YES: True}
DAYS = ("notified_on", "confirmed_on", "told_after_on", "on_database_on")


class SubsidyCard(Card):
    """The answers of one organisation; figures and days are asked of enterprises only."""

    saved = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(tr("Subsidy control"), parent=parent)
        self.shell = shell
        self._page: BeforePayingPage | None = None
        self._row: PayeeRow | None = None
        self._is_filling = False
        self.message = InlineMessage()
        self.add(self.message)
        self.not_bound = Prose(
            tr("Subsidy control binds public bodies, and this funder is not one."), "muted"
        )
        self.add(self.not_bound)
        self.inputs = QWidget()
        inner = column(self.inputs, gap="m")
        self.choice = Choices(
            tr("Is it an enterprise with this money?"),
            [(NOT_ASKED, tr("Not asked yet"), ""), (NO, tr("No"), ""), (YES, tr("Yes"), "")],
            help=tr("It is one when it sells goods or services with it. A charity can be one."),
        )
        inner.addWidget(self.choice)
        self.figures = self._make_figures()
        inner.addWidget(self.figures)
        self.note = TextEdit(characters=44)
        self.fields["note"] = FormField(tr("No&te"), self.note, optional=True)
        inner.addWidget(self.fields["note"])
        self.add(self.inputs)
        self.facts = KeyValueList()
        self.add(self.facts)
        self.save_button = SecondaryButton(tr("Keep these &answers"), self.save, icon="check")
        line = row(gap="m")
        line.addWidget(self.save_button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addStretch(1)
        self.choice.changed.connect(self._changed)
        self.received.pence_changed.connect(self._changed)
        self.received.textEdited.connect(self._changed)
        self.note.textChanged.connect(self._changed)
        for day in self.days.values():
            day.day_changed.connect(self._changed)

    def _make_figures(self) -> QWidget:
        holder = QWidget()
        inner = column(holder, gap="m")
        self.received = MoneyEdit(least=0)
        self.days = {name: DateField() for name in DAYS}
        self.left = InlineMessage()
        help = tr("As minimal financial assistance, from all funders. The organisation says it.")
        self.fields: dict[str, FormField] = {
            "received_pence": FormField(tr("What it &had before"), self.received, help=help),
            "notified_on": FormField(tr("Told what it &would get"), self.days["notified_on"]),
            "confirmed_on": FormField(tr("Con&firmed its figure"), self.days["confirmed_on"]),
            "told_after_on": FormField(
                tr("Told what it was &given"), self.days["told_after_on"], help=tr("Once it was paid.")
            ),
            "on_database_on": FormField(
                tr("On the p&ublic database"), self.days["on_database_on"], help=tr("Once it was paid.")
            ),
        }
        inner.addWidget(self.fields["received_pence"])
        inner.addWidget(self.left)
        for name in DAYS:
            inner.addWidget(self.fields[name])
        return holder

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that was not kept."""
        if self._row is None or not self._may_save():
            return False
        return self._typed() != _kept(self._row) or bool(self.received.problem)

    def show_row(self, page: BeforePayingPage, one: PayeeRow, *, keep_typed: bool = False) -> None:
        """Show another organisation; what was typed for the same one can stay."""
        self._page, self._row = page, one
        self.message.clear()
        self.not_bound.setVisible(not page.subsidy_applies)
        for part in (self.inputs, self.save_button):
            part.setVisible(page.subsidy_applies and page.may_check)
        self.facts.setVisible(page.subsidy_applies and not page.may_check)
        self.facts.set(_facts(page, one))
        self.fields["received_pence"].label.setText(
            tr("What it &had in {years}", years=three_years(self.shell.context.clock.today()))
        )
        if not keep_typed:
            self._fill(_kept(one))
        self._changed()

    def save(self) -> bool:
        """Keep the answers; False when they were not kept."""
        for field in self.fields.values():
            field.clear_error()
        if self._is_enterprise():
            readable = [self.received.check(), *(day.check() for day in self.days.values())]
            if not all(readable):
                return False
        return self._try(self._one.subsidy.version)

    @property
    def _one(self) -> PayeeRow:
        assert self._row is not None
        return self._row

    def _try(self, version: int | None) -> bool:
        assert self._page is not None
        try:
            record_subsidy(
                self.shell.context,
                round_code=self._page.round_code,
                organisation_id=self._one.organisation_id,
                version=version,
                **self._typed(),
            )
        except StaleVersion as error:
            return self._meet(error)
        except CommissioningError as error:
            show_error(error, self.message, self.fields)
            return False
        self._row = None
        self.saved.emit()
        return True

    def _meet(self, error: StaleVersion) -> bool:
        """Somebody saved first: both versions are shown, and the person chooses."""
        theirs, yours = (_in_words(values) for values in shared(error))
        choice = resolve_conflict(self, theirs, yours)
        if choice == "edit":
            return False
        if choice == "yours":
            return self._try(None)
        self._row = None
        self.saved.emit()
        return True

    def forget(self) -> None:
        """Show again what is kept."""
        if self._row is not None:
            self._fill(_kept(self._row))
            self._changed()

    def _typed(self) -> dict[str, Any]:
        """What stands in the fields; an organisation that is no enterprise has no figures."""
        is_it = ANSWERS[self.choice.chosen]
        said: dict[str, Any] = {"is_enterprise": is_it, "note": self.note.text().strip()}
        said["received_pence"] = self.received.pence if is_it else None
        return said | {name: field.day if is_it else None for name, field in self.days.items()}

    def _fill(self, values: Mapping[str, Any]) -> None:
        self._is_filling = True
        answer = values["is_enterprise"]
        self.choice.set_chosen(next(key for key, is_it in ANSWERS.items() if is_it is answer))
        self.received.set_pence(values["received_pence"])
        self.note.setText(values["note"])
        for name, field in self.days.items():
            field.set_day(values[name])
        for part in self.fields.values():
            part.clear_error()
        self._is_filling = False

    def _is_enterprise(self) -> bool:
        return self.choice.chosen == YES

    def _may_save(self) -> bool:
        return self._page is not None and self._page.may_check and self._page.subsidy_applies

    def _changed(self, _what: object = None) -> None:
        """The figures that are asked, what is left with them, and whether there is something to keep."""
        if self._row is None or self._page is None or self._is_filling:
            return
        page, one = self._page, self._row
        self.figures.setVisible(self._is_enterprise())
        listed = one.pence > page.database_over_pence
        self.fields["on_database_on"].setVisible(listed or self.days["on_database_on"].day is not None)
        words, is_within = left_words(one.pence, self.received.pence, page.limit_pence)
        self.left.show_message(words, "info" if is_within else "bad")
        nothing = "" if self.is_changed else tr("Nothing new is typed.")
        self.save_button.refuse(nothing if page.may_check else only_officers())


def _facts(page: BeforePayingPage, one: PayeeRow) -> list[tuple[str, str]]:
    """The answers for those who read."""
    facts = [(what, said) for what, said in _in_words(_kept(one)).items() if said]
    if one.subsidy.left_pence is not None:
        title = tr("Left under the limit of {limit}", limit=pounds(page.limit_pence))
        facts.append((title, pounds(one.subsidy.left_pence)))
    return [*facts, (tr("Note"), one.subsidy.note)] if one.subsidy.note else facts


def _kept(one: PayeeRow) -> dict[str, Any]:
    names = ("is_enterprise", "note", "received_pence", *DAYS)
    return {name: getattr(one.subsidy, name) for name in names}


def _in_words(values: Mapping[str, Any]) -> dict[str, Any]:
    """One version of the answers as a person reads it."""
    received = values.get("received_pence")
    said: dict[str, Any] = {
        tr("Is an enterprise"): enterprise_word(values.get("is_enterprise")),
        tr("What it had before"): "" if received is None else pounds(received),
    }
    titles = (tr("Told before"), tr("Confirmed"), tr("Told after"), tr("On the database"))
    for name, title in zip(DAYS, titles, strict=True):
        day = values.get(name)
        said[title] = long_date(date.fromisoformat(str(day))) if day else ""
    return said
