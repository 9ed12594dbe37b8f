"""“A/B” and “B/A” are one tag, “A & B” is another; each knows who is in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import names
from stories.models import Listing
from tags import keys, relationships
from tags.models import Tag
from tests.tags.vocabulary import coin
from tests.tags.vocabulary import names as names_of

PARTS = st.text(alphabet="aBé x&/×（() ℀", max_size=14)


@pytest.mark.parametrize(
    "one, other",
    [
        ("Willow/Tara", "Tara/Willow"),
        ("Willow/Tara", "tara / WILLOW"),
        ("Willow/Tara", "Tara×Willow"),
        ("Willow/Tara", "Tara x Willow"),
        ("Willow/Tara", "Tara／Willow"),
        ("Willow & Xander", "Xander&Willow"),
        ("A/B/C", "C/A/B"),
        ("A/B & C", "C & B/A"),
        ("Thor/Loki (Marvel/MCU)", "Loki (Marvel/MCU)/Thor"),
    ],
)
def test_the_order_of_names_does_not_matter(one, other):
    assert relationships.key(one) == relationships.key(other)


@pytest.mark.parametrize(
    "one, other",
    [
        ("Willow/Tara", "Willow & Tara"),
        ("A/B & C", "A/C & B"),
        ("A/A", "A"),
        ("Spirk", "Kirk/Spock"),
        ("Malcolm X", "Malcolm"),
    ],
)
def test_what_is_meant_otherwise_is_another_tag(one, other):
    assert relationships.key(one) != relationships.key(other)


def test_only_a_relationship_can_be_turned_round():
    assert keys.of("relationship", "B/A") == keys.of("relationship", "A/B")
    assert keys.of("freeform", "B/A") != keys.of("freeform", "A/B")


@given(st.one_of(st.text(max_size=20), PARTS))
def test_a_key_is_its_own_key_however_a_name_is_made(name):
    key = relationships.key(name)
    assert relationships.key(key) == key
    assert relationships.key(names.tag_key(name)) == key


PEOPLE = st.text(alphabet="abcé x", max_size=6).filter(str.strip)


@given(st.lists(PEOPLE, min_size=2, max_size=5))
def test_any_order_of_any_names_is_one_relationship(people):
    for sign in "/&":
        one, other = sign.join(people), sign.join(reversed(people))
        assert relationships.key(one) == relationships.key(other)


@pytest.mark.parametrize(
    "name, people",
    [
        ("Willow/Tara", ("Willow", "Tara")),
        ("Buffy & Giles & Buffy", ("Buffy", "Giles")),
        ("Kirk/Spock & McCoy", ("Kirk", "Spock", "McCoy")),
        ("Kirk/?", ("Kirk",)),
        ("Spirk", ()),
        ("/", ()),
    ],
)
def test_a_name_says_who_is_in_it(name, people):
    assert relationships.people(name) == people


def test_two_authors_name_the_same_pair_in_another_order(story, long_story):
    story.relationships.set(["Willow/Tara"])
    long_story.relationships.set(["Tara / Willow"])
    assert story.relationships.get() == long_story.relationships.get()


def test_a_new_relationship_brings_its_characters(db):
    [willow] = coin("character", "Willow Rosenberg")
    [pair] = coin("relationship", "Willow Rosenberg/Tara Maclay")
    assert names_of(pair.characters) == ["Tara Maclay", "Willow Rosenberg"]
    assert willow in pair.characters.all()
    assert not Tag.objects.get(name="Tara Maclay").is_official


def test_a_character_under_another_name_is_the_official_one(db):
    official, nickname = coin("character", "Willow Rosenberg", "Will")
    Tag.objects.filter(pk=nickname.pk).update(synonym_of=official)
    [pair] = coin("relationship", "Will/Tara")
    assert official in pair.characters.all()


def test_a_story_of_a_pair_is_found_under_both(story):
    story.relationships.set(["Willow/Tara"], main=["tara/willow"])
    story.refresh_listing()
    for tag in Tag.objects.filter(kind="character"):
        assert Listing.objects.with_tag(tag).filter(main_tag_ids__contains=[tag.pk]).exists()


def test_naming_costs_the_same_for_one_and_for_sixty(db, django_assert_num_queries):
    for number in (1, 60):
        wanted = [f"Person {n} of {number}/Somebody" for n in range(number)]
        with django_assert_num_queries(9):
            found = coin("relationship", *wanted)
        assert len(found) == number
        with django_assert_num_queries(1):
            assert coin("relationship", *wanted) == found
