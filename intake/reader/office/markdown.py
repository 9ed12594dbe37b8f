"""Markdown as authors type it: most of it is plain text, and that comes first.

CommonMark with footnotes, strikeout and tables. What looks like HTML but is none (`<thoughts>`)
stays as it is, line ends that were meant stay, rows of signs are scene breaks and no headings.
"""

import re
from itertools import pairwise

from core.html.tags import plain_tokens
from intake.reader.body.blocks import Shape, is_full, shape
from intake.reader.body.marks import is_scene_break
from intake.reader.document import Document
from intake.reader.lines import Line, lines_of
from intake.reader.manuscript import Manuscript
from intake.reader.office.pandoc import Converted, convert
from intake.reader.office.reading import manuscript
from intake.reader.office.report import Aside

FORM = "commonmark+footnotes+strikeout+pipe_tables+autolink_bare_uris+raw_html"
LESS = "\ufdd7"  # a noncharacter: stands for a `<` that opens no tag
ADDRESS = re.compile(LESS + r"(?=https?://[^\s<>]+>)")
HEADER = re.compile(r"---[ \t]*\n((?:[A-Za-z][\w -]*:.*\n|[ \t]+.*\n){1,60})(?:---|\.\.\.)[ \t]*\n")
ITEM = re.compile(r"\s*(?:[-*+]|\d{1,2}[.)])\s+\S")
YEAR = re.compile(r"(\d{3,9})([.)]\s)")
RULE = re.compile(r"\s{0,3}[-=]{2,}\s*")
OWN_BLOCK = re.compile(r"\s{0,3}(?:#{1,6}\s|>|\||\[\^[^\]]+\]:|```)")
LONGEST_HEADING = 60  # characters over a row of "---" that make it an underline


def read(document: Document, *, thoughts: bool) -> Manuscript:
    told = convert(prepared(document.text).encode(), FORM)
    return manuscript(_with_signs(told), Aside(), thoughts=thoughts)


def prepared(text: str) -> str:
    text = HEADER.sub(lambda match: f"{match[1]}\n", text, count=1) if text[:3] == "---" else text
    text = "".join(_safe(token.kind, token.source) for token in plain_tokens(text))
    lines = _without_traps(ADDRESS.sub("<", text).split("\n"))
    return "\n".join(_with_line_ends(lines))


def _safe(kind: str, source: str) -> str:
    return source.replace("<", LESS) if kind == "text" else source


def _with_signs(told: Converted) -> Converted:
    return Converted(
        html=told.html.replace(LESS, "&lt;"),
        plain=told.plain.replace(LESS, "<"),
        notes=tuple(
            type(note)(note.html.replace(LESS, "&lt;"), note.plain.replace(LESS, "<"))
            for note in told.notes
        ),
        images=told.images,
    )


def _without_traps(lines: list[str]) -> list[str]:
    """What an author did not mean as Markdown: paragraphs set in with a tab are no program, a row
    of signs under a long paragraph does not make it a heading, "1999. It rained" is no list."""
    found: list[str] = []
    is_code = is_list = False
    for line in lines:
        if line.startswith("```"):
            is_code = not is_code
        if is_code or line.startswith("```"):
            found.append(line)
            continue
        is_list = bool(ITEM.match(line)) or (is_list and (not line.strip() or line[0].isspace()))
        if _is_break(line, found):
            found += ["", "* * *", ""]
        else:
            line = line if is_list else line.lstrip(" \t")
            found.append(YEAR.sub(r"\1\\\2", line, count=1) if YEAR.match(line) else line)
    return found


def _is_break(line: str, above: list[str]) -> bool:
    if "|" in line or any(map(str.isalnum, line)) or not is_scene_break(line):
        return False
    is_underline = RULE.fullmatch(line) and above and above[-1].strip()
    return not (is_underline and _is_heading(above))


def _is_heading(above: list[str]) -> bool:
    """A short line that stands alone may be underlined."""
    is_alone = len(above) < 2 or not above[-2].strip()
    return is_alone and len(above[-1]) <= LONGEST_HEADING and above[-1][-1].isalnum()


def _with_line_ends(lines: list[str]) -> list[str]:
    """Two spaces where a line end is the author's: wherever no program wrapped the text."""
    numbered = lines_of("\n".join(lines))
    form = shape(numbered)
    ended = [
        line + "  " if _is_meant(a, b, form) else line
        for line, (a, b) in zip(lines, pairwise(numbered), strict=False)
    ]
    return [*ended, *lines[len(ended) :]]


def _is_meant(above: Line, below: Line, form: Shape) -> bool:
    if above.is_blank or below.is_blank:
        return False
    if any(OWN_BLOCK.match(line.text) or RULE.fullmatch(line.text) for line in (above, below)):
        return False
    return not (form.width and is_full(above, below, form.width))
