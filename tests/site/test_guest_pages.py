"""A guest's page is the same for every guest: no cookie, no token, nothing of a person."""

import re
import time

import pytest
from django.core.cache import caches
from django.test import Client

from stories.models import Story
from tests.cast import publish_story

SWITCH = '<form class="languages" method="post" action="/language">'
PAGES = ["story", "chapter", "navigate", "works", "home", "fandoms", "pen_name", "series"]


@pytest.fixture
def addresses(long_story, series):
    first = long_story.chapters.first()
    pen_name = long_story.bylines.get().pen_name
    return {
        "story": f"/works/{long_story.pk}",
        "chapter": f"/works/{long_story.pk}/chapters/{first.pk}",
        "navigate": f"/works/{long_story.pk}/navigate",
        "works": "/works",
        "home": "/",
        "fandoms": "/fandoms",
        "pen_name": pen_name.get_absolute_url(),
        "series": series.get_absolute_url(),
    }


@pytest.mark.parametrize("name", PAGES)
def test_it_is_public_for_a_minute_at_most_and_sets_no_cookie(addresses, name):
    response = Client().get(addresses[name])
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert "Cookie" in response.headers["Vary"]
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.text
    # The switch of the language needs no token, nor does what only asks for a list; all other
    # forms stand at their own addresses.
    forms = set(re.findall("<form[^>]*>", response.text))
    assert {form for form in forms if "method" in form} == {SWITCH}


@pytest.mark.parametrize("name", PAGES)
def test_it_is_the_same_to_the_byte_whatever_other_cookies_come(addresses, name):
    plain = Client().get(addresses[name]).content
    odd = Client(headers={"cookie": "csrftoken=abc; messages=x; writing=y; guest=z; theme=dark"})
    assert odd.get(addresses[name]).content == plain
    spanish = Client(headers={"accept-language": "es", "user-agent": "Another"})
    assert spanish.get(addresses[name]).content == plain


@pytest.mark.parametrize("cookie", ["sessionid", "language", "consent", "exclusions"])
@pytest.mark.parametrize("name", PAGES)
def test_with_a_personal_cookie_it_is_private(addresses, name, cookie):
    response = Client(headers={"cookie": f"{cookie}=1"}).get(addresses[name])
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in response.headers.get("Vary", "Cookie")


@pytest.mark.parametrize("name", PAGES)
def test_a_member_never_gets_a_page_that_may_be_kept(addresses, name, bob, client):
    client.force_login(bob)
    assert client.get(addresses[name]).headers["Cache-Control"] == "private, no-store"


def test_the_gate_is_private_and_sets_nothing(mature_story, client):
    gate = client.get(mature_story.get_absolute_url())
    assert "adult content" in gate.text
    assert "It rained." not in gate.text
    assert gate.headers["Cache-Control"] == "private, no-store"
    assert not gate.cookies


@pytest.mark.parametrize("rating", ["not_rated", "mature", "explicit"])
def test_gated_stories_ask_first_and_carry_the_answer_in_their_links(client, alice, rating):
    story = publish_story(alice, texts=["<p>One.</p>", "<p>Two.</p>"], rating=rating)
    address = story.get_absolute_url()
    assert "One." not in client.get(address).text
    page = client.get(address + "?view_adult=true")
    assert "One." in page.text
    assert not page.cookies
    second = story.chapters.last()
    assert f'href="{second.get_absolute_url()}?view_adult=true"' in page.text
    contents = client.get(address + "/navigate?view_adult=true").text
    assert f'href="{second.get_absolute_url()}"' in contents


@pytest.mark.parametrize("rating", ["general", "teen"])
def test_other_stories_do_not_ask(client, alice, rating):
    assert "It rained." in client.get(publish_story(alice, rating=rating).get_absolute_url()).text


def test_do_not_ask_again_is_a_post_of_its_own(mature_story, client):
    address = mature_story.get_absolute_url()
    assert not client.get("/consent", {"next": address}).cookies.get("consent")
    answer = client.post("/consent", {"next": address})
    assert answer.headers["Location"] == address
    assert client.cookies["consent"].value == "adult"
    assert "It rained." in client.get(address).text


def test_consent_does_not_send_anybody_elsewhere(client, db):
    assert client.post("/consent", {"next": "https://evil.example/"}).headers["Location"] == "/"


def test_hiding_acts_within_the_life_of_a_kept_page(client, story, settings):
    settings.PAGE_SECONDS = 5
    address = story.get_absolute_url()
    assert client.get(address).status_code == 200
    Story.objects.get(pk=story.pk).hide("Spam")
    assert client.get(address).status_code == 200  # kept in the process, for 5 seconds at most
    assert 0 < min(caches["pages"]._expire_info.values()) - time.time() <= 5
    settings.PAGE_SECONDS = 0
    assert client.get(address).status_code == 404


def test_a_kept_page_is_the_page(client, story, settings):
    settings.PAGE_SECONDS = 5
    first = client.get(story.get_absolute_url())
    second = client.get(story.get_absolute_url())
    assert first.content == second.content
    for header in ("Content-Type", "Cache-Control", "Content-Security-Policy", "Vary"):
        assert first.headers[header] == second.headers[header]
