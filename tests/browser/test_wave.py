"""One moderator with a phone ends a wave of 2,000 pieces of spam among 300 good reviews, in fewer
than ten clicks, and takes it back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from accounts.models import User
from reviews.models import Review
from tests.cast import publish_story
from tests.moderation.wave import YOUNG, wash_over
from tests.working import work_off


@pytest.fixture
def wave(transactional_db, alice, bob, charlie, mod):
    User.objects.update(date_joined=timezone.now() - timedelta(days=400))
    stories = [publish_story(alice, f"Story {number}") for number in range(4)]
    return wash_over(stories, [bob.pen_name, charlie.pen_name])


class Clicks:
    def __init__(self):
        self.number = 0

    def __call__(self, target: Locator) -> None:
        target.click()
        self.number += 1


def stands() -> set[int]:
    return set(Review.objects.filter(hidden_at=None).values_list("pk", flat=True))


@pytest.mark.deep
def test_a_wave_ends_in_fewer_than_ten_clicks(visit, mod, wave):
    spam, good = wave
    visitor, click = visit(size="phone", dark=True, person=mod), Clicks()
    page = visitor.page

    def is_sound():
        assert visitor.axe() == []
        assert not visitor.scrolls_sideways()

    page.goto("/admin/")
    click(page.get_by_role("link", name="reviews were written within an hour"))
    expect(page.get_by_role("heading", name="2,000 reviews")).to_be_visible()
    is_sound()
    click(page.get_by_role("button", name="Go on").first)
    is_sound()
    click(page.get_by_label(f"Suspend the {YOUNG} accounts"))
    click(page.get_by_role("button", name="Remove them all"))
    expect(page.get_by_text("2000 reviews are removed.")).to_be_visible()
    assert click.number < 10
    assert stands() == good
    is_sound()
    work_off()
    assert User.objects.filter(suspended_at__isnull=False).count() == YOUNG

    page.get_by_label("Action").select_option("Take this wave back")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Take waves back").click()
    expect(page.get_by_text("2000 reviews came back.")).to_be_visible()
    is_sound()
    assert stands() == good | spam
    work_off()
    assert not User.objects.filter(suspended_at__isnull=False).exists()
