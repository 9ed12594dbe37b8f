"""What is written in fancy letters is spoken and found in plain ones."""

import unicodedata

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from core.plain_letters import ALPHABETS, RAISED, SMALL, STRUCK, plain
from tests.cast import publish_story

FANCY = "𝓜𝔂 𝓢𝓽𝓸𝓻𝔂"


@pytest.mark.parametrize(
    "fancy",
    [
        "𝐌𝐲 𝐒𝐭𝐨𝐫𝐲",
        "𝑀𝑦 𝑆𝑡𝑜𝑟𝑦",
        FANCY,
        "ℳ𝓎 𝒮𝓉ℴ𝓇𝓎",
        "𝔐𝔶 𝔖𝔱𝔬𝔯𝔶",
        "𝕄𝕪 𝕊𝕥𝕠𝕣𝕪",
        "𝖬𝗒 𝖲𝗍𝗈𝗋𝗒",
        "𝗠𝘆 𝗦𝘁𝗼𝗿𝘆",
        "𝙼𝚢 𝚂𝚝𝚘𝚛𝚢",
        "Ｍｙ Ｓｔｏｒｙ",
        "Ｍｙ　Ｓｔｏｒｙ",
        "Ⓜⓨ Ⓢⓣⓞⓡⓨ",
        "🄼⒴ 🅢⒯🄾🅡⒴",
        "🅼🆈 🆂🆃🅾🆁🆈",
        "ᴍʏ ꜱᴛᴏʀʏ",
        "ᴍʏ sᴛᴏʀʏ",
        "ᵐʸ ˢᵗᵒʳʸ",
        "M̶y̶ S̷t̷o̷r̷y̷",
        "𝓜̶𝔂̶ 𝓢𝓽𝓸𝓻𝔂",
    ],
)
def test_all_alphabets_say_the_same(fancy):
    assert plain(fancy).casefold() == "my story"


def test_numbers_and_the_words_around_them_stay_in_place():
    assert plain("𝟐𝟎 ways to 𝓼𝓪𝔂 it, part ②") == "20 ways to say it, part 2"


@pytest.mark.parametrize(
    "title",
    [
        "The Lamplighter’s Daughter",
        "Ида и Тобиас",
        "Ὀδύσσεια",
        "بيت على حافة الملح",
        "千と千尋！「物語」　二",
        "ﾊﾝｶｸ ㍿ ㈱ ㊗",
        "한국어 이야기",
        "1ˢᵗ May, 25 ℃, № 5, ™, x²",
        "ǫðr [ɪz] ʏ",
        "🇫🇷 ♥ ℹ ⁂ 👩‍🚀",
        "Ελλάδα ᏣᎳᎩ Ѕtory",
        "Café, naïve, Ångström, ½",
    ],
)
def test_letters_of_a_script_stay(title):
    assert plain(title) == title


TOUCHED = {c for c in map(chr, range(0x110000)) if ALPHABETS.match(c) or STRUCK.search("M" + c)}
TOUCHED |= {*SMALL, *RAISED}


@given(st.text().filter(lambda text: not TOUCHED & set(text)))
def test_what_has_no_fancy_letter_is_never_changed(text):
    assert plain(text) == text


@given(st.text(st.one_of(st.sampled_from(sorted(TOUCHED)), st.sampled_from("aXs　 ̶1é"))))
def test_doing_it_twice_changes_nothing_more(text):
    assert plain(plain(text)) == plain(text)


@given(st.text(st.sampled_from([c for c in sorted(TOUCHED) if c.isalpha()]), min_size=1))
def test_no_word_is_lost(text):
    assert plain(text).strip()
    assert len(unicodedata.normalize("NFC", plain(text))) >= len(text.strip()) / 2


def test_a_title_is_shown_as_typed_and_named_plainly(client, alice):
    story = publish_story(alice, FANCY)
    page = client.get(story.get_absolute_url()).text
    assert f'<h1 class="title heading" aria-label="My Story">{FANCY}</h1>' in page
    assert "<title>My Story ·" in page
    card = client.get("/works").text
    assert f'<a href="{story.get_absolute_url()}" aria-label="My Story">{FANCY}</a>' in card
    contents = client.get(story.get_absolute_url() + "/navigate").text
    assert f'aria-label="My Story">{FANCY}</a></h1>' in contents


def test_a_plain_title_needs_no_second_name(client, story):
    assert "aria-label" not in Template(
        "{% load stories %}<h1{% spoken title %}>{{ title }}</h1>"
    ).render(Context({"title": story.title}))


def test_a_plain_name_is_safe_in_its_attribute():
    title = '𝓜" onfocus="alert(1)'
    drawn = Template("{% load stories %}<h1{% spoken title %}></h1>").render(
        Context({"title": title})
    )
    assert drawn == '<h1 aria-label="M&quot; onfocus=&quot;alert(1)"></h1>'
