"""Which words of a page stand around its story, where the page is full of other things.

Sure is only what a site calls its story, or what a page calls its main part. Of all other pages
nothing goes but lists of links beside one place that holds nearly all prose.
"""

from collections.abc import Callable
from typing import Protocol

from intake.reader.pages import signs
from intake.reader.pages.tree import Region

NEARLY_ALL = 0.8  # of the prose
MOST = 0.6  # of it, in what the page calls its main part
FEWEST_LINKS = 120  # characters outside the story, that make a page full of navigation


class InRegion(Protocol):
    region: int


def around(regions: list[Region]) -> tuple[bool, Callable[[InRegion], str]]:
    """regions, summed → is it sure where the story stands? And a function from words to the signs
    that come to theirs."""
    if story := [one for one in _places(regions, "is_story") if regions[one].prose]:
        return True, _outside(regions, story)
    main = _places(regions, "is_main")
    if len(main) == 1 and regions[main[0]].prose >= MOST * regions[0].prose:
        return True, _outside(regions, main)
    return False, _lists_of_links(regions)


def _places(regions: list[Region], what: str) -> list[int]:
    """The outermost regions of a kind."""
    found: list[int] = []
    for number, region in enumerate(regions):
        if getattr(region, what) and not (found and number < regions[found[-1]].after):
            found.append(number)
    return found


def _outside(regions: list[Region], story: list[int]) -> Callable[[InRegion], str]:
    inside = bytearray(len(regions))
    for number in story:
        for within in range(number, regions[number].after):
            inside[within] = 1

    def sign(words: InRegion) -> str:
        return "" if inside[words.region] else signs.AROUND

    return sign


def _lists_of_links(regions: list[Region]) -> Callable[[InRegion], str]:
    """Outside the innermost place with nearly all prose: what is more link than word."""
    place = max(
        (n for n, one in enumerate(regions) if one.prose >= NEARLY_ALL * regions[0].prose),
        default=0,
    )
    after = regions[place].after
    links = regions[0].links - regions[place].links
    if links < FEWEST_LINKS or links < regions[0].prose - regions[place].prose:
        return lambda words: ""

    def sign(words: InRegion) -> str:
        if place <= words.region < after:
            return ""
        region = regions[words.region]
        return signs.NAVIGATION if region.links > region.prose else ""

    return sign
