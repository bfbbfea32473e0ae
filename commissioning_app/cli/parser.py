"""The words of the command line; each command names the function that does it, loaded when it runs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from commissioning_app import __version__
from commissioning_app.translation import tr


def make_parser() -> argparse.ArgumentParser:
    """The whole command line; wrong usage leaves with exit code 2."""
    parser = argparse.ArgumentParser(
        prog="commissioning-app",
        description=tr("Participatory commissioning and VCSE grants. Without a command it opens the window."),
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", metavar=tr("command"))
    _round_commands(commands)
    _eoi_commands(commands)
    _money_commands(commands)
    _workspace_commands(commands)
    return parser


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    handler: str,
    help_text: str,
    *,
    in_round: bool = False,
    opens: bool = True,
) -> argparse.ArgumentParser:
    """One command with the options that all have; ``handler`` is "module:function" in this package."""
    command = commands.add_parser(name, help=help_text, description=help_text)
    command.set_defaults(handler=handler)
    command.add_argument("--json", action="store_true", help=tr("print one JSON object and nothing else"))
    if opens:
        command.add_argument(
            "--workspace", metavar=tr("PATH_OR_URL"), help=tr("the workspace (default: yours)")
        )
        command.add_argument("--as", dest="person", metavar=tr("PERSON"), help=tr("who acts"))
    if in_round:
        command.add_argument("--round", required=True, metavar=tr("CODE"), help=tr("the round's code"))
    return command


def _round_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    group = commands.add_parser("round", help=tr("create, show and move rounds"))
    rounds = group.add_subparsers(dest="subcommand", required=True, metavar=tr("what"))
    create = _add(rounds, "create", "rounds:create", tr("create a round from a file"))
    create.add_argument("--from", dest="file", required=True, metavar=tr("FILE.toml"))
    _add(rounds, "show", "rounds:show", tr("show a round and its findings"), in_round=True)
    advance = _add(
        rounds, "advance", "rounds:advance", tr("take the next step, if the checks allow"), in_round=True
    )
    advance.add_argument(
        "--explain",
        action="append",
        default=[],
        metavar='ID="why"',
        help=tr("explain a check that is not met; an approver has to agree"),
    )
    back = _add(rounds, "back", "rounds:back", tr("take one step back"), in_round=True)
    back.add_argument("--reason", required=True, metavar=tr("WHY"))
    quick = _add(rounds, "quick", "rounds:quick", tr("create a bare trial round"))
    quick.add_argument("--code", required=True)
    quick.add_argument("--pot", required=True, metavar="£")
    quick.add_argument("--threshold", type=int, default=50)
    _add(commands, "check", "rounds:check", tr("every finding of a round"), in_round=True)
    explain = _add(
        commands, "explain", "rounds:explain", tr("agree to an explanation or send it back"), in_round=True
    )
    explain.add_argument("check_id", metavar="ID")
    _agree_or_send_back(explain, "--agree")
    decide = _add(
        commands, "decide", "rounds:decide", tr("approve a recommendation or send it back"), in_round=True
    )
    _agree_or_send_back(decide, "--approve")
    report = _add(
        commands,
        "report",
        "reports:report",
        tr("the round read through every framework, the board's pages first"),
        in_round=True,
    )
    report.add_argument("--out", required=True, metavar=tr("FILE.pdf"))


def _agree_or_send_back(command: argparse.ArgumentParser, yes: str) -> None:
    choice = command.add_mutually_exclusive_group(required=True)
    choice.add_argument(yes, dest="agree", action="store_true")
    choice.add_argument("--send-back", dest="send_back", metavar=tr("WHY"))


def _eoi_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    hand_out = _add(
        commands, "form", "forms:form", tr("the round's application form to hand out"), in_round=True
    )
    hand_out.add_argument("--kind", required=True, choices=("xlsx", "pdf", "html"))
    hand_out.add_argument("--out", required=True, metavar=tr("FILE"))
    hand_out.add_argument("--large-print", action="store_true")
    load = _add(
        commands,
        "import-eois",
        "eois:import_eois",
        tr("read EOIs from a workbook, or from filled forms"),
        in_round=True,
    )
    load.add_argument("file", nargs="+", metavar=tr("FILE"), help=tr("several files: filled forms"))
    load.add_argument("--sheet", metavar=tr("NAME"))
    load.add_argument("--map", action="append", default=[], metavar='"column=field"')
    load.add_argument("--dry-run", action="store_true", help=tr("say what would happen and keep nothing"))
    load.add_argument("--strict", action="store_true", help=tr("refuse the whole file when one row is bad"))
    scores = _add(commands, "scores", "eois:scores", tr("the panel's results"), in_round=True)
    scores.set_defaults(file=None)


def _money_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    share = _add(commands, "allocate", "money:allocate", tr("share the pot"), in_round=True)
    share.add_argument("--method", metavar=tr("NAME"))
    share.add_argument("--seed", metavar=tr("TEXT"))
    share.add_argument("--record", action="store_true", help=tr("record it as the recommendation"))
    share.add_argument("--reason", default="", metavar=tr("WHY"))
    plain = _add(
        commands, "allocate-file", "money:allocate_file", tr("share a pot on a plain file"), opens=False
    )
    plain.add_argument("file", metavar=tr("FILE"))
    plain.add_argument("--method", required=True, metavar=tr("NAME"))
    plain.add_argument("--seed", metavar=tr("TEXT"))
    plain.add_argument("--option", choices=("skip", "stop"))
    letters = _add(commands, "letters", "money:letters", tr("one PDF letter an EOI"), in_round=True)
    letters.add_argument("--out", required=True, metavar=tr("DIR"))
    letters.add_argument("--large-print", action="store_true")
    letters.add_argument("--text", action="store_true", help=tr("plain text beside each PDF"))
    schedule = _add(
        commands, "schedule", "money:schedule", tr("the award schedule for finance"), in_round=True
    )
    schedule.add_argument("--out", required=True, metavar=tr("FILE.xlsx"))


def _workspace_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    demo = _add(commands, "demo", "workspace:demo", tr("a whole sample round, from EOIs to award schedule"))
    demo.add_argument("--out", required=True, metavar=tr("DIR"))
    backup = _add(commands, "backup", "workspace:backup", tr("a safe copy of the workspace in one file"))
    backup.add_argument("--out", required=True, metavar=tr("FILE"))
    restore = _add(commands, "restore", "workspace:restore", tr("make a workspace from a backup"))
    restore.add_argument("file", metavar=tr("FILE"))
    _add(commands, "verify", "workspace:verify", tr("prove that the trail and the sums hold"))


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The parsed words; argparse leaves with code 2 on wrong usage."""
    return make_parser().parse_args(arguments)
