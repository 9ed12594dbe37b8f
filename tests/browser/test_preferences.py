"""What a reader asked the system for is kept: fewer movements, larger letters; and in every theme
one sees where one is."""

import pytest

from tests.browser import inspection
from tests.browser.conftest import THEMES
from tests.cast import publish_story

PAGES = ["{story}", "/write", "/", "/works", "/accounts/signup/", "/look", "{story}/reviews/new"]

# The contrast of two colours as the screen shows them, whatever the notation (WCAG 2).
CONTRAST = """
const lightness = colour => {
  const sheet = Object.assign(document.createElement("canvas"), {width: 1, height: 1});
  const pen = sheet.getContext("2d");
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map(part => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, two) => {
  const [low, high] = [lightness(one), lightness(two)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
"""
HERE = (
    "() => {"
    + CONTRAST
    + """
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const ground = getComputedStyle(document.documentElement).backgroundColor;
  return {
    what: one.outerHTML.slice(0, 80),
    ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    contrast: contrast(style.outlineColor, ground),
  };
}"""
)
TWICE = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(":root { font-size: 200% !important; }");
  document.adoptedStyleSheets = [sheet];
}
"""
MOVING = """
() => document.getAnimations().length
  + [...document.querySelectorAll("*")].filter(one => {
    const style = getComputedStyle(one);
    return style.animationName !== "none" || style.transitionDuration.split(", ").some(
      time => parseFloat(time) > 0) || style.scrollBehavior === "smooth";
  }).length
"""


@pytest.fixture
def story(transactional_db, alice):
    return publish_story(alice)


@pytest.fixture
def addresses(story):
    return [page.format(story=story.get_absolute_url()) for page in PAGES]


@pytest.mark.parametrize("most", [2, pytest.param(len(PAGES), marks=pytest.mark.deep)])
def test_in_every_theme_one_sees_where_one_is(visit, addresses, most):
    visitor = visit()
    for page in addresses[:most]:
        visitor.page.goto(page)
        for theme in inspection.themes(visitor):
            for _ in range(12):
                visitor.page.keyboard.press("Tab")
                here = visitor.page.evaluate(HERE)
                if here["what"].startswith("<body"):
                    continue  # once round
                assert here["ring"] >= 2, (page, theme, here)
                assert here["contrast"] >= 3, (page, theme, here)


def test_nothing_moves_where_that_is_wished(visit, addresses):
    visitor = visit(reduced_motion="reduce")
    for address in addresses:
        visitor.page.goto(address)
        assert visitor.page.evaluate(MOVING) == 0, address


def test_nothing_moves_unasked(visit, addresses):
    visitor = visit(reduced_motion="no-preference")
    for address in addresses:
        visitor.page.goto(address)
        assert visitor.page.evaluate("document.getAnimations().length") == 0, address


def test_letters_of_twice_the_size_are_not_cut(visit, addresses):
    visitor = visit(size="desktop")
    for address in addresses:
        visitor.page.goto(address)
        visitor.page.evaluate(TWICE)
        assert visitor.page.evaluate(inspection.CUT) == [], address
        assert not visitor.scrolls_sideways(), address


def test_every_theme_is_another(visit, story):
    visitor = visit()
    visitor.page.goto(story.get_absolute_url())
    grounds = {
        visitor.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        for _theme in inspection.themes(visitor)
    }
    assert len(grounds) == len(THEMES)  # light and dark are the device's two
