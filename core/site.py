"""The site's settings as everybody reads them: kept in the process for a few seconds, and the same
from the beginning of a request to its end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

_kept: dict[str, Any] = {}
_of_request: ContextVar[Any] = ContextVar("site", default=None)


@contextmanager
def for_request() -> Iterator[Any]:
    """What `current()` gives until its end, unless they are changed meanwhile."""
    row = current()
    before = _of_request.set(row)
    try:
        yield row
    finally:
        _of_request.reset(before)


def current():
    """The SiteSettings row (or its defaults before anybody saved one)."""
    from core.models import SiteSettings

    if row := _of_request.get():
        return row
    now = time.monotonic()
    if not _kept or now - _kept["at"] >= settings.SITE_SETTINGS_SECONDS:
        _kept["row"] = SiteSettings.objects.first() or SiteSettings(pk=1)
        _kept["at"] = now
    return _kept["row"]


def forget():
    _kept.clear()
    _of_request.set(None)


def context(request):
    """Context processor: `site` in every template, as core/language.py read it for this request."""
    return {"site": getattr(request, "site", None) or SimpleLazyObject(current)}
