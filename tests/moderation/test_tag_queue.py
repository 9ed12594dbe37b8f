"""The queue of new tags: what waits in it, what it proposes, and what one press does."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from moderation import new_tags
from stories.models import Story
from tags.models import Belonging, Tag, TagCount
from tests.cast import SECRET, publish_story, write_story

pytestmark = pytest.mark.django_db

QUEUE = reverse("admin:tags_tag_queue")


@pytest.fixture(autouse=True)
def signed_in(client, editor):
    client.force_login(editor)


def tagged(story, **tags) -> Story:
    for field, names in tags.items():
        getattr(story, field).add(*names)
    story.refresh_listing()
    TagCount.add_up()
    return story


def tag(name: str) -> Tag:
    return Tag.objects.get(name=name)


def official(kind: str, name: str) -> Tag:
    return Tag.objects.official_name(kind, name)


def queue(client, **asked) -> str:
    return client.get(QUEUE, asked).text.split("<main")[-1]


def press(client, do: str, address=QUEUE, **data):
    return client.post(address, {"do": do, **data}, follow=True)


def undo(client, page):
    """The button of the message."""
    message = page.text.split('class="messagelist"')[1]
    batch = message.split('name="batch" value="')[1].split('"')[0]
    return client.post(reverse("admin:tags_tagedit_undo"), {"batch": batch}, follow=True)


# What waits


def test_what_authors_coin_waits_the_most_used_first(client, alice, story):
    tagged(publish_story(alice, "Another"), freeforms=["Tea"])
    tagged(story, freeforms=["Lamps", "Tea"])
    page = queue(client, kind="freeform")
    assert page.index("Tea") < page.index("Lamps")
    assert "2 stories" in page and "1 story" in page
    assert "The Lamplighter" in page and "The Ninth Harbour" in page


@pytest.mark.parametrize("state", ["draft", "hidden", "bin", "taken back"])
def test_a_tag_of_what_is_not_published_is_nobodys_business(client, admin, alice, story, state):
    secret = write_story(alice, f"{SECRET} one")
    if state != "draft":
        secret.publish(by=alice)
    tagged(secret, freeforms=[f"{SECRET} tag", "Tea"])
    tagged(story, freeforms=["Tea"])
    {
        "draft": lambda: None,
        "hidden": lambda: secret.hide("Spam"),
        "bin": secret.move_to_bin,
        "taken back": secret.unpublish,
    }[state]()
    for add_up in (lambda: None, TagCount.add_up):  # also while the counts are a minute old
        add_up()
        for user in (admin, None):
            if user:
                client.force_login(user)
            page = queue(client, kind="freeform")
            assert "Tea" in page
            assert SECRET not in page
            assert SECRET not in queue(client, kind="freeform", fandom="The Ninth Harbour")


def test_an_editors_own_draft_is_no_exception(client, editor):
    tagged(write_story(editor, f"{SECRET} own"), freeforms=["Tea"])
    assert "Tea" not in queue(client, kind="freeform")


def test_stories_for_members_count(client, members_story):
    tagged(members_story, freeforms=["Tea"])
    assert "Tea" in queue(client, kind="freeform")


def test_what_was_decided_about_waits_no_longer(client, story):
    tagged(story, freeforms=["Tea", "Green tea", "Lamps", "Rain"])
    official("freeform", "Tea")
    Tag.objects.filter(name="Green tea").update(synonym_of=tag("Tea"))
    Tag.objects.filter(name="Lamps").update(looked_at=timezone.now())
    assert [row.tag.name for row in shown("freeform", client)] == ["Rain"]


def shown(kind, client) -> list[new_tags.NewTag]:
    return client.get(QUEUE, {"kind": kind}).context["rows"]


def test_a_character_that_only_relationships_name_waits_too(client, story):
    tagged(story, relationships=["Mina/Lucy"])
    mina, _new = Tag.objects.get_or_create(kind="character", name="Mina")
    tag("Mina/Lucy").characters.add(mina)
    story.refresh_listing()
    TagCount.add_up()
    assert "Mina" in [row.tag.name for row in shown("character", client)]


def test_each_kind_has_its_own_number(client, story):
    tagged(story, freeforms=["Tea", "Lamps"], characters=["Mina"])
    kinds = {tab["name"]: tab["number"] for tab in client.get(QUEUE).context["kinds"]}
    assert kinds == {"fandom": 1, "character": 1, "other tag": 2}


def test_the_queue_of_one_fandom_is_what_its_stories_bear(client, alice, story):
    elsewhere = publish_story(alice, "Elsewhere")
    elsewhere.fandoms.set(["Saltmarch"])
    tagged(elsewhere, freeforms=["Marsh"])
    tagged(story, freeforms=["Lamps"])
    page = queue(client, kind="freeform", fandom="the ninth HARBOUR")
    assert "Lamps" in page and "Marsh" not in page
    page = queue(client, kind="freeform", fandom="Ninth Harbor")
    assert "Do you mean “The Ninth Harbour”?" in page


def test_further_tags_follow_and_none_comes_twice(client, alice, story):
    names = {f"Tag {number}" for number in range(new_tags.PAGE * 2 + 3)}
    tagged(story, freeforms=sorted(names))
    tagged(publish_story(alice, "Another"), freeforms=["Tag 7", "Tag 30"])
    for fandom in ("", "The Ninth Harbour"):
        seen, address = [], f"{QUEUE}?kind=freeform&fandom={fandom}"
        while address:
            context = client.get(address).context
            seen += [row.tag.name for row in context["rows"]]
            address = context["further"]
        assert len(seen) == len(names)
        assert set(seen) == names
        assert set(seen[:2]) == {"Tag 7", "Tag 30"}


def test_any_address_is_a_page(client, story):
    huge = "9" * 40
    for query in ("kind=nonsense", "after=1", "after=x-y", f"after={huge}-1", f"fandom={huge * 9}"):
        assert client.get(f"{QUEUE}?{query}").status_code == 200, query


# What it proposes


def test_official_names_that_look_alike_are_proposed_those_of_the_fandom_first(client, story):
    elsewhere, here = (official("character", f"Mina Murray{end}") for end in ("", "-Harker"))
    Belonging.objects.create(tag=here, fandom=tag("The Ninth Harbour"))
    tagged(story, characters=["Mina Muray"])
    (row,) = shown("character", client)
    assert row.matches == [here, elsewhere]


def test_another_name_that_looks_alike_proposes_its_official_name(client, story):
    mina = official("character", "Wilhelmina Murray")
    Tag.objects.create(kind="character", name="Mina Murray", synonym_of=mina)
    tagged(story, characters=["Mina Muray"])
    (row,) = shown("character", client)
    assert row.matches == [mina]


def test_other_kinds_are_not_proposed(client, story):
    official("freeform", "Mina Murray")
    tagged(story, characters=["Mina Muray"])
    (row,) = shown("character", client)
    assert row.matches == []


# What one press does


def test_one_press_makes_an_official_name_and_another_undoes_it(client, story):
    tagged(story, freeforms=["Tea"])
    page = press(client, f"official-{tag('Tea').pk}")
    assert tag("Tea").is_official
    assert "Undo" in page.text
    undo(client, page)
    assert not tag("Tea").is_official
    assert "Tea" in queue(client, kind="freeform")


def test_one_press_makes_another_name_of_what_is_proposed(client, story):
    mina = official("character", "Mina Murray")
    tagged(story, characters=["Mina Muray"])
    page = press(client, f"other-{tag('Mina Muray').pk}-{mina.pk}")
    assert tag("Mina Muray").synonym_of == mina
    undo(client, page)
    assert tag("Mina Muray").synonym_of is None
    assert "Mina Muray" in queue(client, kind="character")


def test_leaving_it_takes_it_off_the_queue_only(client, story):
    tagged(story, freeforms=["Tea"])
    page = press(client, f"leave-{tag('Tea').pk}")
    assert tag("Tea").looked_at
    assert not tag("Tea").is_official
    undo(client, page)
    assert tag("Tea").looked_at is None


def test_what_is_not_for_filtering_is_decided_about(client, story):
    tagged(story, freeforms=["asdfgh"])
    page = press(client, f"unoffered-{tag('asdfgh').pk}")
    assert not tag("asdfgh").is_filterable
    assert "asdfgh" not in queue(client, kind="freeform")
    undo(client, page)
    assert tag("asdfgh").is_filterable
    assert "asdfgh" in queue(client, kind="freeform")


def test_many_are_ticked_and_decided_about_at_once(client, story):
    tea = official("freeform", "Tea")
    tagged(story, freeforms=["Green tea", "Black tea", "Lamps"])
    ticked = [tag("Green tea").pk, tag("Black tea").pk]
    refused = press(client, "other", f"{QUEUE}?kind=freeform", tag=ticked, name="Coffee")
    assert "There is no tag “Coffee” of this kind." in refused.text
    assert 'name="name" value="Coffee"' in refused.text  # nothing that was typed or ticked is lost
    for pk in ticked:
        assert f'name="tag" value="{pk}" checked' in refused.text
    assert refused.text.count(" checked") == 2
    page = press(client, "other", tag=ticked, name="tea")
    assert set(tea.synonyms.all()) == {tag("Green tea"), tag("Black tea")}
    undo(client, page)
    assert not tea.synonyms.exists()
    press(client, "official", tag=ticked)
    assert tag("Green tea").is_official and tag("Black tea").is_official
    assert not tag("Lamps").is_official


def test_the_page_comes_back_at_the_row_below(client, story):
    tagged(story, freeforms=["Tea", "Lamps", "Rain"])
    tea, lamps, rain = (tag(name).pk for name in ("Tea", "Lamps", "Rain"))
    rows = {"row": [tea, lamps, rain]}
    answer = client.post(f"{QUEUE}?kind=freeform", {"do": f"leave-{tea}", **rows})
    assert answer.headers["Location"] == f"{QUEUE}?kind=freeform#tag-{lamps}"
    answer = client.post(f"{QUEUE}?kind=freeform", {"do": "leave", "tag": [lamps, rain], **rows})
    assert answer.headers["Location"].endswith("#first")


def test_pressed_twice_it_is_said_and_nothing_more(client, story):
    tagged(story, freeforms=["Tea"])
    press(client, f"official-{tag('Tea').pk}")
    page = press(client, f"unoffered-{tag('Tea').pk}")
    assert "Somebody has decided about 1 meanwhile" in page.text
    assert tag("Tea").is_official and tag("Tea").is_filterable


def test_nothing_is_decided_about_what_stands_on_drafts_alone(client, alice, story):
    tagged(write_story(alice), freeforms=[f"{SECRET} tag"])
    page = press(client, f"official-{tag(f'{SECRET} tag').pk}")
    assert not tag(f"{SECRET} tag").is_official
    assert SECRET not in page.text


def test_official_and_of_its_fandom_with_one_press(client, story):
    tagged(story, characters=["Mina"])
    (row,) = shown("character", client)
    press(client, f"official-{row.tag.pk}-{row.home.pk}")
    assert tag("Mina").is_official
    assert [one.name for one in tag("Mina").fandoms.all()] == ["The Ninth Harbour"]


def test_what_is_no_button_does_nothing(client, story):
    for do in ("", "burn-1", "official-x", "other-1-2-3", "official-" + "9" * 30):
        assert client.post(QUEUE, {"do": do, "tag": ["x", "1"]}).status_code == 404, do


def test_whoever_may_only_look_decides_nothing(client, mod, story):
    tagged(story, freeforms=["Tea"])
    may_look = Permission.objects.get(content_type__app_label="tags", codename="view_tag")
    mod.user_permissions.add(may_look)
    client.force_login(mod)
    page = queue(client, kind="freeform")
    assert "Tea" in page and 'name="do"' not in page
    assert press(client, f"official-{tag('Tea').pk}").status_code == 403
    assert not tag("Tea").is_official


def test_nobody_else_looks_or_decides(client, mod, bob, story):
    tagged(story, freeforms=["Tea"])
    for user in (mod, bob):
        client.force_login(user)
        assert client.get(QUEUE).status_code in (302, 403)
        assert press(client, f"official-{tag('Tea').pk}").status_code in (403, 200)
        assert not tag("Tea").is_official


# The cost


@pytest.mark.parametrize("number", [3, 20])
def test_the_queue_costs_the_same_for_any_number(
    client, story, number, django_assert_max_num_queries
):
    Tag.objects.named("freeform", [f"Lamp {one}" for one in range(number)], is_official=True)
    tagged(story, freeforms=[f"Lamp {one}!" for one in range(number)])
    for asked in ({}, {"fandom": "The Ninth Harbour"}):
        with django_assert_max_num_queries(20):
            page = client.get(QUEUE, {"kind": "freeform", **asked})
        assert len(page.context["rows"]) == number
