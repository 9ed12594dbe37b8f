"""A spam checker that speaks as Akismet does, if the archive names one: it is asked about what
guests and young accounts wrote. The worker asks; meanwhile the review waits for the moderators.
“true” leaves it there. Anything else, an error, or ten minutes of silence lets it go on as if
nobody had been asked.

https://akismet.com/developers/detailed-docs/comment-check/
"""

import logging
from datetime import timedelta
from urllib.parse import urljoin

from django.conf import settings as django_settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from procrastinate.contrib.django import app

from core import brakes, limits, outside, site
from reviews.models import HeldFor, Review, SpamCheck

PATIENCE = timedelta(minutes=10)
ASK = "reviews.ask_spam_checker"
TELL = "reviews.tell_spam_checker"
PAGE = 300  # characters of an address
PROGRAM = 300  # characters of what a browser calls itself

log = logging.getLogger("ficwright.spam")


def is_asked_about(user) -> bool:
    if not site.current().spam_check_address:
        return False
    return not user.is_authenticated or brakes.is_young(user)


@transaction.atomic
def ask(review: Review, request) -> None:
    """Call it with what was just written, where it may have to be asked about: then it waits for
    the moderators (reviews/holding.py)."""
    if review.held_for != HeldFor.MODERATORS or not is_asked_about(request.user):
        return
    about = {
        "address": limits.exact_address(request)[:45],
        "program": request.headers.get("User-Agent", "")[:PROGRAM],
        "page": request.build_absolute_uri(review.get_absolute_url())[:PAGE],
    }
    SpamCheck.objects.filter(review=review).delete()  # that was about other words
    SpamCheck.objects.create(review=review, **about)
    app.configure_task(ASK).defer(review_id=review.pk)


def asked(review_id: int) -> None:
    """The worker’s part. Asked twice, it is the same. What is no spam goes on with the next minute,
    if nothing else holds it."""
    check = _open().filter(pk=review_id).first()
    if check is None:
        return
    is_spam = _say("comment-check", check.review, check) == "true"
    same = _open().filter(pk=review_id, asked_at=check.asked_at)  # the words may be others by now
    if is_spam and check.review.held_for == HeldFor.MODERATORS:
        same.update(said_spam_at=timezone.now(), address="", program="")
    else:
        same.delete()


def review_called_spam(review_id: int) -> None:
    """An author’s word, of which the checker learns."""
    review = _reviews().filter(pk=review_id).first()
    if review and review.called_spam_at and site.current().spam_check_address:
        app.configure_task(TELL).defer(review_id=review_id, verb="submit-spam")


def was_wrong_about(review: Review) -> None:
    """A moderator lets through what it called spam."""
    found = SpamCheck.objects.filter(review=review)
    if found.filter(said_spam_at__isnull=False).exists():
        app.configure_task(TELL).defer(review_id=review.pk, verb="submit-ham")
    found.delete()


def told(review_id: int, verb: str) -> None:
    if review := _reviews().filter(pk=review_id).first():
        _say(verb, review)


def forget() -> None:
    """No address is kept for longer than we wait for an answer."""
    _open().filter(asked_at__lte=timezone.now() - PATIENCE).delete()


def holds_it() -> Exists:
    """Of a review: the checker is being asked about it, or said that it is spam."""
    since = timezone.now() - PATIENCE
    holds = Q(said_spam_at__isnull=False) | Q(asked_at__gt=since)
    return Exists(SpamCheck.objects.filter(holds, review=OuterRef("pk")))


def _open():
    return SpamCheck.objects.filter(said_spam_at=None).select_related(
        "review__pen_name__user", "review__story"
    )


def _reviews():
    return Review.objects.select_related("pen_name__user", "story")


def _say(verb: str, review: Review, check: SpamCheck | None = None) -> str:
    """What the checker answers; empty where it does not."""
    settings = site.current()
    if not settings.spam_check_address:
        return ""
    address = f"{settings.spam_check_address.rstrip('/')}/{verb}"
    try:
        return outside.post(address, _facts(review, check, settings)).strip().lower()
    except outside.NoAnswerError as reason:
        log.warning("The spam checker did not answer: %s", reason)
        return ""


def _facts(review: Review, check: SpamCheck | None, settings) -> dict[str, str]:
    """Public things and the visitor’s address; of a member neither name nor e-mail address but
    those that stand on the page."""
    facts = {
        "api_key": settings.spam_check_key,
        "blog": _front_page(check),
        "blog_lang": settings.language,
        "blog_charset": "UTF-8",
        "comment_type": "reply" if review.parent_id else "comment",
        "comment_author": review.name,
        "comment_content": review.html,
        "comment_date_gmt": review.created_at.isoformat(),
    }
    if check:
        facts |= {"user_ip": check.address, "user_agent": check.program, "permalink": check.page}
    return facts


def _front_page(check: SpamCheck | None) -> str:
    if check:
        return urljoin(check.page, "/")
    return f"https://{django_settings.ALLOWED_HOSTS[0]}/"
