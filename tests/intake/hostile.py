"""Files that were made to do harm, or that chance made so: small here, large where they are read.

Each is made when it is asked for.
"""

import random

from tests.intake.packed_files import (
    RAIN,
    book_file,
    fiction_book,
    open_document_file,
    paragraph,
    prose,
    word_file,
    zip_of,
)

OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE a [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
)


def growing():
    """4 MB that pack fifty times smaller, which is no bomb by itself."""
    chance = random.Random(1)
    return b"".join(chance.randbytes(40) * 50 for _ in range(2_000))


def many_entries():
    types = {"[Content_Types].xml": "", "word/document.xml": ""}
    return zip_of(types | {f"word/{n}.xml": growing() for n in range(30)})


# {what: (file name, how it is made)}: each is refused before anything is made of it.
BOMBS = {
    "2,001 entries": ("a.docx", lambda: zip_of({f"word/{n}.xml": b"" for n in range(2_001)})),
    "a ratio of 1,000": ("a.docx", lambda: word_file(paragraph("a" * 20_000_000))),
    "300 MB of text": ("a.docx", lambda: word_file(paragraph("a" * 300_000_000))),
    "200,000 paragraphs in 30 kB": ("a.docx", lambda: word_file(paragraph("a") * 200_000)),
    "120 MB in 30 entries": ("a.docx", many_entries),
    "a zip in a zip": ("a.zip", lambda: zip_of({"a.zip": zip_of({"b.zip": zip_of({"c": RAIN})})})),
    "entities of a file, docx": ("a.docx", lambda: word_file(paragraph("&b;"), prolog=OUTSIDE)),
    "entities of a file, odt": ("a.odt", lambda: open_document_file("&b;", prolog=OUTSIDE)),
    "entities of a file, epub": ("a.epub", lambda: book_file("<p>&b;</p>", prolog=OUTSIDE)),
    "entities of a file, fb2": ("a.fb2", lambda: fiction_book("<p>&b;</p>", prolog=OUTSIDE)),
    "entities of a file, fb2.zip": (
        "a.fb2.zip",
        lambda: zip_of({"a.fb2": fiction_book("<p>&b;</p>", prolog=OUTSIDE)}),
    ),
    "a billion laughs, docx": ("a.docx", lambda: word_file(paragraph("&a9;"), prolog=LAUGHS)),
    "a billion laughs, odt": ("a.odt", lambda: open_document_file("&a9;", prolog=LAUGHS)),
    "a billion laughs, epub": ("a.epub", lambda: book_file("<p>&a9;</p>", prolog=LAUGHS)),
    "a billion laughs, fb2": ("a.fb2", lambda: fiction_book("<p>&a9;</p>", prolog=LAUGHS)),
    "cut in two, docx": ("a.docx", lambda: word_file(prose(50))[:1_500]),
    "cut in two, epub": ("a.epub", lambda: book_file(f"<p>{RAIN}</p>" * 99)[:900]),
    "cut in two, fb2": ("a.fb2", lambda: fiction_book(f"<p>{RAIN}</p>" * 99)[:2_000]),
    "no XML, docx": ("a.docx", lambda: word_file("<w:p")),
    "no XML, odt": ("a.odt", lambda: open_document_file("<text:p")),
    "empty": ("a.docx", lambda: b""),
    "nothing but zero bytes": ("a.docx", lambda: b"\0" * 10_000),
    "chance": ("a.docx", lambda: random.Random(2).randbytes(100_000)),
}


def nested(opening, closing="", *, by=1):
    """A maker of texts that go so deep, divided by `by`."""
    return lambda deep: opening * (deep // by) + paragraph_of(opening) + closing * (deep // by)


def paragraph_of(opening):
    kinds = {"<w:": paragraph(RAIN), "<text:": f"<text:p>{RAIN}</text:p>", "<sec": f"<p>{RAIN}</p>"}
    return next((text for start, text in kinds.items() if opening.startswith(start)), RAIN)


def backticks(deep):
    return "".join("`" * (n % 99) + "a" for n in range(deep // 9))


def word(make):
    return "a.docx", lambda deep: word_file(make(deep))


def plain(make, name, start=""):
    return name, lambda deep: (start + make(deep)).encode()


CELL, CELL_END = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
ITEM, ITEM_END = "<text:list><text:list-item>", "</text:list-item></text:list>"

# {what: (file name, how it is made, so deep)}: valid, in their way. Read or refused, within limits.
LABYRINTHS = {
    "paragraphs without end": word(lambda deep: prose(min(deep, 60_000))),
    "tables in tables": word(nested(CELL, CELL_END, by=10)),
    "open tables": word(nested(CELL, by=10)),
    "open elements": word(nested("<w:sdt><w:sdtContent>")),
    "lists in lists": (
        "a.odt",
        lambda deep: open_document_file(nested(ITEM, ITEM_END, by=300)(deep)),
    ),
    "sections in sections": (
        "a.fb2",
        lambda deep: fiction_book(nested("<section>", "</section>")(deep)),
    ),
    "divisions in a book": ("a.epub", lambda deep: book_file(nested("<div>", "</div>")(deep))),
    "groups in groups": plain(nested("{", "}"), "a.rtf", "{\\rtf1 "),
    "groups that stay open": plain(nested("{\\i "), "a.rtf", "{\\rtf1 "),
    "control words": plain(nested("\\par\\b\\i a"), "a.rtf", "{\\rtf1 "),
    "quotes in quotes": plain(nested(">"), "a.md"),
    "brackets": plain(nested("["), "a.md"),
    "stars": plain(nested("*a **b "), "a.md"),
    "backticks": plain(
        lambda deep: "".join("`" * (n % 99) + "a" for n in range(deep // 9)), "a.md"
    ),
    "bold in bold": plain(nested("<b>"), "a.html", "<html>"),
    "divisions in divisions": plain(nested("<div>"), "a.html", "<html>"),
    "cells in cells": plain(nested("<table><tr><td>"), "a.html", "<html>"),
    "short lines": plain(nested("a\n\n"), "a.txt"),
}
