"""Each kind of document goes the whole way in a real browser: brought, read, looked through,
published, read. With and without JavaScript."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from intake.models import Source
from tests.conftest import SAMPLES
from tests.intake.test_collection import COLLECTION
from tests.working import work_off

NOTHING_LOST = "Nothing was left out."


@dataclass(frozen=True)
class Document:
    """A file, what its readers find, and what its author has to say beside it. `kept_back` stands
    in the file, and never on a page of a reader's."""

    path: Path
    title: str
    beginning: str
    end: str
    said: tuple[str, ...] = ()
    waits: bool = False
    asks: bool = True
    kept_back: str = ""


DOCUMENTS = {
    "plain text": Document(
        SAMPLES / "nobody-in-the-attic.txt",
        "Nobody in the Attic",
        "The clock on the landing struck two",
        "So Jane took the poker.",
        said=("There is a noise on the third storey.", "For Kit, who printed the last one"),
    ),
    "Word": Document(
        COLLECTION / "office" / "word-headings.docx",
        "The Weight of Rain",
        "She said nothing for a while.",
        "the dog that had slept on the quay got up and walked away.",
        said=("It never stops.", "The Lamp", "The Boat"),
        waits=True,
        kept_back="Ann Other",
    ),
    "a download from AO3": Document(
        COLLECTION / "downloads" / "ao3-everything.html",
        "Some Small Repairs",
        "The clock stopped.",
        "The clock went on.",
        said=(
            "A clockmaker takes in a lodger.",
            "Found on an old disk.",
            "Thank you for reading.",
            "Mind the stairs.",
            "Written with Second Violin",
            "Inspired by Harbour Lights by Quill",
            "Clockwork, and Other Tales",
        ),
        asks=False,
        kept_back="Large Repairs by Hammer",
    ),
}


# Without JavaScript the main job goes the same way (tests/browser/test_main_job.py).
WAYS = [
    pytest.param(True, id="with JavaScript"),
    pytest.param(False, id="without JavaScript", marks=pytest.mark.deep),
]


@pytest.fixture(params=DOCUMENTS.values(), ids=DOCUMENTS.keys())
def document(request) -> Document:
    return request.param


@pytest.mark.parametrize("js", WAYS)
def test_every_document_goes_the_whole_way(visit, alice, document, js):
    page = visit(js=js, person=alice).page
    brings(page, document)
    expect(page.locator(".verdict")).to_contain_text(NOTHING_LOST)
    if document.asks:
        answers(page)
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url("**/works/*")
    assert page.url.endswith(Source.objects.get().story.get_absolute_url())

    guest = visit(js=js).page
    guest.goto(page.url + "?view_full_work=true")
    expect(guest.locator("h1")).to_have_text(document.title)
    story = guest.locator("main")
    for words in (document.beginning, document.end, *document.said):
        expect(story).to_contain_text(words)
    if document.kept_back:
        expect(story).not_to_contain_text(document.kept_back)


def brings(page, document: Document) -> None:
    page.goto("/write")
    page.get_by_label("Or choose a file").set_input_files(document.path)
    page.get_by_role("button", name="Look it through").click()
    page.wait_for_url("**/write/*")
    if document.waits:
        expect(page.locator("#being-read .waiting")).to_be_visible()
        work_off()  # the page goes on by itself


def answers(page) -> None:
    page.get_by_label("Fandom").first.fill("A Fandom of Mine")
    page.get_by_label("Teen and up").check()
    page.get_by_label("None of these warnings apply").check()


def test_what_is_folded_opens_by_keyboard_alone(visit, alice):
    document = DOCUMENTS["a download from AO3"]
    page = visit(person=alice).page
    brings(page, document)
    for fold, inside in {
        "Found in your file": "Written with: Second Violin",
        "Kept for you alone": "Collections: Small Things 2026",
    }.items():
        box = page.get_by_label(inside)
        expect(box).to_be_hidden()
        page.locator("summary", has_text=fold).focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(box).to_be_visible()
        box.focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Publish", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/works/*")
    expect(page.locator("main")).not_to_contain_text("Written with Second Violin")
    expect(page.locator("main")).to_contain_text("Inspired by Harbour Lights")
    expect(page.locator(".messages")).to_contain_text("Nobody was told.")


@pytest.mark.parametrize("js", WAYS)
def test_a_newer_document_is_looked_at_taken_and_taken_once(visit, alice, tmp_path, js):
    document = DOCUMENTS["a download from AO3"]
    page = visit(js=js, person=alice).page
    brings(page, document)
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url("**/works/*")
    story = page.url

    newer = tmp_path / "newer.html"
    newer.write_text(document.path.read_text().replace("The clock went on.", "The clock ran on."))
    page.goto(story + "/newer")
    page.get_by_label("Or choose a file").set_input_files(newer)
    page.get_by_role("button", name="Look it through").click()
    page.wait_for_url("**/update")
    difference = page.url

    page.goto("/write")  # leaving, and coming back
    page.get_by_role("link", name="newer.html").click()
    page.wait_for_url("**/update")
    expect(page.locator("main del")).to_have_text("went")
    expect(page.locator("main ins")).to_have_text("ran")
    page.get_by_role("button", name="Bring it up to date").click()
    page.wait_for_url(story)
    page.goto(story + "?view_full_work=true")
    expect(page.locator("main")).to_contain_text("The clock ran on.")
    page.goto(difference)
    expect(page.locator("main")).to_contain_text("Nothing would change")
