"""Which `<…>` is a tag, and which is something that an author wrote: `<How did this happen?>`.

A true tag has the name of an HTML element (obsolete ones too) and nothing but attributes of the
HTML standard (obsolete ones, style, on*, data-*, aria-* too). In plain text it must also be closed
(`true_tags`); in an HTML document it need not be (`tokens`). All else is text, and its words stay.
Word's own `<o:p>` counts as a tag in HTML, or its pastes would be full of it.

Names: HTML Living Standard, section 4, section 16 (obsolete) and the indices of both.
"""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from typing import Literal, NamedTuple


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS = names(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big "
    "blink blockquote body br button canvas caption center cite code col colgroup data datalist dd "
    "del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form "
    "frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins "
    "isindex kbd keygen label legend li link listing main map mark marquee math menu menuitem meta "
    "meter multicol nav nextid nobr noembed noframes noscript object ol optgroup option output p "
    "param picture plaintext pre progress q rb rp rt rtc ruby s samp script search section select "
    "selectedcontent slot small source spacer span strike strong style sub summary sup svg table "
    "tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr "
    "xmp"
)
ATTRIBUTES = names(
    "abbr accept accept-charset accesskey action align alink allow allowfullscreen alpha alt "
    "archive as async autocapitalize autocomplete autocorrect autofocus autoplay axis background "
    "behavior bgcolor blocking border bordercolor bottommargin cellpadding cellspacing char "
    "charoff charset checked cite class classid clear closedby code codebase codetype color "
    "colorspace cols colspan command commandfor compact content contenteditable controls coords "
    "crossorigin data datafld dataformatas datapagesize datasrc datetime declare decoding default "
    "defer dir direction dirname disabled download draggable enctype enterkeyhint event face "
    "fetchpriority for form formaction formenctype formmethod formnovalidate formtarget frame "
    "frameborder headers headingoffset headingreset height hidden high href hreflang hspace "
    "http-equiv id imagesizes imagesrcset inert inputmode integrity is ismap itemid itemprop "
    "itemref itemscope itemtype kind label lang language leftmargin link list loading longdesc "
    "loop low lowsrc marginheight marginwidth max maxlength media method methods min minlength "
    "multiple muted name nohref nomodule nonce noshade novalidate nowrap object open optimum "
    "pattern ping placeholder playsinline popover popovertarget popovertargetaction poster preload "
    "profile prompt property readonly referrerpolicy rel required rev reversed rightmargin role "
    "rows rowspan rules sandbox scheme scope scrollamount scrolldelay scrolling selected "
    "shadowrootclonable shadowrootcustomelementregistry shadowrootdelegatesfocus shadowrootmode "
    "shape size sizes slot span spellcheck src srcdoc srclang srcset standby start step style "
    "summary tabindex target text title topmargin translate truespeed type typemustmatch urn "
    "usemap valign value valuetype version vlink vspace width wrap writingsuggestions xmlns"
)
OPEN_ENDED = re.compile(r"on[a-z]+\Z|data-.|aria-[a-z]")
OFFICE = re.compile(r"(?:o|v|w|m|x|st1|xml|xmlns|xlink|epub):[\w-]+\Z", re.ASCII)
VOID = names("br col hr img wbr")  # those that show something: `<Link>` may be a person
HEAD = names("head title")
UNSEEN = HEAD | names("script style template")
DECODED = names("textarea title")
RAW = DECODED | names("iframe noembed noframes plaintext xmp")

NEAR = 256  # characters in which the end is looked for of a tag that may have been there before
ATTRIBUTES_MAX = 64  # in one tag: what a hostile text can make us read again stays linear
NAME = r"""[^\s/<>="'`]++"""
VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'<>][^\s<>]*+|(?=>))"""
STRAY = r"""(?:(?<=["'])["'])?"""  # `color="red"">` has no word that could be lost
TAG = re.compile(
    rf"""<(?P<slash>/?)(?P<name>[a-z][^\s/<>]*+)
    (?P<attributes>(?:(?:{STRAY}[\s/]++|(?<=["'])){NAME}(?:\s*+=\s*+{VALUE})?+){{0,{ATTRIBUTES_MAX}}}+)
    {STRAY}[\s/]*+>""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
ATTRIBUTE = re.compile(rf"({NAME})(?:\s*+=\s*+({VALUE}))?+", re.ASCII)
ASIDE = re.compile(r"<!doctype[^<>]*+>|<!\[[^<>]*+>|<\?(?:xml|mso|import)\b[^<>]*+>", re.I)
ENDS = {name: re.compile(rf"</{name}(?:[\s/][^<>]*+)?>", re.I | re.A) for name in UNSEEN | RAW}
ENDS["plaintext"] = re.compile("(?!)")  # it has none
COMMENT_END = re.compile(r"--!?>")
REFERENCE = re.compile(r"&(#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*)(;?)")
FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Token(NamedTuple):
    """A piece of a document. The sources of all its tokens, in order, are the whole document.

    text: words with references; raw: words without; unseen: a comment, a script with its contents …
    """

    kind: Literal["text", "raw", "start", "end", "unseen"]
    source: str
    name: str = ""
    attributes: dict[str, str] = {}


def escape_false_tags(text: str, *, must_close: bool) -> str:
    """`text` with each `<` that opens no true tag as `&lt;`. `must_close` is for plain text."""
    return "".join(
        token.source.replace("<", "&lt;") if token.kind == "text" else token.source
        for token in (plain_tokens(text) if must_close else tokens(text))
    )


def true_tags(text: str) -> list[tuple[int, int]]:
    """Where the true tags of a plain text stand, as (start, end), in order."""
    return [match.span() for match in _closed_tags(text)]


def is_tag_at(text: str, position: int) -> bool:
    """Whether what begins there is a true tag, if it is also closed."""
    match = TAG.match(text, position)
    return bool(match and _is_true(match))


def plain_tokens(text: str) -> Iterator[Token]:
    """A plain text as text, start and end tokens."""
    position = 0
    for match in _closed_tags(text):
        if match.start() > position:
            yield Token("text", text[position : match.start()])
        yield _tag(match)
        position = match.end()
    if position < len(text):
        yield Token("text", text[position:])


def tokens(html: str) -> Iterator[Token]:
    """An HTML document, or a piece of one. What should be ended and is not (a comment, a script)
    is no more than its opening, so that the story after it is not lost."""
    endless: set[re.Pattern] = set()
    known: dict[str, Token | None] = {}  # most tags of a document are alike
    again: dict[str, Token] = {}  # those of them that end with their first ">"

    def find(end: re.Pattern, start: int) -> re.Match | None:
        match = None if end in endless else end.search(html, start)
        if not match:
            endless.add(end)
        return match

    def token_at(start: int) -> Token | None:
        if match := TAG.match(html, start):
            if match[0] not in known:
                known[match[0]] = _tag(match) if _is_true(match, office=True) else None
            token = known[match[0]]
            if not token or token.kind == "end" or token.name not in UNSEEN:
                if token and token.source.find(">") == len(token.source) - 1:
                    again[token.source] = token
                return token
            end = None if has_begun and token.name in HEAD else find(ENDS[token.name], match.end())
            if not end:
                return token
        elif html.startswith("<!--", start):
            end = find(COMMENT_END, start + 2)
        else:
            end = ASIDE.match(html, start)
        return Token("unseen", html[start : end.end()]) if end else None

    told = start = 0  # told: up to where tokens were made
    has_begun = False  # once there is something to see, a head is none
    while (start := html.find("<", start)) >= 0:
        token = again.get(html[start : html.find(">", start, start + NEAR) + 1])
        token = token or token_at(start)
        if not token:
            start += 1
            continue
        if told < start:
            yield Token("text", html[told:start])
            has_begun = has_begun or not html[told:start].isspace()
        yield token
        has_begun = has_begun or (token.kind == "start" and token.name != "html")
        told = start = start + len(token.source)
        if token.kind == "start" and token.name in RAW:
            close = find(ENDS[token.name], start)
            start = close.start() if close else len(html)
            yield Token("text" if token.name in DECODED else "raw", html[told:start])
            told = start
    if told < len(html):
        yield Token("text", html[told:])


def legible(text: str) -> str:
    """Line ends as \\n; characters that XML forbids, and noncharacters, as spaces."""
    return FORBIDDEN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def decode(text: str, *, is_plain: bool = False, is_attribute: bool = False) -> str:
    """The characters that references stand for. HTML knows some without a semicolon (`&copy`); a
    plain text means one only with it, so that `Q&notA` keeps its words."""

    def character(match: re.Match) -> str:
        name, semicolon = match.groups()
        if f"{name};" in html5 and semicolon:
            return html5[f"{name};"]
        if is_plain and not semicolon:
            return match[0]
        if name[0] == "#":
            digits = name.lstrip("#xX").lstrip("0")
            base = "#x" if name[1] in "xX" else "#"
            return legible(unescape(f"&{base}{digits[:9] or 0};") or " ")
        if is_plain or (is_attribute and (name not in html5 or text.startswith("=", match.end()))):
            return match[0]
        return unescape(match[0])

    if "&" not in text:
        return text
    if text.count("&") == text.count("&amp;"):
        return text.replace("&amp;", "&")
    return REFERENCE.sub(character, text)


def _closed_tags(text: str) -> list[re.Match]:
    found: list[re.Match] = []
    is_closed: list[bool] = []
    waiting: dict[str, list[int]] = {}
    position = 0
    while (start := text.find("<", position)) >= 0:
        match = TAG.match(text, start)
        if not match or not _is_true(match) or (name := match["name"].lower()) in UNSEEN:
            position = start + 1
            continue
        position = match.end()
        if not match["slash"]:
            waiting.setdefault(name, []).append(len(found))
            is_closed.append(name in VOID)
        elif waiting.get(name):
            is_closed[waiting[name].pop()] = True
            is_closed.append(True)
        else:
            continue
        found.append(match)
    return [match for match, closed in zip(found, is_closed, strict=True) if closed]


def _is_true(match: re.Match, *, office: bool = False) -> bool:
    """`office`: with the elements and attributes of Word's pastes."""
    name, attributes = match["name"].lower(), match["attributes"]
    if name not in ELEMENTS and not (office and OFFICE.match(name)):
        return False
    if match["slash"]:
        return not attributes
    return not attributes or all(
        name in ATTRIBUTES or OPEN_ENDED.match(name) or (office and OFFICE.match(name))
        for name in (found[1].lower() for found in ATTRIBUTE.finditer(attributes))
    )


def _tag(match: re.Match) -> Token:
    attributes: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(match["attributes"]):
        if value[:1] in {'"', "'"}:
            value = value[1:-1]
        attributes.setdefault(name.lower(), decode(value, is_attribute=True))
    return Token("end" if match["slash"] else "start", match[0], match["name"].lower(), attributes)
