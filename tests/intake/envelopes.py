"""Mails and posts with stories in them, generated from the conventions of lists and newsgroups."""

import quopri

from hypothesis import strategies as st

from tests.intake.documents import BREAKS, HEADINGS, WORDS, documents, sentences, wrapped

HOSTS = st.sampled_from(("example.org", "mail.example.com", "REMOVETHIS.a.net", "x-y.example"))
NAMES = st.sampled_from(("ann", "ann.other", "Ann_Other99", "a-o", "the+ann"))
SIGNS = st.sampled_from(("@", "[at]", " AT ", "(at)", " at "))
POSTNAMES = st.sampled_from(("", "FIC: ", "NEW: ", "REPOST: ", "xfc: ", "[list] FIC: ", "Re: NEW "))
PARTS = st.sampled_from(("", " (1/3)", ", part 2", " 2/3", " (1/?)", " 1/WIP", " [2/5]", " (0/4)"))
CODES = st.sampled_from(("", " [PG-13]", " (VOY, J/C)", " TOS K/S [R]", " W/S NC-17", " [ADULT]"))
FOOTERS = st.sampled_from(
    (
        "To unsubscribe from this group, send an email to:\nx-unsubscribe@example.org",
        "-------- Yahoo! Groups Sponsor ---------~-->\nBuy it.\n------------------------~->",
        "Your use of Yahoo! Groups is subject to http://docs.example.org/",
        "Community email addresses:\n  Post message: x@example.org\n  Subscribe:    y@example.org",
        "==^==============\nEASY UNSUBSCRIBE click here: http://t.example/\n==^===============",
        "_______________\nlist mailing list\nlist@example.org\nhttp://example.org/listinfo",
        "The Gossamer Project   Author - Title - Date",
        "-- \nAnn Other\nann@example.org",
        "--\nAnn",
    )
)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    sign, host = draw(SIGNS), draw(HOSTS)
    host = host.replace(".", " dot ") if sign == " at " else host
    opening, closing = draw(st.sampled_from((("", ""), ("<", ">"), ("(", ")"))))
    return f"{opening}{draw(NAMES)}{sign}{host}{closing}"


@st.composite
def requests(draw: st.DrawFn) -> str:
    """Where to write, in a sentence, beside others, or alone."""
    before = draw(st.sampled_from(("", "Feedback to: ", "Write to me at ", "Notes: Thanks! Mail ")))
    return before + draw(addresses()) + draw(st.sampled_from(("", ".", ", please!", " " + "ever.")))


@st.composite
def subjects(draw: st.DrawFn) -> str:
    title = " ".join(draw(st.lists(WORDS, min_size=1, max_size=5))).title()
    return draw(POSTNAMES) + title + draw(PARTS) + draw(CODES)


@st.composite
def heads(draw: st.DrawFn) -> str:
    lines = [
        f"From: Ann Other <{draw(addresses())}>",
        f"Subject: {draw(subjects())}",
        "Date: Mon, 12 Apr 1999 20:14:00 -0400",
        "To: list@example.org",
        "Message-ID: <1999.1@example.org>",
        "X-Mailer: A Mailer\n  of two lines",
        "Newsgroups: alt.example.creative",
    ]
    chosen = draw(st.lists(st.sampled_from(lines), min_size=1, max_size=7, unique=True))
    mailbox = draw(st.sampled_from(("", "From ann@example.org Mon Feb 12 09:00:01 2001\n")))
    return mailbox + "\n".join(chosen)


@st.composite
def mails(draw: st.DrawFn) -> str:
    """One or more mails, one below the other."""
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        pieces += [draw(heads()), draw(st.one_of(documents(), wrapped()))]
        pieces += draw(st.lists(st.one_of(requests(), FOOTERS, HEADINGS, BREAKS), max_size=3))
    return draw(st.sampled_from(("\n\n", "\n\n\n"))).join(pieces)


@st.composite
def quoted(draw: st.DrawFn) -> str:
    sign = draw(st.sampled_from((">", "> ", ">> ")))
    return "\n".join(sign + line for line in draw(mails()).split("\n"))


@st.composite
def printables(draw: st.DrawFn) -> str:
    """Quoted-printable, as a mail program made it."""
    encoding = draw(st.sampled_from(("utf-8", "cp1252")))
    data = draw(mails()).encode(encoding, "replace")
    return quopri.encodestring(data).decode("ascii")


@st.composite
def escaped(draw: st.DrawFn) -> str:
    text = draw(documents())
    signs = ("&quot;", "&amp;", "&nbsp;", "&#8217;", "&eacute;", "&lt;", "&gt;", "&bogus;")
    return " ".join(f"{word}{draw(st.sampled_from(signs))}" for word in text.split(" "))


@st.composite
def garbled(draw: st.DrawFn) -> str:
    """UTF-8 that was read as something else on the way."""
    text = f"“{draw(sentences())}” — it’s {draw(documents())}"
    return text.encode().decode(draw(st.sampled_from(("latin-1", "mac-roman"))))
