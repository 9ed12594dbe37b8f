"""Pages that one sees only while the archive or the account is in a certain state: before it is set
up, with its doors closed, while one waits to be let in, when one is suspended."""

import pytest
from django.utils import timezone

from accounts.models import User
from archive.setup import code, emptiness
from core.models import SiteSettings
from discovery.search import statements
from tests.browser import inspection, places


def assert_all_is_well(visitor, *, turned: bool = False) -> None:
    inspect = inspection.turned if turned else inspection.covering
    found = inspect(visitor)
    assert not found, "\n".join([visitor.page.url, *found])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_setting_up_an_archive(visit, transactional_db, language):
    assert not User.objects.exists()
    emptiness.remember(is_founded=False)
    visitor = visit(language=language)
    visitor.page.goto("/")
    visitor.page.wait_for_url("**/setup")
    assert_all_is_well(visitor, turned=language == "ar")
    visitor.page.locator("[name=code]").fill(code.code())
    visitor.page.locator("main form button").first.click()
    visitor.page.locator("[name=username]").wait_for()
    assert_all_is_well(visitor, turned=language == "ar")
    visitor.page.locator("main form").evaluate("form => { form.noValidate = true; }")
    visitor.page.locator("main form button.primary").click()
    visitor.page.locator(".error-summary").wait_for()
    assert_all_is_well(visitor, turned=language == "ar")


def test_doors_that_are_closed_and_doors_at_which_one_waits(visit, bob, transactional_db):
    visitor = visit()
    for sign_up in ("closed", "approval"):
        SiteSettings.objects.update_or_create(pk=1, defaults={"sign_up": sign_up})
        visitor.page.goto("/accounts/signup/")
        assert_all_is_well(visitor)
    bob.waiting_since = timezone.now()
    bob.save()
    waiting = visit(person=bob)
    for address in ("/me/waiting", "/desk", "/write"):
        waiting.page.goto(address)
        assert_all_is_well(waiting)
    places.send(waiting, address="/me/pen-names", fields={"name": "Nightjar of the Marsh"})
    assert_all_is_well(waiting)


def test_a_suspended_account(visit, alice, transactional_db):
    alice.suspend("Quarrels")
    visitor = visit(person=alice)
    visitor.page.goto("/desk")
    assert_all_is_well(visitor)
    places.send(visitor, address="/me/pen-names", fields={"name": "Nightjar of the Marsh"})
    assert_all_is_well(visitor)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_list_that_takes_too_long(visit, story, transactional_db, monkeypatch, language):
    def is_late(*_anything, **_more):
        raise statements.TooLong

    monkeypatch.setattr(statements, "rows", is_late)
    visitor = visit(language=language)
    visitor.expected.append("503")
    assert visitor.page.goto("/works?freeform=Lamps&q=rain").status == 503
    assert_all_is_well(visitor, turned=language == "ar")
