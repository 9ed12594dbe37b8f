"""Links and names in the columns. A user name stands in none of them."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import html
from moderation.models import Sweep
from reviews.models import Review
from stories.models import StoryImage


def of_its_own_direction(words) -> str:
    """What somebody wrote, in a page that may run the other way."""
    return format_html("<bdi>{}</bdi>", words)


def to_row(row, words: str = "") -> str:
    """To the row's own page in the admin."""
    page = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}"><bdi>{}</bdi></a>', page, words or str(row))


def to_subject(row) -> str:
    """To the story, review or person that a report or a decision is about."""
    thing = row.subject
    if thing is None:
        return "—"
    if isinstance(thing, Review):
        words = html.excerpt(thing.html, 60) or _("(deleted)")
        return to_row(thing, _("Review: %(words)s") % {"words": words})
    if thing._meta.model_name == "user":
        page = reverse("admin:moderation_account_change", args=[thing.pk])
        return format_html('<a href="{}">{}</a>', page, names_of(thing))
    if isinstance(thing, Sweep):
        words = ngettext("Wave: %(n)s review", "Wave: %(n)s reviews", thing.number)
        return to_row(thing, words % {"n": thing.number})
    if isinstance(thing, StoryImage):
        if not thing.story.is_published or thing.story.deleted_at:
            return _("a picture (#%(number)s) of a story that was taken back") % {
                "number": thing.pk
            }
        page = reverse("admin:moderation_picture_change", args=[thing.pk])
        words = _("Picture: %(words)s") % {"words": Truncator(thing.alt).chars(60)}
        return format_html('<a href="{}"><bdi>{}</bdi></a>', page, words)
    if not thing.is_published or thing.deleted_at:  # its title is its authors' again
        return _("a story (#%(number)s) that its author took back") % {"number": thing.pk}
    return to_row(thing, _("Story: %(title)s") % {"title": thing})


def to_person(pen_name) -> str:
    """To the person who writes under a pen name, where she may be suspended."""
    page = reverse("admin:moderation_account_change", args=[pen_name.user_id])
    return format_html('<a href="{}"><bdi>{}</bdi></a>', page, pen_name.name)


def names_of(user) -> str:
    """The pen names of an account (prefetch `pen_names`)."""
    if user is None:
        return "—"
    return ", ".join(pen_name.name for pen_name in user.pen_names.all()) or f"#{user.pk}"
