"""A series is one of the lists: searched, narrowed and sorted, in its own order unless another is
asked for; and a pen name leads to all of its series."""

import html
import re

import pytest
from django.utils import timezone

from discovery import words
from discovery.models import MutedTag
from discovery.views import lists
from discovery.views import series as views
from stories.models import Series, Story
from tags.models import Tag
from tests.cast import SECRET, publish_story, write_story

PLACES = [2, 1, 3, 0]  # of the stories, by when they were published


@pytest.fixture
def stories(alice):
    stories = [publish_story(alice, f"Story {number:03}") for number in range(4)]
    stories[1].freeforms.set(["Angst"])
    stories[1].refresh_listing()
    Story.objects.filter(pk=stories[3].pk).update(rating="teen")
    stories[3].refresh_listing()
    words.indexing.refresh([story.pk for story in stories])
    return stories


@pytest.fixture
def series(alice, stories):
    """The stories in another order than they were published, and a draft."""
    series = Series.objects.create(title="Harbour Papers")
    series.pen_names.add(alice.pen_name)
    series.add(write_story(alice, f"{SECRET} draft"))
    for place in PLACES:
        series.add(stories[place])
    publish_story(alice, "Story 999")
    return series


@pytest.fixture
def address(series):
    return series.get_absolute_url()


def titles(page) -> list[str]:
    return re.findall(r">(Story \d+)<", page.text)


def said(page, id: str) -> str:
    return re.search(rf'id="{id}"[^>]*>([^<]*)<', page.text)[1]


OWN = ["Story 002", "Story 001", "Story 003", "Story 000"]


def test_it_stands_in_its_own_order_and_in_others(client, address):
    page = client.get(address)
    assert titles(page) == OWN
    assert '<option value="" selected>Order of the series</option>' in page.text
    assert titles(client.get(f"{address}?order=reversed")) == OWN[::-1]
    by_title = client.get(f"{address}?sort=title")
    assert titles(by_title) == sorted(OWN)
    assert '<option value="title" selected>' in by_title.text
    assert client.get(f"{address}?sort=&rating=teen").url == f"{address}?rating=teen"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=story+-angst", ["Story 002", "Story 003", "Story 000"]),
        ("rating=teen", ["Story 003"]),
        ("not-freeform=Angst&sort=title", ["Story 000", "Story 002", "Story 003"]),
        ("q=story&sort=relevance&order=reversed", sorted(OWN)),
        ("q=rained&in=text", OWN),
        ("freeform=Angst&match=any&by=Maud+Thornapple", OWN),
        ("rating=explicit", []),
        ("rating=explicit&sort=words", []),
        ("q=rained&in=text&sort=title&order=reversed", sorted(OWN, reverse=True)),
    ],
)
def test_it_is_searched_and_narrowed_within_itself(client, address, query, found):
    page = client.get(f"{address}?{query}")
    assert titles(page) == found
    assert said(page, "count") == f"{len(found)} {'story' if len(found) == 1 else 'stories'}"
    assert "random" not in page.text and "Save this filter" not in page.text


def test_its_filters_count_its_own_stories(client, address):
    page = client.get(f"{address}/filters?rating=teen")
    assert page.status_code == 200
    assert f'action="{address}"' in page.text
    assert re.search(r'General[^<]*</bdi>(?! <span class="number">)', page.text)
    every = client.get(f"{address}/filters").text
    assert re.search(r'General[^<]*</bdi> <span class="number">3<', every)


def test_its_authors_draft_stands_in_it_for_them_alone(client, address, alice):
    assert SECRET not in client.get(address).text
    assert client.get(f"{address}/filters").status_code == 200
    client.force_login(alice)
    page = client.get(address)
    assert SECRET in page.text
    assert said(page, "count") == "5 stories"
    by_title = client.get(f"{address}?sort=title")
    assert (titles(by_title), said(by_title, "count")) == (sorted(OWN), "4 stories")


def test_a_series_of_nothing_that_is_out_has_no_filters(client, bob, alice):
    series = Series.objects.create(title=SECRET)
    series.add(write_story(alice, "Unseen"))
    client.force_login(bob)
    for address in (series.get_absolute_url(), f"{series.get_absolute_url()}/filters"):
        assert client.get(address).status_code == 404


def test_it_says_what_she_keeps_out_in_every_order(client, bob, address):
    MutedTag.objects.create(user=bob, tag=Tag.objects.get(kind="freeform", name="Angst"))
    client.force_login(bob)
    for query in ("", "?sort=title", "?q=story", "?order=reversed"):
        page = client.get(f"{address}{query}")
        assert "Story 001" not in titles(page) and len(titles(page)) == 3
        assert "1 hidden by your exclusions" in page.text
        look = re.search(r'href="([^"]+)" rel="nofollow">look<', page.text)[1]
        assert "Story 001" in titles(client.get(html.unescape(look)))
    assert "<dd>4</dd>" in client.get(address).text
    assert "hidden by" not in client.get(f"{address}?rating=teen").text


def test_its_own_order_is_paged_by_numbers_and_others_by_key(client, alice):
    series = Series.objects.create(title="Long")
    for number in range(45):
        series.add(publish_story(alice, f"Story {number:03}"))
    address = series.get_absolute_url()
    found = [title for page in (1, 2, 3) for title in titles(client.get(f"{address}?page={page}"))]
    assert found == [f"Story {number:03}" for number in range(45)]
    second = client.get(f"{address}?page=2&rating=general")
    assert titles(second)[0] == "Story 020"
    numbers = re.findall(r'<li><a href="([^"]+)">(\d)</a>', second.text)
    assert numbers == [
        (f"{address}?rating=general", "1"),
        (f"{address}?rating=general&amp;page=3", "3"),
    ]
    assert "is not known here" not in second.text
    for page in ("0", "-1", "99999999999999999999", "x", "\0", "٣"):
        assert client.get(address, {"page": page}).status_code == 200
    by_title, seen = f"{address}?sort=title", []
    while by_title:
        page = client.get(by_title)
        assert "pagination" not in page.text
        seen += titles(page)
        older = re.search(r'rel="next" href="([^"]+)"', page.text)
        by_title = html.unescape(older[1]) if older else ""
    assert seen == found


def test_of_many_pages_only_those_nearby_are_named(client, alice, monkeypatch):
    monkeypatch.setattr("discovery.in_series.PAGE", 1)
    series = Series.objects.create(title="Long")
    story = publish_story(alice, "Story 000")
    series.add(story)
    for _number in range(24):
        story.pk = None
        story._state.adding = True
        story.published_at = timezone.now()
        story.save()
        series.add(story)
    page = client.get(f"{series.get_absolute_url()}?page=12")
    numbers = re.findall(r"<li>(?:<a [^>]*>|<span[^>]*>)([^<]+)<", page.text)
    pages = [number for number in numbers if number.isdecimal() or number == "…"]
    assert len(pages) < 14 and {"1", "…", "11", "12", "13", "25"} <= {*pages}


def test_a_pen_name_leads_to_all_its_series(client, alice, story, monkeypatch):
    monkeypatch.setattr(lists, "SERIES", 2)
    monkeypatch.setattr(views, "PAGE", 3)
    name = alice.pen_name
    for number in range(5):
        one = Series.objects.create(title=f"Series {number}")
        one.pen_names.add(name)
        one.add(story)
    unseen = Series.objects.create(title=SECRET)
    unseen.pen_names.add(name)
    unseen.add(write_story(alice, "Unseen"))
    page = client.get(name.get_absolute_url()).text
    assert re.findall(r"Series \d", page) == ["Series 4", "Series 3"]
    address = re.search(r'href="([^"]+)">All series<', page)[1]
    first = client.get(address).text
    assert re.findall(r"Series \d", first) == ["Series 4", "Series 3", "Series 2"]
    older = html.unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])
    assert re.findall(r"Series \d", client.get(address + older).text) == ["Series 1", "Series 0"]
    for strange in ("x", "-1", "9" * 40, "\0", "٣"):
        assert "Series 4" in client.get(address, {"after": strange}).text
    assert SECRET not in first
    assert client.get("/users/nobody/pseuds/nobody/series").status_code == 404
