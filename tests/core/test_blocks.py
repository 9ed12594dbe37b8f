"""A text is divided between its paragraphs, never within one."""

from hypothesis import given
from hypothesis import strategies as st

from core.html import blocks, clean


def test_blocks_are_whole():
    text = '<div class="letter"><p>One.</p><p>Two.</p></div>\n<hr>\n<p>Three<br>four.</p>'
    assert blocks(text) == text.split("\n")


TAGS = [
    "p",
    "b",
    "blockquote",
    "ul",
    "li",
    "h2",
    "h3",
    "pre",
    "div",
    "table",
    "td",
    "hr",
    "br",
    "ruby",
]
MARKUP = st.lists(
    st.one_of(
        st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
        st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
        st.sampled_from(["rain", " ", "\n", "a > b", "<p class=verse>one<br>two</p>"]),
    ),
    max_size=30,
).map("".join)


@given(MARKUP)
def test_the_blocks_of_a_text_are_the_text(source):
    html = clean(source)
    found = blocks(html)
    assert "\n".join(found) == html
    assert all(blocks(block) == [block] for block in found)
    assert all(clean(block) == block for block in found)
