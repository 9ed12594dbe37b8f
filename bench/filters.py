"""What readers ask of a list: at random, and as dearly as one can ask. Drawn from the stories that
are there, with the same seed each time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, cycle, islice
from random import Random

from django.db import connection

from discovery.criteria import Criteria, Words
from discovery.search import SORTS
from discovery.wishes import Part, Wish
from stories.models import Listing
from tags.models import Tag, TagCount

STORIES = 1_000  # that random filters are drawn from
ORDERS = [name for name in SORTS if name not in ("relevance", "mainly")]  # those of any list
COMMON = 60  # tags among which pairs are looked for
GREATEST = 20  # fandoms, one of which is dead
DEAD = timedelta(days=365 * 8)  # since anything was written of it


@dataclass(frozen=True)
class Asked:
    what: str
    criteria: Criteria
    sort: str = "updated"
    is_reversed: bool = False


class Filters:
    def __init__(self):
        self.chance = Random(7)
        ids = Listing.objects.filter(visibility="public").order_by("pk")
        ids = list(ids.values_list("pk", flat=True))
        self.rows = list(
            Listing.objects.filter(pk__in=self.chance.sample(ids, min(STORIES, len(ids))))
            .select_related("story")
            .order_by("pk")
        )
        tags = {tag for row in self.rows for tag in row.tag_ids}
        self.tags = Tag.objects.filter(synonym_of=None, is_filterable=True).in_bulk(tags)

    # At random

    def random(self) -> Wish:
        """Whatever is included stands on one story, so that there is something to find."""
        chance, row = self.chance, self.chance.choice(self.rows)
        mine = self.official(row)
        wanted = chance.sample(mine, min(len(mine), chance.choice((0, 1, 1, 2, 2, 3))))
        parts = [Part(tag.kind, tag.name) for tag in wanted]
        others = [tag for tag in self.official(chance.choice(self.rows)) if tag not in mine]
        unwanted = chance.sample(others, min(len(others), chance.choice((0, 0, 1, 2, 3))))
        parts += [Part(tag.kind, tag.name, is_excluded=True) for tag in unwanted]
        parts += [part for part in self.choices(row) if chance.random() < 0.15]
        sort = chance.choice(ORDERS)
        return Wish.of(parts, sort=sort, is_reversed=chance.random() < 0.2)

    def official(self, row: Listing) -> list[Tag]:
        return [self.tags[tag] for tag in row.tag_ids if tag in self.tags]

    def choices(self, row: Listing) -> Iterator[Part]:
        yield Part("rating", row.rating)
        yield Part("rating", "explicit" if row.rating != "explicit" else "general", True)
        yield Part("status", row.status)
        yield Part("language", row.language)
        yield Part("words", f"{row.words // 2}..{row.words * 2}")
        yield Part("updated", f"{row.revised_at - timedelta(days=200):%Y-%m-%d}..")
        yield Part("crossover", "only" if row.fandoms > 1 else "none")
        yield Part("chapters", "one" if row.chapters == 1 else "many")
        yield Part("q", max(row.story.title.split(), key=len))
        if hearts := [self.tags[tag] for tag in row.main_tag_ids if tag in self.tags]:
            kinds = ("relationship", "character")
            yield from (Part("mainly", tag.name) for tag in hearts[:1] if tag.kind in kinds)

    # As dearly as one can

    def worst(self) -> Iterator[Asked]:
        orders = cycle(ORDERS)
        pairs = list(self.strangers(10))
        for pair in pairs * 2:
            yield Asked("never meet", Criteria(tags=pair), next(orders))
        fandom = self.dead_fandom()
        for sort in ORDERS:
            yield Asked("dead fandom", Criteria(tags=(fandom,)), sort)
        common = [tag for tag, _number in self.common(20)]
        for number, sort in zip((1, 3, 5, 10, 20), orders, strict=False):
            yield Asked("only excluded", Criteria(not_tags=tuple(common[:number])), sort)
        for sort in ("updated", "relevance", "words", "title", "thanks"):
            yield Asked("common words", Criteria(says=(Words("heart"), Words("night"))), sort)
        for pair, sort in zip(pairs[:5], orders, strict=False):
            said = Criteria(tags=pair[:1], not_tags=pair[1:], says=(Words("storm"),))
            yield Asked("common words", said, sort)
        rare = Criteria(languages=("ko", "ja"), ratings=("not_rated",), words=(150_000, None))
        for sort in ("updated", "title", "kept", "by", "gems"):
            yield Asked("no tag at all", rare, sort, is_reversed=sort == "gems")

    @staticmethod
    def common(number: int) -> list[tuple[int, int]]:
        counts = TagCount.objects.filter(tag__synonym_of=None).order_by("-stories", "tag")
        return list(counts.values_list("tag", "stories")[:number])

    def strangers(self, number: int) -> list[tuple[int, int]]:
        """The most common pairs of tags that no story has both of."""
        pairs = sorted(
            combinations(self.common(COMMON), 2), key=lambda pair: -pair[0][1] * pair[1][1]
        )
        known = ((one, other) for (one, _many), (other, _few) in pairs)
        never = (pair for pair in known if not self.is_found(pair))
        return list(islice(never, number))

    @staticmethod
    def is_found(pair: tuple[int, int]) -> bool:
        return Listing.objects.filter(tag_ids__contains=list(pair)).exists()

    def dead_fandom(self) -> int:
        """Of the greatest, the one of which least was written in the last years."""
        newest = Listing.objects.latest("published_at").published_at
        with connection.cursor() as cursor:
            cursor.execute(DEAD_FANDOM, [GREATEST, newest - DEAD])
            return cursor.fetchone()[0]


DEAD_FANDOM = """
SELECT great.tag_id FROM (
    SELECT tag_id FROM tags_tagcount WHERE kind = 'fandom' ORDER BY stories DESC, tag_id LIMIT %s
) great JOIN stories_listing listing ON listing.tag_ids @> ARRAY[great.tag_id]
GROUP BY great.tag_id
ORDER BY avg(CASE WHEN listing.revised_at > %s THEN 1 ELSE 0 END), great.tag_id LIMIT 1
"""
