"""What other people call the fields of an EOI, best name first; and names that mean other things."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from commissioning_app.domain.importing import LABELS, ImportField


def _names(text: str) -> tuple[str, ...]:
    """The names in a text, which bars divide."""
    return tuple(" ".join(name.split()) for name in text.split("|"))


SYNONYMS: Mapping[ImportField, tuple[str, ...]] = {
    ImportField.REFERENCE: _names(
        """
        ref | eoi reference | eoi ref | application reference | application ref | reference number |
        application number | application id | eoi number | eoi id | unique reference | our reference |
        case reference | grant reference | ref no | reference no | identifier | id
        """
    ),
    ImportField.ORGANISATION: _names(
        """
        organisation name | name of organisation | name of your organisation | recipient org name |
        applicant organisation | applicant name | applicant | organization | organization name |
        name of group | group name | name of organisation or group | organisation group name |
        charity name | name of charity | lead organisation | lead applicant | company name |
        name of applicant | org name | organisation or group | group
        """
    ),
    ImportField.ORG_ID: _names(
        """
        org id | orgid | organisation id | organisation identifier | recipient org identifier |
        organization identifier | org identifier
        """
    ),
    ImportField.CHARITY_NUMBER: _names(
        """
        recipient org charity number | charity no | registered charity number |
        charity registration number | charity reg no | registered charity no | charity commission number
        | charity number if you have one | charity number if applicable | rcn
        """
    ),
    ImportField.COMPANY_NUMBER: _names(
        """
        recipient org company number | company no | companies house number | company registration number
        | company reg no | registered company number | cic number | company number if applicable
        """
    ),
    ImportField.POSTCODE: _names(
        """
        recipient org postal code | post code | postal code | organisation postcode |
        organisation post code | zip
        """
    ),
    ImportField.ADDRESS: _names(
        """
        recipient org street address | organisation address | address of organisation |
        registered address | postal address | full address | street address | correspondence address |
        address line 1 | recipient org city
        """
    ),
    ImportField.CONTACT_NAME: _names(
        """
        main contact | contact | name of contact | contact person | main contact name | lead contact |
        your name | name of main contact | recipient org contact name | applicant contact
        """
    ),
    ImportField.CONTACT_EMAIL: _names(
        """
        email | e mail | email address | e mail address | contact e mail | contact email address |
        main contact email | your email | recipient org email
        """
    ),
    ImportField.CONTACT_PHONE: _names(
        """
        phone | telephone | phone number | telephone number | contact telephone | contact number |
        mobile | tel | contact phone number | contact telephone number | recipient org phone number
        """
    ),
    ImportField.YEARLY_INCOME: _names(
        """
        annual income | income | turnover | annual turnover | organisation income | total income |
        last year s income | income last year | annual income of organisation |
        yearly income of organisation
        """
    ),
    ImportField.TITLE: _names(
        """
        project title | title of project | project name | name of project | eoi title |
        application title | name of your project | title of your project
        """
    ),
    ImportField.SUMMARY: _names(
        """
        description | project summary | project description | summary of project | brief description |
        short description | description of project | what will you do | about the project | outline |
        brief summary
        """
    ),
    ImportField.AMOUNT_REQUESTED: _names(
        """
        amount applied for | amount asked for | requested amount | amount sought | grant requested |
        grant amount requested | funding requested | total requested | total amount requested | ask |
        amount of grant requested | amount of funding requested | how much are you asking for |
        how much money are you asking for | funding sought | requested | asked | asked for |
        amount you are applying for | how much are you applying for | grant applied for | amount
        """
    ),
    ImportField.MINIMUM_AMOUNT: _names(
        """
        minimum | minimum award | least amount | minimum needed | minimum amount needed | minimum grant
        | smallest amount | lowest amount you could work with | minimum funding | min amount
        """
    ),
    ImportField.PARTNERS: _names(
        """
        partner organisations | partner | project partners | delivery partners | names of partners |
        partner organisation
        """
    ),
    ImportField.HOST_ORGANISATION: _names(
        """
        host | host organisation name | name of host organisation | fiscal host | accountable body |
        fund holder | name of host
        """
    ),
    ImportField.HOST_CHARITY_NUMBER: _names(
        """
        host s charity number | host organisation charity number | charity number of host |
        host charity no | host organisation s charity number
        """
    ),
    ImportField.RECEIVED_AT: _names(
        """
        received | date received | received on | received date | submitted | submitted at | submitted on
        | date submitted | submission date | submission time | timestamp | completion time |
        application date | date of application
        """
    ),
    ImportField.PUBLICATION: _names(
        """
        publish | may we publish | can we publish
        """
    ),
    ImportField.FUNDING_KIND: _names(
        """
        core or project | funding type | type of funding | kind of funding | core project |
        core or project funding
        """
    ),
    ImportField.START_DATE: _names(
        """
        planned dates start date | start | project start | project start date | starts | starts on |
        planned start date | planned start
        """
    ),
    ImportField.END_DATE: _names(
        """
        planned dates end date | end | project end | project end date | ends | ends on | finish date |
        planned end date | planned end
        """
    ),
    ImportField.DURATION_MONTHS: _names(
        """
        planned dates duration months | duration | duration months | months | project length months |
        length in months | number of months | project duration months
        """
    ),
    ImportField.AREA: _names(
        """
        beneficiary location name | location | area of benefit | where | ward | wards | neighbourhood |
        area served | areas | geographical area | where will it happen
        """
    ),
}
"""Normalised other names of each field; its own name and label come before them."""

OTHER_THINGS = frozenset(
    _names(
        """
        actual dates duration months | actual dates end date | actual dates start date | amount approved
        | amount awarded | amount disbursed | amount paid | award date | awarded |
        beneficiary location country code | beneficiary location geographic code |
        beneficiary location geographic code type | beneficiary location identifier |
        beneficiary location latitude | beneficiary location longitude | comments | currency |
        data source | for regrant type | from an open call | funding org charity number |
        funding org company number | funding org department | funding org identifier | funding org name
        | grant awarded | grant programme code | grant programme description | grant programme title |
        grant programme url | last modified | location scope | notes | organisation type |
        planned dates description | planned dates title | previous grants | programme | project number |
        recipient ind identifier | recipient ind name | recipient org alternate name |
        recipient org country | recipient org county | recipient org department |
        recipient org description | recipient org last modified | recipient org organisation type |
        recipient org web address | related activity | score | to individuals details grant purpose |
        to individuals details primary grant reason | to individuals details secondary grant reason |
        total budget | total cost | total project cost | url | web address | website
        """
    )
)
"""Columns that are known and never imported, however close their name comes."""

TELLING_WORDS = frozenset(
    _names(
        """
        account | actual | address | approved | award | awarded | bank | budget | chair | charity | code
        | company | contact | cost | country | county | date | disbursed | email | end | first | funder
        | funding | host | id | last | min | minimum | number | other | paid | partner | partners |
        phone | previous | programme | score | second | secondary | start | telephone | total | trustee
        | type | url | website
        """
    )
)
"""Words that change what a column means: closeness never adds or drops one of them."""


def normal(text: str) -> str:
    """A header for comparing: small letters and digits, everything else a space."""
    return " ".join(re.sub(r"[^\w]+|_", " ", text.casefold()).split())


@lru_cache(maxsize=1)
def names_of_fields() -> dict[str, tuple[ImportField, int]]:
    """Every known name, normalised, with its field and its rank: 0 is the field's own name."""
    names: dict[str, tuple[ImportField, int]] = {}
    for field, others in SYNONYMS.items():
        for rank, name in enumerate((normal(field), normal(LABELS[field]), *others)):
            names.setdefault(name, (field, rank))
    return names
