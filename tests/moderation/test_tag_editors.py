"""The tag editors’ rooms: the list, a tag’s page, many at once, splitting, the log."""

import pytest
from django.urls import reverse

from core.models import AuditEntry
from moderation import new_tags, waiting
from stories.models import Listing
from tags import edits
from tags.models import Belonging, Medium, Parent, Tag, TagCount, TagEdit
from tests.cast import SECRET, publish_story, write_story

pytestmark = pytest.mark.django_db

TAGS = reverse("admin:tags_tag_changelist")
LOG = reverse("admin:tags_tagedit_changelist")
MEDIA = reverse("admin:tags_medium_changelist")
UNDO = reverse("admin:tags_tagedit_undo")


@pytest.fixture(autouse=True)
def signed_in(client, editor):
    client.force_login(editor)


@pytest.fixture
def story(story):
    """A minute later, when its tags are counted."""
    TagCount.add_up()
    return story


def tag(name: str, kind: str = "") -> Tag:
    return Tag.objects.get(name=name, **({"kind": kind} if kind else {}))


def official(kind: str, name: str) -> Tag:
    return Tag.objects.official_name(kind, name)


def tagged(story, **names):
    for field, some in names.items():
        getattr(story, field).add(*some)
    story.refresh_listing()
    TagCount.add_up()
    return story


def page_of(thing: Tag) -> str:
    return reverse("admin:tags_tag_change", args=[thing.pk])


def save(client, thing: Tag, *, confirmed=False, **changed):
    """Sends the form as the browser does: what was there when it was drawn, and what is typed."""
    form = client.get(page_of(thing)).context["form"]
    data = {}
    for field in form:
        value = field.value()
        if isinstance(value, bool):
            value = "on" if value else None
        elif isinstance(value, list) and field.name != "media":
            value = field.field.prepare_value(value)
        data[field.name], data[f"initial-{field.name}"] = value, value
    data |= changed | ({"confirmed": "yes"} if confirmed else {})
    data = {name: value for name, value in data.items() if value not in (None, False)}
    return client.post(page_of(thing), data, follow=True)


def choose(client, action: str, things, **data):
    chosen = [thing.pk for thing in things]
    return client.post(TAGS, {"action": action, "_selected_action": chosen, **data}, follow=True)


def undo(client, page):
    """The button of the message."""
    button = page.text.split('form="undo" name="batch" value="')
    name = "batch" if len(button) > 1 else "edit"
    value = page.text.split(f'form="undo" name="{name}" value="')[1].split('"')[0]
    return client.post(UNDO, {name: value}, follow=True)


# Who may


@pytest.mark.parametrize("who", [None, "bob", "mod"])
def test_others_neither_see_nor_change(request, client, story, who):
    client.logout()
    if who:
        client.force_login(request.getfixturevalue(who))
    harbour = tag("The Ninth Harbour")
    split = reverse("admin:tags_tag_split", args=[harbour.pk])
    pages = [MEDIA, page_of(harbour), split, reverse("admin:tags_tag_queue")]
    if who != "mod":  # who has two rooms of closed vocabularies: tests/site/test_tag_rooms.py
        pages += [TAGS, LOG]
    for address in pages:
        assert client.get(address).status_code in (302, 403), address
        assert client.post(address, {"name": "Mine", "is_official": "on"}).status_code in (302, 403)
    for address in (UNDO, reverse("admin:tags_medium_move")):
        assert client.post(address, {"edit": "1", "medium": "1"}).status_code in (302, 403)
    assert not TagEdit.objects.exists()
    assert not Tag.objects.filter(name="Mine").exists()


def test_an_administrator_may(client, admin, story):
    client.force_login(admin)
    save(client, tag("The Ninth Harbour"), is_official="on")
    assert tag("The Ninth Harbour").is_official


# The front page


def test_the_front_page_says_how_many_new_tags_wait(client, alice, story):
    tagged(story, freeforms=["Tea"])
    tagged(write_story(alice, f"{SECRET} draft"), freeforms=["Lamps"])
    page = client.get("/admin/").text
    assert "2 new tags wait for a look." in page  # with the fandom
    assert reverse("admin:tags_tag_queue") in page
    assert "When there is time" in page


def test_many_new_tags_are_counted_no_further_than_anybody_reads(story, editor, monkeypatch):
    monkeypatch.setattr(new_tags, "COUNTED", 2)
    tagged(story, freeforms=["Tea", "Lamps", "Rain", "Fog"])
    (wait,) = waiting.later(editor)
    assert wait.sentence == "More than 2 new tags wait for a look."


# The list


def found(client, **asked) -> set[str]:
    page = client.get(TAGS, asked)
    assert page.status_code == 200
    return {one.name for one in page.context["cl"].result_list}


def test_a_tag_is_found_by_its_beginning_and_by_something_like_it(client, story):
    for name in ("Wilhelmina Murray", "Lucy Westenra"):
        official("character", name)
    for words in ("wilh", "Wi", "wilhelmina mury", "MURRAY"):
        assert "Wilhelmina Murray" in found(client, q=words), words
        assert "Lucy Westenra" not in found(client, q=words), words
    assert client.get(TAGS, {"q": "Lucy Westenra"}).context["cl"].result_list[0].name == (
        "Lucy Westenra"
    )


def test_a_name_without_spaces_is_found_by_any_of_its_letters(client, story):
    official("character", "孙悟空")
    assert found(client, q="悟") == {"孙悟空"}


def test_a_new_tag_that_stands_on_drafts_alone_is_in_no_list(client, alice, story):
    tagged(write_story(alice), freeforms=[f"{SECRET} tag"])
    secret = tag(f"{SECRET} tag")
    assert found(client, q=SECRET) == set()
    assert client.get(page_of(secret)).status_code == 302
    assert client.post(page_of(secret), {"name": "Mine"}).status_code == 302
    things = [secret, tag("The Ninth Harbour")]
    assert SECRET not in choose(client, "make_official", things, index="0").text
    assert not tag(f"{SECRET} tag").is_official


def test_filters_narrow_the_list(client, story):
    harbour, book = tag("The Ninth Harbour"), Medium.objects.create(name="Scrolls", slug="scrolls")
    mina, lucy = (official("character", name) for name in ("Mina", "Lucy"))
    edits.set_fandoms(mina, [harbour], by=None)
    edits.set_media(harbour, [book], by=None)
    edits.set_filterable(lucy, False, by=None)
    assert found(client, fandom="ninth harbour the") == set()
    assert found(client, fandom="the ninth harbour") == {"Mina"}
    assert found(client, medium=book.pk) == {"The Ninth Harbour"}
    assert found(client, state="unoffered") == {"Lucy"}
    assert "The Ninth Harbour" in found(client, state="new")
    assert {"Mina", "Lucy"} <= found(client, state="official", kind__exact="character")
    for nonsense in ({"medium": "x"}, {"kind__exact": "x"}, {"state": "x"}):
        assert client.get(TAGS, nonsense).status_code in (200, 302)


def test_within_a_kind_the_list_sorts_by_stories(client, alice, story):
    tagged(publish_story(alice, "Another"), freeforms=["Tea"])
    tagged(story, freeforms=["Lamps", "Tea"])
    listed = client.get(TAGS, {"kind__exact": "freeform", "o": "-4"}).context["cl"].result_list
    assert [one.name for one in listed][:2] == ["Tea", "Lamps"]
    assert client.get(TAGS, {"o": "-4"}).status_code == 200


@pytest.mark.parametrize("rows", [5, 50])
def test_every_page_costs_the_same_for_any_number(
    client, editor, story, rows, django_assert_max_num_queries
):
    tea = official("freeform", "Tea")
    tagged(story, freeforms=[f"Tea {number}" for number in range(rows)])
    others = story.freeforms.all()
    Tag.objects.filter(pk__in=others).update(synonym_of=tea)
    harbour = tag("The Ninth Harbour")
    Belonging.objects.bulk_create(Belonging(tag=one, fandom=harbour) for one in others)
    TagEdit.objects.bulk_create(
        TagEdit(what="merge", tag=one, other=tea, by=editor, batch=edits.new_batch())
        for one in others
    )
    page_of_log = reverse("admin:tags_tagedit_change", args=[TagEdit.objects.first().pk])
    for address in (TAGS, f"{TAGS}?q=tea", LOG, f"{LOG}?q=tea", page_of_log, MEDIA, page_of(tea)):
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


# A tag's page


def test_a_new_name_keeps_the_old_one(client, story):
    harbour = tag("The Ninth Harbour")
    save(client, harbour, name="Ninth Harbour, The", is_official="on")
    harbour.refresh_from_db()
    assert (harbour.name, harbour.is_official) == ("Ninth Harbour, The", True)
    assert tag("The Ninth Harbour").synonym_of == harbour


def test_a_name_that_exists_is_refused_and_nothing_typed_is_lost(client, story):
    elsewhere = tagged(story, fandoms=["Elsewhere"]) and tag("Elsewhere")
    page = save(client, elsewhere, name="the ninth HARBOUR", about="An island.")
    assert "There is a tag “The Ninth Harbour” already." in page.text
    assert "An island." in page.text
    elsewhere.refresh_from_db()
    assert (elsewhere.name, elsewhere.about) == ("Elsewhere", "")


def test_how_many_stories_move_is_said_before_they_do(client, alice, story):
    books = official("fandom", "Ninth Harbour (books)")
    tagged(publish_story(alice, "Another"))
    tagged(write_story(alice, "Not yet"))
    harbour = tag("The Ninth Harbour")
    asked = save(client, harbour, synonym_of="ninth harbour (BOOKS)")
    assert "2 stories will move." in asked.text
    assert tag("The Ninth Harbour").synonym_of is None
    assert not TagEdit.objects.exists()
    assert not AuditEntry.objects.exists()

    said = dict(asked.context["echo"])
    done = client.post(page_of(harbour), {**said, "confirmed": "yes"}, follow=True)
    assert tag("The Ninth Harbour").synonym_of == books
    assert "2 stories follow within minutes." in done.text
    assert "another name of" in done.text
    undo(client, done)
    assert tag("The Ninth Harbour").synonym_of is None


def test_what_hangs_together_is_typed_by_name(client, story):
    tagged(story, relationships=["Mina/Lucy"])
    for name in ("Mina", "Lucy", "Wilhelmina, the elder"):
        official("character", name)
    broader = official("relationship", "Friends")
    ship = tag("Mina/Lucy")
    page = save(
        client, ship, confirmed=True, parents="friends", fandoms="The Ninth Harbour",
        characters='Lucy, "Wilhelmina, the elder"',
    )  # fmt: skip
    assert list(ship.parents.all()) == [broader]
    assert [one.name for one in ship.fandoms.all()] == ["The Ninth Harbour"]
    assert {one.name for one in ship.characters.all()} == {"Lucy", "Wilhelmina, the elder"}
    undo(client, page)
    assert not ship.parents.exists() and not ship.fandoms.exists()
    assert {one.name for one in ship.characters.all()} == {"Mina", "Lucy"}


def test_a_name_that_nobody_knows_is_refused_with_the_nearest(client, story):
    mina = official("character", "Mina Murray")
    page = save(client, mina, fandoms="Ninth Harbor, Atlantis")
    assert "There is no tag “Ninth Harbor” of this kind. Do you mean “The Ninth Harbour”?" in (
        page.text
    )
    assert "There is no tag “Atlantis” of this kind." in page.text
    assert "Ninth Harbor, Atlantis" in page.text
    assert not mina.fandoms.exists()


def test_a_circle_is_refused_with_a_sentence(client, story):
    tea, drinks = official("freeform", "Tea"), official("freeform", "Drinks")
    save(client, tea, confirmed=True, parents="Drinks")
    page = save(client, drinks, confirmed=True, parents="Tea")
    assert "This would make a circle" in page.text
    assert list(Parent.objects.values_list("child", "parent")) == [(tea.pk, drinks.pk)]


def test_what_another_editor_changed_meanwhile_is_not_put_back(client, story):
    tea = official("freeform", "Tea")
    form = client.get(page_of(tea))
    assert form.status_code == 200
    edits.describe(tea, "A drink.", by=None)
    old = {"name": "Tea", "is_official": "on", "is_filterable": "on", "about": "", "parents": ""}
    seen = {f"initial-{name}": value for name, value in old.items()}
    client.post(page_of(tea), {**old, **seen, "name": "Black tea"})
    tea.refresh_from_db()
    assert (tea.name, tea.about) == ("Black tea", "A drink.")


def test_sent_twice_it_is_done_and_told_once(client, story):
    harbour, other = tag("The Ninth Harbour"), official("fandom", "Harbour")
    data = {"name": harbour.name, "initial-name": harbour.name, "synonym_of": other.name,
            "confirmed": "yes"}  # fmt: skip
    first, second = (client.post(page_of(harbour), data, follow=True) for _twice in "ab")
    assert 'form="undo"' in first.text and "Nothing was changed." in second.text
    assert TagEdit.objects.filter(what=TagEdit.What.MERGE).count() == 1


def test_a_tag_of_more_fandoms_than_anybody_types_can_still_be_edited(client, story):
    harbour = official("freeform", "Harbour")
    edits.set_fandoms(harbour, Tag.objects.named("fandom", map(str, range(61))), by=None)
    save(client, harbour, about="Where ships lie.")
    assert tag("Harbour").about == "Where ships lie."


def test_saving_without_a_change_does_nothing(client, story):
    page = save(client, tag("The Ninth Harbour"))
    assert "Nothing was changed." in page.text
    assert not TagEdit.objects.exists()


def test_another_name_becomes_a_tag_of_its_own_again(client, story):
    books = official("fandom", "Ninth Harbour (books)")
    edits.merge(tag("The Ninth Harbour"), books, by=None)
    page = save(client, tag("The Ninth Harbour"), confirmed=True, synonym_of="")
    assert tag("The Ninth Harbour").synonym_of is None
    undo(client, page)
    assert tag("The Ninth Harbour").synonym_of == books


def test_media_are_ticked(client, story):
    film = Medium.objects.create(name="Lantern slides", slug="slides")
    harbour = tag("The Ninth Harbour")
    save(client, harbour, media=[film.pk])
    assert list(harbour.media.all()) == [film]


def test_a_tags_page_shows_published_stories_only(client, alice, editor, story):
    for title in ("hidden", "draft"):
        secret = write_story(editor if title == "draft" else alice, f"{SECRET} {title}")
        if title == "hidden":
            secret.publish(by=alice)
            secret.hide("Spam")
    text = client.get(page_of(tag("The Ninth Harbour"))).text
    assert "The Lamplighter" in text
    assert SECRET not in text


def test_a_tag_that_is_added_is_official(client, story):
    add = reverse("admin:tags_tag_add")
    client.post(add, {"kind": "relationship", "name": "Mina/Lucy"})
    assert tag("Mina/Lucy").is_official
    assert {one.name for one in tag("Mina/Lucy").characters.all()} == {"Mina", "Lucy"}
    page = client.post(add, {"kind": "relationship", "name": "lucy/MINA"})
    assert "There is such a tag." in page.text
    assert client.post(add, {"kind": "fandom", "name": "\u200b"}).status_code == 200


def test_nothing_is_deleted(client, story):
    address = reverse("admin:tags_tag_delete", args=[tag("The Ninth Harbour").pk])
    assert client.post(address, {"post": "yes"}).status_code == 403


def test_there_is_no_page_of_what_is_no_tag(client, story):
    for key in ("0", "9" * 30, "x", "1/split"):
        assert client.get(f"/admin/tags/tag/{key}/change/").status_code == 302, key
        assert client.get(f"/admin/tags/tag/{key}/split/").status_code == 302, key


# Many at once


def test_many_become_other_names_of_one_after_it_was_said(client, alice, story):
    tea = official("freeform", "Tea")
    tagged(story, freeforms=["Green tea", "Black tea"])
    tagged(publish_story(alice, "Another"), freeforms=["Green tea"])
    things = [tag("Green tea"), tag("Black tea"), tea]
    assert 'name="other"' in choose(client, "merge", things, index="0").text
    wrong = choose(client, "merge", things, decide="yes", other="Nowhere")
    assert "There is no tag “Nowhere” of this kind" in wrong.text
    asked = choose(client, "merge", things, decide="yes", other="tea")
    assert "2 stories will move." in asked.text
    assert not tea.synonyms.exists()
    done = choose(client, "merge", things, decide="yes", other="tea", told="Tea")
    assert set(tea.synonyms.all()) == set(things) - {tea}
    undo(client, done)
    assert not tea.synonyms.exists()
    assert not tag("Green tea").is_official


def test_a_name_that_was_changed_after_it_was_said_is_asked_about_again(client, story):
    official("freeform", "Tea"), official("freeform", "Coffee")
    tagged(story, freeforms=["Green tea"])
    things = [tag("Green tea")]
    asked = choose(client, "merge", things, decide="yes", other="Coffee", told="Tea")
    assert "1 story will move." in asked.text
    assert tag("Green tea").synonym_of is None


@pytest.mark.parametrize(
    ("action", "other", "holds"),
    [
        ("make_official", "", lambda one, other: one.is_official),
        ("not_for_filtering", "", lambda one, other: not one.is_filterable),
        ("add_parent", "Drinks", lambda one, other: other in one.parents.all()),
        ("add_fandom", "The Ninth Harbour", lambda one, other: other in one.fandoms.all()),
    ],
)
def test_what_else_is_done_with_many(client, story, action, other, holds):
    official("freeform", "Drinks")
    tagged(story, freeforms=["Tea", "Coffee"])
    things = [tag("Tea"), tag("Coffee")]
    done = choose(client, action, things, decide="yes", other=other, told=other)
    named = tag(other) if other else None
    assert all(holds(tag(one.name), named) for one in things)
    assert TagEdit.objects.values("batch").distinct().count() == 1
    undo(client, done)
    assert not any(holds(tag(one.name), named) for one in things)


def test_tags_of_two_kinds_do_not_become_one(client, story):
    tagged(story, freeforms=["Tea"], characters=["Mina"])
    official("freeform", "Drinks")
    things = [tag("Tea"), tag("Mina")]
    page = choose(client, "merge", things, decide="yes", other="Drinks", told="Drinks")
    assert "Choose tags of one kind." in page.text
    assert not TagEdit.objects.exists()


# Splitting


def test_the_stories_of_one_fandom_get_a_tag_of_their_own(client, alice, story):
    tagged(story, characters=["Sam"])
    other = publish_story(alice, "Elsewhere")
    other.fandoms.set(["Saltmarch"])
    tagged(other, characters=["Sam"])
    sam = tag("Sam")
    address = reverse("admin:tags_tag_split", args=[sam.pk])
    assert client.get(address).status_code == 200
    said = {"fandom": "saltmarch", "into": "Sam of Saltmarch"}
    asked = client.post(address, said)
    assert "1 story will move." in asked.text
    assert not Tag.objects.filter(name="Sam of Saltmarch").exists()
    done = client.post(address, {**said, "confirmed": "yes"}, follow=True)
    assert TagEdit.objects.get().other == tag("Sam of Saltmarch")
    assert "Undo" in done.text
    again = client.post(address, {**said, "confirmed": "yes"}, follow=True)
    assert "This was done already." in again.text
    undo(client, done)
    assert TagEdit.objects.get().is_undone


def test_a_split_that_moves_nothing_is_refused(client, story):
    tagged(story, characters=["Sam"])
    official("fandom", "Saltmarch")
    address = reverse("admin:tags_tag_split", args=[tag("Sam").pk])
    page = client.post(address, {"fandom": "Saltmarch", "into": "Sam S.", "confirmed": "yes"})
    assert "No published story of this fandom carries this tag." in page.text
    assert "Sam S." in page.text
    page = client.post(address, {"fandom": "The Ninth Harbour", "into": "SAM", "confirmed": "yes"})
    assert "This is the same tag." in page.text
    assert not TagEdit.objects.exists()


# The log


def test_the_log_says_who_did_what_and_undoes_it(client, editor, admin, story):
    harbour = tag("The Ninth Harbour")
    edits.make_official(harbour, by=editor)
    edits.describe(harbour, "An island.", by=admin)
    text = client.get(LOG).text
    for words in ("Label Maker", "The Caretaker", "is an official name"):
        assert words in text
    assert "The Caretaker" not in client.get(LOG, {"by": editor.pk}).text.split("<table")[-1]
    described = TagEdit.objects.get(what=TagEdit.What.DESCRIBE)
    row = reverse("admin:tags_tagedit_change", args=[described.pk])
    assert "An island." in client.get(row).text
    assert "The Ninth Harbour" not in client.get(LOG, {"q": "lamps"}).text.split("<table")[-1]
    keys = list(TagEdit.objects.values_list("pk", flat=True))
    client.post(LOG, {"action": "undo_them", "_selected_action": keys})
    harbour.refresh_from_db()
    assert (harbour.is_official, harbour.about) == (False, "")


def test_what_was_changed_since_is_not_undone_and_is_named(client, editor, story):
    harbour = tag("The Ninth Harbour")
    edit = edits.describe(harbour, "An island.", by=editor)
    edits.describe(harbour, "Two islands.", by=editor)
    page = client.post(UNDO, {"edit": edit.pk, "next": page_of(harbour)}, follow=True)
    assert "“The Ninth Harbour” has been described anew since." in page.text
    harbour.refresh_from_db()
    assert harbour.about == "Two islands."


def test_undone_twice_is_no_error_and_goes_nowhere_else(client, editor, story):
    edit = edits.make_official(tag("The Ninth Harbour"), by=editor)
    for _time in range(2):
        answer = client.post(UNDO, {"edit": edit.pk, "next": "https://elsewhere.example/"})
        assert answer.headers["Location"] == LOG
    assert not tag("The Ninth Harbour").is_official
    for nonsense in ({}, {"edit": "x"}, {"batch": "x"}, {"edit": "9" * 18}, {"batch": "1" * 32}):
        assert client.post(UNDO, nonsense).status_code == 302


def test_user_names_stand_nowhere_in_it(client, editor, story):
    type(editor).objects.filter(pk=editor.pk).update(username="labellogin")
    edit = edits.make_official(tag("The Ninth Harbour"), by=editor)
    row = reverse("admin:tags_tagedit_change", args=[edit.pk])
    for address in (LOG, row, page_of(tag("The Ninth Harbour"))):
        assert "labellogin" not in client.get(address).text


def test_a_suspended_editor_edits_nothing(client, editor, story):
    editor.suspend("Went wild")
    harbour = tag("The Ninth Harbour")
    assert client.post(page_of(harbour), {"name": "Mine"}).status_code == 403
    assert client.get(reverse("admin:tags_tag_queue")).status_code == 403


def test_stories_are_found_under_the_official_name_once_the_worker_was_there(client, story):
    books = official("fandom", "Ninth Harbour (books)")
    save(client, tag("The Ninth Harbour"), confirmed=True, synonym_of=books.name)
    Listing.refresh([story.pk])  # as the worker does
    assert Listing.objects.with_tag(books).get().story_id == story.pk
