"""What the worker does for reviews."""

from datetime import timedelta

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from procrastinate.contrib.django import app

from reviews import first_reading, likeness, spam
from reviews.models import Anchor, Kudos, ReadSeen, Review
from stories.models import Tally

NETWORK_DAYS = 30  # for which it is known whence a review came
AT_ONCE = 1_000  # reviews


@app.periodic(cron="37 3 * * *")
@app.task(name="reviews.recount", queueing_lock="recount_reviews", retry=3)
def recount(timestamp: int) -> None:
    """The truth of a counter is the rows that it counts."""
    shown = Review.objects.shown().filter(story=OuterRef("pk")).order_by().values("story")
    truth = Coalesce(Subquery(shown.annotate(number=Count("pk")).values("number")), 0)
    wrong = Tally.objects.annotate(truth=truth).exclude(reviews=F("truth"))
    wrong.update(reviews=truth)
    _recount_answers()
    _recount_kudos()


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


def _recount_kudos() -> None:
    given = Kudos.objects.filter(story=OuterRef("pk")).order_by().values("story")
    truth = Coalesce(Subquery(given.annotate(number=Count("pk")).values("number")), 0)
    Tally.objects.annotate(truth=truth).exclude(kudos=F("truth")).update(kudos=truth)


@app.periodic(cron="41 3 * * *")
@app.task(name="reviews.forget_networks", queueing_lock="forget_networks", retry=3)
def forget_networks(timestamp: int) -> None:
    """Whence a review came is of use while a wave is looked into, and nobody's business later."""
    long_ago = timezone.now() - timedelta(days=NETWORK_DAYS)
    Review.objects.filter(~Q(network=""), created_at__lt=long_ago).update(network="")


@app.periodic(cron="43 3 * * *")
@app.task(name="reviews.learn_likeness", queueing_lock="learn_likeness", retry=3)
def learn_likeness(timestamp: int) -> None:
    """Of reviews that came from elsewhere, or from before there were fingerprints; the newest
    first, since waves are of now."""
    unknown = Review.objects.filter(fingerprint=None, deleted_at=None).order_by("-pk")
    rows = unknown.only("html")[:AT_ONCE]
    while reviews := list(rows.all()):
        for review in reviews:
            for name, value in likeness.of_words(review.html).items():
                setattr(review, name, value)
        Review.objects.bulk_update(reviews, ["fingerprint", "links"])


@app.periodic(cron="* * * * *")
@app.task(name="reviews.pass_on", queueing_lock="pass_on_reviews", retry=3)
def pass_on(timestamp: int) -> None:
    """A suspension passes on at once; here, what whoever else is gone was to read first."""
    first_reading.pass_on()


@app.periodic(cron="* * * * *")
@app.task(name="reviews.add_up_reads", queueing_lock="add_up_reads", retry=3)
def add_up_reads(timestamp: int) -> None:
    ReadSeen.add_up()


@app.periodic(cron="17 3 * * *")
@app.task(name="reviews.forget_reads", queueing_lock="forget_reads", retry=3)
def forget_reads(timestamp: int) -> None:
    ReadSeen.forget()


@app.task(name=spam.ASK, retry=False)
def ask_spam_checker(review_id: int) -> None:
    """No second try: whoever waits for an answer waits for ten minutes."""
    spam.asked(review_id)


@app.task(name=spam.TELL, retry=False)
def tell_spam_checker(review_id: int, verb: str) -> None:
    spam.told(review_id, verb)


@app.periodic(cron="* * * * *")
@app.task(name="reviews.forget_spam_checks", queueing_lock="forget_spam_checks", retry=3)
def forget_spam_checks(timestamp: int) -> None:
    spam.forget()
