"""The reading page: what readers see, in its order, for the price of a few queries."""

import pytest

from stories.forms import StoryForm
from tests.cast import publish_story


def test_a_guest_reads_a_story(client, story):
    page = client.get(story.get_absolute_url())
    assert page.status_code == 200
    assert "It rained." in page.text
    assert "Maud Thornapple" in page.text
    assert "alice" not in page.text


def test_a_draft_is_its_authors_secret(client, alice, bob, draft):
    client.force_login(bob)
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(alice)
    assert "It rained." in client.get(draft.get_absolute_url()).text


def test_a_draft_counts_the_words_that_its_author_wrote_last(client, alice, draft):
    client.force_login(alice)
    draft.chapters.get().write(html="<p>It rained all <b>night</b>.</p>")
    page = client.get(draft.get_absolute_url()).text
    assert '<dd class="words">4 words</dd>' in page
    draft.add_chapter(title="Noon", html="<p>It stopped, too.</p>").write(title="Dusk")
    page = client.get(draft.get_absolute_url()).text
    assert '<dd class="words">about 7 words</dd>' in page
    assert "Dusk" in page and "Noon" not in page
    page = client.get(draft.get_absolute_url() + "?view_full_work=true").text
    assert '<dd class="words">7 words</dd>' in page


@pytest.mark.parametrize("rows", [1, 30])
def test_a_story_page_costs_eight_queries(client, alice, rows, django_assert_max_num_queries):
    story = publish_story(alice, texts=["<p>x</p>"] * rows)
    with django_assert_max_num_queries(8):
        client.get(story.get_absolute_url())
    with django_assert_max_num_queries(8):
        client.get(story.get_absolute_url() + "?view_full_work=true")


def test_the_next_chapter_is_numbered_among_those_that_readers_see(client, story, alice):
    story.add_chapter(html="<p>Waits.</p>")
    story.add_chapter(html="<p>Out.</p>").publish(by=alice)
    assert "Next: Chapter 2" in client.get(story.get_absolute_url()).text


def test_an_author_cannot_say_that_no_warning_applies_and_that_one_does(client, story, alice):
    form = StoryForm({"warnings": ["None of these warnings apply", "Graphic violence"]})
    assert "Either none of these applies" in str(form.errors["warnings"])


@pytest.mark.parametrize("title", ["\u200b", "\u202e"])
def test_a_title_can_be_seen(db, title):
    assert "Use letters that can be seen." in str(StoryForm({"title": title}).errors["title"])
