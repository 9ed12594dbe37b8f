"""What `make run` runs: the whole archive on this machine, until Ctrl-C."""

import hashlib
import http.client
import os
import socket
import sys
import time
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from core import embedded
from core.supervisor import LOOK_EVERY, GivingUp, Supervisor

WEB_WORKERS = 2
ANSWER_PATIENCE = 60.0  # seconds
SAMPLE_ACCOUNTS = """Sample accounts, all with the password ficwright-demo:
  alice (author), bob (reader), charlie (reader), mod (moderator), admin (administrator)
"""


class Command(BaseCommand):
    help = "Starts the database, the worker and the server, until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--tied", action="store_true", help="stop when the process that started this is gone"
        )

    def handle(self, *, tied: bool, **options: Any) -> None:
        parent = os.getppid()
        with Supervisor(self.stdout.write) as supervisor:
            try:
                host, port = address()
                self.prepare()
                supervisor.start("worker", "django", *WORKER)
                supervisor.start("server", *server(host, port))
                wait_for_answer(supervisor, host, port)
                self.announce(host, port)
                while not tied or os.getppid() == parent:
                    keep_database()
                    supervisor.look()
                    time.sleep(LOOK_EVERY)
            except KeyboardInterrupt:
                pass
            except GivingUp as reason:
                sys.exit(str(reason))
            self.stdout.write("Stopping.")
        embedded.leave()

    def prepare(self) -> None:
        """Each step costs next to nothing when there is nothing to do."""
        if has_migrations_to_run():
            self.stdout.write("Preparing the database …")
            call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if settings.MODE == "sample":
            collect_static_files()
            if "load_samples" in get_commands():
                call_command("load_samples")
        connections.close_all()

    def announce(self, host: str, port: int) -> None:
        self.stdout.write(f"\nFicwright is running at http://{visible(host)}:{port}\n")
        if settings.MODE == "sample":
            self.stdout.write(SAMPLE_ACCOUNTS)
        if (where := settings.VAR / "where").exists():
            self.stdout.write(f"The database is kept in {where.read_text().strip()}.")
        self.stdout.write("Ctrl-C stops it.")
        self.stdout.flush()


WORKER = ("procrastinate", "worker", "--shutdown-graceful-timeout=2")


def server(host: str, port: int) -> tuple[str, ...]:
    """A module and its arguments: gunicorn, or for developers what reloads changed code."""
    if settings.MODE == "dev":
        return ("django", "runserver", f"{host}:{port}")
    limits = ("--graceful-timeout=2", f"--workers={WEB_WORKERS}", "--preload")
    log = ("--log-level=warning",)
    return ("gunicorn", f"--bind={host}:{port}", *limits, *log, "archive.wsgi:application")


def address() -> tuple[str, int]:
    """From HOST and PORT, tried: the person hears at once if the port is in use."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise GivingUp(f"PORT must be a number from 1 to 65535, not {port!r}.")
    try:
        family, *_, place = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind(place)
    except OSError as error:
        raise GivingUp(
            f"Port {port} of {host} cannot be used ({(error.strerror or str(error)).lower()}): "
            "stop what uses it, or choose another, for example make run PORT=8001."
        ) from error
    return host, int(port)


def has_migrations_to_run() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def collect_static_files() -> None:
    """Only after a change: the stamp lists every file with its size and time."""
    found = [
        (path, storage.size(path), storage.get_modified_time(path).timestamp())
        for finder in get_finders()
        for path, storage in finder.list([])
    ]
    stamp = settings.VAR / "static.stamp"
    now = hashlib.sha256(repr(sorted(found)).encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != now or not settings.STATIC_ROOT.exists():
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(now)


def wait_for_answer(supervisor: Supervisor, host: str, port: int) -> None:
    deadline = time.monotonic() + ANSWER_PATIENCE
    while time.monotonic() < deadline:
        supervisor.look()
        visitor = http.client.HTTPConnection(visible(host), port, timeout=ANSWER_PATIENCE)
        try:
            visitor.request("GET", "/healthz")
            visitor.getresponse()
            return
        except OSError:
            time.sleep(0.05)
        finally:
            visitor.close()
    raise GivingUp(f"The server did not answer within {ANSWER_PATIENCE:.0f} seconds.")


def visible(host: str) -> str:
    """Where a browser on this machine finds a server that listens on every address."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104


def keep_database() -> None:
    """The embedded one, started again if somebody killed it; DATABASE_URL stays the same."""
    for name in embedded.names_in_use():
        if not embedded.is_running(name):
            embedded.ensure_running(name)
