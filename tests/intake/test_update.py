"""A newer document of a story that is here: what it brings comes, what its author changed stays."""

import pytest
from django.urls import reverse

from intake.marks import mark
from intake.models import Source
from intake.updating.plan import BINNED, CHANGED, GONE, NEW, SAME, YOURS
from stories.models import Story

PART = "Chapter {number}: {title}\n\n{text}\n\n"
FIRST = [("Rain", "It rained, and nobody in the town was awake."), ("Wind", "Then the wind came.")]
SAID = {
    "fandoms": "The Ninth Harbour",
    "rating": "teen",
    "warnings": ["None of these warnings apply"],
    "add_all": "on",
}


def document(*chapters, head="Title: The Lamps\nSummary: Two people talk.\n\n"):
    parts = (PART.format(number=n, title=t, text=x) for n, (t, x) in enumerate(chapters, 1))
    return head + "".join(parts)


@pytest.fixture
def bring(client):
    """Bring a document of these chapters: its Source."""

    def paste(*chapters, **kwargs):
        client.post(reverse("write"), {"text": document(*chapters, **kwargs)})
        return Source.objects.latest("pk")

    return paste


@pytest.fixture
def bring_newer(client, story):
    """Bring it as a newer document of the story, where title and beginning may differ."""

    def paste(*chapters, **kwargs):
        address = reverse("newer", args=[story.pk])
        answer = client.post(address, {"text": document(*chapters, **kwargs)})
        assert answer.status_code == 302, answer.text
        return Source.objects.latest("pk")

    return paste


@pytest.fixture
def story(client, alice, bring):
    """Of two chapters, brought and published."""
    client.force_login(alice)
    source = bring(*FIRST)
    answer = client.post(source.get_absolute_url(), {**SAID, "publish": ""})
    assert answer.status_code == 302, answer.text
    return Story.objects.get()


def update(client, source, **data):
    return client.post(reverse("update", args=[source.token]), data)


def plan_of(client, source):
    return client.get(reverse("update", args=[source.token])).context["plan"]


def kinds(plan):
    return [step.kind for step in plan.chapters]


def texts(story):
    return [chapter.text.html for chapter in story.chapters.in_place().order_by("position")]


def test_new_chapters_are_added_and_published(client, story, bring):
    newer = bring(*FIRST, ("Sun", "And the sun."))
    assert kinds(plan_of(client, newer)) == [SAME, SAME, NEW]
    assert update(client, newer).url == story.get_absolute_url()
    assert texts(story)[2] == "<p>And the sun.</p>"
    assert story.chapters.get(title="Sun").is_published
    assert client.get(story.get_absolute_url() + "?view_full_work=true").text.count("And the sun.")
    newer.refresh_from_db()
    assert newer.story == story
    assert Story.objects.count() == 1


def test_a_chapter_in_between_comes_where_it_belongs(client, story, bring):
    update(client, bring(FIRST[0], ("Sun", "And the sun."), FIRST[1]))
    assert [one.title for one in story.chapters.order_by("position")] == ["Rain", "Sun", "Wind"]


def test_what_changed_there_becomes_a_version(client, story, bring_newer):
    newer = bring_newer(("Rain", "It rained for years."), FIRST[1])
    page = client.get(reverse("update", args=[newer.token]))
    assert kinds(page.context["plan"]) == [CHANGED, SAME]
    assert "<del>" in page.text
    assert "<ins>" in page.text
    assert texts(story)[0] != "<p>It rained for years.</p>", "nothing changes before it is wanted"
    update(client, newer)
    assert texts(story)[0] == "<p>It rained for years.</p>"
    first = story.chapters.get(position=1)
    assert "nobody in the town" in first.revisions.get(number=1).html


def test_what_its_author_changed_here_stays(client, alice, story, bring_newer):
    first = story.chapters.get(position=1)
    first.write(html="<p>It rained on my own words.</p>")
    first.release(by=alice)
    newer = bring_newer(("Rain", "It rained for years."), ("Wind", "The wind went."))
    assert kinds(plan_of(client, newer)) == [YOURS, CHANGED]
    update(client, newer)
    assert texts(story) == ["<p>It rained on my own words.</p>", "<p>The wind went.</p>"]


def test_the_documents_text_is_taken_where_its_author_says_so(client, alice, story, bring_newer):
    first = story.chapters.get(position=1)
    first.write(html="<p>It rained on my own words.</p>")
    first.release(by=alice)
    first.write(html="<p>It rained on words that nobody saw.</p>")
    update(
        client, bring_newer(("Rain", "It rained for years."), FIRST[1]), take=f"chapter-{first.pk}"
    )
    assert texts(story)[0] == "<p>It rained for years.</p>"
    versions = [one.html for one in first.revisions.all()]
    assert "<p>It rained on words that nobody saw.</p>" in versions
    assert "<p>It rained on my own words.</p>" in versions


def test_a_change_here_alone_is_no_question(client, alice, story, bring_newer):
    first = story.chapters.get(position=1)
    first.write(html="<p>It rained on my own words.</p>")
    first.release(by=alice)
    assert plan_of(client, bring_newer(*FIRST, head="Title: The Lamps\n\n")).is_empty


def test_a_chapter_in_the_bin_stays_there_and_one_that_is_gone_stays_here(
    client, story, bring_newer
):
    story.chapters.get(position=1).move_to_bin()
    newer = bring_newer(FIRST[0], ("Sun", "And the sun."), ("Moon", "And the moon."))
    assert BINNED in kinds(plan_of(client, newer))
    update(client, newer)
    assert [one.title for one in story.chapters.in_place().order_by("position")][-1] == "Moon"
    shorter = bring_newer(("Sun", "And the sun."))
    assert GONE in kinds(plan_of(client, shorter))


def test_a_second_update_knows_the_first(client, story, bring_newer):
    update(client, bring_newer(*FIRST, ("Sun", "And the sun.")))
    newer = bring_newer(*FIRST, ("Sun", "And the sun shone."), ("Moon", "And the moon."))
    assert kinds(plan_of(client, newer)) == [SAME, SAME, CHANGED, NEW]


def test_tags_and_progress_of_the_newer_document_come_along(client, story, bring):
    head = "Title: The Lamps\nSummary: Two people talk.\nCharacters: Ann Other, Ben Other\n\n"
    newer = bring(*FIRST, head=head)
    assert plan_of(client, newer).new_tags == ["Ann Other", "Ben Other"]
    update(client, newer)
    assert list(story.characters.names()) == ["Ann Other", "Ben Other"]
    story.characters.set(["Ben Other"])
    assert "Ann Other" not in plan_of(client, bring(*FIRST, head=head + "\n")).new_tags


def test_the_source_can_be_read_again_by_a_better_reader(client, alice, story):
    source, first = story.sources.get(), story.chapters.get(position=1)
    assert plan_of(client, source).is_empty
    older = "<p>It rained, as an older reader read it.</p>"
    first.write(html=older)
    first.release(by=alice)
    source.outline["marks"]["chapters"][0][1]["html"] = mark(older)
    source.save()
    assert kinds(plan_of(client, source)) == [CHANGED, SAME]
    update(client, source)
    assert "nobody in the town" in texts(story)[0]
    assert older in [one.html for one in first.revisions.all()]
    assert plan_of(client, source).is_empty


def test_nobody_else_can_look_at_it_or_do_it(client, bob, story, bring):
    newer = bring(*FIRST, ("Sun", "And the sun."))
    client.force_login(bob)
    assert client.get(reverse("update", args=[newer.token])).status_code == 404
    assert update(client, newer).status_code == 404
    client.logout()
    assert client.get(reverse("update", args=[newer.token])).status_code in (302, 404)
    assert len(texts(story)) == 2


def test_a_document_of_no_story_updates_none(client, alice, bring):
    client.force_login(alice)
    assert update(client, bring(*FIRST)).status_code == 404


def test_the_difference_costs_the_same_for_two_chapters_and_for_ten(
    client, story, bring_newer, django_assert_max_num_queries
):
    many = [*FIRST, *((f"Day {number}", f"Day {number} came.") for number in range(10))]
    newer = bring_newer(*many)
    with django_assert_max_num_queries(24):
        assert len(plan_of(client, newer).chapters) == 12


def test_a_draft_with_an_old_date_can_be_published_with_it(client, alice):
    client.force_login(alice)
    client.post(reverse("write"), {"text": document(*FIRST)})
    source = Source.objects.latest("pk")
    client.post(source.get_absolute_url(), {**SAID, "draft": ""})
    story = Story.objects.get()
    assert "with its old date, and" not in client.get(story.get_absolute_url()).text
    source.refresh_from_db()
    source.outline["published"] = "2003-04-05"
    source.save()
    assert "with its old date, and" in client.get(story.get_absolute_url()).text
    client.post(reverse("publish_as_of_old", args=[story.pk]))
    story.refresh_from_db()
    assert story.published_at.date().isoformat() == "2003-04-05"
    assert "with its old date, and" not in client.get(story.get_absolute_url()).text


def test_what_was_put_into_the_bin_stays_there_for_every_later_document(client, story, bring_newer):
    story.chapters.get(position=1).move_to_bin()
    sun, moon = ("Sun", "And the sun."), ("Moon", "And the moon.")
    update(client, bring_newer(*FIRST, sun))
    update(client, bring_newer(*FIRST, sun, moon))
    titles = [one.title for one in story.chapters.in_place().order_by("position")]
    assert titles == ["Wind", "Sun", "Moon"]


def test_what_a_document_left_out_for_a_while_comes_no_second_time(client, story, bring_newer):
    update(client, bring_newer(FIRST[0], ("Sun", "And the sun.")))
    update(client, bring_newer(*FIRST, ("Sun", "And the sun.")))
    assert sorted(one.title for one in story.chapters.in_place()) == ["Rain", "Sun", "Wind"]


def test_a_second_press_changes_nothing(client, story, bring_newer):
    newer = bring_newer(*FIRST, ("Sun", "And the sun."))
    update(client, newer)
    update(client, newer)
    assert len(texts(story)) == 3
