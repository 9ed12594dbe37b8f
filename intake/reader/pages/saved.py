"""A page as it lies in a file: in the encoding that it names itself, or packed as a mail with its
pictures (.mhtml), as browsers save it."""

import re
from codecs import lookup
from email import policy
from email.message import Message
from email.parser import BytesParser

from core.html.tags import names
from intake.reader.document import Document
from intake.reader.html_reader import ARCHIVE

HEAD = 4_096  # bytes in which a page names its encoding
PARTS = 2_000  # of a mail
CHARSET = re.compile(rb"<meta\b[^<>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# What old pages are written in, beside what every text is tried with. No others: some run code.
ENCODINGS = frozenset(
    lookup(name).name
    for name in names(
        "big5 big5hkscs cp874 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 euc_jp "
        "euc_kr gb18030 gb2312 gbk iso2022_jp iso8859_2 iso8859_3 iso8859_4 iso8859_5 iso8859_6 "
        "iso8859_7 iso8859_8 iso8859_9 iso8859_13 iso8859_15 koi8_r koi8_u shift_jis cp932 cp949"
    )
)
SEVEN_BITS = frozenset(("iso2022-jp", "iso2022_jp"))
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}


def opened(document: Document) -> Document:
    """The same document with nothing but the page in it, in UTF-8 where we know better."""
    data = document.data
    if ARCHIVE.match(data[:HEAD].decode("latin-1").replace("\r\n", "\n")):
        data = _page_of(data) or data
    text = _as_it_says(data)
    if text is not None:
        data = text.encode("utf-8", "replace")
    return document if data is document.data else Document(data, document.name, document.kind)


def _page_of(data: bytes) -> bytes:
    """The first part of a mail that is HTML."""
    mail = BytesParser(policy=policy.compat32).parsebytes(data)
    for number, part in enumerate(_parts(mail)):
        if number > PARTS:
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            page = payload if isinstance(payload, bytes) else b""
            return _in_utf8(page, part.get_content_charset(""))
    return b""


def _parts(mail: Message) -> list[Message]:
    """Those of the mail itself: a page's pictures are never within one another."""
    payload = mail.get_payload()
    return [one for one in payload if isinstance(one, Message)] if mail.is_multipart() else [mail]


def _in_utf8(page: bytes, charset: str) -> bytes:
    text = _decoded(page, charset.encode("ascii", "replace"))
    return page if text is None else text.encode("utf-8", "replace")


def _as_it_says(data: bytes) -> str | None:
    """In the encoding of its `<meta>`, if it names one that fits and that nothing contradicts."""
    match = CHARSET.search(data[:HEAD])
    return _decoded(data, match[1]) if match and not data.startswith(MARKS) else None


def _decoded(data: bytes, charset: bytes) -> str | None:
    try:
        name = lookup(charset.decode("ascii")).name
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    if name not in ENCODINGS or (name not in SEVEN_BITS and _is_utf8(data)):
        return None
    try:
        return data.decode(WIDER.get(name, name))
    except UnicodeDecodeError:
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
