"""The border to the browser: text in, JSON text out; the one object that remembers, so the page never holds the case.

Every answer to `open` and `act` is `{"html", "place", "title", "said", "undo", "case", "keep", "backup", "told",
"effects", "trouble", "passing"}`: the new HTML of the region, where the reader is, what to say aloud, what can be taken
back, the case as text (null while it is unchanged), whether the device may store it ("" while nobody was asked), the
text of a backup file (null while it is unchanged, empty without bills), what the device keeps beside the notes to know
what an update changes (the same), what only the page can do, whether something did not fit, and whether the screen
shows words that no note keeps, so that the device may not keep the screen either.
"""

import json
import pkgutil
from dataclasses import replace
from datetime import date

from casebook.action import read_action
from casebook.desk import Desk, act
from casebook.flow import SAFE
from casebook.look import Look
from casebook.place import Place, settled
from casebook.render import load_all, render, render_look
from casebook.scene import without_safe
from casebook.told import news_since, read_told, told_text
from rulebook.advise import advice_text
from rulebook.case import Case, canonical, is_newer, read_case
from rulebook.decode import decode, to_plain
from rulebook.guide import Guide, read_guide


def load_guide(lang: str) -> Guide:
    """The compiled guide that lies beside the rulebook."""
    found = pkgutil.get_data("rulebook", f"guide.{lang}.json")
    if found is None:
        raise LookupError(f"no compiled guide for {lang}")
    return read_guide(found.decode())


class Border:
    """Holds the desk between two actions of the reader."""

    def __init__(self, lang: str, guide: Guide | None = None) -> None:
        self._guide = guide or load_guide(lang)
        self._desk = Desk()
        self._told = ""

    def prepare(self) -> None:
        """Read all that the first action would have to read; what the device keeps of its memory then holds it."""
        load_all()
        render(self._guide, self._desk, date.min)

    def open(self, saved: str, on: str, told: str = "") -> str:
        """Start with what the device has kept, or with nothing; a case we cannot read is left where it is."""
        case, problems = read_case(saved, self._guide) if saved else (Case(), ())
        if case is None:
            return _json({"problems": [str(problem) for problem in problems[:5]], "newer": is_newer(saved)})
        self._told = told
        news = news_since(self._guide, case, read_told(told), _day(on))
        return self._answer(Desk(case, settled(case, Place()), draft=self._desk.draft, news=news), on, None)

    def act(self, action: str, on: str) -> str:
        """Do one thing the reader asked for."""
        asked, _ = read_action(action)
        if asked is None:
            desk = replace(self._desk, said=self._guide.words["tool.unreadable"], effects=(), undo="")
        else:
            desk = act(self._guide, self._desk, asked, _day(on))
        return self._answer(desk, on, self._desk.case)

    def advise(self, case: str, on: str) -> str:
        """`{"advice": text}` with the text the command prints, or `{"problems": [...]}`."""
        read, problems = read_case(case, self._guide)
        day, wrong = decode(date, on)
        if read is None or day is None:
            return _json({"problems": [str(problem) for problem in (*problems, *wrong)]})
        return _json({"advice": advice_text(self._guide, read, day)})

    def _answer(self, desk: Desk, on: str, before: Case | None) -> str:
        """What the page needs to show this desk; only a desk that can be shown takes the place of the last one."""
        is_new = desk.case != before
        look = Look(self._guide, desk, _day(on))
        told = told_text(self._guide, look.bills, look.on, desk.news)
        answer = _json(
            {
                "html": render_look(look),
                "place": to_plain(desk.place),
                "title": self._guide.words[f"tool.screen.{desk.place.screen}"],
                "said": desk.said,
                "undo": desk.undo,
                "case": canonical(desk.case) if before is not None and is_new else None,
                "keep": desk.case.household.answers.get(SAFE, ""),
                "backup": _backup(desk.case) if is_new else None,
                "told": told if told != self._told else None,
                "effects": [effect.do for effect in desk.effects],
                "trouble": bool(desk.troubles),
                "passing": desk.place.screen == "words",
            }
        )
        self._desk, self._told = desk, told
        return answer


def _backup(case: Case) -> str:
    return canonical(without_safe(case)) if case.bills else ""


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False)
