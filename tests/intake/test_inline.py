"""Thoughts, emphasis and tags inside paragraphs."""

import pytest

from intake import read


def paragraph(text: str, *, thoughts: bool = True) -> str:
    data = f"It began, as these things do. {text}".encode()
    [chapter] = read(data, thoughts=thoughts).chapters
    return chapter.html.removeprefix("<p>It began, as these things do. ").removesuffix("</p>")


@pytest.mark.parametrize(
    "thought",
    ["How did this happen?", "I can't believe it", "A human?", "Small world", "Time", "B flat!"],
)
def test_a_thought_is_marked_and_its_characters_stay(thought):
    assert paragraph(f"<{thought}> he asked.") == (
        f'<em class="thought">&lt;{thought}&gt;</em> he asked.'
    )
    assert paragraph(f"<{thought}> he asked.", thoughts=False) == f"&lt;{thought}&gt; he asked."


def test_double_brackets_are_thoughts_too():
    assert paragraph("<<Not now.>>") == '<em class="thought">&lt;&lt;Not now.&gt;&gt;</em>'


@pytest.mark.parametrize(
    "text", ["<me@example.org>", "<http://example.org/x>", "<g>", "<3", "a < b and c > d", "</i>"]
)
def test_not_everything_in_brackets_is_a_thought(text):
    assert "thought" not in paragraph(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("It was *not* so.", "It was <em>not</em> so."),
        ("It was _not at all_ so.", "It was <em>not at all</em> so."),
        ("It was **not** so.", "It was <strong>not</strong> so."),
        ('"*Not* so," she said.', '"<em>Not</em> so," she said.'),
        ("*Oh*, no.", "<em>Oh</em>, no."),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("sh*t and d*mn", "sh*t and d*mn"),
        ("snake_case_name", "snake_case_name"),
        ("*grin*", "*grin*"),
        ("f*** it ***", "f*** it ***"),
    ],
)
def test_emphasis(text, html):
    assert paragraph(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("an <i>old</i> tale", "an <i>old</i> tale"),
        ("an <B>OLD</B> tale", "an <b>OLD</b> tale"),
        ("an <i>unclosed tale", "an &lt;i&gt;unclosed tale"),
        ("AT&T & <b>x</b> &amp; y", "AT&amp;T &amp; <b>x</b> &amp;amp; y"),
        ("<b><i>x</b></i>", "<b><i>x</i></b>"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
    ],
)
def test_tags_of_the_author(text, html):
    assert paragraph(text) == html


def test_a_tag_over_several_paragraphs_is_opened_anew_in_each():
    html = paragraph("<i>One.\n\nTwo.</i> Three.\n\nFour.")
    assert html == "<i>One.</i></p>\n<p><i>Two.</i> Three.</p>\n<p>Four."


def test_links_are_kept_and_scripts_in_them_are_not():
    assert "<a " in paragraph('<a href="https://example.org/">here</a>')
    assert "javascript" not in paragraph('<a href="javascript:alert(1)">here</a>')


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("It _never_ever_once_ rained.", "It <em>never ever once</em> rained."),
        ("It was /not/ so.", "It was <em>not</em> so."),
        ("It was +not+ so =now=.", "It was <em>not</em> so <em>now</em>."),
        ("*It had\nnot rained*", "<em>It had not rained</em>"),
        ("and/or w/o either/or", "and/or w/o either/or"),
        ("/usr/bin/ and 1/2/03", "/usr/bin/ and 1/2/03"),
        ("::grins:: ::rolls her eyes::", "::grins:: ::rolls her eyes::"),
        ("{no} ~no no~ ((no)) [no no]", "{no} ~no no~ ((no)) [no no]"),
        ("/I know/ and /never/", "/I know/ and /never/"),
    ],
)
def test_signs_that_may_mean_either_stay(text, html):
    assert paragraph(text) == html


@pytest.mark.parametrize("text", ["//I am here,//", "//Yes//", "::You have always been here.::"])
def test_a_voice_from_mind_to_mind(text):
    assert paragraph(f"{text} it said.") == f'<em class="thought">{text}</em> it said.'
    assert paragraph(f"{text} it said.", thoughts=False) == f"{text} it said."


def test_an_address_is_no_voice():
    assert "thought" not in paragraph("See http://example.org//a//b now.")


def test_who_speaks_in_a_chat_is_no_thought():
    html = paragraph("\n\n<Ann> Are you there?\n<Bob> I am.\n<Ann> Good.")
    assert "thought" not in html
    assert "&lt;Ann&gt; Are you there?<br>" in html
