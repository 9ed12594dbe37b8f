"""What a saved filter asks for, and which one a list begins with or stands under.

It is kept as an address without its page, and read like any other: a tag that was renamed or became
another name is found as everywhere, and nothing that is stored is trusted.
"""

from dataclasses import replace

from django.http import QueryDict
from django.urls import reverse

from discovery import wishes
from discovery.models import SavedFilter
from discovery.models.saved import NAME_LENGTH

NEWEST = "published"  # the order in which new stories stand on top


def whole(wish: wishes.Wish) -> wishes.Wish:
    """What of it can be kept: all but the page, and that she looked past her exclusions once."""
    return replace(wish, after="", before="", looks_past=False)


def wish_of(saved: SavedFilter) -> wishes.Wish:
    return whole(wishes.read(QueryDict(saved.query)))


def address(saved: SavedFilter, **changes) -> str:
    return f"{reverse('works')}?{wish_of(saved).address(**changes)}"


def default_of(user) -> SavedFilter | None:
    """With which the list of all stories begins, where its address says nothing."""
    if not user.is_authenticated:
        return None
    return SavedFilter.objects.filter(user=user, is_default=True).first()


def in_use(user, wish: wishes.Wish) -> SavedFilter | None:
    """The one that asks for just this."""
    asked = whole(wish).address()
    if not user.is_authenticated or not asked:
        return None
    return SavedFilter.objects.filter(user=user, query=asked).order_by("pk").first()


def name_for(wish: wishes.Wish) -> str:
    """A name to begin with: what it asks for, in words."""
    name = ""
    for part in wish.asked:
        longer = f"{name}, {part.label}" if name else part.label
        if len(longer) > NAME_LENGTH:
            break
        name = longer
    return name
