"""An edit is taken back exactly, or not at all: then a sentence says what changed since."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from core.models import AuditEntry
from tags import edits
from tags.models import Medium, TagEdit
from tests.tags.vocabulary import assert_sound, coin, fresh, standing


def refused(undo, *arguments) -> str:
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        undo(*arguments, by=None)
    return " ".join(refusal.value.messages)


@pytest.fixture
def vocabulary(db):
    """A tag with everything that may hang on one, and another beside it."""
    tag, other, above, below, nickname = coin(
        "fandom", "Tag", "Other", "Above", "Below", "Nickname"
    )
    [person] = coin("character", "Person")
    edits.merge(nickname, tag, by=None)
    edits.set_parents(tag, [above], by=None)
    edits.set_parents(below, [tag, other], by=None)
    edits.set_fandoms(person, [tag], by=None)
    edits.set_media(tag, [Medium.objects.get(slug="film")], by=None)
    return tag, other


VERBS = {
    "rename": lambda tag, other: edits.rename(tag, "Quite another", by=None),
    "rename to its own": lambda tag, other: edits.rename(tag, "nickname", by=None),
    "respell": lambda tag, other: edits.rename(tag, "TAG", by=None),
    "merge": lambda tag, other: edits.merge(tag, other, by=None),
    "merge the other": lambda tag, other: edits.merge(other, tag, by=None),
    "part": lambda tag, other: edits.part(coin("fandom", "Nickname")[0], by=None),
    "official": lambda tag, other: edits.make_official(tag, by=None),
    "unofficial": lambda tag, other: edits.make_unofficial(tag, by=None),
    "filterable": lambda tag, other: edits.set_filterable(tag, False, by=None),
    "describe": lambda tag, other: edits.describe(tag, "Words.", by=None),
    "parents": lambda tag, other: edits.set_parents(tag, [other], by=None),
    "media": lambda tag, other: edits.set_media(tag, [], by=None),
    "fandoms": lambda tag, other: edits.set_fandoms(coin("character", "Person")[0], [], by=None),
    "look": lambda tag, other: edits.mark_looked_at([tag], by=None)[0],
}


@pytest.mark.parametrize("verb", VERBS)
def test_after_undoing_all_is_as_it_was(vocabulary, editor, verb):
    before = standing()
    edit = VERBS[verb](*vocabulary)
    assert verb in ("unofficial", "look") or standing() != before
    edit.undo(by=editor)
    after = standing()
    assert {pk: after["tags"].pop(pk) for pk in before["tags"]} == before.pop("tags")
    assert not any(row["synonym_of"] for row in after.pop("tags").values())  # free again
    assert after == before
    assert_sound()


def test_who_undid_it_stands_in_the_log(editor):
    [tag] = coin("freeform", "Tag")
    edit = edits.make_official(tag, by=None)
    edit.undo(by=editor)
    edit = TagEdit.objects.get()
    assert edit.is_undone
    assert edit.undone_by == editor
    assert AuditEntry.objects.get(verb="tag.undo").object_id == tag.pk


def test_undone_twice_it_is_undone_once(db):
    [tag] = coin("freeform", "Tag")
    edit = edits.make_official(tag, by=None)
    edit.undo(by=None)
    edits.make_official(tag, by=None)
    edit.undo(by=None)
    assert fresh(tag)[0].is_official


SINCE = {
    "has been renamed since": (
        lambda a, b: edits.rename(a, "Z", by=None),
        lambda a, b: edits.rename(a, "Y", by=None),
    ),
    "“A” is another name of has changed since": (
        lambda a, b: edits.merge(a, b, by=None),
        lambda a, b: edits.part(a, by=None),
    ),
    "official name has changed since": (
        lambda a, b: edits.make_official(a, by=None),
        lambda a, b: edits.make_unofficial(a, by=None),
    ),
    "“A” stands under has changed since": (
        lambda a, b: edits.set_parents(a, [b], by=None),
        lambda a, b: edits.set_parents(a, [], by=None),
    ),
    "described anew": (
        lambda a, b: edits.describe(a, "Words.", by=None),
        lambda a, b: edits.describe(a, "Others.", by=None),
    ),
}


@pytest.mark.parametrize("sentence", SINCE)
def test_what_was_changed_since_is_named(db, sentence):
    first, then = SINCE[sentence]
    tags = coin("freeform", "A", "B")
    edit = first(*tags)
    then(*fresh(*tags))
    stands = standing()
    assert sentence in refused(edit.undo)
    assert standing() == stands


def test_what_would_close_a_circle_by_now_is_not_put_back(db):
    a, b = coin("fandom", "A", "B")
    edits.set_parents(a, [b], by=None)
    edit = edits.set_parents(a, [], by=None)
    edits.set_parents(b, [a], by=None)
    assert "circle" in refused(edit.undo)
    assert_sound()


def test_nothing_is_hung_on_what_became_another_name(db):
    a, b, c = coin("fandom", "A", "B", "C")
    edits.set_parents(a, [b], by=None)
    edit = edits.set_parents(a, [], by=None)
    edits.merge(b, c, by=None)
    assert "“B” has become another name of “C” since" in refused(edit.undo)


def test_no_other_name_gets_other_names(db):
    a, b, c = coin("fandom", "A", "B", "C")
    edits.merge(a, b, by=None)
    edit = edits.part(a, by=None)
    edits.merge(c, a, by=None)
    assert "“C” has become another name of “A” since" in refused(edit.undo)


HUNG = {
    "“Name” stands under has changed since": lambda name, tag: edits.set_parents(
        name, [tag], by=None
    ),
    "“Tag” stands under has changed since": lambda name, tag: edits.set_parents(
        tag, [name], by=None
    ),
    "characters of “Pair” have changed since": lambda name, tag: edits.set_characters(
        coin("relationship", "Pair")[0], [name], by=None
    ),
    "fandoms of “Name” have changed since": lambda name, tag: edits.set_fandoms(
        name, coin("fandom", "Fandom"), by=None
    ),
    "“Name” is an official name has changed since": lambda name, tag: edits.make_official(
        name, by=None
    ),
}
FREED = {
    "parted": lambda name, official: edits.part(name, by=None),
    "exchanged": lambda name, official: edits.merge(official, name, by=None),
}


@pytest.mark.parametrize("freed", FREED)
@pytest.mark.parametrize("sentence", HUNG)
def test_what_something_hangs_on_is_not_made_another_name_again(db, sentence, freed):
    official, name, tag = coin("character", "Official", "Name", "Tag")
    edits.merge(name, official, by=None)
    edit = FREED[freed](*fresh(name, official))
    HUNG[sentence](*fresh(name, tag))
    stands = standing()
    assert sentence in refused(edit.undo)
    assert standing() == stands
    assert_sound()


def test_a_medium_that_is_gone_is_not_put_back(db):
    [fandom] = coin("fandom", "Fandom")
    medium = Medium.objects.create(name="Zines", slug="zines")
    edits.set_media(fandom, [medium], by=None)
    edit = edits.set_media(fandom, [], by=None)
    medium.delete()
    assert "The media of “Fandom” have changed since." in refused(edit.undo)


def test_a_name_that_stories_took_since_stays_theirs(story):
    [tag] = coin("freeform", "Rain")
    edit = edits.rename(tag, "Weather", by=None)
    story.freeforms.set(["Rain"])
    assert "Stories have been tagged with “Rain” since" in refused(edit.undo)
    edits.rename(tag, "Rain", by=None)
    assert story.freeforms.get().name == "Rain"
    assert coin("freeform", "Weather")[0].official == story.freeforms.get()


def test_a_batch_is_undone_at_once_or_not_at_all(db):
    a, b, c, d = coin("freeform", "A", "B", "C", "D")
    before, batch = standing(), edits.new_batch()
    for tag, into in ((a, b), (b, c), (c, d)):  # each rests on the one before
        edits.merge(tag, into, by=None, batch=batch)
    edits.undo_batch(batch, by=None)
    assert standing() == before
    batch = edits.new_batch()
    edits.make_official(a, by=None, batch=batch)
    edits.make_official(b, by=None, batch=batch)
    edits.make_unofficial(a, by=None)
    assert "“A”" in refused(edits.undo_batch, batch)
    assert fresh(b)[0].is_official
