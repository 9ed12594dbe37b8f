"""The passage of a chapter that a reader chose: a paragraph of it, or words that she selected.

Readers choose from what readers read: the released text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from core.anchoring import anchor, find, place_of
from core.html import Located, located
from reviews.models import Anchor
from reviews.models.anchor import QUOTE
from stories.models import Chapter, ChapterText

PARAGRAPH = 5_000  # characters that can be corrected at once
NUMBER_MAX = 9  # digits


class NotThere(Exception):  # noqa: N818 - it says what is wrong, in words for the reader
    pass


@dataclass(frozen=True)
class Passage:
    chapter: Chapter
    text: Located
    start: int
    end: int

    @property
    def quote(self) -> str:
        return self.text.text[self.start : self.end]

    @property
    def block(self) -> int:
        return self.text.block_at(self.start)

    def keep(self) -> Anchor:
        """In the transaction of what is written of it. What was released a moment ago counts: an
        anchor is never older than the text that it was made for. Raises NotThere."""
        if not transaction.get_connection().in_atomic_block:
            raise TypeError("An anchor without what it is for would stay for ever.")
        self.chapter.lock()
        held = anchor(self.text.text, self.start, self.end)
        now = ChapterText.objects.get(chapter=self.chapter).html
        if now != self.text.html:
            text = located(now).text
            found = find(held, text)
            if found is None or found.is_changed:
                raise NotThere(_("The author has just changed these words."))
            held = anchor(text, found.start, found.end)
        return Anchor.keep(self.chapter, held)


def text_of(chapter: Chapter) -> Located:
    return located(ChapterText.objects.get(chapter=chapter).html)


def asked_for(data, chapter: Chapter, *, at_most: int = QUOTE) -> Passage | None:
    """As an address or a form says it: `passage`, words as a reader selected them, and near which
    place (`at`, or within which `block`); or a whole `block`. None where nothing is chosen yet.

    Raises NotThere.
    """
    quote, block = data.get("passage", ""), _number(data.get("block"))
    if not quote.strip() and block is None:
        return None
    text = text_of(chapter)
    if not quote.strip():
        return _whole_block(chapter, text, block, at_most)
    if len(quote.strip()) > at_most:
        sentence = _("That is a long passage. Choose at most %(n)s characters of it.")
        raise NotThere(sentence % {"n": at_most})
    near = _number(data.get("at"))
    if near is None:
        near = text.blocks[block][0] if block is not None and block < len(text.blocks) else 0
    place = place_of(quote, text.text, near)
    if place is None:
        raise NotThere(_("These words do not stand in this chapter, or not any more."))
    return Passage(chapter, text, *place)


def _whole_block(chapter: Chapter, text: Located, block: int | None, at_most: int) -> Passage:
    """Of a long one the beginning, up to the end of a word."""
    start, end = text.blocks[block] if block is not None and block < len(text.blocks) else (0, 0)
    words = text.text[start:end]
    if not words.strip():
        raise NotThere(_("There is no such paragraph in this chapter, or not any more."))
    if len(words) > at_most:
        words = words[:at_most].rsplit(None, 1)[0]
    return Passage(chapter, text, start, start + len(words.rstrip()))


def paragraphs(text: Located) -> Iterator[tuple[int, str]]:
    """(number of the block, its words): what can be chosen without selecting."""
    for number, (start, end) in enumerate(text.blocks):
        if words := text.text[start:end].strip():
            yield number, words


def page_of(text: Located, page: int, size: int) -> tuple[list[tuple[int, str]], bool]:
    """The paragraphs of one page, counted from 1, and whether more follow."""
    rows = list(islice(paragraphs(text), (page - 1) * size, page * size + 1))
    return rows[:size], len(rows) > size


def _number(word: str | None) -> int | None:
    return int(word[:NUMBER_MAX]) if word and word.isdecimal() and word.isascii() else None
