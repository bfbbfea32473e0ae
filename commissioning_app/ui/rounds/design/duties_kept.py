"""Duties that stay open until they are needed: data protection, and the limit of authority."""

from __future__ import annotations

from dataclasses import replace

from commissioning_app.domain.duties import Authority, DataProtection
from commissioning_app.domain.records import RoundRecords
from commissioning_app.domain.rounds import Round
from commissioning_app.translation import tr
from commissioning_app.ui.rounds.design.record_parts import RecordPart, RecordSection
from commissioning_app.ui.widgets.dates import DateField
from commissioning_app.ui.widgets.fields import FormField, MoneyEdit, TextEdit


class DataProtectionPart(RecordPart):
    """The impact assessment and the policy document, with where they are."""

    def __init__(self, section: RecordSection) -> None:
        words = tr(
            "For answers about who leads a group. The law asks for an impact assessment (DPIA), and for a "
            "policy document. They are there before applicants are told."
        )
        card = section.add_card(tr("Data protection"), words)
        self.dpia_on, self.dpia = DateField(), TextEdit()
        self.policy_on, self.policy = DateField(), TextEdit()
        section.add_side_by_side(
            card,
            ("dpia_on", FormField(tr("Impact assessment: day"), self.dpia_on)),
            ("dpia", FormField(tr("Impact assessment: where it is"), self.dpia)),
        )
        section.add_side_by_side(
            card,
            ("policy_on", FormField(tr("Policy document: day"), self.policy_on)),
            ("policy", FormField(tr("Policy document: where it is"), self.policy)),
        )

    def load(self, round_: Round) -> None:
        """Show both."""
        kept = round_.records.data_protection
        self.dpia_on.set_day(kept.dpia_on)
        self.dpia.setText(kept.dpia_reference)
        self.policy_on.set_day(kept.policy_on)
        self.policy.setText(kept.policy_reference)

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with both."""
        kept = DataProtection(
            self.dpia_on.day, self.dpia.text().strip(), self.policy_on.day, self.policy.text().strip()
        )
        return replace(records, data_protection=kept)


class AuthorityPart(RecordPart):
    """Up to which amount the approver may decide, and which minute says so."""

    record = "authority"

    def __init__(self, section: RecordSection) -> None:
        words = tr("The approver decides up to this amount, and no further. At the decision it is fixed.")
        self.card = section.add_card(tr("Limit of authority"), words)
        self.limit, self.given_by = MoneyEdit(least=0), TextEdit()
        self.minute, self.on = TextEdit(), DateField()
        section.add_field(self.card, "limit", FormField(tr("The approver decides up to"), self.limit))
        help = tr("Such as “The board” or “Scheme of delegation”.")
        section.add_field(self.card, "given_by", FormField(tr("Given by"), self.given_by, help=help))
        section.add_side_by_side(
            self.card,
            ("authority_on", FormField(tr("Day of the minute"), self.on)),
            ("minute", FormField(tr("Minute"), self.minute)),
        )

    def load(self, round_: Round) -> None:
        """Show the limit."""
        authority = round_.records.authority
        self.limit.set_pence(authority.limit_pence)
        self.given_by.setText(authority.given_by)
        self.minute.setText(authority.minute)
        self.on.set_day(authority.on)

    def filled(self, records: RoundRecords) -> RoundRecords:
        """The records with the limit."""
        authority = Authority(
            self.limit.pence, self.given_by.text().strip(), self.minute.text().strip(), self.on.day
        )
        return replace(records, authority=authority)
