"""Pictures of old pages: lines between scenes, counters, banners. A story's own stay links."""

import re

from core.html.tags import decode
from intake.reader.body.marks import is_scene_break

DIVIDER = re.compile(
    r"[\w.-]*(?:bar|divider|dividr|line|rule|hr|separator|break|border|ruler|swirl|flourish)"
    r"[\w-]{0,12}\.(?:gif|jpe?g|png|bmp|webp)",
    re.I,
)
FURNITURE = re.compile(
    r"counter|visit\.|geovisit|/serv\?|webring|banner|button|guestbook|bullet|spacer|pixel|"
    r"/ad[sv]?/|arrow|\bnext|\bprev|\bhome|\bback|e-?mail|mailbox|award",
    re.I,
)
LONG = 250  # pixels
FLAT = 40


def is_divider(attributes: dict[str, str]) -> bool:
    label = decode(attributes.get("alt", "")).strip()
    if label and is_scene_break(label):
        return True
    name = attributes.get("src", "").rpartition("/")[2].partition("?")[0]
    width, height = _pixels(attributes, "width"), _pixels(attributes, "height")
    is_flat = width >= LONG and 0 < height <= FLAT
    if label and not DIVIDER.fullmatch(label) and label.lower() not in ("divider", "bar", "line"):
        return False
    return bool(DIVIDER.fullmatch(name)) or (is_flat and not FURNITURE.search(name))


def is_furniture(attributes: dict[str, str]) -> bool:
    """A counter, a button, a picture of one point that tells the host who came."""
    width, height = _pixels(attributes, "width"), _pixels(attributes, "height")
    if 0 < max(width, height) <= 2:
        return True
    source, label = attributes.get("src", ""), attributes.get("alt", "").strip()
    return bool(FURNITURE.search(source)) or not any(map(str.isalnum, label + source))


def _pixels(attributes: dict[str, str], name: str) -> int:
    digits = attributes.get(name, "").strip().removesuffix("px")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else 0
