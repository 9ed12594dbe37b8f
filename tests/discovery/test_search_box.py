"""What the search box understands."""

import re

import pytest
from django.http import QueryDict

from discovery.search import SORTS
from discovery.wishes import Wish, fields, read, spoken_values
from tests.conftest import ROOT


def box(text) -> Wish:
    query = QueryDict(mutable=True)
    query["q"] = text
    return read(query)


def labels(text):
    return [part.label for part in box(text).asked]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("slow burn", ["“slow”", "“burn”"]),
        ('"cold tea" -rain', ["“cold tea”", "without “rain”"]),
        ('-"cold tea"', ["without “cold tea”"]),
        ("“cold tea” «luna llena» 「月が」", ["“cold tea”", "“luna llena”", "“月が”"]),
        ('"never closed', ["“never closed”"]),
        ('foo"bar baz"', ["“foo”", "“bar baz”"]),
        ("− - -- & …", []),
        # fields
        ("fandom:Buffy", ["Fandom: Buffy"]),
        ('fandom:"Buffy the Vampire Slayer"', ["Fandom: Buffy the Vampire Slayer"]),
        ('fandom: "Buffy" rain', ["“rain”", "Fandom: Buffy"]),
        ('fandom:"Crouching Tiger, Hidden Dragon"', ["Fandom: Crouching Tiger, Hidden Dragon"]),
        ("fandom:Buffy,Angel", ["Fandom: Buffy", "Fandom: Angel"]),
        ("-fandom:Buffy", ["without: Buffy"]),
        ("Fandom：Buffy", ["Fandom: Buffy"]),
        ("ship:Maud/Otter pairing:A/B", ["Relationship: Maud/Otter", "Relationship: A/B"]),
        ("character:Maud au:soulmates", ["Character: Maud", "AU: soulmates"]),
        ("tag:fluff -tag:angst", ["Tag: fluff", "without: angst"]),
        ("warning:none -category:gen", ["Warning: none", "without: gen"]),
        ("title:lamp by:Otterburn", ["in the title: “lamp”", "by Otterburn"]),
        ("author:Maud mainly:Otter", ["mainly: Otter", "by Maud"]),
        ("rating:teen status:complete", ["Rating: Teen and up", "Status: Complete"]),
        ("-rating:explicit", ["Rating: not Explicit"]),
        ('status:"in progress"', ["Status: In progress"]),
        ("-mainly:Maud", ["not mainly: Maud"]),
        ("crossover:none chapters:one", ["no crossovers", "one chapter only"]),
        ("-crossover:none -chapters:one", ["only crossovers", "several chapters"]),
        ("-crossover:only -chapters:many", ["no crossovers", "one chapter only"]),
        ("in:text cold tea", ["in the text: “cold”", "in the text: “tea”"]),
        ("cold tea -in:text", ["“cold”", "“tea”"]),
        ('"cold tea" in:text -rain', ["in the text: “cold tea”", "not in the text: “rain”"]),
        # amounts
        ("words:>10000", ["more than 10,000 words"]),
        ("words:>=10000", ["10,000 words or more"]),
        ("words:<500", ["fewer than 500 words"]),
        ("words:1000-5000", ["1,000 to 5,000 words"]),
        ("words:5000..1000", ["1,000 to 5,000 words"]),
        ("words:>1k words:<=5k", ["1,001 to 5,000 words"]),
        ("words:10,000+", ["10,000 words or more"]),
        ("-words:<500", ["500 words or more"]),
        ("words:> 300 rain", ["“300”", "“rain”"]),
        # time
        ("updated:<2w", ["updated in the last 2 weeks"]),
        ("updated:2w", ["updated in the last 2 weeks"]),
        ("updated:>1y", ["updated more than a year ago"]),
        ("updated:2024-05", ["updated: May 2024"]),
        ("updated:>2024-05", ["updated since June 2024"]),
        ("updated:<=2024-05-17", ["last updated by 17 May 2024"]),
        ("updated:2023..2024-02", ["updated between 2023 and February 2024"]),
        ("written:2001", ["written in 2001"]),
        ("written:1998-2003", ["written from 1998 to 2003"]),
        ("written:<2000", ["written in 1999 or earlier"]),
        # languages
        ("lang:en", ["Language: English"]),
        ("language:english", ["Language: English"]),
        ("lang:Español", ["Language: Español"]),
        ("lang:español lang:spanish", ["Language: Español"]),
        ("lang:中文", ["Language: 中文"]),
        ("lang:العربية", ["Language: العربية"]),
        ("idioma:inglés", ["Language: English"]),
        ("-lang:de", ["not in Deutsch"]),
        # in other languages, letters and digits
        ("personaje:Maud palabras:>1.000", ["Character: Maud", "more than 1,000 words"]),
        ("título:luz estado:completa", ["in the title: “luz”", "Status: Complete"]),
        ("كلمات:>١٠٠٠", ["more than 1,000 words"]),
        ("شخصية:مود،علي", ["Character: مود", "Character: علي"]),
        ("عنوان:المنارة الحالة:مكتملة", ["in the title: “المنارة”", "Status: Complete"]),
        ("ｗｏｒｄｓ：＞１０００", ["more than 1,000 words"]),
        # what is no field
        ("re:zero", ["“re:zero”"]),
        ("Castlevania: Nocturne", ["“Castlevania:”", "“Nocturne”"]),
        ("at 10:30", ["“at”", "“10:30”"]),
        ("https://example.org", ["“https://example.org”"]),
        ("in: the rain", ["“the”", "“rain”"]),
    ],
)
def test_it_says_what_it_understood(typed, understood):
    assert labels(typed) == understood
    wish = box(typed)
    if not wish.in_text:
        assert labels(wish.in_box) == [part.label for part in wish.asked if part.field == "q"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("re:zero", []),
        ("Castlevania: Nocturne", []),
        ("genre:drama", ["“genre:” is no field; its words were looked for."]),
        ("♥ rain", ["“♥” has no letters and is ignored."]),
        ("words:many", ["“words:many” was not understood and is ignored."]),
        ("rating:spicy", ["“rating:spicy” was not understood and is ignored."]),
        ("written:99999", ["“written:99999” was not understood and is ignored."]),
        ("-words:10-20", ["“-words:10-20” was not understood and is ignored."]),
        ("-written:2001", ["“-written:2001” was not understood and is ignored."]),
        ("-crossover:maybe", ["“-crossover:maybe” was not understood and is ignored."]),
        ("rain -in:text", ["“-in:text” was not understood and is ignored."]),
        ("-sort:words", ["“-sort:words” was not understood and is ignored."]),
        ("sort:upwards", ["“sort:upwards” was not understood and is ignored."]),
        (
            "words:>1000 words:<500",
            ["“words:<500” is the opposite of what was asked before; it alone counts."],
        ),
        ("tag:fluff -tag:Fluff", ["“Fluff” was both asked for and kept out: it is kept out."]),
    ],
)
def test_it_says_what_it_did_not(typed, said):
    assert [str(remark) for remark in box(typed).ignored] == said


def test_the_box_keeps_the_free_words_and_the_fields_become_chips():
    wish = box('slow fandom:Buffy "cold tea" -rain sort:words')
    assert wish.in_box == 'slow "cold tea" -rain'
    assert wish.sort == "words"
    assert wish.address() == "q=slow+%22cold+tea%22+-rain&fandom=Buffy&sort=words"


def test_what_is_typed_counts_more_than_what_was_chosen_before():
    assert read("q=-tag:Fluff&tag=fluff").address() == "not-tag=Fluff"


DOCUMENT = (ROOT / "docs" / "finding.md").read_text()
EXAMPLES = DOCUMENT.partition("### What was understood")[0]


@pytest.mark.parametrize("row", re.findall(r"^\| (`.+?) \|", EXAMPLES, re.M))
def test_what_the_documents_promise_is_understood(row):
    for example in re.findall(r"`([^`]+)`", row):
        wish = box(f"tea {example}")
        assert not wish.ignored
        assert wish != box("tea")


def parameters():
    ways = [f"{name}-{way}" for name in fields.RANGES for way in ("from", "to")]
    arranging = ["q", "in", "match", "sort", "order", "exclusions"]
    others = [name for name in fields.ORDER if name not in (*fields.RANGES, "text")]
    return {*ways, *arranging, *others}


def test_every_parameter_and_sort_stands_in_the_documents():
    for name in (*parameters(), *SORTS):
        assert f"`{name}`" in DOCUMENT, name
    assert set(SORTS) == set(spoken_values.SORTS)
