"""How a picture stands in a page: its addresses, from the narrowest to the widest. No query here.

A text holds `<img alt="…" height="H" src="/works/S/images/I" width="W">`, where W is the width of
the widest file; each `?w=` is answered by the narrowest file that is at least so wide.
"""

import re
from typing import NamedTuple

WIDTHS = (480, 960, 1600)  # pixels
USUAL = 960  # for browsers that know no srcset
SIZES = "(max-width: 40rem) 90vw, 36rem"  # as wide as the text: static/css/tokens.css
ADDRESS = re.compile(r"/works/([1-9][0-9]{0,17})/images/([1-9][0-9]{0,17})(?![0-9])")


class Sources(NamedTuple):
    src: str
    srcset: str  # empty where there is one file


def srcset(address: str, width: int) -> Sources:
    """The addresses of a picture that is `width` pixels wide, from its own address."""
    widest = min(width, WIDTHS[-1])
    widths = [*(one for one in WIDTHS if one < widest), widest]
    if len(widths) == 1:
        return Sources(address, "")
    usual = min(USUAL, widest)
    listed = ", ".join(f"{address}?w={one} {one}w" for one in widths)
    return Sources(f"{address}?w={usual}", listed)


def within(html: str, story: int) -> set[int]:
    """The numbers of this story's pictures that a text shows, or speaks of by their address."""
    return {int(image) for work, image in ADDRESS.findall(html) if int(work) == story}
