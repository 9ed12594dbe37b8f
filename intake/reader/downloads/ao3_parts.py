"""AO3's downloads, taken apart: which elements mean something, and in which region they stand."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from intake.reader.downloads.sheet import Sheet, elements, inner

PREFACE, CHAPTERS, AFTERWORD = REGIONS = "preface", "chapters", "afterword"
LANDMARKS = (
    "#preface, #chapters, #afterword, dl.tags, p.message, div.byline, div.endnote-link, "
    "h2.toc-heading, h2.heading, [id^=endnotes]"
)
ENDNOTES = "endnotes"  # the work's; a chapter's are "endnotes3"
FURNITURE = ("byline", "endnote-link", "toc-heading")
CONTENT = re.compile(r"userstuff\d*\Z")


def parts_of(sheet: Sheet) -> Iterator[LexborNode]:
    """The elements that mean something, in order; those around them too, before what is in them."""
    wrappers = sheet.around(LANDMARKS)
    stack = [iter([sheet.body])] if sheet.body else []
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        yield node
        is_wrapper = node.mem_id in wrappers and not is_content(node)
        if is_wrapper or region_of(node):
            stack.append(iter(inner(node)))


def region_of(node: LexborNode) -> str:
    name = (node.id or "") if node.is_element_node else ""
    return name if name in REGIONS or name.startswith(ENDNOTES) else ""


def is_content(node: LexborNode) -> bool:
    """`div.userstuff`, which calibre numbers; `#chapters` has that class too."""
    classes = (node.attributes.get("class") or "").split() if node.is_element_node else []
    return node.tag == "div" and node.id != CHAPTERS and any(map(CONTENT.match, classes))


def box_of(heading: LexborNode) -> int:
    """The `div.meta.group` around it, by its `mem_id`; 0 where there is none."""
    box = heading.parent
    if box is None or box.tag != "div" or region_of(box) or "data-page" in box.attributes:
        return 0
    return 0 if any(map(is_content, elements(box))) else box.mem_id
