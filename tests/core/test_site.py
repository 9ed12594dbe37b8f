"""The site's settings, as a request reads them."""

from core import site
from core.models import SiteSettings


def test_a_request_asks_for_them_once(db, django_assert_num_queries):
    with django_assert_num_queries(1), site.for_request() as row:
        assert site.current() is row


def test_what_is_saved_meanwhile_holds_at_once(db):
    with site.for_request():
        SiteSettings(name="Anew").save()
        assert site.current().name == "Anew"
