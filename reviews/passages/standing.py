"""Where the passages that readers spoke of stand today, for those who read what they said.

Whether a passage was changed is asked only where its chapter was released anew since, and known
for as long as it is not released again. What an author took out of her text is not shown again: of
a passage that is gone nothing is said but that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote as in_address

from django.core.cache import caches
from django.db.models import ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.fields import BooleanField

from core.anchoring import find
from core.html import located
from reviews.models.anchor import Anchor
from stories.models import ChapterText, Revision

KNOWN_SECONDS = 24 * 3600  # in a process; a passage stands where it stands until a release
FEW_WORDS = 5  # at each end of a long quote, in an address
SHORT = 80  # characters of a quote that stands in an address as a whole


@dataclass(frozen=True)
class Standing:
    """`words`: what was spoken of, empty where it is gone; `page`: where they stand, and `mark`:
    where on it. The mark has words of theirs in it."""

    words: str
    page: str = ""
    mark: str = ""
    is_changed: bool = False

    @property
    def is_gone(self) -> bool:
        return not self.words

    def is_all_of(self, paragraph: str) -> bool:
        """These very words, which need not be repeated below it."""
        return not self.is_changed and self.words.strip() == paragraph.strip()


GONE = Standing("")


def with_passages(reviews):
    """What `place()` reads, in the query that loads the reviews."""
    released = Revision.objects.filter(chapter=OuterRef("anchor__chapter"), released=True)
    newest = released.order_by("-number").values("created_at")[:1]
    is_out = Q(anchor__chapter__published_at__isnull=False, anchor__chapter__deleted_at=None)
    return reviews.select_related("anchor").annotate(
        passage_released_at=Subquery(newest),
        passage_is_out=ExpressionWrapper(is_out, BooleanField()),
    )


def place(reviews: Iterable) -> None:
    """Tell each review its `.passage`: a Standing, or None where it speaks of no passage. One query
    where texts have to be looked through, none otherwise."""
    unknown = {}
    for review in reviews:
        review.passage = None
        if not (review.anchor_id and review.has_words):
            continue
        anchor, released = review.anchor, review.passage_released_at
        if not review.passage_is_out:
            review.passage = GONE
        elif released is None or released <= anchor.created_at:
            review.passage = _standing(anchor, review.story_id)
        else:
            review.passage = caches["pages"].get(_key(review))
            if review.passage is None:
                unknown[review.pk] = review
    if unknown:
        _look_for(unknown.values())


def _look_for(reviews: Iterable) -> None:
    chapters = {review.anchor.chapter_id for review in reviews}
    rows = ChapterText.objects.filter(chapter__in=chapters).values_list("chapter", "html")
    texts = {chapter: located(html).text for chapter, html in rows}
    for review in reviews:
        anchor = review.anchor
        found = find(anchor.anchored, texts.get(anchor.chapter_id, ""))
        if found is None:
            review.passage = GONE
        else:
            review.passage = _standing(anchor, review.story_id, is_changed=found.is_changed)
        caches["pages"].set(_key(review), review.passage, KNOWN_SECONDS)


def _key(review) -> str:
    return f"passage-{review.anchor_id}-{review.passage_released_at.timestamp()}"


def _standing(anchor: Anchor, story_id: int, *, is_changed: bool = False) -> Standing:
    page = f"/works/{story_id}/chapters/{anchor.chapter_id}"
    mark = "" if is_changed else _fragment(anchor.quote)
    return Standing(anchor.quote, page, mark, is_changed)


def _fragment(quote: str) -> str:
    """A URL's text fragment: browsers that know it go to the words, others to the chapter."""
    words = quote.split()
    if len(quote) <= SHORT and "\n" not in quote:
        return f"#:~:text={_in_fragment(quote)}"
    first, last = " ".join(words[:FEW_WORDS]), " ".join(words[-FEW_WORDS:])
    return f"#:~:text={_in_fragment(first)},{_in_fragment(last)}"


def _in_fragment(words: str) -> str:
    return in_address(words, safe="").replace("-", "%2D")
