"""Emphasis and thoughts are slanted only in scripts that know it, whatever the page speaks."""

import pytest

from tests.cast import publish_story

TEXT = '<p>a <em>b</em> <em class="thought">c</em> <em lang="{other}">d</em></p>'
STYLES = """
() => [...document.querySelectorAll("#chapters em")].map(one => getComputedStyle(one).fontStyle)
"""


@pytest.mark.parametrize("interface", ["en", "ar"])
def test_some_scripts_know_no_slant(visit, alice, interface):
    page = visit(language=interface).page
    for language in ("ar", "zh", "ja", "ko", "en", "es"):
        knows = language in ("en", "es")
        text = TEXT.format(other="ja" if knows else "en")
        story = publish_story(alice, language, language=language, texts=[text])
        page.goto(story.get_absolute_url())
        own, other = ("italic", "normal") if knows else ("normal", "italic")
        assert page.evaluate(STYLES) == [own, own, other], language
