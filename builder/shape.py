"""From a tree of files to typed content in one language, with every problem of shape at its line.

An entry that is wrong is left out and its name remembered in `broken`, so that the rest can still be checked and one
mistake is not reported again by everything that points to it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from builder.fault import Fault
from builder.front import KINDS, GuideFront, LetterFront, ScriptFront
from builder.markdown import RawPage
from builder.model import (
    Change,
    Checklist,
    Contact,
    Content,
    CreditLimits,
    DecideQuestion,
    GuidePage,
    LetterPage,
    NineItem,
    Place,
    Rules,
    Scenario,
    ScriptPage,
    Section,
    Term,
    TopicGroup,
)  # fmt: skip
from builder.tree import AS_OF, Tree, stem_of
from builder.units import Unit, map_words
from builder.yaml_nodes import Node, line_of, plain
from rulebook.decode import YAML_STRICT, Path, decode
from rulebook.records import (
    Check,
    Deadline,
    Fact,
    GateRow,
    LeverageRow,
    Page,
    PaperKind,
    Phrases,
    Question,
    Row,
    Source,
    Step,
    Words,
)  # fmt: skip
from rulebook.tables import Floor, Poverty, State

Translate = Callable[[Unit], str]
NO_DATE = date(1900, 1, 1)


@dataclass(frozen=True)
class Shaped:
    """Content as far as it could be read; `broken` names entries left out as `kind/id`, or `kind/*`.

    `nodes` holds each entry as written, to find the line of a value in it.
    """

    content: Content
    units: tuple[Unit, ...]
    broken: frozenset[str]
    faults: tuple[Fault, ...]
    nodes: Mapping[str, Node]


def shape(tree: Tree, lang: str = "en", translate: Translate | None = None) -> Shaped:
    """Read the whole tree as typed content; `translate` gives the words of another language for a unit."""
    shaper = _Shaper(tree, translate or (lambda unit: unit.english))
    content = shaper.content(lang)
    return Shaped(content, tuple(shaper.units), frozenset(shaper.broken), tuple(shaper.faults), shaper.nodes)


@dataclass
class _Shaper:
    tree: Tree
    translate: Translate
    faults: list[Fault] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)

    def content(self, lang: str) -> Content:
        self.broken |= self.tree.broken
        self.places |= {name: Place("content", 1) for name in self.tree.broken}
        as_of = self.as_of()
        words = self.words()
        checklist = Checklist(
            self.entries("checklist.yaml", Page, "page", ("pages",)),
            self.entries("checklist.yaml", Step, "step", ("steps",)),
            self.entries("checklist.yaml", NineItem, "nine", ("nine",)),
        )
        self.known_keys("checklist.yaml", ("pages", "steps", "nine"))
        self.known_keys("rules/tables/state-floors.yaml", ("floors",))
        guide = tuple(made for file in self.in_reading_order(checklist) if (made := self.guide_page(file)))
        scripts = tuple(found for file in sorted(self.tree.scripts) if (found := self.script_page(file)))
        letters = tuple(letter for file in sorted(self.tree.letters) if (letter := self.letter_page(file)))
        return Content(
            lang=lang,
            as_of=as_of,
            checklist=checklist,
            pages=guide,
            scripts=scripts,
            letters=letters,
            papers=self.entries("papers.yaml", PaperKind, "paper"),
            scenarios=self.entries("scenarios.yaml", Scenario, "scenario"),
            rules=self.rules(),
            sources=self.entries("sources.yaml", Source, "source"),
            changes=self.entries("changes.yaml", Change, "change"),
            releases=self.tree.releases,
            contacts=self.entries("rules/tables/contacts.yaml", Contact, "contact"),
            glossary=self.entries("glossary.yaml", Term, "term"),
            topics=self.entries("topics.yaml", TopicGroup, "topic-group"),
            decide=self.entries("decide.yaml", DecideQuestion, "decide"),
            words=words,
            places=dict(self.places),
        )

    def in_reading_order(self, checklist: Checklist) -> list[str]:
        """The files of the guide: the start, the doors, the steps in their order, then what stands beside."""
        steps = [page.id for page in checklist.pages]

        def rank(file: str) -> tuple[int, int, str]:
            front = plain(self.tree.guide[file].front)
            kind = str(front.get("kind")) if isinstance(front, dict) else ""
            own = stem_of(file)
            place = steps.index(own) if own in steps else len(steps)
            return (KINDS.index(kind) if kind in KINDS else len(KINDS)), place, own

        return sorted(self.tree.guide, key=rank)

    def rules(self) -> Rules:
        return Rules(
            questions=self.entries("rules/questions.yaml", Question, "question"),
            facts=self.entries("rules/facts.yaml", Fact, "fact"),
            rows=self.entries("rules/rules.yaml", Row, "row"),
            gate=self.entries("rules/gate.yaml", GateRow, "gate"),
            deadlines=self.entries("rules/deadlines.yaml", Deadline, "deadline"),
            leverage=self.entries("rules/leverage.yaml", LeverageRow, "leverage"),
            checks=self.entries("rules/checks.yaml", Check, "check"),
            poverty=self.poverty(),
            floors=self.entries("rules/tables/state-floors.yaml", Floor, "floor", ("floors",)),
            credit=self.credit(),
            states=self.entries("rules/tables/states.yaml", State, "state"),
            phrases=self.phrases(),
        )

    def as_of(self) -> date:
        day, wrong = decode(date, self.tree.as_of or "1900-01-01", YAML_STRICT)
        self.faults += [Fault(f"content/{AS_OF}", 1, found.what, found.hint) for found in wrong]
        return day or NO_DATE

    def words(self) -> Mapping[str, str]:
        file, node = self.file("words.yaml")
        if node is None:
            return {}
        self.places |= {f"word/{name}": Place(file, line_of(node, (name,))) for name in _names(node)}
        return self.one(Mapping[str, Words], file, node, (), "words") or {}  # type: ignore[type-abstract] # a hint

    def poverty(self) -> Poverty:
        found = self.whole("poverty-guidelines", Poverty, "poverty") or Poverty(())
        self.rows_of("poverty-guidelines", "tables", [f"poverty/{one.year}-{one.area}" for one in found.tables])
        return found

    def credit(self) -> CreditLimits:
        found = self.whole("credit-limits", CreditLimits, "credit-limit") or CreditLimits("", ())
        self.rows_of("credit-limits", "limits", [f"credit-limit/{one.state}" for one in found.limits])
        return found

    def whole[T](self, name: str, kind: type[T], called: str) -> T | None:
        """A table that is read as one thing."""
        file, node = self.file(f"rules/tables/{name}.yaml")
        found = self.one(kind, file, node, (), name) if node else None
        if found is None:
            self.broken.add(f"{called}/*")
        return found

    def rows_of(self, name: str, key: str, owners: Sequence[str]) -> None:
        """Where each row of a table stands."""
        file, node = self.file(f"rules/tables/{name}.yaml")
        for number, owner in enumerate(owners if node else ()):
            self.once(owner, Place(file, line_of(node, (key, number)) if node else 1))

    def phrases(self) -> Phrases:
        file, node = self.file("rules/phrases.yaml")
        found = self.one(Phrases, file, node, (), "phrases") if node else None
        if found is None:
            self.broken.add("phrase/*")
        for n, row in enumerate(found.rows if node and found else ()):
            item = _at(node, ("rows", n)) if node else None
            self.once(f"phrase/{row.id}", Place(file, line_of(item, ("id",)) if item else 1))
            self.nodes |= {f"phrase/{row.id}": item} if item else {}
        return found or Phrases((), {}, "", "")

    def file(self, name: str) -> tuple[str, Node | None]:
        return f"content/{name}", self.tree.yaml.get(f"content/{name}")

    def known_keys(self, name: str, keys: tuple[str, ...]) -> None:
        file, node = self.file(name)
        for key in _names(node) if node else ():
            if key not in keys:
                line = line_of(node, (key,)) if node else 1
                self.faults.append(Fault(file, line, f'unknown key "{key}"', "known are " + ", ".join(keys)))

    def entries[T](self, name: str, kind: type[T], called: str, path: Path = ()) -> tuple[T, ...]:
        """All entries of a list that are right; the others are remembered as broken."""
        file, node = self.file(name)
        listed = _at(node, path) if node else None
        if node is None or listed is None or not isinstance(listed.value, list):
            if node:
                what = f"expected a list{' called ' + str(path[0]) if path else ''}"
                self.faults.append(Fault(file, line_of(node, path), what, "start each entry with a hyphen"))
            self.broken.add(f"{called}/*")
            return ()
        stem = "/".join([stem_of(file), *(str(part) for part in path)])
        found: list[T] = []
        for number, item in enumerate(listed.value):
            own = _own_id(item, number)
            line = line_of(item, ("id",)) if own else item.line
            if own:
                self.once(f"{called}/{own}", Place(file, line))
                self.nodes[f"{called}/{own}"] = item
            value = self.one(kind, file, node, (*path, number), f"{stem}/{own or number}")
            if value is None:
                self.broken.add(f"{called}/{own}" if own else f"{called}/*")
            else:
                found.append(value)
        return tuple(found)

    def once(self, name: str, place: Place) -> None:
        if name in self.places:
            called, own = name.split("/", 1)
            hint = f"first in {self.places[name].file}:{self.places[name].line}"
            self.faults.append(Fault(place.file, place.line, f'{called} "{own}" stands twice', hint))
        self.places.setdefault(name, place)

    def one[T](self, kind: type[T], file: str, node: Node, path: Path, unit: str) -> T | None:
        """Read the value at `path` as `kind`, in the language that is asked for."""
        inner = _at(node, path)
        if inner is None:
            return None

        def change(name: str, english: str, inside: Path) -> str:
            return self.worded(Unit(name, english, Place(file, line_of(inner, inside))))

        value, wrong = decode(kind, map_words(kind, plain(inner), unit, change), YAML_STRICT)
        for found in wrong:
            name = str(found.path[-1]) if found.path else ""
            what = found.what if name in found.what else f'"{name}": {found.what}'
            self.faults.append(Fault(file, line_of(inner, found.path), what, found.hint))
        return value

    def worded(self, unit: Unit) -> str:
        self.units.append(unit)
        return self.translate(unit)

    def guide_page(self, file: str) -> GuidePage | None:
        return self.page(self.tree.guide[file], file, GuidePage, GuideFront)

    def script_page(self, file: str) -> ScriptPage | None:
        return self.page(self.tree.scripts[file], file, ScriptPage, ScriptFront)

    def letter_page(self, file: str) -> LetterPage | None:
        return self.page(self.tree.letters[file], file, LetterPage, LetterFront)

    def page[P: (GuidePage, ScriptPage, LetterPage)](
        self, raw: RawPage, file: str, kind: type[P], front_kind: type
    ) -> P | None:
        """A Markdown page; its fields are those of its front matter and what the file itself gives."""
        own, place = stem_of(file), Place(file, 1)
        self.places[f"{kind.called}/{own}"] = place
        self.nodes[f"{kind.called}/{own}"] = raw.front
        front = self.one(front_kind, file, raw.front, (), f"{kind.folder}/{own}")
        sections = self.sections(raw, file, f"{kind.folder}/{own}")
        if front is None:
            self.broken.add(f"{kind.called}/{own}")
            return None
        return kind(id=own, sections=sections, place=place, **vars(front))

    def sections(self, raw: RawPage, file: str, unit: str) -> tuple[Section, ...]:
        made = []
        for part in raw.sections:
            name = f"{unit}/{part.key}"
            heading = part.heading and self.worded(Unit(f"{name}/heading", part.heading, Place(file, part.line)))
            text = self.worded(Unit(name, part.text, Place(file, part.text_line), is_markdown=True))
            made.append(Section(part.key, heading, text, part.line))
        return tuple(made)


def _names(node: Node) -> list[str]:
    return list(node.value) if isinstance(node.value, dict) else []


def _at(node: Node, path: Path) -> Node | None:
    for part in path:
        if isinstance(node.value, dict) and str(part) in node.value:
            node = node.value[str(part)]
        elif isinstance(node.value, list) and isinstance(part, int):
            node = node.value[part]
        else:
            return None
    return node


def _own_id(item: Node, number: int) -> str | None:
    named = {name: inner.value for name, inner in item.value.items()} if isinstance(item.value, dict) else {}
    for name in ("id", "code"):
        if (own := named.get(name)) and isinstance(own, str):
            return own
    asked = named.get("question")
    return f"{number + 1} {asked}" if asked and isinstance(asked, str) else None  # a question may be asked on two ways
