"""The one door: the bytes of a raw document → a Manuscript. Pure: no database, no request.

Whoever calls `read` for a kind that is not light (reader.kinds.LIGHT) does so in a jail: see
intake/jail.py.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from django.utils.translation import gettext as _

from core.html import visible_text
from intake.reader import conservation, html_reader
from intake.reader.document import Document
from intake.reader.downloads import ao3, fanficfare, fichub
from intake.reader.kinds import LARGEST, Kind, kind_of
from intake.reader.letters.decoding import Decoded
from intake.reader.lines import reading
from intake.reader.mail import mails
from intake.reader.mail.parts import name_and_number, named_part, with_part
from intake.reader.mail.subject import with_subject
from intake.reader.manuscript import Manuscript, ReportLine, Suggestion
from intake.reader.office import epub, fiction_book, markdown, open_document, rich_text, word
from intake.reader.pages import saved
from intake.reader.privacy import kept_private
from intake.reader.unreadable import Unreadable
from intake.reader.whole import MANY_PIECES, as_it_stands, in_one_piece, is_in_shreds

__all__ = ["LARGEST", "MANY_PIECES", "VERSION", "Unreadable", "as_it_stands", "read"]

VERSION = 3  # of everything below: grows when documents are read better than before

STRANGE = 10  # one control character in so many means: not a text


def read(data: bytes, filename: str = "", *, thoughts: bool = True) -> Manuscript:
    """Read one document of at most LARGEST bytes, whatever it is.

    `filename` helps to recognise formats and proposes a title where the text has none. With
    `thoughts` off, `<How did this happen?>` is kept but not marked up. Raises Unreadable.
    """
    document = Document(data, filename, kind_of(data, filename))
    manuscript = _download(document) or _any(document, thoughts=thoughts)
    return _with_title(with_part(with_subject(manuscript), filename), filename)


def _download(document: Document) -> Manuscript | None:
    """Another archive's file. One that is not quite as the archive makes them (somebody edited it)
    is a page, or a book, like any other."""
    exact = DOWNLOADS.get(document.kind)
    found = exact(document) if exact else None
    if not found or not _is_complete(found := _private(found)):
        return None
    return _with_repairs(found, document.decoded) if READERS[document.kind] is _page else found


def _any(document: Document, *, thoughts: bool) -> Manuscript:
    found = _private(READERS[document.kind](document, thoughts=thoughts))
    return found if _is_complete(found) else as_it_stands(found.source)


def _private(found: Manuscript) -> Manuscript:
    return found if found.origin else kept_private(found)


def _is_complete(found: Manuscript) -> bool:
    return conservation.check(found, found.source).is_complete


def _text(document: Document, *, thoughts: bool) -> Manuscript:
    return _typed(document, mails.manuscript, reading, thoughts=thoughts)


def _page(document: Document, *, thoughts: bool) -> Manuscript:
    return _typed(saved.opened(document), html_reader.manuscript, visible_text, thoughts=thoughts)


def _typed(
    document: Document,
    reader: Callable[..., Manuscript],
    plain: Callable[[str], str],
    *,
    thoughts: bool,
) -> Manuscript:
    _refuse_what_is_no_text(document.decoded)
    if is_in_shreds(document.text):
        manuscript = in_one_piece(plain(document.text))
    else:
        manuscript = reader(document.text, thoughts=thoughts)
    return _with_repairs(manuscript, document.decoded)


def _refuse_what_is_no_text(decoded: Decoded) -> None:
    """Bytes that no encoding explains, or nothing but spaces."""
    if decoded.controls * STRANGE > len(decoded.text):
        raise Unreadable(_("This does not look like a text. Save the story as plain text."))
    if not decoded.text.strip():
        raise Unreadable(_("There is no text in this file."))


def _with_title(manuscript: Manuscript, filename: str) -> Manuscript:
    """Without a title in the text, the file's name is worth a suggestion."""
    stem = name_and_number(filename)[0] if named_part(filename) else PurePath(filename).stem
    name = stem.replace("_", " ").replace("-", " ").strip()
    if manuscript.title or manuscript.suggestions("title") or not name:
        return manuscript
    guess = Suggestion("title", name[:1].upper() + name[1:], filename, 0)
    return replace(manuscript, suggested=(*manuscript.suggested, guess))


def _with_repairs(manuscript: Manuscript, decoded: Decoded) -> Manuscript:
    repairs = tuple(ReportLine(0, "", repair) for repair in decoded.repairs)
    return replace(manuscript, report=repairs + manuscript.report)


def _several(document: Document, *, thoughts: bool) -> Manuscript:
    raise Unreadable(
        _("This is a zip of several files. Bring it with a member’s account, or unpack it first.")
    )


DOWNLOADS: dict[Kind, Callable[[Document], Manuscript | None]] = {
    Kind.AO3_HTML: ao3.html,
    Kind.AO3_EPUB: ao3.epub,
    Kind.FANFICFARE_HTML: fanficfare.html,
    Kind.FANFICFARE_EPUB: fanficfare.epub,
    Kind.FICHUB_HTML: fichub.html,
    Kind.FICHUB_EPUB: fichub.epub,
}
READERS: dict[Kind, Callable[..., Manuscript]] = {
    Kind.TEXT: _text,
    **dict.fromkeys((Kind.HTML, Kind.AO3_HTML, Kind.FANFICFARE_HTML, Kind.FICHUB_HTML), _page),
    **dict.fromkeys((Kind.EPUB, Kind.AO3_EPUB, Kind.FANFICFARE_EPUB, Kind.FICHUB_EPUB), epub.read),
    Kind.MARKDOWN: markdown.read,
    Kind.DOCX: word.read,
    Kind.ODT: open_document.read,
    Kind.RTF: rich_text.read,
    Kind.FB2: fiction_book.read,
    Kind.ZIP: _several,
}
