"""A small whole content: every file there is, each as short as the checks allow, and good."""

from builder.check import check
from builder.check_pages import MONEY, PAGES, RIGHTS, SCRIPT_SECTIONS, STEP_SECTIONS, STEPS
from builder.fault import problems, warnings
from builder.read import sources_of

FILLER = "\n".join(["Ask the office for the bill and read each line of it with care."] * 4)
TEMPLATE = {"builder/templates/page.md": '{{ w("card.now") }} {{ w("kind." ~ source.kind) }}'}


def small_files() -> dict[str, str]:
    """The text of each file by its path from the repository."""
    files = {
        "content/as-of": "2026-11-24\n",
        "content/words.yaml": "card.now: Now\nkind.law: Law\n"
        + "".join(f"section.{key}: {key.title()}\n" for key in dict.fromkeys((*STEP_SECTIONS, *SCRIPT_SECTIONS))),
        "content/checklist.yaml": _checklist(),
        "content/glossary.yaml": "- id: eob\n  term: Explanation of benefits\n  means: A letter from your plan.\n  also: [EOB]\n",
        "content/sources.yaml": _sources(),
        "content/decide.yaml": "- question: holder\n  answers: [provider, court]\n  carries: [P-D1]\n",
        "content/rules/questions.yaml": QUESTIONS,
        "content/rules/facts.yaml": FACTS,
        "content/rules/rules.yaml": _rows(),
        "content/rules/gate.yaml": GATE,
        "content/rules/deadlines.yaml": DEADLINES,
        "content/rules/leverage.yaml": "- id: early\n  side: up\n  label: It is early\n  when: [{holder: [provider]}]\n  sources: [P-S1]\n",
        "content/rules/checks.yaml": "- id: sum\n  title: The sum\n  not-assessed: There are no lines yet.\n",
        "content/rules/tables/poverty-guidelines.yaml": POVERTY,
        "content/rules/tables/state-floors.yaml": FLOORS,
        "content/rules/tables/states.yaml": "- {code: WA, name: Washington, area: contiguous}\n",
        "content/rules/tables/contacts.yaml": "- id: help-211\n  name: Help line 211\n  for: Local help\n  phone: 211\n",
        "content/guide/index.md": "---\nkind: start\ntitle: Start here\nlead: You can rest.\n---\n## first: First\n\n"
        "[Pause](step:pause) or call [@contact:help-211].\n",
        "content/scripts/ask-hold.md": _script(),
    }
    return files | {f"content/guide/{name}.md": _step_page(name) for name in PAGES}


def faults_of(files: dict[str, str], texts: dict[str, str] | None = None) -> list[str]:
    """What stops the build, as printed."""
    return [str(found) for found in problems(check(sources_of(files), TEMPLATE if texts is None else texts))]


def warnings_of(files: dict[str, str]) -> list[str]:
    """What is only worth a look, as printed."""
    return [str(found) for found in warnings(check(sources_of(files), TEMPLATE))]


def changed(file: str, before: str, after: str) -> dict[str, str]:
    """The small content with one piece of text replaced, which must be there."""
    files = small_files()
    name = f"content/{file}"
    assert before in files[name], f"{before!r} is not in {name}"
    return files | {name: files[name].replace(before, after, 1)}


def added(file: str, text: str) -> dict[str, str]:
    """The small content with text added at the end of a file, which may be new."""
    files = small_files()
    name = f"content/{file}"
    return files | {name: files.get(name, "") + text}


QUESTIONS = """\
- id: holder
  ask: Who asks for the money?
  default: provider
  answers:
    - {id: provider, label: The office}
    - {id: court, label: A court}
- id: court-stage
  ask: What did the court send?
  default: papers
  asked-when: [{holder: [court]}]
  answers:
    - {id: papers, label: Papers, groups: [early]}
    - {id: lien, label: A lien, groups: [late]}
"""
FACTS = """\
- id: debt-age
  label: How old it is
  answers:
    - {id: old, label: Old}
    - {id: recent, label: Not old}
"""
GATE = """\
- id: holder
  label: Who holds it
  because: First settle who asks.
  open: [{holder: [provider], debt-age: [recent]}]
  closed:
    - {when: {court-stage: ["@late"]}, first: respond-to-judgment}
    - {first: answer-court-papers}
"""
DEADLINES = """\
- id: pay-by
  title: The day to pay
  because: The paper says so.
  side: you
  printed: pay-by
  when: [{holder: [provider]}]
  source: F-ONE
  step: pause
"""
POVERTY = """\
expires: 2027-02-15
tables:
  - {year: 2026, effective: 2026-01-13, area: contiguous, base: 15960.00, step: 5680.00, source: F-ONE}
"""
FLOORS = """\
floors:
  - id: F-ST-WA
    state: WA
    who: All hospitals
    note: A floor.
    free-up-to: 200
    source: F-ONE
"""


def _checklist() -> str:
    lines = ["pages:"]
    for number, name in enumerate(PAGES, start=1):
        lines += [f"  - id: {name}", f"    short: Step {number}", f"    carries: [P-S{number}]"]
    lines.append("steps:")
    for name in STEPS:
        kind = "money" if name in MONEY else "rights" if name in RIGHTS else "plain"
        lines += [f"  - id: {name}", f"    page: {name if name in PAGES else 'pause'}", f"    kind: {kind}"]
        lines += ["    title: Do this", "    do: Do this today.", "    done: You did it."]
    lines.append("nine:")
    for name in PAGES[:9]:
        lines += [f"  - id: {name}", "    title: Do it", "    do: Do it now.", f"    step: {name}"]
    return "\n".join(lines) + "\n"


def _sources() -> str:
    made = ""
    for name, kind in (("F-ONE", "law"), ("P-S1", "pattern")):
        made += f"- id: {name}\n  title: A rule\n  says: It says so.\n  covers: You.\n  not-covers: Others.\n  kind: {kind}\n"
        made += "  evidence: read\n  cite: 1 CFR 1\n  checked: 2026-11-24\n  review-by: 2027-06-30\n"
    return made


def _rows() -> str:
    made = ""
    for name in STEPS:
        needs = "  needs: ready\n" if name in MONEY else ""
        made += f"- id: do-{name}\n  step: {name}\n  because: It helps.\n  sources: [P-S1]\n  when: {{holder: [provider]}}\n{needs}"
    return made + (
        "- id: court-early\n  step: answer-court-papers\n  because: A court wrote.\n  sources: [F-ONE]\n"
        '  when: {holder: [court], court-stage: ["@early"], debt-age: [old]}\n'
    )


def _step_page(name: str) -> str:
    lines = [
        "---",
        "kind: step",
        "title: Do this",
        "lead: You can do this.",
        "carries: [P-S1]",
        "sources: [F-ONE, P-S1]",
        "---",
    ]
    for key in STEP_SECTIONS:
        lines += [f"## {key}: If they say no" if key == "refuse" else f"## {key}", "", FILLER, ""]
    return (
        "\n".join(lines)
        + f"This rule holds for {name.replace('-', ' ')}. [@F-ONE]\n[Read the script](script:ask-hold)\n"
    )


def _script() -> str:
    lines = [
        "---",
        "title: Ask for a hold",
        "with: billing-office",
        "steps: [pause]",
        "carries: [P-G1]",
        "sources: [P-S1]",
    ]
    lines += ["lead: This call gets you time.", "---"]
    for key in SCRIPT_SECTIONS:
        lines += [f"## {key}", "", "> Please put the account on hold for 30 days while I read the bill.", ""]
    return "\n".join(lines)
