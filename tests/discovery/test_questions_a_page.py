"""How often each page of lists asks the database: cards drawn anew, settings of the site and the
number of notices kept for seconds, as they are in production."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from discovery import words
from discovery.models import MutedPenName, MutedTag, MutedWord, SavedFilter
from notices.models import Notice
from stories.models import Series, Story
from tags.models import Tag
from tests.cast import publish_story
from tests.working import work_off

EVERYTHING_AT_ONCE = {
    "q": "story -rain",
    "fandom": "The Ninth Harbuor",  # nobody knows it: one like it is looked for
    "not-freeform": "Nothing like that, Angst",
    "by": "Maud Thornaple",
    "match": "any",
}
IN_CHAPTERS = {
    "found": "/works?q=rained+-sun&in=text&fandom=The+Ninth+Harbour",
    "a phrase": "/works?text=It+rained&text=rained&not-freeform=Rain&sort=updated",
    "empty": "/works?q=story+-rain&in=text&fandom=The+Ninth+Harbour",
}
LISTS = {
    "all": "/works",
    "narrowed": "/works?q=story&fandom=The+Ninth+Harbour&not-freeform=Rain",
    "everything at once": f"/works?{urlencode(EVERYTHING_AT_ONCE)}",
    "empty": "/works?q=nobody&words-from=10000&rating=explicit",
    "next page": "/works?sort=words",
    "tag": "tag",
    "pen name": "pen name",
}
OTHERS = {
    "filters": "/works/filters?q=story&fandom=The+Ninth+Harbour&not-freeform=Rain",
    "filters of everything": f"/works/filters?{urlencode(EVERYTHING_AT_ONCE)}",
    "more": "/works/filters?more=freeform&containing=a&q=story",
    "home": "/",
    "fandoms": "/fandoms",
    "like": "like",
    "series": "series",
    "series in its own order": "series?q=story&freeform=Angst&match=any&by=Maud+Thornapple",
    "series in another": "series?q=story&fandom=The+Ninth+Harbour&not-freeform=Rain&sort=title",
    "filters of a series": "series/filters?q=story&not-freeform=Rain&language=en&warning=None",
    "series of a pen name": "pen name/series",
    "near": "tag/near/names",
    "lot": "/works/random?q=story",
    "exclusions": "/exclusions",
    "saved": "/filters",
}


@pytest.fixture
def stories(alice, charlie):
    """More than a page of them; some that bob keeps out."""
    stories = [publish_story(alice, f"Story {n:03}") for n in range(24)]
    stories[3].freeforms.set(["Angst"])
    stories[4].freeforms.set(["Rain"])
    stories += [publish_story(charlie, "Story of charlie's")]
    stories += [publish_story(alice, "Story of a horrible word")]
    for story in stories:
        story.refresh_listing()
    words.indexing.refresh([story.pk for story in stories])
    series = Series.objects.create(title="All")
    series.pen_names.add(alice.pen_name)
    for story in stories:
        series.add(story)
    Tag.objects.create(kind="fandom", name="9th Harbour", synonym_of=stories[0].fandoms.get())
    work_off()
    return stories


@pytest.fixture
def bob_keeps_much_out(bob, charlie, stories):
    """Of all three kinds; the list begins with his filter, and notices wait for him."""
    MutedTag.objects.create(user=bob, tag=Tag.objects.get(kind="freeform", name="Angst"))
    MutedPenName.add(bob, charlie.pen_name.pk)
    MutedWord.add(bob, "horrible word")
    MutedWord.add(bob, "dreadful")
    SavedFilter.objects.create(user=bob, name="Mine", query="q=story", is_default=True)
    Notice.objects.create(user=bob, kind="chapter", key="one", story=stories[0])
    client = Client()
    client.force_login(bob)
    return client


def address(name, stories) -> str:
    path = (LISTS | OTHERS)[name]
    places = {
        "tag": stories[0].fandoms.get().get_absolute_url(),
        "pen name": stories[0].bylines.get().pen_name.get_absolute_url(),
        "series": Series.objects.get().get_absolute_url(),
        "like": f"/works/{stories[0].pk}/like",
    }
    place = re.match("[a-z ]*", path)[0]
    return places.get(place, place) + path.removeprefix(place)


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.SITE_SETTINGS_SECONDS = settings.NUMBER_SECONDS = 60


def asked(client, path, assert_max, most) -> None:
    client.get(path)
    Story.objects.update(summary="Changed since.")
    with assert_max(most, info=path):
        assert client.get(path).status_code in (200, 302)


def test_a_guests_list_asks_ten_questions(client, stories, django_assert_max_num_queries):
    for name in LISTS:
        asked(client, address(name, stories), django_assert_max_num_queries, 10)


def test_whoever_keeps_much_out_costs_fifteen(
    bob_keeps_much_out, stories, django_assert_max_num_queries
):
    for name in (*LISTS, *OTHERS):
        asked(bob_keeps_much_out, address(name, stories), django_assert_max_num_queries, 15)


def test_other_pages_of_guests_cost_as_little(client, stories, django_assert_max_num_queries):
    for name in OTHERS:
        most = 8 if name == "home" else 15
        asked(client, address(name, stories), django_assert_max_num_queries, most)


@pytest.mark.parametrize("path", IN_CHAPTERS.values(), ids=IN_CHAPTERS)
def test_a_search_in_chapters_costs_what_others_do(
    client, bob_keeps_much_out, stories, django_assert_max_num_queries, path
):
    asked(client, path, django_assert_max_num_queries, 10)
    asked(bob_keeps_much_out, path, django_assert_max_num_queries, 15)
