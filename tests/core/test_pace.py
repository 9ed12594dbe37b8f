"""How often one may write and how fast one may read: members by account, guests by address."""

import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from core import limits, pace
from core.models import Limit

pytestmark = pytest.mark.django_db
PACE = limits.Pace(account=(4, 600), young=(2, 900), address=(3, 600))


@pytest.fixture
def clock(monkeypatch):
    """clock(30) moves the time of limits on; it begins with a window."""
    now = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])

    def move(seconds: float):
        now[0] += seconds

    return move


@pytest.fixture
def ask(rf):
    """ask(bob) or ask(): the seconds that this person has to wait."""

    def ask(user=None, address="198.51.100.7", **options) -> int:
        request = rf.post("/", REMOTE_ADDR=address)
        request.user = user or AnonymousUser()
        return limits.pause(request, "thing", PACE, **options)

    return ask


def grown(user, days=8):
    user.date_joined = user.date_joined - timedelta(days=days)
    return user


def test_guests_get_slower_and_are_never_shut_out(ask, clock):
    assert [ask(), ask(), ask()] == [0, 0, 0]
    for pause in (30, 60, 120, 240, 300, 300, 300):
        assert ask() == pause
        clock(pause - 1)
        assert ask() == 1  # who does not wait loses nothing by asking
        clock(1)
        assert ask() == 0
    clock(300 + 600)
    assert [ask(), ask(), ask()] == [0, 0, 0]
    assert ask() == 30


def test_an_address_counts_for_itself_and_is_not_stored(ask, clock):
    assert [ask(), ask(), ask()] == [0, 0, 0]
    assert ask(address="198.51.100.8") == 0
    for n in range(3):
        assert ask(address=f"2001:db8::{n}") == 0
    assert ask(address="2001:db8::9") == 30  # one household
    for n in range(20, 26):
        assert ask(address=f"::ffff:198.51.100.{n}") == 0  # none
    assert ask(address="::ffff:198.51.100.7") == 30  # as ever
    assert not Limit.objects.filter(key__contains="198.51").exists()


def test_members_are_counted_by_account_and_the_young_tighter(ask, bob, dana, clock):
    assert [ask(bob), ask(bob)] == [0, 0]
    assert ask(bob) == 900
    assert ask(dana) == 0
    assert [ask(bob, is_at_home=True) for _n in range(4)] == [0] * 4
    clock(100)
    assert ask(bob, is_at_home=True) == 500
    assert ask(bob) == 800
    old = grown(dana)
    assert [ask(old) for _n in range(4)] == [0] * 4
    assert ask(old) == 500
    clock(500)
    assert ask(old) == 0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "in 1 second"), (90, "in 90 seconds"), (91, "in 2 minutes"), (899, "in 15 minutes"),
        (5_401, "in 2 hours"),
    ],
)  # fmt: skip
def test_when_is_said_in_words(seconds, words):
    assert limits.in_words(seconds) == words


# Reading


@pytest.fixture
def counted(settings, monkeypatch, clock):
    """Pages are counted, and few are enough."""
    settings.READING_LIMITS = True
    monkeypatch.setattr(pace, "counts", pace.Counts())
    monkeypatch.setattr(pace, "FREE", 3)
    monkeypatch.setattr(pace, "ADDRESS", 6)
    monkeypatch.setattr(pace, "MEMBER", 12)
    monkeypatch.setattr(pace, "WORKERS", 2)


def read(client, times=1, page="/help", **headers) -> list[int]:
    return [client.get(page, **headers).status_code for _time in range(times)]


def test_who_reads_faster_than_anybody_waits(client, counted, clock):
    assert read(client, 3) == [200] * 3
    clock(120)
    refused = client.get("/help")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "180"
    assert "Load this page again in 3 minutes." in refused.text
    assert "Sign in" in refused.text
    assert refused.headers["Cache-Control"] == "no-store"
    assert read(client, REMOTE_ADDR="203.0.113.9") == [200]
    assert read(client, page="/accounts/login/") == [200]
    assert read(client, page="/healthz") == [200]
    clock(180)
    assert read(client) == [200]


def test_the_refusal_speaks_the_visitors_language(client, counted):
    read(client, 3)
    client.cookies["language"] = "ar"
    assert 'lang="ar" dir="rtl"' in client.get("/help").text


def test_a_member_is_counted_for_herself(client, counted, bob):
    read(client, 4)
    client.force_login(bob)
    assert read(client, 6) == [200] * 6
    assert read(client, 2) == [429] * 2
    assert "Sign in" not in client.get("/help").text
    stranger = Client()
    stranger.cookies["sessionid"] = "forged"
    assert read(stranger) == [429]


def test_what_is_no_page_is_not_counted(client, counted):
    assert read(client, 9, page="/look.css") == [200] * 9
    for _time in range(9):
        client.post("/language", {"language": "en", "next": "/help"})
    assert read(client) == [200]


def test_behind_a_proxy_that_is_not_counted_nobody_pays_for_others(client, counted):
    proxied = {"HTTP_X_FORWARDED_FOR": "198.51.100.7"}
    assert read(client, 9, REMOTE_ADDR="127.0.0.1", **proxied) == [200] * 9
    assert read(client, 4, REMOTE_ADDR="8.8.4.4", **proxied) == [200] * 3 + [429]  # her own word


def test_a_refusal_costs_no_question_to_the_database(
    client, counted, settings, django_assert_num_queries
):
    settings.SITE_SETTINGS_SECONDS = 60
    read(client, 3)
    with django_assert_num_queries(0):
        assert read(client, 3) == [429] * 3


def test_no_address_is_refused_below_300_pages_however_many_processes():
    for workers in (1, 2, 3, 8, 64):
        assert max(pace.FREE, pace.ADDRESS // workers) >= 300
        assert max(pace.FREE, pace.MEMBER // workers) >= 300


def test_the_memory_of_it_is_bounded(monkeypatch, clock):
    monkeypatch.setattr(pace, "KEYS", 100)
    counts = pace.Counts()
    for _time in range(5):
        counts.add("the scraper")
    for n in range(1_000):
        counts.add(f"visitor {n}")
    assert len(counts.pages) <= 100
    assert counts.of("the scraper") == 5
    for n in range(300):
        for _time in range(3):
            counts.add(f"many {n}")
    assert len(counts.pages) <= 100
    clock(pace.SECONDS)
    assert counts.of("the scraper") == 0
    assert counts.pages == {}
