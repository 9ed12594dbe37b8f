"""One line an answer, and an id that stands in all that is logged on the way to it.

    GET /works/12 200 5123 B 35 ms

Probes stand outside of this, and files that were found are not worth a line.
"""

import logging
import re
import secrets
import time
from contextvars import ContextVar

from django.conf import settings

from core.logs import addresses

NONE = "-"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")  # any word may come as one
WELL_FORMED = re.compile(r"[0-9A-Fa-f-]{8,36}")

request_id: ContextVar[str] = ContextVar("request_id", default=NONE)
log = logging.getLogger("ficwright.request")


class RequestLogMiddleware:
    """Outside of whatever keeps pages: an answer that was kept gets an id of its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request_id.set(given(request) or secrets.token_hex(5))
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            if not _is_a_file_that_was_found(request, response):
                log.info(_line(request, response, time.perf_counter() - began))
            return response
        finally:
            request_id.reset(token)


def given(request) -> str | None:
    """The id that our own proxy gave; a visitor's word does not count."""
    word = request.headers.get("X-Request-ID", "")
    is_ours = settings.ALLAUTH_TRUSTED_PROXY_COUNT and WELL_FORMED.fullmatch(word)
    return word if is_ours else None


def _is_a_file_that_was_found(request, response) -> bool:
    return request.path_info.startswith(settings.STATIC_URL) and response.status_code < 400


def _line(request, response, seconds: float) -> str:
    method = request.method if request.method in METHODS else "?"
    size = NONE if response.streaming else f"{len(response.content)} B"
    address = addresses.shown(request)
    return f"{method} {address} {response.status_code} {size} {seconds * 1000:.0f} ms"
