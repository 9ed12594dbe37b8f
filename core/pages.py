"""A guest's page is the same for every guest, so that it can be kept and shared.

`@guest_page` marks views whose answer to a guest depends on the address alone. A guest without the
cookies of PERSONAL is answered without a session, a CSRF token or anything of a person;
such answers are public for at most SHARED_PAGE_SECONDS in shared caches and PAGE_SECONDS here.
Whoever carries one of these cookies gets `private, no-store`, and so does an address that is longer
than any of ours: nobody asks for it twice.

`@kept_while(fingerprint)`, under it, asks the database each time whether the page is still true,
and draws it anew only where it is not. What is kept lies in the process's own memory: a new release
begins with none.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.forms import model_to_dict
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

PERSONAL = (settings.SESSION_COOKIE_NAME, "language", "consent", "exclusions")
PRIVATE = "private, no-store"
KEPT_SECONDS = 0 if settings.DEBUG else 300  # what was drawn, while its fingerprint is the same
KEPT_LARGEST = 100_000  # bytes; with MAX_ENTRIES of the cache it bounds a process's memory
KEPT_LONGEST = 4_000  # characters after the question mark; links of ours are shorter


def is_plain_guest(request) -> bool:
    return not any(cookie in request.COOKIES for cookie in PERSONAL)


class PageMiddleware:
    """Stands outside of sessions and CSRF: a kept page costs neither; all else is private."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.is_plain_guest = is_plain_guest(request)
        key = _key(request)
        may_keep = _may_keep(request) and settings.PAGE_SECONDS
        if may_keep:
            kept = caches["pages"].get(key)
            if kept is not None:
                return _answer(*kept)
        response = self.get_response(request)
        is_for_all = getattr(response, "is_guest_page", False) and request.is_plain_guest
        if is_for_all and not _is_odd(request):
            seconds = settings.SHARED_PAGE_SECONDS
            response.headers["Cache-Control"] = f"public, max-age=0, s-maxage={seconds}"
            patch_vary_headers(response, ["Cookie"])
            if may_keep and _is_worth_keeping(response):
                kept = (response.content, dict(response.headers))
                caches["pages"].set(key, kept, settings.PAGE_SECONDS)
        else:
            response.headers.setdefault("Cache-Control", PRIVATE)
        return response


def guest_page(view):
    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.is_plain_guest:
            request.user = AnonymousUser()
        response = view(request, *args, **kwargs)
        response.is_guest_page = not response.headers.get("Cache-Control")
        return response

    return answer


def kept_while(fingerprint: Callable[..., str | None]):
    """Under `@guest_page`: `fingerprint` is called with the arguments of the address, for every
    plain guest, and changes with anything that the page shows them. None: this page is not theirs,
    and the view says so."""

    def decorate(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            shown = fingerprint(*args, **kwargs) if _may_keep(request) else None
            if shown is None:
                return view(request, *args, **kwargs)
            key = _key(request, request.LANGUAGE_CODE, model_to_dict(request.site), shown)
            content = caches["pages"].get(key)
            if content is not None:
                return HttpResponse(content)
            response = view(request, *args, **kwargs)
            if not response.headers.get("Cache-Control") and _is_worth_keeping(response):
                caches["pages"].set(key, response.content, KEPT_SECONDS)
            return response

        return answer

    return decorate


def _is_odd(request) -> bool:
    return bool(request.asks_too_much) or len(request.META["QUERY_STRING"]) > KEPT_LONGEST


def _may_keep(request) -> bool:
    is_piece = request.headers.get("HX-Request") or _is_odd(request)
    return request.is_plain_guest and request.method == "GET" and not is_piece


def _is_worth_keeping(response) -> bool:
    is_whole = response.status_code == 200 and not response.streaming
    return is_whole and len(response.content) <= KEPT_LARGEST


def _key(request, *parts) -> str:
    address = (request.scheme, request.get_host(), request.get_full_path())
    return sha256(repr((address, parts)).encode()).hexdigest()


def _answer(content: bytes, headers: dict) -> HttpResponse:
    response = HttpResponse(content)
    for name, value in headers.items():
        response.headers[name] = value
    return response
