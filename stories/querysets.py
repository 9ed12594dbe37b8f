"""Who may see what, said once. Everything that hangs on a story asks here."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

# Published, not hidden, not in the bin. Spelled here and nowhere else; has a partial index.
PUBLIC = Q(published_at__isnull=False, hidden_at__isnull=True, deleted_at__isnull=True)


def is_by(user, story: str = "pk") -> Exists:
    """Is this person an accepted author? `story` is the outer row's column with the story's id."""
    byline = apps.get_model("stories", "Byline")
    return Exists(
        byline.objects.filter(
            story=OuterRef(story), state=byline.State.ACCEPTED, pen_name__user=user
        )
    )


def in_story_visible_to(user, story: str = "story") -> Exists:
    """For what hangs on a story: does its story show itself to this person?"""
    stories = apps.get_model("stories", "Story").objects.visible_to(user)
    return Exists(stories.filter(pk=OuterRef(story)))


def in_story_editable_by(user, story: str = "story") -> Exists:
    """For what hangs on a story: may this person change that story?"""
    stories = apps.get_model("stories", "Story").objects.editable_by(user)
    return Exists(stories.filter(pk=OuterRef(story)))


class StoryQuerySet(models.QuerySet):
    def public(self):
        return self.filter(PUBLIC, visibility="public")

    def visible_to(self, user):
        """What opens under its own address; for anybody else the same 404."""
        if not user.is_authenticated:
            return self.public()
        mine = Q(is_by(user), deleted_at__isnull=True)
        if user.is_moderator:
            return self.filter(Q(published_at__isnull=False, deleted_at__isnull=True) | mine)
        return self.filter(Q(PUBLIC) | mine)

    def by(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(is_by(user), deleted_at__isnull=True)

    def editable_by(self, user):
        """An author's own: hidden stories stand still, suspended people write nothing, and people
        who wait to be let in write nothing that readers see."""
        return self._in_the_hands_of(user).filter(hidden_at=None, deleted_at=None)

    def in_bin_of(self, user):
        return self._in_the_hands_of(user).filter(deleted_at__isnull=False)

    def _in_the_hands_of(self, user):
        if not user.is_authenticated or user.is_suspended:
            return self.none()
        own = self.filter(is_by(user))
        return own.filter(published_at=None) if user.is_waiting else own

    def with_held_reviews(self):
        """Stories on which a review waits for its author, with their number as `held`."""
        waiting = models.Count(
            "reviews",
            Q(reviews__approved_at=None, reviews__deleted_at=None, reviews__hidden_at=None),
        )
        return self.annotate(held=waiting).filter(held__gt=0)

    def for_cards(self):
        """What `stories/_card.html` reads, in three queries whatever the number."""
        byline = apps.get_model("stories", "Byline")
        tagging = apps.get_model("stories", "Tagging")
        return self.select_related("listing", "tally").prefetch_related(
            Prefetch(
                "bylines",
                byline.objects.filter(state=byline.State.ACCEPTED).select_related("pen_name"),
            ),
            Prefetch("taggings", tagging.objects.select_related("tag").order_by("position")),
        )

    def for_reading(self):
        """What the story's own page reads: `in_series` saves most stories a search for theirs."""
        entries = apps.get_model("stories", "SeriesEntry").objects.filter(story=OuterRef("pk"))
        return self.for_cards().annotate(in_series=Exists(entries))


class ChapterQuerySet(models.QuerySet):
    def in_place(self):
        return self.filter(deleted_at__isnull=True).order_by("position")

    def published(self):
        return self.in_place().filter(published_at__isnull=False)

    def visible_to(self, user):
        """Published chapters of visible stories, and to their authors the unpublished ones too."""
        chapters = self.in_place().filter(in_story_visible_to(user))
        if not user.is_authenticated:
            return chapters.filter(published_at__isnull=False)
        return chapters.filter(Q(published_at__isnull=False) | is_by(user, "story"))

    def for_contents(self):
        """Titles, dates and words, without any text."""
        return self.annotate(words=models.F("text__words"))


def signed_entries(user, *, series, name):
    """The places in a series of stories that this person sees and that bear this name openly."""
    byline = apps.get_model("stories", "Byline")
    return apps.get_model("stories", "SeriesEntry").objects.filter(
        Exists(
            byline.objects.filter(
                story=OuterRef("story"), pen_name=name, shown=True, state=byline.State.ACCEPTED
            )
        ),
        in_story_visible_to(user),
        series=series,
    )


class SeriesQuerySet(models.QuerySet):
    def by(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(pen_names__user=user).distinct()

    def visible_to(self, user):
        """A series shows itself where one of its stories does."""
        entries = apps.get_model("stories", "SeriesEntry").objects.filter(
            in_story_visible_to(user), series=OuterRef("pk")
        )
        return self.filter(Exists(entries))

    def signed_by(self, pen_name, user):
        """Series with a story that this person sees and that bears this name openly."""
        return self.filter(Exists(signed_entries(user, series=OuterRef("pk"), name=pen_name)))

    def placing(self, story, user):
        """The series of a story, each with `part`: its place among what this person can see."""
        entry = apps.get_model("stories", "SeriesEntry")
        here = entry.objects.filter(series=OuterRef("pk"), story=story)
        earlier = (
            entry.objects.filter(
                in_story_visible_to(user),
                series=OuterRef("pk"),
                position__lte=Subquery(
                    entry.objects.filter(series=OuterRef("series"), story=story).values("position")
                ),
            )
            .order_by()
            .values("series")
            .annotate(number=models.Count("pk"))
            .values("number")
        )
        return self.filter(Exists(here)).annotate(part=Subquery(earlier)).order_by("title")
