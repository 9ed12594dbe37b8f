"""An author at work on her own story: every field, chapters, taking back, the bin."""

from datetime import date, timedelta

import pytest

from core.html import clean_text
from stories.models import Revision, Story
from tests.cast import SECRET, write_story


def form_of(client, address) -> dict:
    """What the form on a page would send if nothing was changed."""
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def test_saving_without_a_change_changes_nothing(author, story):
    story.relationships.set(["A/B", "C & D"], main=["A/B"])
    story.au_tags.set(["Time travel"])
    before = Story.objects.filter(pk=story.pk).values().get()
    address = f"/works/{story.pk}/edit"
    assert author.post(address, form_of(author, address)).status_code == 302
    assert Story.objects.filter(pk=story.pk).values().get() == before
    assert [link.main for link in story.taggings.filter(tag__kind="relationship")] == [True, False]


def test_every_field_is_changed_at_once(author, story):
    address = f"/works/{story.pk}/edit"
    answer = author.post(
        address,
        form_of(author, address)
        | {
            "title": "Another title",
            "summary": "First.\n\n<Small world>",
            "dedication": "To <b>you</b>",
            "rating": "mature",
            "fandoms": "One, Two",
            "warnings": ["Graphic violence"],
            "main": "",
            "written": "2001-03",
            "language": "ar",
            "visibility": "members",
        },
    )
    assert answer.status_code == 302
    story = Story.objects.get()
    assert story.title == "Another title"
    assert story.summary == clean_text("First.\n\n<Small world>")
    assert "&lt;Small world&gt;" in story.summary
    assert story.dedication == "<p>To <b>you</b></p>"
    assert (story.rating, story.visibility, story.language) == ("mature", "members", "ar")
    assert (story.written_year, story.written_month, story.written_day) == (2001, 3, None)
    assert [tag.name for tag in story.fandoms.all()] == ["One", "Two"]
    assert [tag.name for tag in story.warnings.all()] == ["Graphic violence"]
    assert story.revisions.count() == 2


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(author, story):
    address = f"/works/{story.pk}/edit"
    answer = author.post(
        address,
        form_of(author, address)
        | {"title": "", "summary": "long " * 600, "written": "2001-13", "notes": "<typed & kept>"},
    )
    assert answer.status_code == 200
    assert "too long by" in answer.text
    assert "There is no such day." in answer.text
    assert "&lt;typed &amp; kept&gt;" in answer.text
    assert Story.objects.get().title == story.title


@pytest.mark.parametrize("field", ["relationships", "characters"])
def test_a_story_has_two_hearts_of_a_kind_and_no_third(author, story, field):
    address = f"/works/{story.pk}/edit"
    form = form_of(author, address) | {field: "A/B, C/D, E/F"}
    refused = author.post(address, form | {"main": "A/B, C/D, E/F"})
    assert refused.status_code == 200
    assert refused.context["form"].errors == {"main": ["Name at most two of a kind."]}
    assert not story.taggings.filter(main=True).exists()
    assert author.post(address, form | {"main": "A/B, E/F"}).status_code == 302
    marked = story.taggings.filter(main=True).order_by("position")
    assert [link.tag.name for link in marked] == ["A/B", "E/F"]


@pytest.mark.parametrize(("days", "form"), [(2, "%Y-%m-%d"), (40, "%Y-%m"), (400, "%Y")])
def test_nothing_was_written_on_a_day_that_has_not_come(author, story, days, form):
    day = f"{date.today() + timedelta(days=days):{form}}"
    address = f"/works/{story.pk}/edit"
    page = author.post(address, form_of(author, address) | {"written": day}).text
    assert "This day has not come yet." in page
    assert f'value="{day}"' in page
    assert Story.objects.get().written_year is None


def test_what_is_written_today_may_say_so(author, story):
    address = f"/works/{story.pk}/edit"
    author.post(address, form_of(author, address) | {"written": str(date.today())})
    assert Story.objects.get().written == str(date.today())


def test_texts_of_a_published_story_can_wait_as_a_draft(author, client, story):
    address = f"/works/{story.pk}/edit"
    author.post(address, form_of(author, address) | {"title": "Not yet", "draft": ""})
    assert Story.objects.get().title == story.title
    assert 'value="Not yet"' in author.get(address).text
    author.post(address, form_of(author, address))
    assert Story.objects.get().title == "Not yet"


def test_a_draft_is_shown_to_its_author_as_readers_will_see_it(author, alice):
    draft = write_story(alice, "Working title")
    address = f"/works/{draft.pk}/edit"
    author.post(address, form_of(author, address) | {"title": "Real title", "dedication": "To Kit"})
    page = author.get(draft.get_absolute_url()).text
    assert "Real title" in page
    assert "To Kit" in page
    assert "Real title" in author.get("/desk").text
    assert Revision.objects.count() == 0
    author.post(f"/works/{draft.pk}/publication")
    assert Story.objects.get().title == "Real title"
    assert Story.objects.get().dedication == "<p>To Kit</p>"


def test_header_lines_are_shown_only_if_ticked(author, client, story):
    story.header_lines = [
        {"label": "From", "value": "maud@example.org", "line": 1, "shown": False},
        {"label": "Archive", "value": "anywhere", "line": 2, "shown": False},
    ]
    story.save()
    address = f"/works/{story.pk}/edit"
    author.post(address, form_of(author, address) | {"show_line": ["1"]})
    page = author.get(story.get_absolute_url()).text
    assert "anywhere" in page
    assert "maud@example.org" not in page


def test_publishing_asks_for_what_only_the_author_knows(author, alice):
    draft = write_story(alice)
    draft.fandoms.clear()
    draft.warnings.clear()
    answer = author.post(f"/works/{draft.pk}/publication", follow=True)
    assert "name the fandom, choose the warnings" in answer.text
    assert Story.objects.get().published_at is None


def test_publish_and_undo(author, client, alice):
    draft = write_story(alice)
    author.post(f"/works/{draft.pk}/publication")
    page = author.get(draft.get_absolute_url()).text
    assert "Undo publishing" in page
    author.post(f"/works/{draft.pk}/publication/delete")
    assert Story.objects.get().published_at is None
    author.logout()
    assert author.get(draft.get_absolute_url()).status_code == 404


def test_a_new_chapter_of_a_published_story_waits_until_it_is_published(author, story):
    address = f"/works/{story.pk}/chapters/new"
    author.post(address, {"title": "Two", "html": f"{SECRET} <I lie awake>"})
    chapter = story.chapters.last()
    assert SECRET in author.get(chapter.get_absolute_url()).text
    author.logout()
    assert author.get(chapter.get_absolute_url()).status_code == 404
    assert SECRET not in author.get(story.get_absolute_url() + "?view_full_work=true").text


def test_a_chapter_is_edited_and_shown(author, story):
    chapter = story.chapters.get()
    address = f"/works/{story.pk}/chapters/{chapter.pk}/edit"
    author.post(address, form_of(author, address) | {"html": "It <i>poured</i>.", "publish": ""})
    assert "<p>It <i>poured</i>.</p>" in author.get(story.get_absolute_url()).text
    assert chapter.revisions.count() == 2


def test_an_unreleased_change_is_not_shown(author, story):
    chapter = story.chapters.get()
    address = f"/works/{story.pk}/chapters/{chapter.pk}/edit"
    author.post(address, form_of(author, address) | {"html": "Unreleased."})
    assert "Unreleased." not in author.get(story.get_absolute_url()).text
    assert "Unreleased." in author.get(address).text


def test_saving_a_chapter_without_a_change_keeps_it_to_the_byte(author, alice):
    html = clean_text("One <thought>\n\n<blockquote>A letter</blockquote>\n\ntwo\nlines & more")
    story = write_story(alice, texts=[html])
    chapter = story.chapters.get()
    address = f"/works/{story.pk}/chapters/{chapter.pk}/edit"
    author.post(address, form_of(author, address))
    chapter.draft.refresh_from_db()
    assert chapter.draft.html == html


def test_a_chapter_without_text_is_asked_for_it(author, story):
    answer = author.post(f"/works/{story.pk}/chapters/new", {"title": "Kept title", "html": " "})
    assert answer.status_code == 200
    assert "Kept title" in answer.text


def test_a_chapter_goes_to_the_bin_and_comes_back(author, long_story):
    two = long_story.chapters.in_place()[1]
    author.post(f"/works/{long_story.pk}/chapters/{two.pk}/bin")
    page = author.get(long_story.get_absolute_url() + "?view_full_work=true").text
    assert "Two." not in page
    assert "Chapter 2" in page
    assert "Chapter 3" not in page
    author.post(f"/works/{long_story.pk}/chapters/{two.pk}/restoration")
    assert "Two." in author.get(long_story.get_absolute_url() + "?view_full_work=true").text


def test_a_story_goes_to_the_bin_and_comes_back(author, story):
    author.post(f"/works/{story.pk}/bin")
    assert author.get(story.get_absolute_url()).status_code == 404
    assert story.title in author.get("/desk/bin").text
    author.post(f"/works/{story.pk}/restoration")
    assert author.get(story.get_absolute_url()).status_code == 200


def test_a_hidden_story_shows_its_authors_why_and_stands_still(author, story):
    story.hide("It was reported as spam")
    page = author.get(story.get_absolute_url()).text
    assert "It was reported as spam" in page
    assert author.get(f"/works/{story.pk}/edit").status_code == 404


def test_turning_pages_carries_no_number_of_an_unpublished_chapter(client, long_story):
    """Readers count among what they can see."""
    one, two, three = long_story.chapters.in_place()
    two.published_at = None
    two.save()
    page = client.get(one.get_absolute_url()).text
    assert three.get_absolute_url() in page
    page = client.get(three.get_absolute_url()).text
    assert "Chapter 2" in page
    assert 'Chapters:</dt><dd class="chapters">2/?' in page


def test_texts_that_wait_are_named_and_shown_by_a_button(author, story):
    address = f"/works/{story.pk}/edit"
    data = form_of(author, address) | {"title": "Not yet", "draft": ""}
    page = author.post(address, data, follow=True).text
    assert "Readers do not see the new texts yet." in page
    assert 'value="Not yet"' in page
    button = f'action="/works/{story.pk}/release"'
    for place in (story.get_absolute_url(), f"/works/{story.pk}/chapters"):
        page = author.get(place).text
        assert "You have unreleased changes." in page
        assert button in page
    author.post(f"/works/{story.pk}/release")
    assert Story.objects.get().title == "Not yet"
    assert "unreleased changes" not in author.get(story.get_absolute_url()).text


def test_a_chapter_that_waits_is_named_and_shown_by_a_button(author, long_story):
    chapter = long_story.chapters.in_place()[1]
    place = f"/works/{long_story.pk}/chapters/{chapter.pk}"
    data = form_of(author, f"{place}/edit") | {"html": "Better."}
    page = author.post(f"{place}/edit", data, follow=True).text
    assert "Readers still see the chapter as it was." in page
    assert "Better." in page
    for seen in (place, long_story.get_absolute_url(), f"/works/{long_story.pk}/chapters"):
        page = author.get(seen).text
        assert "You have unreleased changes." in page
        assert f'action="{place}/publication"' in page
    author.post(f"{place}/publication")
    page = author.get(place).text
    assert "Better." in page
    assert "unreleased changes" not in page


def test_a_waiting_chapter_is_published_from_the_list(author, story):
    author.post(f"/works/{story.pk}/chapters/new", {"html": "The second."})
    chapter = story.chapters.last()
    button = f'formaction="/works/{story.pk}/chapters/{chapter.pk}/publication"'
    assert button in author.get(f"/works/{story.pk}/chapters").text


def test_nobody_else_hears_of_what_waits(client, story, alice, bob):
    story.write(title="Not yet")
    for person in (None, bob):
        if person:
            client.force_login(person)
        assert "unreleased" not in client.get(story.get_absolute_url()).text


def test_the_same_chapter_can_be_written_again_later(story):
    chapter = story.add_chapter(html="<p>Again.</p>")
    again = story.add_chapter(html="<p>Again.</p>")
    assert chapter != again  # a document may hold the same twice; only a form is sent once
