"""What is suggested while somebody types the name of a tag or of a pen name."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from discovery import writers
from tags import edits, suggesting
from tags.models import Tag, TagCount
from tags.suggesting import statements
from tests.cast import publish_story, write_story

ADDRESS = "/tags/suggest"
GUEST = AnonymousUser()


def names(client, typed, kind="freeform", **more):
    answer = client.get(ADDRESS, {"kind": kind, "q": typed, **more})
    return [one["name"] for one in answer.json()["suggestions"]]


def coin(*coined, kind="freeform", stories=1, public=None, **fields):
    """Tags with so many stories, as the worker has counted them."""
    tags = Tag.objects.named(kind, coined)
    Tag.objects.filter(pk__in=[tag.pk for tag in tags]).update(**fields)
    rows = [
        TagCount(tag=tag, kind=kind, stories=stories, public=stories if public is None else public)
        for tag in tags
    ]
    TagCount.objects.bulk_create(rows)
    return tags


@pytest.fixture
def vocabulary(db):
    coin("Slow burn", stories=900)
    coin("Slow dancing", "Burned toast", stories=40)
    coin("Enemies to lovers", "Hurt/Comfort", "Canon divergence", stories=300)
    coin("Аня и кот", "猫の恩返し", "قصة حب", stories=9)


def test_the_most_used_come_first_and_any_word_may_begin(client, vocabulary):
    assert names(client, "slow") == ["Slow burn", "Slow dancing"]
    assert names(client, "burn") == ["Slow burn", "Burned toast"]
    assert names(client, "comf") == ["Hurt/Comfort"]
    assert names(client, "lov ene") == ["Enemies to lovers"]


def test_misspelled_names_are_found(client, vocabulary):
    for typed in ("slwo burn", "hurt comfrt", "enemis to lovers", "cannon divergance"):
        assert len(names(client, typed)) == 1, typed
    assert names(client, "Аня и кат") == ["Аня и кот"]


def test_every_script_finds_its_own(client, vocabulary):
    assert names(client, "恩") == names(client, "猫") == ["猫の恩返し"]
    assert names(client, "حب") == ["قصة حب"]
    assert names(client, "кот") == ["Аня и кот"]


def test_a_rare_name_is_found_by_any_of_its_words_in_every_script(client, db):
    rare = ["Аня и кот", "7 самураев", "猫の恩返し", "قصة حب", "Lighthouse keepers"]
    Tag.objects.named("au", rare, is_official=True)  # without stories: not among the most used
    for typed, name in (("кот", 0), ("самур", 1), ("恩", 2), ("حب", 3), ("keep", 4)):
        assert names(client, typed, kind="au") == [rare[name]], typed
    assert names(client, "恩", kind="tag") == [rare[2]]


def test_nobody_waits_for_what_takes_too_long(db, monkeypatch):
    monkeypatch.setitem(statements.SET, "statement_timeout", "20")
    with transaction.atomic():
        assert statements.rows("SELECT pg_sleep(60)", []) == []
        transaction.set_rollback(True)


def test_another_name_leads_to_the_official_one(client, db):
    (angst,) = coin("Angst", stories=5, is_official=True)
    coin("Sorrow", stories=2, synonym_of=angst)
    row = client.get(ADDRESS, {"kind": "freeform", "q": "sorr"}).json()["suggestions"][0]
    assert row == {
        "name": "Angst",
        "typed": "Angst",
        "number": "5 stories",
        "other": "also called \u2068Sorrow\u2069",
    }


def test_what_is_called_just_so_comes_first(client, db):
    coin(*(f"Rain {number}" for number in range(30)), stories=50)
    coin("Rain", stories=1)
    assert names(client, "rain")[0] == "Rain"
    assert len(names(client, "rain")) == 10


def test_at_most_ten_and_how_many_is_said(client, db):
    coin("Fluff", "Flufftober")
    assert client.get(ADDRESS, {"kind": "freeform", "q": "fluff"}).json()["said"] == (
        "2 suggestions."
    )
    assert client.get(ADDRESS, {"kind": "freeform", "q": "zzz"}).json()["said"] == "No suggestions."


def test_a_name_with_a_comma_is_typed_in_quotation_marks(client, db):
    coin("Crouching Tiger, Hidden Dragon", kind="fandom")
    answer = client.get(ADDRESS, {"kind": "fandom", "q": "crouch"}).json()
    assert answer["suggestions"][0]["typed"] == '"Crouching Tiger, Hidden Dragon"'


def test_nobody_is_told_what_stands_on_drafts(client, alice):
    write_story(alice).freeforms.set(["Secret pregnancy"])
    TagCount.add_up()
    for typed in ("secret", "secret pregnancy", "secrt pregnanci"):
        assert names(client, typed) == []
    client.force_login(alice)
    assert names(client, "secret") == []


def test_guests_are_not_told_what_stands_on_members_stories(client, members_story, bob):
    members_story.freeforms.set(["Secret pregnancy"])
    members_story.refresh_listing()
    TagCount.add_up()
    assert names(client, "secret") == []
    client.force_login(bob)
    assert names(client, "secret") == ["Secret pregnancy"]


@pytest.mark.parametrize("take_back", ["hide", "unpublish", "move_to_bin"])
def test_what_is_taken_back_is_told_to_nobody_from_then_on(client, alice, bob, take_back):
    """Also before the worker has counted."""
    story = publish_story(alice)
    story.freeforms.set(["Zanzibarquartz"])
    story.refresh_listing()
    TagCount.add_up()
    assert names(client, "zanz") == ["Zanzibarquartz"]
    {
        "hide": lambda: story.hide("Spam"),
        "unpublish": story.unpublish,
        "move_to_bin": story.move_to_bin,
    }[take_back]()
    member = Client()
    member.force_login(bob)
    for reader in (client, member):
        assert names(reader, "zanz") == names(reader, "zanzibarquratz") == []
        assert "Zanzibarquartz" not in reader.get("/works?freeform=Zanzibarquarts").text


def test_another_name_on_members_stories_only_is_for_members(client, members_story, story, bob):
    members_story.freeforms.set(["Zanzibarquartz"])
    story.freeforms.set(["Rain"])
    other, rain = Tag.objects.named("freeform", ["Zanzibarquartz", "Rain"])
    edits.merge(other, rain, by=None)
    for one in (members_story, story):
        one.refresh_listing()
    TagCount.add_up()
    assert names(client, "zanz") == []
    client.force_login(bob)
    assert names(client, "zanz") == ["Rain"]


def test_an_official_name_is_told_before_it_has_stories(client, db):
    Tag.objects.named("au", ["Lighthouse keepers"], is_official=True)
    assert names(client, "light", kind="au") == ["Lighthouse keepers"]


def test_what_is_not_for_filtering_is_suggested_only_to_writers(client, db):
    coin("My first fic", is_filterable=False)
    assert names(client, "first") == []
    assert names(client, "first", **{"for": "writing"}) == ["My first fic"]


def test_a_relationship_is_found_in_any_order(client, db):
    coin("Maud/Otter", kind="relationship")
    assert names(client, "otter/maud", kind="relationship") == ["Maud/Otter"]
    assert names(client, "maud/o", kind="mainly") == ["Maud/Otter"]


def test_pen_names_are_those_that_stories_bear(client, alice, bob, story):
    assert names(client, "mau", kind="by") == names(client, "THORN", kind="by")
    assert names(client, "mau", kind="by") == ["Maud Thornapple"]
    assert names(client, "otter", kind="by") == []  # bob has written nothing


def test_a_pen_name_on_members_stories_only_is_for_members(client, members_story, bob):
    assert names(client, "maud", kind="by") == []
    client.force_login(bob)
    assert names(client, "maud", kind="by") == ["Maud Thornapple"]


def test_an_anonymous_author_is_not_suggested(client, alice):
    story = publish_story(alice)
    story.bylines.update(shown=False)
    story.refresh_listing()
    assert names(client, "maud", kind="by") == []


def test_whoever_has_typed_nothing_or_asks_for_no_kind_gets_nothing(client, vocabulary):
    assert names(client, "") == names(client, " ") == names(client, "/") == []
    assert names(client, "slow", kind="rating") == names(client, "slow", kind="") == []


def test_guests_share_an_answer(client, vocabulary):
    answer = client.get(ADDRESS, {"kind": "freeform", "q": "slow"})
    assert "public" in answer.headers["Cache-Control"]


def test_it_asks_little(client, vocabulary, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        names(client, "nothing like it")


class AnythingTyped(TestCase):
    @given(st.text(max_size=200))
    def test_whatever_is_typed_is_answered(self, typed):
        suggesting.suggest(["freeform", "character"], typed, GUEST, for_filtering=True)
        writers.suggest(typed, GUEST)
