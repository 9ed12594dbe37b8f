"""Which attributes a text may keep, and with which values. None can run, load, hide or pretend."""

import re

from core.html.tags import names

URL = re.compile(
    r"(?:https?://[^\s/?#\\@:]+(?::[0-9]{1,5})?(?:[/?#][^\s\\]*)?|mailto:[^\s\\:/]+)", re.I
)
REL = "nofollow noopener noreferrer ugc"
# The only classes: marks that a story itself carries, not the site's furniture. Those that would
# mean nothing elsewhere stay only on their own element.
CLASSES_OF = {
    "div": names("chat messages note poem sign song"),
    "p": names("from-left from-right"),
    "span": names("footnote"),
}
ANYWHERE = names("end-mark letter message newspaper scene-break small-caps thought verse")
CLASSES = ANYWHERE.union(*CLASSES_OF.values())
FOOTNOTE = '<span class="footnote"'  # how the opening of each begins
# A picture that we keep ourselves; the page says in which width it is drawn.
OWN_IMAGE = re.compile(
    r"(/works/[1-9][0-9]{0,17}/images/[1-9][0-9]{0,17})(?:\?w=[0-9]{1,4})?", re.A
)

ALIGN = re.compile(r"left|right|center|justify", re.I)
NUMBER = re.compile(r"-?[0-9]{1,6}")
PIXELS = re.compile(r"[1-9][0-9]{0,4}")
SPAN = re.compile(r"[1-9][0-9]?")
WORDS = re.compile(r"(?=.*\S).{1,1000}", re.S)
FLAG = re.compile("")  # there or not, whatever its value

EVERYWHERE = {
    "class": WORDS,
    "dir": re.compile(r"ltr|rtl|auto", re.I),
    "lang": re.compile(r"[a-z]{1,8}(?:-[a-z0-9]{1,8})*", re.I | re.A),
    "title": WORDS,
}
BLOCK = {"align": ALIGN}
WHEN = {"datetime": re.compile(r"[0-9TZWP:+. -]{1,40}")}
CITE = {"cite": URL}
CELL = BLOCK | {
    "abbr": WORDS,
    "colspan": SPAN,
    "rowspan": SPAN,
    "scope": re.compile(r"(?:row|col)(?:group)?", re.I),
    "valign": re.compile(r"top|middle|bottom|baseline", re.I),
}
ROWS = BLOCK | {"valign": CELL["valign"]}
OF_ELEMENT = {
    "a": {"href": URL},
    "blockquote": CITE,
    "caption": BLOCK,
    "col": {"span": SPAN},
    "colgroup": {"span": SPAN},
    "del": CITE | WHEN,
    "details": {"open": FLAG},
    "div": BLOCK,
    "hr": BLOCK,
    "img": {"alt": WORDS, "height": PIXELS, "src": OWN_IMAGE, "width": PIXELS},
    "ins": CITE | WHEN,
    "li": {"value": NUMBER},
    "ol": {"reversed": FLAG, "start": NUMBER, "type": re.compile(r"[1aAiI]")},
    "p": BLOCK,
    "q": CITE,
    "table": BLOCK,
    "tbody": ROWS,
    "td": CELL,
    "tfoot": ROWS,
    "th": CELL,
    "thead": ROWS,
    "time": WHEN,
    "tr": ROWS,
    "ul": {"type": re.compile(r"disc|circle|square", re.I)},
} | dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BLOCK)
ALLOWED = {name: EVERYWHERE | own for name, own in OF_ELEMENT.items()}

# What a pasted style says that a tag says as well: (tag, elements that say it, pattern).
STYLES = (
    ("b", names("b strong"), re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.I)),
    (
        "i",
        names("cite dfn em i var"),
        re.compile(r"(?<![\w-])font-style\s*:\s*(?:italic|oblique)", re.I),
    ),
    ("s", names("del s strike"), re.compile(r"text-decoration[^;]*?line-through", re.I)),
    ("u", names("a ins u"), re.compile(r"text-decoration[^;]*?underline", re.I)),
)
PLAIN_STYLES = {
    **dict.fromkeys(
        ("b", "strong"), re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|[1-5]00)", re.I)
    ),
    **dict.fromkeys(("em", "i"), re.compile(r"(?<![\w-])font-style\s*:\s*normal", re.I)),
}
ALIGNED = re.compile(r"text-align\s*:\s*(right|center)", re.I)


def inline_markup(name: str, attributes: dict[str, str]) -> tuple[str, str]:
    """What opens and closes an inline element; nothing, where it would say nothing."""
    opening = markup(name, attributes)
    style = attributes.get("style", "")
    is_plain = style and name in PLAIN_STYLES and PLAIN_STYLES[name].search(style)
    if (
        name == "font"
        or opening == "<span>"
        or is_plain
        or (name == "a" and ' href="' not in opening)
    ):
        opening = ""
    closing = f"</{name}>" if opening else ""
    for tag, alike, pattern in STYLES if style else ():
        if name not in alike and pattern.search(style):
            opening, closing = f"{opening}<{tag}>", f"</{tag}>{closing}"
    return opening, closing


def markup(name: str, attributes: dict[str, str]) -> str:
    """The opening tag of an element with what it may keep; `rel` is added to links."""
    if not attributes:
        return f"<{name}>"
    allowed = ALLOWED.get(name, EVERYWHERE)
    if aligned := ALIGNED.search(attributes.get("style", "")):
        attributes = {"align": aligned[1]} | attributes
    kept = ""
    for attribute in sorted(attributes.keys() & allowed.keys()):
        value = attributes[attribute].strip(" \t\n\f")
        if attribute == "class":
            value = _classes(name, value)
        elif allowed[attribute] is FLAG:
            value = ""
        if allowed[attribute].fullmatch(value):
            kept += f' {attribute}="{escaped_value(value)}"'
            if attribute == "href":
                kept += f' rel="{REL}"'
    return f"<{name}{kept}>"


def _classes(name: str, value: str) -> str:
    kept = value.split()
    if name == "span" and "footnote" in kept:  # a note is nothing else
        return "footnote"
    return " ".join(sorted((ANYWHERE | CLASSES_OF.get(name, set())).intersection(kept)))


def escaped(text: str) -> str:
    """`text` as it stands between tags of the stored dialect."""
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\xa0", "&nbsp;")
    )


def escaped_value(text: str) -> str:
    """`text` as it stands between the quotes of an attribute."""
    return escaped(text).replace('"', "&quot;")
