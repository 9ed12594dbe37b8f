"""Where a notice leads, loaded as for its sentence."""

from collections.abc import Callable

from django.urls import reverse

from notices.models import Kind, Notice


def address(notice: Notice) -> str:
    return ADDRESSES[Kind(notice.kind)](notice)


def to_review(notice: Notice) -> str:
    thread = reverse("review", args=[notice.review_id])
    return f"{thread}#review-{notice.review_id}"


def to_story(notice: Notice) -> str:
    return reverse("story", args=[notice.story_id])


def to_figures(notice: Notice) -> str:
    return reverse("figures", args=[notice.story_id])


def to_news(notice: Notice) -> str:
    return notice.chapter.get_absolute_url() if notice.chapter else to_story(notice)


def to_held(notice: Notice) -> str:
    is_held = notice.review is not None and notice.review.is_held
    return reverse("reviews_waiting") if is_held else to_review(notice)


def to_correction(notice: Notice) -> str:
    is_hers = notice.detail["what"] == "proposed"
    return reverse("corrections") if is_hers else to_news(notice)


def to_friend(notice: Notice) -> str:
    if notice.pen_name is None:
        return reverse("first_reading")
    if notice.story is None:
        return reverse("wishes")
    return reverse("story_wishes", args=[notice.story_id])


def to_filter(notice: Notice) -> str:
    """To the story where it is one, else to the list, the newest on top."""
    if notice.story:
        return to_story(notice)
    return reverse("saved_filter", args=[notice.detail["about"]]) + "?new"


def to_decision(notice: Notice) -> str:
    if notice.story is None:
        return reverse("account_settings")
    place = {"review": "reviews", "image": "story_images"}.get(notice.detail["what"], "story")
    return reverse(place, args=[notice.story_id])


ADDRESSES: dict[Kind, Callable[[Notice], str]] = {
    Kind.REVIEW: to_review,
    Kind.ANSWER: to_review,
    Kind.HELD: to_held,
    Kind.KUDOS: to_figures,
    Kind.CORRECTION: to_correction,
    Kind.FRIEND: to_friend,
    Kind.CHAPTER: to_news,
    Kind.FILTER: to_filter,
    Kind.DECISION: to_decision,
    Kind.BIN: lambda notice: reverse("bin"),
    Kind.SITE: lambda notice: reverse("admin:index"),
}
