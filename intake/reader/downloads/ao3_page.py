"""A work's page as a browser saved it from AO3: one chapter, or the entire work.

Around the work stand menus, buttons and comments: all of it goes to the report.
"""

import re

from selectolax.lexbor import LexborNode

from intake.reader.downloads import ao3_words
from intake.reader.downloads.gathered import Gathered
from intake.reader.downloads.sheet import Sheet, elements, has_class, inner, words_of
from intake.reader.downloads.tag_list import TagList, kind_of_value
from intake.reader.manuscript import NOTHING, HeaderLine, Manuscript, Passage

KINDS = (*ao3_words.ORDER, "language", "series", "collections", "stats")
SKIN = "#workskin"
NUMBERS = (  # where the work's number stands, surest first
    re.compile(r"saved from url=\(\d+\)https?://archiveofourown\.org/[\w/]*?works/(\d+)"),
    re.compile(r"archiveofourown\.org/downloads/(\d+)/"),
    re.compile(r"[\"']/downloads/(\d+)/"),
    re.compile(r"archiveofourown\.org/works/(\d+)/(?:chapters|navigate|share|bookmarks)"),
)
AO3 = "archiveofourown.org"


def read(sheet: Sheet, html: str) -> Manuscript | None:
    """`html`: the page as it stands, comments and all."""
    work = _Page(sheet)
    work.meta()
    work.preface()
    for chapter in sheet.all(f"{SKIN} #chapters > div.chapter"):
        work.chapter(chapter)
    if not work.found.chapters and (only := sheet.first(f"{SKIN} #chapters")):
        work.chapter(only)
    work.afterword()
    if number := _number(html):
        work.found.posted_at(f"https://{AO3}/works/{number}", 0)
    return work.found.manuscript(sheet) if work.found.chapters else None


def _number(html: str) -> str:
    found = (pattern.search(html) for pattern in NUMBERS) if AO3 in html else ()
    return next((match[1] for match in found if match), "")


class _Page:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.found = sheet, Gathered()

    def meta(self) -> None:
        box = self.sheet.first("dl.work.meta")
        label: LexborNode | None = None
        for child in elements(box) if box else ():
            if child.tag == "dt":
                label = child
            elif child.tag == "dd" and label:
                kind = next((kind for kind in KINDS if has_class(child, kind)), "")
                TagList(self.sheet, self.found).read(kind or kind_of_value(child), label, child)
                label = None

    def preface(self) -> None:
        box = self.sheet.first(f"{SKIN} div.preface")
        if not box:
            return
        if title := box.css_first("h2.title"):
            self.found.title = self.sheet.take(title).name()
        if byline := box.css_first(".byline"):
            names = ao3_words.authors(byline)
            piece = self.sheet.take(byline)
            self.found.authors(names, piece.plain, piece.line)
            self.found.taken.append(piece.name())
        for module in box.css("div.module"):
            if has_class(module, "summary"):
                self.found.summary = self._note(module) or NOTHING
            elif has_class(module, "notes"):
                self._associations(module)
                if note := self._note(module):
                    self.found.notes.append(note)

    def _associations(self, module: LexborNode) -> None:
        for item in module.css("ul.associations > li"):
            piece = self.sheet.take(item)
            self.found.related(piece, ao3_words.related(item, piece.plain, piece.line))

    def _note(self, module: LexborNode) -> Passage | None:
        """The text of a box with a heading, and the heading as its label."""
        quote, heading = module.css_first("blockquote.userstuff"), module.css_first("h3")
        if not quote or not words_of(quote):
            return None
        label = self.sheet.take(heading).plain.strip(" :：") if heading else ""
        return self.sheet.take(quote).passage(label)

    def chapter(self, box: LexborNode) -> None:
        heading = box.css_first(".preface h3.title, .preface h2.title")
        title = self.sheet.take(heading) if heading else None
        if byline := box.css_first(".preface .byline"):
            self.found.header_lines.append(self.sheet.take(byline).header_line())
        summary, notes = NOTHING, list[Passage]()
        for module in box.css("div.module"):
            is_note = has_class(module, "notes") and not has_class(module, "end")
            if has_class(module, "summary"):
                summary = self._note(module) or NOTHING
            elif is_note and (note := self._note(module)):
                notes.append(note)
        text = next((node for node in box.css("div.userstuff") if _is_text(node)), None)
        body = self.sheet.take_all(
            node for node in (inner(text) if text else []) if not has_class(node, "landmark")
        )
        ends = [self._note(module) for module in box.css("div.end.notes")]
        self.found.chapter(
            title,
            body,
            summary=summary,
            notes=tuple(notes),
            end_notes=tuple(filter(None, ends)),
        )

    def afterword(self) -> None:
        box = self.sheet.first("#work_endnotes")
        if box and (note := self._note(box)):
            self.found.end_notes.append(note)
        children = self.sheet.first("#children")
        for item in children.css("li") if children else ():
            piece = self.sheet.take(item)
            self.found.header_lines.append(HeaderLine("", piece.plain, piece.line))


def _is_text(node: LexborNode) -> bool:
    return not has_class(node, "notes") and not has_class(node, "summary")
