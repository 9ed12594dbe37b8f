"""What pandoc told → a manuscript: a page of HTML, read like any other, and notes put back.

`source` are the words of pandoc's plain writer, a paragraph a line; where a document tells more
than pandoc does (text boxes), also those.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from html import escape

from django.utils.translation import gettext as _

from core.html import clean
from core.html.tags import decode
from core.words import words
from intake.reader import html_reader
from intake.reader.body.inline import with_thoughts
from intake.reader.body.press import text_of
from intake.reader.header import dates
from intake.reader.header.labels import labelled
from intake.reader.header.openings import byline
from intake.reader.lines import Line
from intake.reader.manuscript import (
    NOTHING,
    HeaderLine,
    Manuscript,
    Passage,
    Suggestion,
    Written,
)
from intake.reader.office.pandoc import Converted, Note
from intake.reader.office.report import (
    Aside,
    key,
    reported,
    told_what_is_gone,
    with_words_elsewhere,
)
from intake.reader.unreadable import Unreadable
from intake.reader.whole import in_one_piece, is_in_shreds

MARK = re.compile(r"<sup>\[(\d{1,5})\]</sup>")
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
ANGLED = re.compile(r"(?<=>)[^<>]*&lt;[^<>]*")  # words that hold a sign like that of a tag
HEADING = re.compile(r"<(h[1-6])>")
FIRST = re.compile(r"\s*<(?:(h[1-6])|p)>(.*?)</(?:h[1-6]|p)>", re.DOTALL)
BESIDE = ("subtitle", "author", "date")
STAND_IN = "Ficwright"  # for a title, and gone before anybody sees it


def manuscript(told: Converted, aside: Aside, *, thoughts: bool) -> Manuscript:
    """Raises Unreadable where there is not a word."""
    if not (words(told.plain) or told.notes):
        raise Unreadable(_("There is no text in this file."))
    if is_in_shreds(told.html):
        return in_one_piece(told.plain)
    told = _with_bylines(told)
    page = _aligned(told.html, aside.aligned)
    html, above = _headed(_with_thoughts(page) if thoughts else page, told.front.get("title", []))
    found = html_reader.manuscript(html, thoughts=thoughts)
    if above == [""]:
        found = replace(found, title=NOTHING)
    found = replace(found, source="\n".join([*above, *_lines(told.plain)]))
    found = _with_front(found, told.front)
    found = _with_notes(found, told.notes)
    found = reported(found, told.contents, _("A table of contents: the chapters make a new one."))
    found = reported(found, told.pictures, _("The description of a picture, which was left out."))
    found = with_words_elsewhere(found, aside.lines)
    found = reported(found, aside.margins, _("This stood in the margin of every page."))
    return told_what_is_gone(found, aside, told.images)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _with_bylines(told: Converted) -> Converted:
    """A subtitle "by Ann Other" or "Rating: PG" is a line of the header like any other."""
    front = {name: list(texts) for name, texts in told.front.items()}
    lines = []
    for name in BESIDE:
        for text in front.get(name, []):
            line = Line(1, " ".join(text.split()))
            if byline(line) or labelled(line):
                lines.append(line.text)
                front[name].remove(text)
    if not lines:
        return told
    html = "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in lines)
    return replace(
        told, html=f"{html}\n{told.html}", plain="\n".join([*lines, told.plain]), front=front
    )


def _headed(html: str, title: list[str]) -> tuple[str, list[str]]:
    """The page under its title, and the lines of the source that stand above the text. Without a
    title, the first of several headings of a level is a chapter's: a stand-in keeps the reader from
    taking it for the title."""
    levels = HEADING.findall(html)
    opening = FIRST.match(html)
    if title:
        text = " ".join(" ".join(title).split())
        if opening and key(text) == key(decode(TAG.sub(" ", opening[2]))):
            return html, []
        return f"<h1>{escape(text, quote=False)}</h1>\n{html}", [text]
    if opening and opening[1] and levels.count(opening[1]) > 1:
        return f"<h1>{STAND_IN}</h1>\n{html}", [""]
    return html, []


def _with_thoughts(html: str) -> str:
    return ANGLED.sub(lambda match: with_thoughts(decode(match[0])), html)


# Alignment, which pandoc does not tell


def _aligned(html: str, aligned: Iterable[tuple[str, str]]) -> str:
    """Paragraphs with the same words as those that the file sets in the middle, in order."""
    wanted: dict[str, list[str]] = {}
    for text, side in aligned:
        wanted.setdefault(key(text), []).append(side)

    def set_aside(match: re.Match[str]) -> str:
        sides = wanted.get(key(decode(TAG.sub(" ", match[1]))))
        side = sides.pop(0) if sides else ""
        return f'<p align="{side}">{match[1]}</p>' if side else match[0]

    return PARAGRAPH.sub(set_aside, html) if wanted else html


# What a style called its own


def _with_front(found: Manuscript, front: dict[str, list[str]]) -> Manuscript:
    """Paragraphs in the styles "Subtitle", "Author", "Date", "Abstract"."""
    for name in ("subtitle", "author", "date", "abstract"):
        for text in front.get(name, ()):
            found = _with_line(found, name, text)
    return found


def _with_line(found: Manuscript, name: str, text: str) -> Manuscript:
    line = found.source.count("\n") + 2
    source = f"{found.source}\n{text}"
    if name == "abstract" and not found.summary:
        html = clean(f"<p>{escape(text, quote=False)}</p>")
        summary = Passage(html, text_of(html), "", (line, line), text)
        return replace(found, summary=summary, source=source)
    if name == "date" and not found.written and (date := dates.parse(text)):
        year, month, day, _whole = date
        found = replace(found, written=Written(year, month, day, line))
    if name == "author":
        guess = Suggestion("author", text, text, line)
        found = replace(found, suggested=(*found.suggested, guess))
    header = HeaderLine("", text, line)
    return replace(found, header_lines=(*found.header_lines, header), source=source)


# Notes


def _with_notes(found: Manuscript, notes: tuple[Note, ...]) -> Manuscript:
    """Under the chapter in which their marks stand; without one, at the end of the story."""
    if not notes:
        return found
    left = dict(enumerate(notes, 1))
    chapters = []
    for chapter in found.chapters:
        numbers = [int(number) for number in MARK.findall(chapter.html)]
        here = {number: left.pop(number) for number in numbers if number in left}
        if here:
            passage = _passage(here, chapter.lines)
            chapter = replace(chapter, end_notes=(*chapter.end_notes, passage))
        chapters.append(chapter)
    end_notes = (*found.end_notes, _passage(left, (0, 0))) if left else found.end_notes
    source = [found.source, *(f"[{n}] {note.plain.strip()}" for n, note in enumerate(notes, 1))]
    return replace(found, chapters=tuple(chapters), end_notes=end_notes, source="\n".join(source))


def _passage(notes: dict[int, Note], lines: tuple[int, int]) -> Passage:
    html = clean("\n".join(_marked(number, note.html) for number, note in notes.items()))
    text = text_of(html)
    return Passage(html, text, "", lines, text)


def _marked(number: int, html: str) -> str:
    mark = f"<sup>[{number}]</sup> "
    return html.replace("<p>", f"<p>{mark}", 1) if html.startswith("<p>") else f"{mark}{html}"
