"""Letters, and where they stand in the HTML: what is changed keeps the marks around it."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.html import blocks, clean, located, visible_text


def told(html: str) -> list[str]:
    text = located(html)
    return [text.text[start:end] for start, end in text.blocks]


def test_each_block_at_the_top_is_counted():
    html = clean(
        "<p>It <em>rained</em>.</p><hr><ul><li>one<li>two</ul><p><img src=/works/1/images/2 alt=x>"
        "<p>Verse<br>and verse</p>"
    )
    assert told(html) == ["It rained.", "", "one\ntwo", "", "Verse\nand verse"]
    assert len(told(html)) == len(blocks(html))


def test_footnotes_stand_after_their_block():
    html = clean('<p>Rain<span class="footnote">Cold, <i>too</i>.</span> fell.</p><p>More.</p>')
    assert located(html).text == "Rain fell.\nCold, too.\nMore."
    assert told(html) == ["Rain fell.\nCold, too.", "More."]


def test_a_letter_knows_its_block():
    text = located(clean("<p>One.</p><hr><p>Two.</p><hr>"))
    assert [text.block_at(place) for place in (0, 3, 5, 8)] == [0, 0, 2, 2]
    assert located("").block_at(0) == 0


@pytest.mark.parametrize(
    ("html", "old", "new", "then"),
    [
        ("<p>teh cat</p>", "teh", "the", "<p>the cat</p>"),
        ("<p>a <em>teh</em> cat</p>", "teh", "the", "<p>a <em>the</em> cat</p>"),
        ("<p>a <em>teh</em> cat</p>", "teh cat", "the dog", "<p>a <em>the dog</em></p>"),
        ("<p>Tom &amp; Ann</p>", "Ann", "<g> & co", "<p>Tom &amp; &lt;g&gt; &amp; co</p>"),
        ("<p>a <em>teh</em> cat</p>", "teh ", "", "<p>a cat</p>"),
        ("<p>10&nbsp;km or</p>", "or", "and", "<p>10&nbsp;km and</p>"),
    ],
)
def test_new_words_stand_inside_the_marks_of_the_old(html, old, new, then):
    text = located(html)
    start = text.text.index(old)
    assert clean(text.changed([(start, start + len(old), new)])) == then


def test_words_are_put_in_behind_those_that_they_follow():
    text = located("<p><em>It</em> rained.</p>")
    assert text.changed([(2, 2, " had")]) == "<p><em>It had</em> rained.</p>"
    assert text.changed([(0, 0, "Oh! ")]) == "<p><em>Oh! It</em> rained.</p>"


PIECES = st.sampled_from(
    ["<p>", "</p>", "<em>", "</em>", "<br>", "<hr>", "rain ", "a", " &amp; ", "&nbsp;", "<ul><li>",
     '<span class="footnote">', "</span>", "<ruby>", "<rt>", "</ruby>", "<pre>\n x\n", "</pre>",
     '<div class="poem">', "</div>", "漢", "\n", "<table><tr><td>", "</table>", "<g>"]
)  # fmt: skip


def test_a_line_end_of_its_own_words_stays():
    html = clean("<pre>one\n two\n</pre>")
    text = located(html)
    every = [(start, end, text.text[start:end]) for start, end, *_ in text.runs]
    assert text.changed(every) == html


@given(st.lists(PIECES, max_size=40).map("".join).map(clean))
def test_every_letter_has_its_place_and_nothing_changes_by_changing_nothing(html):
    text = located(html)
    bare = re.sub(r"[\s()\[\]]", "", visible_text(html))
    assert sorted(re.sub(r"[\s()\[\]]", "", text.text)) == sorted(bare)
    assert len(text.blocks) == len(blocks(html))
    assert "\n\n" not in text.text.replace("\n \n", "") or "<pre>" in html
    every = [(start, end, text.text[start:end]) for start, end, *_ in text.runs]
    assert text.changed(every) == html
    assert text.changed([]) == html


def test_half_a_million_letters_are_located_in_a_second():
    html = "<p>It <em>rained</em> all night, and nobody slept.</p>\n" * 9_000
    began = time.perf_counter()
    text = located(html)
    assert time.perf_counter() - began < 1
    assert len(text.blocks) == 9_000
