"""What a page says of itself where nobody looks: its name, its address, its style sheets."""

import re
from collections.abc import Iterable, Iterator

from core.html.tags import decode

LONGEST = 100_000  # characters that are looked at
SHEET = re.compile(r"<style\b[^<>]*>", re.I)
SHEET_END = re.compile(r"</style", re.I)
HEAD_TITLE = re.compile(r"<title\b[^<>]*>([^<]{0,1000})</title", re.I)
SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|page saved with singlefile\s+url:)\s*(https?://\S{1,500})",
    re.I,
)
CANONICAL = re.compile(
    r"<link\b(?=[^<>]{0,300}\brel=[\"']?canonical\b)[^<>]{0,300}\bhref=[\"']?"
    r"(https?://[^\s\"'<>]{1,500})",
    re.I,
)


def title(unseen: Iterable[str]) -> str:
    """What stands over the window; `unseen` are the sources of what no page shows, in order."""
    found = HEAD_TITLE.search("".join(unseen)[:LONGEST])
    return " ".join(decode(found[1]).split()) if found else ""


def address(unseen: Iterable[str]) -> str:
    """Where the page was saved."""
    head = "".join(unseen)[:LONGEST]
    found = SAVED_FROM.search(head) or CANONICAL.search(head)
    return found[1] if found else ""


def sheets(unseen: Iterable[str]) -> Iterator[str]:
    """The contents of `<style>`, also of those in the head, which is one token."""
    for source in unseen:
        for piece in SHEET.split(source)[1:]:
            yield SHEET_END.split(piece, maxsplit=1)[0]
