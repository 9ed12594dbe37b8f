"""FictionBook 2, alone or in a zip: its description read here, its text by pandoc.

Names of elements: the FictionBook 2.1 schema.
"""

import re
from dataclasses import replace
from html import escape

from intake.reader.document import Document
from intake.reader.letters.decoding import decode
from intake.reader.manuscript import Manuscript
from intake.reader.office.books import Description, described
from intake.reader.office.pandoc import convert
from intake.reader.office.parts import Attributes, Paragraphs, Part
from intake.reader.office.reading import manuscript
from intake.reader.office.report import Aside
from intake.reader.zipped import Zipped, refuse_entities

PROLOG = re.compile(r"\s*<\?xml[^<>]{0,200}\?>")
ENCODING = re.compile(rb"<\?xml[^<>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,30})")
PICTURE = re.compile(r"<binary\b[^<>]*>[^<]*</binary>")
UNKNOWN = "unrecognised"  # a genre that pandoc writes


def read(document: Document, *, thoughts: bool) -> Manuscript:
    xml = _xml(document.data)
    xml, pictures = PICTURE.subn("", xml)
    about, text = _TitleInfo(), _Bodies({})
    about.read(xml.encode())
    text.read(xml.encode())
    told = convert(xml.encode(), "fb2")
    description = about.description()
    told = replace(told, front=description.front)
    aside = Aside(images=pictures, lines=tuple(text.lines))
    found = manuscript(told, aside, thoughts=thoughts)
    return described(found, description)


def _xml(data: bytes) -> str:
    """As text without its prolog: old files are in encodings that pandoc does not know."""
    if data.startswith(b"PK"):
        zipped = Zipped(data)
        data = zipped.read(zipped.names[0])
    refuse_entities(data)
    declared = ENCODING.match(data.lstrip())
    try:
        text = data.decode(declared[1].decode()) if declared else decode(data).text
    except (LookupError, UnicodeDecodeError):
        text = decode(data).text
    return PROLOG.sub("", text.removeprefix("\ufeff"), count=1)


class _Bodies(Paragraphs):
    """Every paragraph of the text; not the marks of notes, nor the numbers above the notes."""

    def text(self, words: str) -> None:
        self.put(words)

    def start_p(self, _attributes: Attributes) -> None:
        self.begin("")
        if "body" not in self.open or ("title" in self.open and self.is_of_notes):
            self.hide()

    def end_p(self) -> None:
        self.finish()
        self._hidden = 0

    start_v = start_subtitle = start_text_author = start_p
    end_v = end_subtitle = end_text_author = end_p

    is_of_notes = False

    def start_body(self, attributes: Attributes) -> None:
        self.is_of_notes = attributes.get("name") == "notes"

    def start_a(self, attributes: Attributes) -> None:
        if attributes.get("type") == "note":
            self.hide()

    def end_a(self) -> None:
        self._hidden = 0


class _TitleInfo(Part):
    """Of `title-info` alone, each text by the element that it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, list[str]] = {}
        self.authors: list[dict[str, str]] = []
        self.annotation: list[str] = []
        self.series, self.position, self.date = "", 0, ""

    def text(self, words: str) -> None:
        if "title-info" not in self.open:
            return
        place = self.open[self.open.index("title-info") + 1 :]
        if place[:1] == ["annotation"]:
            self.annotation.append(words)
        elif place[:1] == ["author"] and len(place) == 2 and self.authors:
            name = self.authors[-1]
            name[place[1]] = name.get(place[1], "") + words
        elif len(place) == 1 and words.strip():
            self.said.setdefault(place[0], []).append(words.strip())

    def start_author(self, _attributes: Attributes) -> None:
        if self.parent == "title-info":
            self.authors.append({})

    def start_p(self, _attributes: Attributes) -> None:
        if "annotation" in self.open:
            self.annotation.append("\n")

    def start_sequence(self, attributes: Attributes) -> None:
        if self.parent == "title-info" and not self.series:
            self.series = " ".join(attributes.get("name", "").split())
            number = attributes.get("number", "")
            self.position = int(number) if re.fullmatch("[0-9]{1,4}", number) else 0

    def start_date(self, attributes: Attributes) -> None:
        if self.parent == "title-info":
            self.date = attributes.get("value", "")

    def description(self) -> Description:
        def first(name: str) -> str:
            return " ".join(" ".join(self.said.get(name, [])).split())

        keywords = [word.strip() for word in first("keywords").split(",")]
        genres = [genre.replace("_", " ") for genre in self.said.get("genre", [])]
        genres = [genre for genre in genres if genre != UNKNOWN]
        return Description(
            title=first("book-title"),
            authors=tuple(name for one in self.authors if (name := _name(one))),
            summary=_paragraphs("".join(self.annotation)),
            subjects=tuple(dict.fromkeys(word for word in (*genres, *keywords) if word)),
            language=first("lang"),
            date=first("date") or self.date,
            series=self.series,
            position=self.position,
        )


def _name(parts: dict[str, str]) -> str:
    """A nickname is how a fan author wants to be called."""
    if nickname := parts.get("nickname", "").strip():
        return nickname
    names = (parts.get(f"{place}-name", "").strip() for place in ("first", "middle", "last"))
    return " ".join(filter(None, names))


def _paragraphs(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)
