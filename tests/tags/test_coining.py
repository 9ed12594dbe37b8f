"""How names become tags."""

import pytest

from tags.models import Medium, Tag
from tags.vocabulary import MEDIA, ensure_vocabulary, medium_in_words
from tests.tags.vocabulary import coin


def test_a_slug_is_free_within_its_kind(db):
    first, second, third = coin("freeform", "A-B", "A B", "A_B?!")
    assert first.slug == "a-b"
    assert len({first.slug, second.slug, third.slug}) == 3


def test_however_many_are_alike_each_has_a_slug_of_its_own(db):
    names = [f"{'!' * number}Rain" for number in range(25)]
    tags = coin("freeform", *names[:20])
    tags += coin("freeform", *names[20:])
    assert len({tag.slug for tag in tags}) == 25


def test_a_name_is_coined_as_it_is_written_and_found_as_it_is_meant(db):
    [tag] = coin("fandom", "  Pokémon ")
    assert tag.name == "Pokémon"
    assert coin("fandom", "POKEMON") == [tag]
    assert coin("character", "Pokemon") != [tag]


@pytest.mark.parametrize("name", ["Rain", "A/B"])
def test_what_there_is_costs_one_query(db, django_assert_num_queries, name):
    coin("freeform", name)
    with django_assert_num_queries(1):
        coin("freeform", name, name.upper())


def test_the_vocabulary_to_begin_with_is_made_once(db):
    assert list(Medium.objects.values_list("name", flat=True)) == MEDIA
    before = Tag.objects.count()
    Medium.objects.filter(name="Other media").delete()
    Medium.objects.filter(name="Film").update(name="Films & series")
    ensure_vocabulary()
    assert Tag.objects.count() == before
    assert Medium.objects.count() == len(MEDIA) - 1
    assert not Medium.objects.filter(name="Film").exists()
    assert medium_in_words("Films & series") == "Films & series"
