"""An EPUB as one page: its package's words, and the bodies of its pages in reading order.

XML is read as HTML5 after its `<a id="x"/>` were closed, so no entity and no outer file can do
anything.
"""

import re
from dataclasses import dataclass, field
from html import escape
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from core.html.tags import names
from intake.reader.letters.decoding import decode
from intake.reader.zipped import Zipped

CONTAINER = "META-INF/container.xml"
VOID = names("area base br col embed hr img input link meta param source track wbr")
EMPTY = re.compile(
    r"""<(?P<name>[A-Za-z][\w:.-]*+)(?P<rest>(?:[^<>"'/]++|/(?!>)|"[^"<]*+"|'[^'<]*+')*+)/>"""
)
PREFIXED = re.compile(r"(</?)(?:opf|container|ns0):")
BODY = re.compile(r"<body\b([^<>]*)>", re.IGNORECASE)
CLASS = re.compile(r"""\bclass\s*=\s*["']([^"']*)""", re.IGNORECASE)
FULL_PATH = re.compile(r"""\bfull-path\s*=\s*["']([^"']+)""")


@dataclass
class Book:
    """`pages` are (file name, body's class, body's HTML) in reading order; `said` what the package
    says: {"title": […], "creator": […], "subject": …} and `package` its whole text."""

    package: str = ""
    said: dict[str, list[str]] = field(default_factory=dict)
    pages: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def html(self) -> str:
        """One page with a `<div data-page=…>` for each."""
        return "\n".join(
            f'<div data-page="{escape(name)}" class="{escape(style)}">{body}</div>'
            for name, style, body in self.pages
        )

    def first(self, name: str) -> str:
        return next(iter(self.said.get(name, [])), "")


def book_of(zipped: Zipped) -> Book:
    """Raises Unreadable where the file is damaged."""
    path, package = package_of(zipped)
    tree = LexborHTMLParser(package)
    book = Book(package)
    for node in tree.css("*"):
        if (node.tag or "").startswith("dc:") and (text := node.text().strip()):
            book.said.setdefault(str(node.tag)[3:], []).append(text)
    files = {
        node.attributes.get("id"): node.attributes.get("href") or "" for node in tree.css("item")
    }
    for reference in tree.css("itemref"):
        href = files.get(reference.attributes.get("idref"), "")
        name = normpath(join(dirname(path), unquote(href or "")))
        if href and name in zipped:
            book.pages.append(_page(name, zipped.read(name)))
    return book


def package_of(zipped: Zipped) -> tuple[str, str]:
    """(where it lies, its text); ("", "") without one."""
    if CONTAINER not in zipped:
        return "", ""
    found = FULL_PATH.search(_text(zipped.read(CONTAINER)))
    if not found or (path := normpath(unquote(found[1]))) not in zipped:
        return "", ""
    return path, PREFIXED.sub(r"\1", opened(_text(zipped.read(path))))


def opened(xml: str) -> str:
    """`<a id="x"/>` as `<a id="x"></a>`: HTML knows no such end, and would go on in it."""
    return EMPTY.sub(_opened, xml)


def _opened(tag: re.Match[str]) -> str:
    name = tag["name"]
    return tag[0] if name.lower() in VOID else f"<{name}{tag['rest']}></{name}>"


def _page(name: str, data: bytes) -> tuple[str, str, str]:
    html = opened(_text(data))
    body = BODY.search(html)
    if not body:
        return name.rpartition("/")[2], "", html
    style = CLASS.search(body[1])
    end = html.lower().rfind("</body")
    inside = html[body.end() : end if end >= body.end() else len(html)]
    return name.rpartition("/")[2], style[1] if style else "", inside


def _text(data: bytes) -> str:
    return decode(data).text
