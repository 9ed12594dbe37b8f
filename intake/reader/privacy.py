"""Keeps e-mail addresses out of what readers see. Their words become header lines, for the author.

In notes, summaries and titles every address goes; in the story only those that the document itself
names as somebody's own: an exchange of mails may hold invented ones. A sentence that says nothing
but where to write goes with its address.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape, unescape

from intake.reader.addresses import FEW_WORDS, Address, addresses, words_beside
from intake.reader.body.press import text_of
from intake.reader.manuscript import (
    NOTHING,
    Chapter,
    Credit,
    HeaderLine,
    Manuscript,
    Passage,
    Suggestion,
)

MAILTO = re.compile(
    r'<a [^<>]*href="mailto:([^"<>?]*)[^<>]*>((?:(?!</a>).)*)</a>', re.DOTALL | re.I
)
BLOCK = re.compile(r"<p\b[^<>]*>(?:(?!</p>).)*</p>\n?", re.DOTALL)
NODE = re.compile(r"(<[^<>]*>)")
WRAPPED = (("&lt;", "&gt;"), ("(", ")"), ("[", "]"))
SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)")
CONTACT = re.compile(
    r"\b(?:feedback|fb|comments?|commentaires?|e-?mails?|mail|write|send|sent|contact|reach|flames?|"
    r"reviews?|praise|questions?|address|addy|reply|replies|schreibt|schreib|écrivez)\b",
    re.IGNORECASE,
)
REACH = 100_000  # characters of the source in which an address is looked for
LONGEST_SENTENCE = 200  # characters of one that only says where to write

Asked = Callable[[Address], bool]


def kept_private(manuscript: Manuscript) -> Manuscript:
    """The same manuscript without addresses in its public parts."""
    return _Keeper(manuscript).manuscript()


@dataclass(frozen=True)
class _Place:
    """A line of the source, and the character from which on it is searched."""

    number: int = 0
    offset: int = 0


@dataclass
class _Keeper:
    found: Manuscript
    place: _Place = _Place()
    lines: list[HeaderLine] = field(default_factory=list)
    own: set[str] = field(default_factory=set)

    def manuscript(self) -> Manuscript:
        found = self.found
        for line in found.header_lines:
            self.own.update(one.key for one in addresses(f"{line.label} {line.value}"))
        changed = replace(
            found,
            title=self._passage(found.title),
            summary=self._passage(found.summary),
            dedication=self._passage(found.dedication),
            au_premise=self._premise(found.au_premise),
            notes=self._passages(found.notes),
            end_notes=self._passages(found.end_notes),
            suggested=tuple(self._suggestion(one) for one in found.suggested),
            credits=tuple(self._credit(one) for one in found.credits),
        )
        changed = replace(changed, chapters=tuple(self._around(one) for one in found.chapters))
        changed = replace(changed, chapters=tuple(self._chapter(one) for one in changed.chapters))
        if not self.lines:
            return changed
        lines = sorted((*found.header_lines, *self.lines), key=lambda line: line.line)
        return replace(changed, header_lines=tuple(lines))

    def _around(self, chapter: Chapter) -> Chapter:
        return replace(
            chapter,
            notes=self._passages(chapter.notes),
            summary=self._passage(chapter.summary),
            end_notes=self._passages(chapter.end_notes),
        )

    def _chapter(self, chapter: Chapter) -> Chapter:
        if not self.own and "mailto:" not in chapter.html:
            return chapter
        html = self._html(chapter.html, chapter.lines[0], lambda one: one.key in self.own)
        if html == chapter.html:
            return chapter
        return replace(chapter, html=html, text=text_of(html))

    def _passages(self, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        return tuple(kept for one in passages if (kept := self._passage(one)))

    def _passage(self, passage: Passage) -> Passage:
        before = len(self.lines)
        html = self._html(passage.html, passage.lines[0], self._any)
        if html == passage.html:
            return passage
        text = text_of(html)
        if any(map(str.isalnum, text)):
            return replace(passage, html=html, text=text)
        self._with_label(passage.label, before)
        return NOTHING

    def _any(self, one: Address) -> bool:
        self.own.add(one.key)
        return True

    def _with_label(self, label: str, first: int) -> None:
        """Of a passage that went as a whole the label goes along."""
        if len(self.lines) > first and label:
            self.lines[first] = replace(self.lines[first], label=label)

    def _premise(self, passage: Passage) -> Passage:
        """A sentence of a note, whose words that note keeps; or a passage of its own."""
        before = len(self.lines)
        changed = self._passage(passage)
        if not passage.label:
            del self.lines[before:]
        return changed

    def _suggestion(self, one: Suggestion) -> Suggestion:
        return replace(one, name=without_addresses(one.name)) if one.kind == "author" else one

    def _credit(self, one: Credit) -> Credit:
        return replace(one, name=without_addresses(one.name))

    def _html(self, html: str, number: int, asked: Asked) -> str:
        """The HTML without the addresses that are asked for."""
        if "mailto:" in html:
            html = MAILTO.sub(self._unlinked, html)
        if not any(asked(one) for one in addresses(html)):
            return html
        self._begin(number)
        if "<p" not in html:
            return self._nodes(html, asked)
        return BLOCK.sub(lambda match: self._block(match[0], asked), html).strip("\n")

    def _unlinked(self, match: re.Match[str]) -> str:
        self.own.update(one.key for one in addresses(unescape(match[1])))
        return match[2]

    def _block(self, block: str, asked: Asked) -> str:
        """A paragraph; "" if nothing is left of it to read."""
        before = len(self.lines)
        left = self._nodes(block, asked)
        if left == block:
            return block
        rest = text_of(left)
        if asked == self._any and _only_asks(rest):
            del self.lines[before:]
            self._keep(" ".join(text_of(block).split("\n")))
            return ""
        return left if any(map(str.isalnum, rest)) else ""

    def _nodes(self, html: str, asked: Asked) -> str:
        pieces = NODE.split(html)
        for at in range(0, len(pieces), 2):
            pieces[at] = self._node(pieces[at], asked)
        return "".join(pieces)

    def _node(self, text: str, asked: Asked) -> str:
        """The words between two tags, escaped."""
        left: list[str] = []
        done = 0
        for one in addresses(text):
            if one.start < done or not asked(one):
                continue
            start, end = _sentence(text, one, done) or _wrapped(text, one, done)
            self._keep(unescape(text[start:end]))
            before = text[done:start].rstrip(" ")
            left += [before, " " if text[end : end + 1].isalnum() else ""]
            done = end
        return "".join(left) + text[done:] if done else text

    def _keep(self, words: str) -> None:
        value = words.strip()
        self.lines.append(HeaderLine("", value, self._line_of(value)))

    def _line_of(self, value: str) -> int:
        """The source line in which the address of this value stands, looked for from the last one
        on."""
        one = next(addresses(value), None)
        sign = value[one.start : one.end] if one else value
        source, start = self.found.source, self.place.offset
        at = source.find(sign, start, start + REACH)
        if self.place.number and at >= 0:
            number = self.place.number + source.count("\n", start, at)
            self.place = _Place(number, at)
        return self.place.number

    def _begin(self, number: int) -> None:
        known = number and number <= len(self.starts)
        self.place = _Place(number, self.starts[number - 1] if known else 0)

    @cached_property
    def starts(self) -> list[int]:
        """Where each line of the source begins."""
        return [0, *(match.end() for match in re.finditer("\n", self.found.source))]


def without_addresses(name: str) -> str:
    """ "Ann <ann@example.org>" → "Ann"."""
    text, done, left = escape(name, quote=False), 0, ""
    for one in addresses(text):
        start, end = _wrapped(text, one, done)
        left, done = left + text[done:start], end
    return unescape(left + text[done:]).strip(" ,;:-–") if done else name


def _wrapped(text: str, one: Address, begin: int) -> tuple[int, int]:
    """The address with the signs around it: "<ann@example.org>"."""
    start, end = one.start, one.end
    if text[max(begin, start - 7) : start].lower() == "mailto:":
        start -= 7
    for opening, closing in WRAPPED:
        if text[begin:start].endswith(opening) and text.startswith(closing, end):
            return start - len(opening), end + len(closing)
    return start, end


def _sentence(text: str, one: Address, begin: int) -> tuple[int, int] | None:
    """The sentence around an address, if it only says where to write."""
    low = max(begin, one.start - LONGEST_SENTENCE)
    stops = [match.end() for match in SENTENCE_END.finditer(text, low, one.start)]
    start = stops[-1] if stops else low
    stop = SENTENCE_END.search(text, one.end, one.end + LONGEST_SENTENCE)
    end = stop.end() if stop else len(text)
    sentence = text[start : one.start] + " " + text[one.end : end]
    if len(sentence) > LONGEST_SENTENCE or (low > begin and not stops):
        return None
    is_contact = CONTACT.search(sentence) or words_beside(unescape(sentence)) <= FEW_WORDS
    return (start, end) if is_contact else None


def _only_asks(text: str) -> bool:
    """ "Feedback is always welcome at": where to write, without the address."""
    sentences = [one for one in SENTENCE_END.split(text) if any(map(str.isalnum, one))]
    is_short = 0 < len(text) <= LONGEST_SENTENCE
    return is_short and bool(sentences) and all(CONTACT.search(one) for one in sentences)
