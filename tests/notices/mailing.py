"""An archive that sends mail, to people with verified addresses."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db.models import F
from django.utils import timezone

from notices.mail import sending, sorting, wishes
from notices.mail.line import Line
from notices.models import Letter, Notice, When


@pytest.fixture
def mails(settings, db):
    """What was handed over to the mail server."""
    settings.EMAIL_URL = "smtp://mail.example"
    settings.ALLOWED_HOSTS = ["archive.example", "*"]
    mail.outbox.clear()
    return mail.outbox


def verify(user, email="") -> str:
    email = email or f"{user.username}@harbour.example"
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return email


def wish(user, when, *kinds) -> None:
    chosen = kinds or wishes.USUAL
    wishes.wish(user, dict.fromkeys(chosen, When(when)))


def tell(user, kind="chapter", **about) -> Notice:
    """A part is told of at once where `wish` says so, else by a digest."""
    key = f"{kind}:{Notice.objects.count()}"
    return Notice.objects.create(user=user, kind=kind, key=key, **about)


def later(**span) -> None:
    """So much time passes for all letters."""
    span = timedelta(**span)
    Letter.objects.update(
        due_at=F("due_at") - span, sent_at=F("sent_at") - span, created_at=F("created_at") - span
    )


def post() -> None:
    """One round of the worker: it sorts and sends what is due."""
    sorting.sort_all()
    while sending.send_due():
        pass
    assert not Letter.objects.filter(trouble__startswith="A fault of ours").exists()


def send(letter: Letter) -> None:
    """This one, if it is its turn."""
    with Line() as line:
        sending.send(letter.pk, line)


def digests_go_out() -> None:
    sorting.sort_all()
    Letter.objects.filter(is_digest=True, sent_at=None).update(due_at=timezone.now())
    post()
