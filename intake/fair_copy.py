"""A story as it will be kept: what was read, and on top of it what its author said.

The reader's `Manuscript` knows where every word came from; a `FairCopy` knows where it goes.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from intake.seams import cut, cut_line, parts
from stories import limits
from stories.models import Chapter
from tags.forms import may_be_a_tag, quoted

LONGEST = {
    "summary": limits.SUMMARY,
    "dedication": limits.DEDICATION,
    "au_premise": limits.AU_PREMISE,
    "notes": limits.NOTES,
    "end_notes": limits.NOTES,
    "html": limits.BODY,
}
TO_THE_NOTES = ("summary", "dedication", "au_premise")  # where their surplus goes
TO_A_CHAPTER = ("notes", "end_notes")


@dataclass
class FairCopy:
    """`texts` by Story.AUTHOR_FIELDS and `chapters` by Chapter.AUTHOR_FIELDS hold HTML, but for the
    titles; `fields` are the story's plain columns; `header_lines` are {label, value, line, shown};
    `report` has lines {line, text, reason}; `series` are {name, position}, `credits` {kind, name,
    address, line}; `published` and `updated` are days on another archive; `marks` say what was read
    (intake/marks.py)."""

    texts: dict[str, str] = field(default_factory=dict)
    chapters: list[dict[str, str]] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    tags: dict[str, list[str]] = field(default_factory=dict)
    main: list[str] = field(default_factory=list)
    header_lines: list[dict[str, Any]] = field(default_factory=list)
    report: list[dict[str, Any]] = field(default_factory=list)
    series: list[dict[str, Any]] = field(default_factory=list)
    credits: list[dict[str, Any]] = field(default_factory=list)
    published: date | None = None
    updated: date | None = None
    marks: dict[str, Any] = field(default_factory=dict)

    def fit(self) -> None:
        """Nothing is refused for its length: what is too long for its place goes on elsewhere."""
        self.shorten_titles()
        for name in (*TO_THE_NOTES, *TO_A_CHAPTER):
            self.move_rest(name)
        for number in range(len(self.chapters)):
            for name in ("summary", *TO_A_CHAPTER):
                self.move_rest(name, number)
        self.split_bodies()
        self.fit_tags()
        self.chapters = [chapter for chapter in self.chapters if any(chapter.values())]

    def move_rest(self, name: str, number: int | None = None) -> None:
        """Of the story, or of its chapter `number` (from 0): the surplus of a summary, a dedication
        or a premise goes to the end of the notes before, that of notes into a chapter of its
        own."""
        place = self.texts if number is None else self.chapters[number]
        kept, rest = cut(place[name], LONGEST[name])
        if not rest:
            return
        place[name] = kept
        if name in TO_THE_NOTES:
            place["notes"] += rest
            self._tell(
                _("A text was too long for its place: its end stands in the author’s notes.")
            )
        else:
            title = _("Author’s notes, continued")
            self.chapters.append({**blank_chapter(), "title": title, "html": rest})
            self._tell(_("The author’s notes were too long: their end is a chapter of its own."))

    def shorten_titles(self) -> None:
        for place, label in [(self.texts, _("Title"))] + [
            (chapter, _("Title of chapter %(number)s") % {"number": number})
            for number, chapter in enumerate(self.chapters, start=1)
        ]:
            whole = place["title"]
            place["title"] = cut_line(whole, limits.TITLE)
            if place["title"] != whole:
                self.set_aside(label, whole)

    def split_bodies(self) -> None:
        pieces = [piece for chapter in self.chapters for piece in _pieces(chapter)]
        if len(pieces) > len(self.chapters):
            self._tell(_("A chapter was too long and was split into parts."))
        self.chapters = pieces

    def fit_tags(self) -> None:
        for kind, names in self.tags.items():
            fitting = [name for name in names if may_be_a_tag(name)]
            self.tags[kind] = fitting[: limits.TAGS_A_KIND]
            if surplus := [name for name in names if name not in self.tags[kind]]:
                self.set_aside(kind, ", ".join(map(quoted, surplus)))

    def set_aside(self, label: str, value: str) -> None:
        """Keep for the author alone what found no place."""
        line = {"label": str(label), "value": value, "line": 0, "shown": False}
        if line not in self.header_lines:
            self.header_lines.append(line)

    def _tell(self, reason: str) -> None:
        line = {"line": 0, "text": "", "reason": reason}
        if line not in self.report:
            self.report.append(line)


def blank_chapter() -> dict[str, str]:
    return dict.fromkeys(Chapter.AUTHOR_FIELDS, "")


def _pieces(chapter: dict[str, str]) -> list[dict[str, str]]:
    """The chapter in parts that fit: summary and notes with the first, end notes with the last."""
    htmls = parts(chapter["html"], LONGEST["html"])
    if len(htmls) == 1:
        return [chapter]
    found = []
    for number, html in enumerate(htmls, start=1):
        name = _("Part %(number)s") % {"number": number}
        title = f"{chapter['title']}, {name}" if chapter["title"] else name
        found.append({**blank_chapter(), "title": cut_line(title, limits.TITLE), "html": html})
    for name in ("summary", "notes"):
        found[0][name] = chapter[name]
    found[-1]["end_notes"] = chapter["end_notes"]
    return found
