"""What a document says itself, taken over as it stands. Guesses are left to its author."""

from collections.abc import Iterable
from typing import Any

from core.names import tag_key
from intake import tongues
from intake.fair_copy import FairCopy, blank_chapter
from intake.reader.manuscript import Chapter, Manuscript, Passage, Suggestion
from stories.models.story import Status
from tags.models import Tag

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


def taken_over(manuscript: Manuscript) -> FairCopy:
    """The first fair copy. Nothing is cut but a title or a body that no page could show whole."""
    premise = manuscript.au_premise
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
    )
    copy.shorten_titles()
    copy.split_bodies()
    return copy


def stated(manuscript: Manuscript, kind: str) -> list[str]:
    """What stood under a label of its own."""
    return [one.name for one in manuscript.suggestions(kind) if one.stated]


def guessed(manuscript: Manuscript, kind: str) -> list[Suggestion]:
    return [one for one in manuscript.suggestions(kind) if not one.stated]


def _chapter(chapter: Chapter) -> dict[str, str]:
    return {
        **blank_chapter(),
        "title": chapter.title,
        "summary": chapter.summary.html,
        "notes": _joined(chapter.notes),
        "html": chapter.html,
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
    for rating in stated(manuscript, "rating")[:1]:
        found["rating"] = rating
    for language in filter(None, map(tongues.tag_of, stated(manuscript, "language"))):
        found["language"] = language
    return found


def _tags(manuscript: Manuscript) -> dict[str, list[str]]:
    """Warnings and categories are closed vocabularies: what else stood there is an other tag."""
    found = {name: stated(manuscript, kind) for kind, name in FIELD_OF.items()}
    for kind in (Tag.Kind.WARNING, Tag.Kind.CATEGORY):
        names, official = found[FIELD_OF[kind]], vocabulary(kind)
        found[FIELD_OF[kind]] = [official[tag_key(n)] for n in names if tag_key(n) in official]
        found["freeforms"] += [name for name in names if tag_key(name) not in official]
    return found


def vocabulary(kind: str) -> dict[str, str]:
    """{key: name} of the official tags of a kind."""
    tags = Tag.objects.of_kind(kind).official().filter(is_official=True)
    return dict(tags.values_list("key", "name"))
