"""What tag editors see of more than a page has room for."""

import pytest
from django.urls import reverse

from moderation.admin.tags import page, undoing
from tags import edits
from tags.models import Medium, Tag, TagCount, TagEdit

TAGS = reverse("admin:tags_tag_changelist")


@pytest.fixture
def harbour(client, editor, story):
    client.force_login(editor)
    TagCount.add_up()
    return story.fandoms.get()


def test_fandoms_without_a_medium_are_listed(client, editor, harbour):
    books = Tag.objects.create(kind="fandom", name="Book of Harbours", is_official=True)
    edits.set_media(books, [Medium.objects.first()], by=editor)
    listed = client.get(TAGS, {"medium": "none"})
    assert {tag.name for tag in listed.context["cl"].result_list} == {harbour.name}
    assert "fandoms of none" in listed.text


def test_a_tags_page_leads_to_all_its_names_and_what_stands_below(
    client, editor, harbour, monkeypatch
):
    address = reverse("admin:tags_tag_change", args=[harbour.pk])
    for number in range(3):
        below = Tag.objects.create(kind="fandom", name=f"Pier {number}", is_official=True)
        edits.set_parents(below, [harbour], by=editor)
        Tag.objects.create(kind="fandom", name=f"Port {number}", synonym_of=harbour)
    monkeypatch.setattr(page, "NAMED", 3)
    assert "All of them" not in client.get(address).text
    monkeypatch.setattr(page, "NAMED", 2)
    shown = client.get(address).text
    assert "Pier 1" in shown and "Pier 2" not in shown
    assert "Port 1" in shown and "Port 2" not in shown
    for part, last in (("names", "Port 2"), ("below", "Pier 2")):
        all_of_them = reverse("tag_near", args=[harbour.kind, harbour.slug, part])
        assert f'href="{all_of_them}"' in shown
        assert last in client.get(all_of_them).text


def test_thousands_of_stories_that_follow_are_grouped(editor, harbour):
    above = Tag.objects.create(kind="fandom", name="All Harbours", is_official=True)
    edits.set_parents(harbour, [above], by=editor)
    edit = TagEdit.objects.get()
    edit.stories = 1_521
    assert "1,521 stories follow within minutes." in undoing._said([edit])
