"""A wrong setting stops the start with a sentence that names it."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

GOOD = {
    "FICWRIGHT_MODE": "production",
    "DATABASE_URL": "postgres://ficwright:secret@db.example/ficwright",
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": "archive.example",
}


def start(command="check", **changes) -> subprocess.CompletedProcess:
    environment = {**os.environ, **GOOD, "DJANGO_SETTINGS_MODULE": "archive.settings", **changes}
    return subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=ROOT,
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_refuses_to_start_without_it_and_says_so(name):
    answer = start(**{name: None})
    assert answer.returncode != 0
    assert answer.stderr.startswith(f"{name} is not set.")
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"DATABASE_URL": "mysql://db.example/x"}, "DATABASE_URL must look like postgres://"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"FICWRIGHT_MODE": "prod"}, "FICWRIGHT_MODE must be one of"),
        ({"CONN_MAX_AGE": "long"}, "CONN_MAX_AGE must be a whole number"),
        ({"EMAIL_URL": "mail.example"}, "EMAIL_URL must look like smtp://"),
        ({"TIME_ZONE": "Berlin"}, "TIME_ZONE must be a name like Europe/Berlin"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL must be one of DEBUG, INFO"),
        ({"DATABASE_URL": "postgres://u:p#w@db.example/x"}, "DATABASE_URL is no proper address"),
    ],
)
def test_a_wrong_setting_is_named(changes, sentence):
    answer = start(**changes)
    assert answer.returncode != 0
    assert answer.stderr.startswith(sentence)


def test_the_sample_archive_is_never_loaded_in_production():
    answer = start("load_samples")
    assert answer.returncode != 0
    assert "not in production mode" in answer.stderr
