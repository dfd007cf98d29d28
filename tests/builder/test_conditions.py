"""Whether a condition can ever hold is decided exactly, by asked-when alone."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from builder.conditions import can_hold, plain_answers
from rulebook.records import Answer, Condition, Fact, Question

ANSWERS = ("x", "y", "z")
NAMES = ("a", "b", "c", "d")


def question(name: str, asked_when: tuple[Condition, ...] = (), groups: tuple[str, ...] = ()) -> Question:
    answers = tuple(Answer(answer, answer, groups if answer != "x" else ()) for answer in ANSWERS)
    return Question(name, "?", answers, "x", asked_when=asked_when)


def condition(names: tuple[str, ...]) -> st.SearchStrategy[Condition]:
    some = st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=2, unique=True).map(tuple)
    return st.dictionaries(st.sampled_from(names), some, min_size=1, max_size=2)


@st.composite
def guides(draw: st.DrawFn) -> dict[str, Question | Fact]:
    """Questions that are asked depending on earlier ones, and a fact."""
    known: dict[str, Question | Fact] = {"f": Fact("f", "f", tuple(Answer(answer, answer) for answer in ANSWERS))}
    for place, name in enumerate(NAMES):
        earlier = ("f", *NAMES[:place])
        known[name] = question(name, tuple(draw(st.lists(condition(earlier), max_size=2))))
    return known


def by_trying_all(known: dict[str, Question | Fact], wanted: Condition) -> bool:
    """The same by walking every combination of answers; what is not asked matches nothing."""
    for combination in product(ANSWERS, repeat=len(known)):
        said = dict(zip(known, combination, strict=True))
        for name, asked in known.items():
            if isinstance(asked, Question) and asked.asked_when:
                is_asked = any(all(said.get(k) in answers for k, answers in when.items()) for when in asked.asked_when)
                if not is_asked:
                    del said[name]
        if all(said.get(key) in answers for key, answers in wanted.items()):
            return True
    return False


@given(guides(), condition(("f", *NAMES)))
def test_it_agrees_with_walking_every_combination(known: dict[str, Question | Fact], wanted: Condition) -> None:
    assert can_hold(known, wanted) == by_trying_all(known, wanted)


def test_a_question_that_waits_for_itself_does_not_hang() -> None:
    known: dict[str, Question | Fact] = {
        "a": question("a", ({"b": ("x",)},)),
        "b": question("b", ({"a": ("x",)},)),
    }
    assert can_hold(known, {"a": ("x",)})


def test_groups_become_their_answers_in_order_and_once() -> None:
    known: dict[str, Question | Fact] = {"a": question("a", groups=("late",))}
    assert plain_answers(known, {"a": ("z", "@late")}) == {"a": ("z", "y")}
