"""Reads: at most one a reader and day, buffered, a lower bound, the author's alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import DaySalt
from reviews import limits
from reviews.models import ReadSeen
from reviews.tasks import add_up_reads, forget_reads
from stories.models import Tally

PHONE = {"REMOTE_ADDR": "203.0.113.7", "HTTP_USER_AGENT": "Phone of a reader"}
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def reader(db):
    return Client(enforce_csrf_checks=True, **PHONE, **OURS)


def read(client, pk, **headers):
    answer = client.post(f"/works/{pk}/read", **headers)
    assert (answer.status_code, answer.content, list(answer.cookies)) == (204, b"", [])


def reads(story) -> int:
    add_up_reads(0)
    return Tally.objects.get(story=story).reads


def test_the_same_reader_counts_once_a_day(reader, story, monkeypatch):
    for _page in range(3):
        read(reader, story.pk)
    assert reads(story) == 1
    assert reads(story) == 1  # what is counted is not counted again
    read(reader, story.pk, REMOTE_ADDR="203.0.113.8")
    assert reads(story) == 2
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    read(reader, story.pk)
    assert reads(story) == 3


def test_nothing_that_is_kept_names_anyone(reader, story):
    read(reader, story.pk)
    kept = f"{ReadSeen.objects.values().get()} {DaySalt.objects.values().get()}"
    assert PHONE["REMOTE_ADDR"] not in kept and PHONE["HTTP_USER_AGENT"] not in kept


def test_members_stories_count_and_what_readers_do_not_see_does_not(
    reader, members_story, draft, hidden_story
):
    for story in (members_story, draft, hidden_story):
        read(reader, story.pk)
    assert reads(members_story) == 1
    assert reads(draft) == reads(hidden_story) == 0
    assert ReadSeen.objects.count() == 1


def test_what_is_not_there_costs_the_same_questions(reader, story, draft):
    read(reader, story.pk)

    def questions(pk) -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            read(reader, pk)
        return [" ".join(query["sql"].split()[:3]) for query in asked]

    assert questions(draft.pk) == questions(999_999) == questions(story.pk)
    assert len(questions(story.pk)) <= 3  # the settings, the limit, the read


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "", "HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_SEC_FETCH_SITE": "", "HTTP_ORIGIN": "null"},
    ],
)
def test_other_sites_count_nothing(reader, story, headers):
    read(reader, story.pk, **headers)
    assert not ReadSeen.objects.exists()


def test_a_browser_that_knows_only_origins_counts(reader, story):
    read(reader, story.pk, HTTP_SEC_FETCH_SITE="", HTTP_ORIGIN="http://testserver")
    assert reads(story) == 1


def test_what_is_too_much_of_one_address_is_not_counted_and_not_said(reader, story, monkeypatch):
    monkeypatch.setitem(limits.READS, "at_most", 2)
    for n in range(4):
        read(reader, story.pk, HTTP_USER_AGENT=f"Browser {n}")
    assert reads(story) == 2


def test_what_is_older_than_a_day_is_forgotten_and_counted(reader, story, long_story):
    read(reader, long_story.pk)
    ReadSeen.objects.update(day=timezone.now() - timedelta(days=2))
    read(reader, story.pk)
    forget_reads(0)
    assert [row.story_id for row in ReadSeen.objects.all()] == [story.pk]
    assert Tally.objects.get(story=long_story).reads == 1


def test_readers_pages_bring_the_beacon_and_the_authors_do_not(
    client, alice, bob, story, draft, hidden_story
):
    beacon = f'data-read="/works/{story.pk}/read"'
    assert beacon in client.get(story.get_absolute_url()).text
    client.force_login(bob)
    assert beacon in client.get(story.get_absolute_url()).text
    client.force_login(alice)
    for one in (story, draft, hidden_story):
        assert "data-read" not in client.get(one.get_absolute_url()).text
    assert "data-read" not in client.get(f"/works/{story.pk}/preview").text


def test_who_may_not_write_reads_all_the_same(reader, bob, story):
    bob.suspended_at = timezone.now()
    bob.save()
    reader.force_login(bob)
    read(reader, story.pk)
    assert reads(story) == 1


def test_nobody_else_learns_the_figure(client, alice, bob, mod, story):
    Tally.objects.filter(story=story).update(reads=48_151)
    for user in (None, bob, mod, alice):
        if user:
            client.force_login(user)
        for address in (story.get_absolute_url(), "/works"):
            assert "48,151" not in client.get(address).text
    assert "48,151" in client.get(f"/works/{story.pk}/figures").text
