"""The language of the pages: the account's, the cookie's or the site's; never the browser's word,
so that a guest's page is the same for every guest."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation

from core import site

COOKIE = "language"
COOKIE_SECONDS = 365 * 24 * 3600


class LanguageMiddleware:
    """After the middleware that knows who asks."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with site.for_request() as request.site:
            language = of(request)
            with translation.override(language):
                request.LANGUAGE_CODE = language
                response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def of(request) -> str:
    """Whoever has no session and no cookie costs no question to the database."""
    wishes = [request.COOKIES.get(COOKIE), request.site.language]
    if not request.is_plain_guest:
        wishes.insert(0, getattr(request.user, "language", ""))
    offered = dict(choices(request.site))
    return next((wish for wish in wishes if wish in offered), next(iter(offered)))


def choices(settings_of_site) -> list[tuple[str, str]]:
    """The languages that this archive offers, each by its own name; its default is one of them."""
    chosen = {*settings_of_site.languages, settings_of_site.language}
    if not settings_of_site.languages:
        return list(settings.LANGUAGES)
    return [row for row in settings.LANGUAGES if row[0] in chosen] or list(settings.LANGUAGES)


def is_from_here(request) -> bool:
    """Whether one of our own pages sent this. The switch stands on guests' pages, which are the
    same for every guest and hold no token; so it asks the browser, as every one tells somehow."""
    fetched_from = request.headers.get("Sec-Fetch-Site")
    if fetched_from:
        return fetched_from == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer")
    return not source or _host(source) == request.get_host()


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).netloc
    except ValueError:  # a header may hold anything
        return None
