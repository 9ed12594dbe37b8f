"""Names are suggested while they are typed, and the text field stays one."""

from playwright.sync_api import expect

from tags.models import Tag, TagCount

COUNTED = {"Slow burn": 900, "Slow dancing": 40, "Rain, at last": 12, "قصة حب": 7, "雨の夜": 3}


def test_names_are_suggested_to_keys_and_hands(visit, alice, story):
    for name, number in COUNTED.items():
        tag = Tag.objects.named("freeform", [name])[0]
        TagCount.objects.create(tag=tag, kind="freeform", stories=number, public=number)
    visitor = visit(person=alice)
    visitor.page.goto(f"/works/{story.pk}/edit")
    by_keys(visitor)
    among_what_stands_above(visitor.page)
    in_other_scripts(visitor.page)


def test_what_is_kept_out_is_suggested_as_it_is_named(visit, story):
    [tag] = Tag.objects.named("freeform", ["Slow burn"])
    TagCount.objects.create(tag=tag, kind="freeform", stories=9, public=9)
    page = visit().page
    page.goto("/exclusions")
    box, options = combobox(page, "Its name, or the words")
    box.press_sequentially("slow", delay=20)
    expect(options).to_have_text(["Slow burn 9 stories"])
    page.get_by_label("A word or a phrase").check()
    box.fill("slow")
    page.wait_for_timeout(500)
    expect(options.first).to_be_hidden()  # of words nothing is
    page.get_by_label("A pen name").check()
    box.fill("mau")
    expect(options).to_have_text(["Maud Thornapple 1 story"])
    box.press("ArrowDown")
    box.press("Enter")
    page.get_by_role("button", name="Never show me this").click()
    expect(page.get_by_text("stay out of your lists now")).to_be_visible()


def by_keys(visitor):
    box, options = combobox(visitor.page, "Other tags")
    box.press_sequentially("slow", delay=20)
    expect(options).to_have_text(["Slow burn 900 stories", "Slow dancing 40 stories"])
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(visitor.page.get_by_text("2 suggestions.")).to_be_attached()
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id"))
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert visitor.axe(only=["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]) == []
    assert options.first.bounding_box()["height"] >= 44
    box.press("Enter")  # chooses, and sends no form
    expect(box).to_have_value("Slow dancing, ")
    expect(box).to_have_attribute("aria-expanded", "false")

    box.press_sequentially("rain", delay=20)
    options.first.click()
    expect(box).to_be_focused()
    expect(box).to_have_value('Slow dancing, "Rain, at last", ')

    box.press_sequentially("slow", delay=20)
    expect(options).to_have_text(["Slow burn 900 stories"])  # the other one is there
    box.press("Escape")
    expect(options.first).to_be_hidden()
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("ArrowUp")
    box.press("Tab")  # chooses, and goes on
    expect(box).to_have_value('Slow dancing, "Rain, at last", Slow burn')
    expect(box).not_to_be_focused()


def among_what_stands_above(page):
    page.get_by_label("Relationships").fill("Maud/Otter, A & B")
    page.get_by_label("Characters").fill("Maud")
    heart, options = combobox(page, "The heart of it")
    heart.click()
    expect(options).to_have_text(["Maud/Otter", "A & B", "Maud"])
    options.last.click()
    expect(heart).to_have_value("Maud, ")
    heart.press("ArrowDown")
    expect(options).to_have_text(["Maud/Otter", "A & B"])


def in_other_scripts(page):
    box, options = combobox(page, "Other tags")
    box.fill("قصة")
    expect(options).to_have_text(["قصة حب 7 stories"])
    box.fill("夜")
    expect(options).to_have_text(["雨の夜 3 stories"])


def combobox(page, name):
    box = page.get_by_role("combobox", name=name)
    return box, box.locator("xpath=..").get_by_role("option")
