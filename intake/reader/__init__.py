"""The one door: the bytes of a raw document → a Manuscript. Pure: no database, no request."""

from dataclasses import replace
from html import escape
from pathlib import PurePath

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core.html import clean, visible_text
from intake.reader import conservation, html_reader
from intake.reader.compose import compose
from intake.reader.decoding import Decoded, decode
from intake.reader.lines import lines_of, reading
from intake.reader.manuscript import Chapter, Manuscript, ReportLine, Suggestion
from intake.reader.press import text_of

LARGEST = 5_000_000  # bytes
PIECES = 200_000  # lines and tags, each of which costs time; a novel of LARGEST has 130,000
MANY_PIECES = 30_000  # from which on it matters how short they are
SHORT_PIECE = 20  # characters on average: lines of prose are longer, empty ones counted
STRANGE = 10  # one control character in so many means: not a text

# How files begin that are no text, and what to say about them.
FORMATS = (
    (b"%PDF", lazy("We cannot read PDF files. Save the story as plain text, or paste it.")),
    (b"{\\rtf", lazy("We cannot read RTF files yet. Save the story as plain text, or paste it.")),
    (
        b"\xd0\xcf\x11\xe0",
        lazy("We cannot read Word files yet. Save it as text, or paste it."),
    ),
    (
        b"PK\x03\x04",
        lazy("We cannot read %(kind)s yet. Save it as text, or paste it."),
    ),
    (b"\x89PNG", lazy("This is a picture, not a text.")),
    (b"GIF8", lazy("This is a picture, not a text.")),
    (b"\xff\xd8\xff", lazy("This is a picture, not a text.")),
    (b"\x1f\x8b", lazy("This file is compressed. Unpack it and choose the text in it.")),
)
PACKED = {
    ".docx": lazy("Word files"),
    ".odt": lazy("OpenDocument files"),
    ".epub": lazy("EPUB files"),
    ".zip": lazy("zip files"),
}


class Unreadable(Exception):  # noqa: N818 - it says what the document is
    """Why the document cannot be read; `str()` of it is a sentence for the person."""


def read(data: bytes, filename: str = "", *, thoughts: bool = True) -> Manuscript:
    """Read a plain-text or HTML document of at most LARGEST bytes.

    `filename` helps to recognise formats and proposes a title where the text has none. With
    `thoughts` off, `<How did this happen?>` is kept but not marked up. Raises Unreadable.
    """
    _refuse_other_formats(data, filename)
    decoded = decode(data)
    _refuse_what_is_no_text(decoded)
    is_html = html_reader.is_html(decoded.text, filename)
    if _is_in_shreds(decoded.text):
        source = visible_text(decoded.text) if is_html else reading(decoded.text)
        manuscript = in_one_piece(source)
    elif is_html:
        manuscript = html_reader.manuscript(decoded.text, thoughts=thoughts)
    else:
        manuscript = _plain(decoded.text, thoughts=thoughts)
    if not conservation.check(manuscript, manuscript.source).is_complete:
        manuscript = as_it_stands(manuscript.source)
    return _with_repairs(_with_title(manuscript, filename), decoded)


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


def _refuse_other_formats(data: bytes, filename: str) -> None:
    if not data.strip(b" \t\r\n\x00"):
        raise Unreadable(_("This file is empty."))
    if len(data) > LARGEST:
        limit = LARGEST // 1_000_000
        raise Unreadable(_("This file is larger than %(limit)s million bytes.") % {"limit": limit})
    for start, sentence in FORMATS:
        if data.startswith(start):
            kind = PACKED.get(PurePath(filename).suffix.lower(), _("this kind of file"))
            raise Unreadable(sentence % {"kind": kind})


def _refuse_what_is_no_text(decoded: Decoded) -> None:
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
