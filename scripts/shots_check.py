"""Finds what can't be read on a page that is shown: text cut off or covered, and sideways scrolling."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QStyle,
    QTableView,
    QWidget,
)

from commissioning_app.ui.lib.table_model import CHIP_ROLE, Chip
from commissioning_app.ui.widgets.chip import chip_font, chip_size
from commissioning_app.ui.widgets.page import ScrollPage

SLACK = 2
"""Px that a rounding may cost before anybody sees it."""


def faults_of(root: QWidget) -> list[str]:
    """What is wrong on everything of this widget that is shown, as sentences; none when all can be read."""
    parts = [root, *(part for part in root.findChildren(QWidget) if part.isVisibleTo(root))]
    found: list[str] = []
    for part in parts:
        for fault in (
            *_sideways(part),
            *_cut_text(part),
            *_cut_cells(part),
            *_squeezed(part),
            *_outside(part),
        ):
            found.append(f"{_name(part)}: {fault}")
        found += _overlaps(part)
    return list(dict.fromkeys(found))


def _name(part: QWidget) -> str:
    """What to look for: the class, and what stands on it."""
    text = getattr(part, "text", None)
    said = text() if callable(text) else text if isinstance(text, str) else ""
    return f"{type(part).__name__} “{(said or part.accessibleName() or part.objectName())[:60]}”"


def _sideways(part: QWidget) -> Iterator[str]:
    if isinstance(part, ScrollPage) and part.overflow() > 0:
        yield f"the page is {part.overflow()} px wider than its window ({_widest(part)})"
    elif isinstance(part, QAbstractScrollArea) and part.property("wide"):
        return  # a stranger's workbook is as wide as it is
    elif isinstance(part, QAbstractScrollArea) and part.horizontalScrollBar().maximum() > 0:
        yield f"scrolls sideways by {part.horizontalScrollBar().maximum()} px"


def _widest(page: ScrollPage) -> str:
    """The innermost part that needs more than the page has."""
    room = page.viewport().width()
    wide = [part for part in page.widget().findChildren(QWidget) if part.isVisibleTo(page)]
    wide = [part for part in wide if max(part.minimumSizeHint().width(), part.minimumWidth()) > room - 56]
    return _name(wide[-1]) if wide else "all together"


def _cut_text(part: QWidget) -> Iterator[str]:
    if isinstance(part, QLabel) and part.text():
        yield from _cut_label(part)
    elif isinstance(part, QPushButton) and part.text() and part.sizeHint().width() > part.width() + SLACK:
        yield f"needs {part.sizeHint().width()} px across and has {part.width()}"
    elif isinstance(part, QLineEdit) and not isinstance(part.parent(), QComboBox):
        said = part.placeholderText() if not part.text() else ""
        room = part.contentsRect().width() - 12
        if part.fontMetrics().horizontalAdvance(said) > room:
            yield f"its hint “{said}” needs more than {room} px"
        if part.fontMetrics().height() > part.height():
            yield "its text is higher than it is"
    elif isinstance(part, QComboBox) and part.currentText():
        needed = part.fontMetrics().horizontalAdvance(part.currentText())
        if needed > part.width() - 30:
            yield f"“{part.currentText()}” needs {needed} px and has {part.width() - 30}"


def _cut_label(label: QLabel) -> Iterator[str]:
    room = label.contentsRect()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + SLACK:
            yield f"needs {needed} px in height and has {label.height()}"
        metrics, margin = label.fontMetrics(), 2 * label.margin()
        longest = max(label.text().split() or [""], key=metrics.horizontalAdvance)
        if metrics.horizontalAdvance(longest) > room.width() - margin + SLACK:
            yield f"the word “{longest[:40]}” needs {metrics.horizontalAdvance(longest)} px of {room.width()}"
        return
    hint = label.sizeHint()
    if hint.width() > label.width() + SLACK:
        yield f"needs {hint.width()} px across and has {label.width()}"
    if hint.height() > label.height() + SLACK:
        yield f"needs {hint.height()} px in height and has {label.height()}"


def _cut_cells(part: QWidget) -> Iterator[str]:
    """Column titles, figures and states; a long name in a cell is shortened on purpose."""
    if not isinstance(part, QTableView) or part.model() is None:
        return
    model, header = part.model(), part.horizontalHeader()
    rows = range(min(model.rowCount(), 60))
    for place in range(model.columnCount()):
        width = part.columnWidth(place)
        if part.isColumnHidden(place) or not width:
            continue
        title = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        needed = _title_width(header, title)
        if needed > width + SLACK:
            yield f"the title “{title}” needs {needed} px and has {width}"
        for row in rows:
            index = model.index(row, place)
            chip = index.data(CHIP_ROLE)
            if isinstance(chip, Chip):
                needed = chip_size(chip.text, chip_font()).width() + 8
                if needed > width + SLACK:
                    yield f"the state “{chip.text}” needs {needed} of {width} px"
                    break
            alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
            is_figure = alignment is not None and bool(int(alignment) & int(Qt.AlignmentFlag.AlignRight))
            if is_figure and not chip:
                needed = part.sizeHintForIndex(index).width()
                if needed > width + SLACK:
                    yield f"the figure “{index.data()}” under “{title}” needs {needed} of {width} px"
                    break


def _title_width(header: QHeaderView, title: str) -> int:
    font = header.font()
    font.setBold(True)
    margin = header.style().pixelMetric(QStyle.PixelMetric.PM_HeaderMargin, None, header)
    return QFontMetrics(font).horizontalAdvance(title) + 2 * margin


def _squeezed(part: QWidget) -> Iterator[str]:
    """Controls and painted parts that got less than they need; a box that did squeezes one of its parts."""
    if part.isWindow() or part.layout() is not None or _is_inner(part):
        return
    if isinstance(part, (QLabel, QProgressBar, QScrollBar, QHeaderView, QAbstractScrollArea)):
        return
    least = part.minimumSizeHint()
    if least.width() > part.width() + SLACK and part.width() > 0:
        yield f"needs {least.width()} px across and has {part.width()}"
    high = part.heightForWidth(part.width()) if part.hasHeightForWidth() else least.height()
    if high > part.height() + SLACK:
        yield f"needs {high} px in height and has {part.height()}"


def _outside(part: QWidget) -> Iterator[str]:
    """A part that sticks out of what holds it, unless that can be scrolled to."""
    parent = part.parentWidget()
    if parent is None or part.isWindow() or _is_inner(part) or _scrolls(parent, part):
        return
    over = part.geometry().united(parent.rect())
    sides = {"right": over.right() - parent.rect().right(), "foot": over.bottom() - parent.rect().bottom()}
    for side, much in sides.items():
        if much > SLACK and not part.geometry().isEmpty():
            yield f"sticks out of {_name(parent)} by {much} px at the {side}"


def _scrolls(parent: QWidget, part: QWidget) -> bool:
    area = parent.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is parent


def _is_inner(part: QWidget) -> bool:
    """Parts that Qt itself puts into a control."""
    parent = part.parentWidget()
    return part.objectName().startswith("qt_") or isinstance(parent, (QLineEdit, QComboBox, QAbstractButton))


def _overlaps(parent: QWidget) -> Iterator[str]:
    """Parts of one layout that cover each other."""
    layout = parent.layout()
    if layout is None or isinstance(parent, QScrollArea):
        return
    parts = [
        child
        for child in parent.children()
        if isinstance(child, QWidget)
        and child.isVisibleTo(parent)
        and not child.isWindow()
        and not child.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        and not _is_inner(child)
    ]
    for place, one in enumerate(parts):
        for other in parts[place + 1 :]:
            shared = one.geometry().intersected(other.geometry())
            if shared.width() > SLACK and shared.height() > SLACK:
                size = f"{shared.width()}×{shared.height()} px"
                yield f"{_name(one)} and {_name(other)} cover each other by {size}"
