"""Beside the text, for readers who wish it: which paragraphs are spoken of, and what was said."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Q

from core.anchoring import find
from core.html import Located, blocks
from core.paging import Page
from reviews.models.anchor import Anchor
from stories.models import Chapter

SHOWN = Q(reviews__deleted_at=None, reviews__hidden_at=None, reviews__approved_at__isnull=False)


def spoken_of(chapters: Iterable[Chapter]) -> dict[int, list[Anchor]]:
    """{chapter: its passages that everybody can read reviews of, each with their number as `n`}, in
    one query."""
    anchors = Anchor.objects.filter(chapter__in=[chapter.pk for chapter in chapters])
    found: dict[int, list[Anchor]] = {}
    for anchor in anchors.annotate(n=Count("reviews", SHOWN)).filter(n__gt=0):
        found.setdefault(anchor.chapter_id, []).append(anchor)
    return found


def by_blocks(anchors: Iterable[Anchor], text: Located) -> Counter[int | None]:
    """How many reviews speak of each block; None: of words that are gone."""
    numbers: Counter[int | None] = Counter()
    for anchor in anchors:
        found = find(anchor.anchored, text.text)
        numbers[text.block_at(found.start) if found else None] += anchor.n  # type: ignore[attr-defined]
    return numbers


def with_marks(html: str, numbers: Counter, mark) -> str:
    """A stored text with what `mark(number, block)` draws behind the blocks that are spoken of."""
    rows: list[str] = []
    for number, block in enumerate(blocks(html)):
        rows.append(block)
        if numbers[number]:
            rows.append(mark(numbers[number], number))
    return "\n".join(rows)


def threads(story, chapter: Chapter, text: Located, block: int | None, request) -> Page:
    """What was said of one block, or of all passages of the chapter, those that are gone too."""
    anchors = Anchor.objects.filter(chapter=chapter, reviews__isnull=False).distinct()
    held = [anchor.pk for anchor in anchors if block is None or _is_in(anchor, text, block)]
    spoken = Q(anchor__in=held) | Q(root__anchor__in=held)
    after = request.GET.get("before", "")
    return story.reviews.filter(spoken).first_threads(request.user, after=after)


def _is_in(anchor: Anchor, text: Located, block: int) -> bool:
    found = find(anchor.anchored, text.text)
    return found is not None and text.block_at(found.start) == block
