"""The one-time code that opens /setup: whoever reads the log of the server keeps the archive.

It is made from SECRET_KEY, so every process knows the same one, after a restart as well, and
nothing is stored. It dies with the set-up: /setup is then no address any more.
"""

import logging

from django.conf import settings
from django.db import DatabaseError, connections
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from archive.setup.emptiness import is_empty_now
from core import limits
from core.origin import origin

logger = logging.getLogger("archive.setup")

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without I, O, 0 and 1: 32 of them, 5 bits each
LENGTH = 12  # letters: 60 bits
GROUP = 4
HOUR = 3_600  # seconds
TRIES = 20  # of one address in an hour
ALL_TRIES = 2_000  # of everybody in an hour


def code() -> str:
    """“ABCD-EFGH-JKLM”."""
    digest = salted_hmac("ficwright.setup", "code", algorithm="sha256").digest()
    letters = "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:LENGTH])
    return "-".join(letters[place : place + GROUP] for place in range(0, LENGTH, GROUP))


def is_code(typed: str) -> bool:
    return constant_time_compare(_plain(typed), _plain(code()))


def may_try(request) -> bool:
    one = limits.spend("setup", limits.address(request), at_most=TRIES, seconds=HOUR)
    return one and limits.spend("setup", "everybody", at_most=ALL_TRIES, seconds=HOUR)


def sentence(address: str) -> str:
    return f"To set up this archive open {address} and enter the code {code()}"


def announce() -> None:
    """In the log of a web process that starts, if there is anything to set up."""
    if settings.MODE == "test":
        return
    try:
        if is_empty_now():
            logger.warning(sentence(origin() + reverse("setup")))
    except DatabaseError:  # not there yet, or not migrated: the first visit says it again
        pass
    finally:
        connections.close_all()  # gunicorn forks after this


def _plain(typed: str) -> str:
    return "".join(letter for letter in typed.upper() if letter.isalnum())
