"""Packed documents as the tests need them: the smallest that are whole, and those that are not."""

import random
import warnings
import zipfile
from io import BytesIO

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
RAIN = "She said nothing for a while, and the rain went on."


def zip_of(entries, *, stored=()):
    """`entries`: {name: bytes or text}, or pairs of them where names repeat."""
    pairs = entries.items() if isinstance(entries, dict) else entries
    file = BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed,
        warnings.catch_warnings(action="ignore"),  # of names that stand twice
    ):
        for name, data in pairs:
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            packed.writestr(name, data, compress_type=how)
    return file.getvalue()


def prose(paragraphs):
    """So many, no two alike: prose packs ten times smaller, and no more."""
    chance = random.Random(1)
    return "".join(
        paragraph(" ".join(f"{chance.getrandbits(20):x}" for _ in range(6)))
        for _ in range(paragraphs)
    )


def paragraph(text):
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def word_file(body="", *, prolog="", **others):
    """A .docx with this body; `others` are entries of its folder."""
    body = body or paragraph(RAIN)
    document = (
        f'<?xml version="1.0"?>{prolog}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body>'
        "</w:document>"
    )
    more = {f"word/{name}.xml": text for name, text in others.items()}
    return zip_of(
        {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document}
        | more
    )


def open_document_file(body=f"<text:p>{RAIN}</text:p>", *, prolog=""):
    namespaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "text", "table", "draw")
    )
    content = (
        f'<?xml version="1.0"?>{prolog}<office:document-content {namespaces}><office:body>'
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    styles = f"<office:document-styles {namespaces}><office:styles/></office:document-styles>"
    mimetype = "application/vnd.oasis.opendocument.text"
    entries = {"mimetype": mimetype, "content.xml": content, "styles.xml": styles}
    return zip_of(entries, stored=("mimetype",))


def book_file(body=f"<p>{RAIN}</p>", *, prolog="", more=()):
    """An EPUB of one page."""
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="content.opf" media-type="application/oebps-package+xml"/>'
        "</rootfiles></container>"
    )
    package = (
        '<package version="2.0" xmlns="http://www.idpf.org/2007/opf"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Weight of Rain</dc:title>'
        '</metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
        '</manifest><spine><itemref idref="a"/></spine></package>'
    )
    page = (
        f'<?xml version="1.0"?>{prolog}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x'
        f"</title></head><body>{body}</body></html>"
    )
    return zip_of(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "content.opf": package,
            "a.xhtml": page,
            **dict(more),
        },
        stored=("mimetype",),
    )


def fiction_book(body=f"<p>{RAIN}</p>", *, prolog=""):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<FictionBook '
        'xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description><title-info>'
        "<book-title>The Weight of Rain</book-title></title-info></description>"
        f"<body><section>{body}</section></body></FictionBook>"
    ).encode()
