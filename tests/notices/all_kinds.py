"""One notice of each kind, of things that are there."""

from datetime import timedelta

from django.utils import timezone

from discovery.models import SavedFilter
from notices.models import Kind, Notice
from reviews.models import Anchor, Correction, FirstReader, HeldFor, Kudos, Review
from tests.cast import chapter_of, write_story


def tell_of_everything(author, story, reader) -> list[Notice]:
    """To `author`, who wrote `story`; a moderator is told of a brake besides."""
    review = Review.post(story=story, pen_name=reader.pen_name, html="<p>Kind words.</p>")
    held = Review.post(
        story=story, html="<p>Hm.</p>", guest_name="Passer-by", held_for=HeldFor.AUTHOR
    )
    Kudos.objects.create(story=story, user=reader)
    chapter = chapter_of(story)
    anchor = Anchor.objects.create(chapter=chapter, quote="It", start=0)
    correction = Correction.objects.create(chapter=chapter, anchor=anchor, replacement="This")
    asked = FirstReader.objects.create(author=reader, pen_name=author.pen_name)
    thrown = write_story(author, "Thrown away")
    thrown.move_to_bin()
    kept = SavedFilter.objects.create(user=author, name="Slow burn", query="rating=teen")
    now = timezone.now()
    leaves = (thrown.deleted_at or now) + timedelta(days=30)
    details = {
        Kind.REVIEW: {"story": story, "review": review},
        Kind.ANSWER: {"story": story, "review": review},
        Kind.HELD: {"story": story, "review": held},
        Kind.KUDOS: {"story": story, "detail": {"day": str(now.date()), "n": 1}},
        Kind.CORRECTION: {
            "story": story, "chapter": chapter,
            "detail": {"about": correction.pk, "what": "proposed"},
        },
        Kind.FRIEND: {"detail": {"about": asked.pk}},
        Kind.CHAPTER: {"story": story, "chapter": chapter},
        Kind.FILTER: {"detail": {"about": kept.pk, "n": 3}},
        Kind.DECISION: {
            "story": story,
            "detail": {"verb": "hide", "what": "review", "reason": "It gives the end away."},
        },
        Kind.BIN: {"detail": {"day": str(leaves.date())}},
        Kind.SITE: {"detail": {"brake": "guests", "until": now.isoformat(), "by_itself": True}},
    }  # fmt: skip
    assert set(details) == set(Kind)
    return [
        Notice.objects.create(user=author, kind=kind, key=f"all:{kind}", **about)
        for kind, about in details.items()
    ]
