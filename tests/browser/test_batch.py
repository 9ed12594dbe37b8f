"""Twenty files at once, of every kind, in a real browser: chosen, read, set, published, found."""

import re

import pytest
from playwright.sync_api import expect

from intake.batches.table import Table
from intake.models import Batch
from stories.models import Story
from tests.intake.batches import NONE, story_of, work, zip_of
from tests.intake.test_collection import COLLECTION
from tests.working import work_off

FILES = 20
SUFFIXES = (".docx", ".odt", ".rtf", ".epub", ".fb2", ".md", ".html")
TYPES = {".html": "text/html", ".txt": "text/plain"}
BY_THE_WORKER = 120_000  # milliseconds


def mixed_files() -> dict[str, bytes]:
    """One or two of each format of the collection, a zip of two, a story in three parts; the rest
    are texts."""
    found = {}
    for suffix in SUFFIXES:
        for path in sorted(COLLECTION.glob(f"*/*{suffix}"))[:2]:
            if "refusal" not in path.with_suffix(".toml").read_text():
                found[f"{path.parent.name}-{path.name}"] = path.read_bytes()
    for part in (1, 2, 3):
        found[f"storm-{part}of3.txt"] = story_of(f"Storm ({part}/3)", body=f"Day {part} was loud.")
    found["two.zip"] = zip_of({"a/fog.txt": story_of("Fog"), "a/mist.txt": story_of("Mist")})
    for number in range(FILES - len(found)):
        found[f"tale {number}.txt"] = story_of(f"Tale {number}")
    return found


@pytest.mark.parametrize(
    "js",
    [
        pytest.param(True, id="with JavaScript"),
        pytest.param(False, id="without JavaScript", marks=pytest.mark.deep),
    ],
)
def test_twenty_files_go_the_whole_way(visit, alice, js):
    visitor = visit(js=js, person=alice)
    page, files = visitor.page, mixed_files()
    assert len(files) == FILES
    page.goto("/write")
    chosen = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        for name, data in files.items()
    ]
    page.get_by_label("Or choose a file").set_input_files(chosen)
    page.get_by_role("button", name="Look it through").click()
    page.wait_for_url("**/write/batch/*")
    table_url = page.url
    expect(page.locator("#progress")).to_contain_text(re.compile("reading|unpacking"))

    page.goto("/desk")  # leaving, and coming back; the page does not ask while a worker is here
    work_off()
    page.get_by_role("link", name=re.compile("files brought at once")).click()
    expect(page.locator("#progress")).to_contain_text("We have read your files.")
    storm = page.get_by_role("row", name=re.compile("Storm"))
    expect(storm).to_contain_text("3 parts")

    say_the_same_of_all(page)
    expect(page.locator("main")).to_contain_text("complete")
    with page.expect_navigation():
        page.get_by_role("button", name="Publish all that are complete").click()
    expect(page.locator("#progress")).to_contain_text("We are keeping your stories.")
    work()
    # By itself: the page asks again and again, with JavaScript or without.
    expect(page.locator("#progress")).to_contain_text(
        re.compile("All of it is kept|We have read"), timeout=BY_THE_WORKER
    )
    published = Story.objects.exclude(published_at=None)
    states = [line.state for line in Table(Batch.objects.get(), alice).lines]
    assert len(states) == FILES - 2 + 1  # three parts are one, a zip is two
    assert {*states} <= {"out", "known"}  # the collection has some stories in several formats
    assert states.count("out") == published.count() == Story.objects.count() >= FILES // 2
    assert set(published.values_list("announced", flat=True)) == {1}
    assert {"Storm", "Fog", "Mist"} <= {title.split(" (")[0] for title in titles(published)}

    page.goto("/works")
    expect(page.locator("main")).to_contain_text("Tale 0")
    page.goto(table_url)
    expect(page.get_by_role("row", name=re.compile("Fog"))).to_contain_text("published")


def titles(stories) -> list[str]:
    return list(stories.values_list("title", flat=True))


def say_the_same_of_all(page) -> None:
    fold = page.locator("details.columns")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    page.get_by_label("Fandom").fill("The Ninth Harbour")
    page.locator("select[name=rating]").select_option("general")
    page.get_by_label(NONE).check()
    with page.expect_navigation():
        page.get_by_role("button", name="Set for all").click()


@pytest.fixture
def table(visit, alice):
    """table(**looks): alice's, of three files that are read."""

    def table(**looks):
        visitor = visit(person=alice, **looks)
        visitor.page.goto("/write")
        chosen = [
            {"name": f"{title}.txt", "mimeType": "text/plain", "buffer": story_of(title)}
            for title in ("A Long Night in the Harbour", "Rain", "Snow")
        ]
        visitor.page.locator("[name=file]").set_input_files(chosen)
        visitor.page.locator("main form button.primary").click()
        visitor.page.wait_for_url("**/write/batch/*")
        work()
        visitor.page.goto(Batch.objects.get().get_absolute_url())
        return visitor

    return table


@pytest.mark.parametrize(
    ("size", "language"),
    [
        ("phone", "ar"),
        ("desktop", "en"),
        pytest.param("phone", "en", marks=pytest.mark.deep),
        pytest.param("desktop", "ar", marks=pytest.mark.deep),
    ],
)
def test_the_table_is_for_everybody(table, size, language):
    visitor = table(size=size, language=language)
    visitor.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert visitor.axe() == []
    assert not visitor.scrolls_sideways()
    assert visitor.page.get_by_role("row").count() == 4
    assert visitor.page.get_by_role("rowheader").count() == 3


def test_lines_are_joined_by_keyboard_alone(table):
    page = table().page
    for name in ("Rain", "Snow"):
        page.get_by_role("checkbox", name=name).focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="The ticked ones are one story").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    work()
    page.goto(Batch.objects.get().get_absolute_url())
    expect(page.get_by_role("row", name="Rain")).to_contain_text("2 parts")
