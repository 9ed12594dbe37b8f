"""/healthz and /readyz, and what visitors see while the archive is closed or its database away."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import DataError, InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import reverse

from archive import health
from archive.maintenance import is_out_of_reach
from tests.conftest import ROOT

WORDS = "The lamps went out along the harbour, one after the other."


@pytest.fixture
def closed(settings, tmp_path):
    settings.CLOSED_FILE = tmp_path / "maintenance"
    return settings.CLOSED_FILE


@pytest.fixture
def ready(settings, tmp_path):
    """An archive that can work; asked without what was found before."""
    settings.MEDIA_ROOT = tmp_path
    sql("TRUNCATE procrastinate_workers, procrastinate_jobs CASCADE")
    sql("INSERT INTO procrastinate_workers DEFAULT VALUES")

    def ask():
        health.look.at = -float("inf")
        answer = Client().get("/readyz")
        return answer.status_code, dict(line.split() for line in answer.text.splitlines())

    yield ask
    sql("TRUNCATE procrastinate_workers, procrastinate_jobs CASCADE")


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_alive_asks_nothing(client):
    answer = client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.text) == (200, "alive\n")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db(transaction=True)
class TestReady:
    def test_each_part_is_a_line(self, ready):
        assert ready() == (200, dict.fromkeys(health.PARTS, "ok"))
        assert Client().get("/readyz").headers["Cache-Control"] == "no-store"

    def test_probes_need_no_name_and_no_https(self, ready, settings):
        settings.ALLOWED_HOSTS = ["archive.example"]
        settings.SECURE_SSL_REDIRECT = True
        assert Client().get("/readyz", headers={"host": "10.0.0.7"}).status_code == 200
        assert Client().get("/works", headers={"host": "10.0.0.7"}).status_code == 400

    def test_a_worker_that_is_gone(self, ready):
        sql("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
        assert ready() == (503, {**dict.fromkeys(health.PARTS, "ok"), "queue": "failing"})

    def test_a_job_that_waits_for_too_long(self, ready):
        sql(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at) "
            "VALUES ('default', 'x', now() - interval '16 minutes')"
        )
        assert ready()[1]["queue"] == "failing"

    def test_a_migration_that_was_not_run(self, ready):
        sql("UPDATE django_migrations SET name = 'other' WHERE app = 'core' AND name LIKE '0001%'")
        try:
            assert ready() == (503, {**dict.fromkeys(health.PARTS, "ok"), "migrations": "failing"})
        finally:
            sql("UPDATE django_migrations SET name = '0001_initial' WHERE name = 'other'")

    def test_storage_that_takes_nothing(self, ready, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path / "gone"
        assert ready() == (503, {**dict.fromkeys(health.PARTS, "ok"), "storage": "failing"})

    def test_nothing_is_left_in_the_storage(self, ready, tmp_path):
        ready()
        assert list(tmp_path.iterdir()) == []

    def test_it_works_while_the_archive_is_closed(self, ready, closed):
        call_command("maintenance", "on", verbosity=0)
        assert ready()[0] == 200

    def test_it_asks_again_only_after_a_while(self, ready, monkeypatch):
        monkeypatch.setattr(health, "KEPT_SECONDS", 5)
        assert ready()[0] == 200
        sql("DELETE FROM procrastinate_workers")
        assert Client().get("/readyz").status_code == 200
        assert ready()[0] == 503


class TestClosed:
    """While the file is there; `manage.py maintenance on` writes it."""

    @pytest.fixture(autouse=True)
    def by_its_keeper(self, closed):
        call_command("maintenance", "on", say="Back at noon, after a <new> roof.")

    def test_every_page_says_so_and_asks_no_database(self, client):
        for page in ("/", "/works", "/works/1", "/admin/", "/accounts/login/", "/nowhere"):
            answer = client.get(page)
            assert answer.status_code == 503, page
            assert answer.headers["Retry-After"] == "120"
            assert answer.headers["Cache-Control"] == "no-store"
            assert "Back at noon, after a &lt;new&gt; roof." in answer.text
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]

    def test_static_files_and_probes_are_there(self, client):
        assert client.get("/static/css/base.css").status_code == 200
        assert client.get("/healthz").status_code == 200

    def test_it_speaks_the_visitors_language(self, client):
        client.cookies["language"] = "ar"
        answer = client.get("/works")
        assert '<html lang="ar" dir="rtl">' in answer.text
        client.cookies["language"] = "xx"
        assert '<html lang="en" dir="ltr">' in client.get("/works").text

    def test_what_somebody_just_sent_comes_back(self, client):
        answer = client.post("/write", {"text": WORDS, "password": "very secret words"})
        assert answer.status_code == 503
        assert WORDS in answer.text
        assert "very secret" not in answer.text

    def test_it_opens_again(self, client, db, closed):
        call_command("maintenance", "off")
        assert not closed.exists()
        assert client.get("/works").status_code == 200
        call_command("maintenance", "off")


def test_the_page_for_a_proxy_stands_alone(capsys):
    call_command("maintenance", "page", language="es")
    page = capsys.readouterr().out
    assert '<html lang="es"' in page
    assert "stylesheet" not in page
    assert "<style>" in page


def test_a_command_that_cannot_write_says_so(settings):
    settings.CLOSED_FILE = settings.BASE_DIR / "manage.py" / "maintenance"
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("maintenance", "on")


@contextlib.contextmanager
def served(tmp_path, database_url):
    """The archive under gunicorn as gunicorn.conf.py starts it: its port and its log."""
    with socket.socket() as listening, (tmp_path / "log").open("w+") as log:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        environment = {
            **os.environ, "FICWRIGHT_MODE": "test", "DATABASE_URL": database_url,
            "FICWRIGHT_VAR": str(tmp_path), "MEDIA_ROOT": str(tmp_path / "media"),
            "SECRET_KEY": "x" * 50, "DJANGO_SETTINGS_MODULE": "archive.settings",
        }  # fmt: skip
        command = ("gunicorn", f"--bind=fd://{listening.fileno()}", "archive.wsgi:application")
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, env=environment, stderr=log,
            pass_fds=[listening.fileno()],
        )  # fmt: skip
        try:
            yield listening.getsockname()[1], lambda: (tmp_path / "log").read_text()
        finally:
            process.terminate()
            process.wait(15)


def visit(port, path, method="GET", body=None):
    visitor = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    visitor.request(method, path, body, headers)
    answer = visitor.getresponse()
    return answer, answer.read().decode()


def test_without_a_database_the_archive_is_closed_not_broken(tmp_path):
    with served(tmp_path, "postgres://ficwright:pa55@127.0.0.1:1/ficwright") as (port, log):
        for path in ("/", "/works/12?q=sesame", "/accounts/login/", "/nowhere"):
            answer, text = visit(port, path)
            assert answer.status == 503, text
            assert answer.headers["Retry-After"] == "120"
            assert "The archive is closed for a moment" in text
        answer, text = visit(port, "/write", "POST", "text=The+lamps+went+out+along+the+harbour.")
        assert answer.status == 503
        assert "The lamps went out along the harbour." in text
        assert visit(port, "/healthz")[0].status == 200
        answer, text = visit(port, "/readyz")
        assert text.startswith("database failing\nmigrations failing\nqueue failing\n")
    assert log().count("503 GET /works/12: ") == 1
    assert "Traceback" not in log()
    assert "sesame" not in log()
    assert "pa55" not in log()
    assert "127.0.0.1 " not in log().replace("127.0.0.1 port", "")  # no access log of gunicorn's


def test_a_database_that_hangs_is_failing_within_a_second(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes visitors and says nothing
        url = f"postgres://ficwright@127.0.0.1:{silent.getsockname()[1]}/ficwright"
        with served(tmp_path, url) as (port, _log):
            visit(port, "/healthz")
            for _ in range(2):
                began = time.monotonic()
                answer, text = visit(port, "/readyz")
                assert answer.status == 503
                assert "database failing" in text
                assert time.monotonic() - began < 1.5


def test_names_of_the_addresses():
    assert (reverse("alive"), reverse("ready")) == ("/healthz", "/readyz")


def test_a_question_that_the_database_refuses_is_a_fault_not_an_absence(db):
    assert is_out_of_reach(OperationalError("connection refused"))
    assert is_out_of_reach(InterfaceError("connection already closed"))
    assert not is_out_of_reach(DataError("value too long"))
    assert not is_out_of_reach(None)
    with pytest.raises(OperationalError) as caught, connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)")
    assert not is_out_of_reach(caught.value)
