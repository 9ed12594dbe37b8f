"""Where this archive stands on the web, for lines that no visitor's request asked for."""

import os

from django.conf import settings

HERE = ("localhost", "127.0.0.1", "[::1]")


def origin() -> str:
    """“https://archive.example”, from ALLOWED_HOSTS; on a developer's machine HOST and PORT."""
    scheme = "https" if settings.SECURE_SSL_REDIRECT else "http"
    return f"{scheme}://{_host()}"


def _host() -> str:
    named = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host.strip(".*")]
    for host in named:
        if host not in HERE:
            return host
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    return f"{named[0] if named else host}:{port}"
