"""Addresses longer than any of ours, as the server itself takes them: each gets a page of the
archive that says what of it was not read, and nobody keeps it."""

import http.client
import re
from urllib.parse import quote

import pytest
from django.core.cache import caches

from tests.cast import publish_story
from tests.stories.killed import Server

CHINESE, FOUR_BYTES, ARABIC = "雨", "\U00020000", "ش"
MANY = 10_000


@pytest.fixture
def server(transactional_db):
    server = Server()
    yield server
    server.kill()


def ask(server, address, **headers):
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        line.request("GET", address, headers=headers)
        answer = line.getresponse()
        return answer, answer.read().decode()
    finally:
        line.close()


def test_ten_thousand_letters_of_any_script_get_a_page_that_says_what_was_not_read(server, alice):
    publish_story(alice)
    server.start()
    for letter in (CHINESE, FOUR_BYTES, ARABIC, "x"):
        asked = f"/works?q={quote(letter * MANY)}"
        answer, page = ask(server, asked, **{"HX-Current-URL": f"http://127.0.0.1{asked}"})
        assert answer.status == 200, letter
        assert re.search("Only the first 2,?000 characters were read.", page)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert ask(server, f"/accounts/login/?next={quote(asked)}")[0].status == 200
    assert ask(server, f"/works/filters?fandom={quote(CHINESE * MANY)}")[0].status == 200
    assert ask(server, f"/{quote(CHINESE * MANY)}")[0].status == 404
    assert ask(server, "/works?" + "&".join(["rating=teen"] * MANY))[0].status == 200


def test_a_line_without_an_end_is_not_waited_for(server, db):
    server.start()
    answer, _text = ask(server, "/works?q=" + "x" * 1024 * 1024)
    assert answer.status == 414


def test_they_are_neither_kept_nor_logged(client, story, settings, caplog):
    settings.PAGE_SECONDS = 5
    for query in ("q=" + "sesame" * 1_000, "&".join(["sesame"] * 1_001)):
        answer = client.get(f"/works?{query}")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "sesame" not in caplog.text
    kept = "\n".join(caches["pages"]._cache)
    assert "sesame" not in kept
    client.get("/works?q=sesame")
    before = len(caches["pages"]._cache)
    assert client.get("/works?q=sesame").headers["Cache-Control"].startswith("public")
    assert len(caches["pages"]._cache) == before
