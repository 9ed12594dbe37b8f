"""A review is a smaller text than a story: paragraphs without headings and figures. Every word of
them stays; pictures are links already (core/html)."""

import re

from core import html

SMALLER = {**dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "p")}
SMALLER |= {"figure": "div", "figcaption": "div"}
TAG = re.compile(rf"<(/?)({'|'.join(SMALLER)})(?=[\s>])")


def smaller(cleaned: str) -> str:
    """Clean HTML as the HTML of a review."""
    return html.clean(TAG.sub(lambda tag: f"<{tag[1]}{SMALLER[tag[2]]}", cleaned))
