"""While the worker reads: the page says so, goes on by itself with and without JavaScript, and is
for everybody; so are the pages that come after it."""

import pytest
from playwright.sync_api import expect
from procrastinate.contrib.django.models import ProcrastinateJob

from intake.models import Source
from intake.queue import READ
from tests.browser import inspection
from tests.cast import publish_story
from tests.intake.test_found import download
from tests.intake.test_known_twice import brought
from tests.working import work_off

LONG = "Some Rain in the Harbour\n\n" + "It rained all night, and nobody slept.\n\n" * 6_000


@pytest.fixture
def long(alice, transactional_db):
    """The queue is empty otherwise: no flush of the tests before empties that table."""
    ProcrastinateJob.objects.filter(task_name=READ)._raw_delete("default")
    return Source.take(LONG.encode(), owner=alice)


@pytest.mark.parametrize("js", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_page_on_which_one_waits_goes_on_by_itself(visit, alice, long, js):
    visitor = visit(person=alice, js=js)
    visitor.page.goto(long.get_absolute_url())
    expect(visitor.page.locator("#being-read")).to_contain_text("It is your text’s turn.")
    work_off()
    expect(visitor.page.locator(".verdict")).to_contain_text("Nothing was left out.")


# tests/browser/test_pages.py looks at the same pages with less on them.


@pytest.mark.deep
@pytest.mark.parametrize("language", ["en", "ar"])
def test_waiting_is_for_everybody(visit, alice, long, language):
    visitor = visit(person=alice, language=language)
    visitor.page.goto(long.get_absolute_url())
    found = _inspected(visitor, language)
    assert not found, "\n".join(found)


@pytest.mark.deep
@pytest.mark.parametrize("language", ["en", "ar"])
def test_so_is_what_a_file_says_and_what_becomes_of_it(visit, alice, transactional_db, language):
    story = publish_story(alice, "The Long Night")
    first, second = brought(alice, download()), brought(alice, download(), b"another file")
    Source.objects.filter(pk=first.pk).update(story=story, report=[{"line": 3, "reason": "Kept."}])
    refused = Source.take(b"%PDF-1.4 something", file_name="story.pdf", owner=alice)
    visitor = visit(person=alice, language=language)
    for address in (
        second.get_absolute_url(),
        refused.get_absolute_url(),
        f"/works/{story.pk}/source",
    ):
        visitor.page.goto(address)
        found = _inspected(visitor, language)
        assert not found, "\n".join([address, *found])


def _inspected(visitor, language: str) -> list[str]:
    look = inspection.turned if language == "ar" else inspection.covering
    return look(visitor)
