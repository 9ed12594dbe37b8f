"""alice writes, bob reads, charlie must not, mod moderates, admin administers.

Their pen names share no word with their accounts, so that a leak of one shows.
"""

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches

from accounts.models import MODERATORS, TAG_EDITORS, PenName, User
from archive.setup import emptiness
from core import site
from stories.models import Series, Story

PASSWORD = "ficwright-demo"
SECRET = "Zanzibarquartz"  # stands in the title of every story that must not leak

PEN_NAMES = {
    "alice": "Maud Thornapple",
    "bob": "Otterburn",
    "charlie": "gooseberry fool",
    "dana": "Second Violin",
    "mod": "Night Porter",
    "editor": "Label Maker",
    "admin": "The Caretaker",
}


@pytest.fixture(autouse=True)
def nothing_kept_from_the_test_before():
    site.forget()
    caches["pages"].clear()
    emptiness.remember(is_founded=True)  # a database without accounts is no empty archive here


def person(name: str, *, pen_name: str = "", **fields) -> User:
    user = User.objects.create_user(name, password=PASSWORD, **fields)
    PenName.objects.create(user=user, name=pen_name or PEN_NAMES[name])
    return user


@pytest.fixture
def alice(db):
    return person("alice")


@pytest.fixture
def bob(db):
    return person("bob")


@pytest.fixture
def charlie(db):
    return person("charlie")


@pytest.fixture
def dana(db):
    """A co-author of alice's."""
    return person("dana")


@pytest.fixture
def mod(db):
    user = person("mod", is_staff=True)
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


@pytest.fixture
def editor(db):
    user = person("editor", is_staff=True)
    user.groups.add(Group.objects.get(name=TAG_EDITORS))
    return user


@pytest.fixture
def admin(db):
    return person("admin", is_staff=True, is_superuser=True)


def sign_in(client, user: User) -> None:
    """Through the door, as a person does; `client.force_login` climbs in by the window."""
    answer = client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert answer.status_code == 302


def write_story(author: User, title="The Lamplighter", *, texts=("<p>It rained.</p>",), **fields):
    """A draft of `author` with a chapter for each text."""
    fields = {"rating": "general", "summary": "<p>Two people talk.</p>", **fields}
    story = Story.begin(pen_names=[author.pen_name], title=title, **fields)
    story.describe(
        {},
        {
            "fandoms": (["The Ninth Harbour"], []),
            "warnings": (["None of these warnings apply"], []),
        },
    )
    for number, text in enumerate(texts, start=1):
        story.add_chapter(title=f"Part {number}" if len(texts) > 1 else "", html=text)
    return story


def publish_story(author: User, *args, **fields):
    story = write_story(author, *args, **fields)
    story.publish(by=author)
    return story


def chapter_of(story):
    """Its first, which knows the story that it was asked from."""
    chapter = story.chapters.in_place().first()
    chapter.story = story
    return chapter


@pytest.fixture
def story(alice):
    return publish_story(alice)


@pytest.fixture
def draft(alice):
    return write_story(alice, f"{SECRET} draft")


@pytest.fixture
def long_story(alice):
    return publish_story(
        alice, "The Long Way", texts=["<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>"]
    )


@pytest.fixture
def mature_story(alice):
    return publish_story(alice, "After Dark", rating="mature")


@pytest.fixture
def members_story(alice):
    return publish_story(alice, f"{SECRET} for members", visibility="members")


@pytest.fixture
def hidden_story(alice):
    story = publish_story(alice, f"{SECRET} hidden")
    story.hide("Spam")
    return story


@pytest.fixture
def series(alice, story, draft):
    series = Series.objects.create(title="Harbour Papers", summary="<p>In order.</p>")
    series.pen_names.add(alice.pen_name)
    series.add(draft)
    series.add(story)
    return series
