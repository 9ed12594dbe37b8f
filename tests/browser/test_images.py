"""A picture, from an author's computer into a story, without JavaScript, and as it is read."""

from playwright.sync_api import expect

from stories.models import StoryImage
from tests.cast import write_story
from tests.stories.pictures import ALT, drawn, picture, shown

FILE = {
    "name": "ferry.jpg",
    "mimeType": "image/jpeg",
    "buffer": drawn(1200, 800, kind="JPEG", colour="#0f5b5e"),
}
LOADED = "image => image.complete && image.naturalWidth > 0"


def test_without_javascript_a_picture_comes_into_a_text_and_on_the_cover(
    visit, transactional_db, alice, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    story = write_story(alice)
    visitor = visit(person=alice, js=False, size="phone")
    page = visitor.page
    page.goto(f"/works/{story.pk}/images")
    page.locator("[name=file]").set_input_files({**FILE, "buffer": b"no picture"})
    page.get_by_label("What it shows").fill(ALT)
    page.get_by_role("button", name="Bring it").click()
    expect(page.get_by_text("not a picture that we can read").first).to_be_visible()
    expect(page.get_by_label("What it shows")).to_have_value(ALT)

    page.locator("[name=file]").set_input_files(FILE)
    page.get_by_role("button", name="Bring it").click()
    expect(page.get_by_role("img", name=ALT)).to_be_visible()
    page.get_by_role("button", name="Use as cover").click()
    page.get_by_role("link", name="Put it into a text").click()
    page.get_by_role("button", name="Put it there").click()
    page.goto(story.get_absolute_url())
    drawings = page.get_by_role("img", name=ALT)
    expect(drawings).to_have_count(2)
    for place in range(2):
        drawings.nth(place).scroll_into_view_if_needed()
        page.wait_for_timeout(100)
        assert drawings.nth(place).bounding_box()["width"] <= 320
    assert not visitor.scrolls_sideways()


def test_a_reader_fetches_the_width_that_her_screen_needs(
    visit, transactional_db, alice, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    story = write_story(alice)
    image = picture(story)
    story.chapters.get().write(html=f"{shown(image)}<p>It rained.</p>")
    story.publish(by=alice)
    image.become_cover()
    fetched = []
    for size in ("phone", "desktop"):
        visitor = visit(size=size)
        visitor.page.goto(story.get_absolute_url())
        for place in visitor.page.get_by_role("img", name=ALT).all():
            place.scroll_into_view_if_needed()
            visitor.page.wait_for_function(LOADED, arg=place.element_handle())
        fetched.append({one.rpartition("w=")[2] for one in visitor.requests if "/images/" in one})
        assert visitor.axe() == []
    assert fetched == [{"480"}, {"480", "960"}]
    assert StoryImage.objects.get() == image
