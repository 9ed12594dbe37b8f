"""Finding the one story, with filters beside the list and on a page of their own: what is asked,
kept out, saved, and looked for in texts of three scripts."""

import re

import pytest
from playwright.sync_api import expect

from discovery.words import indexing
from stories.models import Story
from tests.browser import inspection
from tests.cast import publish_story

TEXTS = {
    "en": ("Cold Tea", "She left the cold tea on the sill.", "cold tea"),
    "ar": ("بيت الملح", "وقفت المرأة على الشاطئ وحدها.", "الشاطئ"),
    "zh-Hans": ("雨夜", "我喜欢在雨夜里读书。", "雨夜里"),
}


@pytest.fixture
def stories(alice, transactional_db):
    for language, (title, text, _sought) in TEXTS.items():
        story = publish_story(alice, title, texts=[f"<p>{text}</p>"], language=language)
        story.freeforms.set(["Angst"] if language == "en" else ["Fluff"])
        story.refresh_listing()
    indexing.refresh(Story.objects.values_list("pk", flat=True))


class Reader:
    def __init__(self, visitor):
        self.visitor, self.page, self.js = visitor, visitor.page, visitor.js

    def sees(self, *titles):
        expect(self.page.locator(".card .heading")).to_have_count(len(titles))
        for title in titles:
            expect(self.page.locator(".card .heading", has_text=title)).to_be_visible()

    def opens(self, group):
        """A group of the filters: beside the list, or on the page that a link leads to."""
        if not self.js:
            self.page.get_by_role("link", name="Filters", exact=True).click()
        summary = self.page.locator(".filters summary", has_text=re.compile(f"^{group}$"))
        if summary.locator("..").get_attribute("open") is None:
            summary.click()

    def shows(self):
        if not self.js:
            self.page.get_by_role("button", name="Show stories").first.click()

    def searches_the_text(self, sought):
        self.page.goto("/works")
        self.page.get_by_label("Search stories").fill(sought)
        self.page.locator("#list").get_by_label("in the text of the chapters").check()
        self.page.get_by_role("button", name="Search", exact=True).click()


@pytest.mark.parametrize("js", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_reader_filters_keeps_out_saves_and_searches(visit, bob, stories, js):
    reader = Reader(visit(person=bob, js=js))
    page, (english, arabic, chinese) = reader.page, (title for title, *_rest in TEXTS.values())
    for title, _text, sought in TEXTS.values():
        reader.searches_the_text(sought)
        reader.sees(title)
        expect(page.locator(".card mark").first).to_be_visible()

    page.goto("/works")
    reader.opens("Other tags")
    page.get_by_role("link", name="not Angst").click()
    reader.sees(arabic, chinese)
    expect(page).to_have_url(re.compile(r"/works\?not-freeform=Angst$"))
    reader.opens("Language")
    page.get_by_role("checkbox", name="With العربية").check()
    reader.shows()
    reader.sees(arabic)
    expect(page).to_have_url(re.compile("not-freeform=Angst.*language=ar"))
    page.get_by_role("link", name="without: Angst").click()
    expect(page).to_have_url(re.compile(r"/works\?language=ar$"))
    reader.sees(arabic)
    page.go_back()
    expect(page).to_have_url(re.compile("not-freeform=Angst.*language=ar"))

    page.get_by_role("link", name="Save this filter").click()
    page.get_by_label("Name").fill("Arabic")
    page.locator("main button.primary").click()
    page.goto("/filters")
    page.get_by_role("link", name="Arabic").first.click()
    reader.sees(arabic)

    page.goto("/works")
    card = page.locator("article.card", has_text=english)
    card.get_by_role("link", name="Hide stories like this").click()
    page.get_by_role("button", name="Never show me Angst").click()
    page.goto("/works")
    reader.sees(arabic, chinese)
    page.get_by_role("link", name="look", exact=True).click()
    reader.sees(english, arabic, chinese)


def test_the_list_and_its_filters_are_for_everybody(visit, stories):
    visitor = visit()
    visitor.page.goto("/works?q=tea&in=text&fandom=Nobody+Knows&not-freeform=Fluff")
    visitor.page.locator("filters-beside summary", has_text="Other tags").click()
    found = inspection.covering(visitor)
    assert not found, "\n".join(found)


def test_what_suggests_names_comes_with_the_first_group_that_is_opened(visit, stories):
    page = visit().page
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/works")
    group = page.locator("filters-beside summary", has_text="Other tags")
    expect(group).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "tag-box.js" in url or "tags/suggest" in url]
    group.click()
    page.locator("filters-beside").get_by_label("With: Other tags").press_sequentially("ang")
    expect(page.get_by_role("option", name="Angst")).to_be_visible()
