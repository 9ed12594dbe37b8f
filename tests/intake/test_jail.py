"""Documents of strangers are read in a process of their own, which may take only so much."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.utils import translation

from intake import Unreadable, jail, read
from intake.jail import Stumbled, read_in_jail
from tests.intake.packed_files import RAIN, prose, word_file

LONG = word_file(prose(5_000))  # keeps its reader busy for seconds
PROC = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")


def inside(*lines):
    """What these lines of Python say within the limits of the jail."""
    code = "\n".join(["from intake import jail", "jail.lock_in()", *lines])
    command = (*jail.COMMAND[:-2], "-c", code)
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=jail.ROOT, env=jail.ENVIRONMENT, timeout=60
    )
    return done.stdout.strip() or done.stderr.strip().rpartition("\n")[2]


def descendants():
    """{process id: its parent's} of all that we started."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text().rpartition(")")[2]
        except (FileNotFoundError, ProcessLookupError):
            continue
        parents[int(folder.name)] = int(status.split()[1])
    found = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {os.getpid()}


def in_the_meantime(data):
    """Start to read; yields the processes of the jail as long as it works."""
    before = descendants()
    reading = threading.Thread(target=lambda: read_in_jail(data, "long.docx"))
    reading.start()
    while reading.is_alive():
        yield descendants() - before
        time.sleep(0.05)


def test_what_is_read_in_it_is_what_is_read_outside():
    for data, name in ((RAIN.encode(), "rain.txt"), (word_file(), "rain.docx")):
        assert read_in_jail(data, name) == read(data, name)
    thought = b"<How did this happen?> she thought."
    assert read_in_jail(thought, thoughts=False) == read(thought, thoughts=False)
    assert read_in_jail(thought) != read_in_jail(thought, thoughts=False)


def test_a_refusal_comes_out_as_a_sentence_in_the_language_of_whoever_waits():
    for language in ("en", "es", "ar"):
        with translation.override(language):
            with pytest.raises(Unreadable) as outside:
                read(b"", "")
            with pytest.raises(Unreadable) as refusal:
                read_in_jail(b"", "")
        assert str(refusal.value) == str(outside.value)
    with translation.override("es"):
        (repaired,) = read_in_jail(b"It\x92s raining again.").report
        assert repaired == read(b"It\x92s raining again.").report[0]


def test_who_takes_too_long_is_stopped_with_all_that_it_started(monkeypatch):
    monkeypatch.setattr(jail, "WALL_SECONDS", 1.0)
    before = descendants()
    began = time.monotonic()
    with pytest.raises(Unreadable, match="more time or memory"):
        read_in_jail(LONG, "long.docx")
    assert time.monotonic() - began < 10
    assert not descendants() - before


@PROC
def test_it_knows_no_secret_and_holds_no_file_of_ours(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://secret@localhost/secret")
    seen = set()
    with open(__file__) as ours:  # noqa: PTH123 - a descriptor, as a socket would be
        os.set_inheritable(ours.fileno(), True)
        for pids in in_the_meantime(LONG):
            for pid in pids:
                try:
                    environment = Path(f"/proc/{pid}/environ").read_bytes()
                    files = {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").glob("*")}
                except OSError:
                    continue
                command = Path(f"/proc/{pid}/exe")
                if environment and b"FICWRIGHT" not in environment:
                    seen.add(pid)
                    assert b"secret" not in environment, command
                    assert __file__ not in files
    assert len(seen) >= 2  # Python and pandoc


def test_its_memory_ends():
    assert "MemoryError" in inside("bytearray(900_000_000)")
    assert inside("print(len(bytearray(300_000_000)))") == "300000000"


def test_it_writes_no_file(tmp_path):
    place = tmp_path / "x"
    place.parent.chmod(0o777)
    said = inside(f"open({str(place)!r}, 'w').write('words')")
    assert "File too large" in said or "OSError" in said
    assert not place.exists() or place.read_text() == ""


@PROC
def test_its_time_ends():
    lines = ("import resource", "print(resource.getrlimit(resource.RLIMIT_CPU)[1])")
    assert inside(*lines) == str(jail.CPU_SECONDS)


def test_where_the_kernel_lets_it_it_has_no_network():
    can = subprocess.run(
        [sys.executable, "-c", "import os; os.unshare(os.CLONE_NEWNET)"], capture_output=True
    )
    if can.returncode:
        pytest.skip("this kernel grants nobody a network of its own here")
    assert inside("import socket", "print(len(socket.if_nameindex()))") == "1"
    said = inside("import socket", "socket.create_connection(('127.0.0.1', 9), 1)")
    assert "unreachable" in said or "Cannot assign" in said


def test_it_starts_without_settings_and_without_a_database():
    said = inside(
        "import sys",
        "from intake import reader",
        "print('archive.settings' in sys.modules, 'psycopg' in sys.modules)",
    )
    assert said == "False False"


def test_a_fault_of_ours_is_no_refusal_and_tells_no_word_of_the_document(monkeypatch):
    monkeypatch.setattr(jail, "COMMAND", (*jail.COMMAND[:-2], "-c", BROKEN))
    with pytest.raises(Stumbled) as fault:
        read_in_jail(b"my secret words", "secret.txt")
    assert "ValueError at" in str(fault.value)
    assert "secret" not in str(fault.value)


BROKEN = """
import sys
from intake import jail
sys.excepthook = jail.say_where
raise ValueError(sys.stdin.read())
"""

AS_NOBODY = """
import os, sys
from intake import jail
from django.conf import settings
settings.configure(USE_I18N=False)
from intake.reader import read
data = sys.stdin.buffer.read()
read(data, "a.docx")
os.setgroups([])
os.setgid(10_001)
os.setuid(10_001)
jail.lock_in()
print(read(data, "a.docx").chapters[0].text)
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root may become somebody else")
def test_it_works_for_a_user_who_owns_nothing():
    """As in the container; what Python needs is loaded before, for its own folder may be root's."""
    command = (*jail.COMMAND[:-2], "-c", AS_NOBODY)
    done = subprocess.run(
        command, input=word_file(), capture_output=True, cwd=jail.ROOT, env=jail.ENVIRONMENT
    )
    assert done.stdout.decode().strip() == RAIN, done.stderr
