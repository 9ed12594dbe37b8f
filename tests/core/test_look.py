"""A reader's wishes: what the cookie may say, what comes of it, and that colours can be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core import colours, look
from tests.conftest import ROOT

TEXTS = ("text", "quiet", "link", "link-strong", "voice")
ACCENTS = ["#0f5b5e", "#8a2b2b", "#3a3a8c", "#5b2a86", "#000000", "#1d6b2f", "#7a4b00", "#b3005e"]


def variables(css: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+): ?([^;]+);", css))


def test_contrast_is_that_of_the_standard():
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert colours.contrast("#fbf8f3", "#221e1b") == pytest.approx(15.6, abs=0.1)


@pytest.mark.parametrize("theme", look.THEMES)
def test_every_theme_can_be_read_on_its_ground_and_its_wash(theme):
    values = look.THEMES[theme]
    for name in TEXTS:
        assert colours.contrast(values["ground"], values[name]) >= colours.LEAST, name
        assert colours.contrast(values["wash"], values[name]) >= colours.LEAST, name
    assert colours.contrast(values["ground"], values["edge"]) >= 3  # of boxes to type in


def test_the_device_gets_the_same_light_and_dark_as_the_one_who_chooses_them():
    css = (ROOT / "static" / "css" / "tokens.css").read_text()
    light, dark = re.findall(r"color-scheme: (?:light|dark);(.*?)}", css, re.DOTALL)[:2]
    for block, theme in ((light, look.LIGHT), (dark, look.DARK)):
        assert variables(block) == {f"--{name}": value for name, value in theme.items()}


@pytest.mark.parametrize("value", ["", "teal", "#fff", "#12345g", "0f5b5e", "#0f5b5e;}", "#١٢٣٤٥٦"])
def test_an_accent_is_six_digits_after_a_hash(value):
    assert "#0f5b5e" in colours.accent_problem(value)


def test_a_pale_accent_is_refused_with_its_contrast():
    assert "1.0" in colours.accent_problem(colours.PAPER)
    assert colours.accent_problem("#e29a92")
    assert colours.accent_problem("#0F5B5E") is None


@pytest.mark.parametrize("accent", ACCENTS)
@pytest.mark.parametrize("theme", look.THEMES)
def test_any_accent_can_be_read_in_every_theme(accent, theme):
    assert colours.accent_problem(accent) is None
    values = variables(look.stylesheet(f"1~theme.{theme}", accent))
    for name in ("--link", "--link-strong"):
        assert colours.contrast(values["--ground"], values[name]) >= colours.LEAST
    if theme != "light":
        assert colours.contrast(values["--ground"], values["--link"]) >= colours.AIM


def test_the_accent_reaches_those_who_leave_the_colours_to_their_device():
    css = look.stylesheet("", "#3A3A8C")
    light, dark = css.split("@media (prefers-color-scheme:dark)")
    assert variables(light)["--link"] == "#3a3a8c"
    assert colours.contrast(look.DARK["ground"], variables(dark)["--link"]) >= colours.AIM


@pytest.mark.parametrize("accent", ["#fbf8f3", "red", "#000;}*{display:none"])
def test_an_accent_that_should_not_be_there_is_left_out(accent):
    assert look.stylesheet("", accent) == ""


def test_all_as_usual_is_no_stylesheet_at_all():
    assert look.stylesheet("") == ""
    assert look.write(look.USUAL) == ""


@given(some.fixed_dictionaries({k: some.sampled_from([*v]) for k, v in look.SETTINGS.items()}))
def test_what_is_written_is_read_again(chosen):
    words = look.write(chosen)
    assert look.read(words) == chosen
    assert len(words) <= look.LONGEST
    assert re.fullmatch(r"[\w.~-]*", words)  # nothing that a cookie would have to quote


@given(some.text())
def test_no_cookie_writes_into_the_stylesheet(words):
    for said in (words, f"1~theme.{words}", f"1~{words}"):
        css = look.stylesheet(said)
        assert css in {look.stylesheet(look.write(look.read(said)))}
        if words and words in said and not re.search(r"\w", words):
            assert look.read(said) == look.USUAL


@pytest.mark.parametrize("words", ["2~theme.dark", "theme.dark", "1~theme.pink", "1~", "1~dark"])
def test_what_is_not_understood_is_the_usual(words):
    assert look.read(words) == look.USUAL


@pytest.mark.parametrize("theme", look.THEMES)
def test_colours_stand_outside_of_all_layers(theme):
    """A browser that drops every layer still gets them."""
    css = look.stylesheet(f"1~theme.{theme}~size.largest~face.sans")
    outside, layer = css.split("@layer look")
    assert "--ground" in outside
    assert "--reading-scale" in layer
    assert "--ground" not in layer
