"""Tags by kind over one link table, through django-taggit's managers."""

from stories.models import Tagging


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
