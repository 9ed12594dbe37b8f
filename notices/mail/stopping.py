"""The way out that stands in each mail: a signed address that stops mails and does nothing else.

It signs nobody in, says nothing of a person, and stays good for ever: a mail may be old.
"""

from typing import NamedTuple

from django.core import signing
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from notices.mail import sorting, wishes
from notices.models import Kind, Letter, When

ALL = "all"
DIGESTS = (When.DAILY, When.WEEKLY)
BETWEEN = "-"  # kinds; a comma would stand between two addresses in List-Unsubscribe
signer = signing.Signer(salt="notices.mail.stop", sep=".")


class Stop(NamedTuple):
    user: User
    scope: str  # ALL, one of DIGESTS (whatever she gets so), or kinds

    @property
    def is_all(self) -> bool:
        return self.scope == ALL

    @property
    def is_digest(self) -> bool:
        return self.scope in DIGESTS

    @property
    def kinds(self) -> list[Kind]:
        return [kind for kind in Kind if kind in self.scope.split(BETWEEN)]


def address(user: User, scope: str) -> str:
    return reverse("notices_mail_stop", args=[signer.sign(f"{user.pk}.{scope}")])


def scope_of(letter: Letter, kinds: list[str]) -> str:
    """Of a digest all that comes by it: whoever stops it wishes to get none tomorrow."""
    return letter.key.partition(":")[0] if letter.is_digest else BETWEEN.join(kinds)


def read(token: str) -> Stop | None:
    """None where nobody signed it, or nobody is there any more."""
    try:
        number, _dot, scope = signer.unsign(token).partition(".")
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=int(number)).first()
    return Stop(user, scope) if user else None


@transaction.atomic
def stop(stop: Stop, *, everything: bool = False) -> None:
    """Done twice, it is the same."""
    if everything or stop.is_all:
        kinds = list(Kind)
    elif stop.is_digest:
        kinds = [kind for kind, when in wishes.wishes_of(stop.user).items() if when == stop.scope]
    else:
        kinds = stop.kinds
    wishes.wish(stop.user, dict.fromkeys(kinds, When.NEVER))
    sorting.sort_again(stop.user)
