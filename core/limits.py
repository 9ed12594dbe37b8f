"""How often somebody may write. One narrow table, one statement, shared by all processes."""

import time
from hashlib import blake2b
from ipaddress import ip_network

from django.conf import settings
from django.db import connection

SPEND = """
INSERT INTO core_limit (key, "window", spent) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET
    spent = CASE WHEN core_limit."window" = excluded."window" THEN core_limit.spent + 1 ELSE 1 END,
    "window" = excluded."window"
RETURNING spent
"""


def spend(action: str, who: str, *, at_most: int, seconds: int) -> bool:
    """Count one `action` by `who` in the current window; False once there were more than `at_most`.

    Call it outside of a transaction: what is counted stays counted though the request fails.
    `who` may be an address: only a keyed hash of it is stored.
    """
    window = int(time.time()) // seconds
    with connection.cursor() as cursor:
        cursor.execute(SPEND, [f"{action}:{_hidden(who)}", window])
        return cursor.fetchone()[0] <= at_most


def address(request) -> str:
    """The visitor's address: a proxy's word counts only behind TRUSTED_PROXIES proxies."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(forwarded) >= proxies:
        return _household(forwarded[-proxies].strip())
    return _household(request.META.get("REMOTE_ADDR", ""))


def _household(address: str) -> str:
    """Whoever has one IPv6 address has all of its /64."""
    if ":" not in address:
        return address
    try:
        return str(ip_network(f"{address.split('%')[0]}/64", strict=False))
    except ValueError:
        return address


def _hidden(who: str) -> str:
    return blake2b(who.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16).hexdigest()
