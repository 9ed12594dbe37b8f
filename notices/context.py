"""The number in the header. Guests' pages never ask for it."""

import time
from functools import cache

from django.conf import settings
from django.db import connection
from django.utils.functional import SimpleLazyObject

from accounts.stand_in import READER, Standing, stand_in, standing_of
from core.made_once import Statement
from notices.mail import is_offered
from notices.models import Notice

MOST = 99
PEOPLE = 10_000  # whose numbers a process keeps: a megabyte or two
UNREAD = "SELECT count(*), max(id) FROM notices_notice WHERE user_id = %s AND read_at IS NULL"

type Stand = tuple[int, int | None]  # of a person's unread notices: how many, and the newest

_kept: dict[int, tuple[float, Stand, str]] = {}


def context(request):
    """Context processor: `unread_notices`, asked for only where a page says it, and
    `mail_is_offered`."""
    return {
        "unread_notices": SimpleLazyObject(lambda: unread(request.user)),
        "mail_is_offered": is_offered(),
    }


def unread(user) -> str:
    """“3”, “99+”, or empty. Of what she may no longer see, not even the number is shown.

    To look through them takes longer than all else on many a page. So a process keeps a number
    while the same notices are unread: NUMBER_SECONDS, within which a thing may have gone.
    """
    if not user.is_authenticated:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, [user.pk])
        stand = cursor.fetchone()
    if not stand[0]:
        return ""
    now = time.monotonic()
    since, known, number = _kept.get(user.pk, (0.0, None, ""))
    if known != stand or now - since >= settings.NUMBER_SECONDS:
        number = counted(user)
        if len(_kept) >= PEOPLE:
            _kept.clear()
        _kept[user.pk] = now, stand, number
    return number


def counted(user) -> str:
    sql, values = statement(standing_of(user)).filled({READER: user.pk})
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql}) unread", values)  # noqa: S608
        number = cursor.fetchone()[0]
    return f"{MOST}+" if number > MOST else str(number or "")


@cache
def statement(standing: Standing) -> Statement:
    notices = Notice.objects.visible_to(stand_in(standing)).unread().order_by().values("pk")
    return Statement(notices[: MOST + 1])
