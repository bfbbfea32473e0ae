"""Positive action: why a ring-fence may favour people who share a protected characteristic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.duties import PositiveAction, PositiveActionCondition
from commissioning_app.domain.fixed_records import fixed_fences
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import FenceBasis, Round
from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column, empty
from commissioning_app.ui.rounds.design.record_parts import (
    ANSWERS,
    RecordPart,
    RecordSection,
    answer_key,
    text_of,
)
from commissioning_app.ui.rounds.design.section import set_locked, watch
from commissioning_app.ui.widgets.buttons import QuietButton
from commissioning_app.ui.widgets.choice import Choices, Option
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.text import Label, Prose


class PositiveActionPart(RecordPart):
    """A reason for each ring-fence that rests on a published question, and for those that are gone."""

    def __init__(self, section: RecordSection) -> None:
        words = tr(
            "A ring-fence may favour people who share a characteristic that the Equality Act protects, where "
            "one of its conditions holds. Say it for each ring-fence that rests on a question of the form. "
            "When the round opens, it is fixed."
        )
        self.card = section.add_card(tr("Positive action"), words)
        self._section = section
        self.none = Prose(tr("No ring-fence of this round rests on a question, so there is nothing to say."))
        self.card.add(self.none)
        self._place = column(gap="l")
        self.card.body.addLayout(self._place)
        self.blocks: list[FenceBlock] = []
        self._fixed: frozenset[str] = frozenset()

    def load(self, round_: Round) -> None:
        """A block for each ring-fence, made anew when there are others."""
        fences = [
            one.name
            for one in round_.effective_rule.ring_fences
            if one.basis is FenceBasis.PUBLISHED_QUESTION
        ]
        said = {_key(one.ring_fence): one for one in round_.records.positive_action}
        self._fixed = frozenset(_key(name) for name in fixed_fences(round_))
        there = {_key(name) for name in fences}
        names = [*fences, *(one.ring_fence for key, one in said.items() if key not in there)]
        if [block.name for block in self.blocks] != names:
            self._make_blocks(names)
        for block in self.blocks:
            block.show_action(said.get(_key(block.name)), is_gone=_key(block.name) not in there)
        self.none.setVisible(not self.blocks)

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The reasons in the order in which they stood, new ones after them."""
        stood = [_key(one.ring_fence) for one in records.positive_action]
        written = {_key(block.name): block.action() for block in self.blocks}
        order = [*stood, *(name for name in written if name not in stood)]
        actions = tuple(found for name in order if (found := written.get(name)) is not None)
        return replace(records, positive_action=actions)

    def lock(self, locked: bool) -> None:
        """A reason that stands since the opening is fixed; one that was missing can still be given."""
        super().lock(locked)
        for block in self.blocks:
            is_fixed = _key(block.name) in self._fixed
            block.fixed_label.setVisible(is_fixed)
            set_locked(block, locked or is_fixed)

    def _make_blocks(self, names: Sequence[str]) -> None:
        for block in self.blocks:
            block.let_go()
        empty(self._place)
        self.blocks = [FenceBlock(self._section, name) for name in names]
        for block in self.blocks:
            self._place.addWidget(block)


class FenceBlock(QWidget):
    """The reason for one ring-fence."""

    def __init__(self, section: RecordSection, name: str) -> None:
        super().__init__()
        self.name, self._section = name, section
        self._before: PositiveAction | None = None
        self._is_removed = False
        outer = column(self, gap="m")
        self.title = Label(tr("Ring-fence “{name}”", name=name), "strong")
        outer.addWidget(self.title)
        self.fixed_label = Prose(tr("It is fixed since the round opened."), "muted")
        outer.addWidget(self.fixed_label)
        self.gone = Prose(tr("The round has no such ring-fence any more."), "error")
        outer.addWidget(self.gone)
        self.remove_button = QuietButton(
            tr("Take its reason away"), self._remove, icon="trash", name=tr("Take away: {name}", name=name)
        )
        self.remove_button.setProperty("design", True)
        outer.addWidget(self.remove_button)
        self.applies = self._choices(
            tr("It favours people for a protected characteristic"),
            [("yes", tr("Yes"), ""), ("no", tr("No"), ""), ("open", tr("Not said yet"), "")],
            across=3,
        )
        self.condition = self._choices(tr("Which condition holds"), _conditions())
        self.evidence, self.proportionality = GrowingTextEdit(lines=2), GrowingTextEdit(lines=2)
        self.review_on = DateField()
        self._fields = self._make_fields()
        outer.addWidget(self.applies)
        outer.addWidget(self.condition)
        for field in self._fields.values():
            outer.addWidget(field)
        self.day = Prose("", "muted")
        outer.addWidget(self.day)
        self.applies.changed.connect(lambda _key: self._fit())

    def show_action(self, action: PositiveAction | None, *, is_gone: bool) -> None:
        """Show a reason; of a ring-fence that is gone, that it can be taken away."""
        self._before, self._is_removed = action, False
        start = action or PositiveAction(self.name)
        self.applies.set_chosen(answer_key(start.applies))
        self.condition.set_chosen(start.condition.value if start.condition else "open")
        self.evidence.setPlainText(start.evidence)
        self.proportionality.setPlainText(start.proportionality)
        self.review_on.set_day(start.review_on)
        self.gone.setVisible(is_gone)
        self.remove_button.setVisible(is_gone)
        self.remove_button.setProperty("design", is_gone)
        words = tr("Written on {day}.", day=long_date(start.recorded_on)) if start.recorded_on else ""
        self.day.setText(words)
        self.day.setVisible(bool(words))
        self.show()
        self._fit()

    def action(self) -> PositiveAction | None:
        """What stands here; None where nothing was ever said, or it was taken away."""
        if self._is_removed:
            return None
        start = self._before or PositiveAction(self.name)
        chosen = self.condition.chosen
        written = replace(
            start,
            applies=ANSWERS[self.applies.chosen],
            condition=None if chosen == "open" else PositiveActionCondition(chosen),
            evidence=text_of(self.evidence),
            proportionality=text_of(self.proportionality),
            review_on=self.review_on.day,
        )
        return None if self._before is None and written == start else written

    def let_go(self) -> None:
        """Its fields are no longer the section's."""
        for key in self._fields:
            self._section.fields.pop(key, None)

    def _make_fields(self) -> dict[str, FormField]:
        help_no = tr("What you know, and where from. Where it favours nobody: what the ring-fence is for.")
        fields = {
            "evidence": FormField(tr("Evidence"), self.evidence, help=help_no),
            "proportionality": FormField(
                tr("Why it is no more than is needed"),
                self.proportionality,
                help=tr("Why so much money, for so long, and why nothing milder would do."),
            ),
            "review": FormField(tr("Day on which you look at it again"), self.review_on),
        }
        named = {f"positive_{self.name}_{key}": field for key, field in fields.items()}
        for field in named.values():
            field.editor.setAccessibleName(f"{self.name}: {field.editor.accessibleName()}")
            watch(field.editor, self._section.changed.emit)
        self._section.fields.update(named)
        return named

    def _choices(self, label: str, options: Sequence[Option], across: int = 1) -> Choices:
        made = Choices(label, options, chosen=options[-1][0], across=across)
        for button in made.buttons.values():
            button.setAccessibleName(f"{self.name}: {button.accessibleName()}")
        made.changed.connect(lambda _key: self._section.changed.emit())
        return made

    def _fit(self) -> None:
        """Condition, proportion and review belong to a ring-fence that favours somebody."""
        is_on = self.applies.chosen == "yes"
        self.condition.setVisible(is_on)
        for key in ("proportionality", "review"):
            self._fields[f"positive_{self.name}_{key}"].setVisible(is_on)

    def _remove(self) -> None:
        """Nothing is lost before it is saved."""
        self._is_removed = True
        self.hide()
        self._section.changed.emit()


def _key(name: str) -> str:
    """What tells one ring-fence from another, as the check does."""
    return name.strip().casefold()


def _conditions() -> list[Option]:
    """The conditions of section 158, the exception for charities of section 193, and none yet."""
    return [
        (
            "disadvantage",
            tr("People who share it have a disadvantage because of it"),
            tr("Section 158(1)(a)"),
        ),
        ("different_needs", tr("They have different needs"), tr("Section 158(1)(b)")),
        ("low_participation", tr("They take part much less than others"), tr("Section 158(1)(c)")),
        (
            "charity",
            tr("Our charity’s purposes are for people who share it"),
            tr("Section 193, for charities"),
        ),
        ("open", tr("Not said yet"), ""),
    ]
