"""A review is a smaller text than a story: paragraphs without headings, figures and pictures. Every
word of them stays, of a picture what it shows."""

import re

from core import html, names
from reviews.limits import QUOTED

SMALLER = {**dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "p")}
SMALLER |= {"figure": "div", "figcaption": "div"}
TAG = re.compile(rf"<(/?)({'|'.join(SMALLER)})(?=[\s>])")

PICTURE = re.compile(r'<img alt="([^"]*)"[^<>]*>')  # as core/html writes it
QUOTE = re.compile(r"<(/?)blockquote\b[^<>]*>")


def as_typed(text: str) -> str:
    """What came from a box, as its writer sees it there: a line end is one character, and there is
    no NUL."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def smaller(cleaned: str) -> str:
    """Clean HTML as the HTML of a review."""
    told = PICTURE.sub(r"\1", cleaned)
    return html.clean(TAG.sub(lambda tag: f"<{tag[1]}{SMALLER[tag[2]]}", told))


def has_words(cleaned: str) -> bool:
    """Is there anything that can be seen?"""
    return names.is_seen(html.visible_text(cleaned))


def quoted(stored: str) -> str:
    """The words of a review at the top of an answer: its own, not those that it quotes, and of a
    long one the first."""
    kept, size = [], 0
    blocks = html.blocks(_unquoted(stored))
    for block in blocks:
        size += len(block)
        if size > QUOTED:
            break
        kept.append(block)
    if not kept and blocks:
        kept.append(html.clean_text(html.excerpt(blocks[0], QUOTED).replace("<", "&lt;")))
    elif len(kept) < len(blocks):
        kept.append("<p>…</p>")
    return html.clean(f"<blockquote>{''.join(kept)}</blockquote>") if kept else ""


def _unquoted(stored: str) -> str:
    """Without its quotations, unless it is nothing else."""
    outside, depth, at = [], 0, 0
    for tag in QUOTE.finditer(stored):
        if not depth:
            outside.append(stored[at : tag.start()])
        depth += -1 if tag[1] else 1
        at = tag.end()
    outside.append(stored[at:])
    own = html.clean("".join(outside))
    return own if has_words(own) else stored
