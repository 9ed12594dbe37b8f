"""Where a document's parts cannot be told apart, or would cost too much: all of it is body."""

from html import escape

from django.utils.translation import gettext as _

from core.html import clean
from intake.reader.body.press import text_of
from intake.reader.manuscript import Chapter, Manuscript, ReportLine

PIECES = 200_000  # lines and tags, each of which costs time; a novel of LARGEST has 130,000
MANY_PIECES = 30_000  # from which on it matters how short they are
SHORT_PIECE = 20  # characters on average: lines of prose are longer, empty ones counted


def is_in_shreds(text: str) -> bool:
    pieces = text.count("\n") + text.count("<")
    return pieces > PIECES or (pieces > MANY_PIECES and len(text) < SHORT_PIECE * pieces)


def as_it_stands(source: str) -> Manuscript:
    """The last resort, so that no word is lost whatever we did not foresee: all of it is body."""
    paragraphs = "\n".join(
        f"<p>{escape(line, quote=False)}</p>" for line in source.split("\n") if line.strip()
    )
    reason = _("We could not tell this document’s parts apart, so all of it became the story.")
    return _all_body(paragraphs, source, reason)


def in_one_piece(source: str) -> Manuscript:
    """What has too many lines to weigh each of them: all of it is body, as it was typed."""
    typed = f"<pre>{escape(source.strip(), quote=False)}</pre>"
    reason = _("This text has too many short lines to read each of them: all became the story.")
    return _all_body(typed, source, reason)


def _all_body(body: str, source: str, reason: str) -> Manuscript:
    html = clean(body)
    whole = Chapter(html=html, text=text_of(html), lines=(1, source.count("\n") + 1))
    return Manuscript(chapters=(whole,), report=(ReportLine(0, "", reason),), source=source)
