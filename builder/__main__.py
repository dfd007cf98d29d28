"""The command `python -m builder`: reads, checks, then writes; any problem stops it before anything is written."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from builder import freshness, graph
from builder.bundle import canonical, compiled
from builder.cases import Situation, read_cases
from builder.check import check
from builder.check.dated import check_dated
from builder.check.scenarios import check_cases
from builder.check.sources import check_current
from builder.fault import Fault, problems, warnings
from builder.golden import cases_text, example_text, rows_text
from builder.known import Known
from builder.model import Content
from builder.read import (
    Sources,
    read_case_files,
    read_example,
    read_sentence_files,
    read_sources,
    read_texts_with_word_ids,
)  # fmt: skip
from builder.report import languages, report, told
from builder.sentences import judged, read_sentences, score
from builder.words import PSEUDO, translator_files
from rulebook.case import read_case
from rulebook.guide import Guide

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE_DAY = date(2026, 11, 24)


class Stopped(Exception):
    """The command cannot go on; what is wrong has been printed."""


@dataclass(frozen=True)
class Good:
    """Content without a problem, and what is compiled from it."""

    root: Path
    sources: Sources
    content: Content
    guide: Guide
    situations: tuple[Situation, ...]
    warnings: tuple[Fault, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], object] = options.command
        command(options)
    except Stopped:
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m builder", description="From content/ to the site.")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable[[argparse.Namespace], object], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(command=command)
        return made

    checked = add("check", _check, "check the content; writes build/check.json")
    checked.add_argument("--on", type=date.fromisoformat, help="only say what would stop the build on this day")
    in_one_language = [
        add("build", _build, "write the whole site to site/"),
        add("pages", _pages, "write the Markdown pages to build/docs/"),
    ]
    for made in in_one_language:
        made.add_argument("--lang", default="en", help=f"language of the words; {PSEUDO} is made by code")
    rules = add("rules", _rules, "compile the rules of every language for the command and the app")
    rules.add_argument("--pseudo", action="store_true", help="also the pseudo language")
    add("golden", _golden, "write what every row and case leads to into tests/golden/")
    drawing = add("graph", _graph, "print the structure of the decision")
    drawing.add_argument("--format", choices=sorted(graph.FORMATS), default="dot")
    words = add("words", _words, "write or update the files a translator fills in")
    words.add_argument("--lang", required=True, type=_new_language, help="language, like es")
    fresh = add("freshness", _freshness, "list what is past its review day, as of today")
    hashed = add("hash", _hash, "print the hash over every file of a site but release.json, and compare the two")
    hashed.add_argument("folder", nargs="?", type=Path, default=Path("site"), help="the files of the site")
    fresh.add_argument("--links", action="store_true", help="also ask every address whether it answers")
    return parser


def _new_language(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", text) or text in ("en", PSEUDO):
        raise argparse.ArgumentTypeError(f"{text!r} is not a language to translate to; write a code like es")
    return text


def _good(options: argparse.Namespace, lang: str = "en") -> Good:
    """Read and check everything; print every problem and stop when there is one."""
    root: Path = options.root
    sources = read_sources(root)
    found = check(sources, read_texts_with_word_ids(root))
    content = sources.content(lang)
    if content is None:
        started = ", ".join(one.lang for one in languages(sources))
        found.append(
            Fault(f"content/i18n/{lang}", 1, "nobody has started this language", f"known are {started}, {PSEUDO}")
        )
    _stop_at(found)
    guide = compiled(sources.english.content)
    situations, wrong = read_cases(read_case_files(root), guide)
    if situations and not wrong:  # a package has no tests beside it
        wrong += check_cases(sources.english.content, guide, situations)
    _stop_at(wrong)
    assert content is not None  # or there was a problem above
    own = guide if lang == "en" else compiled(content)
    return Good(root, sources, content, own, tuple(situations), tuple(warnings(found)))


def _stop_at(found: list[Fault]) -> None:
    wrong = problems(found)
    for one in wrong:
        print(one, file=sys.stderr)
    if wrong:
        print(f"{len(wrong)} {'problem' if len(wrong) == 1 else 'problems'}; nothing was written", file=sys.stderr)
        raise Stopped


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _check(options: argparse.Namespace) -> None:
    good = _good(options)
    if options.on:
        known = Known(good.sources.english)
        _stop_at([*check_current(known, options.on), *check_dated(known, options.on)])
        print(f"the content is good on {options.on}")
        return
    for one in good.warnings:
        print(one)
    coach = _coach(good)
    made = report(good.sources, good.situations, len(good.warnings), coach)
    _write(good.root / "build" / "check.json", _json(made))
    for line in told(made):
        print(line)
    for name, found in coach.items():
        print(f"coach, {name}: " + ", ".join(f"{count} {what}" for what, count in found.items()))
    shown = made["scenarios"]
    assert isinstance(shown, list)
    print("cases per scenario: " + ", ".join(f"{one['id']} {one['cases']}" for one in shown))
    for language in languages(good.sources):
        print(f"{language.lang}: {language.total - language.missing} of {language.total} words")


def _coach(good: Good) -> dict[str, Mapping[str, int]]:
    """How the coach does with the sentences of each file."""
    found = {}
    for file, text in read_sentence_files(good.root).items():
        sentences, wrong = read_sentences(text, file)
        _stop_at(wrong)
        found[Path(file).stem] = score(judged(good.guide.coach, sentences))
    return found


def _pages(options: argparse.Namespace) -> None:
    good = _good(options, options.lang)
    from builder import pages  # noqa: PLC0415 # the other commands work without what drawing pages needs

    pages.write(good.content, good.guide, good.root / "build" / "docs")


def _build(options: argparse.Namespace) -> None:
    good = _good(options, options.lang)
    from builder.pages import site  # noqa: PLC0415 # the other commands work without MkDocs

    try:
        site.build(good.content, good.guide, good.root, good.root / "build", good.root / "site")
    except RuntimeError as trouble:
        print(trouble, file=sys.stderr)
        raise Stopped from trouble


def _rules(options: argparse.Namespace) -> None:
    good = _good(options)
    folder = good.root / "pwa" / "rulebook"
    langs = ["en", *(overlay.lang for overlay in good.sources.overlays), *([PSEUDO] if options.pseudo else [])]
    for old in folder.glob("guide.*.json"):
        if old.name.split(".")[1] not in langs:
            old.unlink()
    for lang in langs:
        content = good.sources.content(lang)
        assert content is not None  # each overlay makes its language
        _write(folder / f"guide.{lang}.json", canonical(compiled(content)))


def _golden(options: argparse.Namespace) -> None:
    good = _good(options)
    folder = good.root / "tests" / "golden"
    _write(folder / "rows.txt", rows_text(good.guide))
    _write(folder / "cases.txt", cases_text(good.guide, good.situations))
    example = read_example(good.root)
    if example is None:
        return
    case, wrong = read_case(example, good.guide)
    _stop_at([Fault("tests/cases/example.json", 1, str(found)) for found in wrong])
    assert case is not None  # or there was a problem above
    _write(folder / "example.json", example_text(good.guide, case, EXAMPLE_DAY))


def _graph(options: argparse.Namespace) -> None:
    sys.stdout.write(graph.FORMATS[options.format](_good(options).guide))


def _words(options: argparse.Namespace) -> None:
    good = _good(options)
    made = translator_files(options.lang, good.sources.english.units, good.sources.overlay(options.lang))
    for name, text in made.items():
        _write(good.root / name, text)
    print(f"content/i18n/{options.lang}/: {len(good.sources.english.units)} words in {len(made)} files")


def _freshness(options: argparse.Namespace) -> None:
    known = Known(read_sources(options.root).english)
    today = datetime.now().astimezone().date()  # the only place that looks at the clock
    found = freshness.overdue(known, today)
    if options.links:
        found += freshness.dead_links(known, freshness.ask)
    for one in sorted(found):
        print(one)
    if found:
        raise Stopped
    print(f"nothing is past its review day on {today.isoformat()}")


def _hash(options: argparse.Namespace) -> None:
    from builder.pages import site  # noqa: PLC0415 # the other commands work without what drawing pages needs

    folder: Path = options.folder
    if not folder.is_dir():
        print(f"{folder}: there is no such folder", file=sys.stderr)
        raise Stopped
    found = site.site_hash(folder)
    print(found)
    promised = site.promised_hash(folder)
    if promised is not None and promised != found:
        print(f"{folder / site.RELEASE} says {promised}", file=sys.stderr)
        raise Stopped


if __name__ == "__main__":
    sys.exit(main())
