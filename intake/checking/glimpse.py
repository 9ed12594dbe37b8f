"""Of a text too long to be shown whole: its first and its last paragraphs."""

import re
from typing import NamedTuple, Self

from core.html import clean, clean_text, visible_text
from intake.seams import beginning

SHOWN = 20_000  # characters of HTML, of all texts together
LEAST = 500  # of the beginning of one text, and of its end
BLOCK = re.compile(r"<(?:p|h[1-6]|blockquote|ul|ol|pre|hr|div|table)\b")


class Glimpse(NamedTuple):
    beginning: str
    end: str

    @classmethod
    def of(cls, html: str, texts: int) -> Self | None:
        """One of so many texts; None where hardly anything would be left out."""
        each = max(LEAST, SHOWN // (2 * texts))
        return cls(beginning(html, each), _end(html, each)) if len(html) > 3 * each else None


def _end(html: str, at_most: int) -> str:
    block = BLOCK.search(html, len(html) - at_most)
    if block:
        return clean(html[block.start() :])
    return clean_text(visible_text(html)[-at_most:].partition(" ")[2])
