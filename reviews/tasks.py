"""What the worker does for reviews."""

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from procrastinate.contrib.django import app

from reviews import first_reading
from reviews.models import Anchor, Review
from stories.models import Tally


@app.periodic(cron="37 3 * * *")
@app.task(name="reviews.recount", queueing_lock="recount_reviews", retry=3)
def recount(timestamp: int) -> None:
    """The truth of a counter is the rows that it counts."""
    shown = Review.objects.shown().filter(story=OuterRef("pk")).order_by().values("story")
    truth = Coalesce(Subquery(shown.annotate(number=Count("pk")).values("number")), 0)
    wrong = Tally.objects.annotate(truth=truth).exclude(reviews=F("truth"))
    wrong.update(reviews=truth)
    _recount_answers()


@app.periodic(cron="47 3 * * *")
@app.task(name="reviews.forget_anchors", queueing_lock="forget_anchors", retry=3)
def forget_anchors(timestamp: int) -> None:
    """A passage that nobody speaks of any more is a copy of somebody's words."""
    Anchor.objects.filter(reviews=None, correction=None).delete()


def _recount_answers() -> None:
    shown = Review.objects.shown().filter(root=OuterRef("pk")).order_by().values("root")
    truth = Coalesce(Subquery(shown.annotate(number=Count("pk")).values("number")), 0)
    roots = Review.objects.filter(root=None).annotate(truth=truth)
    roots.exclude(answer_count=F("truth")).update(answer_count=truth)


@app.periodic(cron="* * * * *")
@app.task(name="reviews.pass_on", queueing_lock="pass_on_reviews", retry=3)
def pass_on(timestamp: int) -> None:
    """A suspension passes on at once; here, what whoever else is gone was to read first."""
    first_reading.pass_on()
