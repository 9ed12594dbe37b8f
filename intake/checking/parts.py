"""The texts of a story as the check page shows them: what readers will see, and where each came
from."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.forms import BoundField
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake.checking.form import CheckForm
from intake.checking.glimpse import Glimpse
from intake.fair_copy import LONGEST
from intake.reader.manuscript import Chapter, Manuscript, Passage, Span
from intake.seams import parts

ALWAYS_SHOWN = ("title", "summary")
EDITABLE_CHAPTERS = 200  # more fields than a form may have are changed after keeping
LONGEST_SHOWN = 100_000  # characters of all the bodies' HTML, unless one asks for the whole
LONGEST_SOURCE = 100_000  # characters of source lines that stand beside a part


@dataclass(frozen=True)
class Part:
    """A text on the page. `kind` is its class; `seen` what readers will see (`is_html`: all but
    titles), or of a long body a `glimpse` of it, which nobody can edit; `lines` are (number, words)
    of the source; `surplus` is in characters."""

    kind: str
    field: BoundField
    seen: str
    surplus: int
    glimpse: Glimpse | None = None
    is_editable: bool = True
    spans: tuple[Span, ...] = ()
    lines: tuple[tuple[int, str], ...] = ()

    @property
    def is_html(self) -> bool:
        return self.kind != "title"

    @property
    def origin(self) -> str:
        """ "line 4", "lines 2 and 3", "lines 6–88", or nothing."""
        places = [str(first) if first == last else f"{first}–{last}" for first, last in self.spans]
        if not places:
            return ""
        number = sum(last - first + 1 for first, last in self.spans)
        listed = get_text_list(places, _("and"))
        return ngettext("line %(lines)s", "lines %(lines)s", number) % {"lines": listed}


class Parts:
    """In the order in which readers will find them: `before`, `chapters`, `after`."""

    def __init__(self, manuscript: Manuscript, form: CheckForm, *, whole: bool = False):
        self.manuscript, self.form, self.whole = manuscript, form, whole

    @property
    def names(self) -> set[str]:
        return {part.field.name for part in (*self.before, *self.after)}

    @cached_property
    def before(self) -> list[Part]:
        read, premise = self.manuscript, self.manuscript.au_premise
        found = [
            self._part("title", "title", [read.title]),
            self._part("summary", "summary", [read.summary]),
            self._part("au_premise", "premise", [premise] if premise.label else []),
            self._part("notes", "notes", read.notes),
            self._part("dedication", "dedication", [read.dedication]),
        ]
        return [part for part in found if part.seen or part.field.name in ALWAYS_SHOWN]

    @cached_property
    def chapters(self) -> list[list[Part]]:
        return [self._chapter(number) for number in range(len(self.form.copy.chapters))]

    @cached_property
    def after(self) -> list[Part]:
        part = self._part("end_notes", "notes", self.manuscript.end_notes)
        return [part] if part.seen else []

    def _chapter(self, number: int) -> list[Part]:
        read = self._origins[number] if number < len(self._origins) else Chapter()
        rows: tuple[tuple[str, str, Iterable[Passage]], ...] = (
            ("title", "title", [read.heading]),
            ("summary", "summary", [read.summary]),
            ("notes", "notes", read.notes),
            ("html", "text", [Passage(text=read.text, lines=read.lines)]),
            ("end_notes", "notes", read.end_notes),
        )
        found = [
            self._part(f"chapter-{number}-{name}", kind, passages, number)
            for name, kind, passages in rows
            if f"chapter-{number}-{name}" in self.form.fields
        ]
        is_alone = len(self.form.copy.chapters) == 1
        return [
            p for p in found if p.seen or p.kind == "text" or (p.kind == "title" and not is_alone)
        ]

    @cached_property
    def _origins(self) -> list[Chapter]:
        """The chapter that each of the form's was read from: one that was too long is several."""
        return [
            chapter
            for chapter in self.manuscript.chapters
            for _piece in parts(chapter.html, LONGEST["html"])
        ]

    def _part(self, name: str, kind: str, passages: Iterable[Passage], chapter: int = 0) -> Part:
        passages, seen = [passage for passage in passages if passage], self.form.seen(name)
        short = Glimpse.of(seen, self._bodies) if kind == "text" and self.is_long else None
        return Part(
            kind,
            self.form[name],
            seen,
            self.form.surplus(name),
            short,
            chapter < EDITABLE_CHAPTERS and not short,
            tuple(passage.lines for passage in passages if passage.lines[0]),
            tuple(line for passage in passages for line in self._lines(passage) if not short),
        )

    @property
    def _bodies(self) -> int:
        return len(self.form.copy.chapters)

    @cached_property
    def is_long(self) -> bool:
        """More than a page should hold, and nobody asked for it."""
        read = sum(len(chapter["html"]) for chapter in self.form.copy.chapters)
        names = (f"chapter-{number}-html" for number in range(self._bodies))
        typed = sum(len(str(self.form.corrections.get(name, ""))) for name in names)
        return not self.whole and max(read, typed) > LONGEST_SHOWN

    def _lines(self, passage: Passage) -> list[tuple[int, str]]:
        first, last = passage.lines
        words = passage.source.split("\n") if passage.source else self._source[first - 1 : last]
        if not first or sum(map(len, words)) > LONGEST_SOURCE:
            return []
        return list(enumerate(words, start=first))

    @cached_property
    def _source(self) -> list[str]:
        return self.manuscript.source.split("\n")
