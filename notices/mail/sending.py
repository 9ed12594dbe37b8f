"""A letter is handed over, once as far as SMTP allows.

A try is counted and the next one appointed before anything is handed over, in a transaction of its
own; that it was sent is written right after. Whoever dies between the two leaves a letter that is
tried again with the same Message-ID, from which a mail program knows it; and since a letter that
was once tried takes no further notices, it says nothing more the second time.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core import mail_trouble, site
from notices.mail import composing, pacing
from notices.mail.line import Line, NotTakenError, is_about_the_server, is_for_good
from notices.models import Letter, Mailbox

log = logging.getLogger(__name__)

AT_A_TIME = 20  # letters over one connection, and in one job of the worker
PAUSES = [  # after the first try, the second …; after the last one it is given up
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
]
TRIES = len(PAUSES) + 1
BOUNCES = 3  # refusals for good, one after the other
LONGEST = 500  # characters of what went wrong


def send_due() -> bool:
    """Some of those whose time has come; whether there may be more that could go now. Where the
    mail server is not there, no letter but the first is tried, and none of the others grows old."""
    due = Letter.objects.filter(sent_at=None, given_up_at=None, due_at__lte=timezone.now())
    letters = list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:AT_A_TIME])
    with Line() as line:
        return all(send(pk, line) for pk in letters) and len(letters) == AT_A_TIME


def send(pk: int, line: Line) -> bool:
    """Whether the next one may be tried."""
    attempt = begin(pk)
    if attempt is None:
        return True
    try:
        hand_over(pk, attempt, line)
    except Exception as error:
        note_trouble(pk, attempt, error)
        line.hang_up()
        return not is_about_the_server(error)
    return True


@transaction.atomic
def begin(pk: int) -> int | None:
    """The number of the try; None where there is nothing to do now."""
    letter = _locked(pk, due_at__lte=timezone.now())
    if letter is None:
        return None
    mailbox = Mailbox.of(letter.user)
    Mailbox.objects.select_for_update().get(pk=mailbox.pk)  # one letter of hers at a time
    if letter.attempts >= TRIES:  # the last try was cut off
        _give_up(letter, _("The worker was ended in the middle of the last try."))
        return None
    if wait := pacing.wait_of(letter):
        letter.due_at = wait
        letter.save(update_fields=["due_at"])
        return None
    letter.attempts += 1
    letter.due_at = timezone.now() + PAUSES[min(letter.attempts, len(PAUSES)) - 1]
    letter.save(update_fields=["attempts", "due_at"])
    return letter.attempts


@transaction.atomic
def hand_over(pk: int, attempt: int, line: Line) -> None:
    letter = _locked(pk, attempts=attempt)
    if letter is None:
        return
    told = composing.still_to_tell(letter)
    letter.notices.exclude(pk__in=[notice.pk for notice in told]).update(letter=None)
    if not told:
        _give_up(letter, "")
        return
    line.say(composing.compose(letter, told))
    letter.sent_at, letter.trouble = timezone.now(), ""
    letter.save(update_fields=["sent_at", "trouble"])
    Mailbox.objects.filter(user=letter.user_id, failures__gt=0).update(failures=0)


@transaction.atomic
def note_trouble(pk: int, attempt: int, error: Exception) -> None:
    letter = _locked(pk, attempts=attempt)
    if letter is None:
        return
    letter.trouble = in_words(error)
    is_refused = is_for_good(error)
    if is_refused:
        _count_bounce(letter)
    if is_refused or attempt >= TRIES:
        _give_up(letter, letter.trouble)
    letter.save(update_fields=["trouble"])


def in_words(error: Exception) -> str:
    """For the keepers of the archive, so in its language."""
    with translation.override(site.current().language):
        trouble = mail_trouble.explain(error.__cause__) if error.__cause__ else None
        if trouble is None or not isinstance(error, NotTakenError):
            log.error("A letter could not be sent", exc_info=error)
            return _("A fault of ours: %(fault)s.") % {"fault": type(error).__name__}
        return f"{trouble.sentence} {trouble.answer}".strip()[:LONGEST]


def _count_bounce(letter: Letter) -> None:
    """She finds it said on /me/mail, with a way to try again."""
    mailbox = Mailbox.objects.select_for_update().get(user=letter.user_id)
    mailbox.failures += 1
    if mailbox.failures >= BOUNCES:
        mailbox.bounced_at = mailbox.bounced_at or timezone.now()
    mailbox.save(update_fields=["failures", "bounced_at"])


def _give_up(letter: Letter, trouble: str) -> None:
    letter.given_up_at, letter.trouble = timezone.now(), trouble
    letter.save(update_fields=["given_up_at", "trouble"])


def _locked(pk: int, **fields) -> Letter | None:
    """Nobody waits for somebody who sends it just now."""
    letters = Letter.objects.select_for_update(skip_locked=True, of=("self",))
    waiting = letters.filter(pk=pk, sent_at=None, given_up_at=None, **fields)
    return waiting.select_related("user").first()
