"""A night in which 2,000 pieces of spam come in among good reviews: some by guests from several
networks, some by 152 accounts made for it; three texts, each with one of seven links."""

from datetime import timedelta
from functools import cache

from django.db.models import F
from django.db.models.functions import Mod, Now
from django.utils import timezone

from accounts.models import PenName, User
from reviews import likeness, tasks
from reviews.models import Review

NETWORKS = [f"{number:032x}" for number in range(1, 13)]
TEXTS = [
    "<p>Dear author, cheap lamps for every room at <a href='https://{host}/a'>our shop</a>.</p>",
    "<p>I draw covers for stories like yours, write to me at https://{host}/draw</p>",
    "<p>Your story was chosen for our printed book. Read how on www.{host}</p>",
]
HOSTS = [f"lamps-{number}.example" for number in range(7)]
YOUNG = 152

of_words = cache(likeness.of_words)


def wash_over(stories, members, *, spam=2_000, good=300) -> tuple[set[int], set[int]]:
    """The keys of the spam and of what is good. Some of that shares the hour of the wave or one of
    its networks, was written by a new account, or answers spam."""
    spammers = _spammers()
    spam_rows = _kept(_spam(stories, spammers, spam), every=1, within=55)
    good_rows = _kept(_good(stories, members, good), every=7, within=2_100)
    answer = Review.post(
        story=stories[0], parent=spam_rows[0], pen_name=members[0], html="<p>Is this spam?</p>"
    )
    tasks.recount(0)
    return {row.pk for row in spam_rows}, {row.pk for row in good_rows} | {answer.pk}


def _spammers() -> list[PenName]:
    users = User.objects.bulk_create(User(username=f"lamp{number}") for number in range(YOUNG))
    return PenName.objects.bulk_create(
        PenName(user=user, name=f"Lamp {number}", key=f"lamp {number}", slug=f"l{number}",
                slug_key=f"l{number}")
        for number, user in enumerate(users)
    )  # fmt: skip


def _spam(stories, spammers, number):
    for one in range(number):
        words = TEXTS[one % 3].format(host=HOSTS[one % 7])
        by = {"guest_name": f"Visitor {one}", "guest_key": f"key {one}"}
        if one % 5 == 0:
            by = {"pen_name": spammers[one // 5 % YOUNG]}
        yield _review(stories[one % len(stories)], words, NETWORKS[one % 12], **by)


def _good(stories, members, number):
    for one in range(number):
        words = f"<p>What she said to the otter in part {one} made me cry.</p>"
        network = NETWORKS[one % 12] if one % 10 == 0 else f"{one:032d}"
        by = {"pen_name": members[one % len(members)]}
        if one % 4 == 0:
            by = {"guest_name": f"Reader {one}", "guest_key": f"reader {one}"}
        yield _review(stories[one % len(stories)], words, network, **by)


def _review(story, words, network, **by) -> Review:
    return Review(
        story=story,
        html=words,
        approved_at=timezone.now(),
        network=network,
        **of_words(words),
        **by,
    )


def _kept(reviews, every: int, within: int) -> list[Review]:
    """`every` so many minutes one, `within` so many."""
    kept = Review.objects.bulk_create(reviews)
    age = timedelta(minutes=every) * Mod(F("pk"), within // every)
    Review.objects.filter(pk__in=[one.pk for one in kept]).update(created_at=Now() - age)
    return kept
