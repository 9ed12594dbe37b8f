"""The main job, in a real browser: a raw document becomes a story that is read word for word,
reviewed, answered, hidden by a moderator and restored. With and without JavaScript."""

import pytest
from playwright.sync_api import expect

from core.words import words
from intake.models import Source
from tests.conftest import SAMPLES, SEEDS

HEADER = 5  # lines: title, two notes, summary, dedication; the body begins right under them
GUESTS_HASTE = 3_500  # milliseconds: nobody writes a review in less
DECISIONS, PAGES = 5, 2


OF_THE_SEED = (
    pytest.mark.seed,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed is not here"),
)
DOCUMENTS = ["sample", pytest.param("seed", marks=OF_THE_SEED)]
JOBS = [
    pytest.param("sample", True, id="sample-with JavaScript"),
    pytest.param("sample", False, id="sample-without JavaScript"),
    *(
        pytest.param("seed", js, id=f"seed-{name}", marks=(*OF_THE_SEED, pytest.mark.deep))
        for js, name in ((True, "with JavaScript"), (False, "without JavaScript"))
    ),
]


@pytest.fixture(params=DOCUMENTS)
def document(request) -> bytes:
    """The nastiest of the samples, which has the seed's shape, and the seed."""
    if request.param == "seed":
        return next(SEEDS.glob("*.txt")).read_bytes()
    return (SAMPLES / "nobody-in-the-attic.txt").read_bytes()


@pytest.mark.parametrize(("document", "js"), JOBS, indirect=["document"])
def test_the_main_job(visit, mod, document, js):
    author = Author(visit(js=js).page)
    author.brings(document)
    author.decides()
    author.signs_up()
    address = author.publishes()
    assert len(author.decisions) <= DECISIONS
    assert len(author.pages) <= PAGES

    guest = visit(js=js).page
    guest.goto(address)
    assert words(guest.locator("#chapters .userstuff").inner_text()) == body_of(document)
    expect(guest.locator("h1")).to_have_text(document.decode().split("\n")[0].strip())

    reviews(guest)
    guest.goto(address)
    expect(guest.locator("#reviews")).not_to_contain_text("I laughed aloud")
    author.shows_the_review_and_answers(address)
    guest.goto(address)
    expect(guest.locator("#reviews")).to_contain_text("I laughed aloud <at the bats>.")
    expect(guest.locator("#reviews .by-author")).to_contain_text("There is more to come.")

    moderator = visit(js=js, person=mod).page
    decides(moderator, address, "hide", reason="A test of the moderators’ tools")
    assert guest.goto(address).status == 404
    decides(moderator, address, "restore", reason="It was only a test")
    assert guest.goto(address).status == 200


def test_a_pasted_text_is_what_was_typed(visit, document):
    page = visit().page
    page.goto("/write")
    page.get_by_label("Paste your story").fill(document.decode())
    page.get_by_role("button", name="Look it through").click()
    page.wait_for_url("**/write/*")
    kept = Source.objects.get().data().decode()
    assert kept.replace("\r\n", "\n") == document.decode().replace("\r\n", "\n")
    expect(page.locator(".verdict")).to_contain_text("Nothing was left out.")


def test_add_all_ticks_every_suggestion(visit, document):
    page = visit().page
    Author(page).brings(document)
    boxes = page.locator("[name=suggested]")
    page.get_by_label("Add all of these").check()
    assert all(box.is_checked() for box in boxes.all())
    boxes.first.uncheck()
    expect(page.get_by_label("Add all of these")).not_to_be_checked()


@pytest.mark.parametrize(
    ("size", "dark"),
    [
        ("phone", True),
        ("desktop", False),
        pytest.param("phone", False, marks=pytest.mark.deep),
        pytest.param("desktop", True, marks=pytest.mark.deep),
    ],
)
def test_the_check_page_is_for_everybody(visit, document, size, dark):
    visitor = visit(size=size, dark=dark)
    Author(visitor.page).brings(document)
    visitor.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()


class Author:
    """Somebody without an account, who brings a text. Every control that she must touch for her
    story is counted; what she does for her account is not a decision about the story."""

    def __init__(self, page):
        self.page = page
        self.decisions: list[str] = []
        self.pages: set[str] = set()

    def brings(self, document: bytes) -> None:
        self.page.goto("/write")
        self.pages.add(self.page.url)
        file = {"name": "story.txt", "mimeType": "text/plain", "buffer": document}
        self.page.get_by_label("Or choose a file").set_input_files(file)
        self.page.get_by_role("button", name="Look it through").click()
        self.page.wait_for_url("**/write/*")

    def decides(self) -> None:
        self.touch("fandom", lambda: self.page.get_by_label("Fandom").fill("A Fandom of Mine"))
        self.touch("rating", self.page.get_by_label("Teen and up").check)
        self.touch("warnings", self.page.get_by_label("None of these warnings apply").check)
        self.touch("add all", self.page.get_by_label("Add all of these").check)

    def signs_up(self) -> None:
        self.page.get_by_role("button", name="Sign up to publish").click()
        self.page.locator("[name=username]").fill("quill")
        self.page.locator("[name=pen_name]").fill("Hobbledehoy")
        self.page.locator("[name=password1]").fill("a-long-pass-phrase")
        self.page.locator("main form [type=submit]").first.click()
        self.page.wait_for_url("**/write/*")

    def publishes(self) -> str:
        publish = self.page.get_by_role("button", name="Publish", exact=True)
        self.touch("publish", publish.click)
        self.page.wait_for_url("**/works/*")
        return self.page.url

    def touch(self, name: str, action) -> None:
        self.decisions.append(name)
        self.pages.add(self.page.url)
        action()

    def shows_the_review_and_answers(self, address: str) -> None:
        self.page.goto(address)
        self.page.locator("#reviews").get_by_role("link", name="Show it").click()
        self.page.locator("main form button.primary").click()
        self.page.goto(address)
        self.page.locator("#reviews").get_by_role("link", name="Answer").click()
        self.page.get_by_label("Your words").fill("There is more to come.")
        self.page.get_by_role("button", name="Send").click()
        expect(self.page.locator(".by-author")).to_contain_text("There is more to come.")


def body_of(document: bytes) -> list[str]:
    return words("\n".join(document.decode().split("\n")[HEADER:]))


def reviews(page) -> None:
    page.get_by_role("link", name="Write a review").click()
    page.get_by_label("Your words").fill("I laughed aloud <at the bats>.\n\nThank you.")
    page.get_by_label("Your name").fill("Tove")
    page.wait_for_timeout(GUESTS_HASTE)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("main")).to_contain_text("waits for the author")


def decides(page, address: str, action: str, *, reason: str) -> None:
    number = address.split("/works/")[1].split("/")[0]
    page.goto("/admin/stories/story/")
    page.locator(f"input[name=_selected_action][value='{number}']").check()
    page.locator("select[name=action]").select_option(action)
    page.locator("button[name=index]").first.click()
    page.locator("[name=reason]").fill(reason)
    page.locator("form:has([name=reason]) [type=submit]").click()
    page.wait_for_url("**/admin/stories/story/**")
