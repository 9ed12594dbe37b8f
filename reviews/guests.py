"""Guests who come back: a signed cookie, set only with the answer to what they posted."""

import secrets

from reviews.models import Review

COOKIE = "guest"
SALT = "reviews.guest"
COOKIE_SECONDS = 365 * 24 * 3600


def key_of(request) -> str:
    """The key that this browser got with an earlier review, or a new one."""
    return request.get_signed_cookie(COOKIE, "", salt=SALT) or secrets.token_urlsafe(16)


def is_known(key: str) -> bool:
    """Did an author approve a review of this guest before, and does it still stand?"""
    return Review.objects.shown().filter(guest_key=key).exists()


def remember(response, key: str, *, secure: bool) -> None:
    response.set_signed_cookie(
        COOKIE,
        key,
        salt=SALT,
        max_age=COOKIE_SECONDS,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )
