"""Each mistake in content is reported with its file, its line and what to do."""

import re

import pytest

from tests.builder.small import added, changed, faults_of, small_files, warnings_of

MISTAKES = [
    # what is done to the small content, and what must be said about it
    ("an unknown question in a row", changed("rules/rules.yaml", "when: {holder: [provider]}", "when: {holdr: [provider]}"),
     'content/rules/rules.yaml:5: row "do-answer-court-papers": unknown question "holdr"\n  hint: did you mean "holder"?'),
    ("an unknown answer in a row", changed("rules/rules.yaml", "holder: [court]", "holder: [cort]"),
     'unknown answer "cort"\n  hint: did you mean "court"? holder allows provider, court'),
    ("an unknown answer group", changed("rules/rules.yaml", "@early", "@erly"), 'unknown answer group "@erly"\n  hint: did you mean "@early"?'),
    ("an unknown step in a row", changed("rules/rules.yaml", "step: rest", "step: resst"), 'row "do-rest": unknown step "resst"'),
    ("an unknown source in a row", changed("rules/rules.yaml", "sources: [F-ONE]", "sources: [F-OEN]"), 'row "court-early": unknown source "F-OEN"'),
    ("a row without a source", changed("rules/rules.yaml", "sources: [F-ONE]", "sources: []"), 'row "court-early": no source'),
    ("a row that can never match", changed("rules/rules.yaml", "holder: [court], ", "holder: [provider], "),
     'row "court-early": this when can never hold: holder provider; court-stage papers; debt-age old'),
    ("a money step without the gate", changed("rules/rules.yaml", "  needs: ready\n", ""), 'it advises the money step "offer-lump-sum" without the gate'),
    ("a rights step that waits", changed("rules/rules.yaml", "debt-age: [old]}\n", "debt-age: [old]}\n  needs: ready\n"),
     'the rights step "answer-court-papers" must never wait'),
    ("a step that no row advises", changed("rules/rules.yaml", "step: rest", "step: pause"), 'content/checklist.yaml:216: step "rest": no row advises it'),
    ("a default that is no answer", changed("rules/questions.yaml", "default: provider", "default: me"), 'the default "me" is not one of its answers'),
    ("an answer that stands twice", changed("rules/questions.yaml", "id: lien", "id: papers"), "an answer stands twice: papers"),
    ("a question that waits for itself", changed("rules/questions.yaml", "asked-when: [{holder: [court]}]", "asked-when: [{court-stage: [papers]}]"),
     'question "court-stage" is asked only when it is answered'),
    ("a question that nothing uses", added("rules/questions.yaml", "- id: odd\n  ask: Odd?\n  default: yes\n  answers: [{id: yes, label: Yes}]\n"),
     'content/rules/questions.yaml:15: question "odd": nothing uses it'),
    ("an answer in no group and no row", changed("rules/questions.yaml", "    - {id: court, label: A court}", "    - {id: court, label: A court}\n    - {id: both, label: Both}"),
     'content/rules/questions.yaml:7: question "holder": answer "both" is in no group and no row'),
    ("a group that nothing uses", changed("rules/questions.yaml", "groups: [late]", "groups: [late, later]"), 'nothing uses the group "later"'),
    ("a fact that nothing uses", added("rules/facts.yaml", "- id: odd\n  label: Odd\n  answers: [{id: yes, label: Yes}]\n"), 'fact "odd": nothing uses it'),
    ("an unknown date", changed("rules/deadlines.yaml", "printed: pay-by", "printed: payby"), 'deadline "pay-by": unknown date "payby"\n  hint: did you mean "pay-by"?'),
    ("a date that cannot be counted", changed("rules/deadlines.yaml", "printed: pay-by", "start: due"), "it cannot be counted"),
    ("a gate row without a last word", changed("rules/gate.yaml", "    - {first: answer-court-papers}\n", ""), "the last entry of closed, and only the last, has no when"),
    ("an unknown step in the gate", changed("rules/gate.yaml", "{first: answer-court-papers}", "{first: answer-court}"), 'gate "holder": unknown step "answer-court"'),
    ("a source that nothing cites", changed("sources.yaml", "id: P-S1", "id: P-S2"), 'source "P-S2": nothing uses it'),
    ("a source out of force", added("sources.yaml", "  status: ended\n"), 'row "do-pause": source "P-S1" is ended'),
    ("a source past its review", changed("sources.yaml", "review-by: 2027-06-30", "review-by: 2026-11-23"), 'row "court-early": source "F-ONE" was to be reviewed by 2026-11-23'),
    ("a source whose id belies its kind", changed("sources.yaml", "kind: pattern", "kind: law"), 'the id does not fit the kind "law"'),
    ("a source checked in the future", changed("sources.yaml", "checked: 2026-11-24", "checked: 2026-11-25"), "it was checked on 2026-11-25, after 2026-11-24"),
    ("a state nobody knows", changed("rules/tables/state-floors.yaml", "state: WA", "state: WX"), 'floor "F-ST-WA": unknown state "WX"'),
    ("an unknown playbook id", changed("guide/pause.md", "carries: [P-S1]", "carries: [P-S99]"), 'content/guide/pause.md:5: guide "pause": unknown playbook id "P-S99"'),
    ("a citation missing in front", changed("guide/pause.md", "sources: [F-ONE, P-S1]", "sources: [P-S1]"), '"F-ONE" is cited here but not in the sources of guide "pause"'),
    ("a source in front that is not cited", changed("guide/pause.md", " [@F-ONE]", ""), 'content/guide/pause.md:6: guide "pause": source "F-ONE" is not cited in the text'),
    ("a citation of nothing", changed("guide/pause.md", "[@F-ONE]", "[@F-TWO]"), 'content/guide/pause.md:62: unknown source "F-TWO"'),
    ("a contact nobody knows", changed("guide/index.md", "help-211", "help-311"), 'content/guide/index.md:8: unknown contact "help-311"\n  hint: did you mean "help-211"?'),
    ("a contact nobody is sent to", changed("guide/index.md", "[@contact:help-211]", "them"), 'contact "help-211": nothing uses it'),
    ("a link to no step", changed("guide/index.md", "step:pause", "step:paus"), 'content/guide/index.md:8: link to an unknown step "paus"'),
    ("a link to no script", changed("guide/pause.md", "script:ask-hold", "script:ask"), 'link to an unknown script "ask"'),
    ("a link to no page", changed("guide/index.md", "step:pause", "page:prnt"), 'link to an unknown page "prnt"\n  hint: did you mean "print"?'),
    ("a link out of the guide", changed("guide/index.md", "step:pause", "https://example.org"), 'this link leads nowhere we know: "https://example.org"'),
    ("a blank in brackets", changed("guide/pause.md", "read each line", "read [YOUR NAME]"), 'content/guide/pause.md:10: a blank in brackets: "[YOUR NAME]"'),
    ("a blank in braces", changed("guide/pause.md", "read each line", "read {name}"), 'a blank in braces: "{name}"'),
    ("a note to ourselves", changed("rules/rules.yaml", "because: It helps.", "because: TODO"), 'content/rules/rules.yaml:3: a note to ourselves: "TODO"'),
    ("filler text", changed("guide/pause.md", "read each line", "lorem ipsum"), "filler text"),
    ("a line to fill in", changed("guide/pause.md", "read each line", "read ____"), "a blank line to fill in"),
    ("a phone number in prose", changed("guide/pause.md", "read each line", "call 1-800-985-3059"), 'a phone number is typed here: "1-800-985-3059"'),
    ("a phone number that is none", changed("rules/tables/contacts.yaml", "phone: 211", "phone: 21"), 'contact "help-211": "21" is not a phone number'),
    ("a section that is missing", changed("guide/pause.md", "## why\n", "## do-why\n"), 'guide "pause": section "why" is missing'),
    ("a section nobody knows", changed("guide/pause.md", "## why\n", "## wy\n"), 'content/guide/pause.md:15: guide "pause": unknown section "wy"\n  hint: did you mean "why"?'),
    ("sections out of order", changed("guide/pause.md", "## do\n", "## swap\n").copy(), "unknown section"),
    ("a page that is too short", changed("guide/pause.md", "Ask the office for the bill and read each line of it with care.\n" * 3, ""), 'guide "pause": it has'),
    ("a page that is too hard", changed("guide/pause.md", "Ask the office", "Notwithstanding institutional considerations, individuals experiencing " * 20 + "ask the office"),
     'guide "pause": reading grade'),
    ("a step that is missing", changed("checklist.yaml", "id: rest\n", "id: resting\n"), 'step "rest" is missing'),
    ("a step of the wrong kind", changed("checklist.yaml", "kind: rights", "kind: plain"), None),
    ("a page that is not written", {k: v for k, v in small_files().items() if k != "content/guide/pause.md"}, 'page "pause" is not written'),
    ("a script that serves no step", changed("scripts/ask-hold.md", "steps: [pause]", "steps: []"), 'script "ask-hold" serves no step'),
    ("a script without a source", changed("scripts/ask-hold.md", "sources: [P-S1]", "sources: []"), 'script "ask-hold": no source'),
    ("an id that stands twice", added("rules/facts.yaml", "- id: debt-age\n  label: Again\n  answers: [{id: old, label: Old}]\n"),
     'content/rules/facts.yaml:6: fact "debt-age" stands twice\n  hint: first in content/rules/facts.yaml:1'),
    ("a name that is question and fact", added("rules/facts.yaml", "- id: holder\n  label: Again\n  answers: [{id: court, label: Old}]\n"), '"holder" is a question and a fact'),
    ("a heading without words", changed("words.yaml", "section.why: Why\n", ""), 'words.yaml has no "section.why"'),
    ("a word that nothing shows", added("words.yaml", "card.odd: Odd\n"), 'nothing shows the words "card.odd"'),
    ("a word that is empty", changed("words.yaml", "card.now: Now", "card.now:"), 'content/words.yaml:1: "card.now"'),
    ("HTML in a rule", changed("rules/rules.yaml", "because: It helps.", "because: It <b>helps</b>."), "HTML"),
]  # fmt: skip


def test_the_small_content_is_good() -> None:
    assert faults_of(small_files()) == []
    assert warnings_of(small_files()) == []


@pytest.mark.parametrize(("files", "said"), [case[1:] for case in MISTAKES], ids=[case[0] for case in MISTAKES])
def test_a_mistake_is_reported(files: dict[str, str], said: str) -> None:
    faults = faults_of(files)
    assert any(said in found for found in faults), "\n".join(faults)


def test_every_problem_names_file_line_and_hint() -> None:
    shape = re.compile(r"[\w./-]+:\d+: [^\n]+\n  hint: [^\n]+")
    for _, files, _ in MISTAKES:
        assert all(shape.fullmatch(found) for found in faults_of(files))


def test_problems_of_different_files_are_reported_together() -> None:
    files = changed("rules/rules.yaml", "holder: [court]", "holder: [cort]") | {
        "content/guide/index.md": small_files()["content/guide/index.md"].replace("step:pause", "step:paus"),
        "content/rules/facts.yaml": small_files()["content/rules/facts.yaml"] + "- id: odd\n  lable: Odd\n",
    }
    said = "\n".join(faults_of(files))
    assert 'unknown answer "cort"' in said
    assert 'unknown step "paus"' in said
    assert 'unknown key "lable"' in said
    assert 'unknown question "debt-age"' not in said, "one mistake is reported once"
