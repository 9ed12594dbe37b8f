"""One's notices as an Atom feed, at an address that nobody guesses: whoever has it reads it."""

import re
import secrets

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from accounts.models import User
from notices.models import Mailbox, Notice
from notices.sentences import discreetly, sentence

ENTRIES = 50
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def mailbox_of(user: User) -> Mailbox:
    """With a secret from its first day."""
    return Mailbox.objects.get_or_create(user=user, defaults={"secret": new_secret()})[0]


def change_secret(user: User) -> None:
    """The feed has a new address; at the old one there is nothing."""
    mailbox = mailbox_of(user)
    mailbox.secret = new_secret()
    mailbox.save(update_fields=["secret"])


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def drawn(mailbox: Mailbox, *, site_name: str, absolute) -> str:
    """`absolute` makes an address of ours whole."""
    user = mailbox.user
    notices = Notice.objects.visible_to(user).for_sentences(user).order_by("-pk")[:ENTRIES]
    title = _("Notices from %(site)s") % {"site": site_name}
    feed = Atom1Feed(_clean(title), absolute("/notices"), "")
    say = discreetly if mailbox.is_discreet else sentence
    for notice in notices:
        words, address = _clean(say(notice)), absolute(notice.get_absolute_url())
        feed.add_item(
            words, address, "", unique_id=address, pubdate=notice.created_at,
            updateddate=notice.created_at, categories=[notice.kind],
        )  # fmt: skip
    return feed.writeString("utf-8")


def _clean(words: str) -> str:
    """What XML cannot hold is left out."""
    return NOT_IN_XML.sub("", words)
