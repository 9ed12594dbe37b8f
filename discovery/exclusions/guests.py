"""What a guest keeps out of lists: a signed cookie that only this archive writes and reads.

It tells what somebody never wants to see, so no script can read it, and no page of hers is kept by
anybody (core/pages.py). A forged, damaged or outgrown one is none.
"""

from dataclasses import asdict

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from discovery.criteria import Exclusions

COOKIE = "exclusions"
SECONDS = 365 * 24 * 3600  # from the last change
MOST = 50  # things
LARGEST = 3_400  # bytes of the cookie; browsers keep 4,096 with its name and attributes
SALT = "exclusions.1"  # the number is that of its form


def read(request) -> Exclusions:
    """As they were put in: a tag may be another name by now."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, "")[:LARGEST], salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return Exclusions()
    return Exclusions(**{name: tuple(values) for name, values in kept.items()})


def written(kept: Exclusions) -> str:
    """The cookie's value; a ValidationError where they are too many."""
    values = {name: value for name, value in asdict(kept).items() if value}
    value = signing.dumps(values, salt=SALT, compress=True)
    if sum(map(len, values.values())) > MOST or len(value) > LARGEST:
        raise ValidationError(
            _(
                "A guest’s browser holds no more exclusions than these. Remove one that you need "
                "less, or sign in: a member has room for hundreds."
            )
        )
    return value


def write(request, response, kept: Exclusions) -> None:
    """Without any, she is a guest like all others again."""
    if not kept:
        forget(response)
        return
    response.set_cookie(
        COOKIE,
        written(kept),
        max_age=SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def forget(response) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")
