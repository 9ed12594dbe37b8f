"""A list that was found is shown, though there was no time to count it."""

import re

import pytest

from discovery.models import MutedTag
from discovery.search import counting, statements
from tags.models import Tag
from tests.cast import publish_story

pytestmark = pytest.mark.django_db(transaction=True)  # what is cancelled ends its transaction
WAITS = (
    "SELECT count(*) FROM (SELECT FROM stories_listing WHERE {fits} LIMIT %s) found, pg_sleep(9)"
)


@pytest.fixture
def counting_takes_long(monkeypatch):
    monkeypatch.setattr(statements, "SECONDS", 0.7)
    monkeypatch.setattr(counting, "COUNT", WAITS)


@pytest.fixture
def stories(alice):
    stories = [publish_story(alice, f"Story {number:03}") for number in range(23)]
    stories[0].freeforms.set(["Angst"])
    stories[0].refresh_listing()
    return stories


def cards(page) -> int:
    return len(re.findall(r">Story \d+<", page.text))


def count(page) -> str:
    return re.search(r'id="count"[^>]*>([^<]*)<', page.text)[1]


def test_what_cannot_be_counted_in_time_is_more_than_what_stands_there(
    client, stories, counting_takes_long
):
    first = client.get("/works")
    assert (first.status_code, cards(first), count(first)) == (200, 20, "More than 20 stories")
    second = client.get(re.search(r'rel="next" href="([^"]+)"', first.text)[1])
    assert (second.status_code, cards(second), count(second)) == (200, 3, "More than 3 stories")
    beyond = client.get("/works?after=1-1")
    assert (beyond.status_code, cards(beyond), count(beyond)) == (200, 0, "")


@pytest.mark.parametrize("query", ["", "?q=story&sort=words", "?rating=general"])
def test_what_is_hidden_is_not_said_where_it_cannot_be_counted(
    client, bob, stories, counting_takes_long, query
):
    MutedTag.objects.create(user=bob, tag=Tag.objects.get(name="Angst"))
    client.force_login(bob)
    page = client.get(f"/works{query}")
    assert page.status_code == 200
    assert "hidden by your exclusions" not in page.text


def test_a_short_list_is_shown_where_only_what_is_hidden_takes_long(
    client, bob, stories, counting_takes_long
):
    MutedTag.objects.create(user=bob, tag=stories[1].fandoms.get())
    client.force_login(bob)
    page = client.get("/works")
    assert (page.status_code, cards(page), count(page)) == (200, 0, "0 stories")


def test_nobody_waits_a_second_time_for_a_number_that_took_too_long(
    client, stories, counting_takes_long, settings, monkeypatch
):
    settings.PAGE_SECONDS = 60
    asked = []
    rows = statements.rows
    monkeypatch.setattr(statements, "rows", lambda sql, *rest, **told: (
        asked.append("pg_sleep" in sql), rows(sql, *rest, **told)
    )[1])  # fmt: skip
    client.cookies["language"] = "en"  # whose pages are kept by nobody
    for _visit in range(2):
        assert count(client.get("/works")) == "More than 20 stories"
    assert sum(asked) == 1
