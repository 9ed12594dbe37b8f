"""Every page of the site, with the way to it: {name: go(visitor)}.

A new address of the table in tests/site/test_matrix.py is a new page here by itself.
"""

from collections.abc import Callable
from datetime import time, timedelta
from functools import partial

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from archive import maintenance
from discovery.models import MutedWord
from intake.models import Source
from intake.twice import OF
from library.models import Subscription
from moderation.models import Report
from reviews.models import Review
from stories.models import Cadence, Story
from tags import edits
from tags.models import Tag, TagCount
from tests.browser.conftest import Visitor
from tests.cast import publish_story, write_story
from tests.intake.test_found import download
from tests.intake.test_known_twice import brought
from tests.notices.all_kinds import tell_of_everything
from tests.site.test_matrix import OTHER, STORY, arguments, make_stage

type Places = dict[str, Callable[[Visitor], object]]

ROLES = ["guest", "author", "moderator", "administrator"]
NEWER = "Some Rain\n\n" + "".join(f"Chapter {n}\n\nIt rained.\n\n" for n in range(1, 5))
LONG = "Some Rain\n\n" + "It rained all night, and nobody slept.\n\n" * 6_000
FANCY = "𝓜𝔂 𝓢𝓽𝓸𝓻𝔂"
NOT_PAGES = {
    "logo", "look_css", "alive", "ready", "tag_suggestions", "unblock", "change_undo", "original",
    "story_image", "writing", "series_reorder", "series_story_remove", "unfollow_series",
    "unfollow_pen_name", "notice", "notice_read", "notices_read", "notices_atom",
    "notices_mail_again",
    "first_reading_agree", "first_reading_stop", "exclusion_remove", "exclusions_take_over",
    "saved_filter", "filter_delete", "filter_restore",
}  # fmt: skip
ALLAUTH = {
    "guest": ["account_login", "account_signup", "account_reset_password"],
    "author": [
        "account_logout",
        "account_change_password",
        "account_email",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "usersessions_list",
    ],
}
ADMIN = [
    "admin:index",
    "admin:stories_story_changelist",
    "admin:reviews_review_changelist",
    "admin:moderation_picture_changelist",
    "admin:moderation_report_changelist",
    "admin:moderation_decision_changelist",
    "admin:moderation_sweep_changelist",
    "admin:core_brake_changelist",
    "admin:tags_tag_changelist",
    "admin:tags_tag_add",
    "admin:tags_tagedit_changelist",
    "admin:accounts_user_changelist",
    "admin:core_auditentry_changelist",
]
ADMINISTRATORS = [
    "admin:tags_tag_queue",
    "admin:tags_medium_changelist",
    "admin:tags_medium_add",
    "admin:core_sitesettings_changelist",
]
MISSING = ["/nowhere", "/works/999999"]
LISTS = ["/works/filters?more=character", "/works/filters?more=fandom&containing=harbour"]

# Forms sent with nothing in them, or with what cannot be: pages with errors.
WRONG = {
    "guest": {
        "account_login": {"login": "nobody", "password": "wrong"},
        "account_signup": {},
        "write": {},
        "review_new": {},
        "report_story": {},
        "exclusions": {"what": "tag", "name": "Nobody used this"},
    },
    "author": {
        "story_edit": {"title": ""},
        "chapter_new": {"html": ""},
        "story_images": {"alt": ""},
        "pen_names": {"name": ""},
        "queue": {"at": "25:00"},
        "story_date": {"day": "2999-01-01"},
        "time_zone": {"zone": "Mars"},
        "series_new": {"title": ""},
        "series_stories": {"story": ""},
        "chapters_planned": {"planned_chapters": "none"},
        "chapter_name": {"title": "It rained. " * 30},
        "account_change_password": {"oldpassword": "wrong"},
    },
}


def make(people) -> dict:
    """The stage of tests/site/test_matrix.py, and what else a page may have to show."""
    stage = make_stage(people, "published")
    author, reader = people["author"], people["reader"]
    Review.objects.filter(pk=stage["review"].pk).update(html="<p>" + "long " * 200 + "</p>")
    Review.objects.filter(pk=stage["held_review"].pk).update(html="<p>Kind words.</p>")
    stage["review"].edit("<p>" + "long and longer " * 100 + "</p>", is_spoiler=True)
    Story.objects.filter(pk=stage["story"].pk).update(notes="<p>A note.</p>")
    stage["mature"] = publish_story(author, "After Dark", rating="mature")
    stage["arabic"] = publish_story(author, "بيت على حافة الملح", language="ar")
    stage["fancy"] = publish_story(author, FANCY, dedication="<p>To you.</p>")
    stage["not out"] = to_appear(author)
    stage["report"] = Report.objects.create(
        story=stage["story"], reporter=reader, reason=Report.Reason.RATING, text="It is not."
    )
    tell_of_everything(author, stage["mature"], reader)
    stage["another’s"] = publish_story(people["other_author"], "Somebody’s tale")
    for thing in (stage["another’s"], reader.pen_name):
        Subscription.begin(thing, by=author)
    MutedWord.add(author, "never to be seen")
    stage["official"] = Tag.objects.official_name(stage["tag"].kind, "Lamps")
    stage["edit"] = edits.describe(stage["official"], "What is lit at dusk.", by=None)
    stage["warning"] = Tag.objects.official_name(Tag.Kind.WARNING, "Graphic violence")
    edits.describe(stage["warning"], "Blood.", by=people["moderator"])
    TagCount.add_up()
    return stage | make_sources(author, stage["story"])


def to_appear(author) -> Story:
    """A draft with chapters in its queue, one of which missed its time."""
    story = write_story(author, "Not Yet", texts=["<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>"])
    _first, second, third = story.chapters.in_place()
    second.enqueue(by=author)
    third.schedule(timezone.now(), by=author)
    third.miss(["story"])
    Cadence.keep(story, weekdays=[4], at=time(18), time_zone="Europe/Berlin")
    story.schedule(timezone.now() + timedelta(days=5), by=author)
    return story


def make_sources(author, story) -> dict:
    """What was brought, in each state that has a page: known as a story that is here already, read
    with all that a download says, not read yet, unreadable, newer than what is here."""
    kept = brought(author, download())
    Source.objects.filter(pk=kept.pk).update(story=story, report=[{"line": 3, "reason": "Kept."}])
    newer = Source.take(NEWER.encode(), owner=author)
    newer.correct({OF: story.pk})
    return {
        "known": brought(author, download(), b"another file"),
        "read": brought(author, download(origin=None), b"a third file"),
        "not read yet": Source.take(LONG.encode(), owner=author),
        "unreadable": Source.take(b"%PDF-1.4 something", file_name="story.pdf", owner=author),
        "newer": newer,
    }


def of(role: str, stage) -> Places:
    if role in ("moderator", "administrator"):
        return in_admin(role, stage)
    table = {name: (how, getters) for name, (how, getters, _) in STORY.items()} | OTHER
    places = {
        name: at(reverse(name, args=arguments(how, stage)) + "?view_adult=true")
        for name, (how, getters) in table.items()
        if is_for(role, getters, stage) and name not in NOT_PAGES
    }
    places |= {name: at(reverse(name)) for name in ALLAUTH[role]}
    for name, fields in WRONG[role].items():
        how = table[name][0] if name in table else ()
        address = reverse(name, args=arguments(how, stage))
        if name == "story_edit":  # or it is asked which of two texts goes on
            fields = {**fields, "seen": stage["story"].stand()}
        places[f"{name} with errors"] = partial(send, address=address, fields=fields)
    return places | (elsewhere(stage) if role == "guest" else brought_by(stage))


def brought_by(stage) -> Places:
    names = ("known", "read", "not read yet", "unreadable")
    places = {f"brought, {name}": at(stage[name].get_absolute_url()) for name in names}
    places["follow"] = at(reverse("follow_story", args=[stage["another’s"].pk]))
    places["another’s story, followed"] = at(stage["another’s"].get_absolute_url())
    places["filter to keep"] = at(reverse("filter_new") + "?status=complete&words-from=9")
    draft = stage["not out"]
    chapter = draft.chapters.in_place().last()
    places["to appear"] = at(draft.get_absolute_url())
    for name in ("story_schedule", "queue", "story_date", "story_preview"):
        places[f"{name} of a draft"] = at(reverse(name, args=[draft.pk]))
    for name in ("chapter_schedule", "chapter_preview"):
        places[f"{name} of a draft"] = at(reverse(name, args=[draft.pk, chapter.pk]))
    places["story_schedule with errors"] = partial(
        send, address=reverse("story_schedule", args=[draft.pk]), fields={"day": "2001-01-01"}
    )
    places["two texts at once"] = partial(
        send,
        address=reverse("chapter_edit", args=[stage["story"].pk, stage["chapter"].pk]),
        fields={"html": "Another text.", "seen": "an older one"},
    )
    many = reverse("change_new") + "?all=1"
    places["change many"] = at(many)
    places["change many with errors"] = partial(send, address=many, fields={"rating": "none"})
    places["preview of a change"] = partial(
        send, address=many, fields={"rating": "teen", "add_freeforms": "One", "becomes": "publish"}
    )
    return places | {"difference": at(reverse("update", args=[stage["newer"].token]))}


def in_admin(role: str, stage) -> Places:
    names = ADMIN + (ADMINISTRATORS if role == "administrator" else [])
    places = {name: at(reverse(name)) for name in names}
    if role == "administrator":
        places |= of_tags(stage)
    places["a warning"] = at(reverse("admin:tags_tag_change", args=[stage["warning"].pk]))
    places["a story"] = at(reverse("admin:stories_story_change", args=[stage["story"].pk]))
    places["a picture"] = at(reverse("admin:moderation_picture_change", args=[stage["image"].pk]))
    places["evidence"] = at(reverse("admin:moderation_report_evidence", args=[stage["report"].pk]))
    seed = f"?seed={stage['review'].pk}"
    places["more like this"] = at(reverse("admin:reviews_review_alike") + seed)
    places["end of a wave"] = at(reverse("admin:reviews_review_end") + seed)
    places["decide"] = partial(
        send,
        address=reverse("admin:stories_story_changelist"),
        fields={"action": "hide", "_selected_action": str(stage["story"].pk)},
    )
    return places


def of_tags(stage) -> Places:
    tag, official = stage["tag"], stage["official"]
    page = reverse("admin:tags_tag_change", args=[tag.pk])
    merging = {"name": tag.name, "initial-name": tag.name, "synonym_of": official.name}
    chosen = {"action": "merge", "_selected_action": str(tag.pk)}
    split = reverse("admin:tags_tag_split", args=[tag.pk])
    tags = reverse("admin:tags_tag_changelist")
    return {
        "a tag": at(page),
        "a tag with errors": partial(send, address=page, fields={**merging, "name": ""}),
        "an edit that moves stories": partial(send, address=page, fields=merging),
        "split": at(split),
        "split with errors": partial(send, address=split, fields={"fandom": "Nowhere"}),
        "many tags": partial(send, address=tags, fields=chosen),
        "many tags, told": partial(
            send, address=tags, fields={**chosen, "decide": "yes", "other": official.name}
        ),
        "an edit": at(reverse("admin:tags_tagedit_change", args=[stage["edit"].pk])),
    }


def elsewhere(stage) -> Places:
    story = stage["story"].get_absolute_url()
    places = {address: at(address) for address in (*MISSING, *LISTS)}
    for name in ("mature", "arabic", "fancy"):
        places[f"{name} story"] = at(stage[name].get_absolute_url())
    places["words come back"] = partial(
        send, address=f"{story}/edit", fields={"summary": "A whole evening’s work."}
    )
    places["passage that is gone"] = partial(
        send, address=f"{story}/passages/new", fields={"passage": "no words", "text": "Kind words."}
    )
    places["form too old"] = partial(
        send, address=f"{story}/reviews/new", fields={"text": "Kind words."}, token=""
    )
    places["language that is not there"] = partial(
        send, address=reverse("language"), fields={"language": "tlh"}
    )
    places["fault of ours"] = partial(shown, html=lambda: render_to_string("500.html"))
    places["closed for a while"] = partial(
        shown, html=lambda: maintenance.drawn(translation.get_language(), "Back at noon.")
    )
    return places


def is_for(role, getters, stage) -> bool:
    """`getters` as the table has them; None stands for an address that is only posted to."""
    if isinstance(getters, dict):
        return role in getters[stage["state"]]
    return getters is not None and role in getters


def at(address: str) -> Callable[[Visitor], object]:
    def go(visitor) -> None:
        visitor.page.goto(address)
        settle(visitor)

    return go


def settle(visitor) -> None:
    """The rich editor comes a moment after its page."""
    if visitor.js and visitor.page.locator("rich-editor[data-mode=rich]").count():
        visitor.page.locator("rich-editor .ProseMirror").wait_for()


SEND = """
({address, fields}) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input");
    Object.assign(input, {type: "hidden", name, value});
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}
"""


def send(visitor, *, address: str, fields: dict, token: str | None = None) -> None:
    """A form that nobody would draw so, from one of our own pages."""
    visitor.page.goto(f"{reverse('consent')}")
    if token is None:
        token = visitor.page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    fields = {"csrfmiddlewaretoken": token, **fields}
    with visitor.page.expect_navigation():
        visitor.page.evaluate(SEND, {"address": address, "fields": fields})
    settle(visitor)


def shown(visitor, *, html: Callable[[], str]) -> None:
    """A page that nobody can ask for."""
    with translation.override(visitor.language or "en"):
        body = html()
    visitor.page.route(
        "**/not-asked-for", lambda route: route.fulfill(body=body, content_type="text/html")
    )
    visitor.page.goto("/not-asked-for")
