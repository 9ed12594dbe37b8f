"""To count the same guest once a day without knowing her.

The day's salt is random, and deleted when the day after it is over: from then on nobody, the
archive's keeper included, can tell which address a key came from.
"""

import secrets
from datetime import timedelta
from hashlib import blake2b

from django.db import connection
from django.utils import timezone

from core import limits
from core.models import DaySalt

KEEP_DAYS = 1
MAKE = """
INSERT INTO core_daysalt (day, salt) VALUES (%s, %s)
ON CONFLICT (day) DO UPDATE SET day = excluded.day RETURNING salt
"""

_kept: dict[str, bytes] = {}


def of_today(request, *about: object) -> str:
    """A key of 42 letters: the same for this visitor and `about` all through the day (UTC)."""
    visitor = (limits.address(request), request.headers.get("User-Agent", ""), *map(str, about))
    digest = blake2b("\0".join(visitor).encode(), key=_salt(), digest_size=21)
    return digest.hexdigest()


def forget() -> None:
    """Called each night."""
    before = timezone.now() - timedelta(days=KEEP_DAYS)
    DaySalt.objects.filter(day__lt=before.date().isoformat()).delete()


def _salt() -> bytes:
    today = timezone.now().date().isoformat()
    if today not in _kept:
        with connection.cursor() as cursor:
            cursor.execute(MAKE, [today, secrets.token_bytes(32)])
            _kept.clear()
            _kept[today] = bytes(cursor.fetchone()[0])
    return _kept[today]
