"""One search: a page of it, how many there are, what is among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from discovery.criteria import Criteria, Exclusions
from discovery.search import among, conditions, counting, keys, lots, pages, texts
from discovery.search import facets as facets_of
from discovery.search.hearts import mainly
from discovery.search.sorts import DEFAULT, MAINLY, RELEVANCE, SORTS, Sort

PAGE = 20  # stories


@dataclass(frozen=True)
class Found:
    """A page of stories by id; `older` and `newer` are the keys of those beside it, or empty."""

    ids: list[int]
    older: str
    newer: str


@dataclass(frozen=True)
class Count:
    """`number` of stories, or where it is not exact, that there are more than so many."""

    number: int
    is_exact: bool = True


class Search:
    def __init__(self, criteria: Criteria, exclusions: Exclusions, user):
        self.criteria = criteria
        self.exclusions = exclusions
        self.user = user

    @cached_property
    def conditions(self) -> conditions.Conditions:
        here = among.of(self.criteria)
        return conditions.of(self.criteria, self.exclusions, self.user, also=here)

    def page(
        self, sort: str = DEFAULT.name, *, is_reversed=False, after="", before="", size=PAGE
    ) -> Found:
        """The page that begins after a story or ends before one; what is no key of this sort is the
        first page. Sorts that are unknown are the default."""
        how = self.sort(sort)
        begin, end = keys.read(how.key, after), keys.read(how.key, before)
        if begin is None and end is not None:
            rows = self._rows(how, not is_reversed, end, size + 1)[::-1]
            if len(rows) > size:
                return _found(how, rows[1:], has_older=True, has_newer=True)
            begin = None  # the first page has no other beginning
        rows = self._rows(how, is_reversed, begin, size + 1)
        if not rows and begin:
            return Found([], "", keys.write(how.key, begin))
        return _found(how, rows[:size], has_older=len(rows) > size, has_newer=begin is not None)

    def sort(self, name: str) -> Sort:
        """The one that this list can be in: without words nothing is more relevant, and without
        characters and relationships nothing is mainly about them. What texts say is found in the
        order of columns only."""
        found = SORTS.get(name, DEFAULT)
        if found is RELEVANCE:
            return found if self.conditions.says else DEFAULT
        if found is MAINLY:
            hearts = () if self.conditions.texts else self.criteria.hearts
            return mainly(hearts) if hearts else DEFAULT
        return found

    def _rows(self, sort: Sort, is_reversed: bool, begin: keys.Key | None, most: int):
        return pages.rows(self.conditions, sort, is_reversed, begin, most)

    def count(self) -> Count:
        if self.conditions.texts:
            return Count(*texts.count(self.conditions, counting.MOST))
        number = counting.up_to(counting.MOST + 1, self.conditions)
        return Count(min(number, counting.MOST), number <= counting.MOST)

    def ends_early(self, sort: str, count: Count) -> bool:
        """Whether the list in this order may leave out some of those that are counted."""
        is_ranked = self.sort(sort) is RELEVANCE
        return is_ranked and not (
            count.is_exact and pages.are_ranked(self.conditions, count.number)
        )

    def hidden(self) -> Count:
        """How many more there would be without the exclusions; at most counting.MOST."""
        if not self.exclusions:
            return Count(0)
        return Count(*counting.hidden(self.criteria, self.exclusions, self.user))

    def facets(self, kinds: Iterable[str] = facets_of.FACETS) -> facets_of.Facets:
        return facets_of.of(self.criteria, self.conditions, kinds)

    def facet(self, kind: str, containing: str = "") -> facets_of.Facets:
        """One of them, more of it, or of its names those with these letters."""
        return facets_of.of(
            self.criteria,
            self.conditions,
            [kind],
            containing=containing,
            most=facets_of.MORE,
        )

    def random(self) -> int | None:
        return lots.draw(self.conditions)

    def without_exclusions(self) -> "Search":
        return Search(self.criteria, Exclusions(), self.user)


def _found(sort: Sort, rows: list[tuple], *, has_older: bool, has_newer: bool) -> Found:
    ids = [story for _value, story in rows]
    return Found(
        ids,
        older=keys.write(sort.key, rows[-1]) if rows and has_older else "",
        newer=keys.write(sort.key, rows[0]) if rows and has_newer else "",
    )
