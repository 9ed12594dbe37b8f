"""Every address × every role × every state of a story, by GET and by POST.

The table names for each address of the URLconf who gets an answer; an address without an entry
fails. Whoever gets none gets the same 404, and the story's title stands in no answer to them.
"""

import re
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Block
from discovery.models import SavedFilter
from intake.models import Batch, Source
from intake.queue import READ
from notices.mail import stopping
from notices.models import Mailbox, Notice
from reviews import first_reading
from reviews.models import Anchor, Correction, Kudos, Review, StoryWishes
from stories.models import BulkChange, Byline, Series, Story
from tags.models import Tag
from tests.cast import SECRET, person, publish_story, write_story
from tests.stories.pictures import picture

ROLES = ["guest", "reader", "author", "co_author", "other_author", "moderator", "administrator"]
STATES = ["draft", "published", "members", "hidden", "bin"]
AUTHORS = {"author", "co_author"}
STAFF = {"moderator", "administrator"}
MEMBERS = {*ROLES} - {"guest"}

# Who reads a story's own pages (DESIGN: “Who gets 200 on a story's own pages”).
READERS = {
    "draft": AUTHORS,
    "published": {*ROLES},
    "members": MEMBERS,
    "hidden": AUTHORS | STAFF,
    "bin": set(),
}
# Who changes it: hidden stories stand still.
WRITERS = {
    "draft": AUTHORS,
    "published": AUTHORS,
    "members": AUTHORS,
    "hidden": set(),
    "bin": set(),
}
IN_BIN = {state: AUTHORS if state == "bin" else set() for state in STATES}
PUBLISHED_ONLY = {
    state: AUTHORS if state in ("published", "members") else set() for state in STATES
}
UNPUBLISHED_ONLY = {state: AUTHORS if state == "draft" else set() for state in STATES}
NOBODY = {state: set() for state in STATES}
OWN_EVEN_HIDDEN = {state: AUTHORS if state != "bin" else set() for state in STATES}
# Reviews are written under stories that are out; the reviews of this stage are by its reader.
REVIEWERS = {**READERS, "draft": set(), "hidden": set()}
REVIEW_WRITER = {state: {"reader"} & REVIEWERS[state] for state in STATES}
REVIEW_REMOVERS = {state: REVIEW_WRITER[state] | WRITERS[state] for state in STATES}
GOVERNORS = WRITERS
OUT = ("published", "members")
CORRECTORS = {state: REVIEWERS[state] & MEMBERS - AUTHORS for state in STATES}
THANKERS = {state: REVIEWERS[state] - AUTHORS for state in STATES}
OUT_READERS = {**READERS, "draft": set()}
FOLLOWERS = {state: (READERS[state] & MEMBERS) - AUTHORS for state in OUT}
FOLLOWERS |= {state: set() for state in STATES if state not in OUT}

# name: (how its arguments are made, who gets it by GET, who may POST). None: no such method.
STORY = {
    "story": ("story", READERS, None),
    "navigate": ("story", READERS, None),
    "chapter": ("story+chapter", READERS, None),
    "chapter_alone": ("chapter", READERS, None),
    "reviews": ("story", READERS, None),
    "review": ("review", READERS, None),
    "review_wordings": ("review", READERS, None),
    "review_new": ("story", REVIEWERS, REVIEWERS),
    "review_thanks": ("story", READERS, None),
    "review_answer": ("review", REVIEWERS, REVIEWERS),
    "review_edit": ("review", REVIEW_WRITER, REVIEW_WRITER),
    "review_delete": ("review", REVIEW_REMOVERS, REVIEW_REMOVERS),
    "review_approval": ("held_review", None, GOVERNORS),
    "review_freeze": ("review", None, GOVERNORS),
    "review_unfreeze": ("review", None, GOVERNORS),
    "review_hide": ("review", GOVERNORS, GOVERNORS),
    "review_spam": ("review", GOVERNORS, GOVERNORS),
    "review_block": ("review", GOVERNORS, GOVERNORS),
    "story_wishes": ("story", WRITERS, WRITERS),
    "passages": ("story", READERS, None),
    "passage_new": ("story", REVIEWERS, REVIEWERS),
    "correction_new": ("story", CORRECTORS, CORRECTORS),
    "correction_accept": ("correction", None, WRITERS),
    "correction_decline": ("correction", None, WRITERS),
    "kudos": ("story", THANKERS, THANKERS),
    "kudos_undo": ("story", OUT_READERS, OUT_READERS),
    "figures": ("story", OWN_EVEN_HIDDEN, None),
    "hide": ("story", READERS, READERS),
    "like": ("story", READERS, None),
    "follow_story": ("story", FOLLOWERS, FOLLOWERS),
    "unfollow_story": ("story", None, FOLLOWERS),
    "report_story": ("story", READERS, READERS),
    "report_review": ("review", READERS, READERS),
    "story_source": ("story", OWN_EVEN_HIDDEN, None),
    "newer": ("story", WRITERS, WRITERS),
    "publish_as_of_old": ("story", None, UNPUBLISHED_ONLY),
    "story_edit": ("story", WRITERS, WRITERS),
    "story_draft": ("story", None, WRITERS),
    "chapter_draft": ("story+chapter", None, WRITERS),
    "chapter_draft_new": ("story", None, WRITERS),
    "story_bin": ("story", WRITERS, WRITERS),
    "story_restore": ("story", None, IN_BIN),
    "publish": ("story", None, UNPUBLISHED_ONLY),
    "unpublish": ("story", None, PUBLISHED_ONLY),
    "story_release": ("story", None, PUBLISHED_ONLY),
    "chapters": ("story", WRITERS, None),
    "chapter_new": ("story", WRITERS, WRITERS),
    "chapters_reorder": ("story", None, WRITERS),
    "chapters_planned": ("story", None, WRITERS),
    "chapter_name": ("story+chapter", None, WRITERS),
    "chapter_split": ("story+chapter", WRITERS, WRITERS),
    "chapter_merge": ("story+chapter", WRITERS, WRITERS),
    "story_series": ("story", WRITERS, WRITERS),
    "chapter_edit": ("story+chapter", WRITERS, WRITERS),
    "chapter_publish": ("story+chapter", None, PUBLISHED_ONLY),
    "chapter_bin": ("story+chapter", WRITERS, WRITERS),
    "story_images": ("story", WRITERS, WRITERS),
    "story_image": ("story+image", READERS, None),
    "image_edit": ("story+image", WRITERS, WRITERS),
    "image_cover": ("story+image", None, WRITERS),
    "image_insertion": ("story+image", WRITERS, WRITERS),
    "image_delete": ("story+image", WRITERS, WRITERS),
    "chapter_restore": ("story+binned_chapter", None, WRITERS),
    "chapter_delete": ("story+binned_chapter", WRITERS, WRITERS),
    "story_delete": ("story", NOBODY, NOBODY),  # a co-author may still want it
    "story_versions": ("story", WRITERS, WRITERS),
    "story_version": ("story+version", WRITERS, None),
    "story_version_name": ("story+version", None, WRITERS),
    "story_version_difference": ("story+version", WRITERS, None),
    "story_version_restore": ("story+version", None, WRITERS),
    "chapter_versions": ("story+chapter", WRITERS, WRITERS),
    "chapter_version": ("story+chapter+chapter_version", WRITERS, None),
    "chapter_version_name": ("story+chapter+chapter_version", None, WRITERS),
    "chapter_version_difference": ("story+chapter+chapter_version", WRITERS, None),
    "chapter_version_restore": ("story+chapter+chapter_version", None, WRITERS),
    "story_preview": ("story", OWN_EVEN_HIDDEN, None),
    "chapter_preview": ("story+chapter", OWN_EVEN_HIDDEN, None),
    "story_schedule": ("story", UNPUBLISHED_ONLY, UNPUBLISHED_ONLY),
    "story_schedule_delete": ("story", None, UNPUBLISHED_ONLY),
    "chapter_schedule": ("story+chapter", UNPUBLISHED_ONLY, UNPUBLISHED_ONLY),
    "chapter_schedule_delete": ("story+chapter", None, UNPUBLISHED_ONLY),
    "queue": ("story", WRITERS, WRITERS),
    "queue_fill": ("story", None, WRITERS),
    "queue_pause": ("story", None, WRITERS),
    "queue_resume": ("story", None, WRITERS),
    "chapter_queue": ("story+chapter", None, UNPUBLISHED_ONLY),
    "chapter_queue_delete": ("story+chapter", None, UNPUBLISHED_ONLY),
    "story_date": ("story", WRITERS, WRITERS),
    "chapter_date": ("story+chapter", PUBLISHED_ONLY, PUBLISHED_ONLY),
    "chapter_unpublish": ("story+chapter", PUBLISHED_ONLY, PUBLISHED_ONLY),
}
# Addresses of no one story: who gets them (guests are sent to sign in), and nothing of a story
# that is not for them stands there.
ANYBODY, OWN = {*ROLES}, MEMBERS
OTHER = {
    "alive": ((), ANYBODY),
    "ready": ((), ANYBODY),
    "home": ((), ANYBODY),
    "works": ((), ANYBODY),
    "filters": ((), ANYBODY),
    "random": ((), ANYBODY),
    "about": ((), ANYBODY),
    "logo": ((), ANYBODY),
    "rules": ((), ANYBODY),
    "help": ((), ANYBODY),
    "language": ((), ANYBODY),
    "look": ((), ANYBODY),
    "look_css": ((), ANYBODY),
    "fandoms": ((), ANYBODY),
    "tag": ("tag", ANYBODY),
    "tag_near": ("tag near", ANYBODY),
    "tag_suggestions": ((), ANYBODY),
    "tag_filters": ("tag", ANYBODY),
    "user": ("slug", ANYBODY),
    "pen_name": ("pen_name", ANYBODY),
    "pen_name_filters": ("pen_name", ANYBODY),
    "pen_name_series": ("pen_name", ANYBODY),
    "series": ("series", ANYBODY),
    "series_filters": ("series", ANYBODY),
    "consent": ((), ANYBODY),
    "reported": ((), ANYBODY),
    "write": ((), ANYBODY),
    "check": ("source", {"author"}),
    "batch": ("batch", {"author"}),
    "original": ("source", {"author"}),
    "update": ("source", set()),
    "discard": ("source", {"author"}),
    "desk": ((), OWN),
    "bin": ((), OWN),
    "brought": ((), OWN),
    "changes": ((), OWN),
    "change_new": ((), OWN),
    "change": ("change", {"author"}),
    "change_undo": ("change", {"author"}),
    "own_series": ((), OWN),
    "series_new": ((), OWN),
    "series_edit": ("series", {"author"}),
    "series_stories": ("series", {"author"}),
    "series_reorder": ("series", {"author"}),
    "series_story_remove": ("series+story", {"author"}),
    "series_delete": ("series", {"author"}),
    "setup": ((), set()),
    "setup_done": ((), {"administrator"}),
    "account_settings": ((), OWN),
    "waiting": ((), OWN),
    "pen_names": ((), OWN),
    "writing": ((), OWN),
    "pen_name_edit": ("pen_name_pk", {"author"}),
    "time_zone": ((), OWN),
    "corrections": ((), OWN),
    "read": ("story", set()),  # it only counts, and answers everybody the same
    "following": ((), OWN),
    "follow_series": ("series", OWN - {"author"}),
    "unfollow_series": ("series", OWN - {"author"}),
    "follow_pen_name": ("slug", OWN - {"author"}),
    "unfollow_pen_name": ("slug", OWN - {"author"}),
    "notices": ((), OWN),
    "notices_read": ((), OWN),
    "notices_feed": ((), OWN),
    "notices_atom": ("mailbox", ANYBODY),  # who has its address; the one here is discreet
    "notices_mail": ((), OWN),
    "notices_mail_again": ((), OWN),
    "notices_mail_stop": ("mail_stop", ANYBODY),  # who has the mail; it names nobody
    "notice": ("notice", {"author"}),
    "notice_read": ("notice", {"author"}),
    "exclusions": ((), ANYBODY),
    "exclusion_remove": ((), ANYBODY),
    "exclusions_take_over": ((), OWN),
    "saved_filters": ((), OWN),
    "saved_filter": ("filter", {"author"}),
    "filter_new": ((), OWN),
    "filter_edit": ("filter", {"author"}),
    "filter_delete": ("filter", {"author"}),
    "filter_restore": ((), OWN),
    "blocks": ((), OWN),
    "wishes": ((), OWN),
    "reviews_waiting": ((), OWN),
    "first_reading": ((), OWN),
    "first_reading_agree": ("first_reader", {"reader"}),
    "first_reading_stop": ("first_reader", {"reader"}),
    "unblock": ("block", {"author"}),
}
OTHERS_OWN = ("admin", "account", "mfa", "usersessions")  # Django's and allauth's, tested apart


@pytest.fixture(autouse=True)
def kept_for_a_moment_as_in_production(settings):
    """The site's settings, and the number of unread notices."""
    settings.SITE_SETTINGS_SECONDS, settings.NUMBER_SECONDS = 5, 60


@pytest.fixture
def people(alice, bob, charlie, dana, mod, admin):
    """The roles; charlie is the other author."""
    publish_story(charlie, "Somebody else’s")
    return {
        "guest": None,
        "reader": bob,
        "author": alice,
        "co_author": dana,
        "other_author": charlie,
        "moderator": mod,
        "administrator": admin,
    }


@pytest.fixture
def stage(people, request):
    return make_stage(people, request.param)


def make_stage(people, state: str) -> dict:
    alice, dana, bob = people["author"], people["co_author"], people["reader"]
    visibility = "members" if state == "members" else "public"
    story = write_story(
        alice, SECRET, texts=[f"<p>{SECRET}</p>"] * 3, visibility=visibility,
        summary=f"<p>{SECRET}</p>", au_premise=f"<p>{SECRET}</p>",
    )  # fmt: skip
    story.freeforms.set([f"{SECRET} tag"])
    Tag.objects.create(kind="freeform", name=f"{SECRET} alias", synonym_of=story.freeforms.get())
    Byline.objects.create(story=story, pen_name=dana.pen_name, position=2)
    if state != "draft":
        story.publish(by=alice)
    chapter, _second, binned = story.chapters.in_place()
    binned.move_to_bin()
    review = Review.post(story=story, html=f"<p>{SECRET}</p>", pen_name=bob.pen_name)
    Review.post(story=story, html="<p>answer</p>", pen_name=alice.pen_name, parent=review)
    held = Review.post(story=story, html=f"<p>{SECRET}</p>", guest_name="Guest", held_for="author")
    StoryWishes.objects.create(story=story, passages=True, corrections=True)
    correction = make_correction(people, story, chapter)
    series = Series.objects.create(title=f"{SECRET} series")
    series.pen_names.add(alice.pen_name)
    series.add(story)
    version, chapter_version = (one.keep_current(by=alice) for one in (story, chapter))
    image = picture(story, alt=f"{SECRET} picture", width=40, height=30)
    image.become_cover()
    story.refresh_from_db(fields=["cover"])
    if state == "hidden":
        story.hide("A reason")
    if state == "bin":
        story.move_to_bin()
    stranger = person("stranger", pen_name="Nobody in Particular")
    notices = tell_all(people, story, chapter)
    return {
        "state": state,
        "story": story,
        "chapter": chapter,
        "binned_chapter": binned,
        "review": review,
        "held_review": held,
        "correction": correction,
        "series": series,
        "image": image,
        "version": version,
        "chapter_version": chapter_version,
        "change": make_change(alice, story),
        "tag": story.freeforms.all()[0],
        "slug": alice.pen_name.slug,
        "pen_name": alice.pen_name,
        "pen_name_pk": alice.pen_name,
        "filter": SavedFilter.objects.create(user=alice, name=SECRET, query="rating=teen"),
        "notice": notices["author"],
        "mailbox": Mailbox.objects.create(user=alice, secret="s" * 43, is_discreet=True),
        "source": Source.take(SECRET.encode(), owner=alice),
        "batch": make_batch(alice),
        "first_reader": first_reading.ask(alice, bob.pen_name, story),
        "block": Block.objects.create(
            blocker=alice, blocked=stranger, pen_name=stranger.pen_name
        ),
    }  # fmt: skip


def tell_all(people, story, chapter) -> dict:
    """Everybody was once told of it."""
    about = {"kind": "chapter", "key": "news", "story": story, "chapter": chapter}
    return {
        role: Notice.objects.create(user=person, **about)
        for role, person in people.items()
        if person is not None
    }


def make_correction(people, story, chapter) -> Correction:
    """Of one word of the chapter, with a review of the same passage."""
    passage = Anchor.objects.create(chapter=chapter, quote=SECRET, start=0)
    Review.objects.filter(story=story, root=None, guest_name="").update(anchor=passage)
    said = {"replacement": f"{SECRET} mended", "pen_name": people["reader"].pen_name}
    anchor = Anchor.objects.create(chapter=chapter, quote=SECRET, start=0)
    return Correction.objects.create(chapter=chapter, anchor=anchor, **said)


def make_change(owner, story) -> BulkChange:
    """Of many stories, done: one of them got a tag."""
    did = {"freeforms": [[], [[f"{SECRET} tag", False]]]}
    wish = {"said": {"add_freeforms": [f"{SECRET} tag"]}, "stories": [story.pk], "token": ""}
    return BulkChange.objects.create(
        by=owner,
        wish={**wish, "language": "en"},
        before={str(story.pk): {"did": did, "left": [SECRET]}},
        done_at=timezone.now(),
    )


def make_batch(owner) -> Batch:
    """Two stories that were read, and a file that nobody can read."""
    batch = Batch.objects.create(owner=owner)
    for position, title in enumerate((SECRET, f"{SECRET} tag"), start=1):
        read = {"title": title, "title_key": title, "opening": "", "origin": "", "words": 2}
        source = Source.take(SECRET.encode(), owner=owner, batch=batch, position=position)
        Source.objects.filter(pk=source.pk).update(outline={**read, "missing": 0})
    unreadable = Source.take(b"", file_name=SECRET, owner=owner, batch=batch, position=3)
    Source.objects.filter(pk=unreadable.pk).update(refusal=SECRET)
    ProcrastinateJob.objects.filter(task_name=READ)._raw_delete("default")
    return batch


def arguments(how, stage) -> list:
    if not how:
        return []
    if how == "slug":
        return [stage["slug"]]
    if how == "tag":
        return [stage["tag"].kind, stage["tag"].slug]
    if how == "tag near":
        return [stage["tag"].kind, stage["tag"].slug, "names"]
    if how == "pen_name":
        return [stage["slug"], stage["slug"]]
    if how in ("source", "batch"):
        return [stage[how].token]
    if how == "mailbox":
        return [stage[how].secret]
    if how == "mail_stop":
        return stopping.address(stage["mailbox"].user, "review").rpartition("/")[2:]
    return [stage[word].pk for word in how.split("+")]


def own_names() -> set[str]:
    names = set()
    for entry in get_resolver().url_patterns:
        patterns = [entry] if isinstance(entry, URLPattern) else entry.url_patterns
        label = "" if isinstance(entry, URLPattern) else str(entry.pattern)
        if label.startswith(("accounts/", "admin/")):
            continue
        names |= {pattern.name for pattern in patterns if isinstance(pattern, URLPattern)}
    return names


def visitor(person) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def is_refused(response, role) -> bool:
    if response.status_code in (403, 404):
        return True
    return role == "guest" and response.status_code == 302 and "/accounts/login" in response.url


def test_every_address_of_ours_stands_in_the_table():
    assert own_names() == set(STORY) | set(OTHER)


@pytest.mark.parametrize("stage", STATES, indirect=True)
def test_who_gets_a_storys_pages(stage, people):
    for role in ROLES:
        client = visitor(people[role])
        may_read = role in READERS[stage["state"]]
        for name, (how, getters, _posters) in STORY.items():
            if getters is None:
                continue
            address = reverse(name, args=arguments(how, stage))
            response = client.get(f"{address}?view_adult=true")
            if role in getters[stage["state"]]:
                assert response.status_code in (200, 302), (role, name, response.status_code)
            else:
                assert is_refused(response, role), (role, name, response.status_code)
                assert SECRET not in response.text or may_read, (role, name)


@pytest.mark.parametrize("stage", STATES, indirect=True)
def test_who_changes_a_story(stage, people):
    """Those who may not are refused, and nothing has changed afterwards."""
    before = state_of(stage)
    for role in ROLES:
        client = visitor(people[role])
        may_read = role in READERS[stage["state"]]
        for name, (how, _getters, posters) in STORY.items():
            address = reverse(name, args=arguments(how, stage))
            if posters is not None and role in posters[stage["state"]]:
                continue
            with orders() as given:
                if posters is None:
                    response = client.post(address)
                    assert response.status_code == 405 or is_refused(response, role), (role, name)
                else:
                    response = client.post(address, {"title": "Changed", "html": "<p>Changed</p>"})
                    assert is_refused(response, role), (role, name, response.status_code)
                    assert SECRET not in response.text or may_read, (role, name)
            assert not given or state_of(stage) == before, (role, name)
        assert state_of(stage) == before, role


@contextmanager
def orders():
    """What the database was told to do meanwhile, not only asked: to ask for the state after each
    of thousands of requests takes longer than the requests."""
    given: list[str] = []

    def note(execute, sql, params, many, context):
        if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT")):
            given.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield given


def test_an_order_is_noticed_and_a_question_is_none(story):
    with orders() as given:
        assert Story.objects.get() == story
    assert given == []
    with orders() as given:
        Story.objects.update(title="Changed")
    assert len(given) == 1


def state_of(stage):
    pk = stage["story"].pk
    return (
        list(Story.objects.filter(pk=pk).values()),
        list(stage["story"].chapters.order_by("pk").values()),
        list(Review.objects.filter(story=pk).order_by("pk").values()),
        list(Correction.objects.order_by("pk").values()),
        list(Kudos.objects.order_by("pk").values()),
    )


@pytest.mark.parametrize("stage", STATES, indirect=True)
def test_other_pages_tell_nothing_of_a_story_to_whom_it_is_not_for(stage, people):
    for role in ROLES:
        client = visitor(people[role])
        may_read = role in READERS[stage["state"]]
        # Its bin shows a thrown-away story to its own authors; a check page is its bringer's own.
        own = role in AUTHORS
        # Who gets these pages is the same in every state: of whom they may tell it, one is enough.
        may_be_told = may_read or own
        for name, (how, getters) in OTHER.items():
            if may_be_told and stage["state"] != "published":
                break
            response = client.get(reverse(name, args=arguments(how, stage)))
            if role not in getters:
                assert is_refused(response, role) or response.status_code == 405, (role, name)
            if not may_be_told:
                assert SECRET not in response.text, (role, name)
        listed = client.get(reverse("works")).text
        is_listed = stage["state"] == "published" or (
            stage["state"] == "members" and role != "guest"
        )
        assert (f">{SECRET}<" in listed) == is_listed, role


def test_missing_and_forbidden_are_the_same_page(client, draft):
    forbidden = client.get(f"/works/{draft.pk}")
    missing = client.get("/works/999999999")
    assert forbidden.status_code == missing.status_code == 404
    assert without_number(forbidden) == without_number(missing)
    assert "/accounts/login/" in forbidden.text


def without_number(answer) -> str:
    """Of the story that was asked for, wherever the page names its address."""
    return re.sub(r"(works(?:/|%2F))\d+", r"\1", answer.text)
