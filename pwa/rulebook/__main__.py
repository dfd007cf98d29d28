"""The command `python -m rulebook`: the only part of the rulebook that reads files and prints."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TextIO

from rulebook.advise import advice_text, advise
from rulebook.case import read_case
from rulebook.coach import coach_text
from rulebook.decode import decode, did_you_mean
from rulebook.guide import Guide, read_guide
from rulebook.report import report

BAD_INPUT = 2
NOT_UTF8 = "surrogateescape"  # such bytes become half characters, which `read_case` refuses


class Trouble(Exception):
    """Input the command cannot use; the text goes to standard error."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    options = _parser().parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # stdout is a text file here
    try:
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rulebook", description="Advice about a medical bill.")
    commands = parser.add_subparsers(required=True)
    advised = commands.add_parser("advise", help="what to do now, what not yet, which dates run")
    advised.set_defaults(command=_advise)
    advised.add_argument("case", metavar="CASE.json", help='a case file; "-" reads standard input')
    advised.add_argument("--on", required=True, metavar="DATE", help="the day to decide by, like 2026-11-24")
    advised.add_argument("--format", choices=("json", "text"), default="json")
    advised.add_argument("--jsonl", action="store_true", help="one case a line in, one answer a line out")
    advised.add_argument("--changes", action="store_true", help="also say what would change each answer")
    coached = commands.add_parser("coach", help="which words of a text close a door, and which open one")
    coached.set_defaults(command=_coach)
    coached.add_argument("file", metavar="FILE", help='a text; "-" reads standard input')
    for command in (advised, coached):
        command.add_argument("--lang", default="en", help="language of the words (default: en)")
    return parser


def _advise(options: argparse.Namespace) -> int:
    guide, on = load_guide(options.lang), _day(options.on)
    if options.jsonl:
        return _advise_lines(guide, options.case, on, options.changes)
    sys.stdout.write(_advise_one(guide, options.case, on, options.format, options.changes))
    return 0


def _coach(options: argparse.Namespace) -> int:
    coach = load_guide(options.lang).coach
    sys.stdout.write(coach_text(coach, _text_of(options.file)))
    return 0


def load_guide(lang: str) -> Guide:
    """The compiled guide in a language; it is made by `make setup`."""
    folder = resources.files("rulebook")
    file = folder / f"guide.{lang}.json"
    if not file.is_file():
        known = [item.name.split(".")[1] for item in folder.iterdir() if item.name.startswith("guide.")]
        hint = did_you_mean(lang, [name for name in known if name != "py"]) if known else "run: make setup"
        raise Trouble(f"--lang: no compiled guide for {lang!r}. {hint}")
    return read_guide(file.read_text(encoding="utf-8"))


def _day(text: str) -> date:
    day, problems = decode(date, text)
    if day is None:
        raise Trouble(f"--on: {problems[0].what}. {problems[0].hint}")
    return day


def _advise_one(guide: Guide, name: str, on: date, form: str, with_changes: bool) -> str:
    case, problems = read_case(_text_of(name), guide)
    if case is None:
        raise Trouble("\n".join(str(problem) for problem in problems))
    if form == "text":
        return report(guide, advise(guide, case, on))
    return advice_text(guide, case, on, with_changes)


def _advise_lines(guide: Guide, name: str, on: date, with_changes: bool) -> int:
    code = 0
    with _open(name) as lines:
        for number, line in _numbered(lines):
            case, problems = read_case(line, guide)
            if case is None:
                code = BAD_INPUT
                answer: object = {"line": number, "problems": [str(problem) for problem in problems]}
            else:
                answer = advise(guide, case, on, with_changes)
            print(json.dumps(answer, ensure_ascii=False))
    return code


def _numbered(lines: TextIO) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _text_of(name: str) -> str:
    try:
        return sys.stdin.buffer.read().decode() if name == "-" else Path(name).read_bytes().decode()
    except OSError as trouble:
        raise Trouble(f"{name}: cannot be read ({trouble.strerror}). check the name of the file") from trouble
    except UnicodeDecodeError as trouble:
        raise Trouble(f"{name}: not UTF-8 text. save it again as UTF-8") from trouble


def _open(name: str) -> TextIO:
    if name == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors=NOT_UTF8, newline="\n")  # type: ignore[union-attr] # a text file here
        return sys.stdin
    try:
        return Path(name).open(encoding="utf-8", errors=NOT_UTF8, newline="\n")
    except OSError as trouble:
        raise Trouble(f"{name}: cannot be read ({trouble.strerror}). check the name of the file") from trouble


if __name__ == "__main__":
    sys.exit(main())
