"""Downloads as AO3 makes them, of any work: the HTML file after its own templates, and the EPUB as
calibre converts it."""

import io
import re
import zipfile
from dataclasses import dataclass
from html import escape

from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tests.intake.documents import paragraphs, sentences

DAY = (2026, 1, 1, 0, 0, 0)  # of every entry: the same files give the same bytes
ADDRESS = "https://archiveofourown.org"
RATINGS = {
    "Not Rated": "not_rated",
    "General Audiences": "general",
    "Teen And Up Audiences": "teen",
    "Mature": "mature",
    "Explicit": "explicit",
}
WARNINGS = {
    "Creator Chose Not To Use Archive Warnings": "The author chose not to say",
    "No Archive Warnings Apply": "None of these warnings apply",
    "Graphic Depictions Of Violence": "Graphic violence",
    "Major Character Death": "Major character death",
    "Rape/Non-Con": "Sexual violence",
    "Underage Sex": "Underage sex",
}
CATEGORIES = ("F/F", "F/M", "Gen", "M/M", "Multi", "Other")
LABELS = {
    "rating": "Rating",
    "warning": "Archive Warning",
    "category": "Category",
    "fandom": "Fandom",
    "relationship": "Relationship",
    "character": "Character",
    "freeform": "Additional Tag",
}


@dataclass(frozen=True)
class Part:
    """A chapter; its texts are HTML paragraphs."""

    title: str
    text: str
    summary: str = ""
    notes: str = ""
    end_notes: str = ""


@dataclass(frozen=True)
class Work:
    """`tags` by our kinds, as AO3 calls them; `series` are (name, position)."""

    title: str
    authors: tuple[str, ...]
    tags: dict[str, tuple[str, ...]]
    parts: tuple[Part, ...]
    number: int = 123456
    planned: int | None = None
    language: str = "English"
    series: tuple[tuple[str, int], ...] = ()
    summary: str = ""
    notes: str = ""
    end_notes: str = ""
    published: str = "2019-04-30"
    updated: str = "2020-01-02"
    words: int = 12345

    @property
    def address(self) -> str:
        return f"{ADDRESS}/works/{self.number}"


def ao3_html(work: Work) -> str:
    inside = (
        _one(work)
        if len(work.parts) == 1
        else "".join(map(_part, *zip(*enumerate(work.parts, 1), strict=True)))
    )
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{escape(work.title)}</title></head><body>
<div id="preface">
  <h2 class="toc-heading">Preface</h2>
  <p class="message">
    <b>{escape(work.title)}</b><br/>
    Posted originally on the <a href="{ADDRESS}/">Archive of Our Own</a>
    at <a href="{work.address}">{work.address}</a>.
  </p>
  <div class="meta">
    <dl class="tags">{_tags(work)}</dl>
    <h1>{escape(work.title)}</h1>
    <div class="byline">by {", ".join(map(_author, work.authors))}</div>
{_quoted("Summary", work.summary)}{_notes("Notes", work.notes, work.end_notes, "work", "endnotes")}
  </div>
</div>
<div id="chapters" class="userstuff">
{inside}
</div>
<div id="afterword">
  <h2 class="toc-heading">Afterword</h2>
  {_ending("endnotes", "End Notes", work.end_notes)}
  <p class="message">Please <a href="{work.address}/comments/new">drop by the Archive and
  comment</a> to let the creator know if you enjoyed their work!</p>
</div>
</body></html>"""


def _tags(work: Work) -> str:
    rows = []
    for kind, label in LABELS.items():
        if names := work.tags.get(kind):
            plural = label if len(names) == 1 else label.replace("Category", "Categorie") + "s"
            links = ", ".join(f'<a href="{ADDRESS}/tags/x">{escape(n)}</a>' for n in names)
            rows.append(f"<dt>{plural}:</dt>\n<dd>{links}</dd>")
    rows.append(f"<dt>Language:</dt>\n<dd>{work.language}</dd>")
    if work.series:
        parts = ", ".join(
            f'Part {number} of\n<a href="{ADDRESS}/series/{number}">{escape(name)}</a>'
            for name, number in work.series
        )
        rows.append(f"<dt>Series:</dt>\n<dd>{parts}</dd>")
    label = "Completed" if work.planned == len(work.parts) else "Updated"
    rows.append(
        f"<dt>Stats:</dt>\n<dd>\nPublished: {work.published}\n{label}: {work.updated}\n"
        f"Words: {work.words:,}\nChapters: {len(work.parts)}/{work.planned or '?'}\n</dd>"
    )
    return "\n".join(rows)


def _author(name: str) -> str:
    return f'<a rel="author" href="{ADDRESS}/users/u/pseuds/u">{escape(name)}</a>'


def _quoted(label: str, text: str) -> str:
    return f'<p>{label}</p>\n<blockquote class="userstuff">{text}</blockquote>\n' if text else ""


def _notes(label: str, notes: str, end_notes: str, where: str, anchor: str) -> str:
    if not (notes or end_notes):
        return ""
    more = "more " if notes else ""
    link = (
        f'<div class="endnote-link">See the end of the {where} for '
        f'{more}<a href="#{anchor}">notes</a></div>'
    )
    before = f'<blockquote class="userstuff">{notes}</blockquote>' if notes else ""
    return f"<p>{label}</p>\n{before}\n{link if end_notes else ''}\n"


def _ending(anchor: str, label: str, text: str) -> str:
    if not text:
        return ""
    return f'<div class="meta"><div id="{anchor}">{_quoted(label, text)}</div></div>'


def _one(work: Work) -> str:
    return f'<div class="userstuff">\n{work.parts[0].text}\n</div>'


def _part(number: int, part: Part) -> str:
    title = f": {escape(part.title)}" if part.title else ""
    anchor = f"endnotes{number}"
    notes = _notes("Chapter Notes", part.notes, part.end_notes, "chapter", anchor)
    return f"""<div class="meta group">
<h2 class="heading">Chapter {number}{title}</h2>
{_quoted("Chapter Summary", part.summary)}{notes}
</div>
<!--chapter content-->
<div class="userstuff">
{part.text}
</div>
<!--/chapter content-->
{_ending(anchor, "Chapter End Notes", part.end_notes).replace('class="meta"', "")}
"""


# The EPUB


def calibre(html: str) -> bytes:
    """The file in pieces, and its classes by other names."""
    tree = LexborHTMLParser(html)
    preface, chapters, afterword = (
        tree.css_first(f"#{name}") for name in ("preface", "chapters", "afterword")
    )
    head, sign, tail = preface.inner_html.partition("</dl>")
    title = tree.css_first("h1").text()
    pages = [
        f'<div id="preface">{head}{sign}</div></div>',
        f'<div id="preface"><div class="meta">{tail}</div><div id="chapters"></div>',
    ]
    pieces = re.split(r'(?=<div class="meta group">)', chapters.inner_html)
    pages += [
        f'<div id="chapters" class="userstuff">{piece}</div>' for piece in pieces if piece.strip()
    ]
    pages.append(afterword.html)
    return epub({f"w_split_{n:03}.xhtml": _renamed(page) for n, page in enumerate(pages)}, title)


def _renamed(page: str) -> str:
    page = re.sub(r'<div class="meta(?: group)?">', '<div class="calibre1">', page)
    page = page.replace('<div class="userstuff">', '<div class="userstuff2">')
    page = page.replace("<p>", '<p class="calibre3">').replace("<em>", '<em class="calibre5">')
    page = page.replace("<br>", '<br class="calibre4"/>').replace("<hr>", '<hr class="calibre6"/>')
    return f'<a id="calibre_link-1"/>{page}'


PUBLISHER = "<dc:publisher>Archive of Our Own</dc:publisher>"


def epub(pages: dict[str, str], title: str, *, said: str = PUBLISHER, folder: str = "") -> bytes:
    """`pages`: the bodies by their names, in reading order. The zip's order is another."""
    names = list(pages)
    items = "".join(
        f'<item id="p{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in reversed(list(enumerate(names)))
    )
    spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(names)))
    package = f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="uuid_id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:title>{escape(title)}</dc:title>{said}</metadata>
<manifest>{items}</manifest><spine>{spine}</spine></package>"""
    container = f"""<?xml version="1.0"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="{folder}content.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        f"{folder}content.opf": package,
    }
    files |= {f"{folder}{name}": _xhtml(name, body) for name, body in sorted(pages.items())[::-1]}
    return packed(files)


def _xhtml(name: str, body: str) -> str:
    inside = body if body.startswith("<body") else f'<body class="calibre">{body}</body>'
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{name}</title><link rel='stylesheet' href='stylesheet.css'/></head>\n"
        f"{inside}</html>"
    )


def packed(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, DAY), data, compress_type=kind)
    return out.getvalue()


# Any work

NAMES = st.sampled_from(
    (
        "Ida Marsh",
        "Tobias Crane",
        "Original Female Character(s)",
        "The Lamplighter (Ninth Harbour)",
        "O'Malley",
        "Ærin & Co.",
        "李清",
        "Nobody <3",
    )
)
FANDOMS = st.sampled_from(
    (
        "The Ninth Harbour",
        "Clockwork - A. Nobody",
        "Rain & Stone (TV 1999)",
        "西遊記 | Journey to the West",
        "Original Work",
        "Small Gods; Large Shoes",
    )
)
FREEFORMS = st.sampled_from(
    (
        "Slow Burn",
        "Hurt/Comfort",
        "no beta we die like clocks",
        "Fluff and Angst",
        "Rain: the sequel",
        "5+1 Things",
        "Ida Marsh Needs a Hug",
        "<3",
    )
)
PAIRS = st.tuples(NAMES, NAMES, st.sampled_from(("/", " & "))).map(lambda p: f"{p[0]}{p[2]}{p[1]}")
AUTHORS = st.sampled_from(("thornapple", "Second Violin", "Ann, of Rain", "夜"))
TITLES = st.one_of(
    sentences(),
    st.sampled_from(
        ("Chapter 2", "Rain, and Other Weather", "<How did this happen?>", "7", "Notes")
    ),
)
PROSE = paragraphs().map(lambda text: f"<p>{escape(text, quote=False)}</p>")
BODIES = st.lists(
    st.one_of(
        PROSE,
        PROSE,
        st.just("<hr>"),
        PROSE.map(lambda text: text.replace("<p>", "<p>so <em>very</em> <br>")),
        PROSE.map(lambda text: f"<blockquote>{text}</blockquote>"),
        st.just("<h2>Afterword</h2>"),
        st.just("<p>Chapter Notes</p>"),
    ),
    min_size=1,
    max_size=5,
).map("\n".join)
OPTIONAL = st.one_of(st.just(""), PROSE)
PARTS = st.builds(
    Part,
    title=st.one_of(st.just(""), TITLES),
    text=st.tuples(BODIES, PROSE).map(lambda two: f"{two[0]}\n<p>word</p>\n{two[1]}"),
    summary=OPTIONAL,
    notes=OPTIONAL,
    end_notes=OPTIONAL,
)


def some(names: st.SearchStrategy[str], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    found = st.lists(
        names, min_size=least, max_size=4, unique_by=lambda name: name.casefold().strip()
    )
    return found.map(lambda each: tuple(name.strip() for name in each))


@st.composite
def works(draw: st.DrawFn) -> Work:
    parts = tuple(draw(st.lists(PARTS, min_size=1, max_size=4)))
    return Work(
        title=draw(TITLES),
        authors=draw(
            some(st.sampled_from(("thornapple", "Second Violin", "Ann, of Rain", "夜")), 1)
        ),
        tags={
            "rating": (draw(st.sampled_from(list(RATINGS))),),
            "warning": draw(some(st.sampled_from(list(WARNINGS)), 1)),
            "category": draw(some(st.sampled_from(CATEGORIES))),
            "fandom": draw(some(FANDOMS, 1)),
            "relationship": draw(some(PAIRS)),
            "character": draw(some(NAMES)),
            "freeform": draw(some(FREEFORMS)),
        },
        parts=parts,
        number=draw(st.integers(1, 99_999_999)),
        planned=draw(st.sampled_from((None, len(parts), len(parts) + 3))),
        series=tuple(
            draw(st.lists(st.tuples(TITLES.filter(str.strip), st.integers(1, 99)), max_size=2))
        ),
        summary=draw(OPTIONAL),
        notes=draw(OPTIONAL),
        end_notes=draw(OPTIONAL),
        words=draw(st.integers(0, 2_000_000)),
    )
