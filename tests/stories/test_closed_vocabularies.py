"""Warnings and categories after somebody edited their vocabulary: nothing that an author ticked is
lost, and that none applies still contradicts those that do."""

import pytest

from stories.bulk import effects
from stories.forms import StoryForm
from stories.models import Story
from stories.tag_rules import obstacle
from tags import edits
from tags.models import Tag
from tags.vocabulary import NO_WARNINGS
from tests.stories.test_editing import form_of

VIOLENCE, DEATH = "Graphic violence", "Major character death"


def tag(kind: str, name: str) -> Tag:
    return Tag.objects.named(kind, [name], is_official=True)[0]


def warned(story, *names) -> Story:
    story.warnings.set(names)
    return Story.objects.for_cards().get(pk=story.pk)


def saved(author, story, **changes) -> Story:
    address = f"/works/{story.pk}/edit"
    answer = author.post(address, form_of(author, address) | changes)
    assert answer.status_code == 302, answer.context["form"].errors
    return Story.objects.get(pk=story.pk)


def names(tags) -> list[str]:
    return [one.name for one in tags.all()]


def test_what_became_another_name_is_ticked_as_its_official_one(author, story):
    warned(story, VIOLENCE, DEATH)
    story.categories.set(["Gen", "Multi"])
    edits.merge(tag("warning", VIOLENCE), tag("warning", "Violence"), by=None)
    edits.merge(tag("category", "Multi"), tag("category", "Several"), by=None)
    after = saved(author, story)
    assert names(after.warnings) == ["Violence", DEATH]
    assert names(after.categories) == ["Gen", "Several"]


def test_two_names_of_one_are_one_tick(author, story):
    warned(story, VIOLENCE, "Violence")
    edits.merge(tag("warning", VIOLENCE), tag("warning", "Violence"), by=None)
    assert names(saved(author, story).warnings) == ["Violence"]


def test_what_is_no_longer_official_stays_with_who_has_it(author, story):
    warned(story, VIOLENCE, DEATH)
    edits.make_unofficial(tag("warning", VIOLENCE), by=None)
    assert names(saved(author, story).warnings) == [VIOLENCE, DEATH]
    assert VIOLENCE not in dict(StoryForm().fields["warnings"].choices)


def test_a_form_that_was_open_meanwhile_is_read_as_it_is_meant(author, story):
    warned(story, VIOLENCE, DEATH)
    address = f"/works/{story.pk}/edit"
    page = author.get(address)
    sent = form_of(author, address) | {"choices-seen": page.context["seen_choices"]}
    edits.merge(tag("warning", VIOLENCE), tag("warning", "Violence"), by=None)
    assert author.post(address, sent).status_code == 302
    assert names(story.warnings) == ["Violence", DEATH]


@pytest.mark.parametrize(
    "edit", [edits.rename, lambda one, name, by: edits.merge(one, tag("warning", name), by=by)]
)
def test_that_none_applies_is_known_by_any_name(author, story, edit):
    edit(tag("warning", NO_WARNINGS), "Nothing of the kind", by=None)
    form = StoryForm({"warnings": ["Nothing of the kind", DEATH]})
    assert "Either none of these applies, or some do." in form.errors["warnings"]
    said = [["Nothing of the kind", False], [DEATH, False]]
    assert obstacle("warnings", said, is_published=False)
    assert not obstacle("warnings", said[1:], is_published=False)


def test_many_stories_are_changed_by_what_their_ticks_mean(alice, story):
    edits.rename(tag("warning", NO_WARNINGS), "Nothing of the kind", by=None)
    (effect,) = effects.effects(alice, [story.pk], {"add_warnings": [DEATH]})
    assert effect.changes["warnings"][1] == [[DEATH, False]]
    warned(story, VIOLENCE, DEATH)
    edits.merge(tag("warning", VIOLENCE), tag("warning", "Violence"), by=None)
    (effect,) = effects.effects(alice, [story.pk], {"remove_warnings": ["Violence"]})
    assert effect.changes["warnings"][1] == [[DEATH, False]]
