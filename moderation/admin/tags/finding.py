"""What the box above the list of tags finds: quick among half a million."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, QuerySet, Value, When
from django.db.models.functions import Coalesce

from core import names
from core.words import UNSPACED
from moderation.new_tags import KINDS
from tags import keys
from tags.models import Tag

FOUND = 500  # tags in each of the two ways; nobody turns to the tenth page
LETTERS = 3  # below that trigrams find everything


def named_like(words: str) -> QuerySet[Tag]:
    """Whose name begins so, or holds words like these: a letter more or less does not matter."""
    key = names.tag_key(words)
    beginning = Tag.objects.filter(kind__in=KINDS, key__startswith=key).values("pk")[:FOUND]
    if UNSPACED.search(key):  # of these Postgres may make no trigrams: see tags/suggesting/
        return Tag.objects.filter(key__contains=key).values("pk")[:FOUND]
    if len(key) < LETTERS:
        return beginning
    alike = Tag.objects.filter(key__trigram_word_similar=key)
    nearest = alike.order_by(TrigramWordSimilarity(key, "key").desc(), "pk").values("pk")[:FOUND]
    return beginning.union(nearest)


def nearest_first(tags: QuerySet[Tag], words: str) -> QuerySet[Tag]:
    key = names.tag_key(words)
    is_it = Case(When(key__in=[keys.of(kind, words) for kind in KINDS], then=0), default=Value(1))
    stories = Coalesce("count__stories", 0).desc()
    return tags.order_by(is_it, TrigramWordSimilarity(key, "key").desc(), stories, "pk")
