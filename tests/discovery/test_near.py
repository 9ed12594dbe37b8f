"""What stands near a tag: the most read of it on its page, all of it on pages of their own."""

import html
import re

import pytest

from discovery import surroundings
from tags import edits
from tags.models import Tag
from tests.cast import SECRET, write_story


@pytest.fixture
def harbour(alice, story, editor, monkeypatch):
    """A fandom under which five others stand."""
    monkeypatch.setattr(surroundings, "MOST", 2)
    monkeypatch.setattr(surroundings, "PAGE", 3)
    harbour = story.fandoms.get()
    Tag.objects.filter(pk=harbour.pk).update(is_official=True)
    for number in range(5):
        below = Tag.objects.create(kind="fandom", name=f"Pier {number}", is_official=True)
        edits.set_parents(below, [harbour], by=editor)
        Tag.objects.create(kind="fandom", name=f"Port {number}", synonym_of=harbour)
    draft = write_story(alice, "Unseen")
    draft.fandoms.set([f"{SECRET} pier"])
    unseen = Tag.objects.get(name=f"{SECRET} pier")
    edits.set_parents(unseen, [harbour], by=editor)
    return harbour


def test_what_does_not_stand_on_its_page_is_counted_and_has_a_page(client, harbour):
    page = client.get(harbour.get_absolute_url()).text
    assert len(re.findall(r">Pier \d<", page)) == 2
    onward = re.findall(r'href="([^"]+/near/\w+)">and 3 more<', page)
    assert [address.rpartition("/")[2] for address in onward] == ["names", "below"]
    first = client.get(onward[1]).text
    assert re.findall(r">(Pier \d)<", first) == ["Pier 0", "Pier 1", "Pier 2"]
    older = html.unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])
    second = client.get(onward[1] + older).text
    assert re.findall(r">(Pier \d)<", second) == ["Pier 3", "Pier 4"]
    assert 'rel="next"' not in second
    names = client.get(onward[0]).text
    assert ">Port 0<" in names and "fandom/port-0" not in names
    assert SECRET not in page + first + second


def test_what_is_not_there_has_no_page(client, harbour):
    address = harbour.get_absolute_url()
    for part in ("characters", "above", "nonsense"):
        assert client.get(f"{address}/near/{part}").status_code == 404
    assert client.get(f"/tags/fandom/{SECRET.lower()}-pier/near/above").status_code == 404
    for begin in ("\0", "\ud7ff", "x" * 9_000, "zz"):
        page = client.get(f"{address}/near/below", {"from": begin})
        assert page.status_code == 200


def test_another_name_leads_to_its_own(client, harbour):
    other = Tag.objects.get(name="Port 1")
    answer = client.get(f"{other.get_absolute_url()}/near/below")
    assert answer.url == f"{harbour.get_absolute_url()}/near/below"


def test_few_need_no_page(client, harbour, monkeypatch):
    monkeypatch.setattr(surroundings, "MOST", 9)
    assert "/near/" not in client.get(harbour.get_absolute_url()).text
