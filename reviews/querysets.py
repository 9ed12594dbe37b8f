from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from core.paging import Page
from reviews.limits import THREADS
from reviews.passages.standing import place, with_passages
from reviews.sorting import NEWEST, Sort
from reviews.threads import grant, place_to_begin, tree
from reviews.wishes import is_read_first, wishes_for, with_wishes
from stories.models import Byline, Chapter, Story
from stories.querysets import in_story_editable_by, in_story_visible_to, is_by

GONE = Q(deleted_at__isnull=False) | Q(hidden_at__isnull=False)
SHOWN = Q(deleted_at=None, hidden_at=None, approved_at__isnull=False)
IN_AUTHORS_HANDS = Q(held_for__in=("", "author"))  # HeldFor cannot be imported from here
IN_FRIENDS_HANDS = Q(held_for="friend", deleted_at=None, hidden_at=None)


class AnyOf(Func):
    """`column = ANY (array)`: unlike `IN`, the array is found first, once, and an index is used."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = models.BooleanField()


class ReviewQuerySet(models.QuerySet):
    def shown(self):
        """What counts and what everybody sees, where the story shows itself."""
        return self.filter(SHOWN)

    def visible_to(self, user):
        """Reviews whose words this person may read."""
        return self.filter(in_story_visible_to(user)).filter(readable_by(user))

    def with_writers(self):
        """Who wrote it, as everybody may know: `is_by_author` by the pen name that the story bears,
        and `is_anonymous` where it does not show that name."""
        lines = Byline.objects.filter(
            story=OuterRef("story"), pen_name=OuterRef("pen_name"), state=Byline.State.ACCEPTED
        )
        return self.select_related("pen_name").annotate(
            is_by_author=Exists(lines), is_anonymous=Exists(lines.filter(shown=False))
        )

    def in_threads_for(self, user):
        """Of the reviews of a story that this person may see, what stands in its threads: what is
        readable, and tombstones of what was removed, hidden or put away but has answers."""
        answers = type(self)(self.model).filter(parent=OuterRef("pk"))
        return self.filter(readable_by(user, self._story()) | Exists(answers))

    def for_threads(self, user):
        """What `reviews/_threads.html` reads. `shown_html` is empty where the words are not for
        this person."""
        has_words = readable_by(user, self._story())
        nobody = Value(False, models.BooleanField())
        return (
            with_passages(self.with_writers())
            .annotate(
                has_words=ExpressionWrapper(has_words, models.BooleanField()),
                shown_html=Case(
                    When(has_words, then=F("html")),
                    default=Value(""),
                    output_field=models.TextField(),
                ),
                is_governed=is_by(user, "story") if user.is_authenticated else nobody,
                chapter_number=_chapter_number(),
                chapter_kind=_chapter_kind(),
            )
            .select_related("root")
            .defer("html", "root__html")
        )

    def first_threads(self, user, *, sort: Sort = NEWEST, after: str = "") -> Page:
        """`story.reviews.first_threads(user)`, of a story that this person may see: its threads
        with all their answers, a page of THREADS roots, from the first of this order or `after` one
        of them. One query."""
        return in_page(list(self.in_first_threads(user, sort, after)), user, sort, after)

    def in_first_threads(self, user, sort: Sort, after: str):
        """With a root too many: so there is another page."""
        standing = self.in_threads_for(user)
        roots = sort.after(standing.filter(root=None).order_by(*sort.order), after)
        keys = ArraySubquery(roots.values("pk")[: THREADS + 1])
        rows = standing.filter(Q(AnyOf("pk", keys)) | Q(AnyOf("root_id", keys)))
        return rows.for_threads(user).order_by("pk")

    def thread_of(self, review, user) -> list:
        """`story.reviews.thread_of(review, user)`, of a story that this person may see: the tree in
        which `review` stands."""
        root = review.root_id or review.pk
        thread = self.in_threads_for(user).filter(Q(pk=root) | Q(root=root))
        rows = list(thread.for_threads(user).order_by("pk"))
        _grant(rows, user)
        return tree(rows, top=place_to_begin(rows, review))

    def _story(self) -> Story | None:
        """Whose reviews these are, where they were asked for as `story.reviews`."""
        instance = self._hints.get("instance")  # type: ignore[attr-defined]
        return instance if isinstance(instance, Story) else None

    def wishes(self, story):
        """`story.reviews.wishes(story)`: what its author wishes to hear."""
        return wishes_for(story)

    def with_wishes(self, stories):
        """Stories with what `wishes()` else asks for by itself."""
        return with_wishes(stories)

    def editable_by(self, user):
        """One's own, while the thread is open."""
        if not user.is_authenticated or user.is_suspended:
            return self.none()
        return self.visible_to(user).filter(~GONE, pen_name__user=user)

    def governed_by(self, user):
        """Reviews of one's own stories that do not wait for somebody else: its authors show, put
        away, remove and freeze them."""
        if not user.is_authenticated or user.is_suspended:
            return self.none()
        here = self.visible_to(user).filter(~GONE, IN_AUTHORS_HANDS)
        return here.filter(in_story_editable_by(user))

    def waiting_for(self, user):
        """For this person's word: as an author, or as a first reader."""
        if not user.is_authenticated:
            return self.none()
        as_author = Q(in_story_editable_by(user), held_for="author")
        as_first_reader = IN_FRIENDS_HANDS & is_read_first(by=user)
        here = self.filter(~GONE, ~Q(held_for=""), in_story_visible_to(user), kept_back_at=None)
        return here.filter(as_author | as_first_reader)

    def removable_by(self, user):
        """One's own, and those of one's own stories."""
        if not user.is_authenticated or user.is_suspended:
            return self.none()
        mine = Q(pen_name__user=user) | Q(in_story_editable_by(user))
        return self.visible_to(user).filter(~GONE).filter(mine)


def readable_by(user, story: Story | None = None) -> Q:
    """Of the reviews of a visible story, those whose words this person may read. Where all are of
    one `story`, who reads it first is known already, and the query stays small."""
    if not user.is_authenticated:
        return SHOWN
    if user.is_moderator:
        return Q(deleted_at=None)
    mine = Q(pen_name__user=user) | IN_AUTHORS_HANDS & Q(is_by(user, "story"))
    readable = SHOWN | Q(mine, deleted_at=None, hidden_at=None)
    if story is None:
        return readable | IN_FRIENDS_HANDS & is_read_first(by=user)
    return readable | IN_FRIENDS_HANDS if wishes_for(story).first_reader == user.pk else readable


def in_page(reviews: list, user, sort: Sort, after: str) -> Page:
    """What `in_first_threads()` found, as trees."""
    _grant(reviews, user)
    found = sort.sorted(review for review in reviews if review.root_id is None)
    further = ""
    if len(found) > THREADS:
        further = sort.mark(found[THREADS - 1])
        reviews = [r for r in reviews if found[THREADS].pk not in (r.pk, r.root_id)]
    is_first = sort.values(after) is None
    return Page(sort.sorted(tree(reviews)), further, is_first)


def _grant(reviews: list, user) -> None:
    if reviews:
        grant(reviews, reviews[0].story, user)
        place(reviews)


def _chapter_number():
    """The chapter's number among those that readers see; None for one in the bin."""
    earlier = Chapter.objects.counted().filter(
        story=OuterRef("story"),
        published_at__isnull=False,
        position__lte=OuterRef("chapter__position"),
    )
    return Subquery(
        earlier.order_by().values("story").annotate(number=Count("pk")).values("number")
    )


def _chapter_kind():
    """Whether it is a chapter or a prologue; empty for one in the bin."""
    in_place = When(chapter__position__isnull=False, then=F("chapter__kind"))
    return Case(in_place, default=Value(""), output_field=models.CharField())
