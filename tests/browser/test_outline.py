"""What a screen reader's user meets: reading order, names, headings, what is said after a form was
sent, and what may be in the way inside a story."""

import re

import pytest
from playwright.sync_api import expect

from core.html import clean
from reviews.models import Review
from stories.models import Chapter, ChapterText, Series
from tests.browser import outline, places
from tests.cast import publish_story
from tests.site.test_matrix import people

__all__ = ["people"]

HOSTILE = """
<p tabindex="0" contenteditable accesskey="x">He <a href="https://example.org/">went</a>.</p>
<button>Press</button><input autofocus><details open><summary>More</summary>Here</details>
<iframe src="/"></iframe><video controls src="x.mp4"></video><object data="x"></object>
<svg tabindex="0"><a href="/">x</a></svg><select><option>1</select><textarea>t</textarea>
<div role="button" tabindex="1" aria-label="Skip to the page" id="main">Bait</div><area href="/">
<hr><p><em class="thought">&lt;How did this happen?&gt;</em> he asked.</p>
"""


@pytest.fixture
def story(transactional_db, alice, bob):
    story = publish_story(
        alice,
        "Some Small Repairs",
        texts=["<p>The clock stopped.</p><hr><p>It went on.</p>", "<p>Later.</p>"],
        rating="teen",
        summary="<p>A clockmaker takes in a lodger.</p>",
        notes="<p>Found on an old disk.</p>",
        dedication="<p>To the cat.</p>",
        au_premise="<p>Nobody owns a watch.</p>",
        end_notes="<p>Thank you.</p>",
        written_year=2004,
    )
    story.relationships.set(["Ida/Tobias"], main=["Ida/Tobias"])
    story.freeforms.set(["Clocks"])
    series = Series.objects.create(title="Clockwork")
    series.add(story)
    Review.post(story=story, pen_name=bob.pen_name, html="<p>Kind words.</p>")
    return story


def in_order(said: list[str], *parts: str) -> None:
    """Each of `parts` begins or stands in a line, one after the other."""
    place = 0
    for part in parts:
        rest = [n for n, line in enumerate(said[place:], start=place) if part in line]
        assert rest, (part, "after", said[place - 1 : place], "in", said)
        place = rest[0] + 1


# Reading order


def test_a_card_is_read_as_the_design_has_it(visit, story):
    visitor = visit()
    visitor.page.goto("/works")
    card = outline.of(visitor, "article.card")
    assert card.all("heading")[0].level == 2
    in_order(
        card.said(), "[heading2]", "Some Small Repairs", "Maud Thornapple", "The Ninth Harbour",
        "Teen", "None of these warnings apply", "Ida/Tobias", "Nobody owns a watch.", "Clocks",
        "A clockmaker", "2/? chapters · 7 words · English · written 2004",
    )  # fmt: skip


def test_the_reading_page_is_read_as_the_design_has_it(visit, story):
    visitor = visit()
    visitor.page.goto(f"{story.get_absolute_url()}?view_full_work=true")
    page = outline.of(visitor)
    in_order(
        page.one("main").said(), "[heading1]", "Some Small Repairs", "Maud Thornapple",
        "Clockwork", "The Ninth Harbour", "Teen", "Warnings", "words", "English",
        "A clockmaker takes in a lodger.", "Nobody owns a watch.", "Found on an old disk.",
        "To the cat.", "Contents", "Chapter 1", "The clock stopped.", "It went on.", "Chapter 2",
        "Later.", "Thank you.", "Write a review", "Report", "Reviews", "Otterburn", "Kind words.",
    )  # fmt: skip
    assert page.one("group", "Dedication")


def test_a_scene_break_is_a_separator_and_a_thought_is_read_as_it_is_written(visit, story):
    ChapterText.objects.filter(chapter__story=story).update(html=clean(HOSTILE))
    visitor = visit()
    visitor.page.goto(story.get_absolute_url())
    text = outline.of(visitor, "#chapters .userstuff")
    assert (text.role, text.name) == ("group", "Text")
    assert [line for line in text.said() if line.startswith("[")] == ["[separator]"]
    in_order(text.said(), "[separator]", "<How did this happen?>", "he asked.")
    assert "⁂" not in "".join(text.said())


def test_nothing_in_a_story_takes_the_focus_but_its_own_links(visit, story):
    texts = ("summary", "notes", "end_notes", "dedication", "au_premise")
    type(story).objects.update(**dict.fromkeys(texts, clean(HOSTILE)))
    Chapter.objects.update(summary=clean(HOSTILE), notes=clean(HOSTILE), end_notes=clean(HOSTILE))
    ChapterText.objects.update(html=clean(HOSTILE))
    Review.objects.update(html=clean(HOSTILE))
    visitor = visit()
    visitor.page.goto(story.get_absolute_url())
    inside = ".userstuff, .review-text, .premise, .dedication"
    assert visitor.page.locator(inside).count() >= 6
    taking = visitor.page.locator(inside).locator(
        ":is(a, button, input, select, textarea, summary, iframe, video, audio, object, embed, "
        "area, [tabindex], [contenteditable], [accesskey], [autofocus])"
    )
    kinds = taking.evaluate_all("all => [...new Set(all.map(one => one.tagName))]")
    assert kinds == ["A", "SUMMARY"]  # an author's links, and what an author folded
    assert visitor.page.locator("#main").count() == 1
    assert outline.strange(visitor) == []


def test_a_title_in_fancy_letters_is_named_in_plain_ones(visit, alice, transactional_db):
    story = publish_story(alice, places.FANCY)
    visitor = visit()
    visitor.page.goto("/works")
    outline.of(visitor).one("link", "My Story")
    visitor.page.goto(story.get_absolute_url())
    outline.of(visitor).one("heading", "My Story")
    assert visitor.page.locator("h1").inner_text() == places.FANCY


# What is said


@pytest.mark.parametrize("js", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_what_became_of_a_form_is_in_focus_on_the_next_page(visit, alice, js, transactional_db):
    page = visit(person=alice, js=js).page
    page.goto("/me/pen-names")
    page.get_by_label("Name", exact=False).first.fill("Nightjar")
    page.locator("main form button").first.click()
    message = page.get_by_role("status").filter(has_text="Nightjar")
    expect(message).to_be_focused()


def test_errors_are_in_focus_and_lead_to_their_fields(visit, people, transactional_db):
    assert_all_errors_are_told(visit, people, places.WRONG)


# Without JavaScript it is the browser that puts the focus there: a page of each kind shows it.
KINDS = {"guest": ["account_login", "write", "review_new"], "author": ["story_edit", "queue"]}


@pytest.mark.parametrize(
    "wrong", [KINDS, pytest.param(places.WRONG, marks=pytest.mark.deep)], ids=["a few", "all"]
)
def test_errors_are_in_focus_without_javascript_too(visit, people, wrong, transactional_db):
    assert_all_errors_are_told(visit, people, wrong, js=False)


def assert_all_errors_are_told(visit, people, wrong, **choices) -> None:
    stage = places.make(people)
    for role, names in wrong.items():
        visitor = visit(person=people[role], **choices)
        ways = places.of(role, stage)
        for name in names:
            ways[f"{name} with errors"](visitor)
            assert_errors_are_told(visitor.page, name)


def assert_errors_are_told(page, name: str) -> None:
    summary = page.locator(".error-summary")
    expect(summary, name).to_be_focused()
    expect(summary, name).to_have_role("alert")
    for link in summary.get_by_role("link").all():
        link.press("Enter")
        target = page.locator(link.get_attribute("href"))
        is_there = "one => one.contains(document.activeElement) || one.matches(':target')"
        assert target.evaluate(is_there), (name, link.get_attribute("href"))


# Forms


AUTOCOMPLETE = {
    "/accounts/login/": {"login": "username", "password": "current-password"},
    "/accounts/signup/": {"username": "username", "password1": "new-password"},
}


@pytest.mark.parametrize("address", AUTOCOMPLETE)
def test_fields_about_oneself_can_be_filled_in_by_the_browser(visit, transactional_db, address):
    page = visit().page
    page.goto(address)
    for name, token in AUTOCOMPLETE[address].items():
        expect(page.locator(f"main [name={name}]")).to_have_attribute(
            "autocomplete", re.compile(rf"\b{token}\b")
        )


# Ways


def test_the_first_stop_leads_past_everything(visit, story):
    page = visit().page
    page.goto(story.get_absolute_url())
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the page")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
