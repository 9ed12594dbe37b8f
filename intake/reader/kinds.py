"""What a file is, by its bytes; its name says only what they leave open."""

from enum import StrEnum
from pathlib import PurePath

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from intake.reader import html_reader
from intake.reader.decoding import decode
from intake.reader.unreadable import Unreadable

LARGEST = 20_000_000  # bytes of a file
LONGEST = 5_000_000  # bytes of a file that is nothing but text

HEAD = 65_536  # bytes that tell what a text is


class Kind(StrEnum):
    TEXT = "text"
    MARKDOWN = "md"
    HTML = "html"
    AO3_HTML = "ao3-html"
    AO3_EPUB = "ao3-epub"
    FANFICFARE_EPUB = "fanficfare-epub"
    FICHUB_EPUB = "fichub-epub"
    FICHUB_HTML = "fichub-html"
    EPUB = "epub"
    DOCX = "docx"
    ODT = "odt"
    RTF = "rtf"
    FB2 = "fb2"
    ZIP = "zip"


# What the web process reads at once, if it is small; all others are read by the worker.
LIGHT = frozenset((Kind.TEXT, Kind.HTML, Kind.AO3_HTML, Kind.FICHUB_HTML))

# How files begin that are no text, and what to say about them.
REFUSED = (
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


def kind_of(data: bytes, filename: str) -> Kind:
    """Of the first bytes of a file, as many as there are. Raises Unreadable."""
    if not data.strip(b" \t\r\n\x00"):
        raise Unreadable(_("This file is empty."))
    for start, sentence in REFUSED:
        if data.startswith(start):
            kind = PACKED.get(PurePath(filename).suffix.lower(), _("this kind of file"))
            raise Unreadable(sentence % {"kind": kind})
    if len(data) > LONGEST:
        raise Unreadable(
            _("This file is larger than %(limit)s million bytes.") % {"limit": LONGEST // 1_000_000}
        )
    return Kind.HTML if html_reader.is_html(decode(data).text, filename) else Kind.TEXT
