"""Of what a list is: of everything, of a tag, of a pen name, of a series; and where it and its
filters stand."""

from dataclasses import dataclass

from django.urls import reverse

from discovery.wishes import Part, Wish
from discovery.wishes.fields import KINDS_OF

EVERYTHING = Wish()


@dataclass(frozen=True)
class Place:
    path: str  # of the list
    filters: str  # of its filters
    about: Wish | None = EVERYTHING  # as the list of everything is asked for this one, if it can be
    of_tags: tuple[int, ...] = ()
    of_pen_names: tuple[int, ...] = ()
    of_stories: tuple[int, ...] | None = None
    hearts: tuple[int, ...] = ()  # of those tags, what a story may be mainly about

    @property
    def is_everything(self) -> bool:
        return self.about == EVERYTHING


def everything() -> Place:
    return Place(reverse("works"), reverse("filters"))


def of_tag(tag) -> Place:
    return Place(
        tag.get_absolute_url(),
        reverse("tag_filters", args=[tag.kind, tag.slug]),
        Wish.of([Part(tag.kind, tag.name)]),
        of_tags=(tag.pk,),
        hearts=(tag.pk,) if tag.kind in KINDS_OF["mainly"] else (),
    )


def of_pen_name(pen_name) -> Place:
    return Place(
        pen_name.get_absolute_url(),
        reverse("pen_name_filters", args=[pen_name.slug, pen_name.slug]),
        Wish.of([Part("by", pen_name.name)]),
        of_pen_names=(pen_name.pk,),
    )


def of_series(series, stories) -> Place:
    """`stories`: the ids of those in it, in its order. No wish names a series."""
    return Place(
        series.get_absolute_url(),
        reverse("series_filters", args=[series.pk]),
        about=None,
        of_stories=tuple(stories),
    )
