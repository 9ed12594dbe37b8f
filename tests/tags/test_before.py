"""Archives that stood before relationships knew their characters, and each kind its own tree."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from stories.models import Listing
from tags.introducing import introduce_all
from tags.models import Ancestor, Belonging, Member, Parent, Tag
from tests.stories.events import told
from tests.tags.vocabulary import assert_sound, coin, fresh, names

migration = import_module("tags.migrations.0005_relationships_in_any_order")


class Editor:
    connection = connection


def migrate():
    migration.forwards(apps, Editor)


def old(kind: str, name: str, key: str, **fields) -> Tag:
    return Tag.objects.create(kind=kind, name=name, key=key, **fields)


@pytest.mark.parametrize("turned_is_official", [False, True])
def test_two_that_are_one_now_are_names_of_one(db, turned_is_official):
    straight = old("relationship", "Willow/Tara", "willow/tara")
    turned = old("relationship", "Tara/Willow", "tara/willow", is_official=turned_is_official)
    alone = old("relationship", "Xander / Anya", "xander / anya")
    nickname = old("relationship", "WT", "wt", synonym_of=straight)
    above = old("relationship", "Anybody/Willow", "anybody/willow")
    Parent.objects.create(child=straight, parent=above)
    migrate()
    stays, other = (turned, straight) if turned_is_official else (straight, turned)
    stays, other, alone, nickname = fresh(stays, other, alone, nickname)
    assert (stays.key, stays.synonym_of) == ("tara/willow", None)
    assert (other.key, other.synonym_of) == ("willow/tara", stays)
    assert other.is_official is False
    assert nickname.synonym_of == stays
    assert alone.key == "anya/xander"
    assert names(stays.parents) == ["Anybody/Willow"]
    assert coin("relationship", "Willow/Tara", "Tara / Willow") == [stays]
    assert_sound()


def test_done_twice_it_is_done_once(db):
    for name in ("A/B", "B/A", "B / A", "C & B"):
        old("relationship", name, name.lower())
    migrate()
    before = list(Tag.objects.order_by("pk").values_list("name", "key", "synonym_of"))
    migrate()
    assert list(Tag.objects.order_by("pk").values_list("name", "key", "synonym_of")) == before


def test_a_tag_stands_under_its_own_kind_from_now_on(db):
    [fandom, films] = coin("fandom", "Fandom", "Films")
    [person, pair] = [*coin("character", "Person"), old("relationship", "Pair", "pair")]
    for child, parent in ((person, fandom), (pair, fandom), (pair, person), (fandom, films)):
        Parent.objects.create(child=child, parent=parent)
    Ancestor.rebuild()
    migrate()
    assert list(Parent.objects.values_list("child", "parent")) == [(fandom.pk, films.pk)]
    assert set(Belonging.objects.values_list("tag", "fandom")) == {
        (person.pk, fandom.pk),
        (pair.pk, fandom.pk),
    }
    assert list(Member.objects.values_list("relationship", "character")) == [(pair.pk, person.pk)]
    assert_sound()


def test_the_worker_introduces_who_is_in_them(story, worker):
    pair = old("relationship", "Willow/Tara", "willow/tara")
    story.relationships.set(["Willow/Tara"])
    story.refresh_listing()
    migrate()
    assert "relationships.unintroduced" in told()
    worker.work()
    assert names(pair.characters) == ["Tara", "Willow"]
    for character in pair.characters.all():
        assert Listing.objects.with_tag(character).filter(pk=story.pk).exists()
    before = told()
    introduce_all()
    assert told() == before


def test_a_new_archive_asks_nothing_of_the_worker(db):
    migrate()
    assert told() == []
