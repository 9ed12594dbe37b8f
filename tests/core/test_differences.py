"""What changed between two texts, in words."""

import time

from hypothesis import given
from hypothesis import strategies as st

from core.differences import GONE, NEW, SAME, differences

WORDS = st.lists(
    st.sampled_from(["the", "rain", "fell", "on", "a", "city", "of", "glass"]), max_size=12
)
TEXTS = st.lists(WORDS.map(" ".join), max_size=8).map(
    lambda lines: "".join(f"<p>{line}</p>" for line in lines)
)


def test_equal_passages_are_left_out():
    (change,) = differences("<p>It rained.</p><p>She ran.</p>", "<p>It rained.</p><p>She hid.</p>")
    assert change.runs == ((SAME, "She "), (GONE, "ran"), (NEW, "hid"), (SAME, "."))
    assert (change.gone, change.new) == (1, 1)


def test_how_a_text_is_wrapped_or_emphasised_is_no_difference():
    assert differences("<p>It <em>rained</em>\n all day.</p>", "<p>It rained all day.</p>") == []


def test_a_passage_too_long_to_compare_is_shown_whole():
    old, new = "old " * 2_000, "new " * 2_000
    (change,) = differences(f"<p>{old}</p>", f"<p>{new}</p>")
    assert [kind for kind, _text in change.runs] == [GONE, NEW]


def test_another_text_is_no_patchwork_of_both():
    (change,) = differences("<p>The tide goes out for good.</p>", "<p>It never stops, at all.</p>")
    assert [kind for kind, _text in change.runs] == [GONE, NEW]


def test_the_same_word_again_and_again_does_not_hang():
    begun = time.process_time()
    differences(f"<p>{'one ' * 700}</p>", f"<p>{'other one ' * 350}</p>")
    assert time.process_time() - begun < 1


def test_what_only_grew_shows_what_was_added():
    (change,) = differences("<p>It rained.</p>", f"<p>It rained. {'And rained. ' * 40}</p>")
    assert change.runs[0] == (SAME, "It rained.")
    assert change.gone == 0


@given(TEXTS, TEXTS)
def test_what_is_gone_and_what_is_same_make_the_old_text(old, new):
    found = differences(old, new)
    assert bool(found) == (_words(old) != _words(new))
    for change in found:
        words = "".join(text for kind, text in change.runs if kind != NEW).split()
        assert _follow(words, _words(old))
        words = "".join(text for kind, text in change.runs if kind != GONE).split()
        assert _follow(words, _words(new))


def _words(html):
    lines = html.replace("</p>", "").split("<p>")[1:]
    return [line for line in lines if line.strip()]


def _follow(words, lines):
    """Do the words stand somewhere in the lines, in order?"""
    following = iter(" ".join(lines).split())
    return all(word in following for word in words)
