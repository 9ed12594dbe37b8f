"""The labels of old headers and what they announce: a table of spellings.

They are those of the archives, mailing lists and newsgroups of 1993 to 2010; those of other
languages stand in foreign.py. A spelling is compared by its key (see labels.key_of): "Author's
Notes", "AUTHORS NOTES" and "author’s-notes 2" are one.
"""

from intake.reader.header.foreign import FOREIGN

# field: spellings. Fields without a place of their own in a story become header lines.
ENGLISH = {
    "title": "title, story, story title, name, fic, fic title",
    "notes": (
        "author's note, author's notes, authors note, author note, author notes, a/n, an, a.n., "
        "ans, note, notes, story notes, additional notes, author's comments, preamble, foreword, "
        "intro, introduction, background, explanation, special notes, author's ramblings, "
        "notes from the author, afterword, end note, end notes, endnotes"
    ),
    "summary": (
        "summary, synopsis, story summary, title summary, episode summary, chapter summary, blurb, "
        "description, teaser, plot, premise, short summary, in a nutshell"
    ),
    "dedication": (
        "dedication, dedications, dedicated to, for, gift for, recipient, written for, "
        "birthday fic for"
    ),
    "premise": "au premise, au, a/u, alternate universe, alternative universe, au note, divergence",
    "relationship": (
        "pairing, pairings, pairing(s), paring, parings, couple, couples, ship, ships, 'ship, "
        "shipper, 'shipping, shipping, relationship, relationships, main pairing, minor pairings, "
        "minor pairing, side pairings, main pairings, romance, centric"
    ),
    "character": (
        "character, characters, main characters, main character, cast, featuring, starring, "
        "person, persons"
    ),
    "fandom": (
        "fandom, fandoms, show, source, canon, based on, text it is based on, crossover, "
        "crossed with, crossover with, x-over, xover"
    ),
    "rating": (
        "rating, rated, ratings, content rating, content/rating, story rating, mpaa, mpaa rating, "
        "rate"
    ),
    "warning": (
        "warning, warnings, content warning, content warnings, content, contents, contains, "
        "caution, notice, squicks, triggers, trigger warnings, trigger warning, kinks, tw, cw, "
        "tw/cw, no warnings"
    ),
    "freeform": (
        "genre, genres, category, categories, classification, class, type, story type, keyword, "
        "keywords, tags, additional tags, codes, story codes, format"
    ),
    "written": (
        "date, dates, date written, written, written on, posted, posted on, date posted, "
        "first posted, first published, published, completed on, submitted, date sent, "
        "date sent to ffml, date sent to the ffml"
    ),
    "language": "language",
    "chapter title": "chapter title, episode title, part title",
    "author": (
        "author, authors, by, writer, writers, written by, creator, penname, pen name, pseudonym, "
        "pseud"
    ),
    "co-author": "co-author, co-authors, co-writer, co-written by, coauthored by",
    "mail": (
        "email, e-mail, e-mail address, email address, mail, author's email, author email, "
        "contact, addy, e-mail for feedback, email for feedback"
    ),
    "site": (
        "website, web site, site, url, homepage, home page, web page, author's webpage, "
        "author's website, other websites, lj, livejournal"
    ),
    "series": (
        "series, series/sequel, sequel, sequel to, prequel, prequel to, universe, verse, 'verse, "
        "arc, part of, book, saga, story arc, season/sequel info"
    ),
    "part": "part, parts, part number, chapter, chapters, episode, installment, number",
    "spoilers": (
        "spoiler, spoilers, spoiler warning, spoiler warnings, spoilers for, timeline, timeframe, "
        "time frame, setting, set, placement, season, continuity, episode related, takes place"
    ),
    "disclaimer": (
        "disclaimer, disclaimers, discalimer, disclamer, standard disclaimer, usual disclaimer, "
        "usual disclaimers, usual disclaimers apply, standard disclaimers apply, legal, "
        "legal stuff, copyright, ownership, bonus disclaimer, claimer"
    ),
    "thanks": (
        "beta, betas, beta reader, beta readers, beta'd by, betaed by, editor, thanks, thanks to, "
        "thank you, thank yous, acknowledgements, acknowledgments, kudos, credits, "
        "special thanks, special thanks to, unbetaed"
    ),
    "feedback": (
        "feedback, fb, comments, c&c, r&r, review, reviews, send feedback to, flames, "
        "feedback is, responses"
    ),
    "distribution": (
        "archive, archiving, archived, distribution, distribute, disclaimer/distribution, "
        "permission to archive, archive permission, posting, where to archive, redistribution, "
        "do not archive"
    ),
    "status": (
        "status, finished, finished?, complete, complete?, completed, completed?, wip, state, "
        "in progress"
    ),
    "updated": "updated, revised, last revised, last updated",
    "length": "word count, words, length, size, pages, size (kb), word-count",
    "challenge": (
        "challenge, prompt, prompts, prompt used, theme, response to, request, community, claim, "
        "table, lyric wheel, improv"
    ),
    "music": "song, lyrics, music, soundtrack, songfic",
    "bookkeeping": (
        "archive number, archive's note, posted to, cross-posted, crossposted, "
        "previously posted, list, lists, current mood, current music, current location"
    ),
    "also at": (
        "also posted at, also posted on, also posted to, also at, archived at, also archived at, "
        "crossposted at, cross-posted at, cross-posted to"
    ),
    "inspired by": "inspired by, remix of, sequel by another author to",
    "translation of": (
        "translation of, translated from, original story, original title, original fic"
    ),
    "original": "translation, translator, translated by, original, pov, point of view, tense",
    "envelope": (
        "from, to, cc, subject, newsgroups, message-id, organization, path, reply-to, sender, "
        "lines, received, return-path, mime-version, content-type, content-transfer-encoding, "
        "references, in-reply-to, x-mailer, user-agent, approved, xref, nntp-posting-host, "
        "delivered-to, mailing-list, list-unsubscribe, precedence"
    ),
}
SPELLINGS = {
    field: ", ".join(filter(None, (spellings, FOREIGN.get(field, ""))))
    for field, spellings in ENGLISH.items()
}

# Labels that also begin ordinary sentences and dialogue: they prove nothing about their neighbours.
WEAK = (
    "for, by, from, to, note, notes, name, story, plot, part, parts, set, date, words, class, "
    "background, type, book, show, number, length, rate, theme, table, song, request, legal, "
    "list, chapter, chapters, music, path, lines, state, complete, season, mail, contact, "
    "original, cast, review, editor, thanks, thank you, writer, claim, caution, kudos, au, "
    "sender, canon, written, posted, tense, language, comments, lists, size, pages, arc, "
    "teaser, lyrics, posting, ship, source, content, contents, notice, format, romance, person, "
    "persons, centric, finished, prequel, data, parole, danke, dank, merci, dedica, "
    "aviso, avisos, teil, partie, parte, lied, musik, página, estado, stato, état, ciclo, cycle, "
    "reihe, figuren, freigabe, reto, défi, sfida, desafio, música, chanson, canción, ключ, отказ, "
    "n/a, герои, пара, часть, глава, заявка, песня, شكر, الفصل"
)
