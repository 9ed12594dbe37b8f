"""What a header says of its story beyond its texts: tags, dates, series, names."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from intake.reader.body.press import Press, title_html
from intake.reader.header import credits, dates, overheard, series, stated, status
from intake.reader.header.codes import TREK
from intake.reader.header.entries import Entry, value_of
from intake.reader.header.suggestions import guesses
from intake.reader.lines import Line
from intake.reader.manuscript import (
    NOTHING,
    Credit,
    Figures,
    HeaderLine,
    PartOfSeries,
    Passage,
    Suggestion,
    Written,
)

NAME_EDGES = " \t.,;:\"'[]()"
COUNTED = re.compile(r"(?P<there>\d{1,4})\s*(?:/|of)\s*(?P<planned>\d{1,4}|\?)")


@dataclass
class Facts:
    """Collects them entry by entry, in source order. What it does not wholly understand becomes a
    header line, which its author keeps."""

    press: Press
    title: Passage = NOTHING
    premise: Passage = NOTHING
    taken: list[Passage] = field(default_factory=list)
    suggested: list[Suggestion] = field(default_factory=list)
    header_lines: list[HeaderLine] = field(default_factory=list)
    written: Written | None = None
    series: list[PartOfSeries] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)
    is_dated: bool = False  # by a label that says when it was written, not when it was posted

    def learn(self, entry: Entry) -> None:
        if entry.field in stated.FIELDS and entry.is_stated:
            self._tags(entry)
        else:
            self._others.get(entry.field, self.keep_aside)(entry)

    @property
    def _others(self) -> dict[str, Callable[[Entry], None]]:
        return {
            "written": self._date,
            "updated": self._date,
            "series": self._series,
            "status": self._status,
            "author": self._authors,
            "part": self._chapters,
            **dict.fromkeys(credits.KIND_OF, self._credits),
        }

    def keep_aside(self, entry: Entry) -> None:
        value = value_of(entry)
        self.header_lines.append(HeaderLine(entry.label, value, entry.number))
        if not entry.label or entry.field == "envelope":
            self._guess(value, [entry.number], [0])
        if not entry.label:
            self._overhear(value, entry.number)
        if fandom := overheard.fandom_of(entry.label):
            self._suggest("fandom", fandom, entry.number)

    def _tags(self, entry: Entry) -> None:
        value, why = value_of(entry), self.press.source((entry.number, entry.number))
        found, is_whole = stated.stated(entry.field, value, entry.number, why, entry.label)
        self.suggested += found
        self._take(entry, is_whole)

    def _date(self, entry: Entry) -> None:
        found = dates.parse(value_of(entry))
        if not found:
            self.keep_aside(entry)
            return
        kind = dates.kind_of(entry.field, entry.label)
        is_new = self._dated(kind, found[:3], entry.number)
        self._take(entry, found[3] and is_new)

    def _dated(self, kind: str, day: tuple[int, int | None, int | None], number: int) -> bool:
        """Remember a date; False where another stands there already."""
        is_new, (year, month, inner) = False, day
        whole = date(year, month, inner) if month and inner else None
        if whole and kind == "published" and not self.figures.published:
            self.figures, is_new = replace(self.figures, published=whole), True
        if whole and kind == "updated" and not self.figures.updated:
            self.figures, is_new = replace(self.figures, updated=whole), True
        if kind != "updated" and (not self.written or (kind == "written" and not self.is_dated)):
            self.written = Written(*day, number)
            self.is_dated = kind == "written"
            is_new = True
        return is_new

    def _series(self, entry: Entry) -> None:
        """A list's "Series" may be what the story is a fan's work of: that is only suggested."""
        value = value_of(entry)
        fandoms = [TREK[word] for word in re.split(r"[\s,/&]+", value.upper()) if word in TREK]
        is_universe = entry.label.casefold() == "universe"
        if fandoms or is_universe or self._is_of_a_fandom_list:
            for name in fandoms or [value]:
                self._suggest("fandom", name.strip(NAME_EDGES), entry.number)
            self.keep_aside(entry)
            return
        found, is_whole = series.series_in(entry.label, value)
        self.series += [part for part in found if part not in self.series]
        self._take(entry, is_whole)

    @property
    def _is_of_a_fandom_list(self) -> bool:
        """The Fanfiction Mailing List calls the fandom "Series"."""
        return any("ffml" in f"{one.label} {one.value}".casefold() for one in self.header_lines)

    def _status(self, entry: Entry) -> None:
        value = value_of(entry)
        is_complete, is_whole = status.is_complete(entry.label, value)
        if is_complete is None and (found := dates.parse(value)) and entry.label[:1] in "cCfF":
            is_complete = True
            is_whole = self._dated("written", found[:3], entry.number) and found[3]
        if is_complete is not None and self.figures.is_complete is None:
            self.figures = replace(self.figures, is_complete=is_complete)
        self._take(entry, is_whole)

    def _chapters(self, entry: Entry) -> None:
        """ "Chapters: 3/5"; what "Part: 2/3" says is another thing."""
        match = COUNTED.match(value_of(entry))
        if match and entry.label.casefold() == "chapters":
            planned = int(match["planned"]) if match["planned"].isdecimal() else None
            self.figures = replace(self.figures, chapters=int(match["there"]), planned=planned)
        self.keep_aside(entry)

    def _authors(self, entry: Entry) -> None:
        """Names are offered as pen names; the line itself stays with the author."""
        label = entry.label.casefold()
        is_list = label.endswith(("s", "en", "ы"))
        names = credits.authors_in(value_of(entry), is_list=is_list)
        for name in names:
            self._suggest("author", name, entry.number, stated=entry.is_stated)
        self._credit([Credit("co_author", name, "", entry.number) for name in names[1:]])
        self.keep_aside(entry)

    def _credits(self, entry: Entry) -> None:
        found, is_whole = credits.credits_in(entry.field, value_of(entry), entry.number)
        self._credit(found)
        self._take(entry, is_whole and bool(found))

    def _credit(self, found: list[Credit]) -> None:
        known = {(one.kind, one.name, one.address) for one in self.credits}
        self.credits += [one for one in found if (one.kind, one.name, one.address) not in known]

    def _overhear(self, text: str, number: int) -> None:
        """What a line without a label says, if it is one of those that old headers had."""
        if rating := overheard.rating_of(text):
            self._suggest("rating", rating, number)
        if part := series.series_of_line(text):
            self.series += [part] if part not in self.series else []
        if (day := overheard.day_of(text)) and not self.written:
            self.written = Written(*day, number)
        if fandom := overheard.fandom_of(text):
            self._suggest("fandom", fandom, number)
        for kind, name in overheard.compressed(text, is_titled=bool(self.title)):
            self._suggest(kind, name, number)

    def _suggest(self, kind: str, name: str, number: int, *, stated: bool = False) -> None:
        why = self.press.source((number, number)).strip()
        self.suggested.append(Suggestion(kind, name, why, number, stated))

    def _take(self, entry: Entry, is_whole: bool) -> None:
        """Wholly understood lines are fields; of the others the author keeps the words."""
        if is_whole:
            self.taken.append(
                Passage(
                    title_html(value_of(entry)),
                    value_of(entry),
                    entry.label,
                    entry.span,
                    self.press.source(entry.span),
                )
            )
        else:
            self.keep_aside(entry)

    def _guess(
        self, text: str, numbers: list[int], starts: list[int], *, is_prose: bool = False
    ) -> None:
        found = guesses(
            text,
            lambda offset: numbers[bisect_right(starts, offset) - 1],
            lambda line: self.press.source((line, line)).strip(),
        )
        self.suggested += found.suggestions
        if found.premise and is_prose and not self.premise:
            span = (found.premise_line, found.premise_line)
            premise = Line(found.premise_line, found.premise)
            self.premise = self.press.passage([premise], span=span)
