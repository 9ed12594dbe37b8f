"""Promises of the whole site that a test can walk through."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from core.names import RESERVED
from tests.site.test_matrix import OTHER, STORY, arguments, make_stage, people  # noqa: F401

ROOMS = {
    "core", "accounts", "tags", "stories", "intake", "reviews", "library", "discovery", "notices",
    "moderation",
}  # fmt: skip
EXEMPT_TABLES = {"core_limit", "cache", "django_session"}
# Not ours: the listed exceptions of the design, and the columns that point at them.
SMALL_IDS = ("django_", "auth_", "taggit_")
KEYS_OF_DJANGO = ("group_id", "permission_id", "content_type_id")


def fingerprint() -> dict[str, str]:
    """What every table holds, but for caches, limits and sessions."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - EXEMPT_TABLES
        found = {}
        for table in sorted(tables):
            cursor.execute(
                "SELECT md5(coalesce(string_agg(row::text, '|' ORDER BY row::text), '')) "
                f'FROM "{table}" row'
            )
            found[table] = cursor.fetchone()[0]
        return found


@pytest.mark.parametrize("role", ["guest", "author", "administrator"])
def test_get_writes_nothing(people, role):  # noqa: F811
    stage = make_stage(people, "published")
    client = Client()
    if people[role]:
        client.force_login(people[role])
    before = fingerprint()
    for name, (how, *_who) in {**STORY, **OTHER}.items():
        client.get(reverse(name, args=arguments(how, stage)))
        after = fingerprint()
        changed = {table for table in before if before[table] != after[table]}
        assert not changed, (name, changed)


TOKENLESS = {  # for each the reason
    "read",  # counts a reader without cookies, and changes nothing else
    "notices_mail_stop",  # its address is signed, and mail programs press it (RFC 8058)
}


def test_post_without_a_token_is_refused(people):  # noqa: F811
    stage = make_stage(people, "published")
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["author"])
    for name, (how, *_who) in {**STORY, **OTHER}.items():
        if name in TOKENLESS:
            continue
        answer = client.post(reverse(name, args=arguments(how, stage)))
        assert answer.status_code in (403, 405), name
        assert (
            answer.status_code == 405 or "csrf" in answer.text.lower() or answer.status_code == 403
        )


def test_ids_are_bigint(db):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type = 'integer'
                AND (column_name = 'id' OR column_name LIKE '%%_id')
                AND column_name <> ALL(%s)
            """,
            [list(KEYS_OF_DJANGO)],
        )
        small = [row for row in cursor.fetchall() if not row[0].startswith(SMALL_IDS)]
    assert small == []


def test_every_model_of_ours_has_a_big_key():
    for model in apps.get_models():
        if model.__module__.split(".")[0] in ROOMS:
            key = model._meta.pk
            while key.is_relation:
                key = key.target_field
            assert isinstance(key, (models.BigAutoField, models.CharField)), model


def test_reserved_names_cover_the_addresses_under_users_and_at_the_root():
    from django.urls import get_resolver

    roots = set()
    for entry in get_resolver().url_patterns:
        for pattern in getattr(entry, "url_patterns", [entry]):
            prefix = str(entry.pattern) if hasattr(entry, "url_patterns") else ""
            first = (prefix + str(pattern.pattern)).split("/")[0]
            if first and "<" not in first and "^" not in first:
                roots.add(first.replace("-", "_").replace(".", "_"))
    assert roots - RESERVED == set()
    assert {"login", "logout", "new", "token_dispenser"} <= RESERVED


def test_every_answer_carries_the_headers(client, story):
    for address in ("/", "/works", story.get_absolute_url(), "/accounts/login/", "/nowhere"):
        headers = client.get(address).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "nonce" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/users/%00", "/tags/fandom/%00", "/users/%00/pseuds/x"])
def test_a_zero_byte_is_a_bad_request(client, db, address):
    assert client.get(address).status_code == 400


def test_in_what_is_asked_it_is_nonsense_like_any_other(client, db):
    page = client.get("/works?sort=%00&%00=1&q=a%00b&after=%00&language=%00&freeform=%00")
    assert page.status_code == 200 and "was not understood and is ignored" in page.text
    for address in (
        "/",
        "/fandoms?medium=%00&from=%00",
        "/tags/suggest?kind=freeform&q=%00",
        "/works/filters?more=freeform&containing=%00",
        "/works/random?q=%00",
    ):
        assert client.get(address).status_code == 200, address


def test_pages_answer_head(client, story, series):
    for address in ("/", "/works", story.get_absolute_url(), series.get_absolute_url()):
        assert client.head(address).status_code == 200
