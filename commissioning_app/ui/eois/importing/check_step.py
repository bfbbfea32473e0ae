"""Fourth step: what would be imported, what is wrong, what had to be interpreted, who may be one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from commissioning_app.domain.errors import CommissioningError
from commissioning_app.domain.importing import Interpretation, Problem
from commissioning_app.domain.money import pounds
from commissioning_app.services.import_report import ImportReport
from commissioning_app.translation import tr, tr_count
from commissioning_app.ui.eois.importing.about_people import AboutPeopleCard
from commissioning_app.ui.eois.importing.notes_file import ask_where_to_save, save_rows
from commissioning_app.ui.eois.importing.state import ImportState, left_out_words
from commissioning_app.ui.lib.errors import show_error
from commissioning_app.ui.lib.table_model import Column, Row
from commissioning_app.ui.lib.theme import theme
from commissioning_app.ui.widgets.buttons import QuietButton
from commissioning_app.ui.widgets.choice import Choices
from commissioning_app.ui.widgets.data_table import DataTable
from commissioning_app.ui.widgets.messages import EmptyState, InlineMessage
from commissioning_app.ui.widgets.page import ScrollPage
from commissioning_app.ui.widgets.tabs import FlowTabs
from commissioning_app.ui.widgets.text import Label, Prose


class CheckStep(ScrollPage):
    """`choice_changed` tells that the person chose between the good rows and all or nothing."""

    choice_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=False, parent=parent)
        self._state = ImportState()
        self.summary_label = Label("", "banner")
        self.figures_label = Prose("", "muted")
        self.message = InlineMessage()
        for part in (self.summary_label, self.figures_label, self.message):
            self.add(part)
        self.about_people = AboutPeopleCard()
        self.add(self.about_people)
        self.left_out_message = InlineMessage()
        self.add(self.left_out_message)
        self.choice = Choices(
            tr("What about the rows with problems?"),
            [
                ("good", tr("Leave them out, and import the good rows"), ""),
                ("all", tr("Import nothing before all rows are right"), ""),
            ],
            help=tr("Mend them in the workbook and import it again: only what is new is added."),
            across=2,
        )
        self.choice.changed.connect(self._chosen)
        self.add(self.choice)
        self.tabs = FlowTabs([(key, "") for key in ("problems", "interpretations", "duplicates")])
        self.tabs.setAccessibleName(tr("What the check found"))
        self.tabs.chosen.connect(self._show_tab)
        self.add(self.tabs)
        self.tables = {"problems": _problems(), "interpretations": _notes(), "duplicates": _pairs()}
        self.stack = QStackedWidget()
        for key, table in self.tables.items():
            button = QuietButton(tr("Save as .csv"), partial(self.save, key), icon="download")
            table.tools.addWidget(button)
            self.stack.addWidget(table)
        self.add(self.stack, 1)
        theme().changed.connect(self._size)
        self._size()

    def _size(self) -> None:
        self.stack.setMinimumHeight(theme().px(300))

    def fill(self, state: ImportState) -> None:
        """Show what the check found."""
        self._state = state
        report = state.check
        if report is None:
            return
        self.summary_label.setText(summary(report))
        self.figures_label.setText(figures(report))
        self.message.clear()
        self.choice.setVisible(bool(report.rejected))
        self.choice.set_chosen("all" if state.all_or_nothing else "good")
        self.about_people.fill(state)
        self.left_out_message.show_message(left_out_words(state, report), "warn")
        for part in (self.figures_label, self.tabs, self.stack):
            part.setVisible(bool(report.rows or not state.is_about_people_alone))
        self._fill_tables(report)

    def start_focus(self) -> None:
        """Where the keyboard begins: at the first thing to decide or to read."""
        report = self._state.check
        if report is not None and report.rejected:
            self.choice.buttons[self.choice.chosen].setFocus()
        else:
            self.tabs.tab(self.tabs.current).setFocus()

    def problem(self) -> str:
        """Why one can't import now."""
        report = self._state.check
        if report is None:
            return tr("The file is not checked yet.")
        if report.about_you and not self._state.all_or_nothing:
            return ""
        if report.rejected == report.rows and not report.about_you_unchanged:
            return tr("No row can be imported. Mend the workbook, or say better what its columns are.")
        if report.rejected and self._state.all_or_nothing:
            return tr("Rows have problems, and you chose to stop then. Mend them first.")
        if not report.imported and not report.updated:
            return tr("All of it is here already: there is nothing to import.")
        return ""

    def _fill_tables(self, report: ImportReport) -> None:
        rows: dict[str, list[Row]] = {
            "problems": [(_row(p.row), _where(report, p), p.value, p.problem) for p in report.problems],
            "interpretations": [
                (_row(n.row), _where(report, n), n.value, n.became, n.why) for n in report.interpretations
            ],
            "duplicates": [(d.first_name, d.second_name, d.why) for d in report.likely_duplicates],
        }
        titles = {
            "problems": tr("Problems"),
            "interpretations": tr("Interpreted"),
            "duplicates": tr("Likely duplicates"),
        }
        for key, found in rows.items():
            self.tables[key].set_rows(found)
            self.tabs.tab(key).setText(f"{titles[key]} ({len(found):,})")
            self.tabs.tab(key).setAccessibleName(f"{titles[key]}: {len(found):,}")
        self.tabs.updateGeometry()
        first = next((key for key in rows if rows[key]), "problems")
        self.tabs.set_current(first)
        self._show_tab(first)

    def save(self, key: str) -> None:
        """Write one of the lists to a file."""
        report, table = self._state.check, self.tables[key]
        names = {"problems": tr("problems"), "interpretations": tr("interpreted"), "duplicates": tr("pairs")}
        stem = report.file.rsplit(".", 1)[0] if report is not None else "import"
        path = ask_where_to_save(self, f"{stem} {names[key]}.csv")
        if path is None:
            return
        model = table.model
        try:
            save_rows(path, model.columns, [model.values_at(i) for i in range(model.rowCount())])
        except (CommissioningError, OSError) as error:
            show_error(error, self.message)
            return
        self.message.show_message(tr("{name} is written.", name=path.name), "good")

    def _show_tab(self, key: str) -> None:
        self.stack.setCurrentWidget(self.tables[key])

    def _chosen(self, key: str) -> None:
        self._state.all_or_nothing = key == "all"
        self.choice_changed.emit()


def summary(report: ImportReport) -> str:
    """What would happen, or what did, in a sentence."""
    good = report.rows - report.rejected
    if not good and (report.about_you or report.about_you_unchanged):
        return _about_people(report)
    if not report.rejected:
        return tr_count("The one row is good.", "All {count:,} rows are good.", report.rows)
    return tr_count(
        "{good:,} rows are good; {count} row has a problem.",
        "{good:,} rows are good; {count:,} rows have problems.",
        report.rejected,
        good=good,
    )


def _about_people(report: ImportReport) -> str:
    """What would be put apart, where a file holds nothing else."""
    if not report.about_you:
        return tr("All of it is here already.")
    return tr_count(
        "What one organisation says of the people who lead it is put apart.",
        "What {count:,} organisations say of the people who lead them is put apart.",
        report.about_you,
    )


def figures(report: ImportReport) -> str:
    """The counts behind the sentence."""
    parts = [tr_count("{count} new EOI", "{count:,} new EOIs", report.imported)]
    if report.updated:
        parts.append(tr_count("{count} to be updated", "{count:,} to be updated", report.updated))
    if report.unchanged:
        parts.append(tr_count("{count} as it is already", "{count:,} as they are already", report.unchanged))
    parts.append(tr_count("{count} organisation", "{count:,} organisations", report.organisations))
    parts.append(tr("{sum} asked for", sum=pounds(report.requested_pence)))
    if report.about_you:
        parts.append(tr_count("{count} about people", "{count:,} about people", report.about_you))
    return " · ".join(parts)


def _row(number: int) -> int | None:
    """The row as the sheet counts it; what holds for every row has none."""
    return number or None


def _where(report: ImportReport, note: Problem | Interpretation) -> str:
    """The column; of filled forms, the file first."""
    parts = (note.sheet, note.column) if report.forms else (note.column,)
    return ": ".join(part for part in parts if part)


def _table(name: str, title: str, columns: Sequence[Column], nothing: str, text: str) -> DataTable:
    empty = EmptyState(nothing, text, icon="check")
    return DataTable(name, list(columns), title=title, many=True, tall=True, empty=empty)


def _problems() -> DataTable:
    columns = [
        Column("row", tr("Row"), "int", width=64),
        Column("column", tr("Column"), width=150, drop=2),
        Column("value", tr("What it says"), width=170, drop=1),
        Column("problem", tr("What to do"), bold=True),
    ]
    good = tr("Every row can be imported.")
    return _table("import-problems", tr("Problems"), columns, tr("No problems"), good)


def _notes() -> DataTable:
    columns = [
        Column("row", tr("Row"), "int", width=64),
        Column("column", tr("Column"), width=150, drop=2),
        Column("value", tr("It says"), width=170),
        Column("became", tr("It becomes"), width=170, bold=True),
        Column("why", tr("Why"), drop=1),
    ]
    good = tr("Each value is taken as it stands.")
    return _table("import-notes", tr("Interpreted"), columns, tr("Nothing was interpreted"), good)


def _pairs() -> DataTable:
    columns = [
        Column("first", tr("This organisation"), bold=True),
        Column("second", tr("and this one"), bold=True),
        Column("why", tr("have in common"), width=230),
    ]
    good = tr("No two organisations look like one.")
    return _table("import-pairs", tr("Likely duplicates"), columns, tr("No likely duplicates"), good)
