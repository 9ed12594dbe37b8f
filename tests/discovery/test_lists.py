"""The one list page: newest first, by key, for the price of a few queries, and never a leak."""

import html
import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.cache import caches
from django.utils import timezone

from stories.models import Listing, Series, Story
from tags import edits
from tags.models import Tag
from tests.cast import SECRET, publish_story


def many(author, number, **fields):
    stories = [publish_story(author, f"Story {n:03}", **fields) for n in range(number)]
    now = timezone.now()
    for age, story in enumerate(reversed(stories)):
        # Pairs share a moment, so that the id must break the tie.
        Story.objects.filter(pk=story.pk).update(revised_at=now - timedelta(hours=age // 2))
    Listing.refresh(story.pk for story in stories)
    return stories


def titles(page):
    return re.findall(r">(Story \d+)<", page.text)


def older_than(page) -> str:
    found = re.search(r'rel="next" href="([^"]+)"', page.text)
    return html.unescape(found[1]) if found else ""


def test_every_story_stands_on_one_page_newest_first(client, alice):
    stories = many(alice, 45)
    address, found = "/works", []
    while address:
        page = client.get(address)
        found += titles(page)
        address = older_than(page)
    assert found == [story.title for story in reversed(stories)]


def test_a_new_story_moves_nothing_on_the_next_page(client, alice):
    many(alice, 25)
    older = older_than(client.get("/works"))
    before = titles(client.get(older))
    publish_story(alice, "Story 999")
    assert titles(client.get(older)) == before


def test_the_way_back_from_an_older_page_leads_to_the_same_stories(client, alice):
    many(alice, 65)
    pages = [client.get("/works")]
    while older := older_than(pages[-1]):
        pages.append(client.get(older))
    for newer, page in reversed(list(pairwise(pages))):
        back = client.get(html.unescape(re.search(r'rel="prev" href="([^"]+)"', page.text)[1]))
        assert titles(back) == titles(newer)


@pytest.mark.parametrize("after", ["x", "1-", "-1", "9" * 60, "1-2-3", "99999999999999999999-1"])
def test_a_strange_key_is_the_first_page(client, story, after):
    assert story.title in client.get("/works", {"after": after}).text


def test_a_stale_row_can_hide_a_story_but_never_show_one(client, alice):
    story = publish_story(alice, SECRET)
    Story.objects.filter(pk=story.pk).update(hidden_at=timezone.now())
    assert Listing.objects.filter(pk=story.pk).exists()
    assert SECRET not in client.get("/works").text
    assert SECRET not in client.get("/").text


@pytest.mark.parametrize("number", [5, 50])
def test_lists_cost_the_same_for_five_rows_and_fifty(
    client, alice, django_assert_max_num_queries, number
):
    stories = many(alice, number)
    series = Series.objects.create(title="All")
    series.pen_names.add(alice.pen_name)
    for story in stories:
        series.add(story)
    pages = {
        "/works": 10,
        "/": 8,
        "/fandoms": 10,
        alice.pen_name.get_absolute_url(): 10,
        stories[0].fandoms.first().get_absolute_url(): 10,
        series.get_absolute_url(): 15,
    }
    for address, most in pages.items():
        caches["pages"].clear()
        with django_assert_max_num_queries(most, info=address):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("number", [5, 50])
def test_the_desk_costs_the_same_for_five_stories_and_fifty(
    client, alice, django_assert_max_num_queries, number
):
    many(alice, number)
    client.force_login(alice)
    with django_assert_max_num_queries(15):
        client.get("/desk")


def test_a_story_page_costs_a_member_thirteen_queries(
    client, story, bob, django_assert_max_num_queries
):
    client.force_login(bob)
    with django_assert_max_num_queries(13):
        client.get(story.get_absolute_url())


def test_a_pen_names_page_shows_only_its_own(client, alice, charlie):
    publish_story(alice, "By alice")
    publish_story(charlie, "By charlie")
    page = client.get(alice.pen_name.get_absolute_url()).text
    assert "By alice" in page
    assert "By charlie" not in page


def test_a_series_counts_only_what_one_can_see(client, series, story, draft):
    page = client.get(story.get_absolute_url()).text
    assert f'Part 1 of <a href="{series.get_absolute_url()}">' in page
    page = client.get(series.get_absolute_url()).text
    assert "<dd>1</dd>" in page
    assert SECRET not in page
    story.unpublish()
    assert client.get(series.get_absolute_url()).status_code == 404


def test_a_tag_of_nothing_visible_is_not_there(client, draft):
    tag = draft.freeforms
    tag.set(["Hidden away"])
    assert client.get(tag.get().get_absolute_url()).status_code == 404


def test_an_anonymous_author_is_not_found_under_the_pen_name(client, alice):
    story = publish_story(alice, "Unsigned")
    story.bylines.update(shown=False)
    story.refresh_listing()
    assert "Maud" not in client.get(story.get_absolute_url()).text
    assert "Unsigned" not in client.get(alice.pen_name.get_absolute_url()).text


def test_a_tag_of_what_one_may_not_see_has_no_page_at_any_key_nor_under_another_name(client, draft):
    draft.freeforms.set(["Real name of somebody"])
    tag = draft.freeforms.get()
    other = Tag.objects.named("freeform", ["Another name of hers"])[0]
    edits.merge(other, tag, by=None)
    for address in (tag.get_absolute_url(), other.get_absolute_url()):
        assert client.get(address).status_code == 404
        assert client.get(address + "?after=1-1").status_code == 404


def test_a_series_names_no_anonymous_author(client, alice, series, story):
    assert "Maud" in client.get(series.get_absolute_url()).text
    story.bylines.update(shown=False)
    story.refresh_listing()
    assert "Maud" not in client.get(series.get_absolute_url()).text
    assert series.title not in client.get(alice.pen_name.get_absolute_url()).text
