"""The server is killed in the middle of a save: what it acknowledged is there, and the same text,
sent once more, is taken for the same."""

import http.client
import json
import time
from threading import Thread

import pytest
from django.test import Client

from stories.models import Draft
from tests.cast import write_story
from tests.stories.killed import Server, signed_in
from tests.stories.test_autosave import began, draft_of

TEXT = "The lamps went out along the harbour, one after the other. " * 1_500


@pytest.fixture
def server():
    server = Server()
    yield server
    server.kill()


def save_until_killed(server, address, cookies, seen, *, after: float) -> tuple[int, dict, dict]:
    """Saves follow each other until the server dies → how many were acknowledged, which text the
    last of them left, and what was under way."""
    server.start()
    acknowledged, sent = 0, {}
    killing = None
    try:
        while True:
            sent = {"html": f"{acknowledged + 1} {TEXT}", **seen}
            if acknowledged == 1 and killing is None:
                killing = Thread(target=lambda: (time.sleep(after), server.kill()))
                killing.start()
            status, body = server.ask("POST", address, sent, cookies)
            assert status == 200
            answer = json.loads(body)
            seen = {"seen": answer["stand"], "seen-text": answer["seen_text"]}
            acknowledged += 1
    except (OSError, http.client.HTTPException):
        killing.join()
    return acknowledged, seen, sent


def drill(server, alice, after: float) -> None:
    chapter = write_story(alice).chapters.get()
    client = Client()
    client.force_login(alice)
    cookies, address = signed_in(alice), draft_of(chapter)
    seen = began(client, chapter)
    acknowledged, _seen, sent = save_until_killed(server, address, cookies, seen, after=after)
    assert acknowledged >= 1
    there = Draft.objects.get(chapter=chapter).html
    assert there.startswith((f"<p>{acknowledged} The", f"<p>{acknowledged + 1} The"))
    assert there.count("harbour") == TEXT.count("harbour")  # whole
    server.start()
    status, _body = server.ask("POST", address, sent, cookies)  # as the browser does
    assert status == 200
    assert Draft.objects.get(chapter=chapter).html.startswith(f"<p>{acknowledged + 1} The")
    assert chapter.revisions.count() == 0


@pytest.mark.django_db(transaction=True)
def test_what_was_acknowledged_outlives_a_server_that_is_killed(server, alice):
    drill(server, alice, after=0.02)


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("after", [0, 0.005, 0.01, 0.03, 0.05, 0.08, 0.12, 0.2])
def test_wherever_it_is_killed(server, alice, after):
    drill(server, alice, after)
