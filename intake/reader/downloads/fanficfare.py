"""A story that the readers' tool FanFicFare took from any of a hundred sites: EPUB or HTML.

Its first page says everything in lines "Label: value". Which names a value lists is told by the
EPUB's subjects, since a name may hold a comma.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import escape

from selectolax.lexbor import LexborNode

from intake.reader.document import Document
from intake.reader.downloads import ao3_words
from intake.reader.downloads.epub import book_of
from intake.reader.downloads.fanficfare_rows import (
    FIGURES,
    SERIES,
    SUBJECTS,
    SUMMARY,
    TAGS,
    UNSAID,
    chapter_of,
    first_page_of,
    rows,
    runs,
    sections,
    unwrapped,
)
from intake.reader.downloads.gathered import Gathered, changed
from intake.reader.downloads.sheet import (
    Piece,
    Sheet,
    has_class,
    inner,
    link_of,
    words_of,
)
from intake.reader.downloads.sites import origin_anywhere
from intake.reader.manuscript import NOTHING, Manuscript, PartOfSeries, Passage, Suggestion
from intake.reader.zipped import Zipped

FIRST_PAGE = "title_page.xhtml"
NUMBER = re.compile(r"\s*\[(\d{1,5})(?:\.\d+)?\]$")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
WORKS_OWN = re.compile(r"Author.s Notes?|Story Notes?", re.IGNORECASE)


def epub(document: Document) -> Manuscript | None:
    book = book_of(Zipped(document.data))
    if not any(name == FIRST_PAGE for name, _, _ in book.pages):
        book.pages.insert(0, (FIRST_PAGE, "", first_page_of(book)))
    sheet = Sheet(book.html)
    story = _Story(sheet, set(book.said.get("subject", [])))
    if page := sheet.first(f"[data-page='{FIRST_PAGE}']"):
        story.first_page(page)
    address = book.first("source") or story.address
    story.found.posted_at(address, 0, origin_anywhere(address, book.package))
    if not story.found.authors_known:
        story.found.authors([(name, "") for name in book.said.get("creator", [])], "", 0)
    for page in sheet.all("[data-page^='file']"):
        story.chapter(*chapter_of(page))
    return story.manuscript()


def html(document: Document) -> Manuscript | None:
    sheet = Sheet(document.text)
    story = _Story(sheet, set())
    if sheet.body:
        story.first_page(sheet.body)
    story.found.posted_at(story.address, 0, origin_anywhere(story.address))
    for heading, nodes in sections(sheet):
        story.chapter(heading, nodes)
    return story.manuscript()


class _Story:
    def __init__(self, sheet: Sheet, subjects: set[str]) -> None:
        self.sheet, self.subjects, self.found = sheet, subjects, Gathered()
        self.address = ""

    def manuscript(self) -> Manuscript | None:
        return self.found.manuscript(self.sheet) if self.found.chapters else None

    def first_page(self, page: LexborNode) -> None:
        if heading := page.css_first("h1, h3"):
            self._heading(heading)
        for label, value in rows(page):
            told, piece = self.sheet.take_row(label, value)
            self._row(told, piece, value)

    def _heading(self, node: LexborNode) -> None:
        """ "TITLE by AUTHOR, AUTHOR", each a link."""
        links = node.css("a")
        title = words_of(links[0]) if links else ""
        names = [(words_of(a), link_of(a)) for a in links if has_class(a, "authorlink")]
        piece = self.sheet.take(node)
        if not title or not piece.plain.startswith(title):
            self.found.around(piece)
            return
        self.address = link_of(links[0])
        name = Piece(escape(title, quote=False), title, piece.lines)
        by = Piece("", piece.plain.removeprefix(title).strip(), piece.lines)
        self.found.title = name.name()
        self.found.authors(names, piece.plain, piece.line)
        if by.text:
            self.found.taken.append(by.name())

    def _row(self, label: str, piece: Piece, value: list[LexborNode]) -> None:
        key, why = label.lower(), f"{label}: {piece.plain}"
        found = self.found
        if not piece.text:
            found.around(replace(piece, text=why))
        elif key == "summary" and not found.summary:
            found.summary = piece.passage(label)
        elif key in TAGS:
            for name in self._names(piece.plain):
                for one in ao3_words.suggestions(TAGS[key], name, why, piece.line):
                    found.put(one)
            found.taken.append(piece.name(label))
        elif key in ("rating", "language"):
            self._single(key, label, piece)
        elif key in SERIES:
            found.series += list(_series(piece.plain, value))
            found.taken.append(piece.name(label))
        elif key in FIGURES:
            self._figure(key, piece.plain)
            found.taken.append(piece.name(label))
        elif key in UNSAID:
            found.around(replace(piece, text=why))
        else:
            self._unknown(label, piece)

    def _single(self, key: str, label: str, piece: Piece) -> None:
        before = len(self.found.suggested)
        for one in ao3_words.suggestions(key, piece.plain, f"{label}: {piece.plain}", piece.line):
            self.found.put(one)
        if len(self.found.suggested) > before:
            self.found.taken.append(piece.name(label))
        else:
            self.found.header_lines.append(piece.header_line(label))

    def _unknown(self, label: str, piece: Piece) -> None:
        self.found.header_lines.append(piece.header_line(label))
        if label == SUBJECTS:
            for name in self._names(piece.plain):
                self.found.put(Suggestion("freeform", name, piece.plain, piece.line))

    def _names(self, text: str) -> Iterator[str]:
        """Cut at commas, but where several pieces together are one of the book's subjects."""
        pieces = text.split(", ")
        while pieces:
            sizes = range(min(len(pieces), 12), 0, -1)
            size = next((n for n in sizes if ", ".join(pieces[:n]) in self.subjects), 1)
            if name := ", ".join(pieces[:size]).strip():
                yield name
            del pieces[:size]

    def _figure(self, key: str, text: str) -> None:
        figures = self.found.figures
        if key == "status":
            figures = replace(figures, is_complete=text.lower() == "completed")
        elif key in ("published", "updated"):
            figures = changed(figures, key, _day(text))
        else:
            figures = changed(figures, key, ao3_words.number(text))
        planned = figures.chapters if figures.is_complete else None
        self.found.figures = replace(figures, planned=planned)

    # Chapters

    def chapter(self, heading: LexborNode | None, nodes: list[LexborNode]) -> None:
        title = self.sheet.take(heading) if heading else None
        summary, notes, end_notes = NOTHING, list[Passage](), list[Passage]()
        content: list[LexborNode] = []
        after: list[LexborNode] = []
        for node in unwrapped(nodes, "story"):
            if has_class(node, "fff_foot_notes"):
                after.append(node)
            elif has_class(node, "fff_head_notes"):
                for is_own, passage in self._notes(node):
                    if SUMMARY.search(passage.label) and not summary:
                        summary = passage
                    else:
                        (self.found.notes if is_own else notes).append(passage)
            else:
                content.append(node)
        body = self.sheet.take_all(unwrapped(content, "userstuff"))
        for node in after:
            for is_own, passage in self._notes(node):
                (self.found.end_notes if is_own else end_notes).append(passage)
        self.found.chapter(
            title, body, summary=summary, notes=tuple(notes), end_notes=tuple(end_notes)
        )

    def _notes(self, node: LexborNode) -> Iterator[tuple[bool, Passage]]:
        """(is it the whole story's?, the note) of `<b>Author's Note:</b><blockquote>…`."""
        for label, value in runs(inner(node), known=None):
            told, piece = self.sheet.take_row(label, value)
            if piece.text:
                yield bool(WORKS_OWN.fullmatch(told)), piece.passage(told)
            else:
                self.found.around(replace(piece, text=told))


def _series(text: str, value: list[LexborNode]) -> Iterator[PartOfSeries]:
    """ "Clockwork [2]"."""
    links = [
        a
        for node in value
        if node.is_element_node
        for a in ([node] if node.tag == "a" else node.css("a"))
    ]
    number = NUMBER.search(text)
    if name := NUMBER.sub("", text).strip():
        address = link_of(links[0]) if links else ""
        yield PartOfSeries(name, int(number[1]) if number else 0, address)


def _day(text: str) -> date | None:
    found = DATE.match(text)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
