"""The ways on from a list, as addresses; and what its forms send along, as (name, value)."""

from discovery.places import Place
from discovery.wishes import Part, Wish

USUAL = "updated"  # the sort of a list of which nothing is asked
PAGE = frozenset({"after", "before"})  # where one is in it


class Links:
    def __init__(self, place: Place, wish: Wish):
        self.place, self.wish = place, wish

    def to(self, **changes) -> str:
        """The list with something changed, from its first page unless that is what changes."""
        return self._to(self.wish.address(**changes))

    def without(self, part: Part) -> str:
        return self._to(self.wish.without(part).address())

    @property
    def first(self) -> str:
        return self.to(after="", before="")

    @property
    def filters(self) -> str:
        return _joined(self.place.filters, self.wish.address(after="", before=""))

    @property
    def everything(self) -> str:
        """Of all stories it says something, so that no saved filter stands in for it."""
        return self._to(f"sort={USUAL}" if self.place.is_everything else "")

    @property
    def all_in_order(self) -> str:
        return self.to(sort=USUAL, is_reversed=False)

    @property
    def turned(self) -> str:
        return self.to(is_reversed=not self.wish.is_reversed)

    @property
    def all_of_them(self) -> str:
        return self.to(any=False)

    @property
    def past_exclusions(self) -> str:
        return self.to(looks_past=True)

    @property
    def with_exclusions(self) -> str:
        return self.to(looks_past=False)

    @property
    def in_text(self) -> str:
        """Of the words that were looked for on cards alone."""
        is_offered = self.wish.in_box and not self.wish.in_text
        return self._to(self.wish.in_the_text().address()) if is_offered else ""

    # What forms send along: never the place in the list, for theirs is another list

    @property
    def fields(self) -> list[tuple[str, str]]:
        return self._all_but(set())

    @property
    def fields_but_words(self) -> list[tuple[str, str]]:
        return self._all_but({"q", "in"})

    @property
    def fields_but_order(self) -> list[tuple[str, str]]:
        return self._all_but({"sort", "order"})

    def _all_but(self, shown: set[str]) -> list[tuple[str, str]]:
        return [(name, value) for name, value in self.wish.pairs() if name not in shown | PAGE]

    def _to(self, query: str) -> str:
        return _joined(self.place.path, query)


def _joined(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
