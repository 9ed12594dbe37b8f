"""What people do with reviews and notices, in a browser, with and without JavaScript."""

import re

from django.utils import translation
from playwright.sync_api import expect

from tests.working import work_off


class Person:
    """Somebody with a browser, and a story that they know."""

    def __init__(self, visitor, story):
        self.visitor, self.page, self.js = visitor, visitor.page, visitor.js
        self.address = story.get_absolute_url()

    def goes(self, address="", *links):
        self.page.goto(address or self.address)
        for name in links:
            self.page.get_by_role("link", name=name).first.click()

    def presses(self, name, within=None):
        """And it has arrived, whether a page comes of it or a piece of one."""
        button = (within or self.page.locator("main")).get_by_role("button", name=name, exact=True)
        with self.page.expect_response(is_answer):
            button.click()

    def is_told(self, sentence):
        expect(self.page.locator("main, .messages").get_by_text(sentence).first).to_be_visible()

    def review(self, words):
        """The one that says so; an answer just sent stands within what it answers."""
        return self.page.locator(f"article.review:has(> .review-text:has-text('{words}'))")

    def reads(self, *all_words):
        self.goes()
        for words in all_words:
            expect(self.page.locator("main")).to_contain_text(words)

    def does_not_read(self, words):
        self.goes()
        expect(self.page.locator("main")).not_to_contain_text(words)

    def types(self, words, *, name=""):
        self.page.get_by_label("Your words").fill(words)
        if name:
            self.page.get_by_label("Your name").fill(name)
            self.page.wait_for_timeout(1_100)  # a stamp counts whole seconds

    def writes(self, words, *, name=""):
        self.goes("", "Write a review")
        self.types(words, name=name)
        self.presses("Send")

    def answers(self, review, words):
        self.goes()
        self.review(review).get_by_role("link", name="Answer").click()
        self.types(words)
        self.presses("Send")
        expect(self.review(words)).to_be_visible()

    def opens_the_notice(self, sentence):
        work_off()
        self.goes("/notices", sentence)

    # An author and her friend

    def wishes_a_daily_mail(self):
        self.goes("/me", "Notices by mail")
        for kind in ("Reviews of your stories", "Reviews that wait for you", "Answers to you"):
            self.page.get_by_label(kind).select_option("daily")
        self.presses("Save")
        self.is_told("Saved.")

    def wishes_for_honest_words_and_a_friend(self, name):
        self.goes("/me", "What you wish to hear")
        for label in (
            "What you thought, honestly",
            "Look at each review",
            "Readers may write about",
        ):
            self.page.get_by_label(label).check()
        self.page.get_by_label("Readers may propose corrections").check()
        self.page.get_by_label("A friend who reads first").fill(name)
        self.presses("Save")
        self.is_told("was asked on")

    def agrees_to_read_first(self):
        self.opens_the_notice("asks you to read first")
        self.presses("Agree")
        self.is_told("You have read first since")

    def looks_alone_and_at_no_members(self):
        """At what is written about this one story."""
        self.goes("", "What you wish to hear")
        self.page.get_by_label("Look at each review").select_option("no")
        self.page.get_by_label("Nobody: I see everything myself").check()
        self.presses("Save")

    def lets_in(self, words, button):
        self.goes("/desk/reviews")
        self.presses(button, self.review(words))
        expect(self.review(words)).to_have_count(0)

    def finds_nothing_waiting(self):
        self.goes("/desk/reviews")
        self.is_told("Nothing waits for you here.")

    def edits(self, old, new):
        self.goes("", "Chapters")
        self.page.get_by_role("link", name="Edit").last.click()
        if self.js:
            self.page.get_by_role("button", name="HTML", exact=True).click()
        box = self.page.get_by_label("The text as HTML" if self.js else "Text (required)")
        box.fill(box.input_value().replace(old, new))
        self.presses("Show the change to readers")

    def sees_thanks(self, phrase, *, language):
        self.visitor.speaks(language)
        self.goes(f"{self.address}/figures")
        with translation.override(language):
            self.is_told(str(phrase.label))
        self.visitor.speaks("")

    def blocks_the_writer_of(self, words):
        self.goes()
        self.review(words).get_by_text("More").click()
        self.review(words).get_by_role("link", name="Block").click()
        self.presses("Block")

    # Readers

    def chooses(self, words, link, *, clicks):
        """A word by two clicks, its paragraph by three; or among all paragraphs."""
        if self.js:
            self.goes()
            self.page.locator("#chapters").get_by_text(words).click(click_count=clicks)
            offered = self.page.get_by_role("group", name="The selected words")
            offered.get_by_role("link", name=link).click()
        else:
            self.goes("", link)
            self.page.get_by_label(re.compile(words)).check()
            self.page.locator("main button.primary").click()

    def mends(self, old, new):
        box = self.page.get_by_label("As it should stand")
        box.fill(box.input_value().replace(old, new))
        self.presses("Propose it")
        self.is_told("The author sees your correction, and nobody else.")

    def thanks(self, phrase):
        self.goes()
        self.page.get_by_role("link", name="Thank", exact=True).click()
        if self.js:
            self.page.get_by_text("Say a few words with it").click()
        self.page.get_by_label(str(phrase.label)).check()
        self.presses("Save" if self.js else "Thank")
        self.is_told("Your thanks have arrived.")


def is_answer(response) -> bool:
    """To a person, and not to a page that counts its reader or keeps a draft by itself."""
    is_by_itself = response.url.endswith(("/read", "/draft"))
    return response.request.method == "POST" and not is_by_itself
