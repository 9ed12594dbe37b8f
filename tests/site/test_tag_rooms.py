"""The admin's addresses of tags × who comes × in which state the tag is. Tag editors see to all
tags, moderators to the closed vocabularies and to nothing else."""

import pytest
from django.contrib.auth.models import Group
from django.urls import get_resolver, reverse

from accounts.models import MODERATORS
from moderation import groups
from tags import edits
from tags.models import Medium, Tag, TagCount, TagEdit
from tests.cast import SECRET

pytestmark = pytest.mark.django_db

ROLES = ["guest", "reader", "moderator", "suspended", "editor", "administrator"]
CLOSED, OPEN = ("warning", "category"), ("freeform", "fandom")
STATES = ["official", "another name", "left"]

# What a GET answers: to a moderator about closed kinds and about others, to a tag editor.
ADDRESSES = {
    "tags_tag_changelist": (200, 200, 200),
    "tags_tag_add": (200, 200, 200),
    "tags_tag_change": (200, 302, 200),
    "tags_tag_split": (200, 302, 200),
    "tags_tag_history": (200, 302, 200),
    "tags_tag_delete": (403, 403, 403),
    "tags_tag_queue": (403, 403, 200),
    "tags_tagedit_changelist": (200, 200, 200),
    "tags_tagedit_change": (200, 302, 200),
    "tags_tagedit_history": (200, 302, 200),
    "tags_tagedit_delete": (403, 403, 403),
    "tags_tagedit_add": (403, 403, 403),
    "tags_tagedit_undo": (405, 405, 405),
    "tags_medium_changelist": (403, 403, 200),
    "tags_medium_add": (403, 403, 200),
    "tags_medium_change": (403, 403, 200),
    "tags_medium_history": (403, 403, 200),
    "tags_medium_delete": (403, 403, 200),
    "tags_medium_move": (405, 405, 405),
}


@pytest.fixture
def people(bob, mod, charlie, editor, admin):
    charlie.is_staff = True
    charlie.save()
    charlie.groups.add(Group.objects.get(name=MODERATORS))
    charlie.suspend("Went wild")
    return dict(zip(ROLES, (None, bob, mod, charlie, editor, admin), strict=True))


def tag_in(state: str, kind: str) -> Tag:
    tag = Tag.objects.official_name(kind, f"{SECRET} {kind}")
    edits.describe(tag, "Of what it is.", by=None)
    if state == "another name":
        edits.merge(tag, Tag.objects.official_name(kind, f"Other {kind}"), by=None)
    if state == "left":
        edits.make_unofficial(tag, by=None)
        edits.mark_looked_at([tag], by=None)
    tag.refresh_from_db()
    return tag


def address_of(name: str, tag: Tag) -> str:
    if name.split("_")[-1] in ("changelist", "add", "queue", "undo", "move"):
        return reverse(f"admin:{name}")
    edit = TagEdit.objects.filter(tag=tag).latest("pk")
    medium, _is_new = Medium.objects.get_or_create(name="Slides", slug="slides")
    key = {"tag": tag, "tagedit": edit, "medium": medium}[name.split("_")[1]].pk
    return reverse(f"admin:{name}", args=[key])


def expected(role: str, name: str, kind: str) -> int:
    of_closed, of_others, to_editors = ADDRESSES[name]
    if role in ("guest", "reader"):
        return 302
    if role == "suspended":  # as for a moderator of whom no tag is
        return 403 if of_others == 200 or name.endswith(("change", "split")) else of_others
    if role == "moderator":
        return of_closed if kind in CLOSED else of_others
    return to_editors


def test_the_table_is_complete():
    names = set(get_resolver().namespace_dict["admin"][1].reverse_dict)
    of_tags = {name for name in names if isinstance(name, str) and name.startswith("tags_")}
    assert of_tags == {*ADDRESSES}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_who_sees_what(client, people, role, state):
    tags = [tag_in(state, kind) for kind in (*CLOSED, *OPEN)]
    if people[role]:
        client.force_login(people[role])
    wrong = {}
    for name in ADDRESSES:
        for tag in tags:
            answer = client.get(address_of(name, tag))
            if answer.status_code != expected(role, name, tag.kind):
                wrong[name, tag.kind] = answer.status_code, answer.headers.get("Location")
            if role == "moderator" and tag.kind in OPEN:
                assert tag.name not in answer.text, name
    assert wrong == {}


@pytest.mark.parametrize("kind", [*CLOSED, *OPEN])
@pytest.mark.parametrize("role", ROLES)
def test_who_changes_what(client, people, role, kind):
    tag = tag_in("official", kind)
    if people[role]:
        client.force_login(people[role])
    may = role in ("editor", "administrator") or (role == "moderator" and kind in CLOSED)
    page, many = (
        reverse("admin:tags_tag_change", args=[tag.pk]),
        reverse("admin:tags_tag_changelist"),
    )

    def is_as_it_was() -> bool:
        return not TagEdit.objects.filter(pk__gt=last).exists()

    last = TagEdit.objects.latest("pk").pk
    client.post(page, {"name": "Renamed", "initial-name": tag.name})
    assert is_as_it_was() != may
    last = TagEdit.objects.latest("pk").pk
    chosen = {"action": "not_for_filtering", "_selected_action": [tag.pk], "decide": "yes"}
    client.post(many, chosen)
    assert is_as_it_was() != may
    last = TagEdit.objects.latest("pk").pk
    client.post(reverse("admin:tags_tag_add"), {"kind": kind, "name": "A new one"})
    assert is_as_it_was() != may
    for what in ("edit", "batch"):
        batch = edits.new_batch()
        edit = edits.describe(tag, f"About it, by {what}.", by=None, batch=batch)
        sent = {"edit": edit.pk} if what == "edit" else {"batch": batch}
        client.post(reverse("admin:tags_tagedit_undo"), sent)
        edit.refresh_from_db()
        assert edit.is_undone == may
    edit = edits.describe(tag, "About it, once more.", by=None)
    log = reverse("admin:tags_tagedit_changelist")
    client.post(log, {"action": "undo_them", "_selected_action": [edit.pk]})
    edit.refresh_from_db()
    assert edit.is_undone == may


def test_a_batch_of_which_a_part_is_not_theirs_stays(client, mod):
    client.force_login(mod)
    batch = edits.new_batch()
    for kind in ("warning", "freeform"):
        edits.describe(tag_in("official", kind), "In one go.", by=None, batch=batch)
    client.post(reverse("admin:tags_tagedit_undo"), {"batch": batch})
    assert not TagEdit.objects.filter(undone_at__isnull=False).exists()


def test_a_moderator_may_offer_a_new_warning_and_no_other_tag(client, mod):
    client.force_login(mod)
    page = client.get(reverse("admin:tags_tag_add")).text
    assert 'value="warning"' in page and 'value="freeform"' not in page
    listed = client.get(reverse("admin:tags_tag_changelist")).text
    assert "Graphic violence" in listed and "Coffee shop" not in listed
    assert reverse("admin:tags_tag_queue") not in listed
    assert reverse("admin:tags_medium_changelist") not in listed


def test_what_stands_on_drafts_alone_is_nobodys_to_see(client, mod, draft):
    client.force_login(mod)
    draft.warnings.add(f"{SECRET} warning")
    TagCount.add_up()
    tag = Tag.objects.get(name=f"{SECRET} warning")
    assert client.get(reverse("admin:tags_tag_change", args=[tag.pk])).status_code == 302
    assert SECRET not in client.get(reverse("admin:tags_tag_changelist")).text


def test_moderators_of_an_older_archive_are_let_in_by_the_migration(mod):
    group = Group.objects.get(name=MODERATORS)
    group.permissions.remove(*group.permissions.filter(codename="edit_closed"))
    migration = type("Migration", (), {"app_label": "tags", "name": "0007_closed_vocabularies"})
    groups.ensure_groups(plan=[(migration, False)])
    assert group.permissions.filter(codename="edit_closed").exists()
