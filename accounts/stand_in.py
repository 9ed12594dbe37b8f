"""Somebody of a reader's standing, for statements that are made once (core/made_once.py)."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User

READER = -(2**62)  # stands for the reader's number


class Standing(NamedTuple):
    """All of a person, beside her number, that what she may see depends on."""

    is_member: bool
    is_moderator: bool = False
    is_suspended: bool = False
    is_waiting: bool = False


def standing_of(user) -> Standing:
    if not user.is_authenticated:
        return Standing(is_member=False)
    return Standing(True, user.is_moderator, user.is_suspended, user.is_waiting)


def stand_in(standing: Standing) -> User | AnonymousUser:
    if not standing.is_member:
        return AnonymousUser()
    since = timezone.now()
    reader = User(
        pk=READER,
        suspended_at=since if standing.is_suspended else None,
        waiting_since=since if standing.is_waiting else None,
    )
    reader.is_moderator = standing.is_moderator
    return reader
