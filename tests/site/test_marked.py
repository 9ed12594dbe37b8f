"""No string of the interface is left unmarked: pages, forms, mails and the admin are drawn in a
language that shows what went through a catalogue (tests/site/speaking.py)."""

import re
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.contrib import admin
from django.core.cache import caches
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import translation

from accounts.models import MODERATORS, TAG_EDITORS
from core import audit
from core.models import SiteSettings
from stories.languages import LANGUAGES, UNNAMED
from tags.vocabulary import AU_PREMISES, CATEGORIES, MEDIA, WARNINGS
from tests.cast import PEN_NAMES, SECRET
from tests.site.speaking import brackets_for, outside
from tests.site.test_matrix import OTHER, STORY, arguments, make_stage, visitor
from translating import catalogues

LANGUAGE = "ar"  # whose dates have no letters of their own
# What stands on the pages without being the interface's own.
CONTENT = {
    SECRET, f"{SECRET} tag", f"{SECRET} alias", f"{SECRET} picture", "The Ninth Harbour",
    "Nobody in Particular", "stranger", "Somebody else’s", "A reason", "The Lamplighter",
    "Two people talk.", "It rained.", "Part 1", "Part 2", "Part 3", "Guest", "answer",
    "series", "Ficwright", *PEN_NAMES,
    *PEN_NAMES.values(), MODERATORS, TAG_EDITORS, *WARNINGS, *CATEGORIES, *AU_PREMISES, *MEDIA,
    *(name for tag, name in LANGUAGES if tag != UNNAMED),
}  # fmt: skip
CONTENT |= {name.replace(" ", "_") for name in CONTENT}  # as addresses write names
# What Django says to developers alone, and the name of a room that no menu shows.
NEVER_SHOWN = re.compile("No %s matches the given query|: Taggit$")
# Numbers of requests, versions, codes of the log.
NOT_WORDS = re.compile(r"\b(?:[a-f0-9]{8,}|v?\d+(?:\.\d+)+|[a-z_]+\.[a-z_]+)\b")


@pytest.fixture
def bracketed(db):
    """Pages say in brackets what goes through a catalogue; and every language has words for it,
    whether a sentence is ours, Django's or allauth's (translating/borrowed.py)."""
    SiteSettings.objects.update_or_create(pk=1, defaults={"language": LANGUAGE})
    caches["pages"].clear()
    with brackets_for(LANGUAGE) as brackets:
        yield brackets
    caches["pages"].clear()
    lacking = brackets.lacking(*catalogues.languages())
    assert {words for words in lacking if not NEVER_SHOWN.search(words)} == set()


def unmarked(response) -> list[str]:
    if "html" not in response.headers.get("Content-Type", ""):
        return []
    found = []
    for line in outside(response.text):
        for words in sorted(CONTENT, key=len, reverse=True):
            line = line.replace(words, "")
        line = NOT_WORDS.sub("", line)
        if any(letter.isalpha() for letter in line):
            found.append(line.strip())
    return found


@pytest.fixture
def people(alice, bob, charlie, dana, mod, admin):
    return {
        "guest": None, "reader": bob, "author": alice, "co_author": dana, "moderator": mod,
        "other_author": charlie, "administrator": admin,
    }  # fmt: skip


def collect(client, addresses) -> set[str]:
    return {words for address in addresses for words in unmarked(client.get(address))}


@pytest.mark.parametrize(
    ("state", "role"),
    [
        *((state, "author") for state in ("draft", "published")),
        ("published", "reader"),
        *(
            pytest.param(*case, marks=pytest.mark.deep)
            for case in [
                ("published", "guest"),
                ("hidden", "moderator"),
                ("bin", "author"),
                ("hidden", "author"),
                ("published", "moderator"),
                ("members", "guest"),
            ]
        ),
    ],
)
def test_every_page_of_ours(bracketed, people, state, role):
    stage = make_stage(people, state)
    names = {**STORY, **OTHER}
    addresses = [reverse(name, args=arguments(row[0], stage)) for name, row in names.items()]
    addresses += ["/nothing/here", f"/works/{stage['story'].pk}?view_adult=true"]
    assert collect(visitor(people[role]), addresses) == set()


def test_forms_that_were_refused(bracketed, people):
    stage = make_stage(people, "published")
    client = visitor(people["author"])
    wrong = {
        "name": "\u200b",
        "title": "",
        "language": "xx",
        "rating": "none",
        "html": "",
        "text": "",
    }
    found = set()
    for name, (how, *_who) in {**STORY, **OTHER}.items():
        found |= {*unmarked(client.post(reverse(name, args=arguments(how, stage)), wrong))}
    assert found == set()


def names_without_arguments(prefix: str) -> list[str]:
    for entry in get_resolver().url_patterns:
        if str(entry.pattern) == prefix:
            return list(addresses_in(entry))
    return []


def addresses_in(entry):
    for pattern in entry.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from addresses_in(pattern)
        elif pattern.name:
            try:
                yield reverse(pattern.name)
            except NoReverseMatch:
                continue


@pytest.mark.parametrize("role", ["guest", "reader"])
def test_every_page_of_the_accounts(bracketed, people, role):
    addresses = names_without_arguments("accounts/")
    assert len(addresses) > 10
    assert collect(visitor(people[role]), addresses) == set()


def test_refused_forms_of_the_accounts(bracketed, people):
    wrong = {"username": "a", "password1": "a", "login": "nobody", "password": "wrong", "name": ""}
    found = set()
    for role in ("guest", "reader"):
        for address in names_without_arguments("accounts/"):
            found |= {*unmarked(visitor(people[role]).post(address, wrong))}
    assert found == set()


# Rows of tools that only an administrator meets, which have no words in other languages.
FOREIGN_ROOMS = {"procrastinate", "mfa", "usersessions"}
FOREIGN_NAMES = {"Procrastinate jobs", "User sessions"}
# What Django's admin itself says in English: signs for yes and no, the summary of a password.
DJANGOS_OWN = re.compile(r"True|False|md5|\w+\*+|en")
# “Accounts | account | Can add account”: rows that Django makes, in English.
PERMISSION = re.compile(r".*\| .* \| Can (add|change|delete|view) .*|.*\|.*Can .*")


def test_every_page_of_the_admin(bracketed, people):
    stage = make_stage(people, "published")
    audit.record("settings.change", by=people["administrator"], about=stage["story"])
    for address in ("report_story", "report_review"):
        page = reverse(address, args=arguments(STORY[address][0], stage))
        visitor(people["reader"]).post(page, {"reason": "spam"})
    client = visitor(people["administrator"])
    found = {*unmarked(client.get(reverse("admin:index")))}
    for model in admin.site._registry:
        label = model._meta.app_label
        if label in FOREIGN_ROOMS:
            continue
        name = f"admin:{label}_{model._meta.model_name}"
        addresses = [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        if row := model._default_manager.first():
            addresses += [
                reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history")
            ]
        found |= collect(client, addresses)
    for known in (PERMISSION, DJANGOS_OWN):
        found = {words for words in found if not known.fullmatch(words)}
    assert found - FOREIGN_NAMES == set()


def test_every_mail(bracketed):
    """allauth's, of which some are ours; each with whatever it may name."""
    context = {
        "user_display": SECRET, "code": "", "key": "", "username": SECRET, "email": "", "ip": "",
        "user_agent": "", "timestamp": None, "from_email": "", "to_email": "",
        "password_reset_url": "", "activate_url": "", "signup_url": "", "reset_url": "",
        "is_signup": False, "current_site": {"name": SECRET, "domain": ""}, "uid": "",
    }  # fmt: skip
    names = [
        f"account/email/{path.name}"
        for folder in (Path(allauth.__file__).parent / "templates", settings.BASE_DIR / "templates")
        for path in (folder / "account/email").glob("*_message.*")
    ]
    assert names
    with translation.override(LANGUAGE):
        said = {name: outside(render_to_string(name, context)) for name in {*names}}
    said = {
        name: [line for line in lines if line.replace(SECRET, "")] for name, lines in said.items()
    }
    assert {name: lines for name, lines in said.items() if lines} == {}
