"""An author’s desk: what waits for her, and her stories, found, filtered, sorted, paged."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import PenName
from intake.models import Batch, Source
from reviews.models import Review
from stories.desk import finding
from stories.models import Byline, Chapter, Listing, Series, Story, Tally
from tests.cast import SECRET, publish_story, write_story


@pytest.fixture
def shelf(alice):
    """More than a few, told apart by everything that the desk can ask for."""
    rain = publish_story(alice, "Rain", texts=["<p>One two three.</p>"], language="fr")
    snow = publish_story(alice, "Żubr snow", visibility="members", rating="teen")
    fog = write_story(alice, "Fog", status="complete")
    sleet = write_story(alice, "Sleet")
    hail = publish_story(alice, "Hail")
    thaw = publish_story(alice, "Thaw")
    rain.freeforms.set(["Slow Burn"])
    snow.fandoms.set(["The Tenth Harbour"])
    hail.chapters.get().write(html="<p>Changed.</p>")
    Story.objects.filter(pk=sleet.pk).update(scheduled_for=timezone.now() + timedelta(days=1))
    series = Series.objects.create(title="Weather")
    series.pen_names.add(alice.pen_name)
    series.add(thaw)
    second = PenName.objects.create(user=alice, name="Winter Name")
    Byline.objects.filter(story=fog).update(pen_name=second)
    Listing.objects.filter(story=thaw).update(words=900)
    Tally.objects.filter(story=hail).update(reviews=7)
    return {one.title: one for one in (rain, snow, fog, sleet, hail, thaw)}


def shown(client, **asked) -> list[str]:
    return [story.title for story in client.get("/desk", asked).context["finding"].page]


def test_a_desk_with_three_stories_has_nothing_but_them(author, alice):
    for title in ("One", "Two", "Three"):
        write_story(alice, title)
    page = author.get("/desk").text.split("<main")[1]
    assert all(title in page for title in ("One", "Two", "Three"))
    assert "Put up a story" in page
    for control in ('type="search"', 'type="checkbox"', "Only some of them", "Waiting for you"):
        assert control not in page


def test_an_empty_desk_says_how_to_begin(author):
    page = author.get("/desk").text
    assert "Nothing is here yet" in page
    assert "/write" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "zubr"}, {"Żubr snow"}),
        ({"q": "SLOW b"}, {"Rain"}),
        ({"q": "winter na"}, {"Fog"}),
        ({"q": "tenth"}, {"Żubr snow"}),
        ({"q": "nothing like it"}, set()),
        ({"show": "drafts"}, {"Fog"}),
        ({"show": "scheduled"}, {"Sleet"}),
        ({"show": "unreleased"}, {"Hail"}),
        ({"show": "published"}, {"Rain", "Żubr snow", "Hail", "Thaw"}),
        ({"show": "published", "q": "harbour", "language": "fr"}, {"Rain"}),
        ({"status": "complete"}, {"Fog"}),
        ({"visibility": "members"}, {"Żubr snow"}),
        ({"rating": "teen"}, {"Żubr snow"}),
        ({"rating": "no such rating"}, {"Rain", "Żubr snow", "Fog", "Sleet", "Hail", "Thaw"}),
        ({"q": "x" * 200}, {"Rain", "Żubr snow", "Fog", "Sleet", "Hail", "Thaw"}),
    ],
)
def test_stories_are_found_by_what_is_asked(author, shelf, asked, found):
    assert set(shown(author, **asked)) == found


def test_stories_are_found_by_what_hangs_on_them(author, alice, shelf):
    series, second = Series.objects.get(), PenName.objects.get(name="Winter Name")
    fandom = shelf["Rain"].fandoms.get()
    assert shown(author, series=series.pk) == ["Thaw"]
    assert shown(author, pen_name=second.pk) == ["Fog"]
    found = shown(author, fandom=fandom.pk)
    assert "Rain" in found and "Żubr snow" not in found


def test_what_all_stories_have_is_no_choice(author, shelf):
    form = author.get("/desk").context["finding"].form
    assert "series" not in form.fields  # there is one
    assert [value for value, _label in form.fields["rating"].choices] == ["", "general", "teen"]


def test_stories_stand_in_the_order_that_is_asked(author, shelf):
    assert shown(author)[0] == "Hail"  # a change that readers do not see is a change
    assert shown(author, sort="title") == ["Fog", "Hail", "Rain", "Sleet", "Thaw", "Żubr snow"]
    assert shown(author, sort="words")[0] == "Thaw"
    assert shown(author, sort="reviews")[0] == "Hail"
    assert shown(author, sort="published")[:2] == ["Thaw", "Hail"]
    shelf["Fog"].chapters.get().write(html="<p>Changed last.</p>")
    assert shown(author)[0] == "Fog"
    shelf["Rain"].release(by=None)
    shelf["Rain"].chapters.get().write(html="<p>And this.</p>")
    shelf["Rain"].chapters.get().release(by=None)
    assert shown(author)[0] == "Rain"


@pytest.mark.parametrize("sort", ["", "published", "title", "words", "reviews"])
def test_pages_skip_nothing_and_repeat_nothing(author, shelf, sort, monkeypatch):
    monkeypatch.setattr(finding, "PAGE", 2)
    everything = shown(author, sort=sort)
    seen, address = [], f"/desk?sort={sort}"
    while address:
        answer = author.get(address)
        seen += [story.title for story in answer.context["finding"].page]
        if len(seen) == 2:  # the last story of the first page is thrown away meanwhile
            Story.objects.get(title=seen[-1]).move_to_bin()
        link = answer.text.partition('rel="next" href="')[2].partition('"')[0]
        address = link.replace("&amp;", "&")
    assert len(seen) == len(shelf)
    assert set(seen) == set(shelf)
    assert seen[:2] == everything[:2]
    assert shown(author, sort=sort, after="~~nonsense~~")


def test_the_desk_is_one_persons_own(author, shelf, bob, charlie):
    publish_story(bob, f"{SECRET} of bob")
    for asked in ({}, {"q": SECRET}, {"show": "published"}):
        assert SECRET not in " ".join(shown(author, **asked))
    page = author.get("/desk", {"pen_name": bob.pen_name.pk}).text
    assert SECRET not in page
    assert bob.pen_name.name not in page


def test_a_suspended_authors_desk_opens(author, alice, shelf):
    alice.suspend("A reason")
    assert "Rain" in author.get("/desk").text


def test_what_waits_stands_on_top(author, alice, shelf, django_assert_max_num_queries):
    Review.post(story=shelf["Rain"], html="<p>Hm.</p>", guest_name="Guest", held_for="author")
    Source.take(b"Some text.", owner=alice)
    Batch.objects.create(owner=alice)
    chapter = write_story(alice, "Slush").chapters.get()
    Story.objects.filter(pk=shelf["Sleet"].pk).update(missed="fandom")
    Chapter.objects.filter(pk=chapter.pk).update(missed="story", scheduled_for=timezone.now())
    shelf["Fog"].move_to_bin()
    long_ago = timezone.now() - timedelta(days=28)
    Story.objects.filter(pk=shelf["Fog"].pk).update(deleted_at=long_ago)
    with django_assert_max_num_queries(15):  # all kinds of things at once
        page = author.get("/desk").text
    waiting = page.partition("Waiting for you")[2].partition('class="shelves"')[0]
    for sentence in (
        "1 review waits for your approval",
        "look through and keep",
        "could not be published: name the fandom",
        "could not be published: the story itself is not published",
        "leaves the bin for good on",
        "1 story has changes that readers do not see yet",
    ):
        assert sentence in waiting
    assert "Waiting for you" not in author.get("/desk?show=drafts").text


def test_a_scheduled_story_says_when_it_appears(author, alice, shelf):
    moment = timezone.now() + timedelta(days=2)
    chapter = shelf["Rain"].add_chapter(title="Downpour", html="<p>More.</p>")
    Chapter.objects.filter(pk=chapter.pk).update(scheduled_for=moment)
    page = author.get("/desk?show=scheduled").text
    assert set(shown(author, show="scheduled")) == {"Rain", "Sleet"}
    assert "Downpour" in page
    assert "appears" in page


def test_what_was_brought_has_a_list(author, alice):
    source = Source.take(b"Some text.", owner=alice)
    batch = Batch.objects.create(owner=alice)
    page = author.get("/desk/brought").text
    assert source.get_absolute_url() in page
    assert batch.get_absolute_url() in page


def test_many_stories_cost_as_many_queries_as_few(
    author, alice, shelf, django_assert_max_num_queries
):
    for asked in ({}, {"show": "scheduled"}, {"q": "a", "sort": "title"}):
        author.get("/desk", asked)
        with django_assert_max_num_queries(15) as few:
            author.get("/desk", asked)
        for number in range(5):
            publish_story(alice, f"Another {number}")
        with django_assert_max_num_queries(len(few.captured_queries)):
            author.get("/desk", asked)


def test_titles_of_unreleased_drafts_are_found(author, shelf):
    shelf["Fog"].write(title="Mist over the quay")
    assert shown(author, q="quay") == ["Fog"]
    assert "Mist over the quay" in author.get("/desk").text
