"""The log: one line an answer, an id in every line of it, and nothing of a person."""

import io
import logging
import re

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings as project
from django.test import Client
from procrastinate.contrib.django import app

from core.logs.lines import LineFormatter
from intake.models import Source
from tests.cast import PASSWORD, sign_in
from tests.working import work_off

SECRET = "Zebracorn-Pomegranate"
LINE = re.compile(
    r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 INFO [0-9a-f]{10} ficwright\.request "
    r"(GET|POST|HEAD) (\S+) (\d{3}) (\d+ B|-) \d+ ms$"
)


@pytest.fixture
def log():
    """What the project's own handler would write."""
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(LineFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: output.getvalue()
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def broken(settings):
    settings.ROOT_URLCONF = "tests.keeping.faults"


@pytest.fixture
def visitor():
    """A client that is shown the page of a fault, as a browser is."""
    return Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.77")


def requests(text: str) -> list[tuple[str, ...]]:
    found = [LINE.match(line) for line in text.splitlines() if " ficwright.request " in line]
    assert all(found), text
    return [match.groups()[:3] for match in found if match]


def test_the_settings_use_this_formatter():
    assert project.LOGGING["formatters"]["line"]["()"] == "core.logs.lines.LineFormatter"
    assert project.MIDDLEWARE[1] == "core.logs.requests.RequestLogMiddleware"


def test_one_line_an_answer(client, log, story):
    client.get(f"/works/{story.pk}")
    client.head("/works")
    client.get("/works/999999")
    assert requests(log()) == [
        ("GET", f"/works/{story.pk}", "200"),
        ("HEAD", "/works", "200"),
        ("GET", "/works/999999", "404"),
    ]


def test_probes_and_files_are_not_worth_a_line(client, log, db):
    client.get("/healthz")
    client.get("/readyz")
    client.get("/static/css/base.css")
    assert log() == ""


def test_the_id_comes_back_and_is_new_each_time(client, story, settings, log):
    settings.PAGE_SECONDS = 5
    answers = [client.get(f"/works/{story.pk}") for _ in range(3)]
    assert answers[0].content == answers[1].content
    ids = [answer.headers["X-Request-ID"] for answer in answers]
    assert len(set(ids)) == 3
    assert [line.split()[2] for line in log().splitlines()] == ids
    assert {address for _method, address, _status in requests(log())} == {f"/works/{story.pk}"}


def test_an_id_is_taken_from_our_own_proxy_only(client, db, settings):
    given = {"X-Request-ID": "4bf92f3577b34da6"}
    assert client.get("/works", headers=given).headers["X-Request-ID"] != "4bf92f3577b34da6"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert client.get("/works", headers=given).headers["X-Request-ID"] == "4bf92f3577b34da6"
    for odd in ("alice@example.org", "x" * 200, "12", "a\tb", SECRET):
        answer = client.get("/works", headers={"X-Request-ID": odd})
        assert re.fullmatch("[0-9a-f]{10}", answer.headers["X-Request-ID"])


def test_nothing_of_a_person_stands_in_it(broken, visitor, log, alice, bob, story, series, caplog):
    caplog.set_level(logging.DEBUG)
    agent = {"user-agent": f"{SECRET} browser", "referer": f"https://{SECRET}.example/"}
    visitor.get("/works", {"q": SECRET}, headers=agent)
    visitor.get(f"/{SECRET}/alice@example.org")
    visitor.get(f"/users/{SECRET}")
    visitor.get(alice.pen_name.get_absolute_url())
    visitor.get(f"/write/{SECRET}")
    visitor.post("/accounts/login/", {"login": SECRET, "password": SECRET})
    visitor.post("/accounts/password/reset/", {"email": f"{SECRET}@example.org"})
    visitor.get(f"/admin/{SECRET}/?q={SECRET}")
    visitor.post("/write", {"text": SECRET})
    for address in ("/break", "/break/database", "/break/chain", "/suspect", "/forbid"):
        visitor.get(address, {"secret": SECRET}, headers={"cookie": f"language={SECRET}"})
        visitor.post(address, {"text": SECRET}, query_params={"secret": SECRET})
    visitor.get(f"/break/7/{SECRET}/{SECRET}")
    visitor.generic("GET", "/works", headers={"host": f"{SECRET}.example"})
    visitor.generic(SECRET.upper(), "/works")
    strict = Client(enforce_csrf_checks=True)
    strict.post("/write", {"text": SECRET}, headers={"origin": f"https://{SECRET}.example"})
    sign_in(visitor, bob)
    visitor.get("/desk", {"q": SECRET})
    text = log()
    assert len(text.splitlines()) > 40
    for word in (SECRET, SECRET.lower(), SECRET.upper(), "203.0.113", "example", "bob", PASSWORD):
        assert word not in text, [line for line in text.splitlines() if word in line]
    assert alice.pen_name.slug not in text
    assert "GET /break/7/<name>/<token> 500" in text
    assert "GET /write/<token> 404" in text
    assert "GET /? 404" in text


def test_a_reset_link_and_a_check_page_keep_their_secrets(client, alice, log):
    key = f"{user_pk_to_url_str(alice)}-{default_token_generator.make_token(alice)}"
    client.get(f"/accounts/password/reset/key/{key}/")
    source = Source.take(b"A story.", file_name="a.txt", owner=alice)
    client.force_login(alice)
    assert client.get(f"/write/{source.token}").status_code == 200
    assert key not in log()
    assert key.partition("-")[2] not in log()
    assert source.token not in log()
    assert [address for _method, address, _status in requests(log())] == [
        "/accounts/password/reset/key/<uidb36>-<key>/",
        "/write/<token>",
    ]


def test_a_fault_is_told_with_its_id_in_every_line(broken, visitor, log, db):
    answer = visitor.get("/break/code")
    name = answer.headers["X-Request-ID"]
    assert f"<code>{name}</code>" in answer.text
    lines = log().splitlines()
    assert all(name in line for line in lines)
    assert "500 GET /break/code" in lines[0]
    assert "in breaks_in_code" in log()
    assert "AttributeError: 'WSGIRequest' object has no attribute 'no_such_thing'" in log()
    assert requests(log()) == [("GET", "/break/code", "500")]


def test_a_fault_in_the_database_tells_its_code_and_no_values(broken, visitor, log, db):
    visitor.get("/break/database", {"secret": SECRET})
    assert "django.db.utils.DataError: 22P02" in log()
    assert SECRET not in log()


def test_a_chain_of_faults_is_told_whole(broken, visitor, log, db):
    visitor.get("/break/chain", {"secret": SECRET})
    assert log().index("builtins.ValueError") < log().index("django.db.utils.DatabaseError")


@pytest.mark.django_db(transaction=True)
def test_a_task_is_one_line_without_what_it_was_given(log):
    @app.task(name="tests.whisper", queue="tests")
    def whisper(word):
        assert word != "fail", word

    whisper.defer(word=SECRET)
    whisper.defer(word="fail")
    work_off(["tests"])
    assert re.search(
        r" INFO - procrastinate\.worker task tests\.whisper job \d+ done \d+ ms\n", log()
    )
    assert re.search(
        r" ERROR - procrastinate\.worker task tests\.whisper job \d+ failed \d+ ms\n", log()
    )
    assert SECRET not in log()
    assert "word=" not in log()


def test_what_gunicorn_says_of_visitors_is_left_out():
    def written(message, *words):
        record = logging.LogRecord("gunicorn.error", 30, "", 0, message, words, None)
        return LineFormatter().format(record)

    assert "203.0.113.77" not in written("Invalid request from ip=203.0.113.77: Invalid Method 'x'")
    assert SECRET not in written("Error handling request %s %s", "GET", f"/write/{SECRET}")
    assert "Booting worker" in written("Booting worker with pid: %s", 12)


def test_a_line_break_begins_no_line_of_its_own():
    record = logging.LogRecord("x", 20, "", 0, "one\n2026-01-01 INFO forged", (), None)
    assert LineFormatter().format(record).splitlines()[1].startswith("  - ")
