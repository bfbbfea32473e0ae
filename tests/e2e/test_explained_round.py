"""Comply or explain from end to end: a form that asks too much is explained, agreed, and reported."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from commissioning_app.bootstrap import open_app
from commissioning_app.cli import main
from commissioning_app.domain.dates import long_date
from commissioning_app.domain.frameworks_report import BoardGroup, FrameworksReport
from commissioning_app.paths import resource
from commissioning_app.services.explanations import explain
from commissioning_app.services.people import actor_named
from commissioning_app.services.queries.frameworks import frameworks_report
from commissioning_app.services.queries.trail import trail_rows

CODE = "SAMPLE-SPRING"
OFFICER, APPROVER = "Sam Sample (officer)", "Alex Sample (approver)"
WHY = "Three partners pay for this round together, and each needs its own answers."
WHAT = "We agree one form with them, and take the questions out again."
BY = date(2099, 3, 1)
TOO_MANY = "".join(
    f"""
[[questions]]
id = "more{number}"
text = "What do you do for partner {number}?"
kind = "long"
word_limit = 100
why = "A partner asked for it."
"""
    for number in range(12)
)


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, Any]:
    """What a command says with --json; ``code`` is how it must end."""
    assert main([*words, "--json"]) == code
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def text_of(path: Path, *pages: int) -> str:
    """The words of a PDF, or of some of its pages, on one line."""
    reader = PdfReader(io.BytesIO(path.read_bytes()))
    chosen = pages or range(len(reader.pages))
    return " ".join(" ".join(reader.pages[number].extract_text() for number in chosen).split())


class Story:
    """The sample round with twelve written questions too many, acted on by command and by service."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.place = ("--workspace", str(folder / "w.db"))
        sample = resource("samples", "grassroots-wellbeing.toml").read_text(encoding="utf-8")
        before, mark, after = sample.partition("[[questions]]")
        file = folder / "round.toml"
        file.write_text(f"{before}{TOO_MANY}\n{mark}{after}", encoding="utf-8")
        said(capsys, "round", "create", "--from", str(file), *self.place)

    def say(self, *words: str, code: int = 0) -> dict[str, Any]:
        """A command on the round."""
        return said(self.capsys, *words, "--round", CODE, *self.place, code=code)

    def explain(self, why: str, what: str = "", by: date | None = None) -> None:
        """The officer explains S1."""
        self._act(
            OFFICER, lambda context: explain(
                context, round_code=CODE, check_id="S1", why=why, what_will_be_done=what, by_when=by
            )
        )  # fmt: skip

    def read(self) -> FrameworksReport:
        """The report's read model, as the approver sees it."""
        found: FrameworksReport = self._act(
            APPROVER, lambda context: frameworks_report(context, round_code=CODE)
        )
        return found

    def trail(self) -> list[tuple[str, str, str]]:
        """Who did what about explanations, and why, in order."""
        rows = self._act(APPROVER, lambda context: trail_rows(context, round_code=CODE))
        return [(row.who, row.what, row.reason) for row in reversed(rows) if "xpla" in row.what]

    def report(self) -> Path:
        """The report as a PDF."""
        file = self.folder / "report.pdf"
        self.say("report", "--out", str(file))
        return file

    def _act(self, name: str, act: Any) -> Any:
        app = open_app(self.place[1])
        try:
            with app.services.reading() as uow:
                actor = actor_named(uow, name)
            return act(app.services.acting_as(actor))
        finally:
            app.close()


@pytest.fixture
def story(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Story:
    return Story(tmp_path, capsys)


def test_a_round_that_asks_too_much_opens_once_that_is_explained_and_agreed(story: Story) -> None:
    [problem] = story.say("round", "advance", code=1)["problems"]
    assert problem.startswith(
        "S1, A form that fits the award: The form asks 16 questions to answer in writing"
    )
    story.explain(WHY, WHAT, BY)
    [waits] = story.say("round", "advance", code=1)["problems"]
    assert waits.endswith("It is explained, and waits for an approver to agree.")
    story.say("explain", "S1", "--agree", "--as", APPROVER)
    opened = story.say("round", "advance")
    states = {finding["id"]: finding["state"] for finding in opened["findings"]}
    assert (opened["state"], states["S1"]) == ("open", "explained")

    assert story.trail() == [
        (OFFICER, "Check explained: S1", WHY),
        (APPROVER, "Explanation agreed: S1", ""),
    ]
    report = story.read()
    [one] = report.groups[BoardGroup.EXPLAINED]
    stands = report.counting_explanation(one.id)
    assert stands is not None
    assert (one.id, stands.explained_by, stands.why, stands.by_when, stands.decided_by) == (
        "S1", OFFICER, WHY, BY, APPROVER,
    )  # fmt: skip
    lines = {line.line.id: line.worst for framework in report.frameworks for line in framework.lines}
    assert lines["ivar.2"] in ("explained", "not_met", "not_known")

    file = story.report()
    words = (f"explained on {_today(report)}: {WHY}", f"What will be done: {WHAT} By Sunday 1 March 2099.",
             f"{APPROVER} agreed on {_today(report)}.", "1 is explained and agreed")  # fmt: skip
    board, everything = text_of(file, 1, 2), text_of(file)
    for said_so in words:
        assert said_so in board
    assert "Not met, explained and agreed: 1 S1 A form that fits the award." in board
    assert everything.count(f"explained on {_today(report)}: {WHY}") == 2
    assert "Explained: S1" in everything


def test_an_explanation_that_was_sent_back_stands_beside_the_one_that_was_agreed(story: Story) -> None:
    story.explain("The board wants it so.")
    story.say("explain", "S1", "--send-back", "Say when it ends.", "--as", APPROVER)
    sent_back = text_of(story.report(), 1, 2)
    assert "Explained, and sent back by the approver: 1 S1 A form that fits the award." in sent_back
    assert "What will be done is not said." in sent_back
    assert f"{APPROVER} sent it back on {_today(story.read())}: Say when it ends." in sent_back
    story.say("round", "advance", code=1)
    assert [one.id for one in story.read().groups[BoardGroup.SENT_BACK]] == ["S1"]

    story.explain(WHY, WHAT, BY)
    story.say("explain", "S1", "--agree", "--as", APPROVER)
    assert story.say("round", "advance")["state"] == "open"
    file = story.report()
    assert "Before that: explained, and sent back." in text_of(file)
    assert "The board wants it so." in text_of(file)
    assert "The board wants it so." not in text_of(file, 1, 2)
    assert [what for _who, what, _why in story.trail()] == [
        f"{what}: S1"
        for what in ("Check explained", "Explanation sent back", "Check explained", "Explanation agreed")
    ]


def test_the_command_says_what_it_wrote_and_refuses_in_a_sentence(story: Story) -> None:
    file = story.folder / "out" / "report.pdf"
    made = story.say("report", "--out", str(file))
    assert set(made) == {"file", "pages", "sha256", "findings"}
    assert (made["file"], made["pages"]) == (str(file), len(PdfReader(file).pages))
    assert {finding["id"] for finding in made["findings"]} >= {"T1", "S1", "P1", "A11"}
    assert made["findings"] == story.say("check")["findings"]
    [ending] = story.say("report", "--out", str(story.folder / "report.txt"), code=1)["problems"]
    assert ending == "“report.txt” should end in .pdf."
    (story.folder / "folder.pdf").mkdir()
    [folder] = story.say("report", "--out", str(story.folder / "folder.pdf"), code=1)["problems"]
    assert folder.endswith(
        "can't be written: it is a folder. Close it where it is open, or choose another place."
    )


def _today(report: FrameworksReport) -> str:
    return long_date(report.as_at)
