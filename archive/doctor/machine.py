"""This machine and what is installed on it."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from archive.doctor.finding import Finding, must, should
from core import environment as env

LEAST_MEMORY = 900_000_000  # bytes: what a server of 1 GB has left for programs
WORKERS_FOR_LITTLE = 2
PATIENCE = 3.0  # seconds
LIMIT_OF_CONTAINER = Path("/sys/fs/cgroup/memory.max")


def catalogues() -> Iterator[Finding]:
    folder = Path(settings.LOCALE_PATHS[0])
    for code, name in settings.LANGUAGES:
        compiled = folder / code / "LC_MESSAGES" / "django.mo"
        if code != settings.LANGUAGE_CODE and not compiled.exists():
            yield should(
                f"The words of {name} ({code}) are not ready: {compiled} is missing.",
                "Whoever chooses that language reads English.",
                "Run: manage.py compilemessages, then start the web server anew.",
            )


def memory() -> Iterator[Finding]:
    workers, there = env.number("WEB_CONCURRENCY", 2), memory_here()
    if there < LEAST_MEMORY and workers > WORKERS_FOR_LITTLE:
        yield should(
            f"{workers} web processes share {there / 1_000_000:.0f} MB of memory.",
            "While a long document is read, the system may end one of them, or the database.",
            f"Set WEB_CONCURRENCY to {WORKERS_FOR_LITTLE}, or give the machine more memory.",
        )


def memory_here() -> int:
    """Bytes that this machine or container has."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = LIMIT_OF_CONTAINER.read_text().strip() if LIMIT_OF_CONTAINER.exists() else ""
    return min(whole, int(limit)) if limit.isdecimal() else whole


def cache_server() -> Iterator[Finding]:
    address = env.text("CACHE_URL")
    if not address:
        return
    try:
        parts = urlsplit(address)
        place = (parts.hostname or "localhost", parts.port or 6379)
        if parts.scheme not in ("redis", "rediss", "unix"):
            raise ValueError
        if parts.scheme != "unix":
            socket.create_connection(place, PATIENCE).close()
    except ValueError:
        yield must(
            "CACHE_URL is no address of a cache.",
            "Nobody can sign in: how often somebody tries is counted there.",
            "Write it as redis://host:6379/0, or leave it out; the database is used then.",
        )
    except OSError as error:
        yield must(
            f"The cache at {place[0]}:{place[1]} does not answer: {error.strerror or error}.",
            "Nobody can sign in: how often somebody tries is counted there.",
            "Start it, correct CACHE_URL, or leave it out; the database is used then.",
        )
