"""What AO3 calls things, and what we call them: labels, ratings, warnings, series, credits."""

import re
from collections.abc import Iterator
from datetime import date

from selectolax.lexbor import LexborNode

from intake.reader.downloads.sheet import link_of, words_of
from intake.reader.header.suggestions import AU, RATING_OF, au_name
from intake.reader.header.warnings import WARNINGS
from intake.reader.manuscript import Credit, Figures, HeaderLine, PartOfSeries, Suggestion

KIND_OF = {
    "rating": "rating",
    "archive warning": "warning",
    "warning": "warning",
    "category": "category",
    "categorie": "category",
    "fandom": "fandom",
    "relationship": "relationship",
    "pairing": "relationship",
    "character": "character",
    "additional tag": "freeform",
    "tag": "freeform",
    "freeform": "freeform",
    "language": "language",
    "series": "series",
    "serie": "series",
    "collection": "collections",
    "stat": "stats",
}
# The order of AO3's own list, for labels in a language that we do not know.
ORDER = ("rating", "warning", "category", "fandom", "relationship", "character", "freeform")
RATINGS = RATING_OF | {
    "not rated": "not_rated",
    "general audiences": "general",
    "teen and up audiences": "teen",
    "teen and up": "teen",
    "mature": "mature",
    "explicit": "explicit",
}
CATEGORIES = ("F/F", "F/M", "Gen", "M/M", "Multi", "Other")
# Names of languages that are written otherwise on AO3 than anywhere else, as tags of ours.
TONGUES = {
    "中文-普通话 國語": "zh-Hans",
    "中文-广东话 粵語": "zh-Hant",
    "norsk": "nb",
    "wikang filipino": "fil",
    "bahasa malaysia": "ms",
    "lietuvių kalba": "lt",
    "srpski": "sr",
}
ANY_UNIVERSE = "Alternate universe"

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
OF = re.compile(r"(\d[\d,.]*)\s*/\s*(\d[\d,.]*|\?)")
NUMBER = re.compile(r"\d[\d,.\u00a0\u202f]*")
COMPLETED = re.compile(r"\bCompleted?\b")
CHAPTERS = re.compile(r"\bChapters:")
POSITION = re.compile(r"(\d+)(?=\D*\Z)")
RELATED = (
    (re.compile(r"Inspired by\s+"), "inspired_by"),
    (re.compile(r"A translation of\s+"), "translation_of"),
)
UNSEEN = ("a work in an unrevealed collection", "[Restricted Work]")


def kind_of_label(label: str) -> str:
    """ "Archive Warnings:" → warning; "" for a label that we do not know."""
    return KIND_OF.get(" ".join(label.split()).strip(" :：").lower().removesuffix("s"), "")


def kind_of_unknown(known: list[str], names: list[str]) -> str:
    """Of a list of tags whose label is in another language, by its place after the `known` kinds:
    AO3 keeps one order, and leaves out only categories and what comes after the fandoms."""
    place = ORDER.index(known[-1]) + 1 if known else 0
    following = [kind for kind in ORDER[place:] if kind not in known]
    if following[:1] == ["category"] and not set(names) <= set(CATEGORIES):
        following.pop(0)
    if following[:1] == ["relationship"] and not all("/" in n or " & " in n for n in names):
        following = ["freeform"]
    return following[0] if following else ""


def suggestions(kind: str, name: str, why: str, line: int) -> Iterator[Suggestion]:
    """One tag as ours: in most cases itself."""
    if kind == "rating":
        name = RATINGS.get(name.lower(), "")
    elif kind == "warning":
        name = WARNINGS.get(name.lower(), name)
    elif kind == "language":
        name = TONGUES.get(name.lower(), name)
    elif kind == "freeform" and name in CATEGORIES:
        kind = "category"
    elif kind == "freeform" and AU.search(name):
        universe = au_name(name)
        yield Suggestion("au", universe, why, line, stated=True)
        if _says_it_all(universe, name):
            return
    if name:
        yield Suggestion(kind, name, why, line, stated=True)


def _says_it_all(universe: str, name: str) -> bool:
    """ "Coffee shop" says all of "Alternate Universe - Coffee Shops"; of "… - Vampires" none."""
    if universe == ANY_UNIVERSE:
        return name.casefold() in (universe.casefold(), "au", "alternate reality")
    return universe.casefold() in name.casefold()


def figures(text: str) -> Figures:
    """Of "Published: 2026-01-05 Completed: 2026-02-07 Words: 1,234 Chapters: 2/2", in any language
    and in any order; old files say nothing of the chapters where there is but one."""
    days = [day for found in DATE.findall(text) if (day := _day(found))]
    bare = DATE.sub(" ", text)
    chapters, planned, is_complete = 1, 1, True
    if of := OF.search(bare):
        chapters, planned = number(of[1]) or 1, number(of[2]) or 0
        is_complete = chapters == planned
        bare = bare.replace(of[0], " ", 1)
    elif alone := re.search(rf"{CHAPTERS.pattern}\s*({NUMBER.pattern})", bare):
        chapters, planned, is_complete = number(alone[1]) or 1, 0, bool(COMPLETED.search(text))
        bare = bare.replace(alone[0], " ", 1)
    words = NUMBER.search(bare)
    return Figures(
        published=days[0] if days else None,
        updated=days[-1] if days else None,
        is_complete=is_complete,
        planned=planned or None,
        words=number(words[0]) if words else None,
        chapters=chapters,
    )


def number(text: str) -> int | None:
    digits = re.sub(r"\D", "", text)
    return int(digits) if digits and len(digits) < 10 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def series(node: LexborNode) -> Iterator[PartOfSeries]:
    """Of "Part 2 of <a>Clockwork</a>, Part 1 of <a>…</a>"."""
    for link in node.css("a"):
        before = link.prev
        if "/series/" not in link_of(link) or link.attributes.get("class"):
            continue
        found = POSITION.search(before.text()) if before and before.is_text_node else None
        yield PartOfSeries(words_of(link), number(found[1]) or 0 if found else 0, link_of(link))


def related(item: LexborNode, text: str, line: int) -> Credit | HeaderLine:
    """Of "Inspired by <a>Harbour Lights</a> by <a>Second Violin</a>."; anything else of that list
    is for the author alone."""
    for pattern, kind in RELATED:
        found = pattern.match(text)
        name = text[found.end() :].strip(" .") if found else ""
        if name and not name.startswith(UNSEEN):
            link = item.css_first("a")
            return Credit(kind, name[:200], link_of(link) if link else "", line)
    return HeaderLine("", text, line)


def authors(node: LexborNode) -> list[tuple[str, str]]:
    """(name, address) of a byline: "Pseud (user)" is Pseud; of "Ann [archived by Bob]", Ann."""
    links = [link for link in node.css("a") if link.attributes.get("rel") == "author"]
    text = words_of(node)
    if " [archived by " in text:
        return [(text.partition(" [archived by ")[0].removeprefix("by ").strip(), "")]
    return [(_pseud(words_of(link), link_of(link)), link_of(link)) for link in links]


def _pseud(name: str, address: str) -> str:
    user = re.search(r"/users/([^/]+)", address)
    return name.removesuffix(f"({user[1]})").strip() if user else name
