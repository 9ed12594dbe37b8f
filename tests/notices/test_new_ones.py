"""Whoever keeps a filter that tells is told of new stories: once, and only of what is for her."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from discovery.models import MutedTag, SavedFilter
from discovery.search import TooLong
from notices import filters, tasks
from notices.models import Notice
from notices.sentences import discreetly, sentence
from stories.models import Listing, Story
from tags.models import Tag
from tests.cast import SECRET, publish_story
from tests.notices.test_exactly_once import dies

LATER = timedelta(minutes=11)


@pytest.fixture
def kept(bob):
    """Since an hour ago."""
    one = SavedFilter(user=bob, name="Quiet ones", query="rating=general", tells=True)
    one.keep()
    since(one, timedelta(hours=1))
    return one


def since(one, ago):
    SavedFilter.objects.filter(pk=one.pk).update(told_until=timezone.now() - ago)


def out(story, ago=LATER):
    """It was published so long ago, though not with an old date."""
    moment = timezone.now() - ago
    Story.objects.filter(pk=story.pk).update(published_at=moment, revised_at=moment)
    Listing.refresh([story.pk])
    return story


def round_of_tasks():
    for _twice in range(2):
        tasks.tell_filters(timestamp=0)


def sentences(user) -> list[str]:
    seen = Notice.objects.visible_to(user).for_sentences(user).order_by("pk")
    return [sentence(notice).replace("\u2068", "").replace("\u2069", "") for notice in seen]


def test_of_several_how_many_there_are(client, kept, alice, bob):
    for number in range(3):
        out(publish_story(alice, f"Number {number}"))
    out(publish_story(alice, "Another rating", rating="teen"))
    round_of_tasks()
    assert sentences(bob) == ["3 new stories for “Quiet ones”."]
    client.force_login(bob)
    opened = client.get(Notice.objects.get().get_absolute_url(), follow=True)
    assert opened.redirect_chain[-1][0] == "/works?rating=general&sort=published"
    assert "Number 2" in opened.text and "Another rating" not in opened.text


def test_of_one_which_it_is_and_it_leads_there(client, kept, alice, bob):
    story = out(publish_story(alice, "The Only One"))
    round_of_tasks()
    assert sentences(bob) == ["A new story for “Quiet ones”: “The Only One”."]
    client.force_login(bob)
    assert client.get(Notice.objects.get().get_absolute_url()).url == story.get_absolute_url()
    story.move_to_bin()
    assert sentences(bob) == []


def test_while_it_may_be_undone_nobody_is_told(kept, alice, bob):
    story = publish_story(alice)
    round_of_tasks()
    assert sentences(bob) == []
    out(story)
    round_of_tasks()
    assert len(sentences(bob)) == 1


def test_each_story_is_told_of_once(kept, alice, bob):
    first = out(publish_story(alice, "First"), timedelta(minutes=30))
    round_of_tasks()
    told_until = SavedFilter.objects.get().told_until
    assert timezone.now() - told_until < LATER
    round_of_tasks()
    assert sentences(bob) == ["A new story for “Quiet ones”: “First”."]
    Story.objects.filter(pk=first.pk).update(revised_at=timezone.now())
    first.refresh_listing()  # a new chapter is no new story
    since(kept, timedelta(minutes=20))
    out(publish_story(alice, "Second"))
    round_of_tasks()
    assert sentences(bob)[1:] == ["A new story for “Quiet ones”: “Second”."]


def test_it_is_told_with_her_own_eyes(kept, alice, bob, charlie):
    out(publish_story(bob, "Her own"))
    story = publish_story(alice, "With what she never wants to see")
    story.freeforms.set(["Angst"])
    out(story)
    MutedTag.add(bob, Tag.objects.get(name="Angst").pk)
    hidden = out(publish_story(alice, f"{SECRET} hidden"))
    hidden.hide("Spam")
    round_of_tasks()
    assert sentences(bob) == []
    since(kept, timedelta(hours=1))
    out(publish_story(alice, "For members", visibility="members"))
    round_of_tasks()
    assert len(sentences(bob)) == 1


def test_what_comes_with_its_old_date_or_shows_itself_again_is_no_news(kept, alice, bob):
    old = publish_story(alice, "Of old")
    Story.objects.filter(pk=old.pk).update(published_at=timezone.now() - timedelta(days=999))
    again = out(publish_story(alice, "Again"))
    before = timezone.now() - timedelta(days=30)
    Story.objects.filter(pk=again.pk).update(revised_at=before)
    Listing.refresh([old.pk, again.pk])
    round_of_tasks()
    assert sentences(bob) == []


@pytest.mark.parametrize("standing", ["suspended", "gone", "off", "deleted"])
def test_who_is_not_there_or_does_not_wish_it_is_not_told(kept, alice, bob, standing):
    out(publish_story(alice))
    if standing == "suspended":
        bob.suspend("Spam")
    elif standing == "gone":
        bob.is_active = False
        bob.save()
    elif standing == "off":
        kept.tells = False
        kept.keep()
    else:
        kept.delete()
    round_of_tasks()
    assert not Notice.objects.filter(kind="filter").exists()


def test_a_notice_goes_with_its_filter_and_says_its_present_name(kept, alice, bob):
    out(publish_story(alice, "One")), out(publish_story(alice, "Two"))
    round_of_tasks()
    SavedFilter.objects.update(name="Gentle ones")
    assert sentences(bob) == ["2 new stories for “Gentle ones”."]
    notice = Notice.objects.for_sentences(bob).get()
    assert "Gentle" not in discreetly(notice)
    kept.delete()
    assert sentences(bob) == []


def test_a_name_that_nothing_bears_any_more_does_not_mean_everything(kept, alice, bob):
    SavedFilter.objects.update(query="freeform=Gone+for+good")
    out(publish_story(alice))
    round_of_tasks()
    assert sentences(bob) == []
    assert timezone.now() - SavedFilter.objects.get().told_until < LATER


def test_who_was_away_for_long_is_told_of_the_last_weeks(kept, alice, bob):
    since(kept, timedelta(days=400))
    out(publish_story(alice, "A year ago"), timedelta(days=365))
    out(publish_story(alice, "Last week"), timedelta(days=7))
    round_of_tasks()
    assert sentences(bob) == ["A new story for “Quiet ones”: “Last week”."]


@pytest.mark.deep
@pytest.mark.parametrize("done", [True, False])
def test_a_crash_at_any_statement_tells_nobody_twice_and_nobody_never(kept, alice, bob, done):
    out(publish_story(alice))
    told_until, at = SavedFilter.objects.get().told_until, 0
    while dies_and_goes_on(bob, at, done):
        Notice.objects.all().delete()
        SavedFilter.objects.update(told_until=told_until)
        at += 1
    assert at > 5


def dies_and_goes_on(bob, at: int, done: bool) -> bool:
    """Whether there was such a statement to die in."""
    died = dies(filters.tell_all, at, done)
    filters.tell_all()
    assert Notice.objects.filter(user=bob, kind="filter").count() == 1, at
    return died


@pytest.mark.parametrize("at", [-1, -2, -3])
def test_a_crash_near_the_end_tells_once(kept, alice, bob, at):
    out(publish_story(alice))
    told_until = SavedFilter.objects.get().told_until
    for _time in "ab":  # the first learns what later ones know
        with CaptureQueriesContext(connection) as statements:
            filters.tell_all()
        Notice.objects.all().delete()
        SavedFilter.objects.update(told_until=told_until)
    assert dies_and_goes_on(bob, len(statements) + at, done=True)


def test_what_takes_too_long_has_its_turn_again_and_keeps_none_waiting(
    kept, alice, bob, monkeypatch
):
    other = SavedFilter(user=bob, name="Slow ones", query="rating=general&sort=words", tells=True)
    other.keep()
    since(other, timedelta(hours=1))
    out(publish_story(alice))
    ask = filters.new_stories

    def slow(one, *window):
        if one.pk == other.pk:
            raise TooLong
        return ask(one, *window)

    monkeypatch.setattr(filters, "new_stories", slow)
    round_of_tasks()
    assert len(sentences(bob)) == 1
    monkeypatch.undo()
    round_of_tasks()
    assert len(sentences(bob)) == 2


def test_a_round_ends_in_time(kept, alice, bob):
    out(publish_story(alice))
    filters.tell_all(seconds=-1)
    assert sentences(bob) == []


def test_where_nothing_is_new_nothing_is_searched(kept, story, django_assert_num_queries):
    with django_assert_num_queries(1):
        filters.tell_all()
