"""Each notice goes once into a letter, or into none.

A letter that nobody began to send yet takes further notices: of the same story where they are told
at once, of the same day or week in a digest. What was told while the archive had no mail, or the
person no address or no wish, is sorted into none, and is not mailed later.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from notices.mail import is_offered, wishes
from notices.models import Kind, Letter, Mailbox, Notice, When
from stories.schedules import moments

BATCH = 500  # notices
DAYS = range(7)
DAY = timedelta(days=1)
RECENT = timedelta(days=15)  # longer than the longest week of anybody's calendar

type Key = tuple[int, int | None] | str  # who and which story, or the key of a digest


def sort_all() -> None:
    while sort() == BATCH:
        pass


@transaction.atomic
def sort() -> int:
    """How many were sorted. Two who sort at once share no notice."""
    unsorted = Notice.objects.filter(is_sorted=False).select_for_update(skip_locked=True)
    notices = list(unsorted.order_by("pk")[:BATCH])
    if notices and is_offered():
        _Tray(notices).fill()
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(is_sorted=True)
    return len(notices)


@transaction.atomic
def sort_again(user: User) -> None:
    """What waits for her is sorted anew, after she wished it otherwise. A letter that somebody
    began to send stays as it is; composing.py leaves out what she wishes no more."""
    waiting = list(_waiting([user.pk]).select_for_update())
    Notice.objects.filter(letter__in=waiting).update(letter=None, is_sorted=False)
    Letter.objects.filter(pk__in=[letter.pk for letter in waiting]).delete()


def clock_changed(user_id: int) -> None:
    """A digest that waits goes out at her hour on the clock that she reads now."""
    if user := User.objects.filter(pk=user_id).first():
        sort_again(user)


class _Tray:
    """The letters of some people, found or made, and which notices go into them."""

    def __init__(self, notices: list[Notice]):
        self.now = timezone.now()
        self.notices = notices
        self.people = wishes.reachable({notice.user_id for notice in notices})
        self.wishes = wishes.wishes_of_all(self.people)
        free = _waiting(self.people).select_for_update(skip_locked=True)
        self.open = {_key_of(letter): letter for letter in free}
        recent = Letter.objects.filter(user__in=self.people, due_at__gt=self.now - RECENT)
        self.taken = set(recent.filter(is_digest=True).values_list("key", flat=True))
        self.new: list[Letter] = []

    def fill(self) -> None:
        into = [(notice, letter) for notice in self.notices if (letter := self.letter_for(notice))]
        Letter.objects.bulk_create(self.new)
        for notice, letter in into:
            notice.letter = letter
        Notice.objects.bulk_update([notice for notice, _letter in into], ["letter"])

    def letter_for(self, notice: Notice) -> Letter | None:
        user = self.people.get(notice.user_id)
        if user is None or not wishes.may_get(user, notice.kind):
            return None
        when = self.wishes[user.pk][Kind(notice.kind)]
        if when == When.NEVER:
            return None
        return self.at_once(notice) if when == When.NOW else self.digest(user, notice, when)

    def at_once(self, notice: Notice) -> Letter:
        place = (notice.user_id, notice.story_id)
        if place not in self.open:
            about = {"user_id": notice.user_id, "story_id": notice.story_id}
            self.make(place, Letter(key=f"now:{notice.pk}", due_at=self.now, **about))
        return self.open[place]

    def digest(self, user: User, notice: Notice, when: When) -> Letter:
        """The next that is not on its way yet; one a day or week has a key, and so exists once."""
        for due_at in hours_of(user, when, after=ripe_at(notice, self.now)):
            key = digest_key(user, when, due_at)
            if key not in self.open and key not in self.taken:
                letter = Letter(user=user, key=key, is_digest=True, due_at=due_at)
                self.make(key, letter)
            if key in self.open:
                return self.open[key]
        raise AssertionError("days do not end")

    def make(self, key: Key, letter: Letter) -> None:
        self.open[key] = letter
        self.new.append(letter)


def hours_of(user: User, when: When, *, after: datetime):
    """When her digests go out, on her clock, in UTC and without end."""
    mailbox = Mailbox.or_usual(user)
    days = DAYS if when == When.DAILY else [mailbox.weekday]
    return moments.slots(days, time(mailbox.hour), user.clock, after=after)


def digest_key(user: User, when: When, due_at: datetime) -> str:
    """One a day of her calendar, or a week of it, wherever she moves and whatever the clocks do."""
    day = due_at.astimezone(user.clock).date()
    year, week, _weekday = day.isocalendar()
    return f"{when}:{user.pk}:{day if when == When.DAILY else f'{year}-W{week:02}'}"


def ripe_at(notice: Notice, now: datetime) -> datetime:
    """Thanks are gathered by the day, and a digest tells of them when that day is over: its figure
    changes no more."""
    if notice.kind != Kind.KUDOS:
        return now
    day = date.fromisoformat(notice.detail["day"])
    return max(now, datetime.combine(day + DAY, time(), tzinfo=UTC))


def _waiting(people):
    """Letters that nobody began to send."""
    return Letter.objects.filter(user__in=people, sent_at=None, given_up_at=None, attempts=0)


def _key_of(letter: Letter) -> Key:
    return letter.key if letter.is_digest else (letter.user_id, letter.story_id)
