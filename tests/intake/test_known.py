"""Fandoms and characters whose names stand in a text and which the archive knows."""

import pytest
from django.contrib.auth.models import AnonymousUser

from intake.known import SAMPLE, known_in
from tags import edits
from tags.models import Tag
from tests.cast import publish_story, write_story

pytestmark = pytest.mark.django_db

TEXT = (
    "Willow sat on her terrace. Nobody told Willow that Rupert Giles was at the door.\n"
    '"Come in," said Willow. The Ninth Harbour lay in the dark.'
)


@pytest.fixture
def names(db):
    """(kind, name) of what is found, in order."""

    def found(text, user=None):
        return [(one.kind, one.name) for one in known_in(text, user or AnonymousUser())]

    return found


def official(kind, *wanted):
    return Tag.objects.named(kind, wanted, is_official=True)


def test_official_names_are_found_in_the_text_the_commonest_first(names):
    official("character", "Rupert Giles", "Willow", "Xander")
    official("fandom", "The Ninth Harbour")
    assert names(TEXT) == [
        ("fandom", "The Ninth Harbour"),
        ("character", "Willow"),
        ("character", "Rupert Giles"),
    ]


def test_each_says_in_which_line_it_stands(names):
    official("character", "Rupert Giles")
    [one] = known_in(TEXT, AnonymousUser())
    assert one.why == TEXT.split("\n")[0]
    assert not one.stated


def test_a_character_speaks_for_its_fandom(names):
    [willow] = official("character", "Willow")
    [fandom] = official("fandom", "Buffy the Vampire Slayer")
    edits.set_fandoms(willow, [fandom], by=None)
    assert names(TEXT)[0] == ("fandom", "Buffy the Vampire Slayer")


def test_another_name_of_a_tag_stands_for_the_official_one(names):
    official("character", "Willow Rosenberg", "Willow")
    short, long = (Tag.objects.get(name=name) for name in ("Willow", "Willow Rosenberg"))
    edits.merge(short, long, by=None)
    assert names(TEXT) == [("character", "Willow Rosenberg")]


@pytest.mark.parametrize("name", ["willow", "Will", "Rupe", "Harbour Lay", "Her", "Come"])
def test_only_whole_words_with_their_capitals_count(names, name):
    official("character", name)
    assert names(TEXT) == []


def test_a_word_that_only_begins_sentences_is_no_name(names):
    official("fandom", "Lost")
    assert names("Lost in the dark, she ran. Lost. She ran on.") == []
    assert names("She had watched Lost again.") == [("fandom", "Lost")]


def test_names_of_drafts_are_known_to_their_author_alone(names, alice, bob):
    write_story(alice, "A draft").characters.set(["Zanzibar Quartz"])
    text = "It was Zanzibar Quartz who came."
    assert names(text, bob) == []
    assert names(text) == []
    assert names(text, alice) == [("character", "Zanzibar Quartz")]


def test_names_of_published_stories_are_known_to_all(names, alice):
    publish_story(alice, "A story").characters.set(["Zanzibar Quartz"])
    assert names("It was Zanzibar Quartz who came.") == [("character", "Zanzibar Quartz")]


def test_three_fandoms_and_six_characters_are_enough(names):
    official("character", *(f"Person {letter}" for letter in "ABCDEFGH"))
    official("fandom", *(f"World {letter}" for letter in "ABCDE"))
    text = " and ".join(f"Person {letter} of World {letter}" for letter in "ABCDEFGH")
    kinds = [kind for kind, _name in names(text)]
    assert (kinds.count("fandom"), kinds.count("character")) == (3, 6)


def test_it_takes_two_queries_and_looks_at_the_beginning(names, django_assert_num_queries):
    official("character", "Rupert Giles", *(f"Person {letter}" for letter in "ABCDEFGH"))
    with django_assert_num_queries(2):
        names("She met Person A and Person B.\n" * 500)
    assert names("nobody " * SAMPLE + "and Rupert Giles") == []
