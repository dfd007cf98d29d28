"""Things a reader may do, by a seed: what the screens offer, in any order, and what nobody would send.

Every action is JSON text, as the page sends it; a third of the values come from a list of hostile ones.
"""

import json
import random
from collections.abc import Sequence
from datetime import date, timedelta

from casebook.early import DATE_FIELDS
from casebook.screens import SCREENS
from casebook.update import ACTIONS, AMOUNT_FIELDS, NAME_FIELDS
from rulebook.case import Case, canonical
from rulebook.guide import Guide

MARKUP = (
    '"><script>alert(1)</script>', "<img src=x onerror=alert(1)>", "'><svg/onload=alert(1)>", "</form></template>",
    '" autofocus onfocus="alert(1)', "<!--", "-->", "]]>", "&lt;b&gt;", "&#x3c;b&#x3e;", "{{ 7*7 }}", "{% raw %}",
    "${n}", "$name", "%s%n", "\\u003cb\\u003e", "`${alert(1)}`", "<a href=javascript:alert(1)>", "</textarea><b>",
    "<plaintext>",
)  # fmt: skip
ODD = (
    "", " ", "0", "-1", "00", "1e9", "NaN", "null", "true", "[]", "None", "4,200", "$4,200.50", "9" * 13, "x" * 121,
    "é" * 5000, "\x00", "\r\n", "\t", "\u202e", "\u061c", "\ufeff", "\ufffe", "\u2028", "🙂", "e\u0301", "İ", "ß", "٣",
    "bill-1", "bill-2", "bill-999999999", "../../", "__class__", "constructor", "8/2/2026", "2/29/2026", "2026-08-02",
    "9999-12-31", "yes", "no",
)  # fmt: skip
SAID = (
    "I am sorry.", "I know I owe it.", "This bill is ridiculous!", "Which options exist?", "4111 1111 1111 1111",
    "[name]", "I can pay $400.", "I can pay $500.", "I will pay whatever you want.", "See you in court.",
)  # fmt: skip
HOSTILE = (*MARKUP, *ODD)
UNREADABLE = ("", "{", "null", "[]", '"go"', "1e999", '{"name": 7}', '{"name": "go", "bill": 1}', '{"name": "a b"}',
              '{"name": "go", "fields": {"a": "b"}}', '{"name": "go", "bill": "\\ud800"}', "[" * 2_000)  # fmt: skip
FREQUENT = (*["answer"] * 3, "add-bill", "answer-rare", "mark-done", "edit-bill", "household", "undo", "go")
OF_WORDS = [name for name in ACTIONS if "words" in name]
OTHERS = [name for name in ACTIONS if "words" not in name]


class Dice(random.Random):
    """Chooses what the reader does next."""

    def action(self, guide: Guide, case: Case, about: tuple[str, str]) -> str:
        """An action as the page would send it; `about` is the bill and the question of the screen."""
        if self.random() < 0.02:
            return self.choice(UNREADABLE)
        name = self.choice((*FREQUENT, *OTHERS, "undo", self.choice(OF_WORDS), self.choice(("backup", "no-such"))))
        bill, question = about
        if case.bills and self.random() < 0.5:
            bill = self.choice(case.bills).id
        if self.random() < 0.5:
            question = self.choice(guide.questions).id
        sent = {
            "name": name,
            "bill": self._or_hostile(bill),
            "step": self._or_hostile(self.choice(guide.steps).id),
            "question": self._or_hostile(question),
            "screen": self._or_hostile(self.choice(sorted(SCREENS))),
            "fields": self._fields(guide, name, question),
        }
        left_out = [key for key in sent if key != "name" and self.random() < 0.1]
        return json.dumps({key: value for key, value in sent.items() if key not in left_out})

    def _fields(self, guide: Guide, name: str, question: str) -> dict[str, Sequence[str]]:
        fields: dict[str, Sequence[str]] = {}
        if name == "restore":
            fields["file"] = [self._file(guide)]
        if name == "erase-all":
            fields["sure"] = [self.choice(("yes", "", "no"))]
        if name in ("add-bill", "arrive", "answer", "answer-rare"):
            names = [question, *(q.id for q in self.sample(guide.questions, self.choice((0, 0, 1, 3))))]
            fields |= {key: self._answers(guide, key) for key in names}
        if name in ("add-bill", "edit-bill"):
            fields |= self._typed(NAME_FIELDS, ("Mercy", "Lab №1")) | self._typed(AMOUNT_FIELDS, ("4200", "$1,234.50"))
            fields |= self._typed(DATE_FIELDS, ((date(2026, 11, 24) - timedelta(self.randrange(900))).isoformat(),))
        if name == "look-words":
            text = " ".join(self.choices((*SAID, *HOSTILE), k=self.choice((0, 1, 3, 8))))
            fields["words"] = [text] * self.choice((1, 1, 1, 0, 2))
        if name in ("use-words", "leave-words"):
            row = self._or_hostile(self.choice(guide.phrases.rows).id)
            fields["mark"] = [f"{self.choice((0, 0, 0, 5, 14, 22))}-{row}"]
        if name == "household":
            fields |= self._typed(("size",), ("1", "3", "99")) | self._typed(("state",), ("OH", "WA", "PR"))
            fields |= self._typed(("income", "pay-now", "pay-monthly"), ("0", "52000", "1,200"))
        if self.random() < 0.05:
            fields[self.choice(HOSTILE)] = [self.choice(HOSTILE)] * self.choice((0, 1, 2))
        return fields

    def _answers(self, guide: Guide, question: str) -> Sequence[str]:
        known = guide.question.get(question)
        if known is None or self.random() < 0.1:
            return [self.choice(HOSTILE)] * self.choice((0, 1, 2))
        return self.choices(known.answer_ids, k=self.choice((1, 1, 1, 2)))

    def _typed(self, names: Sequence[str] | dict[str, str], good: Sequence[str]) -> dict[str, Sequence[str]]:
        """Some of these fields, most of them filled in as people do."""
        chosen = [name for name in names if self.random() < 0.3]
        return {name: [self._or_hostile(self.choice(good))] * self.choice((1, 1, 1, 1, 2, 0)) for name in chosen}

    def _or_hostile(self, value: str) -> str:
        return value if self.random() < 0.8 else self.choice(HOSTILE)

    def _file(self, guide: Guide) -> str:
        """A backup: most can be read, and hold names and notes from somewhere else."""
        bills = [
            {
                "id": self._or_hostile(f"bill-{n}"),
                "biller-name": self.choice(HOSTILE),
                "account": self.choice(HOSTILE),
                "answers": {q.id: self.choice(q.answer_ids) for q in self.sample(guide.questions, 6)},
                "amounts": {"balance": self.choice(("4200.00", "-3", "0.5", None))},
                "done": {self.choice((guide.steps[5].id, self.choice(HOSTILE))): "2026-08-02"},
                "later": {self.choice(HOSTILE): [1.5, None, True]},
            }
            for n in range(self.choice((0, 1, 2, 3)))
        ]
        household = {"income": self.choice(("-1", "52000.00")), "answers": {"safe": "yes", self.choice(HOSTILE): "x"}}
        whole = json.dumps({"format": "casebook/1", "bills": bills, "household": household, self.choice(HOSTILE): 1})
        return self.choice((whole, whole, canonical(Case()), '{"format": "casebook/9"}', *self.sample(HOSTILE, 1)))
