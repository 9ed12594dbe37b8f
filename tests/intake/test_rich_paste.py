"""What is pasted with its formatting keeps it, as long as its words are those in the box."""

import pytest

from intake import rich_paste
from intake.models import GUESTS_BYTES, Source

TEXT = "Rain\n\nShe said nothing for a while, and the rain went on.\n"
RICH = "<h1>Rain</h1><p>She said <em>nothing</em> for a while, and the rain went on.</p>"
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>no</title>
<style><!-- p.MsoTitle {font-weight:bold} span.x {font-style:italic} --></style></head><body>
<!--StartFragment--><p class=MsoTitle>Rain<o:p></o:p></p>
<p class=MsoNormal>She said <span class=x>nothing</span> for a while,
and the rain went on.</p><!--EndFragment--></body></html>"""
GOOGLE = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1a-2b">'
    '<h1 dir="ltr"><span style="font-weight:400;font-style:normal">Rain</span></h1>'
    '<p dir="ltr"><span style="font-style:normal;font-weight:400">She said </span>'
    '<span style="font-style:italic;font-weight:400">nothing</span>'
    '<span style="font-weight:400"> for a while, and the rain went '
    "on.</span></p></b>"
)
BODY = "<p>She said <em>nothing</em> for a while, and the rain went on.</p>"


@pytest.fixture
def pasted(client, db):
    def pasted(text, rich=""):
        client.post("/write", {"text": text, "rich": rich})
        return Source.objects.latest("pk")

    return pasted


def test_a_rich_paste_keeps_its_italics(pasted):
    manuscript = pasted(TEXT, RICH).read()
    assert manuscript.title.text == "Rain"
    assert manuscript.chapters[0].html == BODY


@pytest.mark.parametrize(
    ("rich", "paragraph"), [(WORD, "<p>"), (GOOGLE, '<p dir="ltr">')], ids=["Word", "Google"]
)
def test_what_office_programs_put_into_the_clipboard_is_understood(pasted, rich, paragraph):
    manuscript = pasted(TEXT, rich).read()
    assert manuscript.title.text == "Rain"
    body = BODY.replace("em>", "i>").replace("<p>", paragraph)
    assert [chapter.html for chapter in manuscript.chapters] == [body]


def test_a_word_that_was_typed_is_never_lost_to_the_rich_one(pasted):
    source = pasted(TEXT + "More rain.", RICH)
    assert source.data() == (TEXT + "More rain.").encode()
    assert "More rain." in source.read().chapters[0].text


def test_words_in_another_order_are_those_of_the_box(pasted):
    assert b"<em>" not in pasted("Rain went on.", "<p>On went <em>rain</em>.</p>").data()


def test_without_a_rich_one_the_text_is_kept_byte_for_byte(pasted):
    assert pasted(TEXT).data() == TEXT.encode()


def test_pastes_stand_below_one_another():
    page = rich_paste.document(RICH + rich_paste.NEXT + WORD, TEXT + TEXT)
    assert page.startswith("<!doctype html>")
    assert page.index("<em>nothing") < page.index("<span class=x>nothing")


def test_numbers_of_a_list_that_only_the_text_has_do_not_spoil_it():
    assert rich_paste.document("<ol><li><em>Milk</em></li><li>Eggs</li></ol>", "1. Milk\n2. Eggs")


@pytest.mark.parametrize("rich", ["", " ", "<p>", "<!--StartFragment-->", "<style>x", "\x00"])
def test_nothing_in_it_is_nothing(rich):
    assert rich_paste.document(rich, TEXT) == ""


def test_what_is_larger_than_a_text_may_be_leaves_the_plain_one(pasted):
    assert pasted(TEXT, RICH + "<b></b>" * (GUESTS_BYTES // 6)).data() == TEXT.encode()


def test_what_it_holds_is_never_shown_as_it_is(client, pasted):
    evil = "<p>Rain <em>falls</em><script>alert(1)</script><img src=x onerror=alert(1)></p>"
    page = client.get(pasted("Rain falls", evil).get_absolute_url()).text
    assert "onerror" not in page
    assert "alert(1)" not in page


def test_a_form_that_comes_back_still_has_it(client, db):
    page = client.post("/write", {"text": " ", "rich": "<em>Rain</em>"}).text
    assert "&lt;em&gt;Rain&lt;/em&gt;" in page
