"""Duties and law: the power used, due regard, positive action, data protection, the limit of authority."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QWidget

from commissioning_app.domain.dates import long_date
from commissioning_app.domain.duties import EqualityStatement, PowerUsed
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import FunderKind, Round
from commissioning_app.domain.usual_powers import USUAL_POWERS
from commissioning_app.services.context import ServiceContext
from commissioning_app.services.principles import RoundReview
from commissioning_app.translation import tr
from commissioning_app.ui.rounds.design.duties_kept import AuthorityPart, DataProtectionPart
from commissioning_app.ui.rounds.design.positive_action import PositiveActionPart
from commissioning_app.ui.rounds.design.record_parts import RecordPart, RecordSection, text_of
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit, TextEdit
from commissioning_app.ui.widgets.findings import KeyValueList
from commissioning_app.ui.widgets.text import Prose
from commissioning_app.ui.widgets.wording_hint import worded


class DutiesSection(RecordSection):
    """Records that the law and good practice ask for, in the order in which a round needs them."""

    follows = ("L1", "A6", "A7", "A5", "L2")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.power = PowerPart(self)
        self.equality = EqualityPart(self)
        self.positive = PositiveActionPart(self)
        self.data = DataProtectionPart(self)
        self.authority = AuthorityPart(self)
        self.parts = (self.power, self.equality, self.positive, self.data, self.authority)

    def learn(self, context: ServiceContext, review: RoundReview) -> None:
        """Whose powers and duties they are."""
        self.power.set_funder(review.facts.funder_kind)
        self.equality.set_funder(review.facts.funder_kind)


class PowerPart(RecordPart):
    """The power that the money is given under, and why it is a grant and not a contract."""

    record = "power_used"

    def __init__(self, section: RecordSection) -> None:
        words = tr(
            "A contract buys a service that you specify: then the Procurement Act 2023 applies, or for "
            "health care the Provider Selection Regime. A grant helps a group do what it set out to do. "
            "Write down why this is a grant. When the round opens, it is fixed."
        )
        self.card = section.add_card(tr("Power used"), words)
        self.usual = QComboBox()
        self.usual.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.usual.activated.connect(self._take_usual)
        said = tr(
            "It is written into the field below, where you can change it. Ask your lawyer which one fits."
        )
        self.usual_field = FormField(tr("Start from a usual power"), self.usual, help=said)
        self.card.add(self.usual_field)
        self.power, self.why, self.on = GrowingTextEdit(lines=2), GrowingTextEdit(lines=2), DateField()
        section.add_field(self.card, "power", FormField(tr("Power"), self.power))
        section.add_field(self.card, "why_grant", worded(FormField(tr("Why it is a grant"), self.why)))
        section.add_field(self.card, "power_on", FormField(tr("Day on which this was settled"), self.on))

    def set_funder(self, kind: FunderKind) -> None:
        """Offer the powers of such a funder."""
        self.usual.clear()
        self.usual.addItem(tr("Choose one"), "")
        for power in USUAL_POWERS[kind]:
            self.usual.addItem(power, power)

    def load(self, round_: Round) -> None:
        """Show the power."""
        used = round_.records.power_used
        self.power.setPlainText(used.power)
        self.why.setPlainText(used.why_grant)
        self.on.set_day(used.on)
        self.usual.setCurrentIndex(0)

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with what stands here."""
        used = PowerUsed(text_of(self.power), text_of(self.why), self.on.day)
        return replace(records, power_used=used)

    def lock(self, locked: bool) -> None:
        """What only helps to write isn't shown to those who read."""
        super().lock(locked)
        self.usual_field.setVisible(not locked)

    def _take_usual(self, place: int) -> None:
        """Put the chosen power under what stands there."""
        power = str(self.usual.itemData(place) or "")
        if power and power not in self.power.toPlainText():
            self.power.setPlainText("\n".join(part for part in (text_of(self.power), power) if part))


class EqualityPart(RecordPart):
    """The equality impact statement; who read it is shown, and said elsewhere."""

    record = "equality_statement"

    def __init__(self, section: RecordSection) -> None:
        self.card = section.add_card(tr("Equality impact statement"))
        self.words = Prose("", "muted")
        self.card.add(self.words)
        self.on, self.by_role = DateField(), TextEdit()
        self.summary, self.reference = GrowingTextEdit(lines=4), TextEdit()
        section.add_field(self.card, "equality_on", FormField(tr("Day"), self.on))
        help = tr("An office, such as “Head of equality”. No person’s name.")
        section.add_field(self.card, "equality_by", FormField(tr("Written by"), self.by_role, help=help))
        help = tr(
            "Who gains, who could lose, and what you do about it. The approver reads this before deciding."
        )
        label = tr("What it found")
        section.add_field(self.card, "equality_summary", worded(FormField(label, self.summary, help=help)))
        label = tr("Where the whole statement is")
        section.add_field(self.card, "equality_reference", FormField(label, self.reference, optional=True))
        self.read = KeyValueList()
        self.card.add(self.read)

    def set_funder(self, kind: FunderKind) -> None:
        """Say whether the law asks for it."""
        words = tr(
            "The law asks public bodies to think about equality before they decide (Equality Act 2010, "
            "section 149). The statement is written before the round opens, and read by whoever decides."
        )
        if kind is FunderKind.CHARITABLE_FUNDER:
            words = tr(
                "The law asks this of public bodies. A charity can do it too, and it is good practice."
            )
        self.words.setText(words)

    def load(self, round_: Round) -> None:
        """Show the statement, and who read it."""
        statement, reading = round_.records.equality_statement, round_.records.equality_reading
        self.on.set_day(statement.on)
        self.by_role.setText(statement.by_role)
        self.summary.setPlainText(statement.summary)
        self.reference.setText(statement.reference)
        said = tr("not yet")
        if reading.is_recorded and reading.read_on is not None:
            said = tr("{who}, {day}", who=reading.read_by, day=long_date(reading.read_on))
        self.read.set([(tr("Read by the approver, who says so under Allocation"), said)])

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with what stands here."""
        statement = EqualityStatement(
            self.on.day, self.by_role.text().strip(), text_of(self.summary), self.reference.text().strip()
        )
        return replace(records, equality_statement=statement)
