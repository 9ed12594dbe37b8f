"""A chapter that appears by itself, as its author and a reader see it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from stories import tasks
from stories.models import Chapter
from tests.cast import publish_story

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_chapter_is_given_a_time_and_appears_at_it(visit, alice, bob, monkeypatch):
    story = publish_story(alice)
    chapter = story.add_chapter(title="The second lamp", html="<p>It went out.</p>")
    year = timezone.now().year + 1
    author = visit(person=alice, timezone_id="Asia/Kolkata", size="phone")
    author.page.goto(f"{chapter.get_absolute_url()}/schedule")
    expect(author.page.get_by_role("status")).to_contain_text("Taken from this device.")
    author.page.get_by_label("Day").fill(f"{year}-03-05")
    author.page.get_by_label("Time", exact=False).first.fill("18:00")
    author.page.get_by_role("button", name="Publish it then").click()
    expect(author.page.get_by_text(f"5 March {year}, 18:00 (").first).to_be_visible()
    chapter.refresh_from_db()
    moment = datetime(year, 3, 5, 12, 30, tzinfo=UTC)  # half past twelve, where it is six in India
    assert chapter.scheduled_for == moment
    assert User.objects.get(pk=alice.pk).clock.key in ("Asia/Kolkata", "Asia/Calcutta")

    reader = visit()
    reader.page.goto(chapter.get_absolute_url())
    expect(reader.page.get_by_text("It went out.")).to_have_count(0)
    for now in (moment - timedelta(seconds=1), moment, moment + timedelta(minutes=1)):
        with monkeypatch.context() as patch:
            patch.setattr(timezone, "now", lambda now=now: now)
            tasks.publish_due(timestamp=0)
        assert Chapter.objects.get(pk=chapter.pk).is_published == (now >= moment)
    reader.page.reload()
    expect(reader.page.get_by_text("It went out.")).to_be_visible()


def test_the_queue_works_without_javascript_and_by_keyboard(visit, alice):
    story = publish_story(alice)
    for number in (2, 3):
        story.add_chapter(title=f"Part {number}", html="<p>More.</p>")
    author = visit(person=alice, js=False, size="phone")
    page = author.page
    page.goto(f"{story.get_absolute_url()}/queue")
    page.get_by_role("button", name="Put all into the queue").press("Enter")
    page.get_by_label("Tuesday").press("Space")
    page.locator("[name=at]").fill("07:30")
    page.locator("form:has(select) button.primary").press("Enter")
    expect(page.get_by_text("The next chapter appears on")).to_be_visible()
    assert page.locator("ol.queue time").count() == 2
    page.get_by_role("button", name="Pause").press("Enter")
    expect(page.get_by_text("The queue rests.").first).to_be_visible()
    page.get_by_role("button", name="Go on").press("Enter")
    expect(page.get_by_text("The next chapter appears on")).to_be_visible()
    assert not author.scrolls_sideways()
