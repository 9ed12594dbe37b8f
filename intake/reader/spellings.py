"""The labels of old headers and what they announce: a table of spellings.

They are those of the archives, mailing lists and newsgroups of 1993 to 2010, the commonest of other
languages too. A spelling is compared by its key (see labels.key_of): "Author's Notes", "AUTHORS
NOTES" and "author’s-notes 2" are one.
"""

# field: spellings. Fields without a place of their own in a story become header lines.
SPELLINGS = {
    "title": "title, story, story title, fic, titre, titel, título, titolo, название, العنوان",
    "notes": (
        "author's note, author's notes, authors note, author note, author notes, a/n, an, a.n., "
        "ans, note, notes, story notes, additional notes, author's comments, preamble, foreword, "
        "intro, introduction, background, explanation, special notes, author's ramblings, "
        "notes from the author, afterword, end note, end notes, endnotes, anmerkung, "
        "anmerkungen, note de l'auteur, notas, примечания, от автора, ملاحظة, ملاحظات, "
        "ملاحظة الكاتب, ملاحظة الكاتبة"
    ),
    "summary": (
        "summary, synopsis, story summary, title summary, episode summary, chapter summary, blurb, "
        "description, teaser, plot, premise, short summary, in a nutshell, résumé, resumen, "
        "inhalt, zusammenfassung, саммари, описание, ملخص, الملخص"
    ),
    "dedication": (
        "dedication, dedications, dedicated to, for, gift for, recipient, written for, "
        "birthday fic for, widmung, dédicace, dedicatoria, посвящение, إهداء, الإهداء"
    ),
    "premise": "au premise, au, a/u, alternate universe, alternative universe, au note, divergence",
    "relationship": (
        "pairing, pairings, pairing(s), paring, parings, couple, couples, ship, ships, 'ship, "
        "shipper, 'shipping, relationship, relationships, main pairing, minor pairings, "
        "side pairings, main pairings, paarung, pareja, пейринг, الثنائي"
    ),
    "character": (
        "character, characters, main characters, main character, cast, featuring, starring, "
        "персонажи, personnages, personajes, charaktere, الشخصيات"
    ),
    "fandom": (
        "fandom, fandoms, show, based on, text it is based on, crossover, crossed with, x-over, "
        "canon, фандом, العالم, الفاندوم"
    ),
    "rating": (
        "rating, rated, ratings, content rating, content/rating, story rating, mpaa, rate, "
        "altersfreigabe, clasificación, рейтинг, التصنيف"
    ),
    "warning": (
        "warning, warnings, content warning, content warnings, contains, caution, squicks, "
        "triggers, trigger warnings, kinks, tw, cw, advertencias, warnung, warnungen, "
        "предупреждения, avertissements, تحذيرات, التحذيرات"
    ),
    "freeform": (
        "genre, genres, category, categories, classification, class, type, story type, keyword, "
        "keywords, tags, additional tags, codes, story codes, kategorie, жанр"
    ),
    "written": (
        "date, dates, date written, written, written on, posted, posted on, date posted, "
        "first posted, first published, published, completed on, submitted"
    ),
    "language": "language, sprache, langue, idioma, язык",
    "chapter title": "chapter title, episode title, part title",
    "author": (
        "author, authors, by, writer, written by, creator, penname, pen name, pseudonym, pseud, "
        "co-author, co-authors, auteur, autor, autora, autore, автор, الكاتب, الكاتبة, المؤلف, "
        "المؤلفة"
    ),
    "mail": (
        "email, e-mail, e-mail address, email address, mail, author's email, contact, addy, "
        "e-mail for feedback"
    ),
    "site": (
        "website, web site, site, url, homepage, home page, web page, author's webpage, "
        "other websites, lj, livejournal, archived at"
    ),
    "series": (
        "series, series/sequel, sequel, sequel to, prequel to, universe, verse, 'verse, arc, "
        "part of, book, saga, story arc, season/sequel info"
    ),
    "part": "part, parts, part number, chapter, chapters, episode, installment, number",
    "spoilers": (
        "spoiler, spoilers, spoiler warning, spoilers for, timeline, timeframe, time frame, "
        "setting, set, placement, season, continuity, episode related, takes place"
    ),
    "disclaimer": (
        "disclaimer, disclaimers, discalimer, disclamer, standard disclaimer, legal, legal stuff, "
        "copyright, ownership, bonus disclaimer, claimer, дисклеймер"
    ),
    "thanks": (
        "beta, betas, beta reader, beta readers, beta'd by, betaed by, editor, thanks, thanks to, "
        "thank you, thank yous, acknowledgements, acknowledgments, kudos, credits, "
        "special thanks, unbetaed, бета"
    ),
    "feedback": (
        "feedback, fb, comments, c&c, r&r, review, reviews, send feedback to, flames, "
        "feedback is, responses"
    ),
    "distribution": (
        "archive, archiving, archived, distribution, distribute, disclaimer/distribution, "
        "permission to archive, posting, where to archive, redistribution, do not archive"
    ),
    "status": "status, finished?, complete, completed, wip, state, in progress, статус",
    "updated": "updated, revised, last revised, last updated, date sent",
    "length": "word count, words, length, size, pages, size (kb), word-count, размер",
    "challenge": (
        "challenge, prompt, prompts, prompt used, theme, response to, request, community, claim, "
        "table, lyric wheel, improv"
    ),
    "music": "song, lyrics, music, soundtrack, songfic",
    "bookkeeping": (
        "archive number, archive's note, posted to, cross-posted, also posted at, "
        "previously posted, list, lists"
    ),
    "original": "translation, translator, original, pov, point of view, tense",
    "envelope": (
        "from, to, cc, subject, newsgroups, message-id, organization, path, reply-to, sender, "
        "lines, received, return-path, mime-version, content-type, content-transfer-encoding, "
        "references, in-reply-to, x-mailer, user-agent, approved, xref, nntp-posting-host, "
        "delivered-to, mailing-list, list-unsubscribe, precedence"
    ),
}

# Labels that also begin ordinary sentences and dialogue: they prove nothing about their neighbours.
WEAK = (
    "for, by, from, to, note, notes, name, story, plot, part, parts, set, date, words, class, "
    "background, type, book, show, number, length, rate, theme, table, song, request, legal, "
    "list, chapter, chapters, music, path, lines, state, complete, season, mail, contact, "
    "original, cast, review, editor, thanks, thank you, writer, claim, caution, kudos, au, "
    "sender, canon, written, posted, tense, language, comments, lists, size, pages, arc, "
    "teaser, lyrics, posting, ship"
)
