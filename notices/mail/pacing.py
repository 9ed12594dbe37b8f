"""That nobody is flooded: when the next letter may go to a person."""

from datetime import datetime, timedelta

from django.utils import timezone

from notices.models import Letter

AN_HOUR = timedelta(hours=1)
IN_AN_HOUR = 6  # mails a person
BETWEEN = timedelta(minutes=10)  # mails of one story to one person
BEHIND = timedelta(seconds=30)  # another one that is being tried


def wait_of(letter: Letter) -> datetime | None:
    """Until when this one has to wait; None: it is its turn. Ask it while her letters are locked
    against others who send."""
    now = timezone.now()
    return max(filter(None, [_of_person(letter, now), _of_story(letter, now)]), default=None)


def _of_person(letter: Letter, now: datetime) -> datetime | None:
    hers = Letter.objects.filter(user=letter.user_id).exclude(pk=letter.pk)
    sent = hers.filter(sent_at__gt=now - AN_HOUR).order_by("-sent_at")
    times = [moment for moment in sent.values_list("sent_at", flat=True)[:IN_AN_HOUR] if moment]
    if len(times) == IN_AN_HOUR:
        return times[-1] + AN_HOUR
    is_full = len(times) + being_tried(hers).count() >= IN_AN_HOUR
    return now + BEHIND if is_full else None


def _of_story(letter: Letter, now: datetime) -> datetime | None:
    if letter.is_digest:
        return None
    about = {"user": letter.user_id, "story": letter.story_id, "is_digest": False}
    others = Letter.objects.filter(**about).exclude(pk=letter.pk)
    if tried := being_tried(others).order_by("-due_at").first():
        return max(tried.due_at, now) + BEHIND
    last = others.filter(sent_at__gt=now - BETWEEN).order_by("-sent_at").first()
    return last.sent_at + BETWEEN if last and last.sent_at else None


def being_tried(letters):
    """Of which nobody knows yet whether they went out."""
    return letters.filter(sent_at=None, given_up_at=None, attempts__gt=0)
