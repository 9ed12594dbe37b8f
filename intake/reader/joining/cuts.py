"""Where a long story was cut for the mail: mailers allowed 400 lines and cut in mid-sentence."""

import re
from dataclasses import replace

from intake.reader.body.blocks import FINISHED
from intake.reader.body.press import text_of
from intake.reader.manuscript import Chapter

LONG = 40  # characters of a last line that may be cut in two
LAST = re.compile(r"</p>\s*\Z")
FIRST = re.compile(r"\A\s*<p>")
LAST_OPENING = re.compile(r"<p\b[^<>]*>")


def is_cut(above: Chapter, below: Chapter) -> bool:
    """Does the sentence at the end of one part go on in the next?"""
    if below.title or below.notes or below.summary or above.end_notes:
        return False
    if not (LAST.search(above.html) and FIRST.match(below.html)):
        return False
    if _opening(above.html) != "<p>":
        return False
    last = above.text.rstrip().rsplit("\n", 1)[-1]
    first = below.text.lstrip()
    if not last or last.endswith(FINISHED) or not first:
        return False
    return first[0].islower() or (len(last) >= LONG and first[0].isalpha())


def sewn(pieces: list[Chapter]) -> Chapter:
    """One chapter of the pieces that it was cut in."""
    if len(pieces) == 1:
        return pieces[0]
    first, *rest = pieces
    html = " ".join(_without_edges(piece, pieces) for piece in pieces)
    return replace(
        first,
        html=html,
        text=text_of(html),
        end_notes=rest[-1].end_notes,
        lines=(first.lines[0], rest[-1].lines[1]),
    )


def _without_edges(piece: Chapter, pieces: list[Chapter]) -> str:
    html = piece.html
    if piece is not pieces[0]:
        html = FIRST.sub("", html)
    return html if piece is pieces[-1] else LAST.sub("", html)


def _opening(html: str) -> str:
    """The tag that opens the last paragraph."""
    found = LAST_OPENING.match(html, html.rfind("<p"))
    return found[0] if found else ""
