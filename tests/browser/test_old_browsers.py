"""Pages read well without the newest CSS: in a browser that knows no @layer, and when a stylesheet
does not arrive. No text may be invisible, nothing wider than the screen, forms can be filled in."""

import re

import pytest
from playwright.sync_api import expect

from tests.cast import publish_story

STRIPPED = re.compile(r"@layer [^;{]*;")
DEEP = pytest.mark.deep
SHEETS = ["tokens", "story"]
SHEETS += [
    pytest.param(sheet, marks=DEEP)
    for sheet in ("look", "list", "base", "layout", "forms", "review", "card", "tag-box", "keeping")
]
NEWER = re.compile(r"\?\.[A-Za-z_(\[]|\?\?")  # syntax of 2020: such a script does nothing at all
# As Safari 13 has it, which knows that syntax: no such medium, and nobody to listen to.
NO_MEDIA = """
const known = window.matchMedia.bind(window);
window.matchMedia = (query) => query.includes("scripting")
  ? {matches: false, media: "not all", addListener() {}, removeListener() {}} : known(query);
"""


def without_layers(css: str) -> str:
    """As a browser of before 2022 reads it: a block that it does not know is dropped whole."""
    kept, place = "", 0
    css = STRIPPED.sub("", css)
    while (start := css.find("@layer", place)) >= 0:
        kept += css[place:start]
        place, depth = css.index("{", start) + 1, 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[place], 0)
            place += 1
    return kept + css[place:]


def in_an_old_browser(route):
    answer = route.fetch()
    css = without_layers(answer.text()).replace("@supports not (color: revert-layer)", "@media all")
    route.fulfill(response=answer, body=css)


def only_without_layers(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=without_layers(answer.text()))


def by_an_old_browser(route):
    answer = route.fetch()
    script = answer.text()
    route.fulfill(response=answer, body="" if NEWER.search(script) else script)


def nothing(route):
    route.fulfill(body="", content_type="text/css")


@pytest.fixture
def addresses(transactional_db, alice):
    story = publish_story(alice, texts=["<p>It <em>rained</em>.</p><hr><p>On.</p>"] * 2)
    publish_story(alice, "بيت الملح", language="ar")
    lists = ["/works", "/works/filters", "/exclusions"]
    return [story.get_absolute_url(), "/", *lists, "/write", "/look", "/accounts/signup/"]


def troubles(visitor, address) -> list[str]:
    """What cannot be seen. A link's own colour in a paragraph is what the browser gives it."""
    page = visitor.page
    page.goto(address)
    found = [f"{address}: {one}" for one in visitor.axe(only=["color-contrast"])]
    if visitor.scrolls_sideways():
        found.append(f"{address}: wider than the screen")
    if not page.locator("main").inner_text().strip():
        found.append(f"{address}: nothing to read")
    return found


@pytest.mark.parametrize(
    ("read_css", "theme"),
    [
        (in_an_old_browser, "auto"),
        (only_without_layers, "light"),
        pytest.param(in_an_old_browser, "light", marks=DEEP),
        pytest.param(only_without_layers, "auto", marks=DEEP),
        *(
            pytest.param(read_css, theme, marks=DEEP)
            for read_css in (in_an_old_browser, only_without_layers)
            for theme in ("dark", "sepia")
        ),
    ],
)
def test_every_theme_can_be_read_without_layers(visit, addresses, theme, read_css):
    visitor = visit(size="phone", dark=theme in ("auto", "light"))  # the device wishes otherwise
    visitor.page.route("**/*.css*", read_css)
    cookie = {"name": "look", "value": f"1~theme.{theme}", "url": visitor.site}
    visitor.page.context.add_cookies([cookie])
    assert [one for address in addresses for one in troubles(visitor, address)] == []


def test_a_story_is_put_up_without_layers(visit, transactional_db):
    visitor = visit(size="phone", js=False)
    visitor.page.route("**/*.css*", in_an_old_browser)
    visitor.page.goto("/write")
    visitor.page.locator("textarea[name=text]").fill("The Lamp\n\nIt rained.")
    visitor.page.get_by_role("button", name="Look it through").click()
    assert "Nothing was left out." in visitor.page.locator("main").inner_text()
    assert visitor.page.get_by_role("button", name="Sign up to publish").is_visible()


def test_stories_are_filtered_without_layers_and_scripts_of_today(visit, addresses):
    visitor = visit(size="phone")
    visitor.page.route("**/*.css*", in_an_old_browser)
    visitor.page.route("**/*.js*", by_an_old_browser)
    page = visitor.page
    page.goto("/works")
    page.get_by_role("link", name="Filters", exact=True).click()
    page.locator("summary", has_text="Language").click()
    page.get_by_role("checkbox", name="With العربية").check()
    page.get_by_role("button", name="Show stories").first.click()
    expect(page).to_have_url(re.compile(r"/works\?language=ar$"))
    expect(page.locator(".card .heading")).to_have_text(["بيت الملح"])
    page.get_by_role("link", name="العربية").first.click()
    expect(page.locator(".card .heading")).to_have_count(2)
    page.get_by_role("link", name="Filters", exact=True).click()
    page.locator("summary", has_text="Fandoms").click()
    page.locator("tag-box input[name=fandom]").fill("The Ninth Harbour")
    assert not page.locator("[role=listbox]").count()  # a plain field
    page.get_by_role("button", name="Show stories").first.click()
    expect(page).to_have_url(re.compile("fandom=The"))


def test_lists_are_quiet_where_nobody_listens_to_media(visit, addresses):
    visitor = visit()  # says of every error in a script
    visitor.page.add_init_script(NO_MEDIA)
    visitor.page.goto("/works")
    visitor.page.get_by_role("link", name="In reverse").click()
    expect(visitor.page.locator("[role=status]")).to_have_text("2 stories")
    expect(visitor.page.locator(".to-filters")).to_be_visible()


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_text_is_invisible_where_a_stylesheet_is_missing(visit, addresses, sheet):
    visitor = visit(dark=True)
    visitor.page.route(re.compile(rf"/{sheet}[^/]*\.css"), nothing)
    assert [one for address in addresses[:6] for one in troubles(visitor, address)] == []
