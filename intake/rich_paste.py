"""A paste with its formatting: the page that the clipboard held, beside the words in the box."""

import re

from core.html import visible_text
from core.html.tags import tokens
from core.words import words
from intake.reader.pages.frames import without_islands
from intake.reader.pages.head import sheets

NEXT = "<!--NextPaste-->"  # static/js/rich-paste.js puts it between two pastes
BEGINS = re.compile(r"<!--\s*StartFragment\s*-->")
ENDS = re.compile(r"<!--\s*EndFragment\s*-->")
LIST_MARK = re.compile(r"^[ \t]*(?:\d{1,3}|[a-zA-Z])[.)][ \t]+", re.MULTILINE)


def document(rich: str, text: str) -> str:
    """The HTML document to keep, if it says what stands in the box, word for word; else "": what
    was typed there goes before. Programs number a list in the text and not in the page."""
    pieces = [_piece(piece) for piece in rich.split(NEXT) if piece.strip()]
    page = "\n".join(piece for _css, piece in pieces)
    said = words(visible_text(page))
    is_same = said == words(text) or ("<li" in page and said == words(LIST_MARK.sub("", text)))
    if not said or not is_same:
        return ""
    css = "\n".join(css for css, _piece in pieces if css)
    head = f"<head><style>\n{css}\n</style></head>" if css else ""
    return f"<!doctype html>\n<html>{head}<body>\n{page}\n</body></html>\n"


def _piece(html: str) -> tuple[str, str]:
    """(style sheets, what was copied) of one paste."""
    html = without_islands(html.replace("\r\n", "\n"))
    unseen = (token.source for token in tokens(html) if token.kind == "unseen")
    css = "\n".join(sheets(unseen))
    if begins := BEGINS.search(html):
        html = html[begins.end() :]
    if ends := ENDS.search(html):
        html = html[: ends.start()]
    return css, html
