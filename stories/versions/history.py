"""The versions of a story's front matter or of a chapter, as a list shows them."""

from dataclasses import dataclass

from django.db.models.functions import Length

from accounts.models import PenName
from core import words
from core.html import visible_text
from stories.models import Chapter, Draft, Piece, Revision, Story

COUNTED = 2_000_000  # characters that one page reads to count words; what is beyond has no number


@dataclass
class Line:
    """One version in the list; `grown` is how many words it has more than the one before."""

    version: Revision
    pen_name: PenName | None = None  # none for one who has no name on the story any more
    words: int | None = None
    grown: int | None = None

    @property
    def by_how_many(self) -> int:
        return abs(self.grown or 0)


def lines(thing: Story | Chapter, versions: list[Revision], older: Revision | None) -> list[Line]:
    """`older` is the version before the last of them, which has no line."""
    counts = words_of(thing, [*versions, *([older] if older else [])])
    names = pen_names(thing)
    found = []
    befores = [*versions[1:], older]  # one too many where there is no version yet
    for version, before in zip(versions, befores, strict=False):
        number, earlier = counts.get(version.pk), counts.get(before.pk) if before else None
        grown = None if number is None or earlier is None else number - earlier
        found.append(Line(version, names.get(version.by_id or 0), number, grown))
    return found


def pen_names(thing: Story | Chapter) -> dict[int, PenName]:
    """By account: under which name each of its authors writes this story."""
    story = thing if isinstance(thing, Story) else thing.story
    found: dict[int, PenName] = {}
    for line in story.bylines.all():  # as for_cards() loads them: accepted ones, in their order
        found.setdefault(line.pen_name.user_id, line.pen_name)
    return found


def pen_name_of_draft(thing: Story | Chapter, draft: Draft) -> PenName | None:
    return pen_names(thing).get(draft.by_id or 0)


def words_of_draft(thing: Story | Chapter, draft: Draft) -> int:
    return _count("\n".join(getattr(draft, field) for field in counted_fields(thing)))


def words_of(thing: Story | Chapter, versions: list[Revision]) -> dict[int, int]:
    """{id: words}. A piece that versions share is read and counted once, so a page of them costs
    little more than one text; three queries."""
    fields = counted_fields(thing)
    asked = Revision.objects.filter(pk__in=[version.pk for version in versions])
    rows = list(asked.only("pieces", *fields).order_by("-number"))
    own = {
        row.pk: "\n".join(
            getattr(row, field) for field in fields if field != "html" or not row.pieces
        )
        for row in rows
    }
    counted = _within_reason(rows, own)
    texts = Piece.texts(pk for row in counted for pk in row.pieces)
    counts = {pk: _count(html) for pk, html in texts.items()}
    return {row.pk: _count(own[row.pk]) + sum(counts[pk] for pk in row.pieces) for row in counted}


def counted_fields(thing: Story | Chapter) -> tuple[str, ...]:
    """Of a chapter its text; of the front matter everything but the title."""
    if isinstance(thing, Chapter):
        return ("html",)
    return tuple(field for field in thing.AUTHOR_FIELDS if field != "title")


def _within_reason(rows: list[Revision], own: dict[int, str]) -> list[Revision]:
    """The newest of them that together are no more than COUNTED."""
    ids = {pk for row in rows for pk in row.pieces}
    lengths = dict(Piece.objects.filter(pk__in=ids).values_list("pk", Length("html")))
    size = 0
    counted = []
    for row in rows:
        size += len(own[row.pk]) + sum(lengths.pop(pk, 0) for pk in row.pieces)
        if size > COUNTED:
            break
        counted.append(row)
    return counted


def _count(html: str) -> int:
    return words.count(visible_text(html))
