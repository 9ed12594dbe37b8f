"""A passage is found again: whatever becomes of the text around it, and honest about its own."""

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.anchoring import NEIGHBOURS, Anchored, anchor, find, place_of

TEXT = "It rained all night.\nShe ran to the harbour.\nHe hid behind the nets."


def of(quote: str, text: str = TEXT, nth: int = 0) -> Anchored:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return anchor(text, start, start + len(quote))


def found(anchored: Anchored, text: str) -> tuple[str, bool] | None:
    place = find(anchored, text)
    return (text[place.start : place.end], place.is_changed) if place else None


def test_it_stands_where_it_stood():
    place = find(of("the harbour"), TEXT)
    assert (place.start, place.end, place.is_changed) == (32, 43, False)


@pytest.mark.parametrize(
    "text",
    [
        "A new beginning.\n" + TEXT,
        TEXT + "\nMorning came.",
        "She ran to the harbour.",
        "He hid behind the nets.\nShe ran to the harbour.\nIt rained all night.",
        TEXT.replace("rained", "poured").replace("hid", "lay hidden"),
    ],
)
def test_edits_of_other_paragraphs_leave_it(text):
    assert found(of("ran to the harbour"), text) == ("ran to the harbour", False)


def test_of_several_the_one_with_the_same_neighbours():
    text = "“Yes,” he said.\nThe wind rose.\n“Yes,” she said.\nThe wind fell."
    second = of("“Yes,”", text, nth=1)
    later = "Once more, from the beginning.\n“Yes,” said nobody.\n" + text
    place = find(second, later)
    assert later[place.start :].startswith("“Yes,” she said.")


def test_of_several_alike_the_nearest():
    text = "And then.\n" * 50
    anchored = of("And then.", text, nth=20)
    assert find(anchored, text).start == 200
    assert find(anchored, "Well.\n" + text).start in (196, 206)


def test_changed_words_between_the_same_neighbours_are_told():
    text = TEXT.replace("the harbour", "the old pier")
    assert found(of("to the harbour"), text) == ("to the old pier", True)


def test_a_rewritten_paragraph_is_a_changed_one():
    text = TEXT.replace("She ran to the harbour.", "Nobody saw where she went.")
    assert found(of("She ran to the harbour."), text) == ("Nobody saw where she went.", True)


def test_a_long_passage_is_known_by_its_own_ends_too():
    quote = "She ran to the harbour, where all the boats lay dark, and called his name twice."
    text = f"It rained.\n{quote}\nHe hid."
    later = f"It poured and poured.\n{quote.replace('lay dark', 'were gone')}\nHe was hidden."
    assert found(of(quote, text), later) == (quote.replace("lay dark", "were gone"), True)


def test_half_of_it_and_what_stands_beside_it_are_enough():
    held = of("She ran to the harbour.")
    later = "And then.\nShe walked to the harbour.\nHe hid behind the nets."
    assert found(held, later)[1] is True
    assert found(held, later)[0].endswith("to the harbour.")
    later = "It rained all night.\nShe ran to the pier, and swam.\nNobody knew."
    assert found(held, later) == ("She ran to the pier, an", True)


def test_what_was_taken_out_is_gone():
    assert (
        find(of("She ran to the harbour."), TEXT.replace("She ran to the harbour.\n", "")) is None
    )
    assert find(of("She ran to the harbour."), "") is None
    assert find(of("She ran to the harbour."), "Another story, of other people.") is None
    assert find(Anchored("", "", "", 0), TEXT) is None
    assert find(Anchored("the", "", "", 4_000_000_000), TEXT) is None  # stands there twice


LETTERS = "abcdeé,. “”\u0301ا漢"
paragraphs = st.lists(st.text(LETTERS, min_size=1, max_size=80), min_size=3, max_size=12)


@given(paragraphs, st.data())
def test_no_edit_of_others_loses_words_that_stand_once(rows, data):
    """Paragraphs are put in, taken out, changed and moved; the passage's own one is moved."""
    place = data.draw(st.integers(0, len(rows) - 1))
    row = rows[place]
    start = data.draw(st.integers(0, len(row) - 1))
    quote = row[start : data.draw(st.integers(start + 1, len(row)))]
    text = "\n".join(rows)
    begins = len("\n".join(rows[:place])) + (place > 0) + start
    held = anchor(text, begins, begins + len(quote))
    assert held.quote == quote

    others = [*rows[:place], *rows[place + 1 :]]
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(others)))
        new = data.draw(st.text(LETTERS, max_size=80))
        what = data.draw(st.sampled_from(["put in", "take out", "change"]))
        others[at : at + (what != "put in")] = [] if what == "take out" else [new]
    others.insert(data.draw(st.integers(0, len(others))), row)
    later = "\n".join(others)
    assume(later.count(quote) == 1 and later.find(quote) == later.rfind(quote))
    found = find(held, later)
    assert found is not None
    assert (later[found.start : found.end], found.is_changed) == (quote, False)


WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=8), min_size=4, max_size=30)


@given(st.lists(WORDS.map(" ".join), min_size=3, max_size=8, unique=True), st.data())
def test_an_edit_within_it_says_so(rows, data):
    """Other words than any that stood there, in the place of one of its own."""
    place = data.draw(st.integers(1, len(rows) - 2))
    words = rows[place].split(" ")
    text = "\n".join(rows)
    start = len("\n".join(rows[:place])) + 1
    held = anchor(text, start, start + len(rows[place]))
    words[data.draw(st.integers(0, len(words) - 1))] = "XYZZY"
    later = "\n".join([*rows[:place], " ".join(words), *rows[place + 1 :]])
    assume(rows[place] not in later)
    assume(len(held.before.rstrip()) >= 8 and len(held.after.lstrip()) >= 8)
    found = find(held, later)
    assert found is not None
    assert found.is_changed
    assert "XYZZY" in later[found.start : found.end]


@pytest.mark.parametrize(
    "paragraph",
    ["It rained all night, and nobody slept. ", "a", "ab " * 30 + "\n", "\n"],
)
def test_it_is_quick_in_a_text_of_half_a_million_letters(paragraph):
    text = (paragraph * (500_000 // len(paragraph) + 1))[:500_000]
    middle = text[:250_000] + "XYZZY said she.\n" + text[250_000:]
    for held in (
        of("XYZZY said she.", middle),
        anchor(text, 250_000, 250_060),
        anchor(text, 250_000, 250_900),
        Anchored("not there", "neither is this, nor", "that, anywhere in it", 400_000),
    ):
        began = time.thread_time()
        find(held, text)
        assert time.thread_time() - began < 0.05


def test_words_are_looked_for_however_they_are_spaced():
    assert place_of("night.\n\n  She ran", TEXT) == (TEXT.index("night"), TEXT.index(" to the"))
    assert place_of("night.She", TEXT) == (TEXT.index("night"), TEXT.index(" ran"))
    assert place_of("the", TEXT, near=len(TEXT)) == (TEXT.rindex("the"), TEXT.rindex("the") + 3)
    assert place_of("the", TEXT, near=0) == (TEXT.index("the"), TEXT.index("the") + 3)
    assert place_of("dragon", TEXT) is None
    assert place_of(" \n", TEXT) is None
    assert place_of("x" * 10_000, TEXT, near=10**12) is None


def test_neighbours_are_cut_at_the_ends_of_the_text():
    held = anchor(TEXT, 0, len(TEXT))
    assert (held.before, held.after) == ("", "")
    assert len(of("hid", "x" * 100 + "hid" + "y" * 100).before) == NEIGHBOURS
