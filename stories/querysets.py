"""Who may see what, said once. Everything that hangs on a story asks here."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, Length, Replace

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

    def for_reading(self, user):
        """What the story's own page reads: `in_series` and `has_images` save most stories a search
        for theirs; `is_followed` and `is_thanked` by this person."""
        entries = apps.get_model("stories", "SeriesEntry").objects.filter(story=OuterRef("pk"))
        images = apps.get_model("stories", "StoryImage").objects.filter(story=OuterRef("pk"))
        stories = self.for_cards().select_related("listing", "tally", "cover")
        if user.is_authenticated:
            here = {"story": OuterRef("pk")}
            followed, thanked = user.subscriptions.filter(**here), user.kudos.filter(**here)
            stories = stories.annotate(is_followed=Exists(followed), is_thanked=Exists(thanked))
        stories = stories.annotate(in_series=Exists(entries), has_images=Exists(images))
        return apps.get_model("reviews", "Review").objects.with_wishes(stories)


class ChapterQuerySet(models.QuerySet):
    def in_place(self):
        return self.filter(deleted_at__isnull=True).order_by("position")

    def published(self):
        return self.in_place().filter(published_at__isnull=False)

    def counted(self):
        """Those that have a number: no prologues, interludes, epilogues, extras."""
        return self.filter(kind="chapter")  # ChapterKind cannot be imported from here

    def visible_to(self, user):
        """Published chapters of visible stories, and to their authors the unpublished ones too."""
        chapters = self.in_place().filter(in_story_visible_to(user))
        if not user.is_authenticated:
            return chapters.filter(published_at__isnull=False)
        return chapters.filter(Q(published_at__isnull=False) | is_by(user, "story"))

    def never_shown(self):
        """Neither now nor before: what moves a story up the lists."""
        released = apps.get_model("stories", "Revision").objects.filter(
            chapter=OuterRef("pk"), released=True
        )
        return self.filter(~Exists(released), published_at=None)

    def for_contents(self):
        """Titles, dates and words, without any text."""
        return self.annotate(words=models.F("text__words"))

    def with_written_title(self):
        """Its title as its author wrote it last."""
        return self.annotate(written_title=Coalesce(F("draft__title"), F("title")))

    def for_arranging(self):
        """A line each in the author's list: its title as written last, whether changes wait, and
        about how many words they have, by their spaces; no text is loaded."""
        draft = F("draft__html")
        has_draft = ExpressionWrapper(Q(draft__isnull=False), output_field=models.BooleanField())
        spaces = Length(draft) - Length(Replace(draft, Value(" ")))
        titled = self.for_contents().with_written_title()
        return titled.annotate(has_draft=has_draft, draft_words=spaces + 1)


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
        """Of one of this person's pen names."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(self._is_by(user))

    def editable_by(self, user):
        """Any of its pen names may change it; people who wait to be let in, only while readers see
        nothing of it."""
        if not user.is_authenticated or user.is_suspended:
            return self.none()
        own = self.by(user)
        if not user.is_waiting:
            return own
        entry = apps.get_model("stories", "SeriesEntry")
        shown = entry.objects.filter(series=OuterRef("pk"), story__published_at__isnull=False)
        return own.filter(~Exists(shown))

    def visible_to(self, user):
        """A series shows itself where one of its stories does, and always to its authors."""
        entries = apps.get_model("stories", "SeriesEntry").objects.filter(
            in_story_visible_to(user), series=OuterRef("pk")
        )
        if not user.is_authenticated:
            return self.filter(Exists(entries))
        return self.filter(Exists(entries) | self._is_by(user))

    def signed_by(self, pen_name, user):
        """Series with a story that this person sees and that bears this name openly."""
        return self.filter(Exists(signed_entries(user, series=OuterRef("pk"), name=pen_name)))

    def placing(self, story, user):
        """The series of a story, each with `part`, its place among what this person can see, and
        `before` and `after`, its neighbours among those: {pk, title, language}."""
        entry = apps.get_model("stories", "SeriesEntry")
        here = entry.objects.filter(series=OuterRef("pk"), story=story)
        place = Subquery(
            entry.objects.filter(series=OuterRef("series"), story=story).values("position")
        )
        seen = entry.objects.filter(in_story_visible_to(user), series=OuterRef("pk"))
        earlier = (
            seen.filter(position__lte=place)
            .order_by()
            .values("series")
            .annotate(number=models.Count("pk"))
            .values("number")
        )
        told = JSONObject(pk="story__pk", title="story__title", language="story__language")
        before = seen.filter(position__lt=place).order_by("-position").values_list(told)
        after = seen.filter(position__gt=place).order_by("position").values_list(told)
        return (
            self.filter(Exists(here))
            .annotate(
                part=Subquery(earlier), before=Subquery(before[:1]), after=Subquery(after[:1])
            )
            .order_by("title")
        )

    def _is_by(self, user) -> Exists:
        names = apps.get_model("accounts", "PenName").objects
        return Exists(names.filter(series=OuterRef("pk"), user=user))
