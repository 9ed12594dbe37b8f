"""A letter is written at the moment in which it goes out: from what its reader may see then, has
not read on the site meanwhile and still wishes to be told; in her language, as text and as HTML."""

import textwrap
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from core import site
from core.origin import origin
from notices.mail import stopping, wishes
from notices.mail.envelope import Mail
from notices.models import Kind, Letter, Mailbox, Notice, When
from notices.sentences import CLOSING, OPENING, discreetly, sentence

WIDTH = 78  # characters of a line (RFC 5322, section 2.1.1)
SUBJECT = 120  # characters
MOST = 60  # notices in a letter; of more it says where they are
BARE = str.maketrans("", "", OPENING + CLOSING)
ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Line:
    kind: Kind
    sentence: str
    address: str


def still_to_tell(letter: Letter) -> list[Notice]:
    """Empty also where there is nobody to say it to."""
    user = letter.user
    if user.pk not in wishes.reachable([user.pk]):
        return []
    hers = Notice.objects.visible_to(user).for_sentences(user)
    wished = wishes.wishes_of(user)
    return [
        notice
        for notice in hers.filter(letter=letter, read_at=None).order_by("pk")
        if wished[Kind(notice.kind)] != When.NEVER and wishes.may_get(user, notice.kind)
    ]


def compose(letter: Letter, notices: list[Notice]) -> Mail:
    user = letter.user
    notices = sorted(notices, key=lambda notice: ORDER[Kind(notice.kind)])
    with translation.override(user.language or site.current().language):
        context = context_of(letter, notices)
        drawn = {part: _drawn(letter, part, context) for part in ("subject.txt", "txt", "html")}
    mail = Mail(
        subject(drawn["subject.txt"]),
        wrapped(drawn["txt"]),
        to=[wishes.address_of(user)],
        headers=headers(letter, context["stop"]),
    )
    mail.attach_alternative(drawn["html"].lstrip(), "text/html")
    return mail


def context_of(letter: Letter, notices: list[Notice]) -> dict:
    """What templates/notices/mail/{letter,digest} read."""
    is_discreet = Mailbox.of(letter.user).is_discreet
    lines = _lines(notices[:MOST], is_discreet=is_discreet)
    kinds = list(dict.fromkeys(notice.kind for notice in notices))
    return {
        "site": site.current(),
        "number": len(notices),
        "first": lines[0],
        "lines": lines,
        "groups": [(kind.label, list(some)) for kind, some in groupby(lines, lambda it: it.kind)],
        "more": len(notices) - len(lines),
        "is_discreet": is_discreet,
        "story": notices[0].story if len({notice.story_id for notice in notices}) == 1 else None,
        "is_digest": letter.is_digest,
        "is_weekly": letter.key.startswith(When.WEEKLY),
        "kinds": [str(Kind(kind).label) for kind in kinds],  # lazy words are not joined
        "here": origin(),
        "notices": origin() + reverse("notices"),
        "choices": origin() + reverse("notices_mail"),
        "stop": origin() + stopping.address(letter.user, stopping.scope_of(letter, kinds)),
        "stop_all": origin() + stopping.address(letter.user, stopping.ALL),
        "language": translation.get_language(),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }


def _lines(notices: list[Notice], *, is_discreet: bool) -> list[Line]:
    say = discreetly if is_discreet else sentence
    return [
        Line(Kind(notice.kind), say(notice), origin() + notice.get_absolute_url())
        for notice in notices
    ]


def _drawn(letter: Letter, part: str, context: dict) -> str:
    name = "digest" if letter.is_digest else "letter"
    ending = f"_{part}" if part.startswith("subject") else f".{part}"
    return render_to_string(f"notices/mail/{name}{ending}", context)


def headers(letter: Letter, stop: str) -> dict[str, str]:
    """RFC 8058: one click stops it; RFC 3834: a machine wrote it, and no machine should answer."""
    return {
        "Message-ID": message_id(letter),
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def message_id(letter: Letter) -> str:
    """The same however often this letter is tried; it tells nothing of the key. After a backup was
    restored, keys come again for other letters: the moment keeps those apart."""
    host = urlsplit(origin()).hostname or "localhost"
    name = f"{letter.key} {letter.created_at.isoformat()}"
    return f"<{sha256(name.encode()).hexdigest()[:32]}@{host}>"


def subject(drawn: str) -> str:
    """One line, without the marks that keep names apart: many lists of mails show them as boxes."""
    return textwrap.shorten(drawn.translate(BARE), SUBJECT, placeholder="…")


def wrapped(text: str) -> str:
    """Lines of at most WIDTH; an address is never broken."""
    return "\n".join(_folded(line) for line in text.strip().splitlines()) + "\n"


def _folded(line: str) -> str:
    if len(line) <= WIDTH:
        return line
    indent = "  " if line.startswith("- ") else ""
    return textwrap.fill(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
