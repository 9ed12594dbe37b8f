"""An author's series: begun, described, filled, put into order, left and taken away; and the way
from one of its stories to the next."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import PenName
from stories.models import Byline, Series, Story
from tests.cast import SECRET, person, publish_story, write_story

TITLE = "Harbour Papers"


@pytest.fixture
def three(alice, series, story, draft):
    """The series of a draft and a story, and another one behind them."""
    last = publish_story(alice, "The Wickmaker")
    series.add(last)
    return series


def titles(series) -> list[str]:
    return [entry.story.title for entry in series.entries.select_related("story")]


def fields_of(user, **said) -> dict:
    return {"title": TITLE, "pen_names": [user.pen_name.pk], **said}


# Begun and described


def test_a_series_is_begun_from_a_story_that_is_its_first(author, alice, story):
    page = author.get(f"/works/{story.pk}/series").text
    assert f"/series/new?story={story.pk}" in page
    answer = author.post(
        "/series/new", fields_of(alice, summary="In <b>order</b>.", story=story.pk)
    )
    series = Series.objects.get()
    assert answer.url == f"/series/{series.pk}/stories"
    assert (series.summary, titles(series)) == ("<p>In <b>order</b>.</p>", [story.title])
    assert list(series.pen_names.all()) == [alice.pen_name]


def test_a_form_that_was_sent_twice_begins_one(author, alice):
    for _ in range(2):
        assert author.post("/series/new", fields_of(alice)).status_code == 302
    assert Series.objects.count() == 1


def test_what_is_wrong_is_said_by_its_field_and_what_was_typed_is_kept(author, alice, bob, series):
    Series.objects.update(created_at="2026-01-01T00:00Z")
    answer = author.post("/series/new", fields_of(alice, title=f" {TITLE.upper()}", notes="Kept."))
    assert "You have a series of this title already." in answer.text
    assert "Kept." in answer.text
    strangers = {"title": "Another", "pen_names": [bob.pen_name.pk]}
    assert "This is none of your pen names." in author.post("/series/new", strangers).text
    long = fields_of(alice, title="t" * 256, summary="long " * 600)
    answer = author.post("/series/new", long)
    assert "too long by" in answer.text
    assert "at most 255" in answer.text
    assert Series.objects.count() == 1


def test_a_series_is_described_anew(author, client, alice, series):
    page = author.get(f"/series/{series.pk}").text
    assert f"/series/{series.pk}/edit" in page
    author.post(
        f"/series/{series.pk}/edit",
        fields_of(alice, title="Canal Papers", notes="By water.", is_complete="on"),
    )
    client.logout()
    page = client.get(f"/series/{series.pk}").text
    for words in ("Canal Papers", "By water.", "<dt>Complete:</dt><dd>Yes</dd>"):
        assert words in page
    assert "/edit" not in page


def test_an_empty_series_shows_itself_to_its_authors_alone(author, client, alice, bob):
    author.post("/series/new", fields_of(alice))
    address = Series.objects.get().get_absolute_url()
    assert "No story of it is out yet." in author.get(address).text
    assert TITLE in author.get("/desk/series").text
    client.force_login(bob)
    assert client.get(address).status_code == 404
    assert TITLE not in client.get("/desk/series").text


def test_whose_series_it_is(author, client, alice, dana, bob, series, story):
    """Co-authors of its stories may be taken in, strangers not; nobody throws another one out."""
    Byline.objects.create(story=story, pen_name=dana.pen_name, position=2)
    edit = f"/series/{series.pk}/edit"
    assert "Second Violin" in author.get(edit).text
    assert "Otterburn" not in author.get(edit).text
    both = {"title": TITLE, "pen_names": [alice.pen_name.pk, dana.pen_name.pk]}
    author.post(edit, both)
    client.force_login(dana)
    assert "Maud Thornapple" in client.get(edit).text
    client.post(edit, fields_of(dana, title="Ours"))
    series.refresh_from_db()
    assert series.title == "Ours"
    assert set(series.pen_names.all()) == {alice.pen_name, dana.pen_name}
    client.force_login(bob)
    assert client.get(edit).status_code == 404


def test_two_pen_names_of_one_person(author, alice, series):
    other = PenName.objects.create(user=alice, name="Anon in the Attic")
    answer = author.post(f"/series/{series.pk}/edit", {"title": TITLE, "pen_names": [other.pk]})
    assert answer.status_code == 302
    assert list(series.pen_names.all()) == [other]
    none = author.post(f"/series/{series.pk}/edit", {"title": TITLE})
    assert "Choose one of your pen names." in none.text


# Filled and put into order


def test_stories_are_found_and_added_once(author, alice, bob, series):
    harbour = publish_story(alice, "Straße am Hafen")
    publish_story(alice, "Elsewhere")
    theirs = publish_story(bob, "Hafen, too")
    address = f"/series/{series.pk}/stories"
    page = author.get(f"{address}?q=STRASSE").text
    assert "Straße am Hafen" in page
    assert "Elsewhere" not in page
    assert "Tick a story first." in author.post(address, {"q": "hafen"}).text
    for _ in range(2):
        answer = author.post(address, {"story": [harbour.pk], "q": "hafen"})
    assert "“Straße am Hafen” is in this series already." in answer.text
    assert 'value="hafen"' in answer.text
    assert "not among yours" in author.post(address, {"story": [theirs.pk]}).text
    assert titles(series)[2:] == ["Straße am Hafen"]


def test_a_draft_is_called_as_its_author_called_it_last(author, series, draft):
    draft.write(title="Lanterns, later")
    page = author.get(f"/series/{series.pk}/stories").text
    assert "Lanterns, later" in page
    assert "draft: readers do not see it here" in page


def test_a_co_author_of_the_series_does_not_see_what_another_one_writes(client, dana, series):
    series.pen_names.add(dana.pen_name)
    client.force_login(dana)
    page = client.get(f"/series/{series.pk}/stories").text
    assert "A story that you cannot see" in page
    assert SECRET not in page


def test_stories_move_by_buttons_and_places(author, three):
    drafted, first, last = [entry.story_id for entry in three.entries.all()]
    order = f"/series/{three.pk}/stories/order"
    answer = author.post(order, {"move": f"{last}:1"})
    assert answer.url == f"/series/{three.pk}/stories#row-{last}"
    assert [entry.story_id for entry in three.entries.all()] == [last, drafted, first]
    answer = author.post(
        order, {"move": last, "place": "99"}, headers={"accept": "application/json"}
    )
    assert answer.json() == {"place": 3, "of": 3, "names": {}}
    assert [entry.story_id for entry in three.entries.all()] == [drafted, first, last]
    assert "from 1 to 3" in author.post(order, {"move": "x"}, follow=True).text


def test_gaps_between_the_places_are_no_places(author, three):
    drafted, first, last = three.entries.all()
    last.position = 40
    last.save()
    drafted.delete()
    assert three.move(first.story_id, 2) == 2
    assert [entry.story_id for entry in three.entries.all()] == [last.story_id, first.story_id]


def test_a_story_is_taken_out_by_its_own_author_too(client, alice, bob, three, story):
    Series.objects.get().pen_names.set([bob.pen_name])
    client.force_login(alice)
    removal = f"/series/{three.pk}/stories/{story.pk}/removal"
    answer = client.post(removal, {"from": "story"})
    assert answer.url == f"/works/{story.pk}/series"
    assert client.post(removal).url == answer.url  # pressed twice
    assert story.title not in titles(three)
    assert Story.objects.filter(pk=story.pk).exists()


def test_deleting_a_series_asks_and_leaves_the_stories(author, three, story):
    page = author.get(f"/series/{three.pk}/delete").text
    assert "Its 3 stories stay as they are." in page
    author.post(f"/series/{three.pk}/delete")
    assert not Series.objects.exists()
    assert Story.objects.filter(pk=story.pk).exists()


def test_a_story_is_put_into_a_series_from_its_own_page(author, alice, bob, story):
    mine = Series.begin(pen_names=[alice.pen_name], title="Mine")
    theirs = Series.begin(pen_names=[bob.pen_name], title="Theirs")
    address = f"/works/{story.pk}/series"
    author.post(address, {"series": mine.pk})
    assert "The story is in this series already." in author.post(address, {"series": mine.pk}).text
    assert "not among yours" in author.post(address, {"series": theirs.pk}).text
    assert titles(mine) == [story.title]
    assert not theirs.entries.exists()


def test_a_long_series_costs_what_a_short_one_costs(author, alice, three):
    address = f"/series/{three.pk}/stories"
    author.get(address)
    with CaptureQueriesContext(connection) as few:
        author.get(address)
    for number in range(30):
        three.add(write_story(alice, f"Night {number}"))
    with CaptureQueriesContext(connection) as many:
        author.get(address)
    assert len(many) == len(few) <= 15


def test_who_waits_to_be_let_in_keeps_series_that_readers_do_not_see(client, db, story):
    eve = person("eve", pen_name="Newly Come", waiting_since="2026-01-01T00:00Z")
    client.force_login(eve)
    client.post("/series/new", fields_of(eve, title="Mine alone"))
    series = Series.objects.get(title="Mine alone")
    assert client.get(f"/series/{series.pk}/edit").status_code == 200
    series.add(story)
    assert client.get(f"/series/{series.pk}/edit").status_code == 404


# Read


def test_the_reading_page_leads_to_the_stories_before_and_after(client, author, three, draft):
    first = Story.objects.get(title="The Lamplighter")
    last = Story.objects.get(title="The Wickmaker")
    client.logout()
    page = client.get(first.get_absolute_url()).text
    assert f'href="/works/{last.pk}">Next:' in page
    assert "The Wickmaker</bdi>" in page
    assert "Before it:" not in page  # what stands before it is a draft
    assert SECRET not in page
    last.hide("Spam")
    assert "Next:" not in client.get(first.get_absolute_url()).text
    author.force_login(Byline.objects.get(story=first).pen_name.user)
    assert f'href="/works/{draft.pk}">Before it:' in author.get(first.get_absolute_url()).text


def test_they_stand_behind_the_last_chapter(client, series, long_story):
    series.add(long_story)
    one, _two, three = long_story.chapters.in_place()
    assert "Before it:" not in client.get(one.get_absolute_url()).text
    assert "Before it:" in client.get(three.get_absolute_url()).text


@pytest.mark.parametrize(("who", "most"), [("guest", 8), ("reader", 13)])
def test_a_story_in_series_is_read_by_few_queries(
    client, bob, three, story, django_assert_max_num_queries, who, most
):
    Series.objects.create(title="Another").add(story)
    if who == "reader":
        client.force_login(bob)
    with django_assert_max_num_queries(most):
        assert "Next:" in client.get(story.get_absolute_url()).text
