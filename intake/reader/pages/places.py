"""Where the sites of our authors keep the story in their pages, and what stands around it."""

import re

from core.html.tags import names
from intake.reader.pages import signs

# An element with one of these ids or classes holds the story and nothing else.
STORY_IDS = names("storytext storytextp story-text story_text storyinnerbody rescontent")
STORY_CLASSES = names(
    "storytext entry-content b-singlepost-body aentry-post__text user-story story-content "
    "chapter-content part-content entry-text"
)
MAIN_ELEMENTS = names("article main")
MAIN_ROLES = names("main article")

# (element, id or class) → what its words are. "" is any element.
PARTS = {
    ("", "#profile_top"): signs.AROUND,  # FanFiction.net's own head of a story
    ("", ".msocomtxt"): signs.COMMENT,
    ("", ".msocomanchor"): signs.COMMENT,
    ("", ".msocomoff"): signs.COMMENT,
    ("", ".entry-title"): signs.TITLE,
    ("", ".b-singlepost-title"): signs.TITLE,
    ("", ".aentry-post__title"): signs.TITLE,
    ("", ".story-title"): signs.TITLE,
    ("", ".entry-poster"): signs.AUTHOR,
    ("", ".poster"): signs.AUTHOR,
    ("", ".story-author"): signs.AUTHOR,
    ("", ".datetime"): signs.DATE,
    ("", ".b-singlepost-dateline"): signs.DATE,
    ("", ".aentry-head__date"): signs.DATE,
}
OF_FANFICTION = {
    ("b", ".xcontrast_txt"): signs.TITLE,
    ("a", ".xcontrast_txt"): signs.AUTHOR,
    ("div", ".xcontrast_txt"): signs.SUMMARY,
    ("span", ".xgray"): signs.FIGURES,
}

NAVIGATION = names("nav select button datalist menuitem")
NAVIGATION_ROLES = names("navigation menu menubar search banner contentinfo")
AROUND = names("footer aside")
MARGIN = re.compile(r"#?cmnt(?:_ref)?\d+|#?_?msocom_?\d+|#?_cmnt?anchor_?\d+", re.I)
COMMENT = re.compile(r"cmnt\d+")  # the comment itself, in Google’s documents
CONTENTS = re.compile(r"MsoToc\d", re.I)


def of(name: str, attributes: dict[str, str], *, is_fanfiction: bool) -> str:
    """The signs of one element's words, by its name and what it is called."""
    if name in NAVIGATION or attributes.get("role") in NAVIGATION_ROLES:
        return signs.NAVIGATION
    if name in AROUND:
        return signs.AROUND
    called = [f".{one}" for one in attributes.get("class", "").split()[:8]]
    if mark := attributes.get("id"):
        called.append(f"#{mark}")
    if any(CONTENTS.fullmatch(one[1:]) for one in called):
        return signs.NAVIGATION
    for one in called:
        if is_fanfiction and (found := OF_FANFICTION.get((name, one))):
            return found
        if found := PARTS.get(("", one)):
            return found
    is_margin = name == "a" and any(
        MARGIN.fullmatch(attributes.get(key, "")) for key in ("href", "id", "name")
    )
    return signs.COMMENT if is_margin else ""


def is_story(name: str, attributes: dict[str, str]) -> bool:
    """Is this element the story, by what this site calls it?"""
    return attributes.get("id", "") in STORY_IDS or not STORY_CLASSES.isdisjoint(
        attributes.get("class", "").split()
    )


def is_main(name: str, attributes: dict[str, str]) -> bool:
    return (
        name in MAIN_ELEMENTS
        or attributes.get("role") in MAIN_ROLES
        or attributes.get("itemprop") == "articleBody"
    )
