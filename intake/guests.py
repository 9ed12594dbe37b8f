"""A guest's texts: known by a signed cookie, until whoever brought them signs up or in."""

from intake.models import GUESTS_LIFE, Source

COOKIE = "writing"
AT_MOST = 10  # texts in one cookie, the newest
SECONDS = int(GUESTS_LIFE.total_seconds())


def tokens(request) -> list[str]:
    signed = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=SECONDS)
    return [token for token in signed.split(",") if token]


def remember(request, response, source: Source) -> None:
    response.set_signed_cookie(
        COOKIE,
        ",".join([*tokens(request), source.token][-AT_MOST:]),
        salt=COOKIE,
        max_age=SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def claim(request) -> None:
    """What a member brought before signing in is the member's own. Called by archive/adapter.py."""
    if request.user.is_authenticated and (brought := tokens(request)):
        Source.objects.claim(request.user, brought)
