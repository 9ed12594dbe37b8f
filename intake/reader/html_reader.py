"""HTML documents: our own dialect, saved pages of any age, exports of word processors.

A page is prepared (pages/prepared.py), the sanitiser makes it a plain sequence of blocks; each
becomes a line (one for each `<br>` too), and then the same reader as for plain text finds header,
chapters and notes in them. What is no part of the story stands in the report.
"""

import re
from dataclasses import replace
from pathlib import PurePath

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborHTMLParser

from core.html import laid_out, visible_text
from core.html.tags import tokens
from core.words import words
from intake.reader import conservation
from intake.reader.compose import compose
from intake.reader.manuscript import Manuscript
from intake.reader.pages import signs, typed
from intake.reader.pages.furniture import withhold
from intake.reader.pages.headed import lines_and_form
from intake.reader.pages.prepared import Prepared, prepared
from intake.reader.pages.rows import Rows
from intake.reader.pages.told import with_page
from intake.reader.privacy import kept_private
from intake.reader.unreadable import Unreadable

SUFFIXES = frozenset((".html", ".htm", ".xhtml", ".mht", ".mhtml"))
DOCUMENT = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--[^<>]{0,2000}-->\s*){0,5}"
    r"<(?:!doctype\s+html|html|head|body|frameset)\b",
    re.IGNORECASE,
)
ARCHIVE = re.compile(  # a page with its pictures as a mail, as browsers save it
    r"(?=(?:.+\n){0,20}?content-type:\s*multipart/related)(?:[\w-]+:.*\n|[ \t]+.*\n){2,20}",
    re.IGNORECASE,
)
FEWEST_WORDS = 60  # in a page of frames that is a story all the same
LEAST = 3  # as many words may be withheld as are kept, times this; else the page fooled us


def is_html(text: str, filename: str) -> bool:
    """By how it begins; or by its name, if there are tags in it at all."""
    if DOCUMENT.match(text) or ARCHIVE.match(text[:4_000]):
        return True
    is_named = PurePath(filename).suffix.lower() in SUFFIXES
    return is_named and any(token.kind == "start" for token in tokens(text))


def manuscript(text: str, *, thoughts: bool) -> Manuscript:
    """Line numbers are those of the page's plain reading, which becomes `source`. Raises
    Unreadable for a page that is only a frame around others."""
    page = prepared(text)
    found, withheld = _read(page, thoughts=thoughts)
    if page.has_frames and len(found.source.split()) < FEWEST_WORDS:
        raise Unreadable(
            _("This page is only a frame around others. Open the story in it, save that page.")
        )
    if withheld and not _is_plausible(found, withheld, is_sure=page.is_sure):
        found, _withheld = _read(page.unsigned, thoughts=thoughts, withholds=False)
    return kept_private(found) if found.origin else found


def _read(page: Prepared, *, thoughts: bool, withholds: bool = True) -> tuple[Manuscript, int]:
    """The manuscript, and how many characters were withheld from it."""
    html = laid_out(page.html)  # the press sends all that comes of it through the sanitiser
    shown = visible_text(html)
    rows = Rows(len(shown))
    if body := LexborHTMLParser(html).body:
        rows.read(body)
    if withholds:
        withhold(rows.rows)
    found = typed.mail(rows.rows, len(shown), thoughts=thoughts)
    if not found:
        lines, form = lines_and_form(rows.rows, page.title)
        found = compose(lines, rows.raw, form=form, thoughts=thoughts)
        found = replace(found, source=_plain(shown, rows))
    withheld = sum(len(row.words) for row in rows.rows if row.sign or row.aside)
    return with_page(found, rows.rows, page), withheld


def _plain(shown: str, rows: Rows) -> str:
    """The plain reading; that of a `<pre>` has its lines, if all its words are there."""
    shown = signs.without(shown)
    if any(row.is_typed for row in rows.rows):
        lines = "\n".join(rows.raw)
        return lines if words(lines) == words(shown) else shown
    return shown


def _is_plausible(found: Manuscript, withheld: int, *, is_sure: bool) -> bool:
    bodies = sum(len(chapter.text) for chapter in found.chapters)
    if not bodies or (withheld > LEAST * bodies and not is_sure):
        return False
    return conservation.check(found, found.source).is_complete
