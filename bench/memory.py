"""What the whole archive takes of the memory: at rest, and while long documents are read."""

import contextlib
import http.client
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from pathlib import Path

from bench import documents
from bench.pages import STORIES, prepare
from bench.rows import Row, at_most
from bench.server import HOST, PATIENCE, Server, family, memory, parent, running, serving

READ_BEFORE_WEIGHING = 600  # pages, so that the processes have kept what they keep
READING = 240.0  # seconds at most for that
REST = 3.0  # seconds, before they are weighed
WORKER = ("procrastinate", "worker", "--shutdown-graceful-timeout=2")
WEIGH_EVERY = 0.05  # seconds, for a peak
IDLE_LIMIT, READING_LIMIT = 700, 1_000  # MB
BEING_READ = b'id="being-read"'
ASK_EVERY = 1.0  # seconds, as the page itself does
BOUNDARY = "------------------------rain"

Parts = dict[str, float]  # MB
Fields = dict[str, str | tuple[str, bytes]]  # of the form; a pair is a file


def rows() -> Iterator[Row]:
    prepare()
    from bench import questions  # asks Django's models, which are there only now

    if not Path("/proc/self/smaps_rollup").exists():
        return
    with (
        serving(PAGE_SECONDS="5") as server,
        running("django", *WORKER, output=subprocess.DEVNULL) as worker,
    ):
        read_pages(server, questions.public_stories(READ_BEFORE_WEIGHING))
        if worker.poll() is not None:
            raise RuntimeError("The worker did not stay.")
        weigh = scales(server.pid, worker.pid)
        at_rest = weigh()
        yield from told("at rest", at_rest)
        yield total(f"memory at rest, {STORIES:,} stories", at_rest, IDLE_LIMIT)
        for name, fields in (("text", text()), (".docx", word_file())):
            yield from while_it_is_read(server, weigh, name, fields)


def while_it_is_read(
    server: Server, weigh: Callable[[], Parts], name: str, fields: Fields
) -> Iterator[Row]:
    """A novel is brought; the worker reads it in its jail, and its author looks at it."""
    what = f"{name} of {documents.WORDS:,} words"
    highest, seconds = peak(weigh, lambda: bring(server, fields))
    yield from told(f"while a {name} is read", highest)
    yield total(f"memory while a {what} is read", highest, READING_LIMIT)
    yield Row(f"{what} brought and shown to check", f"{seconds:.1f} s", "")


# The scales


def scales(web: int, worker: int) -> Callable[[], Parts]:
    """What each part takes at the moment it is called. Without the backend that we talk to."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        ours = cursor.fetchone()[0]
    postmaster = parent(ours)

    def weigh() -> Parts:
        database = [pid for pid in family(postmaster) if pid != ours]
        processes = {"web": family(web), "worker": family(worker), "database": database}
        return {name: memory(pids) for name, pids in processes.items()}

    return weigh


def peak(weigh: Callable[[], Parts], work: Callable[[], None]) -> tuple[Parts, float]:
    """The heaviest moment of all parts together while something is done, and how long it took."""
    heaviest, is_done = weigh(), threading.Event()

    def watch() -> None:
        nonlocal heaviest
        while not is_done.wait(WEIGH_EVERY):
            heaviest = max(heaviest, weigh(), key=lambda parts: sum(parts.values()))

    watching = threading.Thread(target=watch)
    watching.start()
    began = time.monotonic()
    try:
        work()
    finally:
        is_done.set()
        watching.join()
    return heaviest, time.monotonic() - began


def told(when: str, parts: Parts) -> Iterator[Row]:
    for name, size in parts.items():
        yield Row(f"memory {when}: {name}", f"{size:.0f} MB", "")


def total(name: str, parts: Parts, limit: float) -> Row:
    return at_most(name, round(sum(parts.values())), limit, "MB")


# The work


def read_pages(server: Server, stories: list[int]) -> None:
    end = time.monotonic() + READING
    for story in stories:
        if time.monotonic() < end:
            server.get(f"/works/{story}?view_adult=true")
    time.sleep(REST)


def text() -> Fields:
    return {"text": documents.novel()}


def word_file() -> Fields:
    return {"text": "", "file": ("novel.docx", documents.made(".docx"))}


def bring(server: Server, fields: Fields) -> None:
    """As a signed-in author does: the form, the document, and the page on which to check it, asked
    for again until the worker has read it."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    browser = Client()
    browser.force_login(get_user_model().objects.order_by("pk").first())
    cookies = SimpleCookie({"sessionid": browser.cookies["sessionid"].value})
    form = ask(server, cookies, "GET", "/write")
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', form[1])
    body = multipart({"csrfmiddlewaretoken": token[1].decode(), **fields})
    status, _page, address = ask(server, cookies, "POST", "/write", body)
    if status != 302:
        raise RuntimeError(f"The document was answered with {status}")
    end = time.monotonic() + READING
    while time.monotonic() < end:
        status, page, _address = ask(server, cookies, "GET", address)
        if status != 200:
            raise RuntimeError(f"The page to check it was answered with {status}")
        if BEING_READ not in page:
            break
        time.sleep(ASK_EVERY)
    else:
        raise RuntimeError("The worker never read it.")
    if b'name="fandoms"' not in page:
        raise RuntimeError("The page shows no story to check.")


def multipart(fields: Fields) -> bytes:
    pieces = []
    for name, value in fields.items():
        file_name, data = value if isinstance(value, tuple) else ("", value.encode())
        file = f'; filename="{file_name}"' if file_name else ""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
        pieces.append(head.encode() + data + b"\r\n")
    return b"".join(pieces) + f"--{BOUNDARY}--\r\n".encode()


def ask(server: Server, cookies: SimpleCookie, method: str, path: str, body: bytes | None = None):
    """Status, body and new address; cookies are kept as a browser does."""
    visitor = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)
    headers = {"Cookie": "; ".join(f"{name}={one.value}" for name, one in cookies.items())}
    if body:
        headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
    with contextlib.closing(visitor):
        visitor.request(method, path, body, headers)
        answer = visitor.getresponse()
        for given in answer.headers.get_all("Set-Cookie", []):
            cookies.load(given)
        return answer.status, answer.read(), answer.headers.get("Location", "")
