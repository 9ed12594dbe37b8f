"""Tags by kind over one link table, through django-taggit's managers."""

import pytest
from django.core.exceptions import ValidationError

from stories.models import Listing, Tagging
from tags.models import Tag


def names(manager):
    return [tag.name for tag in manager.all()]


def test_each_kind_keeps_to_itself(story):
    story.freeforms.set(["Fluff", "Rain"])
    story.characters.set(["Rain"])
    assert names(story.freeforms) == ["Fluff", "Rain"]
    assert names(story.characters) == ["Rain"]
    story.freeforms.clear()
    assert names(story.freeforms) == []
    assert names(story.characters) == ["Rain"]
    assert names(story.fandoms) == ["The Ninth Harbour"]


def test_order_is_the_authors(story):
    story.freeforms.set(["c", "a", "b"])
    assert names(story.freeforms) == ["c", "a", "b"]
    story.freeforms.set(["b", "d", "c"])
    assert names(story.freeforms) == ["b", "d", "c"]
    story.freeforms.add("a", "b")
    assert names(story.freeforms) == ["b", "d", "c", "a"]
    story.freeforms.remove("d")
    assert names(story.freeforms) == ["b", "c", "a"]


def test_two_names_with_one_key_are_one_tag(story):
    story.freeforms.set(["Café", "cafe", "CAFE "])
    assert names(story.freeforms) == ["Café"]


def test_main_marks_the_heart(story):
    story.relationships.set(["A/B", "C/D"], main=["C/D"])
    marked = Tagging.objects.filter(main=True)
    assert [link.tag.name for link in marked] == ["C/D"]


def test_setting_many_tags_costs_few_queries(story, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        story.freeforms.set([f"Tag {number}" for number in range(60)])
    assert len(names(story.freeforms)) == 60


def test_a_list_of_stories_is_filtered_by_a_field(story):
    from stories.models import Story

    assert Story.objects.filter(fandoms__name="The Ninth Harbour").get() == story


def test_a_slug_is_free_within_its_kind(db):
    first, second, third = Tag.objects.named("freeform", ["A-B", "A B", "A_B?!"])
    assert first.slug == "a-b"
    assert len({first.slug, second.slug, third.slug}) == 3


def test_a_story_is_found_under_other_names_and_ancestors_of_its_tags(story):
    child, parent, grandparent = Tag.objects.named("fandom", ["Film 2", "Films", "Everything"])
    alias = Tag.objects.named("fandom", ["Film Two"])[0]
    alias.merge_into(child)
    child.add_parent(parent)
    parent.add_parent(grandparent)
    story.fandoms.set(["Film Two"])
    story.refresh_listing()
    for tag in (alias, child, parent, grandparent):
        assert list(Listing.objects.with_tag(tag).values_list("story", flat=True)) == [story.pk]


def test_circles_are_refused(db):
    a, b, c = Tag.objects.named("fandom", ["A", "B", "C"])
    a.add_parent(b)
    b.add_parent(c)
    with pytest.raises(ValidationError):
        c.add_parent(a)
    with pytest.raises(ValidationError):
        a.add_parent(a)


def test_a_renamed_tag_is_found_under_its_old_name(db):
    tag = Tag.objects.named("fandom", ["Old"])[0]
    tag.rename("New")
    assert Tag.objects.named("fandom", ["Old"])[0].official == tag
    assert tag.name == "New"


def test_a_name_that_another_tag_has_is_refused(db):
    tag, _other = Tag.objects.named("fandom", ["One", "Two"])
    with pytest.raises(ValidationError):
        tag.rename("Two")


def test_a_merged_tags_children_move_along(db):
    old, new, child = Tag.objects.named("fandom", ["Old", "New", "Child"])
    child.add_parent(old)
    old.merge_into(new)
    assert new.is_ancestor_of(child)
    assert not old.is_ancestor_of(child)
