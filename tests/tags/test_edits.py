"""Each verb of tag editors: what it does, when it refuses, and what it writes down."""

from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from core.models import AuditEntry
from tags import edits
from tags.models import Medium, Tag, TagEdit
from tests.tags.vocabulary import assert_sound, coin, found_under, fresh, names, would_move


def refused(verb, *arguments, **named) -> str:
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        verb(*arguments, by=None, **named)
    return " ".join(refusal.value.messages)


def test_each_edit_stands_in_both_logs(editor):
    tag, other = coin("freeform", "Angst", "Anguish")
    edit = edits.merge(other, tag, by=editor)
    assert (edit.what, edit.tag, edit.other, edit.by) == ("merge", other, tag, editor)
    entry = AuditEntry.objects.get(verb="tag.merge")
    assert (entry.actor_id, entry.object_id) == (editor.pk, other.pk)


# Names


def test_a_new_name_leaves_the_old_one_as_another_name(db):
    [tag] = coin("fandom", "Old")
    edits.rename(tag, "New", by=None)
    [tag] = fresh(tag)
    assert (tag.name, tag.key) == ("New", "new")
    assert coin("fandom", "Old")[0].official == tag
    assert coin("fandom", "New") == [tag]


def test_another_spelling_needs_no_other_name(db):
    [tag] = coin("relationship", "willow / tara")
    edits.rename(tag, "Tara/Willow", by=None)
    assert fresh(tag)[0].name == "Tara/Willow"
    assert not tag.synonyms.exists()


def test_a_name_that_another_tag_bears_is_refused(db, story):
    tag, other = coin("freeform", "One", "Two")
    story.freeforms.set(["Two"])
    assert "“Two” already" in refused(edits.rename, tag, "two")
    edits.set_parents(other, coin("freeform", "Numbers"), by=None)
    assert "“Numbers” already" in refused(edits.rename, tag, "Numbers")


def test_a_name_that_nothing_bears_is_free(db):
    tag, _unused = coin("freeform", "One", "Two")
    edits.rename(tag, "Two", by=None)
    assert coin("freeform", "Two") == [tag]
    assert coin("freeform", "One")[0].official == tag


@pytest.mark.parametrize("name", ["", " ", "x" * 151, "\u200b"])
def test_what_is_no_name_is_refused(db, name):
    [tag] = coin("freeform", "One")
    refused(edits.rename, tag, name)


def test_a_tag_may_take_the_name_of_one_of_its_other_names(story):
    tag, nickname = coin("fandom", "Buffy the Vampire Slayer", "BtVS")
    story.fandoms.set(["BtVS"])
    edits.merge(nickname, tag, by=None)
    edits.rename(tag, "BtVS", by=None)
    tag, nickname = fresh(tag, nickname)
    assert tag.official == nickname
    assert nickname.synonym_of is None
    assert_sound()


def test_who_is_in_a_relationship_follows_its_new_name(db):
    [pair] = coin("relationship", "Sherlok/John")
    edits.rename(pair, "Sherlock Holmes/John Watson", by=None)
    assert names(pair.characters) == ["John Watson", "Sherlock Holmes"]


def test_who_was_said_to_be_in_a_relationship_stays_in_it(db):
    [pair] = coin("relationship", "Johnlock")
    edits.set_characters(pair, coin("character", "Sherlock", "John"), by=None)
    edits.rename(pair, "A/B", by=None)
    assert names(pair.characters) == ["John", "Sherlock"]


# One thing with two names


def test_other_names_of_other_names_mean_the_official_one(db):
    a, b, c, d = coin("freeform", "A", "B", "C", "D")
    edits.merge(a, b, by=None)
    edits.merge(c, a, by=None)  # another name of b, then
    edits.merge(b, d, by=None)
    assert {tag.official for tag in fresh(a, b, c)} == {d}
    assert_sound()


def test_two_tags_cannot_be_other_names_of_each_other(db):
    a, b = coin("freeform", "A", "B")
    assert "of itself" in refused(edits.merge, a, a)
    edits.merge(a, b, by=None)
    assert not edits.merge(a, b, by=None).after  # pressed twice
    edits.merge(b, a, by=None)  # they change places
    assert [tag.synonym_of for tag in fresh(a, b)] == [None, a]


def test_a_tag_of_another_kind_is_no_other_name(db):
    [a], [b] = coin("freeform", "A"), coin("au", "B")
    assert "of its kind" in refused(edits.merge, a, b)


def test_what_hung_on_a_tag_hangs_on_the_official_one(db):
    old, new, above, below = coin("fandom", "Old", "New", "Above", "Below")
    film = Medium.objects.get(slug="film")
    [person] = coin("character", "Person")
    edits.set_parents(below, [old], by=None)
    edits.set_parents(old, [above], by=None)
    edits.set_fandoms(person, [old], by=None)
    edits.set_media(old, [film], by=None)
    edits.make_official(old, by=None)
    edits.describe(old, "An old one.", by=None)
    edits.merge(old, new, by=None)
    [new] = fresh(new)
    assert (names(new.children), names(new.parents)) == (["Below"], ["Above"])
    assert list(person.fandoms.all()) == [new]
    assert list(new.media.all()) == [film]
    assert (new.is_official, new.about) == (True, "An old one.")
    assert_sound()


def test_a_character_under_another_name_stays_in_its_relationships(db):
    [pair] = coin("relationship", "Will/Tara")
    nickname, official = coin("character", "Will", "Willow Rosenberg")
    edits.merge(nickname, official, by=None)
    assert names(pair.characters) == ["Tara", "Willow Rosenberg"]


def test_a_relationship_keeps_its_own_characters(db):
    typo, right = coin("relationship", "Wilow/Tara", "Willow/Tara")
    edits.merge(typo, right, by=None)
    assert names(right.characters) == ["Tara", "Willow"]
    nickname, pair = coin("relationship", "Giles/Jenny", "Calendiles")
    edits.merge(nickname, pair, by=None)
    assert names(pair.characters) == ["Giles", "Jenny"]


def test_a_tag_may_become_another_name_of_what_stands_below_it(db):
    top, middle, bottom = coin("fandom", "Top", "Middle", "Bottom")
    edits.set_parents(middle, [top], by=None)
    edits.set_parents(bottom, [middle], by=None)
    edits.merge(top, bottom, by=None)
    assert names(bottom.parents) == ["Middle"]
    assert_sound()


def test_what_is_no_other_name_any_longer_is_a_tag_of_its_own(db):
    [fandom] = coin("fandom", "Buffy")
    nickname, official = coin("relationship", "Willow/Tara", "Tillow")
    edits.set_fandoms(official, [fandom], by=None)
    edits.merge(nickname, official, by=None)
    edits.part(nickname, by=None)
    [nickname] = fresh(nickname)
    assert nickname.synonym_of is None
    assert list(nickname.fandoms.all()) == [fandom]
    assert names(nickname.characters) == ["Tara", "Willow"]
    assert "is no other name" in refused(edits.part, nickname)


# Above and below


def test_circles_are_refused_at_any_depth(db):
    a, b, c, d = coin("fandom", "A", "B", "C", "D")
    edits.set_parents(a, [b], by=None)
    edits.set_parents(b, [c], by=None)
    edits.set_parents(c, [d], by=None)
    for tag in (d, c, b):
        assert "circle" in refused(edits.set_parents, tag, [a])
    assert "circle" in refused(edits.set_parents, a, [a])
    assert_sound()


def test_a_tag_stands_only_under_its_own_kind(db):
    [person], [fandom] = coin("character", "Person"), coin("fandom", "Fandom")
    assert "own kind" in refused(edits.set_parents, person, [fandom])
    assert "belongs to fandoms" in refused(edits.set_fandoms, fandom, [fandom])
    assert "belongs to fandoms" in refused(edits.set_fandoms, person, [person])
    assert "of characters" in refused(edits.set_characters, person, [person])
    assert "Only a fandom" in refused(edits.set_media, person, [])


def test_what_is_chosen_by_another_name_is_the_official_one(db):
    child, parent, nickname = coin("fandom", "Child", "Parent", "Nickname")
    edits.merge(nickname, parent, by=None)
    edits.set_parents(child, [nickname, parent], by=None)
    assert list(child.parents.all()) == [parent]


@pytest.mark.parametrize(
    "edit",
    [
        lambda tag: edits.set_parents(tag, [], by=None),
        lambda tag: edits.make_official(tag, by=None),
        lambda tag: edits.set_filterable(tag, False, by=None),
        lambda tag: edits.describe(tag, "Words.", by=None),
    ],
)
def test_another_name_has_nothing_of_its_own(db, edit):
    tag, official = coin("freeform", "Tag", "Official")
    edits.merge(tag, official, by=None)
    with pytest.raises(ValidationError, match="another name of “Official”"):
        edit(tag)


def test_only_what_stands_below_is_reckoned_anew(db):
    tags = coin("fandom", *(f"Number {number}" for number in range(30)))
    for child, parent in pairwise(tags):
        edits.set_parents(child, [parent], by=None)
    assert_sound()
    edits.set_parents(tags[15], [], by=None)
    assert_sound()
    edits.set_parents(tags[3], [tags[20], tags[28]], by=None)
    assert_sound()


# The queue


def test_what_was_looked_at_is_new_no_more(db):
    tags = coin("freeform", "A", "B")
    done = edits.mark_looked_at(tags, by=None, batch=edits.new_batch())
    assert [edit.tag for edit in done] == tags
    assert not Tag.objects.filter(pk__in=[tag.pk for tag in tags], looked_at=None).exists()


# How many stories move


def test_how_many_stories_an_edit_moves_is_told_truly(story, long_story, draft, worker):
    for one in (story, long_story, draft):
        one.fandoms.set(["Film Two"])
        one.refresh_listing()
    nickname, official, above = coin("fandom", "Film Two", "Film 2", "Films")
    for verb, *arguments in (
        (edits.merge, nickname, official),
        (edits.set_parents, nickname, [above]),
    ):
        assert would_move(verb, *arguments) == 2
        assert not TagEdit.objects.exists()
    assert would_move(edits.merge, nickname, nickname) == 0
    assert edits.merge(nickname, official, by=None).stories == 2
    worker.work()
    assert found_under(official) == [{story.pk, long_story.pk}]
    assert edits.set_parents(official, [above], by=None).stories == 2
    assert would_move(edits.part, nickname) == 2
    assert would_move(edits.make_official, official) == 0
