"""The rich editor in a real browser. `visit` listens for violations of the content security policy
and for errors in scripts, in each of these."""

import time
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core import html, words
from stories.models import Chapter
from tests.cast import publish_story, write_story

HERE = Path(__file__).parent
CLIPBOARD = HERE / "clipboard"
DIALECT = (HERE / "dialect.html").read_text().strip()  # everything that a text may hold
PASTE = """
([html, text]) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  document.querySelector(".ProseMirror").dispatchEvent(
    new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}
"""
VALUE = "document.querySelector('rich-editor').value"
SET = "html => { document.querySelector('rich-editor').value = html; }"

GONE = '<p><img alt="A lighthouse" height="3" src="/works/1/images/1" width="4"></p>'

PASTED = {
    "word.html": """<h2 align="center">The Harbour Light</h2>
<p>It <i>rained</i> all night, and <b>nobody</b> came to the <u>light</u>house.\
<span class="footnote">Built in 1804.</span></p>
<p><br></p>
<hr>
<p>“Who is there?” <i>she wondered</i>, and <s>ran</s> waited.</p>
<ul><li>Oil</li><li>Wicks</li></ul>""",
    "google-docs.html": """<h2>The Harbour Light</h2>
<p>It <i>rained</i> all night, and <b>nobody</b> came to the <u>light</u>house.</p>
<p><br></p>
<p align="center">Centred</p>
<p>See <a href="https://example.org/light">the light</a>.</p>
<hr>
<ul><li>Oil</li></ul>""",
    "libreoffice.html": """<p>It <i>rained</i> all night, and <b>nobody</b> came to the \
<u>light</u>house.</p>
<p align="center">Centred</p>
<p>Plain again.</p>""",
    "web-page.html": """<h1>The Harbour Light</h1>
<p>It <em>rained</em> all night.</p>
<p><br></p>
<p>“Who is there?” <b><i>she</i></b> asked.</p>
<p>A lighthouse read on <a href="https://example.org/">elsewhere</a></p>""",
    "mail.txt": """<p>It rained all night, and nobody came to the lighthouse, though the lamp was \
lit and the door stood open for whoever would come along that road.</p>
<p>&lt;How did this happen?&gt; she thought. &lt;i&gt; never knew.</p>
<hr>
<p>"Who is there?"</p>""",
}


def open_chapter(visitor, story):
    chapter = story.chapters.get()
    visitor.page.goto(reverse("chapter_edit", args=[story.pk, chapter.pk]))
    visitor.page.wait_for_selector(".ProseMirror")
    visitor.page.get_by_role("textbox", name="Text (required)").click()
    visitor.page.keyboard.press("Control+a")


def stored(story):
    return Chapter.objects.get(story=story).current_fields()["html"]


def save(page):
    with page.expect_navigation():
        page.keyboard.press("Control+s")


def test_a_story_is_written_with_the_keyboard_alone(visit, alice):
    story = write_story(alice)
    visitor = visit(person=alice)
    page = visitor.page
    open_chapter(visitor, story)
    keys = page.keyboard

    keys.type("It ")
    keys.press("Control+b")
    keys.type("rained")
    keys.press("Control+b")
    keys.type(". ")
    keys.press("Shift+Tab")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    keys.press("Escape")
    keys.press("Alt+F10")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    expect(page.get_by_role("button", name="Thought")).to_be_focused()
    keys.press("Enter")
    keys.type("Why?")
    keys.press("Alt+F10")
    expect(page.get_by_role("button", name="Thought")).to_have_attribute("aria-pressed", "true")
    keys.press("Escape")
    keys.press("Enter")
    keys.type("* * *")
    keys.press("Enter")
    keys.type("After.")
    keys.press("Enter")
    keys.press("Alt+F10")
    keys.press("End")
    expect(page.get_by_role("button", name="Blocks")).to_be_focused()
    keys.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Chat")).to_be_focused()
    keys.press("Enter")
    keys.type("Sam: hello")  # the colon stands there already
    keys.press("Enter")
    keys.type("Hi.")
    keys.press("Enter")
    keys.press("Enter")
    keys.press("Alt+F10")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="List of messages")).to_be_focused()
    keys.press("Enter")
    keys.type("Ann")
    keys.press("Enter")
    keys.type("Who: me?")
    keys.press("Enter")
    keys.press("Enter")
    keys.type("The end ")
    keys.press("Control+k")
    keys.type("somewhere")
    keys.press("Enter")
    expect(page.get_by_role("textbox", name="Address")).to_have_attribute("aria-invalid", "true")
    assert visitor.axe() == []
    keys.type(".example.org")
    keys.press("Tab")
    keys.type("there")
    keys.press("Enter")
    expect(page.locator(".editor-count")).to_contain_text("Words: 13")
    page.emulate_media(media="print")  # the text goes on paper, not what is pressed
    expect(page.locator(".ProseMirror")).to_be_visible()
    expect(page.locator(".editor-bar")).to_be_hidden()
    page.emulate_media(media="screen")
    save(page)
    assert stored(story) == (
        '<p>It <b>rained</b>. <span class="thought">Why?</span></p>\n<hr>\n<p>After.</p>\n'
        '<div class="chat"><p class="from-left"><b>Sam:</b> hello</p>'
        '<p class="from-right">Hi.</p></div>\n'
        '<div class="messages"><p><b>Ann</b> Who: me?</p></div>\n'
        '<p>The end <a href="https://somewhere.example.org" rel="nofollow noopener noreferrer ugc">'
        "there</a></p>"
    )


def test_what_is_pasted_keeps_its_words_and_loses_its_furniture(visit, alice):
    story = write_story(alice)
    visitor = visit(person=alice)
    visitor.expected.append("404")  # the picture was deleted, and leaves its words
    open_chapter(visitor, story)
    visitor.page.evaluate(SET, GONE)
    surface = visitor.page.locator(".ProseMirror")
    expect(surface).to_contain_text("A picture that is no longer here: A lighthouse")
    assert visitor.page.evaluate(VALUE) == GONE
    for name, expected in PASTED.items():
        clipboard = (CLIPBOARD / name).read_text()
        visitor.page.evaluate(SET, "")
        is_text = name.endswith(".txt")
        visitor.page.evaluate(PASTE, ["" if is_text else clipboard, clipboard])
        got = visitor.page.evaluate(VALUE)
        assert got == expected, name
        assert html.clean(got).replace(' rel="nofollow noopener noreferrer ugc"', "") == expected
    visitor.page.keyboard.press("Control+z")
    assert visitor.page.evaluate(VALUE) == ""
    visitor.page.keyboard.press("Control+y")
    save(visitor.page)
    assert stored(story) == PASTED["mail.txt"]


def test_from_page_to_html_to_a_plain_box_and_back_every_word_stays(visit, alice):
    text = "<p>One <i>two</i> two.</p>\n<hr>\n<p>&lt;three&gt;</p>"
    story = write_story(alice, texts=[text])
    visitor = visit(size="phone", person=alice)
    page = visitor.page
    open_chapter(visitor, story)
    page.get_by_text("<three>", exact=True).click()
    page.get_by_role("button", name="HTML").click()
    source = page.get_by_role("textbox", name="The text as HTML")
    expect(source).to_have_value(text)
    assert source.evaluate("box => box.value.slice(box.selectionStart)") == "<p>&lt;three&gt;</p>"
    source.fill(text.replace("One", "<b>One</b> <I can’t>"))
    page.get_by_role("button", name="HTML").click()
    expect(page.locator(".ProseMirror")).to_contain_text("One <I can’t> two")
    expect(page.locator(".ProseMirror")).to_be_focused()
    assert page.evaluate("document.querySelector('rich-editor').blockIndex()") == 2
    page.get_by_role("button", name="Write in a plain box").click()
    box = page.get_by_role("textbox", name="Text")
    plain = "<b>One</b> <I can’t> <i>two</i> two.\n\n<hr>\n\n<three>"
    expect(page.locator(".editor-frame")).to_be_hidden()
    expect(box).to_have_value(plain)
    assert not visitor.scrolls_sideways()
    box.fill(plain + " four")
    page.get_by_role("button", name="Write with buttons").click()
    expect(page.locator(".ProseMirror")).to_contain_text("<three> four")
    page.keyboard.press("Control+f")
    page.keyboard.type("two")
    expect(page.locator(".editor-find [role=status]")).to_have_text("Found: 2")
    page.get_by_role("textbox", name="Replace with").fill("twice")
    page.get_by_role("button", name="Replace all").click()
    expect(page.locator(".editor-find [role=status]")).to_have_text("Replaced: 2")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    page.keyboard.press("Escape")
    save(page)
    assert stored(story) == (
        "<p><b>One</b> &lt;I can’t&gt; <i>twice</i> twice.</p>\n<hr>\n<p>&lt;three&gt; four</p>"
    )
    alice.refresh_from_db()
    assert not alice.writes_plainly


# Long drills


@pytest.mark.deep
def test_opening_a_text_and_saving_it_changes_nothing(visit, alice):
    assert html.clean(DIALECT) == DIALECT
    story = write_story(alice, texts=[DIALECT])
    visitor = visit(person=alice)
    visitor.expected.append("404")  # the picture is nobody's
    open_chapter(visitor, story)
    assert visitor.page.evaluate(VALUE) == DIALECT
    visitor.page.get_by_role("button", name="HTML").click()
    visitor.page.get_by_role("button", name="HTML").click()
    expect(visitor.page.locator(".ProseMirror")).to_be_visible()
    assert visitor.page.evaluate(VALUE) == DIALECT
    counted = words.count(html.visible_text(DIALECT))
    expect(visitor.page.locator(".editor-count")).to_contain_text(f"Words: {counted}")


@pytest.mark.deep
def test_what_is_hostile_does_nothing_in_the_editor(visit, alice):
    hostile = (
        '<p onclick="alert(1)" style="position:fixed">Hi <img src="x" onerror="alert(2)"> '
        '<a href="javascript:alert(3)">there</a> <svg onload="alert(4)"></svg></p>'
        '<table onclick="alert(5)"><tr><td style="x"><a href="java&#10;script:alert(6)">cell</a>'
        "<script>alert(7)</script><iframe src='javascript:alert(8)'></iframe></td></tr></table>"
        '<details ontoggle="alert(9)" open><summary>s</summary>in</details>'
        '<figure><img src="/works/1/images/2" onerror="alert(10)" alt="&quot;><img src=x>">'
        "</figure><math><mi//xlink:href='data:x,<script>alert(11)</script>'>"
    )
    story = write_story(alice)
    visitor = visit(person=alice)
    visitor.expected.append("404")
    alerts = []
    visitor.page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    open_chapter(visitor, story)
    visitor.page.evaluate(PASTE, [hostile, ""])
    visitor.page.evaluate(SET, hostile)
    visitor.page.wait_for_timeout(300)
    surface = visitor.page.locator(".ProseMirror").inner_html()
    assert alerts == []
    for word in ("alert", "script", "onclick", "onerror", "<iframe", "<svg"):
        assert word not in surface


@pytest.mark.deep
def test_a_million_characters_open_and_take_a_key(visit, alice):
    paragraph = (
        "<p>" + "It <i>rained</i> all night, and nobody came to the lighthouse. " * 10 + "</p>"
    )
    text = html.clean("\n".join([paragraph] * (1_000_000 // len(paragraph) - 1)))
    story = write_story(alice, texts=[text])
    visitor = visit(person=alice)
    page = visitor.page
    page.goto(reverse("chapter_edit", args=[story.pk, story.chapters.get().pk]))
    page.wait_for_selector(".ProseMirror")
    page.locator(".ProseMirror").click(position={"x": 300, "y": 200})
    began = time.monotonic()
    page.keyboard.type("hello world")
    page.evaluate("new Promise(done => requestAnimationFrame(done))")
    assert time.monotonic() - began < 11 * 0.5  # measured: 0.07 s a key
    assert page.evaluate(VALUE).count("hello world") == 1
    assert len(page.evaluate(VALUE)) == len(text) + len("hello world")


@pytest.mark.deep
@pytest.mark.parametrize("kind", ["Link…", "Footnote…", "Spoiler, folded away…", "Picture…"])
def test_every_question_is_for_everybody(visit, alice, kind):
    story = publish_story(alice)
    visitor = visit(size="phone", dark=True, person=alice)
    open_chapter(visitor, story)
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.get_by_role("button", name="Insert").click()
    assert visitor.axe() == []
    visitor.page.get_by_role("menuitem", name=kind).click()
    dialog = visitor.page.locator("dialog[open]")
    expect(dialog).to_be_visible()
    dialog.locator("button.primary").click()
    expect(dialog.locator("[aria-invalid=true]")).to_have_count(1)
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator(".ProseMirror")).to_be_focused()


@pytest.mark.deep
def test_the_plain_box_is_offered_where_the_scripts_do_not_come(visit, alice):
    story = write_story(alice)
    visitor = visit(person=alice)
    visitor.expected += ["ERR_FAILED", "desk.js"]
    visitor.page.route("**/editor/desk.js", lambda route: route.abort())
    visitor.page.goto(reverse("chapter_edit", args=[story.pk, story.chapters.get().pk]))
    expect(visitor.page.get_by_role("textbox", name="Text (required)")).to_have_value("It rained.")
    expect(visitor.page.locator("[name=html-is-rich]")).to_be_disabled()
