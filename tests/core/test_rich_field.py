"""A text in a form: typed into a plain box, or written in the rich editor over it."""

import json
import re

import pytest
from django import forms
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.writing import turned
from core import html, words
from core.fields import HtmlField, Stored
from stories.models import Chapter

RICH = '<p>She said <span class="thought">no</span>.</p>\n<hr>\n<p><i>Rain.</i></p>'


class TextForm(forms.Form):
    text = HtmlField(at_most=1_000, required=True)


def form(text, *, is_rich):
    return TextForm({"text": text} | ({"text-is-rich": "1"} if is_rich else {}))


def test_what_comes_from_the_editor_is_html():
    sent = form(RICH, is_rich=True)
    assert sent.is_valid()
    assert sent.cleaned_data["text"] == RICH


def test_what_comes_from_the_plain_box_is_a_plain_text():
    sent = form("One & two.\n\n<How did this happen?>", is_rich=False)
    assert sent.is_valid()
    expected = "<p>One &amp; two.</p>\n<p>&lt;How did this happen?&gt;</p>"
    assert sent.cleaned_data["text"] == expected


def test_line_ends_in_html_are_white_space_only():
    assert form("<p>One\ntwo.</p>\n\n<p>Three.</p>", is_rich=True).is_valid()
    sent = form("<p>One\ntwo.</p>\n\n<p>Three.</p>", is_rich=True)
    sent.full_clean()
    assert sent.cleaned_data["text"] == "<p>One two.</p>\n<p>Three.</p>"


def test_the_editor_is_no_way_around_the_sanitiser():
    sent = form('<p onclick="x()">Hi <script>alert(1)</script><img src=x></p>', is_rich=True)
    assert sent.is_valid()
    assert sent.cleaned_data["text"] == "<p>Hi</p>"


@pytest.mark.parametrize("empty", ["", "  ", "<p></p>", "<p> </p>"])
def test_an_empty_editor_is_no_text(empty):
    assert form(empty, is_rich=True).errors["text"] == ["This field is required."]


def test_what_was_too_long_comes_back_as_it_was_written():
    long = "<p>" + "word " * 300 + "</p>"
    for is_rich in (True, False):
        sent = form(long, is_rich=is_rich)
        assert "too long" in sent.errors["text"][0]
        assert sent["text"].value() == long
        assert getattr(sent["text"].value(), "is_rich", False) == is_rich


def test_the_plain_box_shows_the_plain_form_and_the_editor_finds_the_stored_one():
    shown = TextForm(initial={"text": Stored(RICH)})["text"].value()
    assert shown == html.to_textarea(RICH)
    assert shown.stored == RICH


def test_unchanged_is_unchanged_whichever_way_it_was_shown():
    field = TextForm().fields["text"]
    for data in (html.to_textarea(RICH), field.widget.value_from_datadict(
        {"text": RICH, "text-is-rich": "1"}, {}, "text"
    )):  # fmt: skip
        assert not field.has_changed(Stored(RICH), data)
    assert field.has_changed(Stored(RICH), "Something else.")


# The chapter's page


def edit(client, chapter, **fields):
    seen = {"seen": chapter.stand()}
    return client.post(reverse("chapter_edit", args=[chapter.story_id, chapter.pk]), seen | fields)


def test_a_chapter_written_in_the_editor_is_kept_as_it_was_written(client, alice, draft):
    client.force_login(alice)
    chapter = draft.chapters.get()
    assert edit(client, chapter, html=RICH, **{"html-is-rich": "1"}).status_code == 302
    assert Chapter.objects.get(pk=chapter.pk).current_fields()["html"] == RICH


def test_the_page_brings_the_stored_text_only_where_the_editor_opens(client, alice, draft):
    client.force_login(alice)
    chapter = draft.chapters.get()
    edit(client, chapter, html=RICH, **{"html-is-rich": "1"})
    page = client.get(reverse("chapter_edit", args=[draft.pk, chapter.pk])).text
    assert f'<template class="editor-stored" lang="en" dir="ltr">{RICH}</template>' in page
    assert 'data-mode="rich"' in page
    client.post(reverse("writing"), {"plainly": "1"})
    page = client.get(reverse("chapter_edit", args=[draft.pk, chapter.pk])).text
    assert "editor-stored" not in page
    assert 'data-mode="plain"' in page


def test_a_mistake_elsewhere_brings_the_text_back_in_the_same_way(client, alice, draft):
    client.force_login(alice)
    chapter = draft.chapters.get()
    hostile = RICH + "<script>alert(1)</script>"
    for is_rich in (True, False):
        rich = {"html-is-rich": "1"} if is_rich else {}
        page = edit(client, chapter, html=hostile, title="x" * 300, **rich).text
        assert "&lt;span class=&quot;thought&quot;&gt;no&lt;/span&gt;" in page
        assert "<script>alert(1)" not in page  # only as words in the box
        assert "editor-stored" not in page
        assert f'data-mode="{"rich" if is_rich else "plain"}"' in page


def test_without_javascript_the_page_is_a_plain_box(client, alice, draft):
    client.force_login(alice)
    chapter = draft.chapters.get()
    page = client.get(reverse("chapter_edit", args=[draft.pk, chapter.pk])).text
    assert re.search(r'<textarea name="html"[^>]*>\s*It rained.</textarea>', page)
    assert '<input type="hidden" name="html-is-rich" value="1" disabled>' in page
    assert '<div class="editor-frame" hidden>' in page


# The way of writing


def turn(client, text, *, has, wants, **more):
    answer = client.post(reverse("writing"), {"text": text, "has": has, "wants": wants, **more})
    return json.loads(answer.content)["text"]


def test_the_choice_is_remembered_and_the_text_turned(client, alice):
    client.force_login(alice)
    plain = turn(client, RICH, has="rich", wants="plain", plainly="1")
    assert plain == html.to_textarea(RICH)
    alice.refresh_from_db()
    assert alice.writes_plainly
    assert turn(client, plain, has="plain", wants="rich", plainly="0") == RICH
    alice.refresh_from_db()
    assert not alice.writes_plainly


def test_turning_a_text_alone_remembers_nothing(client, alice):
    client.force_login(alice)
    assert turn(client, "<p>a<b>b", has="rich", wants="rich") == "<p>a<b>b</b></p>"
    alice.refresh_from_db()
    assert not alice.writes_plainly


def test_without_a_text_the_choice_leads_back_to_ones_settings(client, alice):
    client.force_login(alice)
    answer = client.post(reverse("writing"), {"plainly": "1"})
    assert answer.url == reverse("account_settings")


def test_signed_out_a_text_comes_back(client, db):
    answer = client.post(reverse("writing"), {"text": "A whole evening’s work.", "wants": "plain"})
    assert answer.status_code == 403
    assert "A whole evening’s work." in answer.text


@pytest.mark.parametrize("wrong", [{"plainly": "maybe"}, {"wants": "odt", "text": "x"}])
def test_nonsense_is_refused(client, alice, wrong):
    client.force_login(alice)
    assert client.post(reverse("writing"), wrong).status_code == 400


@given(st.text(alphabet="ab <>/&;ip'\"=\n\u00a0é", max_size=60))
def test_no_word_is_lost_from_one_way_of_writing_to_the_other(text):
    rich = turned(text, "plain", "rich")
    again = turned(turned(rich, "rich", "plain"), "plain", "rich")
    assert again == rich
    assert words.words(html.visible_text(again)) == words.words(html.visible_text(rich))
