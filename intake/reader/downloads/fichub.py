"""A story as FicHub exports it, from FanFiction.net and other sites: EPUB, or a page in a zip."""

import re
from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborNode

from intake.reader.document import Document
from intake.reader.downloads import ao3_words, ffn_line
from intake.reader.downloads.epub import book_of
from intake.reader.downloads.gathered import Gathered, changed
from intake.reader.downloads.sheet import (
    Piece,
    Sheet,
    elements,
    has_class,
    inner,
    is_space,
    link_of,
    words_of,
)
from intake.reader.manuscript import Figures, Manuscript
from intake.reader.zipped import Zipped

ROW = re.compile(
    r"(?P<label>Status|Published|Updated|Words|Chapters|Original source|Exported with):?\s*"
    r"(?P<value>.*)"
)
BY = re.compile(r"[Bb]y:?\s+")
HEADINGS = ("h1", "h2", "h3")


def epub(document: Document) -> Manuscript | None:
    sheet = Sheet(book_of(Zipped(document.data)).html)
    introduction = sheet.first("[data-page='introduction.xhtml']")
    nodes = inner(introduction) if introduction else []
    return _read(sheet, nodes, sheet.all("[data-page^='chap_']"))


def html(document: Document) -> Manuscript | None:
    sheet = Sheet(document.text)
    nodes = []
    for node in inner(sheet.body) if sheet.body else []:
        if node.tag == "nav":
            break
        nodes.append(node)
    return _read(sheet, nodes, sheet.all("div[id^='chap_']"))


def _read(
    sheet: Sheet, introduction: list[LexborNode], pages: list[LexborNode]
) -> Manuscript | None:
    story = _Story(sheet)
    for node in introduction:
        story.introduction(node)
    story.set_summary()
    for page in pages:
        story.chapter(page)
    return story.found.manuscript(sheet) if story.found.chapters else None


class _Story:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.found = sheet, Gathered()
        self.description: list[LexborNode] = []
        self.is_described = False

    def introduction(self, node: LexborNode) -> None:
        found = self.found
        text = words_of(node) if node.is_element_node else ""
        if node.tag == "h1" and not found.title:
            found.title = self.sheet.take(node).name()
        elif not found.suggested and BY.match(text) and (node.tag == "h2" or _is_bold(node)):
            piece = self.sheet.take(node)
            found.authors([(BY.sub("", piece.plain, count=1), "")], piece.plain, piece.line)
            found.taken.append(piece.name())
        elif node.tag == "p" and (row := ROW.match(text)):
            self.set_summary()
            self._row(node, row["label"], row["value"])
        elif node.tag == "p" and (grey := ffn_line.parse(text)):
            self.set_summary()
            self._grey(self.sheet.take(node), grey)
        elif not self.is_described and (found.title or not is_space(node)):
            self.description.append(node)

    def set_summary(self) -> None:
        nodes, self.description, self.is_described = self.description, [], True
        if any(not is_space(node) for node in nodes):
            self.found.summary = self.sheet.take_all(nodes).passage()

    def _row(self, node: LexborNode, label: str, value: str) -> None:
        figures = self.found.figures
        if label == "Exported with":
            return
        link = node.css_first("a")
        piece = self.sheet.take(node)
        if label == "Original source":
            self.found.posted_at(link_of(link) if link else value, piece.line)
        elif label == "Status":
            figures = replace(figures, is_complete=value.lower().startswith("complete"))
        elif label in ("Published", "Updated"):
            figures = changed(figures, label.lower(), _day(value))
        else:
            figures = changed(figures, label.lower(), ao3_words.number(value))
        self.found.figures = _planned(figures)
        self.found.taken.append(piece.name())

    def _grey(self, piece: Piece, grey: ffn_line.GreyLine) -> None:
        for one in grey.suggestions(piece.plain, piece.line):
            self.found.put(one)
        said, told = self.found.figures, grey.figures
        self.found.figures = _planned(
            Figures(
                published=said.published or told.published,
                updated=said.updated or told.updated,
                is_complete=told.is_complete if said.is_complete is None else said.is_complete,
                words=said.words or told.words,
                chapters=said.chapters or told.chapters,
            )
        )
        self.found.origin = self.found.origin or grey.origin
        self.found.taken.append(piece.name())

    def chapter(self, page: LexborNode) -> None:
        nodes = [node for node in inner(page) if not has_class(node, "chapter_nav")]
        first = next((node for node in nodes if not is_space(node)), None)
        heading = first if first is not None and first.tag in HEADINGS else None
        title = self.sheet.take(heading) if heading else None
        skipped = heading.mem_id if heading else None
        body = self.sheet.take_all(node for node in nodes if node.mem_id != skipped)
        self.found.chapter(title, body)


def _is_bold(node: LexborNode) -> bool:
    found = elements(node) if node.tag == "p" else []
    return bool(found) and found[0].tag == "b"


def _planned(figures: Figures) -> Figures:
    """The chapters of a complete story are all that were planned."""
    chapters = figures.chapters or 1
    return replace(figures, planned=chapters if figures.is_complete else None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
