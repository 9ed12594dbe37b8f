"""A reader chooses a daily mail, reads it, follows its link, and ends it from the mail itself."""

import re

import pytest
from playwright.sync_api import expect

from notices.mail import wishes
from notices.models import Kind, When
from tests.cast import publish_story
from tests.notices.mailing import digests_go_out, mails, tell, verify

__all__ = ["mails"]


@pytest.fixture
def reader(transactional_db, bob):
    verify(bob)
    return bob


def test_a_digest_is_chosen_read_and_ended(visit, mails, alice, reader):
    visitor = visit(size="phone", person=reader)
    page = visitor.page
    page.goto("/me")
    page.get_by_role("link", name="Notices by mail").click()
    page.get_by_label("Answers to you").select_option("daily")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert visitor.axe() == [] and not visitor.scrolls_sideways()

    tell(reader, story=publish_story(alice, "The Night Boat"))
    digests_go_out()
    (mail,) = mails
    page.goto(re.search(r"/notices/\d+", mail.body)[0])
    expect(page.get_by_role("heading", name="The Night Boat")).to_be_visible()

    guest = visit(size="phone")
    guest.page.goto(re.search(r"/mail/stop/[^>]+", mail.extra_headers["List-Unsubscribe"])[0])
    assert guest.axe() == [] and not guest.scrolls_sideways()
    guest.page.get_by_role("button", name="Stop them").click()
    expect(guest.page.get_by_role("heading", name="Mails are stopped")).to_be_visible()
    assert wishes.wishes_of(reader)[Kind.ANSWER] == When.NEVER
