"""What was out elsewhere long ago comes quietly: nobody is told, it is none of the newest."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from discovery.criteria import Exclusions
from discovery.front import stories as front
from stories import limits
from stories.models import Chapter, Listing, Story
from tests.cast import publish_story, write_story
from tests.stories.events import events

PUBLISHED, REVISED = date(2001, 3, 14), date(2003, 7, 1)


@pytest.fixture
def old(draft, alice):
    draft.publish(by=alice, silently=True, published=PUBLISHED, revised=REVISED)
    draft.refresh_from_db()
    return draft


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_it_bears_the_days_of_long_ago_and_so_do_its_chapters(old):
    assert (old.published_at, old.revised_at) == (noon(PUBLISHED), noon(REVISED))
    assert Chapter.objects.get().published_at == noon(PUBLISHED)
    assert Listing.objects.get().revised_at == noon(REVISED)


def test_nobody_is_told_now_or_later(old):
    assert not events().exists()
    assert old.announce(old.publication) is False


def test_its_page_shows_its_old_days(client, old):
    page = client.get(old.get_absolute_url()).text
    assert "2001-03-14" in page and "2003-07-01" in page


def test_without_any_date_it_is_new_here_but_not_among_the_newest(draft, alice):
    before = timezone.now()
    draft.publish(by=alice, silently=True)
    draft.refresh_from_db()
    assert draft.published_at >= before
    assert draft.revised_at < before - timedelta(days=364)


def test_the_newest_stay_the_newest(alice, client):
    newest = [publish_story(alice, f"New {n}").pk for n in range(10)]
    quiet = write_story(alice, "An Old One")
    quiet.publish(by=alice, silently=True)
    assert sorted(front(alice, timezone.localdate(), Exclusions()).newest) == sorted(newest)


def test_where_only_the_year_is_known_the_page_shows_the_real_day(draft, alice, client):
    draft.publish(by=alice, silently=True, revised=date(2001, 1, 1))
    draft.refresh_from_db()
    today = f"{timezone.now():%Y-%m-%d}"
    assert draft.last_changed_at == draft.published_at
    for address in (draft.get_absolute_url(), "/works"):
        page = client.get(address).text
        assert "2001-01-01" not in page
        assert today in page


def test_a_made_up_day_is_no_day_to_remember(draft, alice):
    draft.publish(by=alice, silently=True, revised=date(2001, 1, 1))
    assert front(alice, date(2011, 1, 1), Exclusions()).years == 0


def test_days_that_have_not_come_are_not_believed(draft, alice):
    ahead = timezone.localdate() + timedelta(days=40)
    draft.publish(by=alice, silently=True, published=ahead, revised=ahead)
    draft.refresh_from_db()
    assert draft.published_at <= timezone.now()
    assert draft.revised_at < timezone.now() - timedelta(days=364)


def test_what_was_revised_before_it_was_published_was_revised_that_day(draft, alice):
    draft.publish(by=alice, silently=True, published=REVISED, revised=PUBLISHED)
    draft.refresh_from_db()
    assert draft.revised_at == noon(REVISED)


def test_only_a_real_new_chapter_moves_it_up(old, alice):
    old.chapters.get().publish(by=alice)
    assert Story.objects.get().revised_at == noon(REVISED)
    old.add_chapter(html="<p>More.</p>").publish(by=alice)
    assert Story.objects.get().revised_at > timezone.now() - timedelta(minutes=1)


def test_no_undoing_is_offered_before_anyone_is_told_since_nobody_is(client, draft, alice):
    draft.publish(by=alice, silently=True)
    draft.refresh_from_db()
    assert not draft.may_undo_publishing
    client.force_login(alice)
    page = client.get(draft.get_absolute_url()).text
    assert "before anyone is told" not in page
    assert "Unpublish" in page


def test_taken_back_and_published_again_aloud_it_is_told_and_stays_where_it_was(old, alice):
    old.unpublish()
    old.publish(by=alice)
    old.refresh_from_db()
    assert old.revised_at == noon(REVISED)
    assert old.may_undo_publishing
    assert events().get().scheduled_at > timezone.now() + timedelta(minutes=limits.UNDO_MINUTES - 1)


def test_aloud_everything_is_as_ever(draft, alice):
    draft.publish(by=alice, published=PUBLISHED, revised=REVISED)
    draft.refresh_from_db()
    assert draft.published_at == draft.revised_at > timezone.now() - timedelta(minutes=1)
