"""One's notices as an Atom feed, at an address that nobody guesses: whoever has it reads it."""

import re

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from notices.models import Mailbox, Notice
from notices.sentences import discreetly, sentence

ENTRIES = 50
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feed(Atom1Feed):
    """An empty one is as old as the account: it is the same whenever it is asked for."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else self.feed["since"]


def drawn(mailbox: Mailbox, address: str, *, site_name: str, absolute) -> str:
    """`address` is the feed's own, and its name among all feeds; `absolute` makes others whole."""
    user = mailbox.user
    notices = Notice.objects.visible_to(user).for_sentences(user).order_by("-pk")[:ENTRIES]
    feed = Feed(
        _clean(_("Notices from %(site)s") % {"site": site_name}), absolute(reverse("notices")),
        None, language=get_language(), author_name=_clean(site_name), feed_url=address,
        feed_guid=address, since=user.date_joined,
    )  # fmt: skip
    say = discreetly if mailbox.is_discreet else sentence
    for notice in notices:
        words, where = _clean(say(notice)), absolute(notice.get_absolute_url())
        feed.add_item(
            words,
            where,
            None,  # type: ignore[arg-type]  # Atom asks for no summary beside a title
            unique_id=where,
            pubdate=notice.created_at,
            updateddate=notice.created_at,
            categories=[notice.kind],
        )
    return feed.writeString("utf-8")


def _clean(words: str) -> str:
    """What XML cannot hold is left out."""
    return NOT_IN_XML.sub("", words)
