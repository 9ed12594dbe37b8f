"""What things that are kept out are called, and which ones somebody may name."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from accounts.models import PenName
from core import names
from discovery.exclusions.muting import Thing
from discovery.wishes import Part
from discovery.wishes.naming import tags as find_tags
from stories.models import Listing
from tags import knowing, vocabulary
from tags.models import Tag, TagCount


class Named(NamedTuple):
    thing: Thing
    name: str
    kind: str = ""  # of a tag, in words
    stories: int | None = None  # under a tag, as far as this person sees them

    def __str__(self):
        return self.name


def tags_known_to(user, pks: Sequence[int]):
    """Those of them that she may know, with `number` of stories."""
    column = f"count__{TagCount.column_for(user)}"
    number = Coalesce(f"synonym_of__{column}", column)
    tags = Tag.objects.filter(pk__in=knowing.ids(knowing.BY_ID, [list(pks)], user))
    return tags.annotate(number=number).select_related("synonym_of")


def pen_names_known_to(user):
    """Those that a story bears which this person may see: nobody learns by numbers who else has an
    account, or wrote without a name."""
    signed = Listing.objects.listed_for(user).filter(pen_name_ids__contains=[OuterRef("pk")])
    return PenName.objects.filter(Exists(signed))


def nameable(thing: Thing, user) -> Named | None:
    """Nobody learns by a number what is called so that is not for her to know."""
    tags = tags_known_to(user, [int(thing.value)] if thing.what == "tag" else [])
    return next(iter(named([thing], tags=tags, pen_names=pen_names_known_to(user))), None)


def named(things: Iterable[Thing], *, tags=None, pen_names=None) -> list[Named]:
    """In the order of their names, without what is there no longer. `tags` and `pen_names` are
    those that may be named, all unless said otherwise; whoever muted one knows it."""
    things = list(things)
    ids = {what: [it.value for it in things if it.what == what] for what in ("tag", "pen_name")}
    tags = Tag.objects.select_related("synonym_of") if tags is None else tags
    pen_names = PenName.objects.all() if pen_names is None else pen_names
    found = [named_tag(tag) for tag in tags.filter(pk__in=ids["tag"])] if ids["tag"] else []
    if ids["pen_name"]:
        found += map(named_pen_name, pen_names.filter(pk__in=ids["pen_name"]))
    found += [Named(thing, str(thing.value)) for thing in things if thing.what == "word"]
    return sorted(found, key=lambda it: names.tag_key(it.name))


def tags_called(name: str, user) -> list[Named]:
    """Of any kind, whichever of their names it is."""
    part = Part("tag", name, is_excluded=True)
    found = tags_known_to(user, find_tags([part], user).get(part, ()))
    return sorted((named_tag(tag, tag.number) for tag in found), key=lambda it: it.kind)


def named_tag(tag: Tag, number: int | None = None) -> Named:
    official = tag.official
    name = vocabulary.in_words(official.kind, official.name)
    return Named(Thing("tag", official.pk), name, str(official.get_kind_display()), number)


def named_pen_name(pen_name: PenName) -> Named:
    return Named(Thing("pen_name", pen_name.pk), pen_name.name)
