"""Painted pictures say in words what they show, and are really painted in the theme's colours."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from commissioning_app.ui.lib.theme import apply_theme, theme
from commissioning_app.ui.widgets.charts import PotBar, Segment, StackedBar
from commissioning_app.ui.widgets.chip import StatusChip
from commissioning_app.ui.widgets.dot_plot import DotPlot, DotRow
from commissioning_app.ui.widgets.rank_plot import RankPlot, RankRow
from commissioning_app.ui.widgets.timeline import Stage, Timeline

STAGES = [Stage("Opened", "2 Sep", "done"), Stage("Scoring", "by 30 Oct", "now"), Stage("Paid", "from 1 Dec")]


def colours(widget: QWidget) -> dict[str, int]:
    """How many pixels of each colour the widget shows."""
    image: QImage = widget.grab().toImage()
    counted: dict[str, int] = {}
    for y in range(image.height()):
        for x in range(image.width()):
            name = image.pixelColor(x, y).name().upper()
            counted[name] = counted.get(name, 0) + 1
    return counted


def test_a_bar_shows_its_parts_in_proportion(qtbot: QtBot) -> None:
    bar = StackedBar(
        "Core funding", [Segment(3, "good", "met"), Segment(1, "bad", "not met"), Segment(0, "info", "x")]
    )
    qtbot.addWidget(bar)
    bar.resize(400, 10)
    seen = colours(bar)
    palette = theme().palette
    assert (bar.accessibleName(), bar.accessibleDescription()) == ("Core funding", "3 met, 1 not met")
    assert 2.7 < seen[palette.good] / seen[palette.bad] < 3.3
    assert palette.info not in seen


def test_a_bar_of_nothing_is_its_track(qtbot: QtBot) -> None:
    bar = StackedBar("Core funding")
    qtbot.addWidget(bar)
    bar.resize(400, 10)
    assert max(colours(bar).items(), key=lambda item: item[1])[0] == theme().palette.track


def test_the_pot_is_told_to_the_penny(qtbot: QtBot) -> None:
    pot = PotBar(250_000_00, 155_000_50, 50_000_00)
    qtbot.addWidget(pot)
    assert pot.sentence == ("£155,000.50 of £250,000 recommended (62 %), £50,000 held back, £44,999.50 left")
    pot.set(100_00, 100_00)
    assert pot.accessibleDescription() == "£100 of £100 recommended (100 %), £0 left"
    pot.set(0, 0)
    assert pot.sentence == "£0 of £0 recommended (0 %), £0 left"
    colours(pot)


@pytest.mark.parametrize("width", [900, 420, 150])
def test_the_timetable_is_drawn_at_every_width(qtbot: QtBot, width: int) -> None:
    line = Timeline(STAGES, today=1.5)
    qtbot.addWidget(line)
    line.resize(width, line.heightForWidth(width))
    seen = colours(line)
    assert {theme().palette.accent, theme().palette.control} <= set(seen)
    assert line.accessibleDescription() == (
        "Opened, 2 Sep: done. Scoring, by 30 Oct: now. Paid, from 1 Dec: to come"
    )


def test_a_narrow_timetable_is_a_list(qtbot: QtBot) -> None:
    line = Timeline(STAGES)
    qtbot.addWidget(line)
    assert line.heightForWidth(100) > line.heightForWidth(900)
    seven = Timeline([Stage(f"Stage {n}", "from 1 Dec") for n in range(7)])
    qtbot.addWidget(seven)
    assert seven.heightForWidth(1200) < seven.heightForWidth(420) < seven.heightForWidth(120)


def test_a_timetable_without_stages_is_empty(qtbot: QtBot) -> None:
    line = Timeline()
    qtbot.addWidget(line)
    line.resize(200, 40)
    assert len(colours(line)) == 1


def test_dots_say_who_scored_what(qtbot: QtBot) -> None:
    plot = DotPlot("Scores", [DotRow("Rooted", (5, 4, 4), (3,)), DotRow("Money", (4,), (), flagged=True)])
    qtbot.addWidget(plot)
    plot.resize(500, plot.sizeHint().height())
    seen = colours(plot)
    palette = theme().palette
    assert {palette.community, palette.commissioner, palette.warn} <= set(seen)
    assert plot.accessibleDescription() == (
        "Rooted: community members 4, 4, 5; commissioners 3. "
        "Money: community members 4; commissioners none. Far apart."
    )


def test_equal_scores_fan_out_so_that_each_is_seen(qtbot: QtBot) -> None:
    def dots(count: int) -> int:
        plot = DotPlot("Scores", [DotRow("Rooted", (3,) * count, ())])
        qtbot.addWidget(plot)
        plot.resize(500, plot.sizeHint().height())
        return colours(plot)[theme().palette.community]

    one = dots(1) - dots(0)
    assert dots(0) > 0  # the legend's own dot
    assert dots(7) - dots(0) > 6.5 * one


def test_a_chip_is_icon_and_word_and_follows_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    chip = StatusChip("Scoring", "info")
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    assert {theme().palette.info, theme().palette.info_soft} <= set(colours(chip))
    narrow = chip.sizeHint().width()
    apply_theme(qapp, "dark", 200)
    chip.resize(chip.sizeHint())
    assert chip.width() > 1.5 * narrow
    assert theme().palette.info_soft in colours(chip)
    chip.set("Not met", "bad")
    assert chip.accessibleName() == "Not met"


def test_a_ranking_says_which_eois_are_too_close_to_call(qtbot: QtBot) -> None:
    rows = [RankRow("EOI-2", 60, 56, 64), RankRow("EOI-1", 72, 70, 75), RankRow("EOI-3", 58, 50, 61)]
    plot = RankPlot("How sure is the ranking?", rows, line=59)
    qtbot.addWidget(plot)
    plot.resize(500, plot.sizeHint().height())
    assert [row.title for row in plot.rows] == ["EOI-1", "EOI-2", "EOI-3"]
    assert plot.sentence == "funding line: 2 EOIs too close to call"
    assert plot.accessibleDescription().endswith("EOI-1 72 (70–75); EOI-2 60 (56–64); EOI-3 58 (50–61)")
    assert {theme().palette.warn_soft, theme().palette.warn, theme().palette.accent} <= set(colours(plot))
    plot.set("How sure is the ranking?", rows, line=68)
    assert plot.sentence == "funding line: no EOI is too close to call"
    plot.set("How sure is the ranking?", rows, line=None)
    assert (plot.sentence, theme().palette.warn in colours(plot)) == ("", False)
    plot.set("One", rows[:1], line=60)
    assert plot.sentence == "funding line: 1 EOI too close to call"
    colours(plot)
