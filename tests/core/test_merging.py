"""Two texts that were written at once become one, and no word is dropped."""

import re
import time
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.alignment import same_lines, steps
from core.merging import merge

BASE = "<p>It rained.</p>\n<p>She ran.</p>\n<p>He hid.</p>"


def html(words) -> str:
    return "\n".join(f"<p>{word}</p>" for word in words)


def words(text) -> list[str]:
    return re.findall(r"\w+", re.sub(r"<[^>]+>", " ", text))


def test_what_only_one_changed_is_taken_over():
    mine = BASE.replace("It rained.", "It poured.")
    theirs = BASE.replace("He hid.", "He hid well.")
    merged = merge(BASE, mine, theirs)
    assert merged.html == "<p>It poured.</p>\n<p>She ran.</p>\n<p>He hid well.</p>"
    assert merged.clashes == ()


def test_a_passage_that_both_changed_stands_in_both_wordings():
    mine, theirs = BASE.replace("ran", "flew"), BASE.replace("ran", "swam")
    merged = merge(BASE, mine, theirs)
    assert merged.html == "<p>It rained.</p>\n<p>She flew.</p>\n<p>She swam.</p>\n<p>He hid.</p>"
    assert merged.clashes == (("<p>She flew.</p>", "<p>She swam.</p>"),)


def test_what_one_took_out_and_the_other_changed_stays():
    mine, theirs = BASE.replace("<p>She ran.</p>\n", ""), BASE.replace("ran", "swam")
    merged = merge(BASE, mine, theirs)
    assert merged.html == theirs
    assert merged.clashes == (("", "<p>She swam.</p>"),)


def test_what_one_took_out_is_out():
    mine, theirs = BASE.replace("<p>She ran.</p>\n", ""), BASE + "\n<p>Morning.</p>"
    assert merge(BASE, mine, theirs).html == mine + "\n<p>Morning.</p>"


def test_both_went_on_at_the_end():
    merged = merge(BASE, BASE + "\n<p>Mine.</p>", BASE + "\n<p>Theirs.</p>")
    assert merged.html == BASE + "\n<p>Mine.</p>\n<p>Theirs.</p>"
    assert len(merged.clashes) == 1


def test_without_the_text_they_began_from_all_of_both_stands():
    merged = merge(None, html("abd"), html("bcd"))
    assert merged.html == html("abcd")
    assert merged.clashes == ()
    assert merge(None, html("axd"), html("ayd")).clashes == (("<p>x</p>", "<p>y</p>"),)


LETTERS = st.sampled_from("abcdefgh")
TEXTS = st.lists(LETTERS, max_size=12).map(html)
# Each paragraph has a word of its own: it is known what was taken out and what is new.
ONCE = st.lists(st.integers(0, 12), unique=True, max_size=12)


@given(TEXTS, TEXTS, TEXTS)
def test_an_unchanged_side_gives_the_other(base, mine, theirs):
    assert merge(base, base, theirs).html == theirs
    assert merge(base, mine, base).html == mine
    assert merge(base, mine, mine).html == mine
    assert merge(None, mine, mine).html == mine


@given(ONCE, st.data())
def test_nothing_is_lost_that_nobody_took_out(base, data):
    """With words of each side's own, and with some of the base's moved or gone."""
    kept = st.lists(st.sampled_from(base), unique=True) if base else st.just([])
    sides = []
    for name in ("mine", "theirs"):
        side = [f"b{n}" for n in data.draw(kept)]
        for n in range(data.draw(st.integers(0, 4))):
            side.insert(data.draw(st.integers(0, len(side))), f"{name}{n}")
        sides.append(side)
    base = [f"b{n}" for n in base]
    mine, theirs = sides
    merged = Counter(words(merge(html(base), html(mine), html(theirs)).html))
    took_out = (set(base) - set(mine)) | (set(base) - set(theirs))
    assert set(merged) >= (set(mine) | set(theirs)) - took_out
    assert set(merged) <= {*mine, *theirs}


@given(TEXTS, TEXTS, TEXTS)
def test_words_that_the_base_has_not_are_never_lost(base, mine, theirs):
    merged = Counter(words(merge(base, mine, theirs).html))
    for side in (mine, theirs):
        new = {word for word in words(side) if word not in words(base)}
        assert all(merged[word] >= words(side).count(word) for word in new)


@given(TEXTS, TEXTS)
def test_without_a_base_every_word_of_both_stands(mine, theirs):
    merged = Counter(words(merge(None, mine, theirs).html))
    assert merged >= Counter(words(mine)) | Counter(words(theirs))


@given(st.lists(LETTERS, max_size=14), st.lists(LETTERS, max_size=14), st.booleans())
def test_same_lines_rise_and_steps_tell_the_whole(one, other, is_long):
    if is_long:  # more than is left to difflib
        filling = [f"{n}" for n in range(230)]
        one, other = [*one, *filling, *one], [*other, *filling[::2], *other]
    pairs = same_lines(one, other)
    assert all(one[i] == other[j] for i, j in pairs)
    assert all(before[0] < after[0] and before[1] < after[1] for before, after in pairwise(pairs))
    told = list(steps(one, other))
    assert [line for _same, a, b, _c, _d in told for line in one[a:b]] == one
    assert [line for _same, _a, _b, c, d in told for line in other[c:d]] == other
    assert all(one[a:b] == other[c:d] for same, a, b, c, d in told if same)


REPEATED = ["<p>x</p>"] * 20_000 + ["<p>y</p>"] + ["<p>x</p>"] * 20_000
ALTERNATING = ["<p>x</p>", "<p>z</p>"] * 20_000
NUMBERED = [f"<p>{n}</p>" for n in range(40_000)]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [(REPEATED, ALTERNATING), (NUMBERED, NUMBERED[::-1]), (NUMBERED, ALTERNATING)],
    ids=["repeated", "reversed", "different"],
)
def test_large_texts_do_not_hang(mine, theirs):
    """difflib alone would need minutes for the first."""
    mine, theirs = "".join(mine), "".join(theirs)
    begun = time.process_time()
    merged = merge(mine[: len(mine) // 2], mine, theirs)
    assert time.process_time() - begun < 5
    assert set(words(theirs)) <= set(words(merged.html))


@given(TEXTS, TEXTS, TEXTS)
def test_merging_again_gives_the_same(base, mine, theirs):
    once = merge(base, mine, theirs)
    assert once == merge(base, mine, theirs)
    assert set(words(merge(base, once.html, theirs).html)) <= {*words(mine), *words(theirs)}
