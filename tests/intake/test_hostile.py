"""Files that are made to do harm are refused or read, within limits, and the site goes on."""

import http.client
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connections

from intake import Unreadable, jail, read
from intake.jail import read_in_jail
from intake.models import Source
from intake.tasks import read_source
from tests.intake.hostile import BOMBS, LABYRINTHS
from tests.intake.packed_files import prose, word_file

MEMORY = 800_000_000  # bytes: of the jail and of pandoc in it together
PATIENCE = jail.WALL_SECONDS + 15  # seconds, on a machine with much to do
QUICK, DEEP = 3_000, 100_000


@pytest.mark.parametrize("what", BOMBS)
def test_a_bomb_is_refused_before_it_is_unpacked(what):
    name, made = BOMBS[what]
    with pytest.raises(Unreadable) as refusal:
        read(made(), name)
    assert str(refusal.value).endswith(".")


@contextmanager
def weighed():
    """Asks again and again how much memory our descendants take; at the end, the most it was."""
    most, is_done = [0], threading.Event()

    def watch():
        while not is_done.wait(0.02):
            most[0] = max(most[0], sum(map(resident, jailed())))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield most
    finally:
        is_done.set()
        watching.join()


def jailed():
    """The process ids of the jail and of what runs in it: their session began with it."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            leader = Path(f"/proc/{status[3]}/cmdline").read_bytes()
            parent = Path(f"/proc/{status[3]}/stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if b"intake.jail" in leader and int(parent) == os.getpid():
            yield folder


def resident(folder):
    try:
        lines = (folder / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def lives_through(data, name):
    began = time.monotonic()
    with weighed() as most:
        try:
            assert read_in_jail(data, name).chapters
        except Unreadable as refusal:
            assert str(refusal).endswith(".")
    assert time.monotonic() - began < PATIENCE
    assert most[0] < MEMORY


# One of each kind of file; the deep run walks them all.
QUICKLY = {name: what for what, (name, _made) in LABYRINTHS.items()}.values()


@pytest.mark.parametrize(
    "what",
    [
        what if what in QUICKLY else pytest.param(what, marks=pytest.mark.deep)
        for what in LABYRINTHS
    ],
)
def test_a_labyrinth_costs_no_more_than_the_jail_has(what):
    name, made = LABYRINTHS[what]
    lives_through(made(QUICK), name)


@pytest.mark.deep
@pytest.mark.parametrize("what", LABYRINTHS)
def test_nor_does_a_deep_one(what):
    name, made = LABYRINTHS[what]
    lives_through(made(DEEP), name)


@pytest.mark.deep
@pytest.mark.parametrize("what", BOMBS)
def test_nor_does_a_bomb(what):
    name, made = BOMBS[what]
    lives_through(made(), name)


@pytest.mark.django_db(transaction=True)
def test_the_site_answers_while_the_worker_reads_one(live_server, client, alice):
    source = Source.take(word_file(prose(8_000)), file_name="long.docx", owner=alice)
    client.force_login(alice)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    times = []
    with ThreadPoolExecutor(1) as elsewhere:
        working = elsewhere.submit(read_as_the_worker_does, source.pk)
        while not working.done():
            for path in ("/healthz", "/works", source.get_absolute_url()):
                times.append(asked(live_server.url, path, cookie))
        working.result()
    source = Source.objects.get()
    assert source.refusal or source.readings.exists()
    assert len(times) > 6
    assert max(times) < 10


def read_as_the_worker_does(pk):
    try:
        read_source(pk)
    finally:
        connections.close_all()


def asked(site, path, cookie):
    """Seconds until the answer, which is a good one."""
    began = time.monotonic()
    visitor = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
    visitor.request("GET", path, headers={"Cookie": cookie})
    assert visitor.getresponse().status == 200
    visitor.close()
    return time.monotonic() - began
