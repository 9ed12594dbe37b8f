"""Pasting with formatting in a real browser: the box holds the words, the page goes along."""

import pytest
from playwright.sync_api import expect

from intake.models import Source

RICH = "<h2>Rain</h2><p>She said <em>nothing</em> for a while.</p>"
TEXT = "Rain\n\nShe said nothing for a while."
PLAIN = "<p>She said nothing for a while.</p>"
ALONG = "Italics, bold and headings come along"
AS_IT_STANDS = "without italics, bold or headings"
# What a browser does when somebody pastes: the event, then the words, then that they came.
PASTE = """
([html, text]) => {
  const box = document.querySelector("[name=text]");
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  box.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new InputEvent("input", {inputType: "insertFromPaste", bubbles: true}));
}
"""


@pytest.fixture
def page(visit, db):
    page = visit(size="phone").page
    page.goto("/write")
    page.locator("[name=text]").focus()
    return page


def paste(page, html, text):
    page.evaluate(PASTE, [html, text])


def said(page):
    return page.locator("rich-paste [role=status]")


def plain_only(page):
    return page.get_by_role("button", name="Use the plain text only")


def test_what_is_pasted_with_italics_has_them_on_the_check_page(page):
    expect(said(page)).to_be_empty()
    expect(plain_only(page)).to_be_hidden()
    paste(page, RICH, TEXT)
    expect(said(page)).to_contain_text(ALONG)
    expect(page.locator("[name=text]")).to_have_value(TEXT)
    page.get_by_role("button", name="Look it through").click()
    expect(page.locator("em", has_text="nothing").first).to_be_visible()


def test_plain_paragraphs_are_no_formatting(page):
    paste(page, PLAIN, "She said nothing for a while.")
    expect(said(page)).to_be_empty()
    expect(page.locator("[name=rich]")).to_have_value("")


def test_a_change_in_the_box_counts_and_can_be_taken_back(page):
    paste(page, RICH, TEXT)
    page.keyboard.type("!")
    expect(said(page)).to_contain_text(AS_IT_STANDS)
    expect(page.locator("[name=rich]")).to_have_value("")
    page.keyboard.press("Backspace")
    expect(said(page)).to_contain_text(ALONG)
    expect(page.locator("[name=rich]")).to_have_value(RICH)


def test_the_plain_text_is_a_button_away_by_keyboard(page):
    paste(page, RICH, TEXT)
    page.keyboard.press("Tab")
    expect(plain_only(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[name=text]")).to_be_focused()
    expect(said(page)).to_contain_text(AS_IT_STANDS)
    expect(plain_only(page)).to_be_hidden()
    page.get_by_role("button", name="Look it through").click()
    page.wait_for_url("**/write/*")
    assert Source.objects.get().data().decode().replace("\r\n", "\n") == TEXT


def test_several_pastes_and_what_was_typed_between_stand_below_one_another(page):
    page.keyboard.type("By <Ann> & me\n\n")
    paste(page, RICH, TEXT)
    paste(page, PLAIN, "\n\nShe said nothing for a while.")
    expect(said(page)).to_contain_text(ALONG)
    page.get_by_role("button", name="Look it through").click()
    page.wait_for_url("**/write/*")
    document = Source.objects.get().data().decode()
    assert document.index("&lt;Ann>") < document.index("<em>nothing") < document.index(PLAIN)


def test_a_paste_into_the_middle_is_plain(page):
    page.keyboard.type("One. Three.")
    page.evaluate("document.querySelector('[name=text]').setSelectionRange(4, 4)")
    paste(page, "<b>Two.</b>", " Two.")
    expect(page.locator("[name=rich]")).to_have_value("")


def test_its_sentence_and_button_are_for_everybody(visit, db):
    visitor = visit(dark=True)
    visitor.page.goto("/write")
    paste(visitor.page, RICH, TEXT)
    expect(said(visitor.page)).to_contain_text(ALONG)
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
