"""What the supervisor starts ends with it, and what dies is started again, but not for ever."""

import io
import signal
import subprocess
import sys
import time

import pytest

from core.supervisor import GivingUp, Supervisor

PARENT = """
import time
from core.supervisor import Supervisor
with Supervisor(print) as supervisor:
    supervisor.start("sleeper", "{module}")
    print("started", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def handlers():
    """A supervisor takes the signals of its process; give them back afterwards."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Writes a module that a supervisor can start."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def write(text):
        (tmp_path / "acted.py").write_text(text)
        return "acted"

    return write


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_its_children_end_with_it(module, how):
    name = module("import time; time.sleep(60)")
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(module=name)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert parent.stdout.readline() == "started\n"
    parent.send_signal(how)
    parent.communicate(timeout=10)  # the child holds the same pipe: it closes when both are gone


def test_a_child_that_does_not_listen_is_killed(module, handlers, monkeypatch):
    monkeypatch.setattr("core.supervisor.STOP_PATIENCE", 0.5)
    name = module("import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)")
    with Supervisor(print) as supervisor:
        supervisor.start("deaf one", name)
        time.sleep(0.3)
    assert supervisor.children[0].process.returncode == -signal.SIGKILL


def test_what_dies_is_started_again_but_not_for_ever(module, handlers):
    said = io.StringIO()
    name = module("raise SystemExit(3)")
    with (
        Supervisor(lambda line: said.write(f"{line}\n")) as supervisor,
        pytest.raises(GivingUp, match="The worker ended 3 times within a minute"),
    ):
        supervisor.start("worker", name)
        while True:
            supervisor.look()
            time.sleep(0.02)
    assert (
        said.getvalue().splitlines() == ["The worker ended unexpectedly and is started again."] * 2
    )
