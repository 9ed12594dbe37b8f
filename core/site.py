"""The site's settings as everybody reads them: kept in the process for a few seconds."""

import time
from typing import Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

_kept: dict[str, Any] = {}


def current():
    """The SiteSettings row (or its defaults before anybody saved one)."""
    from core.models import SiteSettings

    now = time.monotonic()
    if not _kept or now - _kept["at"] >= settings.SITE_SETTINGS_SECONDS:
        _kept["row"] = SiteSettings.objects.first() or SiteSettings(pk=1)
        _kept["at"] = now
    return _kept["row"]


def forget():
    _kept.clear()


def context(request):
    """Context processor: `site` in every template, as core/language.py read it for this request."""
    return {"site": getattr(request, "site", None) or SimpleLazyObject(current)}
