"""What a book file says about itself beside its text, and how that comes into a manuscript."""

from dataclasses import dataclass, field, replace

from core.html import clean
from intake.reader.body.press import text_of, title_html
from intake.reader.header import dates
from intake.reader.manuscript import (
    NOTHING,
    HeaderLine,
    Manuscript,
    PartOfSeries,
    Passage,
    Suggestion,
    Written,
)


@dataclass(frozen=True)
class Description:
    """`summary` may be HTML. `subjects` are genres and keywords. `position` 0: not told."""

    title: str = ""
    authors: tuple[str, ...] = ()
    summary: str = ""
    subjects: tuple[str, ...] = ()
    language: str = ""
    date: str = ""
    series: str = ""
    position: int = 0

    @property
    def front(self) -> dict[str, list[str]]:
        """What stands above the text, as pandoc.Converted has it."""
        return {"title": [self.title]} if self.title else {}


def described(found: Manuscript, description: Description) -> Manuscript:
    """`found` with what its text does not say itself, the title aside. What is used becomes lines
    of `source` below the text's own, which keep their numbers."""
    page = _Page(found)
    for author in description.authors:
        page.author(author)
    if description.summary and not found.summary:
        page.summary(description.summary)
    for subject in description.subjects:
        page.tag("freeform", subject)
    if description.language:
        page.tag("language", description.language)
    if description.date and not found.written:
        page.date(description.date)
    if description.series:
        page.series(description.series, description.position)
    return page.manuscript()


@dataclass
class _Page:
    found: Manuscript
    told: list[str] = field(default_factory=list)  # lines of the source
    taken: list[Passage] = field(default_factory=list)
    suggested: list[Suggestion] = field(default_factory=list)
    header_lines: list[HeaderLine] = field(default_factory=list)
    changed: dict[str, object] = field(default_factory=dict)

    def author(self, name: str) -> None:
        line = self._line(name)
        self.header_lines.append(HeaderLine("", name, line))
        self.suggested.append(Suggestion("author", name, name, line))

    def summary(self, html: str) -> None:
        html = clean(html)
        text = text_of(html)
        line = self._line(text)
        self.changed["summary"] = Passage(html, text, "", (line, line), text) if text else NOTHING

    def tag(self, kind: str, name: str) -> None:
        passage = self._passage(name)
        self.taken.append(passage)
        self.suggested.append(Suggestion(kind, name, name, passage.lines[0], stated=True))

    def date(self, text: str) -> None:
        if when := dates.parse(text[:10]):
            passage = self._passage(text)
            year, month, day, _is_whole = when
            self.changed["written"] = Written(year, month, day, passage.lines[0])
            self.taken.append(passage)

    def series(self, name: str, position: int) -> None:
        self.taken.append(self._passage(f"{name} {position}" if position else name))
        self.changed["series"] = (PartOfSeries(name, position),)

    def manuscript(self) -> Manuscript:
        return replace(
            self.found,
            taken=(*self.found.taken, *self.taken),
            suggested=(*self.suggested, *self.found.suggested),
            header_lines=(*self.found.header_lines, *self.header_lines),
            source="\n".join([self.found.source, *self.told]),
            **self.changed,  # type: ignore[arg-type]
        )

    def _passage(self, text: str) -> Passage:
        line = self._line(text)
        return Passage(title_html(text), text, "", (line, line), text)

    def _line(self, text: str) -> int:
        """Under the text's own lines, so that theirs keep their numbers."""
        line = self.found.source.count("\n") + 2 + len(self.told)
        self.told += [" ".join(text.split())]
        return line
