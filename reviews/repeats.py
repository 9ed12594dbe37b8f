"""What is refused for its words: the same said again elsewhere, and more links than a stranger may
set. A sentence each; the words come back with it."""

import re
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import brakes, html
from reviews import guests, likeness, limits
from reviews.models import Review
from stories.models import Story

ANCHOR = re.compile(r'<a\b[^<>]*?href="([^"]*)"[^<>]*>.*?</a>', re.DOTALL)  # as core/html writes it
OURS = re.compile(r"/(?!/)|#")


def refusal(
    request, story: Story, written: str, writer: dict, editing: Review | None = None
) -> str:
    """Why these words (clean HTML) are not taken from this person; empty if they are. `writer`:
    under which name, as columns of a review."""
    user = request.user
    is_member = user.is_authenticated
    if is_member and (user.is_moderator or story.is_by(user)):
        return ""
    if not is_member or brakes.is_young(user):
        is_first = not is_member and not guests.is_known(guests.key_of(request))
        if sentence := _of_links(written, 0 if is_first else limits.LINKS):
            return sentence
    if _is_repeated(Q(**writer), story, written, editing):
        return _(
            "The same words were just written elsewhere. Say it in words of your own, about what "
            "you read here."
        )
    return ""


def _of_links(written: str, most: int) -> str:
    if link_count(written) <= most:
        return ""
    if most:
        return ngettext(
            "From new members and guests at most %(n)s link is taken. Leave the others out.",
            "From new members and guests at most %(n)s links are taken. Leave the others out.",
            most,
        ) % {"n": most}
    return _("Your first words here cannot have a link in them. Leave it out and send it again.")


def link_count(written: str) -> int:
    """Those that lead away from here, and those that stand there as plain words."""
    away = [address for address in ANCHOR.findall(written) if not OURS.match(address)]
    bare = likeness.LINK.findall(html.visible_text(ANCHOR.sub(" ", written)))
    return len(away) + len(bare)


def _is_repeated(by: Q, story: Story, written: str, editing: Review | None) -> bool:
    """By anybody, on any story. Who says a thing twice on the same story within minutes has sent it
    twice, and `Review.post` knows it."""
    letters = sum(one.isalnum() for one in html.visible_text(written))
    if letters < limits.REPEATED_LETTERS and not likeness.links(written):
        return False
    since = timezone.now() - timedelta(minutes=limits.REPEATED_MINUTES)
    alike = Review.objects.filter(fingerprint=likeness.fingerprint(written), created_at__gt=since)
    if editing:
        alike = alike.exclude(pk=editing.pk)
    moment_ago = timezone.now() - timedelta(minutes=limits.REPEAT_MINUTES)
    return alike.exclude(by, story=story, created_at__gt=moment_ago).exists()
