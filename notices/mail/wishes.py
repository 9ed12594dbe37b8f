"""Who is told what by mail, and when."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress

from accounts.models import User
from notices.models import Kind, MailWish, When

USUAL = {
    Kind.REVIEW: When.NOW,
    Kind.ANSWER: When.NOW,
    Kind.HELD: When.NOW,
    Kind.KUDOS: When.DAILY,
    Kind.CORRECTION: When.DAILY,
    Kind.FRIEND: When.NOW,
    Kind.CHAPTER: When.DAILY,
    Kind.FILTER: When.DAILY,
    Kind.DECISION: When.NOW,
    Kind.BIN: When.NOW,
    Kind.SITE: When.NOW,
}
TO_SUSPENDED = {Kind.DECISION}  # of all else they can do nothing about

type Wishes = dict[Kind, When]


def wishes_of(user: User) -> Wishes:
    return wishes_of_all([user.pk])[user.pk]


def wishes_of_all(people: Iterable[int]) -> dict[int, Wishes]:
    """For each number of a person all kinds, those included of which she never said anything."""
    wishes = {pk: dict(USUAL) for pk in people}
    for wish in MailWish.objects.filter(user__in=wishes):
        if wish.kind in Kind.values and wish.when in When.values:
            wishes[wish.user_id][Kind(wish.kind)] = When(wish.when)
    return wishes


def kinds_for(user: User) -> list[Kind]:
    """Of which she may be told, in the order of the table."""
    return [kind for kind in Kind if kind != Kind.SITE or user.is_moderator]


def may_get(user: User, kind: str) -> bool:
    return not user.is_suspended or kind in TO_SUSPENDED


def wish(user: User, wishes: Wishes) -> None:
    rows = [MailWish(user=user, kind=kind, when=when) for kind, when in wishes.items()]
    MailWish.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["when"]
    )


def reachable(people: Iterable[int]) -> dict[int, User]:
    """Those to whom mail can go: they are here, their address is verified, it does not come back.
    With their mailboxes, where they have any."""
    found = User.objects.filter(
        pk__in=people,
        is_active=True,
        emailaddress__primary=True,
        emailaddress__verified=True,
    )
    standing = found.exclude(mailbox__bounced_at__isnull=False).select_related("mailbox")
    return {user.pk: user for user in standing}


def address_of(user: User) -> str:
    """Where her mail goes; empty where none may."""
    addresses = EmailAddress.objects.filter(user=user, primary=True, verified=True)
    return addresses.values_list("email", flat=True).first() or ""
