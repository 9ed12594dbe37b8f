"""What a file is, by its bytes; its name says only what they leave open.

Cheap enough for the web process: a zip's directory is looked into and a few small entries, nothing
is unpacked as a whole.
"""

import re
from enum import StrEnum
from pathlib import PurePath

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from intake.reader import html_reader
from intake.reader.downloads.signs import kind_of_epub, kind_of_html
from intake.reader.letters.decoding import decode
from intake.reader.unreadable import Unreadable
from intake.reader.zipped import Zipped

LARGEST = 20_000_000  # bytes of a file
LONGEST = 5_000_000  # bytes of a file that is nothing but text

HEAD = 65_536  # bytes that tell what a text is
MARKDOWN = frozenset((".md", ".markdown", ".mdown", ".mkd"))
RTF = re.compile(rb"\s*\{\\rtf", re.ASCII)
FICTION_BOOK = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--[^<>]{0,2000}-->\s*)?"
    r"(?:<!DOCTYPE[^<>\[]{0,200}(?:\[[^\]]{0,9000}\]\s*)?>\s*)?<FictionBook\b"
)


class Kind(StrEnum):
    TEXT = "text"
    MARKDOWN = "md"
    HTML = "html"
    AO3_HTML = "ao3-html"
    AO3_EPUB = "ao3-epub"
    FANFICFARE_EPUB = "fanficfare-epub"
    FICHUB_EPUB = "fichub-epub"
    FANFICFARE_HTML = "fanficfare-html"
    FICHUB_HTML = "fichub-html"
    EPUB = "epub"
    DOCX = "docx"
    ODT = "odt"
    RTF = "rtf"
    FB2 = "fb2"
    ZIP = "zip"


# What the web process reads at once, if it is small; all others are read by the worker.
LIGHT = frozenset((Kind.TEXT, Kind.HTML, Kind.AO3_HTML, Kind.FANFICFARE_HTML, Kind.FICHUB_HTML))
AT_ONCE = 200_000  # bytes of a light kind: they are read without a jail, while somebody waits

PDF = lazy("We cannot read PDF files. Save the story as plain text, or paste it.")
OLD_OFFICE = lazy(
    "We cannot read files of old office programs. Open it in Word or LibreOffice, save it as .docx "
    "and bring that."
)
KINDLE = lazy("We cannot read Kindle files. Bring the story’s EPUB or HTML file instead.")
PICTURE = lazy("This is a picture, not a text.")
SOUND = lazy("This is a sound or a film, not a text.")
PROGRAM = lazy("This is a program, not a text.")
COMPRESSED = lazy("This file is compressed. Unpack it and choose the text in it.")
NO_TEXT_PROGRAM = lazy(
    "This is a spreadsheet or a presentation. Save its text as .docx, or paste it."
)
LOCKED = lazy("This EPUB is locked by copy protection. Bring the story in another form.")
NO_DOCUMENT = lazy(
    "There is no document in this file that we know. Save the story as .docx or as plain text."
)

# (where, bytes, sentence): what no text looks like, and what to do instead.
REFUSED = (
    (0, b"%PDF", PDF),
    (0, b"\xd0\xcf\x11\xe0", OLD_OFFICE),  # .doc, .wps, .xls …
    (0, b"\xdb\xa5-", OLD_OFFICE),  # Word 2
    (0, b"1\xbe\x00\x00", OLD_OFFICE),  # Write, Word for DOS
    (0, b"\xffWPC", OLD_OFFICE),  # WordPerfect
    (60, b"BOOKMOBI", KINDLE),
    (60, b"TEXtREAd", KINDLE),
    (0, b"\xeaDRMION\xee", KINDLE),
    (0, b"TPZ", KINDLE),
    (0, b"\x89PNG", PICTURE),
    (0, b"GIF8", PICTURE),
    (0, b"\xff\xd8\xff", PICTURE),
    (0, b"II*\x00", PICTURE),
    (0, b"MM\x00*", PICTURE),
    (8, b"WEBP", PICTURE),
    (4, b"ftypheic", PICTURE),
    (4, b"ftypavif", PICTURE),
    (4, b"ftyp", SOUND),
    (8, b"WAVE", SOUND),
    (8, b"AVI ", SOUND),
    (0, b"ID3", SOUND),
    (0, b"\xff\xfb", SOUND),
    (0, b"OggS", SOUND),
    (0, b"fLaC", SOUND),
    (0, b"MThd", SOUND),
    (0, b"\x1aE\xdf\xa3", SOUND),
    (0, b"\x7fELF", PROGRAM),
    (0, b"MZ\x90\x00", PROGRAM),
    (0, b"\xca\xfe\xba\xbe", PROGRAM),
    (0, b"\x1f\x8b", COMPRESSED),
    (0, b"Rar!\x1a\x07", COMPRESSED),
    (0, b"7z\xbc\xaf\x27\x1c", COMPRESSED),
    (0, b"\xfd7zXZ\x00", COMPRESSED),
    (0, b"BZh91AY&SY", COMPRESSED),
    (0, b"\x28\xb5\x2f\xfd", COMPRESSED),
    (257, b"ustar", COMPRESSED),
)
# What the entry `mimetype` of a packed document says.
MIMETYPES = {
    b"application/epub+zip": Kind.EPUB,
    b"application/vnd.oasis.opendocument.text": Kind.ODT,
    b"application/vnd.oasis.opendocument.text-template": Kind.ODT,
}
# The folder in which each program of Microsoft's keeps its own.
FOLDERS = (("word/", None), ("xl/", NO_TEXT_PROGRAM), ("ppt/", NO_TEXT_PROGRAM))
# Of an EPUB's encryption these two hide only its fonts, which we do not read.
FONTS_ONLY = re.compile(rb"http://(?:www\.idpf\.org/2008/embedding|ns\.adobe\.com/pdf/enc#RC)")
ALGORITHM = re.compile(rb"<[^<>]*EncryptionMethod[^<>]*Algorithm\s*=\s*[\"']([^\"']*)", re.I)


def kind_of(data: bytes, filename: str) -> Kind:
    """Of all the bytes of a file. Raises Unreadable where no reader could take it."""
    if not data.strip(b" \t\r\n\x00"):
        raise Unreadable(_("This file is empty."))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(Zipped(data))
    for place, start, sentence in REFUSED:
        if data.startswith(start, place):
            raise Unreadable(sentence)
    if RTF.match(data):
        return Kind.RTF
    return _typed(data, filename)


def _typed(data: bytes, filename: str) -> Kind:
    text = decode(data[:HEAD]).text
    if FICTION_BOOK.match(text):
        return Kind.FB2
    if len(data) > LONGEST:
        raise Unreadable(
            _("This file is larger than %(limit)s million bytes.") % {"limit": LONGEST // 1_000_000}
        )
    if html_reader.is_html(text, filename):
        return _page(data)
    is_markdown = PurePath(filename).suffix.lower() in MARKDOWN
    return Kind.MARKDOWN if is_markdown else Kind.TEXT


def _page(data: bytes) -> Kind:
    """An ordinary page, or another archive's download of a story."""
    return Kind(kind_of_html(decode(data).text) or Kind.HTML)


def _packed(zipped: Zipped) -> Kind:
    """A document of several parts, or a zip of files that are none of one."""
    said = zipped.head("mimetype", 100).strip() if "mimetype" in zipped else b""
    if kind := MIMETYPES.get(said):
        return _epub(zipped) if kind == Kind.EPUB else kind
    if said.startswith(b"application/vnd.oasis.opendocument"):
        raise Unreadable(NO_TEXT_PROGRAM)
    if "[Content_Types].xml" in zipped:
        return _microsoft(zipped)
    if "META-INF/container.xml" in zipped:
        return _epub(zipped)
    names = [name.lower() for name in zipped.names]
    if not names:
        raise Unreadable(_("This file is empty."))
    return Kind.FB2 if len(names) == 1 and names[0].endswith(".fb2") else Kind.ZIP


def _microsoft(zipped: Zipped) -> Kind:
    for folder, sentence in FOLDERS:
        if any(name.startswith(folder) for name in zipped.names):
            if sentence:
                raise Unreadable(sentence)
            return Kind.DOCX
    raise Unreadable(NO_DOCUMENT)


def _epub(zipped: Zipped) -> Kind:
    if _is_locked(zipped):
        raise Unreadable(LOCKED)
    return Kind(kind_of_epub(zipped) or Kind.EPUB)


def _is_locked(zipped: Zipped) -> bool:
    if "META-INF/rights.xml" in zipped or "META-INF/license.lcpl" in zipped:
        return True
    if "META-INF/encryption.xml" not in zipped:
        return False
    found = ALGORITHM.findall(zipped.head("META-INF/encryption.xml", HEAD))
    return any(not FONTS_ONLY.fullmatch(name) for name in found)
