"""What a person follows and what she may follow. Blocks act on writing: nobody is kept from it."""

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from accounts.models import PenName
from stories.models import Byline, Series, Story
from stories.querysets import PUBLIC, is_by


class SubscriptionQuerySet(models.QuerySet):
    def shown_to(self, user):
        """One's own, as far as it could be followed today; what hides comes back by itself."""
        story = stories_to_follow(user).filter(pk=OuterRef("story"))
        series = series_to_follow(user).filter(pk=OuterRef("series"))
        is_seen = Q(Exists(story)) | Q(Exists(series)) | Q(pen_name__isnull=False)
        return self.filter(is_seen, user=user)

    def named(self, words: str):
        """With each of these words in the title or the pen name."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(story__title__icontains=word)
                | Q(series__title__icontains=word)
                | Q(pen_name__name__icontains=word)
            )
        return found

    def for_list(self):
        """What `library/_followed.html` reads."""
        accepted = Byline.objects.filter(state=Byline.State.ACCEPTED).select_related("pen_name")
        followed = self.select_related("story", "series", "pen_name")
        return followed.prefetch_related(Prefetch("story__bylines", accepted))


def stories_to_follow(user):
    """Those that are out and not one's own."""
    return Story.objects.visible_to(user).filter(PUBLIC, ~is_by(user))


def series_to_follow(user):
    mine = Series.objects.by(user).filter(pk=OuterRef("pk"))
    return Series.objects.visible_to(user).filter(~Exists(mine))


def pen_names_to_follow(user):
    return PenName.objects.exclude(user=user)
