"""What is asked of all reviews of a story, on each of its pages."""

from functools import cache

from django.db import models

from accounts.stand_in import READER, Standing, stand_in, standing_of
from core.made_once import Statement
from core.paging import Page
from reviews.querysets import ReviewQuerySet, in_page
from reviews.sorting import NEWEST, Sort
from reviews.wishes import Wished, wishes_for
from stories.models import Story

STORY = READER + 1  # stands for the story's number
MARKS = 10**17, 10**17 + 1  # stand for the numbers of a thread's mark


class ReviewManager(models.Manager.from_queryset(ReviewQuerySet)):  # type: ignore[misc]
    def first_threads(self, user, *, sort: Sort = NEWEST, after: str = "") -> Page:
        """As of any queryset; of a whole story the statement is made once."""
        story, marks = self.instance, sort.values(after) or []
        is_first_reader = user.is_authenticated and wishes_for(story).first_reader == user.pk
        statement = first_threads(standing_of(user), is_first_reader, sort, bool(marks))
        numbers = {READER: user.pk, STORY: story.pk} | dict(zip(MARKS, marks, strict=False))
        reviews = statement.ask(numbers)
        for review in reviews:
            review.story = story
        return in_page(reviews, user, sort, after)


@cache
def first_threads(
    standing: Standing, is_first_reader: bool, sort: Sort, is_further: bool
) -> Statement:
    story = Story(pk=STORY)
    story.wished = Wished(first_reader=READER if is_first_reader else None)  # type: ignore[attr-defined]
    after = "-".join(map(str, MARKS[: len(sort.columns)])) if is_further else ""
    return Statement(story.reviews.in_first_threads(stand_in(standing), sort, after))
