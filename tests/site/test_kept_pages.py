"""What was drawn is kept while the rows that it shows are the same: each kind of change, one after
the other, is seen on the very next request."""

import pytest
from django.core.cache import caches
from django.utils import timezone

from core.models import SiteSettings
from reviews.models import Review
from stories.models import Byline, ChapterText, Series, Story
from tests.cast import publish_story

STORY, LIST, HOME = "story", "/works", "/"
EVERYWHERE = (STORY, LIST, HOME)


@pytest.fixture
def story(alice, bob):
    """Two chapters, a tag, two reviews and a held one; the second part of a series."""
    first = publish_story(alice, "The First Part")
    story = publish_story(alice, texts=["<p>It rained.</p>", "<p>It cleared.</p>"])
    story.freeforms.add("Slow burn")
    series = Series.objects.create(title="Harbour Papers")
    for part in (first, story):
        series.add(part)
    Review.post(story=story, pen_name=bob.pen_name, html="<p>Kind words.</p>")
    Review.post(story=story, pen_name=bob.pen_name, html="<p>More words.</p>")
    Review.post(story=story, guest_name="A Guest", html="<p>Held words.</p>", held=True)
    return story


def change_fields(story, **fields):
    Story.objects.filter(pk=story.pk).update(**fields)


def rename_writer(story, number):
    pen_name = [story.bylines.get().pen_name, story.reviews.first().pen_name][number]
    pen_name.name = "Entirely Different"
    pen_name.save()


def invite(story, dana):
    Byline.objects.create(story=story, pen_name=dana.pen_name, position=2)


def add_chapter(story, alice):
    story.add_chapter(title="Part 3", html="<p>It snowed.</p>").publish(by=alice)


def review(story, words) -> Review:
    return story.reviews.get(html__contains=words)


def first_part() -> Story:
    return Story.objects.get(title="The First Part")


# What changes: (how, the words that come or go, the pages on which they do).
CHANGES = {
    "title": (lambda s, who: change_fields(s, title="Renamed Tale"), "Renamed Tale", EVERYWHERE),
    "summary": (lambda s, who: change_fields(s, summary="<p>Three talk.</p>"), "Three talk.", EVERYWHERE),
    "rating": (lambda s, who: change_fields(s, rating="teen"), "Teen and up", EVERYWHERE),
    "gate": (lambda s, who: change_fields(s, rating="explicit"), "adult content", (STORY,)),
    "tag renamed": (lambda s, who: s.freeforms.get().rename("Newly named"), "Newly named", EVERYWHERE),
    "tag added": (lambda s, who: s.freeforms.add("Fresh tag"), "Fresh tag", EVERYWHERE),
    "tag taken away": (lambda s, who: s.freeforms.clear(), "Slow burn", EVERYWHERE),
    "byline hidden": (lambda s, who: s.bylines.update(shown=False), "by hidden", EVERYWHERE),
    "pen name": (lambda s, who: rename_writer(s, 0), "Entirely Different", EVERYWHERE),
    "co-author": (lambda s, who: invite(s, who["dana"]), "Second Violin", EVERYWHERE),
    "chapter text": (
        lambda s, who: ChapterText.objects.filter(chapter__story=s).update(html="<p>Sun.</p>"),
        "It rained.",
        (STORY,),
    ),
    "chapter title": (lambda s, who: s.chapters.update(title="Prologue"), "Prologue", (STORY,)),
    "chapter added": (lambda s, who: add_chapter(s, who["alice"]), "3/?", EVERYWHERE),
    "chapter binned": (lambda s, who: s.chapters.last().move_to_bin(), "2/?", EVERYWHERE),
    "review posted": (
        lambda s, who: Review.post(story=s, guest_name="Ann", html="<p>New words.</p>"),
        "New words.",
        (STORY,),
    ),
    "reviews counted": (
        lambda s, who: Review.post(story=s, guest_name="Ann", html="<p>New words.</p>"),
        "3 reviews",
        (LIST, HOME),
    ),
    "review edited": (lambda s, who: review(s, "Kind").edit("<p>Changed.</p>"), "Changed.", (STORY,)),
    "review hidden": (lambda s, who: review(s, "Kind").hide("Rude"), "Kind words.", (STORY,)),
    "review deleted": (lambda s, who: review(s, "Kind").remove(), "Kind words.", (STORY,)),
    "review approved": (lambda s, who: review(s, "Held").approve(), "Held words.", (STORY,)),
    "thread closed": (lambda s, who: review(s, "Kind").freeze(), "thread closed", (STORY,)),
    "reviewer": (lambda s, who: rename_writer(s, 1), "Entirely Different", (STORY,)),
    "series": (lambda s, who: Series.objects.update(title="Canal Papers"), "Canal Papers", (STORY,)),
    "series left": (lambda s, who: s.series_entries.all().delete(), "Harbour Papers", (STORY,)),
    "another part hidden": (lambda s, who: first_part().hide("Spam"), "Part 2 of", (STORY,)),
    "another part binned": (lambda s, who: first_part().move_to_bin(), "Part 2 of", (STORY,)),
    "name of the archive": (
        lambda s, who: SiteSettings.objects.update_or_create(pk=1, defaults={"name": "Quayside"}),
        "Quayside",
        EVERYWHERE,
    ),
}  # fmt: skip
# What takes it away from guests.
ENDS = {
    "hidden": lambda story: story.hide("Spam"),
    "unpublished": lambda story: story.unpublish(),
    "binned": lambda story: story.move_to_bin(),
    "for members": lambda story: change_fields(story, visibility="members"),
    "hidden by hand": lambda story: change_fields(story, hidden_at=timezone.now()),
}


def read(client, story, pages) -> list[str]:
    whole = f"/works/{story.pk}?view_full_work=true"
    return [client.get(whole if page == STORY else page).text for page in pages]


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen_on_the_next_request(client, story, alice, dana, name):
    change, words, pages = CHANGES[name]
    words = "Maud Thornapple</bdi></a></" if words == "by hidden" else words
    before = read(client, story, pages)
    assert before == read(client, story, pages)
    change(story, {"alice": alice, "dana": dana})
    after = read(client, story, pages)
    for page, old, new in zip(pages, before, after, strict=True):
        assert (words in old) != (words in new), page
    caches["pages"].clear()
    assert after == read(client, story, pages)


@pytest.mark.parametrize("name", ENDS)
def test_what_is_no_longer_for_guests_is_gone_on_the_next_request(client, story, name):
    address, title = story.get_absolute_url(), story.title
    assert title in client.get(address).text
    assert all(title in page for page in read(client, story, (LIST, HOME)))
    ENDS[name](story)
    for page in ("", f"/chapters/{story.chapters.first().pk}", "/navigate", "/reviews"):
        assert client.get(f"{address}{page}").status_code == 404
    assert not any(f">{title}<" in page for page in read(client, story, (LIST, HOME)))


def test_a_kept_page_costs_one_query(client, story, settings, django_assert_num_queries):
    settings.SITE_SETTINGS_SECONDS = 60
    first = client.get(story.get_absolute_url())
    with django_assert_num_queries(1):
        again = client.get(story.get_absolute_url())
    assert again.content == first.content
    assert again.headers.items() == first.headers.items()


def test_kept_cards_cost_a_list_two_queries(client, story, settings, django_assert_num_queries):
    settings.SITE_SETTINGS_SECONDS = 60
    client.get(LIST)
    with django_assert_num_queries(2):
        client.get(LIST)


def test_pages_of_members_are_not_kept(client, story, alice, bob):
    address = story.get_absolute_url()
    guests = client.get(address).text
    client.force_login(alice)
    assert "Your story" in client.get(address).text
    client.logout()
    assert client.get(address).text == guests


def test_a_card_that_a_member_saw_is_not_a_guests(client, bob, members_story):
    client.force_login(bob)
    assert members_story.title in client.get(LIST).text
    client.logout()
    assert members_story.title not in client.get(LIST).text


def test_each_address_is_kept_for_itself(client, story):
    whole, part = read(client, story, (STORY,))[0], client.get(story.get_absolute_url()).text
    assert "It cleared." in whole
    assert "It cleared." not in part
    assert client.get(story.get_absolute_url(), headers={"host": "other.test"}).text == part
    assert read(client, story, (STORY,)) == [whole]
