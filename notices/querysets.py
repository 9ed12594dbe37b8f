"""What a person may be told today. A notice stays when the thing it speaks of is hers no longer,
and shows nothing: neither itself nor in a number. It is back when the thing is."""

from collections.abc import Callable
from datetime import UTC

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, TruncDate

from accounts.models import Block
from discovery.models import SavedFilter
from notices.models.kind import Kind
from reviews.first_reading import with_names
from reviews.models import Correction, FirstReader, Kudos, Review
from stories import bin
from stories.models import Byline, Chapter, Story
from stories.querysets import in_story_editable_by, is_by

ABOUT = Cast(KT("detail__about"), models.BigIntegerField())
DAY = Cast(KT("detail__day"), models.DateField())


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own whose thing shows itself to her."""
        if not user.is_authenticated:
            return self.none()
        return self.alias(about=ABOUT, day=DAY).filter(
            _shows("story", Story.objects.visible_to(user)),
            _shows("chapter", Chapter.objects.visible_to(user)),
            *(~Q(kind__in=kinds) | still(user) for kinds, still in STILL),
            user=user,
        )

    def unread(self):
        return self.filter(read_at=None)

    def for_sentences(self, user):
        """What notices/sentences.py reads, each kind of thing with a query of its own."""
        stories = Story.objects.visible_to(user).only("title", "language")
        chapters = Chapter.objects.visible_to(user).annotate(number=_number())
        reviews = Review.objects.visible_to(user).with_writers().defer("html")
        return (
            self.alias(about=ABOUT, day=DAY)
            .annotate(thanks=_thanks(), asker=_asker(user), filter_name=_filter_name(user))
            .select_related("pen_name")
            .prefetch_related(
                Prefetch("story", stories),
                Prefetch("chapter", chapters),
                Prefetch("review", reviews),
            )
        )


def _shows(field: str, visible) -> Q:
    return Q(**{field: None}) | Q(Exists(visible.filter(pk=OuterRef(field))))


# What must still be so, beside the story and the chapter.


def is_shown(user) -> Q:
    """Of a story that shows itself. Moderators, too, are told of no more than that."""
    return Q(Exists(Review.objects.shown().filter(pk=OuterRef("review"))))


def waits_or_is_shown(user) -> Q:
    """For her word. To a first reader it is no matter any more once she has let it through."""
    waits = Review.objects.waiting_for(user).filter(pk=OuterRef("review"))
    return Q(Exists(waits)) | Q(is_by(user, "story")) & is_shown(user)


def is_by_nobody_blocked(user) -> Q:
    """Asked by the name under which it was written: others of the same person stay what they
    were, or their going would tell whose they are."""
    blocked = Block.objects.filter(blocker=user, pen_name=OuterRef("review__pen_name"))
    return ~Q(Exists(blocked))


def bears_no_blocked_name(user) -> Q:
    blocks = Block.objects.filter(
        blocker=user,
        pen_name__bylines__story=OuterRef("story"),
        pen_name__bylines__state=Byline.State.ACCEPTED,
        pen_name__bylines__shown=True,
    )
    return ~Q(Exists(blocks))


def was_given(user) -> Q:
    return Q(Exists(_kudos_of_the_day()))


def stands_in_her_queue(user) -> Q:
    """The author's to decide, or the reader's own that was accepted."""
    accepted = Q(pen_name__user=user, accepted_at__isnull=False)
    hers = Q(in_story_editable_by(user, "chapter__story"))
    return Q(Exists(Correction.objects.filter(accepted | hers, pk=OuterRef("about"))))


def is_asked_or_answered(user) -> Q:
    """Asked, while she is; answered, while it holds, by whom she has not blocked."""
    asked = FirstReader.objects.filter(pk=OuterRef("about"))
    holds = asked.filter(Q(pen_name__user=user) | Q(author=user, agreed_at__isnull=False))
    declined = Q(detail__what="declined", pen_name__isnull=False)
    blocked = Block.objects.filter(blocker=user, pen_name=OuterRef("pen_name"))
    return (Q(Exists(holds)) | declined) & ~Q(Exists(blocked))


def keeps_the_filter(user) -> Q:
    return Q(Exists(_filter(user)))


def lies_in_the_bin(user) -> Q:
    last_day = TruncDate(bin.LEAVES_AT, tzinfo=UTC)
    stories, chapters = (
        some.order_by().annotate(last_day=last_day).filter(last_day=OuterRef("day"))
        for some in (bin.stories_of(user), bin.chapters_of(user))
    )
    return Q(Exists(stories)) | Q(Exists(chapters))


def keeps_house(user) -> Q:
    return Q(pk__isnull=not user.is_moderator)


STILL: list[tuple[list[Kind], Callable[..., Q]]] = [
    ([Kind.REVIEW, Kind.ANSWER], is_shown),
    ([Kind.HELD], waits_or_is_shown),
    ([Kind.REVIEW, Kind.ANSWER, Kind.HELD], is_by_nobody_blocked),
    ([Kind.KUDOS], was_given),
    ([Kind.CORRECTION], stands_in_her_queue),
    ([Kind.FRIEND], is_asked_or_answered),
    ([Kind.CHAPTER], bears_no_blocked_name),
    ([Kind.FILTER], keeps_the_filter),
    ([Kind.BIN], lies_in_the_bin),
    ([Kind.SITE], keeps_house),
]


def _filter(user):
    return SavedFilter.objects.filter(pk=OuterRef("about"), user=user)


def _kudos_of_the_day():
    given_on = TruncDate("created_at", tzinfo=UTC)
    kudos = Kudos.objects.filter(story=OuterRef("story")).annotate(given_on=given_on)
    return kudos.filter(given_on=OuterRef("day"))


def _thanks():
    """How many, on the day of a notice of thanks."""
    counted = _kudos_of_the_day().order_by().values("story").annotate(number=Count("pk"))
    return Subquery(counted.values("number"), output_field=models.IntegerField())


def _asker(user):
    """By the name under which this person may know who asks her to read first."""
    asked = FirstReader.objects.filter(pk=OuterRef("about"), pen_name__user=user)
    return Subquery(with_names(asked, user).values("by"))


def _filter_name(user):
    return Subquery(_filter(user).values("name"))


def _number():
    """The chapter's own, among those that readers see."""
    earlier = Chapter.objects.counted().filter(
        story=OuterRef("story"), published_at__isnull=False, position__lte=OuterRef("position")
    )
    counted = earlier.order_by().values("story").annotate(number=Count("pk"))
    return Subquery(counted.values("number"))
