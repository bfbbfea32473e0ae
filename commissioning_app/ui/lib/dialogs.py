"""Questions to a person: the safe answer is the default; reasons; two versions of one record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from commissioning_app.translation import tr
from commissioning_app.ui.lib.layouts import column, row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.lib.tokens import SPACE
from commissioning_app.ui.widgets.buttons import Button, DangerButton, PrimaryButton, SecondaryButton
from commissioning_app.ui.widgets.fields import FormField, GrowingTextEdit
from commissioning_app.ui.widgets.page import ScrollPage
from commissioning_app.ui.widgets.text import Label, Prose, Rule

_FOOT = 70
_TITLE_BAR = 40


class _FittingPage(ScrollPage):
    """As high as its content while the screen has room for that; scrolls when it hasn't."""

    def __init__(self) -> None:
        super().__init__(margin=False)
        inner = self.widget()
        assert inner is not None
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is shown or hidden in it changes the dialog's height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """All of the content, as far as the screen allows."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """The content's height at this width, at most what the screen has beside title bar and buttons."""
        dialog = self.window()
        sides = 2 * SPACE["xl"]
        width = max(self.width(), dialog.minimumWidth() - sides)
        least = self.content.minimumSize().width()
        room = dialog.screen().availableGeometry().height() - theme().px(_FOOT) - sides - _TITLE_BAR
        return QSize(least, min(self.content.heightForWidth(max(width, least)), room))


class Dialog(QDialog):
    """A dialog with a sentence as its title, a body, and buttons at the foot.

    Title and body scroll where large text makes them higher than the screen; the buttons stay in sight.
    """

    def __init__(self, parent: QWidget | None, title: str, text: str = "", *, width: int = 520) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(min(theme().px(width), 1100))
        outer = column(self, gap="l", margin="xl")
        page = _FittingPage()
        outer.addWidget(page, 1)
        page.add(Label(title, "card_title"))
        self.text_label = Prose(text)
        page.add(self.text_label)
        self.text_label.setVisible(bool(text))
        self.body: QVBoxLayout = column(gap="m")
        page.content.addLayout(self.body, 1)
        self.foot: QHBoxLayout = row(gap="m")
        self.foot.addStretch(1)
        outer.addLayout(self.foot)
        if text:
            self.setAccessibleDescription(text)

    def add_button(self, button: Button, *, default: bool = False) -> Button:
        """Put a button at the foot; exactly one is the default."""
        button.setAutoDefault(default)
        button.setDefault(default)
        self.foot.addWidget(button)
        return button


def confirm(
    parent: QWidget | None, question: str, text: str, *, yes: str, no: str = "", danger: bool = False
) -> bool:
    """Ask before something that can't be undone; Enter and Esc give the safe answer, `no`."""
    dialog = confirm_dialog(parent, question, text, yes=yes, no=no, danger=danger)
    return dialog.exec() == QDialog.DialogCode.Accepted


def confirm_dialog(
    parent: QWidget | None, question: str, text: str, *, yes: str, no: str = "", danger: bool = False
) -> Dialog:
    """The dialog that `confirm` shows."""
    dialog = Dialog(parent, question, text)
    safe = dialog.add_button(SecondaryButton(no or tr("Go back"), dialog.reject), default=danger)
    kind = DangerButton if danger else PrimaryButton
    go = dialog.add_button(kind(yes, dialog.accept), default=not danger)
    (safe if danger else go).setFocus()
    return dialog


class ReasonDialog(Dialog):
    """Asks for a reason that goes into the trail; it can't be empty."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str = "",
        *,
        label: str = "",
        button: str = "",
        help: str = "",
        least: int = 1,
    ) -> None:
        super().__init__(parent, title, text)
        self._least = least
        self.edit = GrowingTextEdit(lines=3)
        said = help or tr("It goes into the trail, where others can read it.")
        self.field = FormField(label or tr("Why?"), self.edit, help=said)
        self.body.addWidget(self.field)
        self.add_button(SecondaryButton(tr("Go back"), self.reject))
        self.ok = self.add_button(PrimaryButton(button or tr("Record it"), self._take), default=True)
        self.edit.textChanged.connect(self._changed)
        self._changed()
        self.edit.setFocus()

    @property
    def reason(self) -> str:
        """What was typed."""
        return self.edit.toPlainText().strip()

    def _changed(self) -> None:
        """The button says why it can't be pressed."""
        missing = len(self.reason) < self._least
        self.ok.refuse(tr("Write a reason first.") if missing else "")

    def _take(self) -> None:
        if self.reason:
            self.accept()


def ask_reason(
    parent: QWidget | None, title: str, text: str = "", *, label: str = "", button: str = "", help: str = ""
) -> str | None:
    """The reason that the person gives, or None when they go back."""
    dialog = ReasonDialog(parent, title, text, label=label, button=button, help=help)
    return dialog.reason if dialog.exec() == QDialog.DialogCode.Accepted else None


@dataclass(frozen=True)
class Difference:
    """One field that two people changed: its label, and how both versions read."""

    label: str
    theirs: str
    yours: str


def differences(
    theirs: Mapping[str, object], yours: Mapping[str, object], labels: Mapping[str, str] | None = None
) -> list[Difference]:
    """The fields whose values differ, in the order of yours; what one version lacks reads as empty."""
    keys = [*yours, *(key for key in theirs if key not in yours)]
    named = labels or {}
    return [
        Difference(named.get(key, _plain(key)), _words(theirs.get(key)), _words(yours.get(key)))
        for key in keys
        if theirs.get(key) != yours.get(key)
    ]


def _plain(key: str) -> str:
    """`contact_name` as "Contact name"."""
    return key.replace("_", " ").capitalize()


def _words(value: object) -> str:
    return tr("(empty)") if value in (None, "") else str(value)


class ConflictDialog(Dialog):
    """Somebody saved first: both versions side by side. `keep_yours` tells what the person chose."""

    def __init__(self, parent: QWidget | None, found: Sequence[Difference], *, who: str = "") -> None:
        first = tr("{who} saved this before you.", who=who) if who else tr("Somebody saved this before you.")
        said = tr("Nothing of yours is lost. Look at both versions and choose which one stays.")
        super().__init__(parent, first, said, width=640)
        self.keep_yours = False
        page = ScrollPage(margin=False)
        page.setMinimumHeight(min(theme().px(44) * (len(found) + 1), 420))
        grid_holder = QWidget()
        grid = QGridLayout(grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        for place, title in enumerate(("", tr("Saved by them"), tr("Typed by you"))):
            grid.addWidget(Label(title, "strong"), 0, place)
            grid.setColumnStretch(place, 1 if place == 0 else 2)
        for number, difference in enumerate(found):
            line = 1 + number * 2
            grid.addWidget(Rule(), line, 0, 1, 3)
            grid.addWidget(Label(difference.label, "muted"), line + 1, 0, Qt.AlignmentFlag.AlignTop)
            for place, text in ((1, difference.theirs), (2, difference.yours)):
                cell = Label(text, selectable=True)
                cell.setAccessibleName(f"{difference.label}: {text}")
                grid.addWidget(cell, line + 1, place, Qt.AlignmentFlag.AlignTop)
        page.add(grid_holder)
        page.content.addStretch(1)
        self.body.addWidget(page)
        self.add_button(SecondaryButton(tr("Go on editing"), self.reject), default=True).setFocus()
        self.add_button(SecondaryButton(tr("Keep theirs"), self.accept))
        self.add_button(SecondaryButton(tr("Save mine over it"), self._keep_yours))

    def _keep_yours(self) -> None:
        self.keep_yours = True
        self.accept()


def resolve_conflict(
    parent: QWidget | None,
    theirs: Mapping[str, object],
    yours: Mapping[str, object],
    *,
    labels: Mapping[str, str] | None = None,
    who: str = "",
) -> str:
    """Show both versions after StaleVersion; returns "yours", "theirs" or "edit" (go on editing)."""
    dialog = ConflictDialog(parent, differences(theirs, yours, labels), who=who)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return "edit"
    return "yours" if dialog.keep_yours else "theirs"
