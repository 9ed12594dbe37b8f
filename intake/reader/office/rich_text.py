"""Rich Text Format, which pandoc reads well but for what these few repairs of its source amend.

Control words: Rich Text Format Specification 1.9.1.
"""

import re
from collections.abc import Iterator

from intake.reader.document import Document
from intake.reader.manuscript import Manuscript
from intake.reader.office.pandoc import convert
from intake.reader.office.reading import manuscript
from intake.reader.office.report import Aside

STYLE = re.compile(rb"\{\\s(\d{1,4})(?=\D)([^{}]{0,1000})\}")
LEVEL = re.compile(rb"\\outlinelevel(\d)")
NAME = re.compile(rb"(?i)\bheading ([1-6]);")
STYLED = re.compile(rb"\\s(\d{1,4})(?![\w])")
STYLES_END = 400_000  # bytes, within which the list of styles stands
LIBRE_NOTE = re.compile(rb"\{\\\*\\footnote\b")  # LibreOffice hides notes from old readers
DELETED = re.compile(rb"\\deleted(?![a-z0-9])")
INSERTED = re.compile(rb"\\revised(?![a-z0-9])")
COMMENT = re.compile(rb"\{\\\*\\annotation\b")
PICTURE = re.compile(rb"\{\\pict\b")
HIDDEN = rb"\\v"

PARAGRAPH_END = re.compile(r"\\par(?![a-z])")
SIDE = re.compile(r"\\(pard|q[lrcj])(?![a-z])")
SIDES = {"qc": "center", "qr": "right"}
NAMED = {"rquote": "’", "lquote": "‘", "rdblquote": "”", "ldblquote": "“", "emdash": "—"}
NAMED |= {"endash": "–", "bullet": "•"}
WORD = re.compile(
    r"\\'(?P<byte>[0-9a-fA-F]{2})|\\u(?P<code>-?\d{1,5})\s?(?:\\'[0-9a-fA-F]{2}|\?)?|"
    r"\\(?P<name>[a-z]{1,32})-?\d{0,10} ?|\\(?P<sign>[\\{}])|\\[^a-z]|[{}\r\n]"
)


def read(document: Document, *, thoughts: bool) -> Manuscript:
    data, deletions = DELETED.subn(HIDDEN, document.data)
    data = _with_headings(LIBRE_NOTE.sub(rb"{\\footnote", data))
    aside = Aside(
        aligned=tuple(_aligned(data.decode("cp1252", "replace"))),
        comments=len(COMMENT.findall(data)),
        deletions=deletions,
        insertions=len(INSERTED.findall(data)),
        images=len(PICTURE.findall(data)),
    )
    told = convert(data, "rtf")
    told.front.clear()  # the file's properties, which are its author's own affair
    return manuscript(told, aside, thoughts=thoughts)


def _with_headings(data: bytes) -> bytes:
    """Word says once, in the list of styles, that a style is a heading; pandoc looks for it in
    each paragraph."""
    start = data.find(b"{\\stylesheet")
    levels = dict(_levels(data[start : start + STYLES_END])) if start >= 0 else {}
    if not levels:
        return data

    def with_level(match: re.Match[bytes]) -> bytes:
        level = levels.get(match[1])
        return match[0] if level is None else b"%s\\outlinelevel%d" % (match[0], level)

    return data[:start] + STYLED.sub(with_level, data[start:])


def _levels(styles: bytes) -> Iterator[tuple[bytes, int]]:
    for number, style in STYLE.findall(styles):
        if found := LEVEL.search(style):
            yield number, int(found[1])
        elif found := NAME.search(style):
            yield number, int(found[1]) - 1


def _aligned(text: str) -> Iterator[tuple[str, str]]:
    """Paragraphs in the middle or at the right, in their own words. Whoever asks compares whole
    paragraphs, so that one which is not understood here is only not aligned."""
    side = ""
    for paragraph in PARAGRAPH_END.split(text):
        begin = 0
        for word in SIDE.finditer(paragraph):
            side, begin = SIDES.get(word[1], ""), word.end()
        if side:
            yield WORD.sub(_character, paragraph[begin:]), side


def _character(word: re.Match[str]) -> str:
    if word["byte"]:
        return bytes.fromhex(word["byte"]).decode("cp1252", "replace")
    if word["code"]:
        return chr(int(word["code"]) % 0x10000)
    return word["sign"] or NAMED.get(word["name"] or "", "")
