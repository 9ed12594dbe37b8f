"""Tables of old pages: most are none. They lay a page out, or set labels beside their values."""

import re

from selectolax.lexbor import LexborNode

from core.html import visible_text
from core.html.tags import names
from intake.reader.header.labels import FIELD_OF, key_of
from intake.reader.pages import signs

BREAK = re.compile(r"<br[^<>]*>", re.IGNORECASE)
MOST = 0.5  # of a page's characters: what holds them is the page
FEWEST_LABELS = 2
MOST_PAIRS = 40
LONGEST_LABEL = 40
ROW_GROUPS = names("tbody thead tfoot")


def is_layout(table: LexborNode, size: int, of_page: int) -> bool:
    return size > MOST * of_page


def cells(table: LexborNode) -> list[LexborNode]:
    """In their order, with a caption; those of tables within are theirs."""
    found: list[LexborNode] = []
    for part in table.iter():
        if part.tag in ROW_GROUPS:
            found += [cell for row in part.iter() for cell in row.iter()]
        elif part.tag == "caption":
            found.append(part)
    return found


def labelled_pairs(node: LexborNode, tag: str) -> list[tuple[str, str]]:
    """(label, value) as HTML, where all is one or the other and most labels are known."""
    pairs = _rows(node) if tag == "table" else _terms(node)
    if not FEWEST_LABELS <= len(pairs) <= MOST_PAIRS:
        return []
    labels = [signs.without(visible_text(label)) for label, _ in pairs]
    if any(not label or len(label) > LONGEST_LABEL or "\n" in label for label in labels):
        return []
    known = sum(key_of(label.strip(": ")) in FIELD_OF for label in labels)
    return pairs if known * 2 > len(labels) else []


def _rows(table: LexborNode) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for group in table.iter():
        if group.tag not in ROW_GROUPS:
            return []
        for row in group.iter():
            found = [cell.html or "" for cell in row.iter()]
            if len(found) != 2:
                return []
            pairs.append((_bare(found[0]), _bare(found[1])))
    return pairs


def _terms(terms: LexborNode) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for item in terms.iter():
        inside = _bare(item.html or "")
        if item.tag == "dt":
            pairs.append((inside, ""))
        elif item.tag == "dd" and pairs:
            label, value = pairs[-1]
            pairs[-1] = (label, f"{value} {inside}" if value else inside)
        else:
            return []
    return pairs


BLOCK_TAG = re.compile(r"</?(?:p|div|center|br|h[1-6]|ul|ol|li)\b[^<>]*>", re.I)


def _bare(cell: str) -> str:
    """What stands in a cell, on one line."""
    inside = cell[cell.index(">") + 1 : cell.rindex("</")]
    return BLOCK_TAG.sub(" ", inside)
