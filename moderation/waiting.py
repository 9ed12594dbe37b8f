"""What waits for the people who look after the archive, each thing in a sentence with a link.

A row of FIRST or LATER says who may know (a permission) and how it is counted; whoever lacks the
permission costs no query.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.querysets import WAITING
from core import brakes
from core.models import Brake
from moderation import new_tags, newest_wave
from moderation.models import URGENT, Account, Report
from reviews.models import Review
from stories.models import Story

WAVE = 30  # reviews within an hour; more than readers write by themselves
LOOKED_AT = 10_000  # reviews, the newest
NEIGHBOURS = "&asked=1&kin=network&every=any&hours=6&writers=guests&writers=young"  # of a search
FORGOTTEN = timedelta(days=14)  # a guest's review that its author has not looked at


@dataclass(frozen=True)
class Wait:
    sentence: str
    page: str
    is_urgent: bool = False
    more: str = ""  # further sentences, after the link


def first(user) -> list[Wait]:
    """What somebody else waits for."""
    return _said(FIRST, user)


def later(user) -> list[Wait]:
    """What may be looked at when there is time."""
    return _said(LATER, user)


def reports() -> Wait | None:
    found = Report.objects.filter(closed_at=None).aggregate(
        number=Count("pk"), urgent=Count("pk", filter=URGENT), oldest=Min("created_at")
    )
    if not found["number"]:
        return None
    more = []
    if urgent := found["urgent"]:
        more.append(ngettext("%(n)s is urgent.", "%(n)s are urgent.", urgent) % {"n": urgent})
    more.append(_("The oldest came %(age)s ago.") % {"age": timesince(found["oldest"], depth=1)})
    return Wait(
        ngettext("%(n)s report waits.", "%(n)s reports wait.", found["number"])
        % {"n": found["number"]},
        _list_of("moderation_report", "?state=urgent" if urgent == found["number"] else ""),
        bool(urgent),
        " ".join(more),
    )


def wave() -> Wait | None:
    """Only where there are so many that somebody should look."""
    hour_ago = timezone.now() - timedelta(hours=1)
    written = newest_reviews().filter(created_at__gt=hour_ago).exclude(held_for="moderators")
    number = written.count()
    if number < WAVE:
        return None
    page, more = _hanging_together()
    return Wait(
        ngettext(
            "%(n)s review was written within an hour.",
            "%(n)s reviews were written within an hour.",
            number,
        )
        % {"n": number},
        page,
        True,
        more,
    )


def _hanging_together() -> tuple[str, str]:
    """The page where most of a wave is found by what it shares, and a sentence that says so; where
    it shares nothing, the list of what was written."""
    group = newest_wave.group()
    if group is None:
        words = _("If this is spam, tick them all, hide them and suspend who wrote them.")
        return _list_of("reviews_review", "?state=standing&since=hour"), words
    kin, seed, number = group
    ticked = "" if kin != "network" else NEIGHBOURS
    words = ngettext(
        "At least %(n)s of them hangs together. If this is spam, end it there.",
        "At least %(n)s of them hang together. If this is spam, end it there.",
        number,
    )
    return f"{reverse('admin:reviews_review_alike')}?seed={seed}{ticked}", words % {"n": number}


def brakes_on() -> Wait | None:
    """Whoever comes in should know that something is held or closed."""
    pulled = brakes.on().values()
    if not pulled:
        return None
    said = [_until(brake) for brake in pulled]
    return Wait(" ".join(said), _list_of("core_brake"), more=_by_itself(pulled))


def _until(brake: Brake) -> str:
    until = date_format(localtime(brake.ends_at), "SHORT_DATETIME_FORMAT")
    words = {"brake": brake.get_kind_display(), "until": until}
    return _("A brake is on until %(until)s: %(brake)s.") % words


def _by_itself(pulled) -> str:
    is_by_itself = any(brake.by_id is None for brake in pulled)
    return _("The archive pulled it by itself, in a flood.") if is_by_itself else ""


def held_reviews() -> list[Wait | None]:
    """For a moderator, because of a brake, a spam checker’s word, an author’s or her own; and what
    authors forgot: only they let a guest's review in, so somebody should know that nobody does."""
    long_ago = timezone.now() - FORGOTTEN
    forgotten = Q(held_for__in=("friend", "author"), kept_back_at=None, created_at__lt=long_ago)
    numbers = newest_reviews().aggregate(
        for_moderators=Count("pk", filter=Q(held_for="moderators")),
        forgotten=Count("pk", filter=forgotten),
    )
    return [_for_moderators(numbers["for_moderators"]), _forgotten(numbers["forgotten"])]


def _for_moderators(number: int) -> Wait | None:
    sentence = ngettext(
        "%(n)s review waits for a moderator.", "%(n)s reviews wait for a moderator.", number
    )
    return _counted(sentence, number, _list_of("reviews_review", "?state=for_moderators"))


def newcomers() -> Wait | None:
    people = Account.objects.filter(WAITING, is_staff=False)
    found = people.aggregate(number=Count("pk"), oldest=Min("waiting_since"))
    if not found["number"]:
        return None
    return Wait(
        ngettext(
            "%(n)s person waits to be let in.", "%(n)s people wait to be let in.", found["number"]
        )
        % {"n": found["number"]},
        _list_of("moderation_account", "?state=waiting"),
        more=_("The oldest came %(age)s ago.") % {"age": timesince(found["oldest"], depth=1)},
    )


def _forgotten(number: int) -> Wait | None:
    sentence = ngettext(
        "%(n)s review has waited for its author for more than two weeks.",
        "%(n)s reviews have waited for their authors for more than two weeks.",
        number,
    )
    return _counted(sentence, number, _list_of("reviews_review", "?state=held"))


def hidden_stories() -> Wait | None:
    number = Story.objects.filter(
        published_at__isnull=False, hidden_at__isnull=False, deleted_at=None
    ).count()
    sentence = ngettext("%(n)s story is hidden.", "%(n)s stories are hidden.", number)
    return _counted(sentence, number, _list_of("stories_story", "?state=hidden"))


def suspended_people() -> Wait | None:
    number = Account.objects.filter(suspended_at__isnull=False, is_staff=False).count()
    sentence = ngettext("%(n)s person is suspended.", "%(n)s people are suspended.", number)
    return _counted(sentence, number, _list_of("moderation_account", "?state=suspended"))


def tags() -> Wait | None:
    """That stand on published stories; the page of them has them by kind and by fandom."""
    number = sum(new_tags.numbers().values())
    sentence = ngettext(
        "%(n)s new tag waits for a look.", "%(n)s new tags wait for a look.", number
    )
    most = new_tags.COUNTED
    if number > most:
        sentence = _("More than %(n)s new tags wait for a look.") % {"n": intcomma(most)}
    return _counted(sentence, number, reverse("admin:tags_tag_queue"))


def newest_reviews():
    """Of the last LOOKED_AT those that stand: there may be a million, with no index on times."""
    newest = Review.objects.order_by("-pk").values("pk")[:LOOKED_AT]
    return Review.objects.filter(pk__in=newest, hidden_at=None, deleted_at=None)


Row = tuple[str, Callable[[], Wait | list[Wait | None] | None]]
FIRST: list[Row] = [
    ("core.view_brake", brakes_on),
    ("moderation.view_report", reports),
    ("reviews.view_review", wave),
    ("moderation.view_account", newcomers),
]
LATER: list[Row] = [
    ("tags.view_tag", tags),
    ("reviews.view_review", held_reviews),
    ("stories.view_story", hidden_stories),
    ("moderation.view_account", suspended_people),
]


def _said(rows: list[Row], user) -> list[Wait]:
    if user.is_suspended:
        return []
    found = [count() for permission, count in rows if user.has_perm(permission)]
    listed = (one if isinstance(one, list) else [one] for one in found)
    return [wait for some in listed for wait in some if wait]


def _counted(sentence: str, number: int, page: str) -> Wait | None:
    return Wait(sentence % {"n": number}, page) if number else None


def _list_of(name: str, query: str = "") -> str:
    return reverse(f"admin:{name}_changelist") + query
