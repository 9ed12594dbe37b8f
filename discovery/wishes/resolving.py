"""Names become ids: two queries, and one more for suggestions where a name is not known."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from discovery import written_in
from discovery.criteria import Criteria, Words
from discovery.wishes import naming, ranges
from discovery.wishes.fields import KINDS_OF
from discovery.wishes.part import Part
from discovery.wishes.remarks import Remark
from discovery.wishes.wish import Wish
from tags import suggesting

TAGS = KINDS_OF.keys() - {"mainly"}
WORDS = {"q": "", "text": "text", "title": "title", "by": "by", "au": "au", "tag": "tag"}
MOST_TRIED = 5  # names that nobody bears, looked for as words
MOST_NEAR = 3  # of them, for which a name like theirs is looked for


@dataclass(frozen=True)
class Unknown:
    """A name that nothing bears which this person may know of. `is_tried`: its words are looked for
    instead. `nearest` is one that is known, or "", and `instead` the wish with it."""

    part: Part
    is_tried: bool
    nearest: str = ""
    instead: Wish | None = None

    @property
    def is_lost(self) -> bool:
        """Without it the wish asks for more than its reader did."""
        return not (self.part.is_excluded or self.is_tried)

    @property
    def said(self) -> Remark:
        sentences = TRIED if self.is_tried else NO_SUCH
        return Remark(sentences[self.part.field], {"name": self.part.value})


@dataclass(frozen=True)
class Resolved:
    criteria: Criteria
    unknown: list[Unknown]
    wish: Wish
    found: naming.Found
    tried: list[Part]

    def without(self, part: Part) -> Criteria:
        """What it means without one of its parts. Asks nothing anew."""
        found = {other: pks for other, pks in self.found.items() if other != part}
        tried = [other for other in self.tried if other != part]
        return _criteria(self.wish.without(part), found, tried)


def resolve(wish: Wish, user) -> Resolved:
    """What a wish means for this person, now. Names of AU tags, of tags of any kind and of pen
    names that nobody knows are looked for as words of the premise, the tags, the names."""
    named = [part for part in wish.asked if part.field in (*KINDS_OF, "by")]
    found = naming.tags([part for part in named if part.field != "by"], user)
    found |= naming.pen_names([part for part in named if part.field == "by"])
    missing = [part for part in named if part not in found]
    tried = [part for part in missing if part.field in WORDS][:MOST_TRIED]
    unknown = _unknown(wish, missing, tried, user)
    return Resolved(_criteria(wish, found, tried), unknown, wish, found, tried)


def _criteria(wish: Wish, found: naming.Found, tried: list[Part]) -> Criteria:
    def ids(fields, *, is_excluded=False) -> tuple[int, ...]:
        chosen = {
            pk: None
            for part, pks in found.items()
            if part.field in fields and part.is_excluded == is_excluded
            for pk in pks
        }
        return tuple(chosen)

    def says(*, is_excluded) -> tuple[Words, ...]:
        parts = [part for part in wish.asked if part.field in ("q", "text", "title")]
        return tuple(
            Words(part.value, WORDS[part.field])
            for part in (*parts, *tried)
            if part.is_excluded == is_excluded
        )

    def values(field, *, is_excluded=False) -> tuple[str, ...]:
        return tuple(wish.values(field, is_excluded=is_excluded))

    def only(field) -> str:
        return next(iter(wish.values(field)), "")

    return Criteria(
        tags=ids(TAGS),
        not_tags=ids(TAGS, is_excluded=True),
        main_tags=ids({"mainly"}),
        not_main_tags=ids({"mainly"}, is_excluded=True),
        hearts=ids(KINDS_OF["mainly"]),
        pen_names=ids({"by"}),
        not_pen_names=ids({"by"}, is_excluded=True),
        any=wish.any,
        ratings=values("rating"),
        not_ratings=values("rating", is_excluded=True),
        statuses=values("status"),
        not_statuses=values("status", is_excluded=True),
        languages=written_in.meant_by(values("language")),
        not_languages=written_in.meant_by(values("language", is_excluded=True)),
        words=ranges.numbers(only("words")),
        updated=ranges.moments(only("updated"), timezone.now()),
        written=ranges.numbers(only("written")),
        crossovers=only("crossover"),
        chapters=only("chapters"),
        says=says(is_excluded=False),
        says_not=says(is_excluded=True),
    )


def _unknown(wish: Wish, missing: list[Part], tried: list[Part], user) -> list[Unknown]:
    asked = [part for part in missing if part.field in KINDS_OF][:MOST_NEAR]
    near = suggesting.nearest([(KINDS_OF[part.field], part.value) for part in asked], user)
    nearest = dict(zip(asked, near, strict=True))
    unknown = []
    for part in missing:
        name = nearest.get(part, "")
        instead = wish.replacing(part, name) if name else None
        unknown.append(Unknown(part, part in tried, name, instead))
    return unknown


NO_SUCH = {
    "fandom": _("No fandom here is called “%(name)s”; this is left out."),
    "relationship": _("No relationship here is called “%(name)s”; this is left out."),
    "character": _("No character here is called “%(name)s”; this is left out."),
    "warning": _("No warning here is called “%(name)s”; this is left out."),
    "category": _("No category here is called “%(name)s”; this is left out."),
    "freeform": _("No tag here is called “%(name)s”; this is left out."),
    "au": _("No AU tag here is called “%(name)s”; this is left out."),
    "tag": _("No tag here is called “%(name)s”; this is left out."),
    "mainly": _("No relationship or character here is called “%(name)s”; this is left out."),
    "by": _("Nobody here writes as “%(name)s”; this is left out."),
}
TRIED = {
    "au": _("No AU tag here is called “%(name)s”; its words are looked for in the premises."),
    "tag": _("No tag here is called “%(name)s”; its words are looked for in all tags."),
    "by": _("Nobody here writes as “%(name)s”; its words are looked for in all pen names."),
}
