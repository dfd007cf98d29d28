"""A small whole content: every file there is, each as short as the checks allow, and good."""

from pathlib import Path

from builder.check import check
from builder.check.pages import LETTER_SECTIONS, MONEY, PAGES, RIGHTS, SCRIPT_SECTIONS, STEP_SECTIONS, STEPS
from builder.check.topics import MUST_SAY
from builder.fault import problems, warnings
from builder.read import sources_of

FILLER = "\n".join(["Ask the office for the bill and read each line of it with care."] * 3)
TEMPLATE = {"builder/pages/templates/page.md": '{{ w("card.now") }} {{ w("kind." ~ source.kind) }}'}


def small_files() -> dict[str, str]:
    """The text of each file by its path from the repository."""
    files = {
        "content/as-of": "2026-11-24\n",
        "content/words.yaml": "card.now: Now\nkind.law: Law\n"
        + "".join(f"section.{key}: {key.title()}\n" for key in _headings()),
        "content/checklist.yaml": _checklist(),
        "content/glossary.yaml": GLOSSARY,
        "content/topics.yaml": TOPICS,
        "content/sources.yaml": _sources(),
        "content/papers.yaml": PAPERS,
        "content/scenarios.yaml": _scenarios(),
        "content/decide.yaml": "- question: holder\n  answers: [provider, court]\n  carries: [P-D1]\n",
        "content/rules/questions.yaml": QUESTIONS,
        "content/rules/facts.yaml": FACTS,
        "content/rules/rules.yaml": _rows(),
        "content/rules/gate.yaml": GATE,
        "content/rules/deadlines.yaml": DEADLINES,
        "content/rules/leverage.yaml": LEVERAGE,
        "content/rules/checks.yaml": "- id: sum\n  title: The sum\n  not-assessed: There are no lines yet.\n",
        "content/rules/phrases.yaml": PHRASES,
        "content/rules/tables/poverty-guidelines.yaml": POVERTY,
        "content/rules/tables/state-floors.yaml": FLOORS,
        "content/rules/tables/credit-limits.yaml": CREDIT,
        "content/changes.yaml": CHANGES,
        "content/rules/tables/states.yaml": "- {code: WA, name: Washington, area: contiguous}\n",
        "content/rules/tables/contacts.yaml": CONTACTS,
        "content/guide/index.md": "---\nkind: start\ntitle: Start here\nlead: You can rest.\n---\n## first: First\n\n"
        "[Pause](step:pause) or call [@contact:help-211].\n",
        "content/guide/when-to-rest.md": _topic(),
        "content/scripts/ask-hold.md": _script(),
        "content/letters/hold-request.md": _letter(),
    }
    return files | {f"content/guide/{name}.md": _step_page(name) for name in PAGES}


def faults_of(files: dict[str, str], texts: dict[str, str] | None = None) -> list[str]:
    """What stops the build, as printed."""
    return [str(found) for found in problems(check(sources_of(files), TEMPLATE if texts is None else texts))]


def warnings_of(files: dict[str, str]) -> list[str]:
    """What is only worth a look, as printed."""
    return [str(found) for found in warnings(check(sources_of(files), TEMPLATE))]


def _headings() -> list[str]:
    """Sections that take their heading from words.yaml."""
    known = dict.fromkeys((*STEP_SECTIONS, *SCRIPT_SECTIONS, *LETTER_SECTIONS, *MUST_SAY))
    return [key for key in known if key != "refuse"]


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
GLOSSARY = """\
- id: eob
  term: Explanation of benefits
  means: A letter from your plan.
  also: [EOB]
  pair: {hospital: Statement, plan: This is not a bill, for-you: Compare the two.}
"""
TOPICS = """\
- id: tired
  title: It is too much
  links: [topic:when-to-rest, page:glossary, step:pause, script:ask-hold]
"""
LEVERAGE = """\
- id: early
  side: up
  label: It is early
  when: [{holder: [provider]}]
  sources: [P-S1]
"""
CONTACTS = """\
- id: help-211
  name: Help line 211
  for: Local help
  phone: 211
"""
PAPERS = """\
- id: bill
  kind: have
  title: The bill
  steps: [pause]
  when: [{holder: [provider]}]
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
PHRASES = """\
lists: {i: "i, we"}
short-forms: i'm = i am
titles: dr
rows:
  - id: apology
    kind: P-S8
    title: An apology
    because: You did nothing wrong.
    instead: Thank you.
    sources: [F-ONE]
    says: |-
      sorry for
      @i am sorry
"""
POVERTY = """\
tables:
  - year: 2026
    valid-from: 2026-01-13
    valid-to: 2027-02-15
    area: contiguous
    base: 15960.00
    step: 5680.00
    source: F-ONE
"""
FLOORS = """\
floors:
  - id: F-ST-WA
    state: WA
    who: All hospitals
    tiers: [{up-to: 200, off: 100}]
    source: F-ONE
"""
CREDIT = """\
challenge: F-DOUBT
limits:
  - {state: WA, source: F-DOUBT}
"""
CHANGES = """\
- id: new-table
  from: 2027-02-16
  title: The table runs out
  whose: Yours.
  not-whose: Theirs.
  after: There is none.
  sources: [F-ONE]
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
    for name, kind in (("F-ONE", "law"), ("F-DOUBT", "law"), ("P-S1", "pattern")):
        made += f"- id: {name}\n  title: A rule\n  says: It says so.\n  covers: You.\n  not-covers: Others.\n"
        made += f"  kind: {kind}\n  evidence: read\n  cite: 1 CFR 1\n"
        made += "  checked: 2026-11-24\n  review-by: 2027-06-30\n"
        made += "  status: contested\n" if name == "F-DOUBT" else ""
    return made


def _rows() -> str:
    made = ""
    for name in STEPS:
        made += f"- id: do-{name}\n  step: {name}\n  because: It helps.\n  sources: [P-S1]\n"
        made += "  when: {holder: [provider]}\n" + ("  needs: ready\n" if name in MONEY else "")
    return made + (
        "- id: court-early\n  step: answer-court-papers\n  because: A court wrote.\n  sources: [F-ONE]\n"
        '  when: {holder: [court], court-stage: ["@early"], debt-age: [old]}\n'
    )


def _scenarios() -> str:
    rows = ", ".join(f"do-{name}" for name in STEPS)
    court = "- {id: court, title: Court, means: A court wrote., when: [{holder: [court]}], rows: [court-early]}\n"
    return f"- {{id: any, title: Any bill, means: Step by step., rows: [{rows}]}}\n{court}"


def _step_page(name: str) -> str:
    lines = ["---", "kind: step", "title: Do this", "lead: You can do this, and it can wait a day."]
    lines += ["carries: [P-S1]", "sources: [F-ONE, P-S1]", "---"]
    for key in STEP_SECTIONS:
        lines += [f"## {key}: If they say no" if key == "refuse" else f"## {key}", "", FILLER, ""]
    lines += [f"This rule holds for {name.replace('-', ' ')}. [@F-ONE]", "[Read the script](script:ask-hold)", ""]
    return "\n".join(lines)


def _topic() -> str:
    lines = ["---", "kind: topic", "title: When to rest", "lead: You may rest.", "steps: [rest]"]
    lines += ["carries: [P-F7]", "sources: [P-S1]", "---"]
    for key in MUST_SAY:
        lines += [f"## {key}", "", *[FILLER] * 3, ""]
    return "\n".join([*lines, "[Read the script](script:ask-hold)", ""])


def _script() -> str:
    lines = ["---", "title: Ask for a hold", "with: billing-office", "steps: [pause]"]
    lines += ["carries: [P-G1]", "sources: [P-S1]", "lead: This call gets you time.", "---"]
    for key in SCRIPT_SECTIONS:
        lines += [
            f"## {key}",
            "",
            "> Please put the account on hold for 30 days while I read the bill and look for help.",
            "",
        ]
    return "\n".join(lines)


def _letter() -> str:
    lines = ["---", "title: Ask for a hold", "to: billing-office", "subject: Please wait", "steps: [pause]"]
    lines += ["fields: [account]", "when: [{holder: [provider]}]", "carries: [P-G1]", "sources: [P-S1]"]
    lines += ["lead: This letter gets you time.", "---"]
    for key in LETTER_SECTIONS:
        lines += [f"## {key}", "", FILLER, ""]
    return "\n".join(lines)


def write(root: Path, files: dict[str, str]) -> Path:
    """Put the files below a folder, which is returned."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    return root
