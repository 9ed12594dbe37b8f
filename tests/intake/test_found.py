"""What a file says beside its text: series, credits, dates, its author's name. Each is shown, can
be changed or taken away, and is kept."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import PenName
from intake.models import Source
from intake.reader.manuscript import (
    Chapter,
    Credit,
    Figures,
    HeaderLine,
    Manuscript,
    Origin,
    PartOfSeries,
    Passage,
    Suggestion,
)
from stories.models import Series, Story
from stories.models.choices import Status
from tests.cast import publish_story
from tests.intake.conftest import SAID
from tests.intake.test_known_twice import brought

pytestmark = pytest.mark.django_db
BODY = "It rained on the harbour all night long."


def passage(text: str) -> Passage:
    return Passage(html=f"<p>{text}</p>", text=text)


def download(**more) -> Manuscript:
    """Another archive's file, with all that such files say."""
    found = {
        "title": Passage(html="The Long Night", text="The Long Night"),
        "chapters": (
            Chapter("One", f"<p>{BODY}</p>", BODY, end_notes=(passage("More on Friday."),)),
            Chapter("Two", "<p>It cleared.</p>", "It cleared."),
        ),
        "suggested": (
            Suggestion("fandom", "The Ninth Harbour", "Fandom: The Ninth Harbour", 2, stated=True),
            Suggestion("rating", "teen", "Rating: Teen", 3, stated=True),
            Suggestion("warning", "None of these warnings apply", "Warning: none", 4, stated=True),
            Suggestion("author", "Maud Thornapple", "by Maud Thornapple, Wick", 5, stated=True),
        ),
        "credits": (
            Credit("co_author", "Wick", "https://archive.example.org/users/wick", 5),
            Credit("inspired_by", "The Lighthouse", "https://archive.example.org/works/7", 8),
            Credit("also_at", "", "https://archive.example.org/works/123", 1),
        ),
        "series": (PartOfSeries("Harbour Papers", 3),),
        "figures": Figures(
            published=date(2015, 3, 1), updated=date(2016, 4, 2), is_complete=True, planned=2
        ),
        "origin": Origin("ao3", "123", "https://archive.example.org/works/123"),
        "header_lines": (HeaderLine("Collections", "Rain 2015", 9),),
        "source": f"The Long Night {BODY} It cleared.",
    }
    return Manuscript(**{**found, **more})


@pytest.fixture
def bring_download(client, alice):
    def bring(**more):
        client.force_login(alice)
        return brought(alice, download(**more))

    return bring


def sent(client, source, button="publish", **said):
    """As a browser sends the page: with the warning that is ticked on it from the first."""
    said = {"warnings": SAID["warnings"], **said}
    return client.post(source.get_absolute_url(), {**said, button: ""})


def story_of(client, source, button="publish", **said) -> Story:
    answer = sent(client, source, button, **said)
    assert answer.status_code == 302, answer.text
    return Source.objects.get(pk=source.pk).story


def test_an_exact_download_needs_one_press(client, bring_download):
    story = story_of(client, bring_download())
    assert story.is_published
    assert (story.rating, story.fandoms.get().name) == ("teen", "The Ninth Harbour")
    assert (story.status, story.planned_chapters) == (Status.COMPLETE, 2)


def test_the_page_shows_all_of_it(client, bring_download):
    text = client.get(bring_download().get_absolute_url()).text
    for words in (
        'value="Harbour Papers"',
        'value="3"',
        "Written with",
        "Inspired by",
        "https://archive.example.org/works/123",
        "Only you know this unless you tick it.",
        "1 March 2015",
        "More on Friday.",
    ):
        assert words in text


def test_a_text_that_says_nothing_of_the_kind_shows_no_such_part(client, source):
    assert "Found in your file" not in client.get(source.get_absolute_url()).text


# Series


def test_a_series_is_begun_and_goes_on(client, alice, bring_download):
    first = story_of(client, bring_download())
    series = Series.objects.get()
    assert (series.title, list(series.pen_names.all())) == ("Harbour Papers", [alice.pen_name])
    later = bring_download(
        origin=None, series=(PartOfSeries("harbour  papers", 2),),
        title=Passage(html="Dawn", text="Dawn"),
    )  # fmt: skip
    Source.objects.filter(pk=later.pk).update(sha256="0" * 64)
    second = story_of(client, later)
    assert list(series.entries.values_list("story", "position")) == [
        (second.pk, 2),
        (first.pk, 3),
    ]


def test_a_place_that_is_taken_leads_to_the_end(client, alice, bring_download):
    series = Series.objects.create(title="Harbour Papers")
    series.pen_names.add(alice.pen_name)
    series.add(publish_story(alice), position=3)
    story = story_of(client, bring_download())
    assert series.entries.get(story=story).position == 4


def test_a_series_of_another_pen_name_is_not_touched(client, alice, bob, bring_download):
    for name in (alice.pen_names.create(name="Lampblack"), bob.pen_name):
        Series.objects.create(title="Harbour Papers").pen_names.add(name)
    story = story_of(client, bring_download(), pen_name=str(alice.pen_names.first().pk))
    entry = story.series_entries.get()
    assert [name.name for name in entry.series.pen_names.all()] == ["Maud Thornapple"]
    assert Series.objects.count() == 3


def test_a_series_can_be_changed_taken_away_and_added(client, bring_download, source):
    story = story_of(client, bring_download(), **{"series-0": "Canal Papers", "series-0-place": ""})
    assert story.series_entries.get().series.title == "Canal Papers"
    story = story_of(client, bring_download(), as_new="on", **{"series-0": ""})
    assert not story.series_entries.exists()
    story = story_of(client, source, **SAID, **{"series-0": "Rain"})
    assert story.series_entries.get().series.title == "Rain"


# Credits


def test_credits_are_shown_to_readers(client, bring_download):
    story = story_of(client, bring_download())
    assert [(one["kind"], one["name"]) for one in story.credits] == [
        ("co_author", "Wick"),
        ("inspired_by", "The Lighthouse"),
    ]
    client.logout()
    text = client.get(story.get_absolute_url()).text
    assert "Wick" in text
    assert 'href="https://archive.example.org/works/7" rel="nofollow ugc"' in text


def test_where_else_it_stands_is_private_until_ticked(client, bring_download):
    story = story_of(client, bring_download())
    assert story.also_posted_at == ""
    line = next(line for line in story.header_lines if "works/123" in line["value"])
    assert not line["shown"]
    client.logout()
    assert "works/123" not in client.get(story.get_absolute_url()).text


def test_ticks_say_what_readers_see(client, bring_download):
    said = {"credit-shown": "1", "credit": ["1", "2"]}
    story = story_of(client, bring_download(), **said)
    assert [one["name"] for one in story.credits] == ["The Lighthouse"]
    assert story.also_posted_at == "https://archive.example.org/works/123"
    assert any("Wick" in line["value"] and not line["shown"] for line in story.header_lines)


def test_no_tick_at_all_is_an_answer_too(client, bring_download):
    source = bring_download()
    sent(client, source, "look", **{"credit-shown": "1"})
    assert Source.objects.get().corrections["credit"] == []
    assert story_of(client, source).credits == []


def test_a_credit_can_be_taken_away_later(client, bring_download):
    story = story_of(client, bring_download())
    address = f"/works/{story.pk}/edit"
    assert "The Lighthouse" in client.get(address).text
    said = {**SAID, "title": "Rain", "status": "complete", "language": "en"}
    said |= {"visibility": "public", "review_policy": "everybody", "credit-shown": "1"}
    assert client.post(address, {**said, "credit": ["0"]}).status_code == 302
    story.refresh_from_db()
    assert [one["name"] for one in story.credits] == ["Wick"]


def test_an_address_that_is_no_page_becomes_no_link(client, bring_download):
    story = story_of(
        client, bring_download(credits=(Credit("co_author", "Wick", "javascript:alert(1)"),))
    )
    assert "javascript:alert" not in client.get(story.get_absolute_url()).text


def test_who_brings_it_is_nobodys_co_author(client, bring_download):
    authors = (
        Suggestion("author", "Wick", "by Wick, Maud Thornapple", 5, stated=True),
        Suggestion("author", "Maud Thornapple", "by Wick, Maud Thornapple", 5, stated=True),
    )
    rest = tuple(one for one in download().suggested if one.kind != "author")
    source = bring_download(
        credits=(Credit("co_author", "Maud Thornapple", "", 5),), suggested=(*rest, *authors)
    )
    story = story_of(client, source)
    assert [one["name"] for one in story.credits] == ["Wick"]
    assert [name.name for name in story.shown_authors] == ["Maud Thornapple"]


# Dates


def test_old_dates_are_kept_and_nobody_is_told(client, bring_download):
    story = story_of(client, bring_download())
    assert story.published_at.date() == date(2015, 3, 1)
    assert story.revised_at.date() == date(2016, 4, 2)
    assert not story.may_undo_publishing


def test_or_it_is_published_as_new(client, bring_download):
    story = story_of(client, bring_download(), dates="today")
    assert story.published_at.date() > date(2016, 4, 2)
    assert story.may_undo_publishing


def test_days_that_have_not_been_are_not_believed(client, bring_download):
    source = bring_download(figures=Figures(published=date(2999, 1, 1)))
    assert "2999" not in client.get(source.get_absolute_url()).text
    assert story_of(client, source).may_undo_publishing


def test_an_unfinished_story_stays_one(client, bring_download):
    story = story_of(client, bring_download(figures=Figures(is_complete=False)))
    assert (story.status, story.planned_chapters) == (Status.IN_PROGRESS, None)


def test_notes_after_a_chapter_stay_there(client, bring_download):
    first = story_of(client, bring_download()).chapters.get(position=1)
    assert first.end_notes == "<p>More on Friday.</p>"


# Pen names


def named(name: str) -> tuple[Suggestion, ...]:
    rest = tuple(one for one in download().suggested if one.kind != "author")
    return (*rest, Suggestion("author", name, f"by {name}", 5))


def test_a_name_of_ones_own_is_chosen_already(client, alice, bring_download):
    alice.pen_names.create(name="Lampblack")
    source = bring_download(suggested=named("LAMPBLACK"))
    assert "New pen name" not in client.get(source.get_absolute_url()).text
    assert [name.name for name in story_of(client, source).shown_authors] == ["Lampblack"]


def test_an_unknown_name_is_offered_and_not_taken_by_itself(client, bring_download):
    source = bring_download(suggested=named("Nightjar"))
    assert "New pen name: Nightjar" in client.get(source.get_absolute_url()).text
    assert [name.name for name in story_of(client, source).shown_authors] == ["Maud Thornapple"]
    assert not PenName.objects.filter(name="Nightjar").exists()


@pytest.mark.parametrize("button", ["publish", "draft"])
def test_a_new_pen_name_is_made_with_the_story(client, alice, bring_download, button):
    source = bring_download(suggested=named("Nightjar"))
    story = story_of(client, source, button, pen_name="new:Nightjar")
    assert [name.name for name in story.shown_authors] == ["Nightjar"]
    assert alice.pen_names.count() == 2


@pytest.mark.parametrize("button", ["publish", "draft"])
@pytest.mark.parametrize("name", ["Otterburn", "alice"])
def test_a_name_that_is_taken_or_a_secret_is_said_and_all_stays(
    client, bob, bring_download, button, name
):
    source = bring_download(suggested=named(name))
    answer = sent(client, source, button, pen_name=f"new:{name}", summary="A & B, all evening.")
    assert 'href="#id_pen_name"' in answer.text
    assert "A &amp; B, all evening." in answer.text
    assert not Story.objects.exists()


def test_only_a_name_of_the_document_can_be_new(client, alice, bring_download):
    source = bring_download(suggested=named("Nightjar"))
    answer = sent(client, source, pen_name="new:Somebody Else")
    assert 'href="#id_pen_name"' in answer.text
    assert alice.pen_names.count() == 1


def test_the_page_costs_the_same_however_much_was_found(
    client, bring_download, django_assert_max_num_queries
):
    many = tuple(Credit("inspired_by", f"Tale {n}") for n in range(20))
    source = bring_download(credits=many, series=(PartOfSeries("A", 1), PartOfSeries("B", 2)))
    with django_assert_max_num_queries(20):
        assert client.get(source.get_absolute_url()).status_code == 200


def test_the_address_of_the_update_is_linked_only_where_there_is_one(client, bring_download):
    story_of(client, bring_download())
    newer = bring_download()
    Source.objects.filter(pk=newer.pk).update(sha256="0" * 64)
    text = client.get(newer.get_absolute_url()).text
    assert "You have this story already" in text
    try:
        assert reverse("update", args=[newer.token]) in text
    except Exception:
        assert "Bring it up to date" not in text
