"""Following: a story, a series, all under a pen name. Nobody sees who follows."""

import pytest

from accounts.models import Block
from core.limits import Pace
from library.models import Subscription
from library.views import following
from stories.models import Story
from tests.cast import SECRET, publish_story


@pytest.fixture
def reader(client, bob):
    client.force_login(bob)
    return client


def followed_by(user) -> list:
    return [one.thing for one in Subscription.objects.filter(user=user)]


def test_a_reader_follows_a_story_and_no_longer(reader, bob, story):
    page = reader.get(story.get_absolute_url()).text
    assert f'action="/works/{story.pk}/follow"' in page
    for _twice in range(2):
        assert reader.post(f"/works/{story.pk}/follow").url == story.get_absolute_url()
    assert followed_by(bob) == [story]
    assert f'action="/works/{story.pk}/unfollow"' in reader.get(story.get_absolute_url()).text
    for _twice in range(2):
        reader.post(f"/works/{story.pk}/unfollow")
    assert followed_by(bob) == []


def test_series_and_pen_names_are_followed_from_their_pages(reader, bob, alice, series):
    for thing, address in (
        (series, f"/series/{series.pk}/follow"),
        (alice.pen_name, f"/users/{alice.pen_name.slug}/follow"),
    ):
        assert f'action="{address}"' in reader.get(thing.get_absolute_url()).text
        assert reader.get(address).status_code == 200
        reader.post(address)
    assert followed_by(bob) == [series, alice.pen_name]


def test_a_guest_finds_a_plain_link_that_leads_through_the_door(client, story, series, alice):
    for thing in (story, series, alice.pen_name):
        page = client.get(thing.get_absolute_url())
        assert page.headers["Cache-Control"].startswith("public")
        assert "/follow" in page.text and "csrfmiddlewaretoken" not in page.text
    answer = client.get(f"/works/{story.pk}/follow")
    assert answer.url == f"/accounts/login/?next=/works/{story.pk}/follow"


def test_nobody_follows_what_is_hers(client, alice, story, series):
    client.force_login(alice)
    for address in (
        f"/works/{story.pk}/follow",
        f"/series/{series.pk}/follow",
        f"/users/{alice.pen_name.slug}/follow",
    ):
        assert client.post(address).status_code == 404
        assert address not in client.get(address.removesuffix("/follow"), follow=True).text
    assert not Subscription.objects.exists()


def test_what_is_not_for_somebody_cannot_be_followed(reader, mod, draft, hidden_story):
    assert reader.post(f"/works/{draft.pk}/follow").status_code == 404
    reader.force_login(mod)  # who sees it
    assert reader.post(f"/works/{hidden_story.pk}/follow").status_code == 404


def test_blocked_people_may_follow_what_is_public(reader, alice, bob, story):
    Block.objects.create(blocker=alice, blocked=bob, pen_name=bob.pen_name)
    reader.post(f"/works/{story.pk}/follow")
    assert followed_by(bob) == [story]


def test_only_the_author_learns_how_many_follow_her(client, alice, bob, charlie, series):
    for reader in (bob, charlie):
        Subscription.begin(series, by=reader)
        Subscription.begin(alice.pen_name, by=reader)
    for user, sees in ((alice, True), (bob, False), (None, False)):
        client.logout()
        if user:
            client.force_login(user)
        for thing in (series, alice.pen_name):
            assert ("2 people follow this" in client.get(thing.get_absolute_url()).text) == sees


def test_the_list_shows_what_shows_itself_and_nothing_else(reader, bob, alice, story, series):
    other = publish_story(alice, f"{SECRET} once public")
    for thing in (story, other, series, alice.pen_name):
        Subscription.begin(thing, by=bob)
    Story.objects.get(pk=other.pk).hide("A reason")
    page = reader.get("/me/following").text
    assert story.title in page and series.title in page and "Maud Thornapple" in page
    assert SECRET not in page
    Story.objects.get(pk=other.pk).unhide()
    assert SECRET in reader.get("/me/following").text
    other.bylines.create(pen_name=bob.pen_name, position=2)  # it is his own now
    assert SECRET not in reader.get("/me/following").text


def test_the_list_finds_by_words_and_pages_by_key(reader, bob, alice):
    stories = [publish_story(alice, f"Story {n:02}") for n in range(25)]
    for story in stories:
        Subscription.begin(story, by=bob)
    first = reader.get("/me/following").text
    assert "Story 24" in first and "Story 04" not in first
    assert "Story 04" in reader.get("/me/following", {"before": followed(stories[5])}).text
    found = reader.get("/me/following", {"q": "story 07"}).text
    assert "Story 07" in found and "Story 08" not in found
    assert "is called so" in reader.get("/me/following", {"q": "nowhere"}).text


def followed(story) -> int:
    return story.subscriptions.get().pk


@pytest.mark.parametrize("number", [2, 15])
def test_the_list_costs_the_same_for_two_and_fifteen(
    reader, bob, alice, number, django_assert_max_num_queries
):
    for n in range(number):
        Subscription.begin(publish_story(alice, f"Story {n}"), by=bob)
    with django_assert_max_num_queries(8):
        reader.get("/me/following")


def test_from_the_list_one_comes_back_to_the_list(reader, bob, story):
    Subscription.begin(story, by=bob)
    answer = reader.post(f"/works/{story.pk}/unfollow", {"from_list": "yes"})
    assert answer.url == "/me/following" and followed_by(bob) == []
    assert "Nothing yet" in reader.get("/me/following").text


def test_who_follows_in_a_great_hurry_waits(reader, bob, story, monkeypatch):
    monkeypatch.setattr(following, "PACE", Pace(account=(1, 600)))
    assert reader.post(f"/works/{story.pk}/follow").status_code == 302
    page = reader.post(f"/works/{story.pk}/follow")
    assert page.status_code == 429
    assert 0 < int(page.headers["Retry-After"]) <= 600
    assert "one after the other. Try again in" in page.text
