"""What a download says of its story, collected element by element."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.html import clean, visible_text
from intake.reader.body.marks import is_scene_break
from intake.reader.downloads.sheet import Piece, Sheet
from intake.reader.downloads.sites import name_of, origin_of
from intake.reader.manuscript import (
    NOTHING,
    Chapter,
    Credit,
    Figures,
    HeaderLine,
    Manuscript,
    Origin,
    PartOfSeries,
    Passage,
    ReportLine,
    Suggestion,
)

NUMBERED = re.compile(
    r"(?P<told>(?:[^\W\d_]{1,20}\s{1,3})?(?P<number>\d{1,5})\s*(?:[.:：)–—-]+(?=\s|$)|$))\s*(?P<title>.*)",
    re.DOTALL,
)
WITHOUT_SIGNS = frozenset(("ffn", "fictionpress"))
ANONYMOUS = frozenset(("anonymous", "orphan_account"))
LONGEST_NAME = 200  # characters
LONGEST_WHY = 400  # … of the line that tells a name: one line may tell thousands


@dataclass
class Gathered:
    title: Passage = NOTHING
    summary: Passage = NOTHING
    notes: list[Passage] = field(default_factory=list)
    end_notes: list[Passage] = field(default_factory=list)
    taken: list[Passage] = field(default_factory=list)
    suggested: dict[tuple[str, str], Suggestion] = field(default_factory=dict)
    header_lines: list[HeaderLine] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    report: list[ReportLine] = field(default_factory=list)
    origin: Origin | None = None
    credits: list[Credit] = field(default_factory=list)
    series: list[PartOfSeries] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)

    def suggest(self, kind: str, name: str, why: str, line: int) -> None:
        self.put(Suggestion(kind, name, why, line, stated=True))

    def put(self, suggestion: Suggestion) -> None:
        """The first of equals stays."""
        key = suggestion.kind, suggestion.name.casefold()
        if suggestion.name and key not in self.suggested:
            why = suggestion.why[:LONGEST_WHY]
            self.suggested[key] = replace(suggestion, why=why)

    @property
    def authors_known(self) -> bool:
        return any(kind == "author" for kind, _name in self.suggested)

    def authors(self, names: list[tuple[str, str]], why: str, line: int) -> None:
        """(name, address) in order. Which of several the file's bringer is, nobody says: all are
        offered; those after the first are credited, until they are found to be here."""
        known = [(name, link) for name, link in names if name.casefold() not in ANONYMOUS]
        for place, (name, address) in enumerate(known):
            self.suggest("author", name[:LONGEST_NAME], why, line)
            if place:
                self.credits.append(Credit("co_author", name[:LONGEST_NAME], address, line))

    def posted_at(self, address: str, line: int, origin: Origin | None = None) -> None:
        """The story's own page elsewhere."""
        self.origin = self.origin or origin or origin_of(address)
        if address and not any(one.kind == "also_at" for one in self.credits):
            self.credits.append(Credit("also_at", name_of(address), address, line))

    def related(self, piece: Piece, told: Credit | HeaderLine) -> None:
        """What it was inspired by and the like; what is no credit is for the author alone."""
        if isinstance(told, HeaderLine):
            self.header_lines.append(told)
        else:
            self.credits.append(told)
            self.taken.append(piece.name())

    def around(self, piece: Piece) -> None:
        """Words of the archive's, which are none of the story."""
        if piece.text:
            reason = _("The archive’s own words around the story.")
            self.report.append(ReportLine(piece.line, piece.text, reason))

    def chapter(
        self,
        heading: Piece | None,
        body: Piece,
        *,
        notes: tuple[Passage, ...] = (),
        summary: Passage = NOTHING,
        end_notes: tuple[Passage, ...] = (),
    ) -> None:
        title, told = "", ""
        if heading:
            title, told = self._titled(heading.plain, len(self.chapters) + 1)
        if told and heading:
            reason = _("This heading says where the chapter stands; its place says it now.")
            self.report.append(ReportLine(heading.line, told, reason))
        if self.origin and self.origin.site in WITHOUT_SIGNS:
            body = self._with_ornaments(body)
        lines = body.lines
        if heading and heading.line:
            lines = heading.line, max(heading.line, lines[1])
        self.chapters.append(
            Chapter(
                title=title,
                html=body.html,
                text=body.text,
                heading=heading.name() if heading else NOTHING,
                notes=notes,
                summary=summary,
                end_notes=end_notes,
                lines=lines,
            )
        )

    def _with_ornaments(self, body: Piece) -> Piece:
        """ "xXx" between two scenes of an archive that takes "* * *" away is an ornament."""
        rows = body.html.split("\n")
        for place, row in enumerate(rows):
            text = visible_text(row) if row.startswith("<p") and row.endswith("</p>") else ""
            if text and is_scene_break(text):
                rows[place] = "<hr>"
                if any(map(str.isalnum, text)):
                    reason = _("These signs between two scenes became an ornament.")
                    self.report.append(ReportLine(body.line, text, reason))
        html = clean("\n".join(rows))
        return replace(body, html=html, text=visible_text(html))

    def _titled(self, text: str, position: int) -> tuple[str, str]:
        """(what is worth showing, what only counts): "Chapter 1: Landfall" → "Landfall"."""
        told = ""
        while (found := NUMBERED.fullmatch(text)) and int(found["number"]) == position:
            told, text = f"{told} {found['told']}".strip(), found["title"]
        return text, told

    def _without_second_title(self) -> None:
        """The only chapter of a story is often called as the story is."""
        only = self.chapters[0] if len(self.chapters) == 1 else None
        if only and only.title and only.title.casefold() == self.title.text.casefold():
            reason = _("The archive’s own words around the story.")
            self.report.append(ReportLine(only.heading.lines[0], only.title, reason))
            self.chapters[0] = replace(only, title="")

    def manuscript(self, sheet: Sheet) -> Manuscript:
        self._without_second_title()
        for piece in sheet.rest():
            self.around(piece)
        return Manuscript(
            title=self.title,
            notes=tuple(self.notes),
            summary=self.summary,
            end_notes=tuple(self.end_notes),
            taken=tuple(self.taken),
            suggested=tuple(self.suggested.values()),
            header_lines=tuple(self.header_lines),
            chapters=tuple(self.chapters),
            report=tuple(sorted(self.report, key=lambda line: line.line)),
            origin=self.origin,
            credits=tuple(self.credits),
            series=tuple(self.series),
            figures=self.figures,
            source=sheet.source,
        )


def changed(figures: Figures, name: str, value: date | int | None) -> Figures:
    """With one of them set, by its name."""
    told: dict[str, Any] = {name: value}
    return replace(figures, **told)
