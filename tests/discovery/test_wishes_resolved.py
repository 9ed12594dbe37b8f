"""Names in an address become tags and pen names: those that this person may know of."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from discovery.criteria import Words
from discovery.wishes import read, resolve
from tags.models import Tag, TagCount
from tests.cast import publish_story, write_story

GUEST = AnonymousUser()


def criteria(address, user=GUEST):
    return resolve(read(address), user).criteria


def unknown(address, user=GUEST):
    return [str(one.said) for one in resolve(read(address), user).unknown]


def tag(kind, name, **fields):
    found = Tag.objects.named(kind, [name])[0]
    for field, value in fields.items():
        setattr(found, field, value)
    found.save()
    return found


@pytest.fixture
def coffee(story):
    story.freeforms.set(["Cold tea"])
    story.relationships.set(["Maud/Otter"])
    story.refresh_listing()
    TagCount.add_up()
    return story


def test_a_name_is_its_official_tag(db):
    angst = tag("freeform", "Angst", is_official=True)
    tag("freeform", "Sorrow", synonym_of=angst)
    assert criteria("freeform=Sorrow").tags == (angst.pk,)
    assert criteria("not-freeform=ängst").not_tags == (angst.pk,)
    assert criteria("tag=sorrow,Sorrow,ANGST").tags == (angst.pk,)


def test_a_relationship_is_the_same_in_any_order(coffee):
    found = Tag.objects.get(kind="relationship")
    assert criteria("relationship=Otter/Maud").tags == (found.pk,)
    assert criteria("mainly=Otter/Maud").main_tags == (found.pk,)
    assert criteria("not-mainly=Otter/Maud").not_main_tags == (found.pk,)
    assert criteria("relationship=Otter & Maud").tags == ()


def test_a_tag_of_any_kind_is_the_one_with_most_stories_and_is_kept_out_of_all(alice):
    character, freeform = tag("character", "Rain"), tag("freeform", "Rain")
    for number in range(3):
        story = publish_story(alice, f"Story {number}")
        story.freeforms.set(["Rain"])
        story.characters.set(["Rain"] if not number else [])
        story.refresh_listing()
    TagCount.add_up()
    assert criteria("tag=rain").tags == (freeform.pk,)
    assert set(criteria("not-tag=rain").not_tags) == {freeform.pk, character.pk}


def test_warnings_are_asked_for_in_any_language(db):
    violence = Tag.objects.get(kind="warning", name="Graphic violence")
    assert criteria("warning=graphic violence").tags == (violence.pk,)
    assert criteria("not-warning=Violencia explícita").not_tags == (violence.pk,)


def test_what_is_not_for_filtering_is_found_by_its_name(coffee):
    odd = Tag.objects.get(kind="freeform")
    odd.is_filterable = False
    odd.save()
    assert criteria("freeform=cold tea").tags == (odd.pk,)


def test_nobody_learns_what_stands_on_drafts(alice, bob):
    draft = write_story(alice)
    draft.freeforms.set(["Secret pregnancy"])
    assert unknown("freeform=Secret pregnancy", bob) == [
        "No tag here is called “Secret pregnancy”; this is left out."
    ]
    near = resolve(read("freeform=secret pregnanci"), bob).unknown[0]
    assert near.nearest == ""


def test_guests_do_not_learn_what_stands_on_members_stories(members_story, bob):
    members_story.freeforms.set(["Secret pregnancy"])
    members_story.refresh_listing()
    TagCount.add_up()
    assert criteria("freeform=Secret pregnancy", bob).tags
    assert unknown("freeform=Secret pregnancy")
    assert resolve(read("freeform=secret pregnanci"), GUEST).unknown[0].nearest == ""
    assert resolve(read("freeform=secret pregnanci"), bob).unknown[0].nearest


def test_a_new_storys_tags_are_known_before_they_are_counted(story):
    story.freeforms.set(["Fresh"])
    story.refresh_listing()
    assert not TagCount.objects.exists()
    assert criteria("freeform=fresh").tags


def test_a_name_that_nobody_bears_is_said_with_the_nearest(coffee):
    one = resolve(read("freeform=Could tea&sort=words"), GUEST).unknown[0]
    assert str(one.said) == "No tag here is called “Could tea”; this is left out."
    assert one.nearest == "Cold tea"
    assert one.instead.address() == "freeform=Cold+tea&sort=words"
    assert resolve(one.instead, GUEST).criteria.tags


def test_a_pen_name_is_found_by_its_name_or_its_address(alice, bob):
    maud, otter = alice.pen_name, bob.pen_name
    assert criteria("by=maud  thornapple&not-by=OTTERBURN").pen_names == (maud.pk,)
    assert criteria(f"by={maud.slug}&not-by=otterburn").not_pen_names == (otter.pk,)
    bob.pen_names.update(name=maud.slug, key=maud.slug.casefold())
    assert criteria(f"by={maud.slug}").pen_names == (otter.pk,)  # the name goes before


def test_names_that_nobody_bears_are_looked_for_as_words(story):
    found = criteria("by=maud&not-tag=tea&au=bakery")
    assert found.says == (Words("bakery", "au"), Words("maud", "by"))
    assert found.says_not == (Words("tea", "tag"),)
    assert unknown("by=maud") == [
        "Nobody here writes as “maud”; its words are looked for in all pen names."
    ]


def test_of_many_such_names_a_few_are_looked_for_and_the_others_are_lost(db):
    found = resolve(read("by=" + ",".join(f"Nobody {number}" for number in range(7))), GUEST)
    assert len(found.criteria.says) == 5
    assert [one.is_lost for one in found.unknown] == [False] * 5 + [True] * 2


def test_words_and_numbers_and_times(db):
    found = criteria(
        "q=cold -tea&title=lamp&words-from=5&written-to=2001&updated-from=2w&updated-to=2024-05"
    )
    assert found.says == (Words("cold"), Words("lamp", "title"))
    assert found.says_not == (Words("tea"),)
    assert (found.words, found.written) == ((5, None), (None, 2001))
    assert criteria("q=cold&in=text").says == (Words("cold", "text"),)
    since, _until = criteria("updated-from=2w").updated
    age = timezone.now() - since - timedelta(days=14)
    assert timedelta(0) <= age < timedelta(minutes=2)
    assert (since.second, since.microsecond) == (0, 0)
    _since, until = criteria("updated-to=2024-02").updated
    assert until.date() == datetime(2024, 2, 29, tzinfo=UTC).date()


@pytest.mark.parametrize("number", [1, 25])
def test_however_many_names_cost_three_questions(number, coffee, django_assert_max_num_queries):
    kinds = ("fandom", "character", "tag", "mainly", "not-by", "relationship")
    names = "&".join(f"{kind}=Name {n}" for kind in kinds for n in range(number))
    wish = read(f"{names}&freeform=cold tea")
    with django_assert_max_num_queries(3):
        resolve(wish, GUEST)


def test_nothing_asked_is_nothing_looked_up(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not resolve(read("q=tea&sort=words"), GUEST).unknown
