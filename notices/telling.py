"""Who is told what, at once and one by one. Followers, who may be many: see news.py.

A block keeps away whatever the blocked person writes, under whichever of her names.
"""

from datetime import UTC

from django.db import connection
from django.utils import timezone

from accounts.models import PenName, User
from core.models import Brake
from notices.models import Kind, Notice
from reviews.models import Correction, FirstReader, HeldFor, Kudos, Review
from reviews.wishes import wishes_for
from stories.models import Byline, Story

# What readers write and give


def review_shown(review_id: int) -> None:
    """To whom it answers, and to the authors. Who is both is told once, as the one answered; and
    who let it through has been told of it."""
    review = _reviews().shown().filter(pk=review_id).first()
    if review is None:
        return
    kinds = dict.fromkeys(authors_of(review.story), Kind.REVIEW)
    if review.parent and review.parent.pen_name:
        kinds[review.parent.pen_name.user] = Kind.ANSWER
    for person, kind in kinds.items():
        _tell_of(review, person, kind)


def review_held(review_id: int) -> None:
    """To whose word it waits for. Moderators have their own front page."""
    review = _reviews().filter(pk=review_id, approved_at=None).first()
    if review is None:
        return
    for person in _waited_for(review):
        _tell_of(review, person, Kind.HELD)


def review_seen(review_id: int, user_id: int) -> None:
    """Who has decided about it has no need to open her notice of it."""
    unread = Notice.objects.filter(user=user_id, key=f"review:{review_id}", read_at=None)
    unread.update(read_at=timezone.now())


def _reviews():
    return Review.objects.select_related("story", "pen_name", "parent__pen_name__user")


def _waited_for(review: Review) -> list[User]:
    if review.held_for == HeldFor.FRIEND:
        first = wishes_for(review.story).first_reader
        return list(User.objects.filter(pk__in=[first] if first else []))
    return authors_of(review.story) if review.held_for == HeldFor.AUTHOR else []


def _tell_of(review: Review, person: User, kind: Kind) -> None:
    """Under one key, so that waiting and appearing are told once."""
    writer = review.pen_name.user_id if review.pen_name else None
    if _is_for(person, by=writer):
        key = f"review:{review.pk}"
        Notice.tell(person, kind, key, story=review.story, review=review)


def kudos_given(kudos_id: int) -> None:
    """Gathered by story and day. The figure of a notice says how many there were when it was
    told; it is unread again when there are more."""
    kudos = Kudos.objects.filter(pk=kudos_id).select_related("story").first()
    if kudos is None:
        return
    day = kudos.created_at.astimezone(UTC).date()
    key = f"kudos:{kudos.story_id}:{day}"
    for person in authors_of(kudos.story):
        stories = Story.objects.visible_to(person).filter(pk=kudos.story_id)
        if _is_for(person, by=kudos.user_id) and stories.exists():
            with connection.cursor() as cursor:
                cursor.execute(GATHER, [person.pk, Kind.KUDOS, key, str(day), kudos.story_id, day])


def correction_proposed(correction_id: int) -> None:
    correction = _corrections().filter(pk=correction_id).first()
    if correction is None:
        return
    writer = correction.pen_name.user_id if correction.pen_name else None
    for person in authors_of(correction.chapter.story):
        if _is_for(person, by=writer):
            _tell_of_correction(correction, person, "proposed")


def correction_accepted(correction_id: int) -> None:
    accepted = _corrections().filter(accepted_at__isnull=False, pen_name__isnull=False)
    correction = accepted.filter(pk=correction_id).first()
    if correction and _is_for(correction.pen_name.user):
        _tell_of_correction(correction, correction.pen_name.user, "accepted")


def _corrections():
    return Correction.objects.select_related("chapter__story", "pen_name__user")


def _tell_of_correction(correction: Correction, person: User, what: str) -> None:
    chapter, detail = correction.chapter, {"about": correction.pk, "what": what}
    key = f"correction:{correction.pk}:{what}"
    about = {"story": chapter.story, "chapter": chapter, "detail": detail}
    Notice.tell(person, Kind.CORRECTION, key, **about)


def first_reader_asked(first_reader_id: int) -> None:
    asked = FirstReader.objects.filter(pk=first_reader_id).select_related("pen_name__user").first()
    if asked and _is_for(asked.pen_name.user, by=asked.author_id):
        key, detail = f"first_reader:{asked.pk}", {"about": asked.pk}
        Notice.tell(asked.pen_name.user, Kind.FRIEND, key, detail=detail)


def first_reader_agreed(first_reader_id: int) -> None:
    agreed = FirstReader.objects.filter(pk=first_reader_id, agreed_at__isnull=False).first()
    if agreed:
        _tell_of_friend(agreed, "agreed")


def first_reader_declined(first_reader_id: int, **asked: int | None) -> None:
    """At once or after a while: the row is gone, and the event says what it was."""
    _tell_of_friend(FirstReader(pk=first_reader_id, **asked), "declined")


def _tell_of_friend(asked: FirstReader, what: str) -> None:
    """To the author; nobody where one of the two blocked the other, or is gone."""
    author = User.objects.filter(pk=asked.author_id).first()
    friend = PenName.objects.filter(pk=asked.pen_name_id).select_related("user").first()
    if author is None or friend is None or friend.user.blocks.filter(blocked=author).exists():
        return
    if _is_for(author, by=friend.user_id):
        key, detail = f"first_reader:{asked.pk}:{what}", {"about": asked.pk, "what": what}
        story = Story.objects.filter(pk=asked.story_id).first() if asked.story_id else None
        Notice.tell(author, Kind.FRIEND, key, pen_name=friend, story=story, detail=detail)


# What the archive itself has to say


def bin_soon_emptied(user_id: int, until: str) -> None:
    """`until`: the day, in UTC, after which what lies there may be gone."""
    person = User.objects.filter(pk=user_id).first()
    if person and _is_for(person):
        Notice.tell(person, Kind.BIN, f"bin:{until}", detail={"day": until})


def brake_pulled(brake_id: int) -> None:
    brake = Brake.objects.filter(pk=brake_id).first()
    if brake is None:
        return
    detail = {"brake": brake.kind, "until": brake.ends_at.isoformat(), "by_itself": not brake.by_id}
    for person in User.objects.filter(is_staff=True):
        if _is_for(person, by=brake.by_id):
            Notice.tell(person, Kind.SITE, f"brake:{brake.pk}", detail=detail)


# Whom it concerns


def authors_of(story: Story) -> list[User]:
    lines = Byline.objects.filter(story=story, state=Byline.State.ACCEPTED)
    return list(User.objects.filter(pk__in=lines.values("pen_name__user")).order_by("pk"))


def _is_for(person: User, *, by: int | None = None) -> bool:
    """Nobody is told of what she did herself, nor of what somebody did whom she blocked."""
    if not person.is_active or person.pk == by:
        return False
    return by is None or not person.blocks.filter(blocked=by).exists()


GATHER = """
INSERT INTO notices_notice (user_id, kind, key, detail, story_id, created_at)
SELECT %s, %s, %s, jsonb_build_object('day', %s::text, 'n', count(*)), story_id, now()
FROM reviews_kudos WHERE story_id = %s AND (created_at AT TIME ZONE 'UTC')::date = %s
GROUP BY story_id
ON CONFLICT (user_id, key) DO UPDATE SET detail = excluded.detail, read_at = NULL
WHERE (notices_notice.detail->>'n')::int < (excluded.detail->>'n')::int
"""
