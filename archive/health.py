"""Two addresses for whoever watches the archive, a container's own check or an uptime monitor.

/healthz: is this process alive? It touches nothing.
/readyz: can it do its work? One line a part, `ok` or `failing` and no more: strangers read it too.
`manage.py doctor` says why.
"""

import tempfile
import threading
import time

import psycopg
from django.conf import settings
from django.db import connections
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from archive import schema, worker
from core.storage import bucket

PARTS = ("database", "migrations", "queue", "storage")
PATIENCE = 0.8  # seconds; whoever has not answered by then is failing
KEPT_SECONDS = 0 if settings.MODE == "test" else 5  # however often somebody asks
WAITED_TOO_LONG = 15  # minutes; one long task is no fault


class ProbeMiddleware:
    """Stands outside of everything: whoever probes may call us by any name, without https, and
    while the archive is closed; and no line of the log tells of it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        view = {"/healthz": alive, "/readyz": ready}.get(request.path_info)
        return view(request) if view else self.get_response(request)


@require_safe
def alive(request):
    return _answer("alive\n", 200)


@require_safe
def ready(request):
    found = look.now()
    lines = [f"{part} {'ok' if found[part] else 'failing'}\n" for part in PARTS]
    return _answer("".join(lines), 200 if all(found.values()) else 503)


def _answer(text: str, status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    response = HttpResponse(text, content_type="text/plain", status=status, headers=headers)
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django logs each 503
    return response


class Look:
    """What was found last. Each looker has a thread that nobody waits for longer than PATIENCE; one
    that hangs is not joined by another."""

    def __init__(self, *lookers):
        self.threads = {looker: threading.Thread() for looker in lookers}
        self.gate = threading.Lock()
        self.at = -float("inf")
        self.found: dict[str, bool] = {}

    def now(self) -> dict[str, bool]:
        with self.gate:
            if time.monotonic() - self.at >= KEPT_SECONDS:
                self.found = self._look()
                self.at = time.monotonic()
            return self.found

    def _look(self) -> dict[str, bool]:
        found: dict[str, bool] = {}
        for looker, thread in self.threads.items():
            if not thread.is_alive():
                self.threads[looker] = threading.Thread(target=looker, args=[found], daemon=True)
                self.threads[looker].start()
        deadline = time.monotonic() + PATIENCE
        for thread in self.threads.values():
            thread.join(max(0.0, deadline - time.monotonic()))
        return {part: found.get(part, False) for part in PARTS}


def look_at_database(found: dict[str, bool]) -> None:
    """Over a connection of its own: a new one must be possible."""
    limits = {"connect_timeout": 2, "tcp_user_timeout": 5_000}
    parameters = connections["default"].get_connection_params() | limits
    try:
        with psycopg.connect(**parameters) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', '800', true)")
            found["database"] = True
            found["migrations"] = not schema.missing(cursor)
            found["queue"] = worker.is_alive(cursor) and not worker.due_for(cursor, WAITED_TOO_LONG)
    except psycopg.Error:
        pass  # what was not found by then is failing


def look_at_storage(found: dict[str, bool]) -> None:
    """A full disk, a lost mount, a wrong owner: only writing tells."""
    try:
        with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT) as file:
            file.write(b"ready")
            file.seek(0)
            found["storage"] = file.read() == b"ready" and not store_trouble()
    except OSError:
        pass


def store_trouble() -> str:
    store = bucket()
    return store.trouble() if store else ""


look = Look(look_at_database, look_at_storage)
