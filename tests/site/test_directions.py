"""Whatever people wrote says its own language and direction, in pages of any language."""

import re
from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.urls import reverse

from core import audit
from core.models import SiteSettings
from moderation.models import Report
from reviews.models import Review
from stories.models import Series
from tests.cast import publish_story, write_story
from tests.conftest import ROOT
from tests.site.speaking import VOID

LATIN, ARABIC = "Saltmarch 12!", "بيت الملح 12!"
# A story, the pages' language, and what it says.
PAIRS = {
    "ar": ("en", ARABIC),
    "en": ("ar", LATIN),
    "he": ("ar", "בית 12!"),
    "ja": ("ar", "塩の家12!"),
}
DIRECTIONS = {"ar": "rtl", "he": "rtl", "en": "ltr", "ja": "ltr"}
PLAIN = {"title", "option", "textarea", "script"}  # where no element can say what it is


class Spoken(HTMLParser):
    """Every piece of text with the language and direction in which it stands."""

    def __init__(self):
        super().__init__()
        self.open: list[tuple[str, str | None, str | None]] = []
        self.pieces: list[tuple[str, str | None, str | None, list[str]]] = []

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        has = dict(attrs)
        _, language, direction = self.open[-1] if self.open else ("", None, None)
        direction = has.get("dir") or ("auto" if tag == "bdi" else direction)
        self.open.append((tag, has.get("lang") or language, direction))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        _, language, direction = self.open[-1] if self.open else ("", None, None)
        self.pieces.append((data, language, direction, [tag for tag, *_rest in self.open]))


def said(page: str, words: str):
    """(language, direction) of each place where these words stand."""
    reader = Spoken()
    reader.feed(page)
    return [
        (language, direction)
        for text, language, direction, inside in reader.pieces
        if words in text and not PLAIN & set(inside)
    ]


@pytest.fixture(params=PAIRS)
def shelf(request, alice, bob):
    """alice's stories in one language, where the pages speak another."""
    language, (pages, words) = request.param, PAIRS[request.param]
    SiteSettings.objects.update_or_create(pk=1, defaults={"language": pages})
    story = write_story(
        alice, words, texts=[f"<p>{words}</p>", f"<p>{words}</p>"], language=language,
        summary=f"<p>{words}</p>", notes=f"<p>{words}</p>", au_premise=f"<p>{words}</p>",
    )  # fmt: skip
    story.chapters.update(title=words)
    story.freeforms.set([words])
    story.characters.set([words], main=[words])
    story.publish(by=alice)
    fields = {"language": language, "summary": f"<p>{words}</p>"}
    draft = write_story(alice, words, **fields)
    thrown_away = write_story(alice, words, **fields)
    thrown_away.move_to_bin()
    gated = publish_story(alice, words, rating="mature", **fields)
    series = Series.objects.create(title=words, summary=f"<p>{words}</p>")
    series.pen_names.add(alice.pen_name)
    series.add(story)
    review = Review.post(story=story, pen_name=bob.pen_name, html=f"<p>{words}</p>")
    Review.post(story=story, guest_name=words, html=f"<p>{words}</p>", held_for="author")
    return {
        "language": language, "words": words, "story": story, "draft": draft, "gated": gated,
        "series": series, "review": review, "tag": story.freeforms.get(),
    }  # fmt: skip


def pages_of(shelf) -> list[str]:
    story, chapter = shelf["story"], shelf["story"].chapters.first()
    work = f"/works/{story.pk}"
    return [
        "/", "/works", work, f"{work}?view_full_work=true", f"{work}/navigate", f"{work}/reviews",
        f"{work}/chapters/{chapter.pk}", shelf["tag"].get_absolute_url(),
        f"/works/{shelf['gated'].pk}", story.bylines.get().pen_name.get_absolute_url(),
        shelf["series"].get_absolute_url(), reverse("review_new", args=[story.pk]),
        reverse("report_story", args=[story.pk]), reverse("review", args=[shelf["review"].pk]),
    ]  # fmt: skip


def own_pages_of(shelf) -> list[str]:
    story, chapter = shelf["story"], shelf["story"].chapters.first()
    names = ("story_edit", "story_bin", "chapters", "chapter_new", "navigate")
    return [
        "/desk", reverse("bin"), shelf["draft"].get_absolute_url(),
        *(reverse(name, args=[story.pk]) for name in names),
        reverse("chapter_edit", args=[story.pk, chapter.pk]),
        reverse("chapter_bin", args=[story.pk, chapter.pk]),
    ]  # fmt: skip


def is_told(shelf, language, direction) -> bool:
    """Its own language and direction; or, where nobody knows the language (a name, a review, the
    title of a series), at least a direction of its own."""
    is_its_own = language == shelf["language"] and direction == DIRECTIONS[shelf["language"]]
    return is_its_own or direction == "auto"


def untold(client, shelf, addresses) -> list:
    found = []
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        found += [
            (address, *place)
            for place in said(response.text, shelf["words"])
            if not is_told(shelf, *place)
        ]
    return found


def test_on_readers_pages(client, shelf):
    assert untold(client, shelf, pages_of(shelf)) == []


def test_on_its_authors_pages(client, alice, shelf):
    client.force_login(alice)
    assert untold(client, shelf, [*pages_of(shelf)[:6], *own_pages_of(shelf)]) == []


def test_in_the_admin(client, admin_user_of_tests, shelf):
    Report.objects.create(story=shelf["story"], reason="spam", text=shelf["words"])
    audit.record("settings.change", by=None, about=shelf["story"], reason=shelf["words"])
    client.force_login(admin_user_of_tests)
    addresses = [reverse("admin:index")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        if model._meta.app_label in ("moderation", "stories", "reviews", "tags"):
            addresses.append(reverse(f"{name}_changelist"))
    assert untold(client, shelf, addresses) == []


@pytest.fixture
def admin_user_of_tests(admin):
    return admin


def test_a_title_is_in_its_own_language_on_card_page_and_contents(client, shelf):
    """Not only of some direction: the speaking voice needs to know."""
    told = (shelf["language"], DIRECTIONS[shelf["language"]])
    for address in ("/works", shelf["story"].get_absolute_url()):
        assert told in said(client.get(address).text, shelf["words"])


PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)*"
    r"|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "static/css").glob("*.css")), ids=lambda one: one.name
)
def test_style_sheets_know_no_left_and_right(path):
    """Only beginning and end: so a page turns round with its language."""
    css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    assert [match.group() for match in PHYSICAL.finditer(css)] == []
