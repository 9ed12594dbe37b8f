"""Finding stories: one narrow table, `Listing`, asked so that no wish is slow.

    search = Search(criteria, exclusions, user)
    search.page("updated") → Found(ids, older, newer)
    search.count(), search.hidden(), search.facets(kinds), search.random()

All of it is ids and numbers: whoever shows stories loads them by `Story.objects.visible_to(user)`.
Each raises `TooLong` where the database does not answer in time.
"""

from discovery.search.facets import FACETS, FacetRow, Facets
from discovery.search.likeness import more_like
from discovery.search.search import Count, Found, Search
from discovery.search.sorts import SORTS, Sort
from discovery.search.statements import TooLong

__all__ = [
    "FACETS",
    "SORTS",
    "Count",
    "FacetRow",
    "Facets",
    "Found",
    "Search",
    "Sort",
    "TooLong",
    "more_like",
]
