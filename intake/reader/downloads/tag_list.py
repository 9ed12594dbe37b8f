"""One row of AO3's list of tags, in its downloads and on its pages."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from intake.reader.downloads import ao3_words
from intake.reader.downloads.gathered import Gathered
from intake.reader.downloads.sheet import Sheet, link_of, words_of


@dataclass
class TagList:
    sheet: Sheet
    found: Gathered

    def read(self, kind: str, label: LexborNode, value: LexborNode) -> None:
        names = [words_of(link) for link in value.css("a")]
        parts = list(ao3_words.series(value)) if kind == "series" else []
        told = self.sheet.take(label).plain.strip(" :：")
        piece = self.sheet.take(value)
        if kind == "stats":
            self.found.figures = ao3_words.figures(piece.plain)
        elif kind == "language":
            for one in ao3_words.suggestions(kind, piece.plain, piece.plain, piece.line):
                self.found.put(one)
        elif parts:
            self.found.series += parts
        elif kind in ao3_words.ORDER and names:
            for name in names:
                for one in ao3_words.suggestions(kind, name, piece.plain, piece.line):
                    self.found.put(one)
        else:
            self.found.header_lines.append(piece.header_line(told))
            return
        self.found.taken.append(piece.name(told))


def kind_of_value(value: LexborNode) -> str:
    """What only its value tells, whatever its label is called."""
    links = [link_of(link) for link in value.css("a")]
    if links and all("/series/" in link for link in links):
        return "series"
    if links and all("/collections/" in link for link in links):
        return "collections"
    return "stats" if not links and ao3_words.DATE.search(value.text()) else ""
