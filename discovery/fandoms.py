"""Fandoms and how many stories of theirs this person can see."""

from itertools import groupby

from django.db.models import Count, F, Func

from stories.models import Listing
from tags.models import Tag

LARGEST = 12
MANY = 40  # fandoms; more are easier to find by their initials


def counts(user) -> dict[int, int]:
    """{tag id: stories} over all listed stories, in one query."""
    rows = Listing.objects.listed_for(user).annotate(tag=Func(F("tag_ids"), function="unnest"))
    return dict(rows.values_list("tag").annotate(number=Count("*")))


def largest(user, most: int = LARGEST) -> list[Tag]:
    return sorted(all_fandoms(user), key=lambda tag: -tag.stories)[:most]


def by_initial(fandoms: list[Tag]) -> list[tuple[str, list[Tag]]]:
    """Fandoms that stand A–Z, under their first letters; empty where they are few."""
    if len(fandoms) <= MANY:
        return []
    return [(letter, list(found)) for letter, found in groupby(fandoms, _initial)]


def _initial(tag: Tag) -> str:
    first = tag.key[0]
    return "0–9" if first.isdecimal() else first.upper()


def all_fandoms(user) -> list[Tag]:
    """Every official fandom with stories, A–Z by key, with `.stories`."""
    number = counts(user)
    fandoms = Tag.objects.of_kind(Tag.Kind.FANDOM).official().order_by("key")
    found = [tag for tag in fandoms if tag.pk in number]
    for tag in found:
        tag.stories = number[tag.pk]
    return found
