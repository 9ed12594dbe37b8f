"""The one door: the bytes of a raw document → a Manuscript. Pure: no database, no request.

Whoever calls `read` for a kind that is not light (reader.kinds.LIGHT) does so in a jail: see
intake/jail.py.
"""

from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import PurePath

from django.utils.translation import gettext as _

from core.html import clean, visible_text
from intake.reader import conservation, html_reader
from intake.reader.compose import compose
from intake.reader.decoding import Decoded
from intake.reader.document import Document
from intake.reader.kinds import LARGEST, Kind, kind_of
from intake.reader.lines import lines_of, reading
from intake.reader.manuscript import Chapter, Manuscript, ReportLine, Suggestion
from intake.reader.press import text_of
from intake.reader.unreadable import Unreadable

__all__ = ["LARGEST", "VERSION", "Unreadable", "read"]

VERSION = 2  # of everything below: grows when documents are read better than before

PIECES = 200_000  # lines and tags, each of which costs time; a novel of LARGEST has 130,000
MANY_PIECES = 30_000  # from which on it matters how short they are
SHORT_PIECE = 20  # characters on average: lines of prose are longer, empty ones counted
STRANGE = 10  # one control character in so many means: not a text


def read(data: bytes, filename: str = "", *, thoughts: bool = True) -> Manuscript:
    """Read one document of at most LARGEST bytes, whatever it is.

    `filename` helps to recognise formats and proposes a title where the text has none. With
    `thoughts` off, `<How did this happen?>` is kept but not marked up. Raises Unreadable.
    """
    document = Document(data, filename, kind_of(data, filename))
    manuscript = READERS[document.kind](document, thoughts=thoughts)
    if not conservation.check(manuscript, manuscript.source).is_complete:
        manuscript = as_it_stands(manuscript.source)
    return _with_title(manuscript, filename)


def _text(document: Document, *, thoughts: bool) -> Manuscript:
    return _typed(document, _plain, reading, thoughts=thoughts)


def _page(document: Document, *, thoughts: bool) -> Manuscript:
    return _typed(document, html_reader.manuscript, visible_text, thoughts=thoughts)


def _typed(
    document: Document,
    reader: Callable[..., Manuscript],
    plain: Callable[[str], str],
    *,
    thoughts: bool,
) -> Manuscript:
    _refuse_what_is_no_text(document.decoded)
    if _is_in_shreds(document.text):
        manuscript = in_one_piece(plain(document.text))
    else:
        manuscript = reader(document.text, thoughts=thoughts)
    return _with_repairs(manuscript, document.decoded)


def _plain(text: str, *, thoughts: bool) -> Manuscript:
    manuscript = compose(lines_of(text), text.split("\n"), thoughts=thoughts)
    return replace(manuscript, source=reading(text))


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


def _is_in_shreds(text: str) -> bool:
    pieces = text.count("\n") + text.count("<")
    return pieces > PIECES or (pieces > MANY_PIECES and len(text) < SHORT_PIECE * pieces)


def _all_body(body: str, source: str, reason: str) -> Manuscript:
    html = clean(body)
    whole = Chapter(html=html, text=text_of(html), lines=(1, source.count("\n") + 1))
    return Manuscript(chapters=(whole,), report=(ReportLine(0, "", reason),), source=source)


def _refuse_what_is_no_text(decoded: Decoded) -> None:
    """Bytes that no encoding explains, or nothing but spaces."""
    if decoded.controls * STRANGE > len(decoded.text):
        raise Unreadable(_("This does not look like a text. Save the story as plain text."))
    if not decoded.text.strip():
        raise Unreadable(_("There is no text in this file."))


def _with_title(manuscript: Manuscript, filename: str) -> Manuscript:
    """Without a title in the text, the file's name is worth a suggestion."""
    name = PurePath(filename).stem.replace("_", " ").replace("-", " ").strip()
    if manuscript.title or not name:
        return manuscript
    guess = Suggestion("title", name[:1].upper() + name[1:], filename, 0)
    return replace(manuscript, suggested=(*manuscript.suggested, guess))


def _with_repairs(manuscript: Manuscript, decoded: Decoded) -> Manuscript:
    repairs = tuple(ReportLine(0, "", repair) for repair in decoded.repairs)
    return replace(manuscript, report=repairs + manuscript.report)


READERS: dict[Kind, Callable[..., Manuscript]] = {
    Kind.TEXT: _text,
    Kind.HTML: _page,
}
