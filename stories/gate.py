"""The adult gate: mature, explicit and not rated stories ask before they show their text."""

COOKIE = "consent"
COOKIE_SECONDS = 180 * 24 * 3600


def has_consented(request) -> bool:
    return request.COOKIES.get(COOKIE) == "adult"


def is_shut(request, story) -> bool:
    if not story.is_gated:
        return False
    if request.GET.get("view_adult") == "true" or has_consented(request):
        return False
    return not (request.user.is_authenticated and story.is_by(request.user))
