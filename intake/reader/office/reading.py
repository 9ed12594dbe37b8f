"""What pandoc told → a manuscript: a page of HTML, read like any other, and notes put back.

`source` are the words of pandoc's plain writer, a paragraph a line; where a document tells more
than pandoc does (text boxes), also those.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.html import clean
from core.html.tags import decode
from core.words import words
from intake.reader import conservation, dates, html_reader
from intake.reader.inline import with_thoughts
from intake.reader.labels import labelled
from intake.reader.lines import Line
from intake.reader.manuscript import (
    NOTHING,
    HeaderLine,
    Manuscript,
    Passage,
    ReportLine,
    Suggestion,
    Written,
)
from intake.reader.office.pandoc import Converted, Note
from intake.reader.openings import byline
from intake.reader.press import text_of
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


@dataclass(frozen=True)
class Aside:
    """What a file holds beside its text. `aligned` are (words, "center" or "right") of paragraphs
    in order; `lines` all lines that the file has, those in text boxes and the like too."""

    aligned: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    comments: int = 0
    deletions: int = 0
    insertions: int = 0
    margins: tuple[str, ...] = ()  # lines of headers and footers
    images: int = 0


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
    found = _reported(found, told.contents, _("A table of contents: the chapters make a new one."))
    found = _reported(found, told.pictures, _("The description of a picture, which was left out."))
    found = with_words_elsewhere(found, aside.lines)
    found = _reported(found, aside.margins, _("This stood in the margin of every page."))
    return _told_what_is_gone(found, aside, told.images)


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


def key(text: str) -> str:
    return "".join(text.split())


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


# What is told in the report


def _reported(found: Manuscript, lines: tuple[str, ...], reason: str) -> Manuscript:
    """Lines that are no part of the story, with their words."""
    told = tuple(ReportLine(0, text, reason) for text in lines)
    source = "\n".join([found.source, *lines])
    return replace(found, report=(*found.report, *told), source=source) if lines else found


def with_words_elsewhere(found: Manuscript, all_lines: Iterable[str]) -> Manuscript:
    """Words that the file holds and pandoc does not tell. Lines that it tells whole go first, so
    that what is left stands together."""
    known = Counter(words(found.source))
    told = {key(line) for line in found.source.split("\n")}
    lost: list[str] = []
    for line in sorted(all_lines, key=lambda line: key(line) not in told):
        for word in words(line):
            if known[word]:
                known[word] -= 1
            else:
                lost.append(word)
    if not lost:
        return found
    reason = _("These words stand beside the text: in boxes, in fields, on a title page.")
    return _reported(found, (" ".join(lost),), reason)


def _told_what_is_gone(found: Manuscript, aside: Aside, images: int) -> Manuscript:
    """Sentences about what does not come along, and about what was not placed."""
    sentences = []
    if count := aside.comments:
        sentences.append(
            ngettext(
                "%(count)s comment beside the text was left out.",
                "%(count)s comments beside the text were left out.",
                count,
            )
            % {"count": count}
        )
    if aside.insertions or aside.deletions:
        sentences.append(
            _(
                "Tracked changes: insertions accepted: %(insertions)s, deletions left out: "
                "%(deletions)s."
            )
            % {"insertions": aside.insertions, "deletions": aside.deletions}
        )
    if count := max(aside.images, images):
        sentences.append(
            ngettext("%(count)s picture was left out.", "%(count)s pictures were left out.", count)
            % {"count": count}
        )
    told = tuple(ReportLine(0, "", sentence) for sentence in sentences)
    return _with_all_words(replace(found, report=(*told, *found.report)))


def _with_all_words(found: Manuscript) -> Manuscript:
    """Where the page's reading lost words that the plain one has, the report gives them back."""
    missing = conservation.check(found, found.source).missing
    if not missing:
        return found
    reason = _("We could not place these words.")
    line = ReportLine(0, " ".join(missing), reason)
    return replace(found, report=(*found.report, line))
