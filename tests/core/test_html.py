"""The sanitiser's promises: nothing runs, no word is lost, and reading again changes nothing."""

import re
from collections import Counter
from html import unescape
from html.entities import html5
from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core import html
from core.html.attributes import ANYWHERE, CLASSES_OF, EVERYWHERE, FOOTNOTE, OF_ELEMENT
from core.html.build import ALIASES, BLOCKS, DEPTH_MAX, INLINE_MAX, TAGS
from core.html.tags import ATTRIBUTES, ELEMENTS
from core.words import words
from tests.core.xss import VECTORS

# A document as people and machines break it: tags, words, and words that look like tags

VALUES = ["", '"x"', "'x y'", "x", '"http://a.example/b?c&d"', "right", '"<i>"', '"a > b"', "2"]
WORDS = [
    *(
        "word",
        "two words",
        " ",
        "\n",
        "\n\n",
        "\n \xa0\n",
        "\t",
        "\r\n",
        "\r",
        "\x00",
        "\x0c",
        "\u2028",
    ),
    *("&amp;", "&lt;i&gt;", "&amp;lt;", "&mdash;", "&nbsp;", "&#0;", "&#13;", "&#x3c;b>", "&copy"),
    *("&", "<", ">", '"', "'", "=", "/", "`", "</", "<!--", "-->", "<!-- hidden -->", "<3", "< b>"),
    *("<<i>>", "<I can't believe it>", "<A human?>", "<Small world>", "<a human?>", "<i lie>"),
    *("<p.s.>", "<b", "<!doctype html>", "<![CDATA[", "]]>", "日本", "e\u0301", "שלום", "\ud800"),
]
PICTURE = ' src="/works/1/images/2" alt="A cat"'
attributes = st.lists(
    st.tuples(st.sampled_from(sorted(ATTRIBUTES)), st.sampled_from(VALUES)).map(
        lambda pair: f" {pair[0]}={pair[1]}" if pair[1] else f" {pair[0]}"
    )
    | st.sampled_from([" lie", " human?", " can't", " class='verse thought'", " /", " style=x"])
    | st.sampled_from([" class=footnote", " class='chat from-left footnote'", PICTURE]),
    max_size=2,
).map("".join)


def documents(elements):
    names = st.sampled_from(sorted(elements))
    opening = st.builds("<{}{}>".format, names, attributes)
    closing = st.builds("</{}>".format, names)
    closed = st.builds("<{0}{1}>{2}</{0}>".format, names, attributes, st.sampled_from(WORDS))
    piece = opening | closing | closed | st.sampled_from(WORDS) | names | st.text(max_size=8)
    return st.lists(piece, max_size=16).map("".join)


anything = documents(ELEMENTS)
# Browsers move the words of broken tables, glue those around stray ends of lists and sections, and
# hide what is in some elements. (The test of letters has them all.)
KEEPS_ORDER = (BLOCKS | TAGS | {"font", "xmp", "body", "html"}) - {
    *("caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    *("li", "dd", "dt"),
}
orderly = documents(KEEPS_ORDER)
plainly = documents(KEEPS_ORDER - {"rt", "span"})  # what they hold stands in brackets


def parsed(fragment):
    """By a parser that is not the one under test."""
    return html5lib.parseFragment(fragment, namespaceHTMLElements=False)


def seen_by_a_browser(document):
    """The text of an HTML5 parse, blocks on lines of their own."""
    pieces = []

    def read(element):
        name = element.tag if isinstance(element.tag, str) else "a comment"
        if name not in {"script", "style", "template", "a comment"}:
            edge = "\n" if name in BLOCKS | ALIASES.keys() | {"br", "img"} else ""
            pieces.extend([edge, element.text or ""])
            for child in element:
                read(child)
            pieces.append(edge)
        pieces.append(element.tail or "")

    read(parsed(document))
    return "".join(pieces)


def letters(text):
    return Counter("".join(words(text)))


def lost_words(before, after):
    return Counter(words(before)) - Counter(words(after))


def readable(document):
    """What the sanitiser reads: no characters that no document may hold."""
    return re.sub(
        "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", " ", document
    )


# No word is lost


@given(orderly)
def test_every_word_that_a_browser_shows_stays(document):
    escaped = html.escape_false_tags(readable(document), must_close=False)
    cleaned = html.clean(document)
    assert not lost_words(seen_by_a_browser(escaped), seen_by_a_browser(cleaned))


@given(anything)
def test_no_letter_is_lost_however_broken_the_tags(document):
    if re.search("<(script|style|template|head|title|svg|math|noscript|isindex)", document, re.I):
        return  # what is in them is hidden, and parsers differ about where it ends
    escaped = html.escape_false_tags(readable(document), must_close=False)
    assert not letters(seen_by_a_browser(escaped)) - letters(
        seen_by_a_browser(html.clean(document))
    )


@given(plainly)
def test_every_word_of_a_plain_text_stays(text):
    assert not lost_words(plain_reading(readable(text)), html.visible_text(html.clean_text(text)))


@given(anything)
def test_no_letter_of_a_plain_text_is_lost_however_broken_the_tags(text):
    shown = html.visible_text(html.clean_text(text))
    assert not letters(plain_reading(readable(text))) - letters(shown)


@given(st.text(alphabet="<>/ ab=\"'!-&;\n", max_size=60))
def test_words_among_brackets_stay(text):
    assert not lost_words(plain_reading(text), html.visible_text(html.clean_text(text)))
    escaped = html.escape_false_tags(text, must_close=False)
    assert not lost_words(seen_by_a_browser(escaped), html.visible_text(html.clean(text)))


def plain_reading(text):
    """The rule for plain text, told a second time: what a reader sees of it."""
    attribute = r"""\s+[^\s<>="'/`]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=`][^\s<>]*|(?=>)))?"""
    tag = re.compile(rf"""<(/?)([a-zA-Z][^\s/<>]*)((?:{attribute}|[\s/])*)["']?[\s/]*>""", re.A)
    found: list[re.Match] = []
    waiting: dict[str, list[re.Match]] = {}
    true: set[re.Match] = set()
    position = 0
    while match := tag.search(text, position):
        name = match[2].lower()
        known = {
            a.lower()
            for a in re.findall(
                r"""([^\s<>="'/`]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s<>]*))?""", match[3]
            )
        }
        if name not in ELEMENTS or any(not is_attribute(a) for a in known):
            position = match.start() + 1
            continue
        position = match.end()
        found.append(match)
        if not match[1]:
            waiting.setdefault(name, []).append(match)
            if name in {"br", "hr", "img", "wbr", "col"}:
                true.add(match)
        elif waiting.get(name):
            true |= {match, waiting[name].pop()}
    for match in reversed([match for match in found if match in true]):
        name = match[2].lower()
        is_edge = name in BLOCKS | ALIASES.keys() | {"br", "img"}
        is_edge = is_edge and (name, match[1]) not in {("hr", "/"), ("img", "/")}
        text = text[: match.start()] + ("\n" if is_edge else "") + text[match.end() :]
    return re.sub(r"&(#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z0-9]+);", reference, text)


def is_attribute(name):
    return name in ATTRIBUTES or re.match(r"on[a-z]+$|data-.|aria-[a-z]", name)


def reference(match):
    return (
        (unescape(match[0]) or " ") if match[1][0] == "#" or f"{match[1]};" in html5 else match[0]
    )


# Reading again changes nothing


@given(anything)
def test_what_was_cleaned_once_stays_as_it_is(document):
    cleaned, typed = html.clean(document), html.clean_text(document)
    assert html.clean(cleaned) == cleaned
    assert html.clean(typed) == typed


@given(anything)
def test_what_is_laid_out_has_the_words_of_what_is_clean(document):
    """Sources are measured by the first, and stories are the second."""
    laid_out, cleaned = html.laid_out(document), html.clean(document)
    assert words(html.visible_text(laid_out)) == words(html.visible_text(cleaned))


def test_a_tag_that_begins_like_one_before_is_another():
    tags = ('<p title="a">', '<p title="a>', '<p title="a>b">', '<p title="a"b>', "<p title=a>")
    for first in tags:
        for second in tags:
            alone = [token.source for token in html.tags.tokens(second)]
            after = [token.source for token in html.tags.tokens(f"{first}</p>{second}")]
            if '"a>' not in first:
                assert after == [*(one.source for one in html.tags.tokens(f"{first}</p>")), *alone]


@given(anything)
def test_opening_and_saving_in_a_plain_box_changes_nothing(document):
    for stored in (html.clean(document), html.clean_text(document)):
        assert html.clean_text(html.to_textarea(stored)) == stored


@given(st.lists(st.text(max_size=12), max_size=8).map("\n".join))
def test_a_text_without_tags_is_edited_as_it_was_written(text):
    stored = html.clean_text(text)
    assert html.clean_text(html.to_textarea(stored)) == stored


@given(anything)
def test_escaping_false_tags_twice_is_escaping_them_once(document):
    for must_close in (True, False):
        once = html.escape_false_tags(document, must_close=must_close)
        assert html.escape_false_tags(once, must_close=must_close) == once


# Nothing runs, loads, hides or pretends


def faults(cleaned):
    """What an independent parser finds in a text that no text may have."""
    found = []
    for element in parsed(cleaned).iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        if element.tag not in TAGS:
            found.append(f"<{element.tag}>")
            continue
        if element.tag == "img":
            found += faults_of_a_picture(element)
        for name, value in element.attrib.items():
            allowed = EVERYWHERE.keys() | OF_ELEMENT.get(element.tag, {}).keys() | {"rel"}
            if name not in allowed:
                found.append(f"{element.tag}[{name}]")
            if name == "class":
                own = CLASSES_OF.get(element.tag, frozenset())
                if not set(value.split()) <= ANYWHERE | own:
                    found.append(f"{element.tag}.{value}")
            if name in {"href", "cite"}:
                address = urlsplit(value)
                is_web = address.scheme.lower() in {"http", "https"} and address.netloc
                if re.search(r"[\s\\\0-\x1f]", value) or not (is_web or address.scheme == "mailto"):
                    found.append(f"{name}={value}")
            if name == "href" and "noopener" not in element.get("rel", ""):
                found.append("a without rel")
    return found


def faults_of_a_picture(element):
    size = [element.get(side) for side in ("width", "height") if element.get(side)]
    if not re.fullmatch("/works/[0-9]{1,18}/images/[0-9]{1,18}", element.get("src", "")):
        yield f"img[src={element.get('src')}]"
    if not 0 < len(element.get("alt", "").strip()) <= 1000:
        yield "a picture that nobody described"
    if not all(1 <= int(pixels) <= 99_999 for pixels in size):
        yield f"img of {size}"


def is_whole(cleaned):
    """Well-formed, and closed in a page so that what follows it is not inside it."""
    as_xml = re.sub(r"<(br|col|hr|img|wbr)\b([^>]*)>", r"<\1\2/>", cleaned).replace("&nbsp;", " ")
    try:
        ElementTree.fromstring(f"<main>{as_xml}</main>")
    except ElementTree.ParseError:
        return False
    page = html5lib.parse(
        f"<!doctype html><body><main>{cleaned}</main><footer>", namespaceHTMLElements=False
    )
    return [child.tag for child in page.find("body")] == ["main", "footer"]


@pytest.mark.parametrize("vector", VECTORS)
@pytest.mark.parametrize("cleaner", [html.clean, html.clean_text])
def test_an_attack_is_only_words(cleaner, vector):
    for text in (vector, f"<p>{vector}</p>", f'<table><td><a href="http://a.example">{vector}'):
        cleaned = cleaner(text)
        assert not faults(cleaned)
        assert is_whole(cleaned)
        assert html.clean(cleaned) == cleaned
        assert html.clean_text(html.to_textarea(cleaned)) == cleaned


@given(anything)
@example("".join(VECTORS))
def test_nothing_dangerous_survives_and_nothing_breaks_out(document):
    for cleaned in (html.clean(document), html.clean_text(document)):
        assert not faults(cleaned)
        assert is_whole(cleaned)


def test_the_oracle_sees_what_is_dangerous():
    assert sum(bool(faults(vector)) for vector in VECTORS) > 120
    assert not is_whole("<p>x</p></main>y")


# What is a tag


@pytest.mark.parametrize(
    "thought",
    [
        "<How did this happen?>",
        "<I can't believe it>",
        "<A human?>",
        "<Small world>",
        "<I>",
        "<Link>",
        "<i lie>",
        "<p.s.>",
        "<b, then c>",
        "<3",
        "</3",
        "</i>",
        "<!-- not a comment here -->",
        "<a href='x'>",
        "<Time> to go",
        "a < b > c",
        "<script>alert(1)</script>",
    ],
)
def test_in_a_plain_text_a_thought_is_not_a_tag(thought):
    shown = thought.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert html.clean_text(thought) == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    "typed, stored",
    [
        ("<i>x</i>", "<p><i>x</i></p>"),
        ("<I>x</I>", "<p><i>x</i></p>"),
        ("<b><i>x</b></i>", "<p><b><i>x</i></b></p>"),
        ('<a href="/x" onclick="y">z</a>', "<p>z</p>"),
        ("a<br>b<br/>c", "<p>a<br>b<br>c</p>"),
        ("<i><Small world></i>", "<p><i>&lt;Small world&gt;</i></p>"),
        ("<<i>x</i>>", "<p>&lt;<i>x</i>&gt;</p>"),
    ],
)
def test_in_a_plain_text_what_is_whole_and_closed_is_a_tag(typed, stored):
    assert html.clean_text(typed) == stored


@pytest.mark.parametrize(
    "document, stored",
    [
        ("<How did this happen?>", "<p>&lt;How did this happen?&gt;</p>"),
        ("<i>no end", "<p><i>no end</i></p>"),
        ("<foo>bar</foo>", "<p>&lt;foo&gt;bar&lt;/foo&gt;</p>"),
        ("<o:p>Word</o:p>", "<p>Word</p>"),
        ('<font color="red"">x</font>', "<p>x</p>"),
        ("I </3 you>", "<p>I &lt;/3 you&gt;</p>"),
        ("<!-- gone -->x<style>y</style>", "<p>x</p>"),
        ("<!-- never ended <b>x</b>", "<p>&lt;!-- never ended <b>x</b></p>"),
        ("<html><head><title>t</title></head><body>x", "<p>x</p>"),
    ],
)
def test_in_a_document_only_what_html_does_not_know_is_text(document, stored):
    assert html.clean(document) == stored


def test_true_tags_are_told_by_their_places():
    text = "<i>a</i> <b> <hr>"
    assert [text[slice(*place)] for place in html.true_tags(text)] == ["<i>", "</i>", "<hr>"]


# The dialect

REL = 'rel="nofollow noopener noreferrer ugc"'


@pytest.mark.parametrize(
    "document, stored",
    [
        ("", ""),
        (" \n ", ""),
        ("loose <b>words</b>", "<p>loose <b>words</b></p>"),
        ("<p>a<p>b", "<p>a</p>\n<p>b</p>"),
        ("<i><p>a</p><p>b</p></i>", "<p><i>a</i></p>\n<p><i>b</i></p>"),
        ("<p><i>a</p><p>b</i>c</p>", "<p><i>a</i></p>\n<p><i>b</i>c</p>"),
        ("<p><cite>a</p><p>b</p>", "<p><cite>a</cite></p>\n<p>b</p>"),
        ("<p>  a \n\n b  </p>", "<p>a b</p>"),
        ("<p>a<i> b </i>c</p>", "<p>a <i>b</i> c</p>"),
        ("<p></p><p><i></i></p><p><br></p><p>&nbsp;</p>", "<p><br></p>\n<p>&nbsp;</p>"),
        ("<section>a</section><section>b</section>", "<div>a</div>\n<div>b</div>"),
        ("<h1>a</h2>b", "<h1>a</h1>\n<p>b</p>"),
        ("<pre>\n a\n  b</pre>", "<pre> a\n  b</pre>"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("<dl><dt>a<dd>b</dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        (
            "<table><tr><td>a<th scope=row>b</table>c",
            '<table><tbody><tr><td>a</td><th scope="row">b</th></tr></tbody></table>\n<p>c</p>',
        ),
        (
            "<ruby>漢<rp>(<rt>kan<rp>)</ruby>",
            "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>",
        ),
        ("<font color=red>x</font><span>y</span>", "<p>xy</p>"),
        ('<p align="center" style="color:red" id="x">x', '<p align="center">x</p>'),
        ('<em class="thought x">&lt;hm&gt;</em>', '<p><em class="thought">&lt;hm&gt;</em></p>'),
        ('<span style="font-style: italic">x</span>', "<p><i>x</i></p>"),
        ('<b style="font-weight:normal"><p>x</p></b>', "<p>x</p>"),
        ('<b style="mso-bidi-font-weight:normal">x</b>', "<p><b>x</b></p>"),
        (
            '<ol start="3" type="a"><li value="5">x</ol>',
            '<ol start="3" type="a"><li value="5">x</li></ol>',
        ),
        (
            '<div class="chat x"><p class="from-left">a<p class=from-right>b</div>',
            '<div class="chat"><p class="from-left">a</p><p class="from-right">b</p></div>',
        ),
        ("<p class=chat>a</p><span class=note>b</span>", "<p>a</p>\n<p>b</p>"),
        ("<div class='from-left footnote'>a</div>", "<div>a</div>"),
        ("<p class='verse letter x'>a</p>", '<p class="letter verse">a</p>'),
        (
            "a<span class='footnote thought'>b <i>c</i></span> d",
            '<p>a<span class="footnote">b <i>c</i></span> d</p>',
        ),
        (
            "a<span class=footnote>b<span class=footnote>c</span>d</span>",
            '<p>a<span class="footnote">bcd</span></p>',
        ),
        (
            "<a href=http://a.example>a<span class=footnote>b</span>c</a>",
            f'<p><a href="http://a.example" {REL}>a</a><span class="footnote">b</span>c</p>',
        ),
        ("a<span class=footnote> </span>b", "<p>a b</p>"),
    ],
)
def test_a_document_becomes_the_one_dialect(document, stored):
    assert html.clean(document) == stored


@pytest.mark.parametrize(
    "document, stored",
    [
        (
            '<a href="http://a.example/b?c&d">x</a>',
            f'<a href="http://a.example/b?c&amp;d" {REL}>x</a>',
        ),
        ('<a href="mailto:a@b.example">x</a>', f'<a href="mailto:a@b.example" {REL}>x</a>'),
        (
            '<img src="http://a.example/b.png" alt="A cat">',
            f'<a href="http://a.example/b.png" {REL}>A cat</a>',
        ),
        (
            '<img src="http://a.example/b.png">',
            f'<a href="http://a.example/b.png" {REL}>http://a.example/b.png</a>',
        ),
        ('<img src="data:image/png;base64,x" alt="A cat">', "A cat"),
        (
            '<a href="http://a.example"><img src="http://b.example/c.png" alt="A cat"></a>',
            f'<a href="http://a.example" {REL}>A cat</a>',
        ),
    ],
)
def test_links_leave_the_site_openly_and_images_are_links(document, stored):
    assert html.clean(document) == f"<p>{stored}</p>"


@pytest.mark.parametrize(
    "document, stored",
    [
        (
            '<img width=640 src="/works/1/images/2" onload=x alt=" A\n cat " height=480>',
            '<p><img alt="A cat" height="480" src="/works/1/images/2" width="640"></p>',
        ),
        (
            '<img src="/works/1/images/2?w=960" alt="A cat" loading=lazy srcset="x 1x">',
            '<p><img alt="A cat" src="/works/1/images/2"></p>',
        ),
        (
            '<figure><img src="/works/1/images/2" alt="A cat"><figcaption>T</figcaption></figure>',
            '<figure><img alt="A cat" src="/works/1/images/2"><figcaption>T</figcaption></figure>',
        ),
        ('<img src="/works/1/images/2" alt=" ">', "<p>/works/1/images/2</p>"),
        ('<img src="/works/1/images/2/edit" alt="A cat">', "<p>A cat</p>"),
        ('<img src="/works/1/images/2?w=960&x=y" alt="A cat">', "<p>A cat</p>"),
        ('<img src="//works/1/images/2" alt="A cat">', "<p>A cat</p>"),
        ('<img src="/works/1/images/../../2" alt="A cat">', "<p>A cat</p>"),
        (
            '<img src="/works/1/images/2" alt="A cat" width=0 height=640px>',
            '<p><img alt="A cat" src="/works/1/images/2"></p>',
        ),
        ('<a href="/works/1/images/2">A cat</a>', "<p>A cat</p>"),
    ],
)
def test_only_our_own_pictures_stay_and_only_described_ones(document, stored):
    assert html.clean(document) == html.clean_text(document) == stored


@pytest.mark.parametrize(
    "typed, stored",
    [
        ("a\nb\n\nc", "<p>a<br>b</p>\n<p>c</p>"),
        ("a\r\n \t\r\n\r\nb", "<p>a</p>\n<p>b</p>"),
        ("\n\na\n\n", "<p>a</p>"),
        ("<i>a\n\nb</i>", "<p><i>a</i></p>\n<p><i>b</i></p>"),
        ("<blockquote>a\n\nb</blockquote>\nc", "<blockquote>a b</blockquote>\n<p>c</p>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("a\n<hr>\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("a<br>\nb", "<p>a<br>b</p>"),
        ("AT&T &amp; Q&notA &mdash; &unknown;", "<p>AT&amp;T &amp; Q&amp;notA — &amp;unknown;</p>"),
    ],
)
def test_lines_that_were_typed_become_paragraphs_and_breaks(typed, stored):
    assert html.clean_text(typed) == stored


@pytest.mark.parametrize(
    "stored, typed",
    [
        ("<p>a<br>b</p>\n<p><i>c</i></p>", "a\nb\n\n<i>c</i>"),
        ("<p>&lt;How?&gt; Tom &amp; Jerry</p>", "<How?> Tom & Jerry"),
        ("<p>&lt;i&gt;x&lt;/i&gt; &amp;amp;</p>", "&lt;i>x&lt;/i> &amp;amp;"),
        ("<p>a<br><br>b</p>", "a<br><br>b"),
        ("<p>&nbsp;</p>", "&nbsp;"),
        ('<p align="center">a<br>b</p>', '<p align="center">a<br>b</p>'),
        ("<ul><li>a</li><li>b</li></ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ('<p>a<span class="footnote">b</span>.</p>', 'a<span class="footnote">b</span>.'),
        (
            '<div class="chat"><p class="from-left">a<br>b</p></div>',
            '<div class="chat">\n<p class="from-left">a<br>b</p>\n</div>',
        ),
        (
            '<p><img alt="&lt;b&gt; &amp; &quot;" src="/works/1/images/2"></p>',
            '<img alt="&lt;b&gt; &amp; &quot;" src="/works/1/images/2">',
        ),
    ],
)
def test_an_author_edits_what_she_would_have_typed(stored, typed):
    assert html.to_textarea(stored) == typed
    assert html.clean_text(typed) == stored


# Words alone


def test_visible_text_has_a_line_for_each_block_and_break():
    document = "<head>h</head><p>a <i>b</i><br>c</p><!-- x --><ul><li>d<li>e</ul><script>f</script>"
    assert html.visible_text(document) == "a b\nc\nd\ne"


@pytest.mark.parametrize(
    "document, told",
    [
        ("He ran<span class='footnote'>Fast.</span> away.", "He ran [Fast.] away."),
        ("He ran <span class='footnote'>a <span>b</span></span>away.", "He ran [a b]away."),
        ("<ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby>x", "漢(kan)字(ji)x"),
        ("<ruby>漢<rp>(<rt>kan<rp>)</ruby>", "漢(kan)"),
        ("<ruby>漢<rp>（</rp><rt>kan</rt><rp>）</rp></ruby>字", "漢（kan）字"),
        ("<p>a<ruby>b<rt>c</rt></ruby></p><p>d</p>", "ab(c)\nd"),
        ("<div class=chat><p class=from-left><b>Sam:</b> Hi</div>", "Sam: Hi"),
        ('a <img src="/works/1/images/2" alt="A {cat}"> b', "a [Picture: A {cat}] b"),
    ],
)
def test_notes_and_readings_stand_apart_from_their_words(document, told):
    assert html.visible_text(html.clean(document), picture="[Picture: {}]") == told


def test_what_a_picture_shows_is_no_word_of_the_text():
    text = html.visible_text('<p>a<img src="/works/1/images/2" alt="A cat">b</p>')
    assert words(text) == ["a", "b"]


@pytest.mark.parametrize(
    "document, limit, line",
    [
        ("<p>one two</p><p>three</p>", 20, "one two three"),
        ("<p>one two</p><p>three</p>", 10, "one two…"),
        ("<p>one, two</p>", 6, "one…"),
        ("<p>" + "x" * 30 + "</p>", 10, "x" * 9 + "…"),
        ("<p>日本語日本語</p>", 4, "日本語…"),
        ("", 10, ""),
    ],
)
def test_an_excerpt_is_cut_at_a_word(document, limit, line):
    assert html.excerpt(document, limit) == line


@given(anything, st.integers(1, 40))
def test_an_excerpt_is_never_longer_than_asked(document, limit):
    assert len(html.excerpt(html.clean(document), limit)) <= limit


# Hostile sizes. What is counted is what is made; no watch is held to it.

MANY = 5_000


def depth_of(cleaned):
    depth = deepest = 0
    for slash, name in re.findall(r"<(/?)([a-z0-9]+)", cleaned):
        if name not in {"br", "col", "hr", "img", "wbr"}:
            depth += -1 if slash else 1
            deepest = max(deepest, depth)
    return deepest


@pytest.mark.parametrize(
    "tag", ["b", "i title=x", "div", "blockquote", "table><tr><td", "ul><li", "font"]
)
def test_no_depth_of_tags_makes_a_deep_page(tag):
    cleaned = html.clean(f"<{tag}>" * MANY + "word")
    assert html.visible_text(cleaned) == "word"
    assert depth_of(cleaned) <= DEPTH_MAX + INLINE_MAX + 4


@pytest.mark.parametrize(
    "document",
    [
        "".join(f"<p><b title={number}>x" for number in range(MANY)),
        f'<i title="{"x" * 900}">' * 30 + "<p>x" * MANY,
        "<b><p>x" * MANY,
        "<a href=http://a.example><div>x" * MANY,
    ],
)
def test_emphasis_without_end_does_not_multiply_a_text(document):
    cleaned = html.clean(document)
    assert len(cleaned) < 5 * len(document) + 10_000
    assert html.clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "piece",
    [
        "<span class=footnote>x",
        "<b><span class=footnote>x</b>",
        "<span class=footnote><a href=http://a.example>x</span>",
        "<ruby>x<rt>y",
        '<img src="/works/1/images/2" alt=x>',
        "<div class=chat><p class=from-left>x",
    ],
)
def test_the_dialect_does_not_multiply_a_text(piece):
    cleaned = html.clean(piece * MANY)
    assert len(cleaned) < 8 * len(piece) * MANY
    assert not faults(cleaned)
    assert html.clean(cleaned) == cleaned
    assert cleaned.count(FOOTNOTE) <= MANY


@pytest.mark.parametrize(
    "piece",
    ["<", "&", "<a ", "<!--", "<script>", "</b>", '<a b="c" d="', "<a b='", "\n \n", "&#x", '<a"'],
)
def test_pieces_of_tags_are_words_in_any_number(piece):
    for cleaner in (html.clean, html.clean_text):
        cleaned = cleaner(piece * MANY + "word")
        assert html.visible_text(cleaned).endswith("word")
        assert len(cleaned) < 8 * len(piece) * MANY + 100
