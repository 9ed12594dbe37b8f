"""An EPUB that no archive made: a book like any other.

Its pages go through pandoc, which knows the notes of EPUB 3. Where a page has no heading, the
table of contents says what its chapter is called.
"""

import re
from dataclasses import replace
from html import escape

from core.html import visible_text
from core.html.tags import decode as unescaped
from intake.reader.document import Document
from intake.reader.downloads.epub import Book, book_of
from intake.reader.letters.decoding import decode
from intake.reader.manuscript import Manuscript
from intake.reader.office.books import Description, described
from intake.reader.office.pandoc import Converted, convert
from intake.reader.office.reading import (
    PARAGRAPH,
    TAG,
    Aside,
    key,
    manuscript,
    with_words_elsewhere,
)
from intake.reader.zipped import Zipped

XML = (".opf", ".ncx", ".xml", ".xhtml", ".html", ".htm")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
CALIBRE = re.compile(r"""<meta\b[^<>]*\bname=["']calibre:(series(?:_index)?)["'][^<>]*>""")
CONTENT = re.compile(r"""\bcontent=["']([^"']*)""")
ENTRY = re.compile(  # of toc.ncx
    r"<text>\s*([^<]{1,300})</text>(?:(?!<text>)[^\x00]){0,500}?<content\b[^<>]*\bsrc=[\"']([^\"'#]+)"
)
LINK = re.compile(r"<a\b[^<>]*\bhref=[\"']([^\"'#]+)[^<>]*>\s*([^<]{1,300})</a>")  # of nav.xhtml
TITLE_PAGE = 1_000  # characters of HTML
PAGE = "\ufdd8"  # writer.lua puts it, with the page's name, where a page begins without a heading
HEADED = re.compile(rf"<h1>{PAGE}([^<]*)</h1>")
HEADED_PLAIN = re.compile(rf"^{PAGE}(.*)$", re.MULTILINE)


def read(document: Document, *, thoughts: bool) -> Manuscript:
    zipped = Zipped(document.data)
    zipped.inspect(xml=XML)
    book = book_of(zipped)
    description = _description(book)
    told = _with_headings(convert(document.data, "epub"), _labels(zipped))
    told = _without_title_page(replace(told, front=description.front), description)
    images = sum(name.lower().endswith(PICTURES) for name in zipped.names)
    found = manuscript(told, Aside(images=images), thoughts=thoughts)
    found = described(found, description)
    pages = "\n".join(visible_text(html) for _name, _style, html in book.pages)
    return with_words_elsewhere(found, pages.split("\n"))


def _with_headings(told: Converted, labels: dict[str, str]) -> Converted:
    def label(match: re.Match[str]) -> str:
        return labels.get(unescaped(match[1]).rpartition("/")[2], "")

    def heading(match: re.Match[str]) -> str:
        name = label(match)
        return f"<h1>{escape(name, quote=False)}</h1>" if name else "<hr />"

    return replace(
        told,
        html=HEADED.sub(heading, told.html),
        plain=HEADED_PLAIN.sub(label, told.plain),
    )


def _without_title_page(told: Converted, description: Description) -> Converted:
    """The names of title and authors above the text: the package says them as well."""
    names = {key(name) for name in description.authors}

    html, plain = told.html, told.plain.split("\n")
    for match in reversed(list(PARAGRAPH.finditer(html, 0, TITLE_PAGE))):
        text = unescaped(TAG.sub(" ", match[1])).strip()
        if key(text) in names and text in plain:
            html = html[: match.start()] + html[match.end() :]
            plain.remove(text)
    return replace(told, html=html, plain="\n".join(plain))


def _labels(zipped: Zipped) -> dict[str, str]:
    """{page: what the table of contents calls it}, the first of several."""
    found: dict[str, str] = {}
    for name in zipped.names:
        if name.endswith(".ncx"):
            pairs = ENTRY.findall(decode(zipped.read(name)).text)
        elif name.endswith("nav.xhtml"):
            pairs = [(b, a) for a, b in LINK.findall(decode(zipped.read(name)).text)]
        else:
            continue
        for label, page in pairs:
            text = " ".join(unescaped(label).split())
            found.setdefault(page.rpartition("/")[2], text)
    return found


def _description(book: Book) -> Description:
    calibre = {
        match[1]: unescaped(content[1])
        for match in CALIBRE.finditer(book.package)
        if (content := CONTENT.search(match[0]))
    }
    position = calibre.get("series_index", "").split(".")[0]
    return Description(
        title=book.first("title"),
        authors=tuple(book.said.get("creator", ())),
        summary=unescaped(book.first("description")),
        subjects=tuple(book.said.get("subject", ())),
        language=book.first("language"),
        series=calibre.get("series", ""),
        position=int(position) if re.fullmatch("[0-9]{1,4}", position) else 0,
    )
