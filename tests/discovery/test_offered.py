"""What the filters offer: closed lists are offered whole, and languages under their names."""

import re

import pytest

from discovery.search import facets, looked_at
from stories.models import Listing, Story
from tags import edits
from tags.models import Tag
from tags.vocabulary import CATEGORIES, WARNINGS
from tests.cast import publish_story


def written_in(author, *languages) -> None:
    for language in languages:
        story = publish_story(author, f"Story in {language}")
        Story.objects.filter(pk=story.pk).update(language=language)
        story.refresh_listing()


def titles(page) -> list[str]:
    return sorted(re.findall(r">Story in ([^<]+)<", page.text))


def ticks(page, field: str) -> dict[str, tuple[str, str, bool, bool]]:
    """{value: (name, number, whether it is in, whether it is out)}"""
    rows = {}
    boxes = rf'<input type="checkbox" name="{field}" value="([^"]*)"([^>]*)>.*?'
    other = rf'<input type="checkbox" name="not-{field}" [^>]*?(checked)?>.*?'
    name = r'<bdi>([^<]*)</bdi>(?: <span class="number">([^<]*)</span>)?'
    for value, is_in, is_out, label, number in re.findall(
        boxes + other + name, page.text, re.DOTALL
    ):
        rows[value.replace("&amp;", "&")] = (label, number, "checked" in is_in, bool(is_out))
    return rows


# Languages


def test_a_language_is_offered_beside_the_one_that_is_chosen(client, alice):
    written_in(alice, "fr", "en", "de")
    offered = ticks(client.get("/works/filters?language=fr"), "language")
    assert {*offered} == {"fr", "en", "de"}
    assert offered["fr"] == ("Français", "1", True, False)
    assert offered["en"][1:] == ("", False, False)
    both = client.get("/works?language=fr&language=de")
    assert titles(both) == ["de", "fr"]


def test_a_language_that_none_of_the_newest_is_in_is_offered(client, alice, monkeypatch):
    for name, limit in {"ALL": 2, "NEWEST": 2, "DEAR": 0, "FEWEST": 1}.items():
        monkeypatch.setattr(looked_at, name, limit)
    written_in(alice, "cy", "en", "en", "en", "en")
    assert "cy" in ticks(client.get("/works/filters"), "language")


def test_nobody_learns_of_a_language_of_what_she_may_not_see(client, alice, bob):
    story = publish_story(alice, "For members", visibility="members")
    Story.objects.filter(pk=story.pk).update(language="cy")
    story.refresh_listing()
    assert "cy" not in ticks(client.get("/works/filters"), "language")
    client.force_login(bob)
    assert "cy" in ticks(client.get("/works/filters"), "language")


def test_a_language_is_one_row_and_one_choice_however_it_is_written(client, alice):
    written_in(alice, "en", "en-GB", "en-AU", "zh", "zh-Hans", "zh-Hant", "pt-AO", "nn")
    offered = ticks(client.get("/works/filters"), "language")
    assert {value: row[:2] for value, row in offered.items()} == {
        "en": ("English", "3"),
        "zh": ("中文", "3"),
        "zh-Hans": ("简体中文", "1"),
        "zh-Hant": ("繁體中文", "1"),
        "pt": ("Português", "1"),
        "nn": ("Norsk nynorsk", "1"),
    }
    for query, found in {
        "language=en": ["en", "en-AU", "en-GB"],
        "language=EN-gb": ["en-GB"],
        "language=zh": ["zh", "zh-Hans", "zh-Hant"],
        "language=zh-Hans": ["zh-Hans"],
        "q=lang:chinese": ["zh", "zh-Hans", "zh-Hant"],
        "language=no": ["nn"],
        "language=pt&language=en-AU": ["en-AU", "pt-AO"],
        "not-language=en&not-language=zh": ["nn", "pt-AO"],
        "not-language=en-GB&language=en": ["en", "en-AU"],
        "language=sw": [],
    }.items():
        assert titles(client.get(f"/works?{query}")) == found, query
    assert "Language: English (en-GB)" in client.get("/works?language=en-GB").text


# Warnings and categories


@pytest.mark.parametrize(("field", "names"), [("warning", WARNINGS), ("category", CATEGORIES)])
def test_closed_lists_are_offered_whole(client, story, field, names):
    for query in ("", "?rating=explicit"):
        assert [*ticks(client.get(f"/works/filters{query}"), field)] == names


def test_a_rare_warning_can_be_kept_out(client, alice, monkeypatch):
    monkeypatch.setattr(facets, "RARE", 1)
    rare = publish_story(alice, "Story in blood")
    rare.warnings.set(["Graphic violence"])
    publish_story(alice, "Story in peace")
    Listing.refresh(Story.objects.values_list("pk", flat=True))
    offered = ticks(client.get("/works/filters"), "warning")
    assert offered["Graphic violence"][0] == "Graphic violence"
    assert titles(client.get("/works?not-warning=Graphic+violence")) == ["peace"]


def test_what_was_asked_for_by_another_name_is_ticked_at_its_own(client, story, editor):
    graphic = Tag.objects.get(kind="warning", name="Graphic violence")
    violence = Tag.objects.create(kind="warning", name="Violence", is_official=True)
    edits.merge(graphic, violence, by=editor)
    page = client.get("/works/filters?warning=sexual+VIOLENCE&not-warning=Graphic+violence")
    offered = ticks(page, "warning")
    assert offered["Violence"][2:] == (False, True)
    assert offered["Sexual violence"][2:] == (True, False)
    assert {"Graphic violence", "sexual VIOLENCE"}.isdisjoint(offered)


def test_a_warning_that_nobody_knows_stays_in_the_form(client, story):
    offered = ticks(client.get("/works/filters?warning=Nonsense"), "warning")
    assert offered["Nonsense"][2:] == (True, False)


def test_a_warning_that_is_not_for_filtering_is_not_offered(client, story):
    Tag.objects.filter(name="Underage sex").update(is_filterable=False)
    assert "Underage sex" not in ticks(client.get("/works/filters"), "warning")
