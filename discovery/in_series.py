"""The list of a series: in its own order unless another is asked for.

A place in a series is no column of Listing, and a story may be in several: no key of an address
says it. So that order is made here, of the few stories of a series, and paged by numbers, which is
how readers' tools know a series. In every other order it is a list like all others.
"""

from functools import cached_property

from django.core.paginator import Page, Paginator
from django.utils.translation import pgettext_lazy

from discovery import keeping_out, places
from discovery.browse import OWN, PAGE, Browse
from discovery.links import USUAL
from discovery.search import Count, Found
from stories.models import Story

OWN_ORDER = ("", pgettext_lazy("sorted by", "Order of the series"))


class InSeries(Browse):
    also = (*OWN, "page")

    def __init__(self, request, series):
        here = Story.objects.visible_to(request.user).filter(series_entries__series=series)
        stories = here.order_by("series_entries__position").values_list("pk", flat=True)
        super().__init__(request, places.of_series(series, stories), level=2)

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
        """All that the list holds, in the order of the series. Drafts are in no search: they stand
        in it for their author while she asks for nothing."""
        if self.wish:
            fitting = {*self.search.page(size=len(self.every) or 1).ids}
            left = [pk for pk in self.every if pk in fitting]
        else:
            left = keeping_out.without(self.every, self.exclusions, self.user)
        return left[::-1] if self.wish.is_reversed else left

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
        return Found(list(self.page), "", "") if self.is_in_own_order else super().found

    @cached_property
    def count(self) -> Count:
        return Count(len(self.stories)) if self.is_in_own_order else super().count

    @cached_property
    def hidden(self) -> Count:
        if self.wish or not self.is_in_own_order:
            return super().hidden
        return Count(len(self.every) - len(self.stories))
