"""What lists search is what stands in the stories; what is not is found and mended."""

from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from stories import gems, mending, tallying
from stories.models import Listing, Story, Tally
from stories.tasks import check_listings, copy_tallies
from tests.cast import publish_story
from tests.discovery import worlds
from tests.discovery.worlds import World


def rows():
    return {row["story_id"]: row for row in Listing.objects.values()}


@pytest.fixture
def world(db):
    return World(Random(7), stories=20)


def test_a_listing_says_what_its_story_says(world):
    listed = rows()
    assert listed.keys() == {story.pk for story in world.stories if world.is_seen(story, MEMBER)}
    for story in world.stories:
        if row := listed.get(story.pk):
            assert set(row["tag_ids"]) == world.tags_of(story)
            assert set(row["main_tag_ids"]) == world.tags_of(story, main=True)
            assert row["pen_name_ids"] == world.names_of(story)
            assert (row["fandoms"] > 1) == world.is_crossover(story)
            assert row["chapters"] == len(world.chapters(story))


class MEMBER:
    is_authenticated = True


def test_whatever_is_wrong_is_found_and_mended(world):
    right = rows()
    one, two, three, *_rest = right
    Listing.objects.filter(pk=one).update(tag_ids=[10**6], words=10**6)
    Listing.objects.filter(pk=two).delete()
    Story.objects.filter(pk=three).update(hidden_at=timezone.now())
    with pytest.raises(CommandError, match="3 listings are wrong"):
        call_command("check_listings")
    check_listings(0)
    assert mending.check() == 0
    Story.objects.filter(pk=three).update(hidden_at=None)
    call_command("check_listings", "--repair")
    assert rows() == right


def test_no_column_is_wrong_for_long(story):
    """Counters are the business of each minute, all else of each night."""
    right = rows()
    odd = {
        "CharField": "zz", "IntegerField": 77, "SmallIntegerField": 77, "FloatField": 77.0,
        "DateTimeField": timezone.now(), "ArrayField": [77],
    }  # fmt: skip
    for column in Listing._meta.fields[1:]:
        Listing.objects.update(**{column.name: odd[column.get_internal_type()]})
        assert rows() != right, column.name
        check_listings(0)
        copy_tallies(0)
        assert rows() == right, column.name


def test_a_row_that_was_there_before_its_columns_is_written_anew(world):
    right = rows()
    Listing.objects.update(title_key="", by_key="", fandoms=0, main_tag_ids=[], written=0, gem=0)
    mending.listings_outdated()
    mending.listings_outdated()  # asked twice, it waits once
    check_listings(0)
    copy_tallies(0)
    assert rows() == right


def test_counters_are_copied_where_they_changed(alice, story):
    other = publish_story(alice, "Another")
    Tally.objects.filter(pk=story.pk).update(kudos=3, bookmarks=2, reviews=1, reads=40)
    assert tallying.copy() == 1
    assert tallying.copy() == 0
    listing = Listing.objects.get(pk=story.pk)
    assert (listing.kudos, listing.kept, listing.reviews) == (3, 2, 1)
    assert listing.gem == worlds.gem(3, 2, 40) > Listing.objects.get(pk=other.pk).gem


def score(kudos, kept, reads):
    tally = "(VALUES (%s::int, %s::int, %s::int)) tally (kudos, bookmarks, reads)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {gems.SCORE} FROM {tally}", [kudos, kept, reads])
        return cursor.fetchone()[0]


def test_a_hidden_gem_is_liked_by_most_of_its_few_readers(db):
    gem, hit = score(10, 0, 30), score(600, 0, 2_000)
    assert gem > hit  # both are liked by a third
    assert gem > score(1, 0, 1) > score(0, 0, 0)  # one of one says little, but something
    assert (
        score(0, 0, 0) == score(None, None, None) > score(0, 0, 500)
    )  # nobody liked what is known
    assert score(0, 4, 30) == score(4, 0, 30)


class AnyGem(TestCase):
    @given(kudos=st.integers(0, 10**6), kept=st.integers(0, 10**6), more=st.integers(1, 10**9))
    def test_it_is_what_the_documents_say_and_one_who_likes_it_never_takes_it_down(
        self, kudos, kept, more
    ):
        reads = kudos + kept + more
        now, then = score(kudos, kept, reads), score(kudos + 1, kept, reads)
        assert 0 <= now <= then <= 1
        assert abs(now - worlds.gem(kudos, kept, reads)) < 0.0011  # of a thousandth, either way
