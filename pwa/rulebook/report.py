"""The answer as text for people, in the guide's language: what the command prints with `--format text`."""

from collections.abc import Mapping
from string import Template

from rulebook.guide import Guide
from rulebook.line import one_line

Plain = Mapping[str, object]


def report(guide: Guide, advice: Plain) -> str:
    """A readable page of what to do now, what not yet, and which dates run."""
    lines = [_fill(guide, "report.on", on=str(advice["on"]))]
    for bill in _records(advice["bills"]):
        lines += ["", one_line(str(bill["id"])), *_bill(guide, bill)]
    tasks = _records(advice["this-week"])
    if tasks:
        lines += ["", guide.words["report.week"]]
        first = {bill["id"]: bill["first"] for bill in _records(advice["bills"])}  # as the tool shows it
        for task in tasks:
            step = guide.step[str(first.get(task["bill"]) or task["step"])]
            lines.append(f"  {task['by']}  {step.title} ({one_line(str(task['bill']))})")
    return "\n".join(lines) + "\n"


def _bill(guide: Guide, bill: Plain) -> list[str]:
    lines = [f"  {guide.words['report.now']}"]
    for item in _records(bill["now"]):
        lines += [f"    - {guide.step[str(item['step'])].title}", f"      {item['because']}"]
    if waiting := _records(bill["not-yet"]):
        lines.append(f"  {guide.words['report.not-yet']}")
    lines += [f"    - {guide.step[str(item['step'])].title}: {first_of(guide, str(item['until']))}" for item in waiting]
    if dated := _records(bill["deadlines"]):
        lines.append(f"  {guide.words['report.dates']}")
    titles = {deadline.id: deadline.title for deadline in guide.deadlines}
    lines += [f"    - {item['date']}  {titles[str(item['id'])]}. {item['because']}" for item in dated]
    return lines


def first_of(guide: Guide, until: str) -> str:
    """What comes first, in words: a step's title or a question."""
    if until.startswith("ask:"):
        return _fill(guide, "report.ask", question=guide.question[until.removeprefix("ask:")].ask)
    return _fill(guide, "report.first", step=guide.step[until].title)


def _fill(guide: Guide, word: str, **values: str) -> str:
    return Template(guide.words[word]).substitute(values)


def _records(items: object) -> list[Plain]:
    return list(items) if isinstance(items, list) else []
