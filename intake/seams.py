"""Where a text that is too long for its place is cut in two: at a scene break, after a paragraph,
after a sentence, between words. Both pieces are whole HTML and no word is lost.

Works on the sanitiser's own dialect, where everything that is opened is closed in order.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from core import html as sanitiser
from core.html.build import CONTAINERS, LEAVES
from core.html.tags import VOID, Token, tokens

BLOCK_ENDS = (LEAVES | CONTAINERS) - {"summary"}
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)]*(?=\s|$)|[。！？][」』）]*")
SPACE = re.compile(r"\s+")
REFERENCE = re.compile(r"&[#\w]*$")
LONGEST_REFERENCE = 40  # characters of "&CounterClockwiseContourIntegral;"


class Seam(NamedTuple):
    """A place between two tokens, or with `text` the token that begins there; `open` are the tags
    that must be closed before it and opened again after it."""

    at: int
    open: tuple[Token, ...]
    text: str = ""

    @property
    def closing(self) -> str:
        return "".join(f"</{tag.name}>" for tag in reversed(self.open))

    @property
    def opening(self) -> str:
        return "".join(tag.source for tag in self.open)


def parts(html: str, at_most: int) -> list[str]:
    """The whole text in pieces of at most `at_most` characters, cut at scene breaks first."""
    found = []
    while len(html) > at_most:
        head, rest = _cut(html, at_most, at_scenes=True)
        if not head:  # markup deeper than any limit: the words alone are kept
            head, rest = _cut(sanitiser.clean_text(sanitiser.visible_text(html)), at_most)
        found.append(sanitiser.clean(head))
        html = rest
    return [*found, sanitiser.clean(html)] if found else [html]


def beginning(html: str, at_most: int) -> str:
    """What fits, for a look at it: the rest is not even sanitised."""
    return sanitiser.clean(_cut(html, at_most)[0])


def cut(html: str, at_most: int, *, at_scenes: bool = False) -> tuple[str, str]:
    """(what fits, the rest). The first is empty where not even a word fits into the markup."""
    if len(html) <= at_most:
        return html, ""
    head, rest = _cut(html, at_most, at_scenes=at_scenes)
    return sanitiser.clean(head), sanitiser.clean(rest)


def _cut(html: str, at_most: int, *, at_scenes: bool = False) -> tuple[str, str]:
    seams = list(_seams(html, at_most))
    kinds = (
        ("scene", _here),
        ("block", _here),
        ("text", _sentence),
        ("text", _word),
        ("text", _any),
    )
    for kind, place in kinds if at_scenes else kinds[1:]:
        for seam in (seam for found, seam in reversed(seams) if found == kind):
            at = place(seam, at_most)
            if at and sanitiser.visible_text(html[:at]).strip():
                return _pieces(html, at, seam)
    return "", html


def cut_line(text: str, at_most: int) -> str:
    """The beginning of a line, cut at a word and marked with "…"."""
    if len(text) <= at_most:
        return text
    head = text[: at_most - 1]
    if not text[at_most - 1].isspace():
        head = re.sub(r"(?<=\S)\s+\S*\Z", "", head)
    return head.rstrip(" ,;:") + "…"


def _seams(html: str, at_most: int) -> Iterator[tuple[str, Seam]]:
    at = 0
    stack: list[Token] = []
    for token in tokens(html):
        if at > at_most:
            return
        here = Seam(at, tuple(stack))
        at += len(token.source)
        if token.kind == "text":
            yield "text", here._replace(text=token.source)
        elif token.kind == "start" and token.name == "hr":
            yield "scene", here
        elif token.kind == "start" and token.name not in VOID:
            stack.append(token)
        elif token.kind == "end" and stack:
            stack.pop()
            if token.name in BLOCK_ENDS:
                yield "block", Seam(at, tuple(stack))


def _here(seam: Seam, at_most: int) -> int:
    return seam.at if seam.at + len(seam.closing) <= at_most else 0


def _sentence(seam: Seam, at_most: int) -> int:
    return _last_end(SENTENCE_END, seam, at_most)


def _word(seam: Seam, at_most: int) -> int:
    return _last_end(SPACE, seam, at_most)


def _any(seam: Seam, at_most: int) -> int:
    """Within a word, but never within a character reference."""
    room = _room(seam, at_most)
    tail = seam.text[:room][-LONGEST_REFERENCE:]
    broken = REFERENCE.search(tail) if room < len(seam.text) else None
    room -= len(broken[0]) if broken else 0
    return seam.at + room if room > 0 else 0


def _last_end(pattern: re.Pattern, seam: Seam, at_most: int) -> int:
    room = _room(seam, at_most)
    ends = [match.end() for match in pattern.finditer(seam.text[: room + 1]) if match.end() <= room]
    return seam.at + ends[-1] if ends else 0


def _room(seam: Seam, at_most: int) -> int:
    return max(0, min(len(seam.text), at_most - seam.at - len(seam.closing)))


def _pieces(html: str, at: int, seam: Seam) -> tuple[str, str]:
    head = html[:at].rstrip() + seam.closing
    rest = seam.opening + html[at:].lstrip()
    return head, re.sub(r"^(?:<hr>\s*)+", "", rest)
