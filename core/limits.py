"""How often somebody may write. One narrow table, one statement, shared by all processes.

Members are counted by account, the younger the tighter. Guests are counted by address, which a
whole school may share: after a few they get slower, by a pause that grows, and are never shut out.
"""

import time
from dataclasses import dataclass
from hashlib import blake2b
from ipaddress import IPv6Address, ip_network

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.brakes import is_young

SPEND = """
INSERT INTO core_limit (key, "window", spent) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET
    spent = CASE WHEN core_limit."window" = excluded."window" THEN core_limit.spent + 1 ELSE 1 END,
    "window" = excluded."window"
RETURNING spent
"""

# "window" is here the second from which the next one may come. A pause that nobody kept changes
# nothing, and returns no row.
SLOW = """
INSERT INTO core_limit AS kept (key, "window", spent) VALUES (%(key)s, %(now)s, 1)
ON CONFLICT (key) DO UPDATE SET
    spent = CASE WHEN kept."window" <= %(now)s - %(seconds)s THEN 1 ELSE kept.spent + 1 END,
    "window" = %(now)s + CASE
        WHEN kept."window" <= %(now)s - %(seconds)s OR kept.spent + 1 < %(at_most)s THEN 0
        ELSE least(%(longest)s, %(first)s * power(2, least(kept.spent + 1 - %(at_most)s, 20)))
    END
WHERE kept."window" <= %(now)s
RETURNING spent
"""
FIRST_PAUSE, LONGEST_PAUSE = 30, 300  # seconds; the one doubles until it is the other

type Times = tuple[int, int]  # so many within so many seconds


@dataclass(frozen=True)
class Pace:
    """How often a thing may be done: by an account, by a young one (as by any, if not said), and
    by the guests of one address before they get slower."""

    account: Times
    young: Times | None = None
    address: Times | None = None


def pause(request, action: str, pace: Pace, *, is_at_home: bool = False) -> int:
    """Count one; the seconds to wait before it can be done, 0 if it can. Who `is_at_home`, such as
    an author on her own stories, is not young. Call it as `spend`."""
    user = request.user
    if not user.is_authenticated:
        return _slower(action, address(request), pace.address or pace.account)
    times = pace.account
    if pace.young and not is_at_home and is_young(user):
        action, times = f"{action} young", pace.young
    at_most, seconds = times
    if spend(action, f"user {user.pk}", at_most=at_most, seconds=seconds):
        return 0
    return seconds - int(time.time()) % seconds


def pause_left(request, action: str) -> int:
    """The seconds for which the guests of this address have to wait; nothing is counted."""
    return max(0, _slow_until(_slow_key(action, address(request))) - int(time.time()))


def wait(request, seconds: int, *, wrote: bool = True) -> str:
    """The sentence for whoever came too soon. What she `wrote` stays in the form; the answer is a
    429 with Retry-After (core/pace.py)."""
    request.retry_after = seconds
    kept = _("That was quick, one after the other. Your words are kept: send them %(when)s.")
    pressed = _("That was quick, one after the other. Try again %(when)s.")
    return (kept if wrote else pressed) % {"when": in_words(seconds)}


def in_words(seconds: int) -> str:
    if seconds <= 90:
        return ngettext("in %(n)s second", "in %(n)s seconds", seconds) % {"n": seconds}
    minutes = -(-seconds // 60)
    if minutes <= 90:
        return ngettext("in %(n)s minute", "in %(n)s minutes", minutes) % {"n": minutes}
    hours = -(-minutes // 60)
    return ngettext("in %(n)s hour", "in %(n)s hours", hours) % {"n": hours}


def spend(action: str, who: str, *, at_most: int, seconds: int) -> bool:
    """Count one `action` by `who` in the current window; False once there were more than `at_most`.

    Call it outside of a transaction: what is counted stays counted though the request fails.
    `who` may be an address: only a keyed hash of it is stored.
    """
    window = int(time.time()) // seconds
    with connection.cursor() as cursor:
        cursor.execute(SPEND, [f"{action}:{_hidden(who)}", window])
        return cursor.fetchone()[0] <= at_most


def _slower(action: str, who: str, times: Times) -> int:
    at_most, seconds = times
    now = int(time.time())
    key = _slow_key(action, who)
    values = {"now": now, "seconds": seconds, "at_most": at_most}
    values |= {"first": FIRST_PAUSE, "longest": LONGEST_PAUSE}
    with connection.cursor() as cursor:
        cursor.execute(SLOW, {"key": key, **values})
        if cursor.fetchone():
            return 0
    return max(1, _slow_until(key) - now)


def _slow_key(action: str, who: str) -> str:
    return f"{action} slow:{_hidden(who)}"


def _slow_until(key: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute('SELECT "window" FROM core_limit WHERE key = %s', [key])
        row = cursor.fetchone()
    return row[0] if row else 0


def address(request) -> str:
    """Of the visitor’s household: whoever has one IPv6 address has all of its /64."""
    return _household(exact_address(request))


def exact_address(request) -> str:
    """The visitor's address: a proxy's word counts only behind TRUSTED_PROXIES proxies."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies].strip()
    return request.META.get("REMOTE_ADDR", "")


def _household(address: str) -> str:
    if ":" not in address:
        return address
    try:
        place = IPv6Address(address.split("%")[0])
    except ValueError:
        return address
    if place.ipv4_mapped:  # as a server that listens to both kinds writes it
        return str(place.ipv4_mapped)
    return str(ip_network((place, 64), strict=False))


def _hidden(who: str) -> str:
    return blake2b(who.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16).hexdigest()
