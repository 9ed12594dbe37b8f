"""What a document says itself, taken over as it stands. Guesses are left to its author."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from core.names import key, tag_key
from intake import tongues
from intake.fair_copy import FairCopy, blank_chapter
from intake.marks import marks_of
from intake.reader.manuscript import Chapter, Figures, Manuscript, Passage, Suggestion
from stories.models.choices import Status
from tags.models import Tag
from tags.vocabulary import official_names

MOST_CHAPTERS = 10_000  # that a form takes as planned
# Which field of a story takes tags of which kind.
FIELD_OF = {
    "fandom": "fandoms",
    "relationship": "relationships",
    "character": "characters",
    "au": "au_tags",
    "category": "categories",
    "freeform": "freeforms",
    "warning": "warnings",
}


def taken_over(manuscript: Manuscript, *, own_names: Collection[str] = ()) -> FairCopy:
    """The first fair copy. Nothing is cut but a title or a body that no page could show whole.
    `own_names` are the pen names of whoever brings it, who is nobody's co-author."""
    premise = manuscript.au_premise
    published, updated = days(manuscript.figures)
    copy = FairCopy(
        texts={
            "title": manuscript.title.text,
            "summary": manuscript.summary.html,
            "notes": _joined(manuscript.notes),
            "end_notes": _joined(manuscript.end_notes),
            "dedication": manuscript.dedication.html,
            "au_premise": premise.html if premise.label else "",
        },
        chapters=[_chapter(chapter) for chapter in manuscript.chapters] or [blank_chapter()],
        fields=_fields(manuscript),
        tags=_tags(manuscript),
        header_lines=[{**line.to_json(), "shown": False} for line in manuscript.header_lines],
        report=[line.to_json() for line in manuscript.report],
        series=[{"name": one.name, "position": one.position} for one in manuscript.series],
        credits=credits_of(manuscript, own_names),
        published=published,
        updated=updated,
    )
    copy.shorten_titles()
    copy.split_bodies()
    copy.marks = marks_of(copy)
    return copy


def stated(manuscript: Manuscript, kind: str) -> list[str]:
    """What stood under a label of its own."""
    return [one.name for one in manuscript.suggestions(kind) if one.stated]


def guessed(manuscript: Manuscript, kind: str) -> list[Suggestion]:
    return [one for one in manuscript.suggestions(kind) if not one.stated]


def days(figures: Figures) -> tuple[date | None, date | None]:
    """(published, updated) on another archive: days that have been, in their order."""
    today = timezone.now().date()
    first, last = (
        day if day and day <= today else None for day in (figures.published, figures.updated)
    )
    first = first or last
    return first, max(first, last) if first and last else first


def credits_of(manuscript: Manuscript, own_names: Collection[str]) -> list[dict[str, Any]]:
    """Whom and what it names. Who brings it is an author: where her name stands among the others,
    the first of the authors is the co-author instead."""
    own = {key(name) for name in own_names}
    found = [credit.to_json() for credit in manuscript.credits]
    mine = next((c for c in found if c["kind"] == "co_author" and key(c["name"]) in own), None)
    authors = manuscript.suggestions("author")
    if mine and authors and key(authors[0].name) not in own:
        mine |= {"name": authors[0].name, "address": "", "line": authors[0].line}
    return [c for c in found if c["kind"] != "co_author" or key(c["name"]) not in own]


def _chapter(chapter: Chapter) -> dict[str, str]:
    return {
        **blank_chapter(),
        "title": chapter.title,
        "summary": chapter.summary.html,
        "notes": _joined(chapter.notes),
        "html": chapter.html,
        "end_notes": _joined(chapter.end_notes),
    }


def _joined(passages: Iterable[Passage]) -> str:
    return "".join(passage.html for passage in passages)


def _fields(manuscript: Manuscript) -> dict[str, Any]:
    written, is_ended = manuscript.written, bool(manuscript.end_mark)
    found: dict[str, Any] = {
        "written_year": written.year if written else None,
        "written_month": written.month if written else None,
        "written_day": written.day if written else None,
    }
    if is_ended:
        found |= {"status": Status.COMPLETE, "planned_chapters": len(manuscript.chapters) or 1}
    found |= _progress(manuscript)
    for rating in stated(manuscript, "rating")[:1]:
        found["rating"] = rating
    for language in filter(None, map(tongues.tag_of, stated(manuscript, "language"))):
        found["language"] = language
    return found


def _progress(manuscript: Manuscript) -> dict[str, Any]:
    """What another archive, or a label, said of it: it knows better than an end mark."""
    figures = manuscript.figures
    found: dict[str, Any] = {}
    if figures.is_complete is not None:
        found["status"] = Status.COMPLETE if figures.is_complete else Status.IN_PROGRESS
        found["planned_chapters"] = len(manuscript.chapters) if figures.is_complete else None
    if figures.planned and figures.planned <= MOST_CHAPTERS:
        found["planned_chapters"] = figures.planned
    return found


def _tags(manuscript: Manuscript) -> dict[str, list[str]]:
    """Warnings and categories are closed vocabularies: what else stood there is an other tag."""
    found = {name: stated(manuscript, kind) for kind, name in FIELD_OF.items()}
    for kind in Tag.CLOSED:
        names, official = found[FIELD_OF[kind]], official_names(kind)
        found[FIELD_OF[kind]] = [official[tag_key(n)] for n in names if tag_key(n) in official]
        found["freeforms"] += [name for name in names if tag_key(name) not in official]
    return found
