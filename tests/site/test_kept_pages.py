"""What was drawn is kept while the rows that it shows are the same: each kind of change, one after
the other, is seen on the very next request."""

from datetime import UTC, date

import pytest
from django.core.cache import caches
from django.utils import timezone

from accounts.models import PenName
from core.models import SiteSettings
from reviews.models import Kudos, Review, StoryWishes, Wishes
from stories.models import Byline, ChapterText, Series, Story
from tags import edits
from tests.cast import publish_story
from tests.stories.pictures import picture

STORY = ["story"]
LISTS = ["/works", "/"]
EVERYWHERE = STORY + LISTS


@pytest.fixture
def story(alice, bob, charlie, dana):
    """Two chapters, a tag, two reviews and a held one; the second part of a series."""
    first = publish_story(charlie, "The First Part")
    story = publish_story(alice, texts=["<p>It rained.</p>", "<p>It cleared.</p>"])
    for alt in ("A lamp.", "A moth."):
        picture(story, alt=alt, width=40, height=30)
    text = f"<p>It rained.</p>{story.images.first().markup}"
    ChapterText.objects.filter(chapter=story.chapters.first()).update(html=text)
    story.freeforms.add("Slow burn")
    series = Series.objects.create(title="Harbour Papers")
    for part in (first, story):
        series.add(part)
    Review.post(story=story, pen_name=bob.pen_name, html="<p>Kind words.</p>")
    Review.post(story=story, pen_name=bob.pen_name, html="<p>More words.</p>")
    Review.post(story=story, guest_name="A Guest", html="<p>Held words.</p>", held_for="author")
    return story


INSPIRED = [{"kind": "inspired_by", "name": "Wickmaker’s Tale", "address": "", "line": 0}]


def change(story, **fields):
    Story.objects.filter(pk=story.pk).update(**fields)


def rename(old):
    pen_name = PenName.objects.get(name=old)
    pen_name.name = "Entirely Different"
    pen_name.save()


def rename_tag(story):
    edits.rename(story.freeforms.get(), "Fast burn", by=None)


def add_author(story):
    pen_name = PenName.objects.get(name="Second Violin")
    Byline.objects.create(story=story, pen_name=pen_name, position=2)


def add_chapter(story):
    chapter = story.add_chapter(title="Part 3", html="<p>It snowed.</p>")
    chapter.publish(by=story.bylines.get().pen_name.user)


def write_text(story):
    ChapterText.objects.filter(chapter__story=story).update(html="<p>The sun came out.</p>")


def post(story):
    Review.post(story=story, guest_name="Ann", html="<p>New words.</p>")


def review(story, words) -> Review:
    return story.reviews.get(html__contains=words)


def wish(story):
    Wishes.objects.create(user=story.bylines.get().pen_name.user, welcome="kind")


def first_part() -> Story:
    return Story.objects.get(title="The First Part")


def add_part(story):
    last = publish_story(story.bylines.get().pen_name.user, "The Last Part")
    Series.objects.get().add(last)


def call(name):
    SiteSettings.objects.update_or_create(pk=1, defaults={"reviews_called": name})


def name_the_archive(story):
    SiteSettings.objects.update_or_create(pk=1, defaults={"name": "Quayside"})


# What changes: how, and the words that come or go on each of the pages.
CHANGES = {
    "title": (lambda s: change(s, title="Renamed"), "Renamed", EVERYWHERE),
    "summary": (lambda s: change(s, summary="<p>Three.</p>"), "Three.", EVERYWHERE),
    "rating": (lambda s: change(s, rating="teen"), "Teen and up", EVERYWHERE),
    "gate": (lambda s: change(s, rating="explicit"), "adult content", STORY),
    "tag renamed": (rename_tag, "Fast burn", EVERYWHERE),
    "tag added": (lambda s: s.freeforms.add("Fresh tag"), "Fresh tag", EVERYWHERE),
    "tag taken away": (lambda s: s.freeforms.clear(), "Slow burn", EVERYWHERE),
    "name hidden": (lambda s: s.bylines.update(shown=False), "Maud Thornapple", EVERYWHERE),
    "pen name": (lambda s: rename("Maud Thornapple"), "Entirely Different", EVERYWHERE),
    "co-author": (add_author, "Second Violin", EVERYWHERE),
    "chapter text": (write_text, "It rained.", STORY),
    "chapter title": (lambda s: s.chapters.update(title="Prologue"), "Prologue", STORY),
    "chapter added": (add_chapter, "3/?", EVERYWHERE),
    "chapter binned": (lambda s: s.chapters.last().move_to_bin(), "2/?", EVERYWHERE),
    "review posted": (post, "New words.", STORY),
    "reviews counted": (post, "3 reviews", LISTS),
    "review edited": (lambda s: review(s, "Kind").edit("<p>Changed.</p>"), "Changed.", STORY),
    "review folded": (
        lambda s: review(s, "Kind").edit("<p>Kind words.</p>", is_spoiler=True),
        "Gives the story away",
        STORY,
    ),
    "reviews called": (lambda s: call("comments"), "Write a comment", STORY),
    "review hidden": (lambda s: review(s, "Kind").hide("Rude"), "Kind words.", STORY),
    "review deleted": (lambda s: review(s, "Kind").remove(), "Kind words.", STORY),
    "review approved": (lambda s: review(s, "Held").approve(), "Held words.", STORY),
    "thread closed": (lambda s: review(s, "Kind").freeze(), "thread closed", STORY),
    "reviewer": (lambda s: rename("Otterburn"), "Entirely Different", STORY),
    "thanked": (lambda s: Kudos.give(s, guest="a" * 42), 'class="kudos"', STORY),
    "wishes": (lambda s: wish(s), "kind words.", STORY),
    "wishes for it": (lambda s: StoryWishes(story=s, holds=True).save(), "before others", STORY),
    "review put away": (
        lambda s: review(s, "Kind").put_away(s.bylines.get().pen_name.user),
        "Kind words.",
        STORY,
    ),
    "series": (lambda s: Series.objects.update(title="Canal Papers"), "Canal Papers", STORY),
    "credited": (lambda s: change(s, credits=INSPIRED), "Wickmaker", STORY),
    "kind of chapter": (lambda s: s.chapters.update(kind="prologue"), ">Prologue<", STORY),
    "series order": (lambda s: Series.objects.get().move(s.pk, 1), "Part 2 of", STORY),
    "another part renamed": (lambda s: change(first_part(), title="Its Elder"), "Its Elder", STORY),
    "another part added": (add_part, "The Last Part", STORY),
    "series left": (lambda s: s.series_entries.all().delete(), "Harbour Papers", STORY),
    "another part hidden": (lambda s: first_part().hide("Spam"), "Part 2 of", STORY),
    "another part binned": (lambda s: first_part().move_to_bin(), "Part 2 of", STORY),
    "picture removed": (lambda s: s.images.first().remove("Stolen"), "A lamp.", STORY),
    "cover chosen": (lambda s: s.images.last().become_cover(), "A moth.", STORY),
    "pictures weighed": (lambda s: s.images.last().become_cover(), "2 pictures", STORY),
    "backdated": (lambda s: s.backdate(date(2003, 7, 1), UTC), "2003-07-01", STORY),
    "name of the archive": (name_the_archive, "Quayside", EVERYWHERE),
}
# What takes it away from guests.
ENDS = {
    "hidden": lambda story: story.hide("Spam"),
    "unpublished": lambda story: story.unpublish(),
    "binned": lambda story: story.move_to_bin(),
    "for members": lambda story: change(story, visibility="members"),
    "hidden by hand": lambda story: change(story, hidden_at=timezone.now()),
}


def read(client, story, pages) -> list[str]:
    whole = f"/works/{story.pk}?view_full_work=true"
    addresses = [whole if page == "story" else page for page in pages]
    return [client.get(address).text for address in addresses]


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen_on_the_next_request(client, story, name):
    make, words, pages = CHANGES[name]
    before = read(client, story, pages)
    assert before == read(client, story, pages)
    make(story)
    after = read(client, story, pages)
    for page, old, new in zip(pages, before, after, strict=True):
        assert (words in old) != (words in new), page
    caches["pages"].clear()
    assert after == read(client, story, pages)


@pytest.mark.parametrize("name", ENDS)
def test_what_is_no_longer_for_guests_is_gone_on_the_next_request(client, story, name):
    address, title = story.get_absolute_url(), story.title
    assert title in client.get(address).text
    assert all(title in page for page in read(client, story, LISTS))
    ENDS[name](story)
    for page in ("", f"/chapters/{story.chapters.first().pk}", "/navigate", "/reviews"):
        assert client.get(f"{address}{page}").status_code == 404
    assert not any(f">{title}<" in page for page in read(client, story, LISTS))


def test_a_kept_page_costs_one_query(client, story, settings, django_assert_num_queries):
    settings.SITE_SETTINGS_SECONDS = 60
    first = client.get(story.get_absolute_url())
    with django_assert_num_queries(1):
        again = client.get(story.get_absolute_url())
    assert again.content == first.content
    ids = {answer.headers.pop("X-Request-ID") for answer in (first, again)}
    assert again.headers.items() == first.headers.items()
    assert len(ids) == 2


def test_kept_cards_cost_a_short_list_three_queries(
    client, story, settings, django_assert_num_queries
):
    settings.SITE_SETTINGS_SECONDS = 60
    client.get("/works")
    with django_assert_num_queries(3):  # the page in two ways, and whether its cards still hold
        client.get("/works")


def test_pages_of_members_are_not_kept(client, story, alice, bob):
    address = story.get_absolute_url()
    guests = client.get(address).text
    client.force_login(alice)
    assert "Your story" in client.get(address).text
    client.logout()
    assert client.get(address).text == guests


def test_a_card_that_a_member_saw_is_not_a_guests(client, bob, members_story):
    client.force_login(bob)
    assert members_story.title in client.get("/works").text
    client.logout()
    assert members_story.title not in client.get("/works").text


def test_each_address_is_kept_for_itself(client, story):
    [whole] = read(client, story, STORY)
    first = client.get(story.get_absolute_url()).text
    assert "It cleared." in whole
    assert "It cleared." not in first
    assert read(client, story, STORY) == [whole]
    assert client.get(story.get_absolute_url()).text == first
