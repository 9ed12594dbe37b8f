"""Two people who need the same name in the same moment both get a tag."""

import threading
from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse

from tags import edits
from tags.models import Tag
from tests.cast import write_story
from tests.tags.vocabulary import assert_sound, coin, fresh

PATIENCE = 20  # seconds, on a busy machine

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def meanwhile(work):
    """What somebody else does, from before the transaction of the block ends; its outcome is put
    into the list."""
    outcome = []

    def run():
        try:
            outcome.append(work())
        except Exception as error:
            outcome.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=run)
    with transaction.atomic():
        yield outcome
        other.start()
        other.join(0.5)
        assert other.is_alive(), outcome
    other.join(PATIENCE)
    assert not other.is_alive()


def tags_called(name, kind="freeform"):
    return Tag.objects.filter(kind=kind, name=name).count()


@pytest.mark.parametrize(("kind", "name"), [("freeform", "Rain"), ("relationship", "Maud/Otter")])
def test_of_two_authors_both_get_the_same(kind, name):
    with meanwhile(lambda: coin(kind, name)) as outcome:
        mine = coin(kind, name)
    assert outcome == [mine]


def test_of_names_alike_each_gets_a_slug_of_its_own():
    with meanwhile(lambda: coin("freeform", "A B", "A_B?!")) as outcome:
        [mine] = coin("freeform", "A-B")
    assert [tag.name for tag in outcome[0]] == ["A B", "A_B?!"]
    assert len({tag.slug for tag in [mine, *outcome[0]]}) == 3


def test_an_author_gets_the_tag_that_an_editor_gives_this_name_just_now():
    [tag] = coin("freeform", "Old")
    with meanwhile(lambda: coin("freeform", "New")) as outcome:
        edits.rename(tag, "New", by=None)
    assert outcome == [[tag]]
    assert coin("freeform", "Old")[0].official == tag
    assert_sound()


def test_an_author_who_tags_her_story_meanwhile_has_it(alice):
    [tag] = coin("freeform", "Old")
    story = write_story(alice)
    with meanwhile(lambda: story.freeforms.set(["Old", "New"])) as outcome:
        edits.rename(tag, "New", by=None)
    assert outcome == [None]
    assert [one.official for one in story.freeforms.all()].count(tag) >= 1


@pytest.mark.parametrize("kind", ["freeform", "relationship"])
def test_an_editor_gives_a_name_that_an_author_has_just_coined_and_does_not_bear(kind):
    [tag] = coin(kind, "Old")
    with meanwhile(lambda: edits.rename(tag, "New", by=None)) as outcome:
        coin(kind, "New")
    assert not isinstance(outcome[0], Exception), outcome
    assert fresh(tag)[0].name == "New"
    assert tags_called("New", kind) == tags_called("Old", kind) == 1
    assert_sound()


def test_an_editor_is_told_that_an_author_bears_this_name_since(alice):
    [tag] = coin("freeform", "Old")
    story = write_story(alice)
    with meanwhile(lambda: edits.rename(tag, "New", by=None)) as outcome:
        story.freeforms.set(["New"])
    assert isinstance(outcome[0], ValidationError)
    assert "There is a tag “New” already" in outcome[0].messages[0]
    assert fresh(tag)[0].name == "Old"


def test_an_editor_gives_a_name_like_one_that_is_coined_just_now():
    [tag] = coin("freeform", "Old")
    with meanwhile(lambda: edits.rename(tag, "A B", by=None)) as outcome:
        coin("freeform", "A-B")
    assert not isinstance(outcome[0], Exception), outcome
    assert fresh(tag)[0].name == "A B"


def test_an_editor_adds_what_another_makes_another_name_just_now(client, editor):
    tag, official = coin("freeform", "Old", "Official")
    client.force_login(editor)
    new = {"kind": "freeform", "name": "New"}
    add = lambda: client.post(reverse("admin:tags_tag_add"), new)  # noqa: E731
    with meanwhile(add) as outcome:
        edits.rename(tag, "New", by=None)
        edits.merge(tag, official, by=None)
    assert "There is such a tag." in outcome[0].text


def test_a_tag_is_split_into_one_that_an_author_has_just_coined():
    [tag], [fandom] = coin("character", "Michael"), coin("fandom", "Turtles")
    split = lambda: edits.split(tag, into="Michelangelo", fandom=fandom, by=None)  # noqa: E731
    with meanwhile(split) as outcome:
        [new] = coin("character", "Michelangelo")
    assert outcome[0].other == new


def test_who_coins_the_same_in_another_order_waits_for_nobody_who_waits_for_her():
    names = ["Before", "Between", "Beyond"]  # in the order of their keys
    outcome = []

    def work(some):
        try:
            outcome.append({tag.pk for tag in coin("freeform", *some)})
        except Exception as error:
            outcome.append(error)
        finally:
            connection.close()

    people = [threading.Thread(target=work, args=[some]) for some in (names, names[::-1])]
    with transaction.atomic():
        coin("freeform", "Between")  # for which both wait, the one having written more than it
        for one in people:
            one.start()
            one.join(0.5)
    for one in people:
        one.join(PATIENCE)
    assert len(outcome[0]) == len(names)
    assert outcome[0] == outcome[1]
