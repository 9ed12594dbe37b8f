"""How fast one may read: so fast that only programs come to the end of it.

A member is counted by her account, guests by address, each process by itself: what it knows of
another's count is only that there may be so many. An address alone is refused nothing below FREE
pages, however few of the processes its readers met. Files, probes, and pages that a process has
kept cost little and are not counted, nor is what is sent; the door stays open, for a member is
counted by herself once she is in.

And whoever wrote too soon (core/limits.py) gets the form again as a 429 that says when.
"""

import time
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from core import environment as env
from core import limits

SECONDS = 300
FREE = 300  # pages of an address that no process refuses
ADDRESS = 600  # pages, by all processes together
MEMBER = 1200
KEYS = 50_000  # in the memory of a process: some 5 MB
DOORS = ("/accounts/", "/look.css")

WORKERS = max(1, env.number("WEB_CONCURRENCY", 2))  # as gunicorn.conf.py


class Counts:
    """How many pages each has read within the present SECONDS."""

    def __init__(self):
        self.window = 0
        self.pages: dict[int, int] = {}

    def of(self, who: str) -> int:
        self._turn()
        return self.pages.get(hash(who), 0)

    def add(self, who: str) -> None:
        self._turn()
        key = hash(who)
        if key not in self.pages and len(self.pages) >= KEYS:
            self._make_room()
        self.pages[key] = self.pages.get(key, 0) + 1

    def _turn(self) -> None:
        window = int(time.time()) // SECONDS
        if window != self.window:
            self.window, self.pages = window, {}

    def _make_room(self) -> None:
        """Whoever read a page or two is forgotten first."""
        self.pages = {key: n for key, n in self.pages.items() if n > 2}
        if len(self.pages) >= KEYS:
            self.pages = {}


counts = Counts()


class PaceMiddleware:
    """After those that know who asks, and in which language."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not (settings.READING_LIMITS and _may_be_a_page(request)):
            return _as_too_soon(request, self.get_response(request))
        who, at_most = _who(request)
        if counts.of(who) >= at_most:
            return _refused(request)
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            counts.add(who)
        return _as_too_soon(request, response)


def _may_be_a_page(request) -> bool:
    is_read = request.method in ("GET", "HEAD") and not request.path_info.startswith(DOORS)
    return is_read and not _is_everybody(request)


def _is_everybody(request) -> bool:
    """Behind a proxy that TRUSTED_PROXIES does not count, all visitors have one address: its own,
    of this machine or its neighbours. Nobody is refused then for what others read."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT or "X-Forwarded-For" not in request.headers:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_private
    except ValueError:  # a socket of this machine has no number
        return True


def _who(request) -> tuple[str, int]:
    """And how many pages a process gives."""
    if not _is_guest(request):
        return f"user {request.user.pk}", max(FREE, MEMBER // WORKERS)
    return limits.address(request), max(FREE, ADDRESS // WORKERS)


def _refused(request) -> HttpResponse:
    seconds = SECONDS - int(time.time()) % SECONDS
    context = {"when": limits.in_words(seconds), "is_guest": _is_guest(request)}
    page = render_to_string("too_fast.html", context)
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    return HttpResponse(page, status=429, headers=headers)


def _is_guest(request) -> bool:
    return request.is_plain_guest or not request.user.is_authenticated


def _as_too_soon(request, response):
    seconds = getattr(request, "retry_after", 0)
    if seconds and response.status_code == 200:
        response.status_code = 429
        response.headers["Retry-After"] = str(seconds)
    return response
