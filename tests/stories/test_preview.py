"""The reading page as it will be, for those who write it."""

import re

import pytest

from stories.models import Byline, Chapter
from tests.cast import write_story

TOOLS = ("Your story", "Move to the bin", "unreleased changes", "Show to readers")


@pytest.fixture
def desk(client, alice):
    client.force_login(alice)
    return client


def body(page: str) -> str:
    """What stands in the story's own article, without what a reader can do with it."""
    [article] = re.findall(r'<article class="story".*?</article>', page, re.S)
    article = re.sub(r'<ul class="verbs.*?</ul>', "", article, flags=re.S)
    return re.sub(r"\s+", " ", article)


def test_it_is_the_page_that_readers_will_see(desk, draft, alice, bob):
    preview = desk.get(f"{draft.get_absolute_url()}/preview").text
    draft.publish(by=alice)
    desk.force_login(bob)
    page = desk.get(draft.get_absolute_url()).text
    assert body(preview).replace(" inert", "").replace("/preview", "") == body(page)


def test_changes_behind_a_published_text_stand_in_it(desk, long_story, alice, bob):
    second = list(long_story.chapters.in_place())[1]
    second.write(title="Afternoon", html="<p>It poured.</p>")
    long_story.write(title="The Longer Way", summary="<p>Three people.</p>")
    whole = desk.get(f"{long_story.get_absolute_url()}/preview").text
    for words in ("The Longer Way", "Three people.", "Afternoon", "It poured.", "One.", "Three."):
        assert words in whole
    assert "Two." not in whole
    desk.force_login(bob)
    assert "It poured." not in desk.get(second.get_absolute_url()).text


def test_one_line_leads_back_and_none_of_the_authors_tools_stand_there(desk, long_story):
    long_story.chapters.in_place().first().write(html="<p>Changed.</p>")
    page = desk.get(f"{long_story.get_absolute_url()}/preview").text
    assert page.count("A preview, as readers will see it.") == 1
    assert f'href="{long_story.get_absolute_url()}">Back to the story' in page
    assert not any(words in page for words in TOOLS)


def test_a_new_chapter_stands_where_it_will_among_those_that_readers_see(desk, long_story):
    new = long_story.add_chapter(title="Evening", html="<p>The lamps.</p>")
    later = long_story.add_chapter(title="Night", html="<p>Dark.</p>")
    page = desk.get(f"{later.get_absolute_url()}/preview").text
    assert "Chapter 4" in page and "Dark." in page
    assert "Unpublished chapter" not in page
    assert "The lamps." not in desk.get(f"{long_story.get_absolute_url()}/preview").text
    assert "The lamps." in desk.get(f"{new.get_absolute_url()}/preview").text


def test_the_ways_through_the_chapters_stay_within_the_preview(desk, long_story):
    first, second, third = long_story.chapters.in_place()
    page = desk.get(f"{second.get_absolute_url()}/preview").text
    for chapter in (first, third):
        assert f'href="{chapter.get_absolute_url()}/preview"' in page
    assert f'href="{long_story.get_absolute_url()}/preview">Whole story' in page


def test_chapters_with_a_time_of_their_own_are_not_there_yet(desk, alice):
    story = write_story(alice, texts=["<p>One.</p>", "<p>Two.</p>"])
    list(story.chapters.in_place())[1].enqueue(by=alice)
    page = desk.get(f"{story.get_absolute_url()}/preview").text
    assert "One." in page and "Two." not in page


def test_it_opens_without_the_question_for_adults(desk, mature_story):
    assert "It rained." in desk.get(f"{mature_story.get_absolute_url()}/preview").text


def test_looking_changes_nothing(desk, draft):
    desk.get(f"{draft.get_absolute_url()}/preview")
    assert not Chapter.objects.get().is_published
    draft.refresh_from_db()
    assert not draft.is_published


def test_it_is_its_authors_alone(client, draft, bob, dana, mod):
    addresses = [f"{thing.get_absolute_url()}/preview" for thing in (draft, draft.chapters.get())]
    for person in (bob, mod):
        client.force_login(person)
        assert {client.get(address).status_code for address in addresses} == {404}
    Byline.objects.create(story=draft, pen_name=dana.pen_name, position=2)
    client.force_login(dana)
    assert {client.get(address).status_code for address in addresses} == {200}


def test_it_costs_no_more_for_more_chapters(desk, alice, django_assert_max_num_queries):
    story = write_story(alice, texts=[f"<p>{n}.</p>" for n in range(30)])
    with django_assert_max_num_queries(14):
        desk.get(f"{story.get_absolute_url()}/preview")
