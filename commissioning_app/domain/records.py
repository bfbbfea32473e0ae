"""What officers write down about a round, which the principle checks read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from commissioning_app.domain.afterwards import (
    ApplicantFeedback,
    BoardReport,
    LookBack,
    Published,
    ResponsibleOfficer,
    ToldMembers,
)
from commissioning_app.domain.duties import (
    Authority,
    DataProtection,
    EqualityReading,
    EqualityStatement,
    PositiveAction,
    PowerUsed,
)
from commissioning_app.domain.promises import (
    CriteriaChoice,
    FullCost,
    LivingWage,
    MeetingAccess,
    ReportsAsked,
    SupportOffer,
)
from commissioning_app.domain.together import Briefing, CoDesign, Demands, MonitoringPlan, PanelReflection


@dataclass(frozen=True)
class Contact:
    """The named person whom applicants can ring or write to."""

    name: str = ""
    email: str = ""
    phone: str = ""

    @property
    def is_named(self) -> bool:
        """Whether there is a name and a way to reach it."""
        return bool(self.name.strip() and (self.email.strip() or self.phone.strip()))


@dataclass(frozen=True)
class HelpOffer:
    """One offer of help to applicants: a drop-in, a call, bid-writing support."""

    what: str
    on: date | None = None
    where: str = ""


@dataclass(frozen=True)
class MemberPayment:
    """Payment for community members' time and expenses; it may be declined or reduced."""

    offered: bool | None = None
    hourly_pence: int = 0
    expenses: str = ""
    note: str = ""


@dataclass(frozen=True)
class PanelPlan:
    """How many people of each group the panel will have, as published at opening (check S7)."""

    community: int = 0
    commissioner: int = 0


@dataclass(frozen=True)
class PaymentPlan:
    """How small organisations are paid before they spend (check C4).

    ``small_first_percent`` is a share of year one's money; ``small_days_before_start`` says how many
    days before the work starts it is due, 1 at least. Awards up to ``one_payment_up_to_pence`` are
    paid at once.
    """

    small_first_percent: int | None = None
    small_days_before_start: int | None = None
    one_payment_up_to_pence: int = 500_000


@dataclass(frozen=True)
class FinanceAgreement:
    """Finance's word that the payment plan can be kept; it holds for the plan it was given for."""

    agreed_by: str = ""
    agreed_on: date | None = None
    note: str = ""

    @property
    def is_recorded(self) -> bool:
        """Whether it says who agreed, and when."""
        return bool(self.agreed_by.strip() and self.agreed_on)


@dataclass(frozen=True)
class RoundRecords:
    """All records of one round; each is empty until somebody writes it.

    ``need_question`` is the id of the question that asks what people need; ``expected_eois`` is how many
    EOIs the officers reckon with; ``formats_asked`` are the languages and formats that people asked for;
    ``minutes_an_eoi`` is the time that members are given, and paid, for each EOI. ``money_comes_again`` is
    said where the round's money differs from its programme's.
    """

    contact: Contact = field(default_factory=Contact)
    help_offers: tuple[HelpOffer, ...] = ()
    member_payment: MemberPayment = field(default_factory=MemberPayment)
    review_request_days: int = 20
    panel_plan: PanelPlan = field(default_factory=PanelPlan)
    payment_plan: PaymentPlan = field(default_factory=PaymentPlan)
    finance_agreement: FinanceAgreement = field(default_factory=FinanceAgreement)
    reports: tuple[ReportsAsked, ...] = ()
    need_question: str = ""
    own_measures_welcome: bool | None = None
    criteria_choice: CriteriaChoice = field(default_factory=CriteriaChoice)
    expected_eois: int | None = None
    formats_asked: tuple[str, ...] = ()
    money_comes_again: bool | None = None
    full_cost: FullCost = field(default_factory=FullCost)
    living_wage: LivingWage = field(default_factory=LivingWage)
    support: SupportOffer = field(default_factory=SupportOffer)
    meeting_access: MeetingAccess = field(default_factory=MeetingAccess)
    minutes_an_eoi: int | None = None
    applicant_feedback: ApplicantFeedback = field(default_factory=ApplicantFeedback)
    rates_published: Published = field(default_factory=Published)
    open_data: Published = field(default_factory=Published)
    told_members: ToldMembers = field(default_factory=ToldMembers)
    responsible_officer: ResponsibleOfficer = field(default_factory=ResponsibleOfficer)
    board_report: BoardReport = field(default_factory=BoardReport)
    look_back: LookBack = field(default_factory=LookBack)
    co_design: tuple[CoDesign, ...] = ()
    demands: Demands = field(default_factory=Demands)
    briefing: Briefing = field(default_factory=Briefing)
    panel_reflection: PanelReflection = field(default_factory=PanelReflection)
    monitoring: MonitoringPlan = field(default_factory=MonitoringPlan)
    power_used: PowerUsed = field(default_factory=PowerUsed)
    equality_statement: EqualityStatement = field(default_factory=EqualityStatement)
    equality_reading: EqualityReading = field(default_factory=EqualityReading)
    positive_action: tuple[PositiveAction, ...] = ()
    data_protection: DataProtection = field(default_factory=DataProtection)
    authority: Authority = field(default_factory=Authority)

    def with_payment_plan(self, plan: PaymentPlan) -> RoundRecords:
        """Another payment plan; finance's agreement to the old one ends with it."""
        return self.edited_to(replace(self, payment_plan=plan))

    def without_what_came_after(self) -> RoundRecords:
        """The same promises for another round: nothing of what was written down after this one's decision."""
        fresh = RoundRecords()
        return replace(
            self,
            finance_agreement=fresh.finance_agreement,
            panel_reflection=fresh.panel_reflection,
            equality_reading=fresh.equality_reading,
            applicant_feedback=fresh.applicant_feedback,
            rates_published=fresh.rates_published,
            open_data=fresh.open_data,
            told_members=fresh.told_members,
            board_report=fresh.board_report,
            look_back=fresh.look_back,
        )

    def edited_to(self, new: RoundRecords) -> RoundRecords:
        """What an officer wrote; what finance and the decision-maker said is nobody else's to give.

        Finance's word stays with its payment plan, the decision-maker's with the statement that they read.
        """
        is_same_plan = new.payment_plan == self.payment_plan
        is_same_statement = new.equality_statement == self.equality_statement
        return replace(
            new,
            finance_agreement=self.finance_agreement if is_same_plan else FinanceAgreement(),
            equality_reading=self.equality_reading if is_same_statement else EqualityReading(),
        )
