"""The filters of a list: what each group of them offers, how often, and what is chosen already.

Kinds of tags that authors coin are typed, and the most frequent stand below as links; closed lists
stand as boxes to tick, for and against.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from discovery import written_in
from discovery.browse import Browse
from discovery.search import SORTS, FacetRow, Facets
from discovery.wishes import ranges
from discovery.wishes.fields import RANGES
from discovery.wishes.labels import in_words
from stories import languages
from stories.models.choices import Rating, Status
from tags.forms import quoted
from tags.models import Tag

TYPED = {  # what is asked by names
    Tag.Kind.FANDOM: _("Fandoms"),
    Tag.Kind.RELATIONSHIP: _("Relationships"),
    Tag.Kind.CHARACTER: _("Characters"),
    "mainly": _("Mainly about"),
    Tag.Kind.AU: _("Alternate universes"),
    Tag.Kind.FREEFORM: _("Other tags"),
}
TICKED = {  # what is chosen from a list
    "rating": pgettext_lazy("of a story", "Rating"),
    Tag.Kind.WARNING: _("Warnings"),
    Tag.Kind.CATEGORY: _("Categories"),
    "status": pgettext_lazy("of a story", "Status"),
    "language": _("Language"),
}
CLOSED = (Tag.Kind.WARNING, Tag.Kind.CATEGORY)  # of which all are offered, though none is found
IN_FORM = {
    "q", "in", "match", "sort", "order", "after", "before", "by", "crossover", "chapters",
    *(f"{field}-{way}" for field in RANGES for way in ("from", "to")),
}  # fmt: skip
FACETS = (*TYPED, *TICKED)


@dataclass(frozen=True)
class Row:
    """A value that occurs in the list, and the list with or without it."""

    name: str
    number: int
    including: str
    excluding: str


@dataclass(frozen=True)
class Names:
    template = "discovery/filters/_names.html"

    field: str
    heading: object
    included: str
    excluded: str
    rows: list[Row]
    more: str  # the address of all of them

    @property
    def is_open(self) -> bool:
        return bool(self.included or self.excluded)


@dataclass(frozen=True)
class Tick:
    value: str
    name: str
    number: int | None
    is_in: bool
    is_out: bool


@dataclass(frozen=True)
class Ticks:
    template = "discovery/filters/_ticks.html"

    field: str
    heading: object
    rows: list[Tick]

    @property
    def is_open(self) -> bool:
        return any(row.is_in or row.is_out for row in self.rows)


class Filters:
    def __init__(self, browse: Browse, facets: Facets | None):
        """`facets`: as Search has them; None where there was no time to count."""
        self.browse, self.wish, self.facets = browse, browse.wish, facets

    @property
    def of_newest(self) -> int:
        """Of how many stories the numbers are, if not of all."""
        return self.facets.of_newest if self.facets is not None else 0

    @cached_property
    def groups(self) -> list[Names | Ticks]:
        only_fandom = self.browse.request.site.fandom
        typed = [kind for kind in TYPED if not (only_fandom and kind == Tag.Kind.FANDOM)]
        before, after = typed[:4], typed[4:]
        return [
            *map(self._names, before),
            *map(self._ticks, TICKED),
            *map(self._names, after),
        ]

    def rows(self, field: str) -> list[Row]:
        return [
            Row(
                in_words(field, one.value),
                one.number,
                self._address(self.wish.including(field, one.value)),
                self._address(self.wish.excluding(field, one.value)),
            )
            for one in self._found(field)
        ]

    # What is said in fields of their own

    @property
    def by(self) -> str:
        return self._typed("by")

    @property
    def not_by(self) -> str:
        return self._typed("by", is_excluded=True)

    @property
    def words(self) -> tuple[str, str]:
        return self._ends("words")

    @property
    def updated(self) -> tuple[str, str]:
        return self._ends("updated")

    @property
    def written(self) -> tuple[str, str]:
        return self._ends("written")

    @property
    def chapters(self) -> list[tuple[str, object, bool]]:
        return self._switch("chapters", [("one", _("one only")), ("many", _("several"))])

    @property
    def crossovers(self) -> list[tuple[str, object, bool]]:
        return self._switch("crossover", [("none", _("none of them")), ("only", _("only these"))])

    @property
    def sorts(self) -> list[tuple[str, object, bool]]:
        return [(sort.name, sort.label, sort.name == self.wish.sort) for sort in SORTS.values()]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What is asked and stands in no field of the form."""
        shown = {group.field for group in self.groups} | IN_FORM
        return [
            (name, value)
            for name, value in self.wish.pairs()
            if name.removeprefix("not-") not in shown
        ]

    @property
    def asks_size(self) -> bool:
        fields = {"words", "updated", "written", "chapters"}
        return any(part.field in fields for part in self.wish.asked)

    @property
    def asks_more(self) -> bool:
        is_arranged = self.wish.any or self.wish.is_reversed or bool(self.wish.sort)
        return is_arranged or any(part.field in ("by", "crossover") for part in self.wish.asked)

    def _switch(self, field: str, offered) -> list[tuple[str, object, bool]]:
        chosen = self.wish.values(field)
        usual = ("", pgettext("of a filter", "either"))
        return [(value, label, value in chosen) for value, label in [usual, *offered]]

    def _typed(self, field: str, *, is_excluded: bool = False) -> str:
        return ", ".join(map(quoted, self.wish.values(field, is_excluded=is_excluded)))

    def _ends(self, field: str) -> tuple[str, str]:
        return ranges.ends((self.wish.values(field) or [ranges.joined("", "")])[0])

    def _found(self, field: str) -> list[FacetRow]:
        return self.facets[field] if self.facets is not None else []

    def _names(self, field: str) -> Names:
        asked = self.wish.address(after="", before="")
        return Names(
            field,
            TYPED[field],
            self._typed(field),
            self._typed(field, is_excluded=True),
            self.rows(field),
            f"{self.browse.place.filters}?{asked}{'&' * bool(asked)}more={field}",
        )

    def _ticks(self, field: str) -> Ticks:
        numbers = self._numbers(field)
        chosen_in, chosen_out = self._chosen(field), self._chosen(field, is_excluded=True)
        values = dict.fromkeys([*self._all_of(field), *numbers, *chosen_in, *chosen_out])
        return Ticks(
            field,
            TICKED[field],
            [
                Tick(
                    value,
                    in_words(field, value),
                    numbers.get(value, 0 if self.facets is not None else None),
                    value in chosen_in,
                    value in chosen_out,
                )
                for value in values
            ],
        )

    def _all_of(self, field: str) -> Iterable[str]:
        """Offered though none is among these stories: who ticked one may tick another beside it,
        and what is rare may be just what somebody must never meet."""
        if field == "rating":
            return Rating.values
        if field == "status":
            return Status.values
        if field == "language":
            seen = written_in.seen_by(self.browse.user)
            return dict.fromkeys(map(languages.named_alike, seen))
        return [tag.name for tag in self._closed if tag.kind == field]

    @cached_property
    def _closed(self) -> list[Tag]:
        closed = Tag.objects.filter(kind__in=CLOSED, is_official=True, is_filterable=True)
        return list(closed.filter(synonym_of=None).only("kind", "name").order_by("pk"))

    def _numbers(self, field: str) -> dict[str, int]:
        """By value as it is offered: languages of one name are one, as are those of a wider one
        where that is among them."""
        found = self._found(field)
        if field != "language":
            return {one.value: one.number for one in found}
        offered = dict.fromkeys(languages.named_alike(one.value) for one in found)
        return {
            wider: sum(one.number for one in found if languages.is_a(one.value, wider))
            for wider in offered
        }

    def _chosen(self, field: str, *, is_excluded: bool = False) -> list[str]:
        """As it is offered, whichever of its names was asked for."""
        if field not in CLOSED:
            return self.wish.values(field, is_excluded=is_excluded)
        called = {tag.pk: tag.name for tag in self._closed}
        meant = self.browse.resolved.found
        return [
            called.get(next(iter(meant.get(part, ())), 0), part.value)
            for part in self.wish.asked
            if part.field == field and part.is_excluded is is_excluded
        ]

    def _address(self, wish) -> str:
        return f"{self.browse.place.path}?{wish.address()}"
