"""Signs at words, which pass the sanitiser like letters: what the page's tags said of these words.

They are noncharacters of the higher planes: no document has them, and what has is rid of them.
A run is one or more signs, the words, and `END`; it holds no tag.
"""

import re

from django.utils.translation import gettext_lazy as _

END = "\U0001ffff"
LINK = "\U0001fffe"  # these words lead elsewhere
BIG = "\U0002fffe"  # they are set large
HOST = "\U0002ffff"
NAVIGATION = "\U0003fffe"
AROUND = "\U0003ffff"
HIDDEN = "\U0004fffe"
COMMENT = "\U0004ffff"
TITLE = "\U0005fffe"
AUTHOR = "\U0005ffff"
SUMMARY = "\U0006fffe"
FIGURES = "\U0006ffff"
DATE = "\U0007fffe"

# Words with one of these are withheld from the story and stand in the report.
REASONS = {
    HOST: _("The host of the page put this here."),
    NAVIGATION: _("This leads around the site; it is no part of the story."),
    AROUND: _("This stood around the story on the page."),
    HIDDEN: _("This was hidden on the page."),
    COMMENT: _("This is a comment in the margin of the document."),
}
# Words with one of these are a field of the story, by the page's own order.
PARTS = frozenset((TITLE, AUTHOR, SUMMARY, FIGURES, DATE))
WITHHELD = frozenset((*REASONS, *PARTS))

ALL = "".join((LINK, BIG, *WITHHELD))
RUN = re.compile(f"([{ALL}]+)([^{END}]*){END}")
SIGN = re.compile(f"[{ALL}{END}]")


def without(text: str) -> str:
    return SIGN.sub("", text) if text and max(text) > "\U0001fffd" else text


def marked(signs: str, source: str) -> str:
    """`source`, words between two tags, with these signs before and END behind."""
    if not signs or source.isspace():
        return source
    start = len(source) - len(source.lstrip())
    end = len(source.rstrip())
    return f"{source[:start]}{signs}{source[start:end]}{END}{source[end:]}"


def kept(html: str) -> str:
    """`html` without the runs that are withheld."""
    return RUN.sub(lambda run: "" if WITHHELD.intersection(run[1]) else run[0], html)
