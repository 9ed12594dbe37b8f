"""A server process of its own on the tests' database, to be killed in the middle of anything."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlencode

from django.db import connection
from django.test import Client

from tests.conftest import ROOT

PATIENCE = 60  # seconds until it must answer, on a busy machine


class Server:
    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process = None

    def start(self) -> "Server":
        environment = {**os.environ, "FICWRIGHT_MODE": "test", "DATABASE_URL": database_url()}
        environment["DJANGO_SETTINGS_MODULE"] = "archive.settings"
        command = [sys.executable, "-m", "gunicorn", "archive.wsgi", "--workers", "1"]
        self.process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{self.port}"],
            cwd=ROOT, env=environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.ask("GET", "/healthz")
            except OSError:
                time.sleep(0.05)
            else:
                return self
        raise TimeoutError("The server did not start.")

    def kill(self) -> None:
        """All its processes at once, without a word."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def ask(self, method, address, fields=None, cookies=None):
        """→ (status, body). OSError or HTTPException where the answer did not come."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        cookies = cookies or {}
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["X-CSRFToken"] = cookies["csrftoken"]
        try:
            line.request(method, address, body, headers)
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()


def signed_in(person) -> dict[str, str]:
    client = Client()
    client.force_login(person)
    return {"sessionid": client.session.session_key, "csrftoken": "a" * 32}


def database_url() -> str:
    at = connection.settings_dict
    address = {"host": at["HOST"], "port": at["PORT"], "password": at["PASSWORD"]}
    query = urlencode({name: value for name, value in address.items() if value})
    return f"postgresql://{at['USER']}@/{at['NAME']}?{query}"
