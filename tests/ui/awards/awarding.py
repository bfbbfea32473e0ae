"""The Awards & payments tab on the sample round at paying."""

from __future__ import annotations

from typing import Any

from commissioning_app.domain.awards import AwardState
from commissioning_app.services.queries.awards import AwardLine, awards_page
from commissioning_app.ui.awards.page import AwardsTab
from commissioning_app.ui.main_window import MainWindow
from commissioning_app.ui.widgets.text import Label
from tests.factories import Office
from tests.samples import CODE
from tests.ui.desk import go


def awards(window: MainWindow, item: str = "") -> AwardsTab:
    """The tab of the sample round."""
    tab = go(window, "round", CODE, "awards", item)
    assert isinstance(tab, AwardsTab)
    return tab


def an_award(office: Office, state: AwardState, **wanted: Any) -> AwardLine:
    """The first award in a state."""
    return next(one for one in awards_page(office.officer, round_code=CODE).awards if one.state is state)


def texts(widget: Any) -> list[str]:
    """The words of a widget."""
    return [label.text() for label in widget.findChildren(Label)]


CODES = {
    "cost_centre": "CC-7",
    "account_code": "52100",
    "purchase_order": "PO-9",
    "vat_treatment": "exempt",
    "supplier_number": "S-100",
}
