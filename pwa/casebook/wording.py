"""What the reader does with words before they say or send them: look, take the better sentence, leave it, go back."""

from collections.abc import Callable
from dataclasses import replace

from casebook.action import Action
from casebook.change import Change, Trouble
from casebook.draft import MOST_LETTERS, Draft, can_use
from casebook.place import Place
from casebook.scene import Scene
from rulebook.coach import Mark

WORDS = "words"


def look_words(scene: Scene, action: Action) -> Change:
    """Look over the text of the form."""
    text = (action.fields.get(WORDS) or ("",))[-1].replace("\r\n", "\n")
    if not text.strip():
        return Change(scene.case, _there(scene), troubles=(Trouble(WORDS, scene.w("tool.words-none")),))
    if len(text) > MOST_LETTERS:
        most = f"{MOST_LETTERS:,}"
        return Change(scene.case, _there(scene), troubles=(Trouble(WORDS, scene.w("tool.too-long", most=most)),))
    draft = replace(scene.draft, text=text, is_looked_over=True)
    return Change(scene.case, _there(scene), draft=draft)


def use_words(scene: Scene, action: Action) -> Change:
    return _at_mark(
        scene, action, lambda mark: scene.draft.use(mark) if can_use(mark) else scene.draft, "tool.words-used"
    )


def leave_words(scene: Scene, action: Action) -> Change:
    return _at_mark(scene, action, scene.draft.leave, "tool.words-left")


def _at_mark(scene: Scene, action: Action, change: Callable[[Mark], Draft], said: str) -> Change:
    """Do something with the mark that the form names; one that is no longer there changes nothing."""
    named = [mark for mark in scene.draft.marks(scene.guide.coach) if mark_name(mark) == action.one("mark")]
    if not named:
        return Change(scene.case, _there(scene))
    return Change(scene.case, _there(scene), scene.w(said), draft=change(named[0]))


def mark_name(mark: Mark) -> str:
    """How a form of the screen names a mark."""
    return f"{mark.start}-{mark.row.id}"


def write_words(scene: Scene, _action: Action) -> Change:
    """Go on writing."""
    return Change(scene.case, _there(scene), draft=replace(scene.draft, is_looked_over=False))


def words_back(scene: Scene, _action: Action) -> Change:
    """Take back the last sentence that was put in."""
    return Change(scene.case, _there(scene), scene.w("tool.said-undone"), draft=scene.draft.back())


def clear_words(scene: Scene, _action: Action) -> Change:
    return Change(scene.case, _there(scene), scene.w("tool.words-cleared"), draft=Draft())


def _there(scene: Scene) -> Place:
    return replace(Place("words"), bill=scene.place.bill if scene.place.screen == "words" else "")
