"""`make upgrade`, in a clone with a real git remote; only Docker itself is a stand-in.

It writes down what it was told; words in the file `fails` make the commands that hold them fail.
"""

import os
import shutil
import subprocess

import pytest

from tests.conftest import ROOT

DOCKER = """#!/bin/sh
echo "$*" >>"$TOLD"
case "$*" in *"ls -t"*) echo /app/var/backups/ficwright-x-20260101T000000Z.tar ;; esac
if [ -s "$FAILS" ] && echo "$*" | grep -q "$(cat "$FAILS")"; then exit 1; fi
"""
NEVER_WAIT = "#!/bin/sh\n"


def git(folder, *words) -> str:
    who = ("-c", "user.name=Keeper", "-c", "user.email=keeper@archive.example")
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


class Installed:
    """An archive that was installed with Docker, and the repository that it came from."""

    def __init__(self, folder):
        self.origin, self.clone = folder / "origin", folder / "clone"
        self.told, self.fails, self.programs = (folder / n for n in ("told", "fails", "programs"))
        shutil.copytree(ROOT / "deploy", self.origin / "deploy")
        (self.origin / ".gitignore").write_text(".env\n")
        git(self.origin, "init", "--quiet", "--initial-branch=main")
        self.publish("first")
        git(folder, "clone", "--quiet", str(self.origin), "clone")
        (self.clone / ".env").write_text("DOMAIN=archive.example\n")
        self.programs.mkdir()
        for name, text in (("docker", DOCKER), ("sleep", NEVER_WAIT)):
            (self.programs / name).write_text(text)
            (self.programs / name).chmod(0o755)

    def publish(self, what: str) -> None:
        (self.origin / "news").write_text(what)
        git(self.origin, "add", "--all")
        git(self.origin, "commit", "--quiet", "--message", what)

    def upgrade(self, *version: str, fails: str = "") -> subprocess.CompletedProcess:
        self.told.write_text("")
        self.fails.write_text(fails)
        environment = {
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "TOLD": str(self.told),
            "FAILS": str(self.fails),
        }
        return subprocess.run(
            ["deploy/upgrade", *version],
            cwd=self.clone,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def version(self) -> str:
        return (self.clone / "news").read_text()

    def steps(self) -> list[str]:
        """The words of the commands that make up an upgrade, in their order."""
        words = {
            "backup": "py backup",
            "build": "compose build",
            "close": "maintenance on",
            "up": "compose up",
            "look": "is-healthy /readyz",
            "open": "maintenance off",
        }
        lines = self.told.read_text().splitlines()
        return [step for line in lines for step, part in words.items() if part in line]


@pytest.fixture
def installed(tmp_path):
    return Installed(tmp_path)


def test_it_backs_up_first_and_opens_the_doors_last(installed):
    installed.publish("second")
    answer = installed.upgrade()
    assert answer.returncode == 0, answer.stderr
    assert installed.steps() == ["backup", "build", "close", "up", "look", "open"]
    assert installed.version() == "second"
    assert "ficwright-x-20260101T000000Z.tar" in answer.stdout


def test_nothing_is_touched_where_nothing_is_new(installed):
    answer = installed.upgrade()
    assert answer.returncode == 0
    assert answer.stdout.startswith("Nothing to do")
    assert installed.steps() == []


def test_a_version_can_be_named(installed):
    installed.publish("second")
    git(installed.origin, "tag", "v2")
    installed.publish("third")
    assert installed.upgrade("v2").returncode == 0
    assert installed.version() == "second"
    assert "no version v9" in installed.upgrade("v9").stderr


def test_without_a_backup_nothing_is_changed(installed):
    installed.publish("second")
    answer = installed.upgrade(fails="py backup")
    assert answer.returncode != 0
    assert installed.steps() == ["backup"]
    assert installed.version() == "first"
    assert "Nothing was changed" in answer.stderr


def test_an_image_that_cannot_be_built_leaves_the_doors_open(installed):
    before = git(installed.clone, "rev-parse", "HEAD")
    installed.publish("second")
    answer = installed.upgrade(fails="compose build")
    assert answer.returncode != 0
    assert installed.steps() == ["backup", "build"]
    assert f"runs as before. To undo the new code: git reset --hard {before}" in answer.stderr


@pytest.mark.parametrize("step", ["compose up", "is-healthy"])
def test_what_fails_later_says_how_to_go_on_and_how_to_go_back(installed, step):
    before = git(installed.clone, "rev-parse", "HEAD")
    installed.publish("second")
    answer = installed.upgrade(fails=step)
    assert answer.returncode != 0
    assert "open" not in installed.steps()
    assert "the doors are closed" in answer.stderr
    back = answer.stderr.partition("To go back")[2]
    assert f"git reset --hard {before}" in back
    assert "deploy/docker/restore ficwright-x-20260101T000000Z.tar" in back
    assert back.rstrip().endswith("maintenance off")


def test_edited_files_are_not_lost(installed):
    (installed.clone / "news").write_text("mine")
    installed.publish("second")
    answer = installed.upgrade()
    assert answer.returncode == 1
    assert "were edited here" in answer.stderr
    assert installed.steps() == []
    assert installed.version() == "mine"


def test_a_trial_is_told_how_it_is_brought_up_to_date(installed):
    (installed.clone / ".env").unlink()
    answer = installed.upgrade()
    assert answer.returncode == 1
    assert "git pull; make run" in answer.stderr
