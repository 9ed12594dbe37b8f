"""Keeps a few processes going until it is told to stop; then nothing of them is left."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

LOOK_EVERY = 0.25  # seconds
STOP_PATIENCE = 4.0  # seconds for a clean end, before SIGKILL
MANY_DEATHS, WITHIN = 3, 60.0  # deaths and seconds after which a restart is no use


class GivingUp(Exception):  # noqa: N818
    """The message is one sentence for the person at the terminal."""


@dataclass
class Child:
    name: str
    command: list[str]
    process: subprocess.Popen[bytes]
    deaths: list[float] = field(default_factory=list)


class Supervisor:
    """A context manager: leaving it stops every child."""

    def __init__(self, say: Callable[[str], object]):
        self.say = say
        self.children: list[Child] = []
        self.tether, self.our_end = os.pipe()

    def __enter__(self) -> "Supervisor":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, interrupt)
        return self

    def __exit__(self, *exception: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        self.stop()

    def start(self, name: str, module: str, *arguments: str) -> None:
        command = [sys.executable, "-m", "core.tether", module, *arguments]
        self.children.append(Child(name, command, self.spawn(command)))

    def spawn(self, command: list[str]) -> subprocess.Popen[bytes]:
        """In a session of its own: Ctrl-C reaches us alone, and we end the rest in order."""
        return subprocess.Popen(command, stdin=self.tether, start_new_session=True)  # noqa: S603

    def look(self) -> None:
        """Start again what has died, unless that has happened too often."""
        for child in self.children:
            if child.process.poll() is None:
                continue
            end_group(child.process, signal.SIGKILL)
            now = time.monotonic()
            child.deaths = [death for death in child.deaths if now - death < WITHIN] + [now]
            if len(child.deaths) >= MANY_DEATHS:
                raise GivingUp(
                    f"The {child.name} ended {len(child.deaths)} times within a minute "
                    f"(exit status {child.process.returncode}), so everything was stopped; "
                    "what it said stands above."
                )
            self.say(f"The {child.name} ended unexpectedly and is started again.")
            child.process = self.spawn(child.command)

    def stop(self) -> None:
        for child in self.children:
            end_group(child.process, signal.SIGTERM, whole=False)
        deadline = time.monotonic() + STOP_PATIENCE
        for child in self.children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.0, deadline - time.monotonic()))
            end_group(child.process, signal.SIGKILL)
            child.process.wait()


def interrupt(*signal_and_frame: object) -> None:
    raise KeyboardInterrupt


def end_group(process: subprocess.Popen[bytes], how: int, *, whole: bool = True) -> None:
    """The process, or the whole group that it leads, workers and all."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if whole:
            os.killpg(process.pid, how)
        else:
            process.send_signal(how)
