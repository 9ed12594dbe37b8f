"""From anything that people send to HTML that a page can show. See build.py for the dialect."""

import nh3

from core.html.attributes import EVERYWHERE, OF_ELEMENT, OWN_IMAGE
from core.html.build import TAGS, build
from core.html.tags import legible, plain_tokens, tokens
from core.html.text import visible_text

VERSION = 2  # 2: blocks, footnotes, our own pictures; all that 1 made stays as it is
PASSES_MAX = 8  # one is enough for nearly all
AMPERSAND = "\ufdd0"  # a noncharacter, which no built text has

GATE = nh3.Cleaner(
    tags=set(TAGS),
    attributes={name: set(allowed) for name, allowed in OF_ELEMENT.items()}
    | {"*": set(EVERYWHERE), "a": {"href", "rel"}},
    url_schemes={"http", "https", "mailto"},
    url_relative=lambda address: address if OWN_IMAGE.fullmatch(address) else None,
    link_rel=None,
)


def clean(html: str) -> str:
    """Safe HTML from an HTML document, or a piece of one: whole, well-formed, without style or id.

    All words that a browser would show stay, and those of false tags (see tags.py);
    `clean(clean(x)) == clean(x)`.
    """
    return _settled(laid_out(html))


def laid_out(html: str) -> str:
    """What `clean` makes of a document before it goes through the gate, at a third of the price:
    to be read and measured by. Nobody is shown it."""
    return build(tokens(legible(html)), size=len(html))


def clean_text(text: str) -> str:
    """Safe HTML from what was typed into a plain box: blank lines tell paragraphs apart, line ends
    are breaks, and a `<` is a `<` unless it can only be a tag."""
    return _settled(build(plain_tokens(legible(text)), size=len(text), is_plain=True))


def _settled(html: str) -> str:
    """`html` through the gate, again and again until nothing changes."""
    for _ in range(PASSES_MAX):
        before, html = html, build(tokens(_gated(html)), size=len(html))
        if html == before:
            return html
    bare = visible_text(html).replace("<", "&lt;")
    return build(plain_tokens(bare), size=len(bare), is_plain=True)


def _gated(html: str) -> str:
    """`html` through nh3, which needs quadratic time for `&amp;` and `&nbsp;`: it sees neither."""
    hidden = html.replace("&nbsp;", "\xa0").replace("&amp;", AMPERSAND)
    return GATE.clean(hidden).replace(AMPERSAND, "&amp;")
