"""The check page: what was read, where it came from, what only the author knows."""

import re
from html import unescape

import pytest
from django.utils.html import escape

from core import site as site_settings
from core.html import visible_text
from core.models import SiteSettings
from core.words import words
from intake.models import Source
from intake.reader import conservation
from stories.models import Story
from tests.cast import sign_in
from tests.intake.conftest import SAID

pytestmark = pytest.mark.django_db


def press(client, source, button, value="", **said):
    """Send the form as a browser would that shows it: what is not said stays as it was shown."""
    return client.post(source.get_absolute_url(), {**said, button: value})


def page_of(client, source) -> str:
    return client.get(source.get_absolute_url()).text


def story_on(page: str) -> str:
    """What stands in the box that shows the text as readers will see it."""
    return page.split('aria-label="Story">')[1].split("</div>\n")[0]


def published(client, source, **said):
    answer = press(client, source, "publish", **{**SAID, **said})
    assert answer.status_code == 302, re.findall(r'class="errors".*?</ul>', answer.text, re.S)
    return Story.objects.get()


def test_every_part_stands_there_with_its_lines(client, source):
    page = page_of(client, source)
    for words_and_origin in (
        "Some Rain in the Harbour",
        "line 1",
        "lines 2 and 3",
        "Two people really need to talk.",
        "line 4",
        "To everyone who waited for me.",
        "line 5",
        "lines 6–11",
        "Nothing was left out.",
    ):
        assert words_and_origin in page
    assert '<em class="thought">&lt;How did this happen?&gt;</em>' in page


def test_the_body_is_shown_word_for_word(client, alice, bring, raw_document):
    client.force_login(alice)
    source = bring(raw_document.decode())
    shown = words(visible_text(story_on(page_of(client, source))))
    assert shown == words(source.read().chapters[0].text)
    assert conservation.check(source.read(), source.read().source).is_complete


def test_the_author_decides_on_five_things(client, alice, bring, raw_document):
    client.force_login(alice)
    story = published(client, bring(raw_document.decode()))
    assert story.is_published
    assert [tag.name for tag in story.fandoms.all()] == ["The Ninth Harbour"]
    assert story.rating == "teen"
    assert "Fluff" in [tag.name for tag in story.freeforms.all()]
    assert re.fullmatch(r"\w/\w", story.relationships.get().name)
    assert "This is AU in" in story.au_premise
    assert story.au_tags.count() == 1
    assert story.status == "complete"


def test_rating_and_warnings_have_no_silent_default(client, source):
    page = page_of(client, source)
    assert not re.search(r'name="(rating|warnings)"[^>]*checked', page)
    for missing in ("rating", "warnings", "fandoms"):
        said = {name: value for name, value in SAID.items() if name != missing}
        answer = press(client, source, "publish", **{**said, missing: ""})
        assert "needs your attention" in answer.text
        assert f'href="#id_{missing}' in answer.text
        Source.objects.update(corrections={})
    assert not Story.objects.exists()


def test_what_was_typed_stays_when_something_is_missing(client, source):
    said = {"title": "Another <Title>", "summary": "A & B", "chapter-0-html": "New.\n\nText <So>."}
    answer = press(client, source, "publish", **said, rating="mature", add_all="on")
    for text in (answer.text, page_of(client, source)):
        assert escape("Another <Title>") in text
        assert escape("A & B") in text
        assert escape("New.\n\nText <So>.") in text
        assert re.search(r'value="mature"[^>]*checked', text)
        assert re.search(r'name="add_all"[^>]*checked', text)
    story = published(client, source, rating="mature")
    assert (story.title, story.summary) == ("Another <Title>", "<p>A &amp; B</p>")
    assert visible_text(story.chapters.get().text.html) == "New.\nText <So>."


def test_a_text_left_alone_is_kept_as_it_was_read(client, source):
    read = source.read().chapters[0].html
    page = page_of(client, source)
    typed = re.split(r'name="chapter-0-html"[^>]*>\n', page)[1].split("</textarea>")[0]
    sent = unescape(typed).replace("\n", "\r\n")
    assert published(client, source, **{"chapter-0-html": sent}).chapters.get().text.html == read
    assert "chapter-0-html" not in Source.objects.get().corrections


def test_guesses_are_added_only_when_ticked(client, source):
    story = published(client, source, add_all="")
    assert not story.relationships.exists()
    assert not story.freeforms.exists()
    assert story.au_premise == ""


def test_a_single_guess_can_be_ticked(client, source):
    story = published(client, source, add_all="", suggested=["freeform:Fluff"])
    assert [tag.name for tag in story.freeforms.all()] == ["Fluff"]
    assert not story.relationships.exists()


def test_each_guess_shows_the_line_that_it_comes_from(client, source):
    page = page_of(client, source)
    assert "line 3:" in page
    assert page.count("Total fluff.") >= 2


LABELLED = """TITLE: The Long Night
AUTHOR: Ann Onymous
E-MAIL: ann@example.org
RATING: PG-13
PAIRING: Ann/Wren
DISCLAIMER: I own nothing of this.
SUMMARY: It is dark.

It was a long night, and nobody slept. The lamps went out one by one along the quay.

"Who is there?" said Wren.
"""


def test_what_stood_under_a_label_is_taken_over(client, alice, bring):
    client.force_login(alice)
    source = bring(LABELLED)
    page = page_of(client, source)
    assert "Taken over from your labels" in page
    assert re.search(r'value="teen"[^>]*checked', page)
    said = {name: value for name, value in SAID.items() if name != "rating"}
    answer = press(client, source, "publish", **said)
    assert answer.status_code == 302
    story = Story.objects.get()
    assert (story.rating, story.relationships.get().name) == ("teen", "Ann/Wren")


def test_header_lines_are_private_until_ticked(client, alice, bring):
    client.force_login(alice)
    source = bring(LABELLED)
    page = page_of(client, source)
    assert "ann@example.org" in page
    assert not re.search(r'name="show_line"[^>]*checked', page)
    story = published(client, source)
    assert "ann@example.org" in str(story.header_lines)
    assert not any(line["shown"] for line in story.header_lines)
    client.logout()
    assert "ann@example.org" not in client.get(story.get_absolute_url()).text


def test_a_ticked_header_line_is_shown(client, alice, bring):
    client.force_login(alice)
    source = bring(LABELLED)
    lines = [line.value for line in source.read().header_lines]
    place = lines.index("I own nothing of this.")
    story = published(client, source, show_line=[str(place)])
    assert [line["value"] for line in story.header_lines if line["shown"]] == [lines[place]]


def test_an_archive_of_one_fandom_asks_for_none(client, source):
    SiteSettings(fandom="Carmilla").save()
    site_settings.forget()
    said = {name: value for name, value in SAID.items() if name != "fandoms"}
    assert press(client, source, "publish", **said).status_code == 302
    assert Story.objects.get().fandoms.get().name == "Carmilla"


def test_no_warning_applies_or_some_do(client, source):
    both = ["None of these warnings apply", "Graphic violence"]
    answer = press(client, source, "publish", **{**SAID, "warnings": both})
    assert "Either none of these applies" in answer.text


def test_the_author_may_choose_not_to_say(client, source):
    story = published(client, source, warnings=["The author chose not to say"])
    assert story.warnings.get().name == "The author chose not to say"


def test_thoughts_can_be_switched_off_and_edits_stay(client, source):
    press(client, source, "look", thoughts="plain", title="Mine")
    page = page_of(client, source)
    assert "thought" not in story_on(page)
    assert "&lt;How did this happen?&gt;" in story_on(page)
    assert "chapter-0-html" not in Source.objects.get().corrections
    story = published(client, source)
    assert story.title == "Mine"
    assert 'class="thought"' not in story.chapters.get().text.html


def test_a_look_shows_the_change_as_readers_will_see_it(client, source):
    answer = press(client, source, "look", summary="Two <b>people</b>\n\ntalk <Really?>")
    assert answer.url == source.get_absolute_url()
    page = page_of(client, source)
    assert "<b>people</b>" in page
    assert "&lt;Really?&gt;" in page


def test_the_preview_runs_through_the_sanitiser(client, source):
    press(client, source, "look", summary='<b onclick="x()">bold</b><script>alert(1)</script>')
    seen = page_of(client, source).split("<textarea")[0]
    assert "<b>bold</b>" in seen
    assert "onclick" not in seen


def test_last_choices_are_remembered(client, alice, bring, source):
    published(client, source, visibility="members", review_policy="members")
    page = page_of(client, bring())
    assert re.search(r'<option value="members" selected', page)


def test_one_of_several_pen_names_is_chosen(client, alice, source):
    other = alice.pen_names.create(name="Lampblack")
    assert "Lampblack" in page_of(client, source)
    story = published(client, source, pen_name=str(other.pk))
    assert [name.name for name in story.shown_authors] == ["Lampblack"]


def test_nobody_publishes_under_anothers_pen_name(client, bob, source):
    answer = press(client, source, "publish", **SAID, pen_name=str(bob.pen_name.pk))
    assert answer.status_code == 302
    assert Story.objects.get().shown_authors[0].name == "Maud Thornapple"


def test_a_guest_signs_up_and_finds_everything_as_it_was(client, alice, bring):
    source = bring()
    assert "Sign up to publish" in page_of(client, source)
    answer = press(client, source, "sign_up", **SAID, title="Changed")
    assert (
        answer.url == f"/accounts/signup?next={source.get_absolute_url().replace('/', '%2F')}"
        or ("signup" in answer.url and source.token in answer.url)
    )
    sign_in(client, alice)
    page = page_of(client, source)
    assert 'value="Changed"' in page
    assert 'value="The Ninth Harbour"' in page
    assert re.search(r'value="teen"[^>]*checked', page)
    assert client.post(source.get_absolute_url(), {**SAID, "publish": ""}).status_code == 302
    assert Story.objects.get().title == "Changed"


def test_a_guest_cannot_publish(client, bring):
    answer = press(client, bring(), "publish", **SAID)
    assert "signup" in answer.url
    assert not Story.objects.exists()


def test_where_sign_up_is_closed_nobody_is_sent_there(client, bring):
    SiteSettings(sign_up="closed").save()
    page = page_of(client, bring())
    assert "Sign up to publish" not in page
    assert "I have an account" in page


def test_a_member_without_a_pen_name_chooses_one_first(client, alice, source):
    alice.pen_names.all().delete()
    answer = press(client, source, "publish", **SAID)
    assert answer.url == "/me/pen-names"
    assert Source.objects.get().corrections["rating"] == "teen"


def test_after_publishing_the_check_page_leads_to_the_story(client, source):
    story = published(client, source)
    assert client.get(source.get_absolute_url()).url == story.get_absolute_url()


def test_the_source_of_a_story_in_the_bin_leads_to_the_bin(client, source):
    published(client, source).move_to_bin()
    assert client.get(source.get_absolute_url()).url == "/desk/bin"


def test_the_language_is_guessed_by_the_letters(client, alice, bring):
    client.force_login(alice)
    page = page_of(
        client, bring("بيت على حافة الملح\n\nبعد أن جفّ البحر بقيت امرأة واحدة تعدّ السفن.")
    )
    assert '<option value="ar" selected' in page
    assert 'lang="ar" dir="rtl"' in page


@pytest.mark.parametrize("rows", [1, 40])
def test_queries_do_not_grow_with_the_chapters(
    client, alice, bring, rows, django_assert_max_num_queries
):
    client.force_login(alice)
    text = "\n\n".join(f"Chapter {n}\n\nIt rained for {n} days." for n in range(1, rows + 1))
    source = bring(f"A Title\n\n{text}")
    with django_assert_max_num_queries(15):
        client.get(source.get_absolute_url())


def test_more_chapters_than_a_form_may_have_fields_are_kept(client, alice, bring):
    client.force_login(alice)
    text = "\n\n".join(f"Chapter {n}\n\nIt rained for {n} days." for n in range(1, 601))
    source = bring(f"A Title\n\n{text}")
    page = page_of(client, source)
    assert page.count("<textarea") + page.count("<input") < 1_000
    published(client, source)
    assert Story.objects.get().chapters.published().count() == 600


def test_corrections_have_a_limit_and_stay_on_the_page(client, bring, monkeypatch):
    monkeypatch.setattr("intake.models.source.GUESTS_BYTES", 1_000)
    source = bring("A Title\n\nIt rained.")
    answer = press(client, source, "look", summary="A long one. " * 200)
    assert "more than we can keep" in answer.text
    assert "A long one. A long one." in answer.text
    assert Source.objects.get().corrections == {}
