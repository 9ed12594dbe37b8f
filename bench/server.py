"""The archive as it is served: gunicorn, the worker, and what they and PostgreSQL weigh."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HOST = "127.0.0.1"
WEB_WORKERS = 2
PATIENCE = 60.0  # seconds


@contextlib.contextmanager
def serving(**environment: str) -> Iterator["Server"]:
    """The site with its bare views on a free port; its processes end with the block. `environment`
    is what bench/settings.py reads beside the usual. A line an answer goes into a file."""
    log = Path(os.environ["FICWRIGHT_VAR"]) / "server.log"
    with socket.socket() as listening, log.open("w") as output:
        listening.bind((HOST, 0))
        listening.listen(64)
        command = ("gunicorn", f"--bind=fd://{listening.fileno()}", f"--workers={WEB_WORKERS}")
        rest = ("--graceful-timeout=2", "archive.wsgi:application")
        served = running(*command, *rest, sockets=[listening], output=output, **environment)
        with served as process:
            server = Server(listening.getsockname()[1], process.pid)
            server.get("/works")
            yield server


@contextlib.contextmanager
def running(
    *module: str, sockets=(), output=None, **environment: str
) -> Iterator[subprocess.Popen]:
    """A module of the project's Python as a process of its own, asked to stop at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", *module],
        env=os.environ | environment,
        pass_fds=[one.fileno() for one in sockets],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


class Server:
    def __init__(self, port: int, pid: int):
        self.port, self.pid = port, pid

    def get(self, path: str, **headers: str) -> bytes:
        visitor = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            visitor.request("GET", path, headers=headers)
            response = visitor.getresponse()
            if response.status != 200:
                raise RuntimeError(f"{path} was answered with {response.status}")
            return response.read()
        finally:
            visitor.close()


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def family(pid: int) -> list[int]:
    """A process and all that it started, and they in their turn."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            children.setdefault(parent(int(folder.name)), []).append(int(folder.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def memory(pids: list[int]) -> float:
    """MB that these processes take; what several share is counted once among them."""
    total = 0
    for pid in pids:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total * 1024 / 1_000_000
