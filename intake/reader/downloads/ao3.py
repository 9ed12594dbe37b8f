"""A work as AO3 lets it be downloaded: the HTML file, and the EPUB that calibre makes of it.

Both hold the same elements in the same order: `#preface` (tags, title, byline, summary, notes),
`#chapters` and `#afterword`. The EPUB has them in several files and calls some classes otherwise,
so everything is found by what calibre keeps.
"""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from intake.reader.document import Document
from intake.reader.downloads import ao3_page, ao3_words
from intake.reader.downloads.ao3_parts import (
    AFTERWORD,
    CHAPTERS,
    ENDNOTES,
    FURNITURE,
    LANDMARKS,
    PREFACE,
    REGIONS,
    box_of,
    is_content,
    parts_of,
    region_of,
)
from intake.reader.downloads.epub import book_of
from intake.reader.downloads.gathered import Gathered
from intake.reader.downloads.sheet import (
    Piece,
    Sheet,
    elements,
    has_class,
    is_space,
    joined,
    link_of,
    words_of,
)
from intake.reader.downloads.tag_list import TagList, kind_of_value
from intake.reader.header.labels import FIELD_OF, key_of
from intake.reader.manuscript import NOTHING, HeaderLine, Manuscript, Passage
from intake.reader.zipped import Zipped

CHAPTER_BY = re.compile(r"Chapter by\s+")


def html(document: Document) -> Manuscript | None:
    """The file, or a page saved from the browser. None where it is not as AO3 makes them."""
    sheet = Sheet(document.text)
    return ao3_page.read(sheet, document.text) if sheet.first("dl.work.meta") else _read(sheet)


def epub(document: Document) -> Manuscript | None:
    return _read(Sheet(book_of(Zipped(document.data)).html))


def _read(sheet: Sheet) -> Manuscript | None:
    if len(sheet.all("dl.tags")) != 1:  # several works in one file are none of AO3's
        return None
    work = _Work(sheet)
    for node in parts_of(sheet):
        work.part(node)
    work.finish()
    return work.found.manuscript(sheet) if work.found.chapters else None


@dataclass
class _Chapter:
    heading: Piece | None = None
    head: int = 0  # the box around heading, summary and notes
    summary: Passage = NOTHING
    notes: list[Passage] = field(default_factory=list)
    content: list[LexborNode] = field(default_factory=list)
    bodies: list[Piece] = field(default_factory=list)
    end_notes: list[Passage] = field(default_factory=list)


class _Work:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.found = sheet, Gathered()
        self.region = PREFACE
        self.label: LexborNode | None = None  # a paragraph that may announce what comes
        self.is_ending = False  # in a chapter's end notes
        self.chapter = _Chapter()
        self.wrappers = sheet.around(LANDMARKS)

    def part(self, node: LexborNode) -> None:
        if self._enters(node) or (node.mem_id in self.wrappers and not is_content(node)):
            return
        if node.tag == "blockquote" and has_class(node, "userstuff") and self.label:
            self._labelled(self.label, node)
            self.label = None
        elif node.tag == "p" and self._may_be_label(node):
            self.label = node
        elif self.region == PREFACE:
            self._preface(node)
        elif self.region == CHAPTERS:
            self._chapters(node)
        elif node.tag == "dl":
            self._inspired(node)

    def finish(self) -> None:
        self._close()

    def _enters(self, node: LexborNode) -> bool:
        """Into another region? Where an EPUB lost a wrapper, its heading says it."""
        name = region_of(node)
        if name in REGIONS:
            self.region, self.label = name, None
        elif name:
            self.is_ending, self.label = True, None
            self._set_body()
            self.region = AFTERWORD if name == ENDNOTES else self.region
        elif node.tag == "h2" and words_of(node) == "Afterword" and has_class(node, "toc-heading"):
            self.region = AFTERWORD
        elif node.tag == "h2" and has_class(node, "heading") and self.region != AFTERWORD:
            self.region = CHAPTERS
            self._close()
            self.chapter.head = box_of(node)
            self.chapter.heading = self.sheet.take(node)
        else:
            return False
        return True

    def _may_be_label(self, node: LexborNode) -> bool:
        """A paragraph before a `blockquote.userstuff`, where no story's text can be."""
        is_at_head = self.chapter.heading and not self.chapter.content
        if self.region == CHAPTERS and not (self.is_ending or is_at_head):
            return False
        after = node.next
        while after is not None and not after.is_element_node:
            after = after.next
        return after is not None and after.tag == "blockquote" and has_class(after, "userstuff")

    def _labelled(self, announcing: LexborNode, node: LexborNode) -> None:
        if not words_of(node):
            return
        label = self.sheet.take(announcing).plain
        passage = self.sheet.take(node).passage(label)
        is_summary = "summary" in label.lower() or FIELD_OF.get(key_of(label)) == "summary"
        if self.region == AFTERWORD:
            self.found.end_notes.append(passage)
        elif self.region == PREFACE and is_summary and not self.found.summary:
            self.found.summary = passage
        elif self.region == PREFACE:
            self.found.notes.append(passage)
        elif self.is_ending:
            self.chapter.end_notes.append(passage)
        elif is_summary and not self.chapter.summary:
            self.chapter.summary = passage
        else:
            self.chapter.notes.append(passage)

    # The preface

    def _preface(self, node: LexborNode) -> None:
        if node.tag == "dl" and has_class(node, "tags"):
            self._tags(node)
        elif node.tag == "h1" and not self.found.title:
            self.found.title = self.sheet.take(node).name()
        elif has_class(node, "byline"):
            self._byline(node)
        elif has_class(node, "message"):
            self._message(node)
        elif node.tag == "ul":
            for item in node.css("li"):
                self._related(item)

    def _message(self, node: LexborNode) -> None:
        links = [link_of(link) for link in node.css("a")]
        address = next((link for link in links if "/works/" in link), "")
        piece = self.sheet.take(node)
        self.found.posted_at(address, piece.lines[1])
        self.found.around(piece)

    def _byline(self, node: LexborNode) -> None:
        names = ao3_words.authors(node)
        piece = self.sheet.take(node)
        self.found.authors(names, piece.plain, piece.line)
        self.found.taken.append(piece.name())

    def _related(self, item: LexborNode) -> None:
        piece = self.sheet.take(item)
        self.found.related(piece, ao3_words.related(item, piece.plain, piece.line))

    def _tags(self, node: LexborNode) -> None:
        known: list[str] = []
        label: LexborNode | None = None
        for child in elements(node):
            if child.tag == "dt":
                label = child
            elif child.tag == "dd" and label:
                kind = self._kind(label, child, known)
                TagList(self.sheet, self.found).read(kind, label, child)
                label = None

    def _kind(self, label: LexborNode, value: LexborNode, known: list[str]) -> str:
        kind = ao3_words.kind_of_label(words_of(label)) or kind_of_value(value)
        names = [words_of(link) for link in value.css("a")]
        if not kind and names:
            kind = ao3_words.kind_of_unknown(known, names)
        if kind in ao3_words.ORDER:
            known.append(kind)
        return kind or ("" if names else "language" if known else "")

    # The chapters

    def _chapters(self, node: LexborNode) -> None:
        content = self.chapter.content
        if is_space(node) and (not content or is_content(content[-1])):
            return  # between blocks
        if is_content(node) or not self._is_furniture(node):
            self.is_ending = False
            content.append(node)
        elif has_class(node, "byline"):
            self._chapter_byline(node)

    def _is_furniture(self, node: LexborNode) -> bool:
        box = node.parent
        if box is not None and (
            box.mem_id == self.chapter.head or region_of(box) not in ("", CHAPTERS)
        ):
            return True
        return any(has_class(node, name) for name in FURNITURE)

    def _chapter_byline(self, node: LexborNode) -> None:
        names = ao3_words.authors(node)
        piece = self.sheet.take(node)
        text = CHAPTER_BY.sub("", piece.plain)
        label = piece.plain.removesuffix(text).strip()
        self.found.header_lines.append(HeaderLine(label, text, piece.line))
        for name, _address in names:
            self.found.suggest("author", name, piece.plain, piece.line)

    def _close(self) -> None:
        """The chapter up to here is whole. White space before the first is none."""
        self._set_body()
        chapter, self.chapter, self.is_ending = self.chapter, _Chapter(), False
        if not (chapter.bodies or chapter.heading):
            return
        self.found.chapter(
            chapter.heading,
            joined(chapter.bodies),
            notes=tuple(chapter.notes),
            summary=chapter.summary,
            end_notes=tuple(chapter.end_notes),
        )

    def _set_body(self) -> None:
        """Taken before the notes after it, as it stands before them."""
        content, self.chapter.content = self.chapter.content, []
        if content and all(map(is_content, content)):
            self.chapter.bodies.append(self.sheet.take_insides(content))
        elif content:
            self.chapter.bodies.append(self.sheet.take_all(content))

    # The afterword

    def _inspired(self, node: LexborNode) -> None:
        label = ""
        for child in elements(node):
            piece = self.sheet.take(child)
            if child.tag == "dt":
                label = piece.plain
            else:
                self.found.header_lines.append(HeaderLine(label, piece.plain, piece.line))
                label = ""
