"""Readers report what they can see; nobody learns from a report form what they cannot."""

import pytest
from django.urls import reverse

from moderation.models import Report
from reviews.models import Review


@pytest.fixture
def review(bob, story):
    return Review.post(story=story, pen_name=bob.pen_name, html="<p>Nasty words.</p>")


def test_a_member_reports_a_story(client, bob, story):
    client.force_login(bob)
    address = reverse("report_story", args=[story.pk])
    assert "The Lamplighter" in client.get(address).text
    page = client.post(address, {"reason": "stolen", "text": "From my own pages."}, follow=True)
    assert "The moderators have your report." in page.text
    report = Report.objects.get()
    assert (report.subject, report.reporter, report.reason) == (story, bob, "stolen")


def test_a_guest_reports_a_review(client, review, stamp):
    address = reverse("report_review", args=[review.pk])
    assert "Nasty words." in client.get(address).text
    client.post(address, {"reason": "harassment", "stamp": stamp})
    report = Report.objects.get()
    assert (report.subject, report.reporter) == (review, None)
    assert (report.quote, report.writer) == ("Nasty words.", review.pen_name)


def test_the_same_persons_open_report_is_one(client, charlie, review):
    client.force_login(charlie)
    for _ in range(2):
        client.post(reverse("report_review", args=[review.pk]), {"reason": "spam"})
    assert Report.objects.count() == 1


def test_something_else_needs_a_sentence(client, bob, story):
    client.force_login(bob)
    page = client.post(reverse("report_story", args=[story.pk]), {"reason": "other"})
    assert "Say in a sentence what is wrong." in page.text
    assert not Report.objects.exists()


def test_a_program_and_a_hasty_one_are_kept_out(client, story, stamp):
    address = reverse("report_story", args=[story.pk])
    client.post(address, {"reason": "spam", "stamp": stamp, "homepage": "x"})
    fresh = client.get(address).context["form"].initial["stamp"]
    page = client.post(address, {"reason": "spam", "stamp": fresh, "text": "My own words."})
    assert "My own words." in page.text
    assert not Report.objects.exists()


def test_the_sixth_report_of_a_guest_waits_a_moment(client, story, stamp):
    address = reverse("report_story", args=[story.pk])
    for _ in range(6):
        page = client.post(address, {"reason": "spam", "stamp": stamp, "text": "My own words."})
    assert page.status_code == 429
    assert "Your words are kept: send them in" in page.text
    assert "My own words." in page.text
    assert Report.objects.count() == 5


@pytest.mark.parametrize("kind", ["draft", "hidden_story", "members_story"])
def test_what_one_cannot_see_one_cannot_report(request, client, kind):
    story = request.getfixturevalue(kind)
    address = reverse("report_story", args=[story.pk])
    page = client.get(address)
    assert page.status_code == 404
    assert "Zanzibarquartz" not in page.text
    page = client.post(address, {"reason": "spam", "text": "My own words."})
    assert page.status_code == 404
    assert "My own words." in page.text
    assert "Zanzibarquartz" not in page.text
    assert not Report.objects.exists()


def test_a_reported_review_that_is_deleted_leaves_its_words_to_the_moderators(
    client, charlie, review
):
    client.force_login(charlie)
    client.post(reverse("report_review", args=[review.pk]), {"reason": "harassment"})
    review.remove()
    report = Report.objects.get()
    assert report.quote == "Nasty words."
    assert Review.objects.get().html == ""
