"""A guest's page is the same for every guest, so that it can be kept and shared.

`@guest_page` marks views whose answer to a guest depends on the address alone. A guest without the
cookies of PERSONAL is answered without a session, a CSRF token or anything of a person;
such answers are public for at most SHARED_PAGE_SECONDS in shared caches and PAGE_SECONDS here.
Whoever carries one of these cookies gets `private, no-store`.
"""

from functools import wraps

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

PERSONAL = (settings.SESSION_COOKIE_NAME, "language", "consent", "exclusions")
PRIVATE = "private, no-store"


def is_plain_guest(request) -> bool:
    return not any(cookie in request.COOKIES for cookie in PERSONAL)


class PageMiddleware:
    """Stands outside of sessions and CSRF: a kept page costs neither; all else is private."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.is_plain_guest = is_plain_guest(request)
        key = f"{request.get_host()}{request.scheme}{request.get_full_path()}"
        may_keep = request.is_plain_guest and request.method == "GET" and settings.PAGE_SECONDS
        if may_keep and not request.headers.get("HX-Request"):
            kept = caches["pages"].get(key)
            if kept is not None:
                return _answer(*kept)
        response = self.get_response(request)
        if getattr(response, "is_guest_page", False) and request.is_plain_guest:
            seconds = settings.SHARED_PAGE_SECONDS
            response.headers["Cache-Control"] = f"public, max-age=0, s-maxage={seconds}"
            patch_vary_headers(response, ["Cookie"])
            if may_keep and response.status_code == 200 and not response.streaming:
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


def _answer(content: bytes, headers: dict) -> HttpResponse:
    response = HttpResponse(content)
    for name, value in headers.items():
        response.headers[name] = value
    return response
