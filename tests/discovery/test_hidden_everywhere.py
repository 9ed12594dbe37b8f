"""Wherever stories are listed, a line says how many her exclusions hide, and leads to them."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from discovery import front
from discovery.models import MutedTag
from stories.models import Listing, Story
from tags.models import Tag
from tests.cast import publish_story


@pytest.fixture
def stories(alice):
    """Of one fandom; the second and the fourth are angst."""
    stories = [publish_story(alice, f"Story {number:03}") for number in range(5)]
    for number in (1, 3):
        stories[number].freeforms.set(["Angst"])
    Listing.refresh(story.pk for story in stories)
    return stories


@pytest.fixture
def reader(client, bob, stories):
    MutedTag.objects.create(user=bob, tag=Tag.objects.get(kind="freeform", name="Angst"))
    client.force_login(bob)
    return client


def titles(page) -> list[str]:
    return sorted(re.findall(r">(Story \d+)<", page.text))


def look(client, page, address: str):
    """Past the exclusions, as the line above the list leads."""
    link = html.unescape(re.search(r'href="([^"]+)" rel="nofollow">look<', page.text)[1])
    return client.get(f"{address}{link}" if link.startswith("?") else link)


@pytest.mark.parametrize("name", ["home", "like"])
def test_it_stands_above_lists_that_nobody_narrows(reader, stories, name, client):
    address = {"home": "/", "like": f"/works/{stories[0].pk}/like"}[name]
    page = reader.get(address)
    assert "2 hidden by your exclusions" in page.text
    assert {"Story 001", "Story 003"}.isdisjoint(titles(page))
    looked = look(reader, page, address)
    assert {"Story 001", "Story 003"} <= {*titles(looked)}
    assert "hidden by your exclusions" not in looked.text
    back = re.search(r'href="([^"]+)" rel="nofollow">Keep them out again<', looked.text)[1]
    assert titles(reader.get(back)) == titles(page)
    client.logout()
    assert "exclusions:" not in client.get(address).text


def test_the_first_page_counts_what_would_stand_among_its_newest(reader, monkeypatch):
    monkeypatch.setattr(front, "NEWEST", 1)
    assert "hidden by your exclusions" not in reader.get("/").text  # the newest is none of them
    monkeypatch.setattr(front, "NEWEST", 2)
    assert "1 hidden by your exclusions" in reader.get("/").text
    monkeypatch.setattr(front, "MORE", 2)
    assert "At least 1 hidden by your exclusions" in reader.get("/").text


def test_where_all_is_kept_out_only_that_is_said(client, bob, stories):
    fandom = stories[0].fandoms.get()
    MutedTag.objects.create(user=bob, tag=fandom)
    client.force_login(bob)
    for address, empty in {
        fandom.get_absolute_url(): "No story with this tag.",
        f"{fandom.get_absolute_url()}?rating=general": "No story is like that.",
        "/works": "No story here yet.",
        "/": "No story yet.",
        f"/works/{stories[0].pk}/like": "No other story shares a tag",
    }.items():
        page = client.get(address)
        assert "5 hidden by your exclusions" in page.text or "4 hidden" in page.text, address
        assert empty not in page.text, address
    assert "No story is like that." in client.get("/works?rating=explicit").text


# Something old


def test_years_ago_today_goes_by_the_day_of_publication(client, stories, monkeypatch):
    now = timezone.localtime().replace(month=3, day=14, hour=12)
    monkeypatch.setattr(timezone, "localdate", lambda: now.date())
    monkeypatch.setattr(front, "NEWEST", 2)
    before = now.replace(year=now.year - 4)
    Story.objects.filter(pk=stories[0].pk).update(
        published_at=before, revised_at=before + timedelta(days=100)
    )
    Story.objects.filter(pk=stories[1].pk).update(
        published_at=before - timedelta(days=500), revised_at=before.replace(year=now.year - 2)
    )
    Listing.refresh(story.pk for story in stories)
    page = client.get("/").text
    assert "4 years ago today" in page
    assert ">Story 000<" in page and ">Story 001<" not in page
