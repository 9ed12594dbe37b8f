"""The first page and the chapters of FanFicFare's files, as pairs of a label and what it says."""

import re
from collections.abc import Iterator
from html import escape

from selectolax.lexbor import LexborNode

from intake.reader.downloads.epub import Book
from intake.reader.downloads.sheet import Sheet, elements, has_class, inner, is_space, words_of

TAGS = {
    "category": "fandom",
    "fandoms": "fandom",
    "genre": "freeform",
    "freeform tags": "freeform",
    "extra tags": "freeform",
    "ao3 categories": "category",
    "characters": "character",
    "relationships": "relationship",
    "warnings": "warning",
}
SERIES = ("series", "additional series")
FIGURES = ("status", "published", "updated", "chapters", "words")
UNSAID = ("packaged", "publisher", "file format", "file extension", "site abbrev", "story id")
KNOWN = frozenset((*TAGS, *SERIES, *FIGURES, *UNSAID, "rating", "language"))
SUBJECTS = "Subjects"  # of a book without a first page
NO_SUBJECT = re.compile(r"FanFiction|In-Progress|Completed|Last Update.*")
SUMMARY = re.compile(r"\bSummary\b", re.IGNORECASE)


def rows(page: LexborNode) -> Iterator[tuple[LexborNode, list[LexborNode]]]:
    if table := page.css_first("table.full"):
        for row in table.css("tr"):
            cells = [cell for cell in elements(row) if cell.tag == "td"]
            label = cells[0].css_first("b") if cells else None
            if label and len(cells) > 1:
                yield cells[0], inner(cells[1])
            elif label:
                yield label, [n for n in inner(cells[0]) if n.mem_id != label.mem_id]
    elif box := next((node for node in elements(page) if node.tag == "div"), None):
        yield from runs(inner(box), known=KNOWN)


def runs(
    nodes: list[LexborNode], known: frozenset[str] | None
) -> Iterator[tuple[LexborNode, list[LexborNode]]]:
    """(`<b>Label:</b>`, what follows it up to the next). In the summary, which may hold bold words
    of its own, only a label of the `known` ones ends it."""
    label: LexborNode | None = None
    value: list[LexborNode] = []
    for node in nodes:
        if _is_label(node, label, known):
            if label:
                yield label, value
            label, value = node, []
        elif label:
            value.append(node)
    if label:
        yield label, value


def _is_label(node: LexborNode, current: LexborNode | None, known: frozenset[str] | None) -> bool:
    text = words_of(node) if node.tag == "b" else ""
    if not text.endswith(":"):
        return False
    is_in_summary = known is not None and current and SUMMARY.match(words_of(current))
    return not is_in_summary or text.strip(" :").lower() in (known or ())


def chapter_of(page: LexborNode) -> tuple[LexborNode | None, list[LexborNode]]:
    """(a chapter's heading, the rest of its page)."""
    heading = page.css_first(".fff_chapter_title") or next(
        (node for node in elements(page) if node.tag in ("h1", "h2", "h3")), None
    )
    return heading, [
        node for node in inner(page) if heading is None or node.mem_id != heading.mem_id
    ]


def sections(sheet: Sheet) -> Iterator[tuple[LexborNode, list[LexborNode]]]:
    """Of the HTML file: `<a name="section0001"><h2>…</h2></a>` and what follows."""
    for anchor in sheet.all("a[name^='section']"):
        nodes: list[LexborNode] = []
        node = anchor.next
        while node is not None and not _is_section(node):
            nodes.append(node)
            node = node.next
        yield anchor, [node for node in nodes if not node.is_comment_node]


def _is_section(node: LexborNode) -> bool:
    if node.tag != "a":
        return False
    return str(node.attributes.get("name") or "").startswith("section")


def unwrapped(nodes: list[LexborNode], name: str) -> list[LexborNode]:
    """The inside of the only element, if it has this class."""
    shown = [node for node in nodes if not is_space(node)]
    return inner(shown[0]) if len(shown) == 1 and has_class(shown[0], name) else nodes


def first_page_of(book: Book) -> str:
    """A first page as FanFicFare makes them, of what the package says."""
    subjects = [name for name in book.said.get("subject", []) if not NO_SUBJECT.fullmatch(name)]
    rows = (
        (SUBJECTS, escape(", ".join(subjects))),
        ("Summary", book.first("description")),
    )
    lines = "".join(f"<b>{label}:</b> {value}<br>" for label, value in rows if value)
    names = escape(", ".join(book.said.get("creator", [])))
    title = f"<a>{escape(book.first('title'))}</a> by {names}"
    return f"<h3>{title}</h3><div>{lines}</div>"
