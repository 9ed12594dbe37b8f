"""What the worker does for reviews."""

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from procrastinate.contrib.django import app

from reviews.models import Review
from stories.models import Tally


@app.periodic(cron="37 3 * * *")
@app.task(name="reviews.recount", queueing_lock="recount_reviews", retry=3)
def recount(timestamp: int) -> None:
    """The truth of a counter is the rows that it counts."""
    shown = Review.objects.shown().filter(story=OuterRef("pk")).order_by().values("story")
    truth = Coalesce(Subquery(shown.annotate(number=Count("pk")).values("number")), 0)
    wrong = Tally.objects.annotate(truth=truth).exclude(reviews=F("truth"))
    wrong.update(reviews=truth)
