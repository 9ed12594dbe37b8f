"""Every label that old headers had, in every dress: what it announces."""

import pytest

from intake import read
from intake.reader.header.labels import labelled
from intake.reader.lines import lines_of

# As found in the archives, mailing lists and newsgroups of 1993 to 2010, and in other languages.
TABLE = {
    "title": (
        "Title, Story, Story Title, Name, Fic, Titre, Titel, Título, Titolo, Название, العنوان"
    ),
    "series": (
        "Series, Series/Sequel, Sequel, Sequel to, Prequel to, Universe, Verse, 'verse, Arc, "
        "Part of, Book, Saga, Story Arc, Season/Sequel Info, Serie, Série, Reihe, Серия, السلسلة"
    ),
    "part": (
        "Part, Parts, Part Number, Chapter, Chapters, Episode, Installment, Number, Teil, Partie, "
        "Parte, Kapitel, Chapitre, Capítulo, Capitolo, Глава"
    ),
    "chapter title": "Chapter Title, Episode Title, Part Title",
    "author": (
        "Author, Authors, By, Writer, Written by, Creator, Penname, Pen name, Pseudonym, Auteur, "
        "Autor, Autora, Autor(a), Autore, Autrice, Autorin, Автор, الكاتب, الكاتبة"
    ),
    "co-author": "Co-author, Co-authors, Coautora, Coautore, Соавтор",
    "envelope": "From, To, Subject, Newsgroups, Message-ID, Organization, Path, Reply-To, Lines",
    "mail": (
        "Email, E-mail, E-Mail Address, Mail, Author's Email, Contact, Email address, Addy, "
        "E-mail for feedback, Courriel, Correo"
    ),
    "site": (
        "Website, Web site, Site, URL, Homepage, Home page, Web Page, Author's Webpage, "
        "Other Websites, LJ"
    ),
    "also at": "Archived at, Also posted at, Also posted on, Cross-posted to",
    "fandom": (
        "Fandom, Fandoms, Show, Source, Canon, Based on, Text it is based on, Crossover, "
        "Crossed with, X-over, Фандом, العالم"
    ),
    "relationship": (
        "Pairing, Pairings, Pairing(s), Paring, Paring(s), Couple, Couples, Ship, Ships, Shipper, "
        "'Ship, 'Shipping, Relationship, Relationship(s), Main pairing, Minor Pairings, Romance, "
        "Centric, Paarung, Pareja, Coppia, Casal, Пейринг, الثنائي"
    ),
    "character": (
        "Character, Characters, Main Characters, Cast, Featuring, Starring, Person(s), "
        "Personnages, Personajes, Personaggi, Personagens, Charaktere, Персонажи, الشخصيات"
    ),
    "rating": (
        "Rating, Rated, Ratings, Content/Rating, Content Rating, Rate, MPAA, Altersfreigabe, "
        "Clasificación, Classificação, Рейтинг, التصنيف"
    ),
    "freeform": (
        "Category, Categories, Classification, Class, Genre, Genres, Type, Story Type, Keyword, "
        "Keywords, Keyword(s), Codes, Story Codes, Format, Kategorie, Genere, Género, Gênero, Жанр"
    ),
    "warning": (
        "Warning, Warnings, Content Warning, Content Warning(s), Content, Contents, Contains, "
        "Caution, Notice, Squicks, Triggers, Trigger warnings, Kinks, TW, CW, TW/CW, No warnings, "
        "Warnung, Warnungen, Advertencias, Avertissements, Avvertimenti, Avisos, Предупреждения"
    ),
    "spoilers": (
        "Spoiler, Spoilers, Spoiler Warning, Spoilers for, Timeline, Timeframe, Time frame, "
        "Setting, Set, Placement, Season, Continuity, Episode related, Takes place"
    ),
    "summary": (
        "Summary, Synopsis, Title Summary, Episode Summary, Blurb, Description, Teaser, Plot, "
        "Premise, Short summary, In a nutshell, Résumé, Resumen, Inhalt, Zusammenfassung, "
        "Riassunto, Resumo, Саммари, Описание, ملخص"
    ),
    "disclaimer": (
        "Disclaimer, Disclaimers, Discalimer, Disclamer, Standard Disclaimer, "
        "Usual disclaimers apply, Legal, Legal Stuff, Copyright, Ownership, Bonus Disclaimer, "
        "Claimer, Haftungsausschluss, Дисклеймер"
    ),
    "notes": (
        "Author's Note, Author's Notes, Authors Note, Authors Note(s), Author Note(s), "
        "Author's Note 2, Note #2, A/N 2, AN2, A/N, AN, A.N., Note, Notes, Story Notes, "
        "Additional Notes, Author's comments, Preamble, Foreword, Intro, Introduction, "
        "Background, Explanation, Special notes, Afterword, End Notes, Anmerkung, "
        "Note de l'auteur, Notas, Note dell'autrice, Примечания, От автора, ملاحظات"
    ),
    "dedication": (
        "Dedication, Dedicated to, For, Gift for, Recipient, Written for, Birthday fic for, "
        "Widmung, Dédicace, Dedicatoria, Dedica, Посвящение, إهداء"
    ),
    "thanks": (
        "Beta, Betas, Beta reader, Beta'd by, Betaed by, Editor, Thanks, Thanks to, Thank you, "
        "Thank you(s), Acknowledgements, Kudos, Credits, Special thanks, Unbetaed, Бета"
    ),
    "feedback": (
        "Feedback, FB, Comments, C&C, R&R, Review, Review(s), Send feedback to, Flames, "
        "Feedback is, Responses"
    ),
    "distribution": (
        "Archive, Archiving, Archived, Distribution, Distribute, Disclaimer/Distribution, "
        "Permission to archive, Posting, Where to archive, Redistribution, DO NOT ARCHIVE, "
        "Размещение"
    ),
    "status": (
        "Status, Finished?, Finished, Complete, Complete?, Completed, WIP, State, In progress, "
        "Статус, Estado, Stato"
    ),
    "written": (
        "Date, Dates, Date written, Written, Posted, Posted on, Date Posted, First posted, "
        "First Published, Published, Submitted, Date Sent to FFML, Completed on, Datum, Fecha, Дата"
    ),
    "updated": "Updated, Revised, Last revised, Last updated",
    "length": "Word count, Words, Length, Size, Pages, Size (KB), Размер",
    "challenge": (
        "Challenge, Prompt, Prompt used, Theme, Response to, Request, Community, Claim, Table, "
        "Lyric Wheel, Improv"
    ),
    "music": "Song, Lyrics, Music, Soundtrack, Songfic",
    "bookkeeping": (
        "Archive Number, Archive's Note, Posted to, Cross-posted, Previously posted, List, Lists"
    ),
    "language": "Language, Sprache, Langue, Idioma, Lingua, Язык",
    "translation of": (
        "Translation of, Übersetzung von, Traduction de, Traducción de, Traduzione di"
    ),
    "inspired by": "Inspired by, Inspiriert von, Inspiré de, Inspirado en, Ispirato a",
    "original": "Translation, Translator, Original, POV, Point of view, Tense",
    "premise": "AU, A/U, Alternate Universe, AU premise",
}
SPELLED = [(field, label) for field, row in TABLE.items() for label in row.split(", ")]


def announced(text: str) -> tuple[str, str, str] | None:
    [line] = lines_of(text)
    found = labelled(line)
    if not found:
        return None
    return found.field, found.label, line.plain(line.text[found.start : found.end])


@pytest.mark.parametrize(("field", "label"), SPELLED, ids=[label for _field, label in SPELLED])
def test_every_spelling_announces_its_field(field, label):
    for spelled in (label, label.upper(), label.lower()):
        assert announced(f"{spelled}: Rain") == (field, spelled, "Rain")


@pytest.mark.parametrize(
    "line",
    [
        "Title: Rain",
        "Title:Rain",
        "Title : Rain",
        "TITLE: Rain",
        "Title - Rain",
        "Title -- Rain",
        "Title- Rain",
        "Title – Rain",
        "TITLE. Rain",
        "TITLE     Rain",
        "TITLE\tRain",
        "**Title:** Rain",
        "**Title**: Rain",
        "*Title:* Rain",
        "_Title_: Rain",
        "<b>Title:</b> Rain",
        "<b>Title</b>: Rain",
        "<b>Title</b> Rain",
        "<strong>Title: </strong>Rain",
        "~Title~ Rain",
        "~Title:~ Rain",
        "~*~Title~*~ Rain",
        "[Title] Rain",
        "[Title]: Rain",
        "[Title: Rain]",
        "=Title= Rain",
        "=Title:= Rain",
        "{Title} Rain",
        "*Title: Rain*",
        "<b>Title: Rain</b>",
        "(Title: Rain)",
        "* Title: Rain",
        "> Title: Rain",
        "| Title: Rain",
        "Title： Rain",
        "   Title: Rain",
    ],
)
def test_a_label_is_known_in_every_dress(line):
    found = announced(line)
    assert found is not None
    assert (found[0], found[2].strip(") ")) == ("title", "Rain")


@pytest.mark.parametrize("label", ["Circuit Archive", "AUTO ARCHIVE", "Wolf and Lamb Archive"])
def test_every_archive_of_a_list_has_its_own_yes_or_no(label):
    assert announced(f"{label}: yes") == ("distribution", label, "yes")


@pytest.mark.parametrize(
    "line",
    [
        "The summary - such as it was - lay on the desk.",
        "For a moment: nothing.",
        "Rated highly by everybody, she went on.",
        "Warning him off was no use.",
        "*Tidy* fights are like that, she thought.",
        "Notes. He had taken notes.",
        "Genre fiction. That was what they read.",
        "Summary executions were held at dawn.",
        "series - no, that was not the word.",
        "Disclaimers all round!",
    ],
)
def test_sentences_have_no_labels(line):
    found = announced(line)
    assert found is None or found[0] == "dedication"  # "For a moment:" is weak: see front_matter


@pytest.mark.parametrize("sign", [" ", "   ", " | ", " / ", "; ", "\t"])
def test_several_fields_stand_on_one_line(sign):
    line = sign.join(("Rating: PG-13", "Pairing: W/S", "Spoilers: none"))
    found = read(f"Rain\n{line}\n\nIt rained all day, and nobody minded.\n".encode())
    assert [one.name for one in found.suggestions("rating")] == ["teen"]
    assert [one.name for one in found.suggestions("relationship")] == ["W/S"]
    assert [(one.label, one.value) for one in found.header_lines] == [("Spoilers", "none")]


def test_titles_and_names_share_a_line_where_a_sign_parts_them():
    found = read(b"Title: Rain | Author: Ann Other | Words: 2300\n\nIt rained all day.\n")
    assert found.title.text == "Rain"
    assert [one.name for one in found.suggestions("author")] == ["Ann Other"]
    assert [line.label for line in found.header_lines] == ["Author", "Words"]


def test_a_sentence_of_a_note_holds_colons():
    found = read(b"Rain\nNotes: I love this pairing. My rating: ten of ten.\n\nIt rained.\n")
    assert found.notes[0].text == "I love this pairing. My rating: ten of ten."
