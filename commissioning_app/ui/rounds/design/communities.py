"""With communities: the occasions on which they set the round's priorities, and what changed by it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import Round
from commissioning_app.domain.together import CoDesign
from commissioning_app.translation import tr
from commissioning_app.ui.rounds.design.item_dialog import ItemDialog
from commissioning_app.ui.rounds.design.item_list import ItemList
from commissioning_app.ui.rounds.design.record_parts import RecordPart, RecordSection, asked, text_of
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.wording_hint import worded


class CommunitiesSection(RecordSection):
    """Records of co-design, which stand before everything else that is designed."""

    follows = ("N1",)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.occasions = OccasionsPart(self)
        self.parts = (self.occasions,)


class OccasionsPart(RecordPart):
    """When it was, with whom, and what is different because of it."""

    record = "co_design"

    def __init__(self, section: RecordSection) -> None:
        words = tr(
            "Before the form is written: ask the communities that this money is for what matters to them. "
            "Write down each time you met or spoke, and what is different because of it. When the round "
            "opens, this is fixed."
        )
        self.card = section.add_card(tr("What communities said, and what changed"), words)
        self._section = section
        self.list: ItemList[CoDesign] = ItemList(
            tr("Occasions"),
            _words,
            self._ask,
            add=tr("Add an occasion"),
            nothing=tr("Nothing is written down yet."),
        )
        self.list.changed.connect(section.changed)
        self.lists = (self.list,)
        self.card.add(self.list)

    def load(self, round_: Round) -> None:
        """Show the occasions."""
        self.list.set_items(round_.records.co_design)

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with these occasions."""
        return replace(records, co_design=self.list.items)

    def _ask(self, one: CoDesign | None) -> CoDesign | None:
        dialog = OccasionDialog(self._section, one)
        if self.is_locked:
            dialog.lock()
        return dialog.occasion() if asked(dialog) else None


class OccasionDialog(ItemDialog):
    """One occasion."""

    def __init__(self, parent: QWidget | None, one: CoDesign | None) -> None:
        super().__init__(parent, tr("Edit the occasion") if one else tr("An occasion with communities"))
        self.on = DateField(one.on if one else None, required=True)
        self.who = GrowingTextEdit(one.who if one else "", lines=1)
        self.changed = GrowingTextEdit(one.what_changed if one else "", lines=3)
        self.add_field("on", FormField(tr("&Day"), self.on))
        said = tr("Groups and communities, as they call themselves. No person’s name.")
        self.add_field("who", FormField(tr("With &whom"), self.who, help=said))
        said = tr("What is in this round, or not in it, because of what they said.")
        self.add_field("changed", worded(FormField(tr("What &changed"), self.changed, help=said)))
        self.finish(self.on)

    def occasion(self) -> CoDesign:
        """What was typed."""
        return CoDesign(self.on.day, text_of(self.who), text_of(self.changed))

    def problems(self) -> dict[str, str]:
        """A day that can be read, and with whom."""
        found = {} if self.on.check() else {"on": self.on.problem}
        if not text_of(self.who):
            found["who"] = tr("Say with which groups or communities.")
        return found


def _words(one: CoDesign) -> tuple[str, str]:
    when = long_date(one.on) if one.on else tr("No day yet")
    changed = one.what_changed.strip() or tr("not written yet")
    return f"{when}: {one.who}", tr("What changed: {words}", words=changed)
