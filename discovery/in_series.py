"""The list of a series: in its own order unless another is asked for.

A place in a series is no column of Listing, and a story may be in several: no key of an address
says it. So that order is made here, of the few stories of a series, and paged by numbers, which is
how readers' tools know a series. In every other order it is a list like all others.
"""

from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import OuterRef
from django.utils.translation import pgettext_lazy

from discovery import keeping_out, places
from discovery.browse import OWN, PAGE, Browse
from discovery.criteria import Criteria, Exclusions
from discovery.links import USUAL
from discovery.search import Count, Found, Search
from discovery.search.sorts import RELEVANCE
from stories.models import Story

OWN_ORDER = ("", pgettext_lazy("sorted by", "Order of the series"))


def with_stories(series, user):
    """Series, each with `seen`: the ids of its stories that this person may see, in its order."""
    here = Story.objects.visible_to(user).filter(series_entries__series=OuterRef("pk"))
    ids = here.order_by("series_entries__position").values("pk")
    return series.annotate(seen=ArraySubquery(ids))


class InSeries(Browse):
    also = (*OWN, "page")

    def __init__(self, request, series):
        """`series` has its stories, as `with_stories` brings them."""
        super().__init__(request, places.of_series(series, series.seen), level=2)

    @property
    def every(self) -> tuple[int, ...]:
        """Those that this person may see, in their order, whatever is asked and kept out."""
        return self.place.of_stories or ()

    @property
    def is_in_own_order(self) -> bool:
        return not self.wish.sort

    @property
    def sort(self) -> str:
        return self.wish.sort or USUAL

    @property
    def sorts(self) -> list[tuple[str, object, bool]]:
        is_own = self.is_in_own_order
        others = [(name, label, is_it and not is_own) for name, label, is_it in super().sorts]
        return [(*OWN_ORDER, is_own), *others]

    @cached_property
    def stories(self) -> list[int]:
        """All that the list holds, in the order of the series."""
        fitting, _hidden = self.divided
        left = [pk for pk in self.every if pk in fitting]
        return left[::-1] if self.wish.is_reversed else left

    @cached_property
    def divided(self) -> tuple[set[int], int]:
        """What fits, and how many more she keeps out. Drafts are in no search: they stand in the
        series for their author while she asks for nothing."""
        if self.wish or not self.is_in_own_order:
            return keeping_out.divided(self.search)
        left = keeping_out.without(self.every, self.exclusions, self.user)
        return {*left}, len(self.every) - len(left)

    @cached_property
    def fitting(self) -> Search:
        """What fits is known: it needs only be put into another order."""
        return Search(Criteria(of_stories=tuple(self.stories)), Exclusions(), self.user)

    @cached_property
    def page(self) -> Page:
        return Paginator(self.stories, PAGE).get_page(self.request.GET.get("page"))

    @property
    def numbers(self) -> list[tuple[object, str]]:  # type: ignore[override]
        """Those near this page, the first and the last; a gap between them has no address."""
        if not (self.is_in_own_order and self.page.has_other_pages()):
            return []
        near = self.page.paginator.get_elided_page_range(self.page.number)
        return [(one, self._page_url(one) if isinstance(one, int) else "") for one in near]

    def _page_url(self, number: int) -> str:
        first = self.links.first
        return f"{first}{'&' if '?' in first else '?'}page={number}" if number > 1 else first

    @property
    def is_plain(self) -> bool:
        return super().is_plain and self.page.number == 1

    @cached_property
    def found(self) -> Found:
        if self.is_in_own_order:
            return Found(list(self.page), "", "")
        wish, is_ranked = self.wish, self.search.sort(self.sort) is RELEVANCE
        return (self.search if is_ranked else self.fitting).page(
            self.sort,
            is_reversed=wish.is_reversed,
            after=wish.after,
            before=wish.before,
            size=PAGE,
        )

    @cached_property
    def count(self) -> Count:
        return Count(len(self.stories))

    @cached_property
    def hidden(self) -> Count:
        return Count(self.divided[1])
